using DroneLogistics.Geodesy;
using DroneLogistics.Units;

namespace DroneLogistics.Airspace;

/// <summary>When a zone is in force: between two instants, and then in the periods of its schedule; no schedule is all the time.</summary>
public sealed record LimitedApplicability
{
    /// <param name="start">The first instant; null from ever.</param>
    /// <param name="end">The first instant after; null for ever.</param>
    /// <param name="schedule">Periods of days; empty for all the time.</param>
    /// <exception cref="ArgumentException">The end is not after the start (a programmer's error: refuse at the door).</exception>
    public LimitedApplicability(DateTimeOffset? start, DateTimeOffset? end, IReadOnlyList<DailyPeriod>? schedule = null)
    {
        if (start >= end)
        {
            throw new ArgumentException($"A zone ends to be in force after it starts; got {start:O} to {end:O}.", nameof(end));
        }

        Start = start?.ToUniversalTime();
        End = end?.ToUniversalTime();
        Schedule = schedule ?? [];
    }

    public DateTimeOffset? Start { get; }

    public DateTimeOffset? End { get; }

    public IReadOnlyList<DailyPeriod> Schedule { get; }

    /// <summary>When it is in force within an interval; unordered, perhaps overlapping, each cut to the interval.</summary>
    public IEnumerable<TimeWindow> Windows(TimeWindow within, IReadOnlyList<LatLon> places)
    {
        var from = Start > within.Start ? Start.Value : within.Start;
        var to = End < within.End ? End.Value : within.End;
        if (!(from < to))
        {
            return [];
        }

        var span = new TimeWindow(from, to);
        return Schedule.Count == 0 ? [span] : Schedule.SelectMany(period => period.Windows(span, places)).Select(window => Cut(window, span));
    }

    /// <summary>What of a window lies within another that it overlaps.</summary>
    internal static TimeWindow Cut(TimeWindow window, TimeWindow span) =>
        new(window.Start > span.Start ? window.Start : span.Start, window.End < span.End ? window.End : span.End);
}
