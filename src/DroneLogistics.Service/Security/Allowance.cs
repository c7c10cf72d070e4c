using System.Threading.RateLimiting;

namespace DroneLogistics.Service;

/// <summary>What one caller has left of its quota. Safe for concurrent use.</summary>
public sealed class Allowance : IDisposable
{
    private readonly Quota quota;
    private readonly TimeProvider clock;
    private readonly Lock counting = new();
    private double left;
    private long countedAt;
    private int streams;

    /// <param name="quota">How much.</param>
    /// <param name="clock">Its monotonic clock fills up what was taken.</param>
    public Allowance(Quota quota, TimeProvider clock)
    {
        (this.quota, this.clock) = (quota, clock);
        (left, countedAt) = (quota.Burst, clock.GetTimestamp());
        Computations = new ConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = quota.Computations, QueueLimit = quota.WaitingComputations, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });
    }

    /// <summary>Questions that take computing time: some at a time, some wait, more are turned away.</summary>
    public ConcurrencyLimiter Computations { get; }

    /// <summary>Takes one call.</summary>
    /// <returns>Zero where it was there; else after how long it will be.</returns>
    public TimeSpan Take()
    {
        lock (counting)
        {
            var now = clock.GetTimestamp();
            left = Math.Min(quota.Burst, left + (clock.GetElapsedTime(countedAt, now).TotalSeconds * quota.CallsPerSecond));
            countedAt = now;
            if (left >= 1)
            {
                left--;
                return TimeSpan.Zero;
            }

            return TimeSpan.FromSeconds((1 - left) / quota.CallsPerSecond);
        }
    }

    /// <summary>Opens a stream, if there is room for one more.</summary>
    public bool TryOpenStream()
    {
        if (Interlocked.Increment(ref streams) <= quota.Streams)
        {
            return true;
        }

        Interlocked.Decrement(ref streams);
        return false;
    }

    public void CloseStream() => Interlocked.Decrement(ref streams);

    public void Dispose() => Computations.Dispose();
}
