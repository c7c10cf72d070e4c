namespace DroneLogistics.Service.Tests.Replicas;

/// <summary>The clock of a machine that is set wrong: its monotonic clock and its timers go on as ever.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    private long ticks;

    public TimeSpan Shift
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref ticks));
        set => Interlocked.Exchange(ref ticks, value.Ticks);
    }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Shift;
}
