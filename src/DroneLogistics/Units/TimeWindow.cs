namespace DroneLogistics.Units;

/// <summary>A half-open interval [Start, End) of UTC instants; Start is before End.</summary>
public readonly record struct TimeWindow
{
    /// <exception cref="ArgumentException">The end is not after the start (a programmer's error).</exception>
    public TimeWindow(DateTimeOffset start, DateTimeOffset end)
    {
        if (!(start < end))
        {
            throw new ArgumentException($"A time window must end after it starts; got [{start:O}, {end:O}).", nameof(end));
        }

        Start = start.ToUniversalTime();
        End = end.ToUniversalTime();
    }

    public DateTimeOffset Start { get; }

    public DateTimeOffset End { get; }

    public TimeSpan Duration => End - Start;

    public bool Overlaps(TimeWindow other) => Start < other.End && other.Start < End;

    public bool Contains(DateTimeOffset instant) => Start <= instant && instant < End;

    /// <summary>How long both windows hold at once; zero where they do not overlap.</summary>
    public TimeSpan OverlapWith(TimeWindow other)
    {
        var start = Start > other.Start ? Start : other.Start;
        var end = End < other.End ? End : other.End;
        return end > start ? end - start : TimeSpan.Zero;
    }
}
