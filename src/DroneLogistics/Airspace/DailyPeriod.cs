using DroneLogistics.Geodesy;
using DroneLogistics.Units;

namespace DroneLogistics.Airspace;

/// <summary>
/// A moment of a day: a clock time with its offset from UTC, one of the sun's events, or none, which is the edge of the day. Default is
/// the edge of the day.
/// </summary>
public readonly record struct DayMoment
{
    private DayMoment(TimeSpan? clock, TimeSpan offset, DaylightEvent sun)
    {
        Clock = clock;
        Offset = offset;
        Sun = sun;
    }

    /// <summary>Time since midnight, less than 24 hours; null where the moment is not a clock time.</summary>
    public TimeSpan? Clock { get; }

    /// <summary>Of the clock time from UTC.</summary>
    public TimeSpan Offset { get; }

    /// <summary>Unknown where the moment is not one of the sun's.</summary>
    public DaylightEvent Sun { get; }

    public static DayMoment EdgeOfDay => default;

    /// <exception cref="ArgumentOutOfRangeException">Outside of a day, or an offset of more than 14 hours (a programmer's error).</exception>
    public static DayMoment At(TimeSpan sinceMidnight, TimeSpan offset = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sinceMidnight, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(sinceMidnight, TimeSpan.FromHours(24));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset.Duration(), TimeSpan.FromHours(14));
        return new DayMoment(sinceMidnight, offset, DaylightEvent.Unknown);
    }

    public static DayMoment Of(DaylightEvent sun) => new(null, TimeSpan.Zero, sun);
}

/// <summary>A piece of named days: from a moment to the next time the other moment comes. No end is the end of the day.</summary>
/// <remarks>
/// What the words leave open is read as in force: a zone of some extent starts with the earliest sunrise of its places and ends with the
/// latest; an event that does not happen (polar day or night) is the edge of the day; a day without a clock is both the day in UTC and
/// that by the sun at the place; equal clock times are 24 hours. The sun's times are widened to whole minutes, in which almanacs print them.
/// </remarks>
public sealed record DailyPeriod(IReadOnlyList<ZoneDay> Days, DayMoment Start, DayMoment End)
{
    // A start and the following end lie within two days of the day named, the day itself within one of UTC's.
    private const int DaysBefore = 3;

    // A sunset may belong to the day before its UTC date, or two later than the start: more than three never come into question.
    private const int EndSearchDays = 3;

    /// <summary>The windows of the period that touch an interval, in order of their days; they may overlap.</summary>
    public IEnumerable<TimeWindow> Windows(TimeWindow within, IReadOnlyList<LatLon> places)
    {
        var last = DateOnly.FromDateTime(within.End.UtcDateTime).AddDays(1);
        for (var day = DateOnly.FromDateTime(within.Start.UtcDateTime).AddDays(-DaysBefore); day <= last; day = day.AddDays(1))
        {
            if (!Names(day))
            {
                continue;
            }

            var window = On(day, places);
            if (window.Overlaps(within))
            {
                yield return window;
            }
        }
    }

    private bool Names(DateOnly day) => Days.Any(named => named == ZoneDay.Any || DayOf(named) == day.DayOfWeek);

    private TimeWindow On(DateOnly day, IReadOnlyList<LatLon> places)
    {
        var start = places.Min(place => StartAt(day, place));
        var end = places.Max(place => EndAfter(start, day, place));
        return new TimeWindow(start, end);
    }

    private DateTimeOffset StartAt(DateOnly day, LatLon place)
    {
        if (Start.Clock is { } clock)
        {
            return AtClock(day, clock, Start.Offset);
        }

        var found = Start.Sun == DaylightEvent.Unknown ? null : Daylight.Find(day, Start.Sun, place);
        return found is { } instant ? Floor(instant) : Midnight(day) - SolarOffsetIf(place, east: true);
    }

    private DateTimeOffset EndAfter(DateTimeOffset start, DateOnly day, LatLon place)
    {
        for (var ahead = 0; ahead <= EndSearchDays; ahead++)
        {
            if (EndAt(day.AddDays(ahead), place) is var end && end > start)
            {
                return end;
            }
        }

        // Not reached: a moment of each of four days in a row cannot lie before a start on the first.
        return start.AddDays(EndSearchDays);
    }

    private DateTimeOffset EndAt(DateOnly day, LatLon place)
    {
        if (End.Clock is { } clock)
        {
            return AtClock(day, clock, End.Offset);
        }

        var found = End.Sun == DaylightEvent.Unknown ? null : Daylight.Find(day, End.Sun, place);
        return found is { } instant ? Ceiling(instant) : Midnight(day.AddDays(1)) + SolarOffsetIf(place, east: false);
    }

    /// <summary>How far the sun's day at the place runs ahead of UTC's (east) or behind it (west); zero on the other side.</summary>
    private static TimeSpan SolarOffsetIf(LatLon place, bool east) =>
        TimeSpan.FromMinutes(4 * Math.Max(0, east ? place.LongitudeDegrees : -place.LongitudeDegrees));

    private static DateTimeOffset AtClock(DateOnly day, TimeSpan clock, TimeSpan offset) => Midnight(day) + clock - offset;

    private static DateTimeOffset Midnight(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

    private static DateTimeOffset Floor(DateTimeOffset instant) => new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);

    private static DateTimeOffset Ceiling(DateTimeOffset instant) => Floor(instant.AddTicks(TimeSpan.TicksPerMinute - 1));

    private static DayOfWeek DayOf(ZoneDay day) => day switch
    {
        ZoneDay.Monday => DayOfWeek.Monday,
        ZoneDay.Tuesday => DayOfWeek.Tuesday,
        ZoneDay.Wednesday => DayOfWeek.Wednesday,
        ZoneDay.Thursday => DayOfWeek.Thursday,
        ZoneDay.Friday => DayOfWeek.Friday,
        ZoneDay.Saturday => DayOfWeek.Saturday,
        ZoneDay.Sunday => DayOfWeek.Sunday,
        _ => throw new ArgumentOutOfRangeException(nameof(day), day, "Not a day of the week."),
    };
}
