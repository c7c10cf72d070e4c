namespace DroneLogistics.Service;

/// <summary>The clock of this service is not to be trusted: what it would take for past or to come may be neither.</summary>
public sealed class ClockUntrustedException(string message) : Exception(message);

/// <summary>
/// Whether the clock of this service may be booked by: since the start it has gone on as the monotonic clock has, and it tells the time of the database,
/// which all services on it have in common. Safe for concurrent use.
/// </summary>
public sealed class ClockTrust
{
    // Compared every second: this many in a row that did not come off.
    private static readonly TimeSpan LongestUncompared = TimeSpan.FromSeconds(30);

    private readonly TimeProvider clock;
    private readonly TimeSpan most;
    private readonly bool isCompared;
    private readonly DateTimeOffset started;
    private readonly long startedAt;
    private Comparison? last;

    /// <param name="clock">The clock, with its monotonic one.</param>
    /// <param name="most">By how much it may be wrong; <see cref="TimeSpan.MaxValue"/>: by anything.</param>
    /// <param name="isCompared">Whether there is another clock that it is compared with, that of a database server.</param>
    public ClockTrust(TimeProvider clock, TimeSpan most, bool isCompared)
    {
        (this.clock, this.most, this.isCompared) = (clock, most, isCompared);
        (started, startedAt) = (clock.GetUtcNow(), clock.GetTimestamp());
    }

    /// <summary>Why the clock is not to be trusted, in a sentence; null: it is.</summary>
    public string? Trouble
    {
        get
        {
            if (most == TimeSpan.MaxValue)
            {
                return null;
            }

            var drift = clock.GetUtcNow() - started - clock.GetElapsedTime(startedAt);
            if (!(drift.Duration() <= most))
            {
                return FormattableString.Invariant($"The clock of this service has jumped by {drift.TotalSeconds:0.0} s since it started, of which {most.TotalSeconds:0.0} s are allowed: set it right, or start the service again where it is right now.");
            }

            if (!isCompared)
            {
                return null;
            }

            if (Volatile.Read(ref last) is not { } compared || clock.GetElapsedTime(compared.At) > LongestUncompared)
            {
                return FormattableString.Invariant($"The clock of this service was not compared with that of the database for {LongestUncompared.TotalSeconds:0} s.");
            }

            return compared.Ahead.Duration() + compared.Doubt <= most
                ? null
                : FormattableString.Invariant($"The clock of this service is {compared.Ahead.TotalSeconds:0.0} s ahead of that of the database (known to {compared.Doubt.TotalSeconds:0.0} s), of which {most.TotalSeconds:0.0} s are allowed: set both by one time server.");
        }
    }

    /// <summary>Takes a comparison with the clock of the database.</summary>
    /// <param name="database">What it told.</param>
    /// <param name="before">This clock when it was asked.</param>
    /// <param name="after">This clock when it had answered.</param>
    public void Compared(DateTimeOffset database, DateTimeOffset before, DateTimeOffset after)
    {
        var doubt = (after - before).Duration() / 2;
        Volatile.Write(ref last, new Comparison(before + doubt - database, doubt, clock.GetTimestamp()));
    }

    /// <exception cref="ClockUntrustedException">It is not to be trusted.</exception>
    public void Require()
    {
        if (Trouble is { } trouble)
        {
            throw new ClockUntrustedException($"{trouble} Nothing is booked meanwhile; what is stored can be read.");
        }
    }

    private sealed record Comparison(TimeSpan Ahead, TimeSpan Doubt, long At);
}
