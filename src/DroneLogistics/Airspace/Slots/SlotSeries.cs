using DroneLogistics.Provenance;
using DroneLogistics.Units;

namespace DroneLogistics.Airspace.Slots;

/// <summary>Whether an airliner comes or goes. The zero value is unknown.</summary>
public enum MovementKind
{
    Unknown = 0,
    Arrival,
    Departure,
}

/// <summary>A movement of an airliner on each day of a series.</summary>
/// <param name="At">Time since midnight by the clock of the series: touch-down or lift-off.</param>
/// <param name="Kind">Arrival or departure.</param>
public sealed record SlotMovement(TimeSpan At, MovementKind Kind);

/// <summary>Why a time is not ours. The zero value is unknown.</summary>
public enum SlotCause
{
    Unknown = 0,

    /// <summary>An airliner's, with the buffers about it.</summary>
    Movement,

    /// <summary>Outside of the hours of the series: nobody told which movements there are.</summary>
    OutsideHours,

    /// <summary>Outside of its validity: the same.</summary>
    OutsideValidity,

    /// <summary>The series is not held: no time is ours.</summary>
    NotHeld,
}

/// <summary>A time at which our flights stay out of a zone.</summary>
/// <param name="Window">From when to when, half-open.</param>
/// <param name="Cause">Why.</param>
/// <param name="Movement">Whose; null where it is no airliner's.</param>
public sealed record TakenTime(TimeWindow Window, SlotCause Cause, SlotMovement? Movement);

/// <summary>
/// A standing series of slots in a zone: our flights may be in it by day and hour, staggered against airliners. From the movements and
/// the buffers about them follow by rule the times that are ours: what is left of the hours. Immutable.
/// </summary>
/// <remarks>All intervals are half-open: a flight that enters in the instant in which a buffer ends, or is out in the instant in which one begins, overlaps nothing.</remarks>
public sealed record SlotSeries
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    public required ZoneId Zone { get; init; }

    public required string NameEnglish { get; init; }

    public required string NameChinese { get; init; }

    public required TimeWindow Validity { get; init; }

    /// <summary>Days and hours for which the movements are told.</summary>
    public required DailyHours Hours { get; init; }

    /// <summary>In order of time.</summary>
    public required IReadOnlyList<SlotMovement> Movements { get; init; }

    /// <summary>How long before a movement the zone is the airliner's.</summary>
    public required TimeSpan BufferBefore { get; init; }

    public required TimeSpan BufferAfter { get; init; }

    /// <summary>Whether the series was granted to us.</summary>
    public required bool IsHeld { get; init; }

    /// <summary>Made for demonstration and not for flight; its remarks say so.</summary>
    public required bool IsDemonstration { get; init; }

    public required string RemarksEnglish { get; init; }

    public required string RemarksChinese { get; init; }

    public required SourceStatus Status { get; init; }

    public required string Source { get; init; }

    public required string Licence { get; init; }

    /// <summary>Both buffers with status and source.</summary>
    public required IReadOnlyList<SourcedNumber> Numbers { get; init; }

    /// <summary>Its resource name, for example <c>slots/putuoshan-stagger</c>.</summary>
    public string ResourceName => $"slots/{Id}";

    /// <summary>The times within an interval that are not ours, were the series held; in order of their start, perhaps overlapping. They reach beyond the interval where they do.</summary>
    public IReadOnlyList<TakenTime> TakenWithin(TimeWindow within) =>
        [.. Airliners(within).Concat(Closed(within)).Concat(Invalid(within)).Where(taken => taken.Window.Overlaps(within)).OrderBy(taken => taken.Window.Start).ThenBy(taken => taken.Cause)];

    /// <summary>Our times within an interval, in order: what no taken time covers.</summary>
    public IEnumerable<TimeWindow> FreeWithin(TimeWindow within)
    {
        var free = within.Start;
        foreach (var taken in TakenWithin(within))
        {
            if (taken.Window.Start > free)
            {
                yield return new TimeWindow(free, taken.Window.Start);
            }

            free = taken.Window.End > free ? taken.Window.End : free;
        }

        if (free < within.End)
        {
            yield return new TimeWindow(free, within.End);
        }
    }

    private IEnumerable<TakenTime> Airliners(TimeWindow within)
    {
        // A movement takes time of the days beside its own where a buffer passes midnight.
        var last = Day(within.End + BufferBefore);
        for (var day = Day(within.Start - BufferAfter); day <= last; day = day.AddDays(1))
        {
            if (!IsNamed(day))
            {
                continue;
            }

            foreach (var movement in Movements)
            {
                var at = new DateTimeOffset(day, TimeOnly.MinValue, Hours.UtcOffset) + movement.At;
                yield return new TakenTime(new TimeWindow(at - BufferBefore, at + BufferAfter), SlotCause.Movement, movement);
            }
        }
    }

    private IEnumerable<TakenTime> Closed(TimeWindow within)
    {
        // Whole closed times, so that their end is the next opening: a day longer on either side.
        var closed = within.Start.AddDays(-SearchDays);
        var end = within.End.AddDays(SearchDays);
        foreach (var open in Hours.Windows(new TimeWindow(closed, end)))
        {
            if (open.Start > closed)
            {
                yield return new TakenTime(new TimeWindow(closed, open.Start), SlotCause.OutsideHours, null);
            }

            closed = open.End > closed ? open.End : closed;
        }

        if (closed < end)
        {
            yield return new TakenTime(new TimeWindow(closed, end), SlotCause.OutsideHours, null);
        }
    }

    private IEnumerable<TakenTime> Invalid(TimeWindow within)
    {
        if (within.Start < Validity.Start)
        {
            yield return new TakenTime(new TimeWindow(within.Start, Validity.Start), SlotCause.OutsideValidity, null);
        }

        if (within.End > Validity.End)
        {
            var from = within.Start > Validity.End ? within.Start : Validity.End;
            yield return new TakenTime(new TimeWindow(from, within.End), SlotCause.OutsideValidity, null);
        }
    }

    // A series may name one day of the week: the next opening is then up to a week away.
    private const int SearchDays = 8;

    private DateOnly Day(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Hours.UtcOffset).DateTime);

    private bool IsNamed(DateOnly day) => Hours.Days.Any(named => named == ZoneDay.Any || named == DayOf(day));

    private static ZoneDay DayOf(DateOnly day) => day.DayOfWeek == DayOfWeek.Sunday ? ZoneDay.Sunday : (ZoneDay)day.DayOfWeek;
}
