using DroneLogistics.Geodesy;
using DroneLogistics.Units;

namespace DroneLogistics.Airspace;

/// <summary>Hours of named days by a clock at a fixed offset from UTC, for example 06:00 to 22:00 in Zhoushan. Half-open.</summary>
/// <remarks>An end not after the start is that of the next day, and equal times are 24 hours (<see cref="DailyPeriod"/>). The day named is the one on which the hours begin.</remarks>
public sealed record DailyHours
{
    // A clock is the same everywhere; the place is only asked for the sun.
    private static readonly LatLon[] AnyPlace = [new LatLon(0, 0)];

    private readonly DailyPeriod period;

    /// <param name="days">Days of the week; <see cref="ZoneDay.Any"/> for all.</param>
    /// <param name="from">Time since midnight, less than 24 hours.</param>
    /// <param name="to">The same; midnight is the end of the day.</param>
    /// <param name="utcOffset">Of the clock, at most 14 hours.</param>
    /// <exception cref="ArgumentOutOfRangeException">A time outside of a day (a programmer's error: refuse at the door).</exception>
    public DailyHours(IReadOnlyList<ZoneDay> days, TimeSpan from, TimeSpan to, TimeSpan utcOffset)
    {
        period = new DailyPeriod(days, DayMoment.At(from, utcOffset), DayMoment.At(to, utcOffset));
        UtcOffset = utcOffset;
    }

    public IReadOnlyList<ZoneDay> Days => period.Days;

    public TimeSpan From => period.Start.Clock!.Value;

    public TimeSpan To => period.End.Clock!.Value;

    public TimeSpan UtcOffset { get; }

    /// <summary>The windows that touch an interval, in order, whole.</summary>
    public IEnumerable<TimeWindow> Windows(TimeWindow within) => period.Windows(within, AnyPlace);

    /// <summary>The first piece of an interval that no window covers; null where all of it is covered. Windows that touch leave no gap.</summary>
    public TimeWindow? FirstGap(TimeWindow asked)
    {
        var covered = asked.Start;
        foreach (var window in Windows(asked))
        {
            if (window.Start > covered)
            {
                return new TimeWindow(covered, window.Start);
            }

            covered = window.End > covered ? window.End : covered;
        }

        return covered < asked.End ? new TimeWindow(covered, asked.End) : null;
    }
}
