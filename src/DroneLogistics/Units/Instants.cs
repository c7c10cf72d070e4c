namespace DroneLogistics.Units;

/// <summary>Rounding of instants and durations to the microsecond, the resolution in which they are stored.</summary>
public static class Instants
{
    private const long TicksPerMicrosecond = TimeSpan.TicksPerMicrosecond;

    /// <summary>Down to the microsecond: for the start of a claim.</summary>
    public static DateTimeOffset FloorToMicrosecond(this DateTimeOffset instant) =>
        new(instant.UtcTicks - (instant.UtcTicks % TicksPerMicrosecond), TimeSpan.Zero);

    /// <summary>Up to the microsecond: for the end of a claim, so that rounding never frees a resource early.</summary>
    public static DateTimeOffset CeilingToMicrosecond(this DateTimeOffset instant)
    {
        var remainder = instant.UtcTicks % TicksPerMicrosecond;
        return new(remainder == 0 ? instant.UtcTicks : instant.UtcTicks + TicksPerMicrosecond - remainder, TimeSpan.Zero);
    }

    /// <summary>Seconds as a duration, rounded up to the microsecond.</summary>
    public static TimeSpan FromSecondsCeiling(double seconds) =>
        TimeSpan.FromTicks((long)Math.Ceiling(seconds * TimeSpan.TicksPerSecond / TicksPerMicrosecond) * TicksPerMicrosecond);
}
