using DroneLogistics.Provenance;
using DroneLogistics.Units;

namespace DroneLogistics.Airspace.Slots;

/// <summary>When a flight is in a zone, by its departure.</summary>
/// <param name="Zone">Which.</param>
/// <param name="Entry">From departure to the earliest entry.</param>
/// <param name="Exit">From departure to the latest exit, after the entry.</param>
public sealed record ZonePassage(ZoneId Zone, TimeSpan Entry, TimeSpan Exit);

/// <summary>That a flight is in a zone at a time that is not ours.</summary>
/// <param name="Series">The series that tells.</param>
/// <param name="Taken">The first time that it meets.</param>
/// <param name="Overlap">For how long.</param>
public sealed record SlotConflict(SlotSeries Series, TakenTime Taken, TimeSpan Overlap);

/// <summary>
/// The zones in which our flights are staggered against airliners. A zone without a series is none of them: whether it may be entered at
/// all is said by its type and the authorisations. Immutable.
/// </summary>
public sealed class SlotCalendar
{
    public static readonly SlotCalendar Empty = new([], new SourcedNumber("searchHorizonH", 0, "h", SourceStatus.Assumed, "no zone is staggered"));

    private readonly Dictionary<ZoneId, SlotSeries> byZone;

    /// <param name="series">At most one a zone.</param>
    /// <param name="searchHorizon">How many hours ahead another departure is looked for.</param>
    /// <exception cref="ArgumentException">Two series of one zone, or a horizon that is not known (a programmer's error: refuse at the door).</exception>
    public SlotCalendar(IReadOnlyList<SlotSeries> series, SourcedNumber searchHorizon)
    {
        Series = series;
        SearchHorizon = searchHorizon;
        Horizon = TimeSpan.FromHours(searchHorizon.Value ?? throw new ArgumentException("A horizon must be known.", nameof(searchHorizon)));
        byZone = series.ToDictionary(one => one.Zone);
    }

    public IReadOnlyList<SlotSeries> Series { get; }

    public SourcedNumber SearchHorizon { get; }

    public TimeSpan Horizon { get; }

    /// <summary>The same movements, and no slot of them held.</summary>
    public SlotCalendar WithoutSlots() => new([.. Series.Select(series => series with { IsHeld = false })], SearchHorizon);

    public SlotSeries? Of(ZoneId zone) => byZone.GetValueOrDefault(zone);

    /// <summary>The first time that is not ours which a presence meets; null where it meets none, or the zone is not staggered.</summary>
    public SlotConflict? Conflict(ZoneId zone, TimeWindow presence)
    {
        if (Of(zone) is not { } series)
        {
            return null;
        }

        if (!series.IsHeld)
        {
            return new SlotConflict(series, new TakenTime(presence, SlotCause.NotHeld, null), presence.Duration);
        }

        return series.TakenWithin(presence) is [var first, ..]
            ? new SlotConflict(series, first, first.Window.OverlapWith(presence))
            : null;
    }

    /// <summary>
    /// The earliest departure on a whole minute, not before an instant, at which a flight is in every staggered zone at a time that is ours or
    /// would be, were the series held; null where there is none within the horizon. The flight is taken to last as long as it does now.
    /// </summary>
    /// <param name="passages">Its zones.</param>
    /// <param name="notBefore">The first departure that would do.</param>
    public DateTimeOffset? NextFree(IReadOnlyList<ZonePassage> passages, DateTimeOffset notBefore)
    {
        var latest = notBefore + Horizon;
        var taken = passages
            .Where(passage => byZone.ContainsKey(passage.Zone))
            .Select(passage => (Passage: passage, Times: byZone[passage.Zone].TakenWithin(new TimeWindow(notBefore + passage.Entry, latest + passage.Exit))))
            .ToList();
        var departure = ToMinute(notBefore);
        while (departure <= latest)
        {
            // The departure that leaves every time met now behind: no earlier one can, and times are finite, so the search ends.
            var next = departure;
            foreach (var (passage, times) in taken)
            {
                var presence = new TimeWindow(departure + passage.Entry, departure + passage.Exit);
                foreach (var time in times.Where(time => time.Window.Overlaps(presence)))
                {
                    var after = ToMinute(time.Window.End - passage.Entry);
                    next = after > next ? after : next;
                }
            }

            if (next == departure)
            {
                return departure;
            }

            departure = next;
        }

        return null;
    }

    /// <summary>Up to the minute: departures are told in minutes.</summary>
    private static DateTimeOffset ToMinute(DateTimeOffset instant)
    {
        var over = instant.UtcTicks % TimeSpan.TicksPerMinute;
        return new DateTimeOffset(over == 0 ? instant.UtcTicks : instant.UtcTicks + TimeSpan.TicksPerMinute - over, TimeSpan.Zero);
    }
}
