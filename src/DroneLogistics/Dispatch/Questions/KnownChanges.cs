using DroneLogistics.Scheduling;
using DroneLogistics.Scheduling.Intents;
using DroneLogistics.Units;

namespace DroneLogistics.Dispatch.Questions;

/// <summary>
/// The instants of which it is known beforehand that something begins or ends: closures, zones, slots, approvals, opening hours, what other
/// flights hold, valid times of a forecast, months. A window between two of them is found however short it is.
/// </summary>
internal sealed class KnownChanges
{
    // A flight and what it holds before and after: claims, corridors and ways reach no further from a departure.
    private static readonly TimeSpan Reach = TimeSpan.FromHours(6);

    private readonly DateTimeOffset[] instants;
    private readonly ClaimPolicy claims;

    /// <param name="world">Zones, permits, sites.</param>
    /// <param name="timetable">Closures and what is held; null: not known.</param>
    /// <param name="question">The flight.</param>
    /// <param name="horizon">Departures that are asked about.</param>
    public KnownChanges(World world, Timetable? timetable, FlightQuestion question, TimeWindow horizon)
    {
        var about = new TimeWindow(horizon.Start - Reach, horizon.End + Reach);
        var permits = world.Space.PermitsFor(question);
        var windows = (timetable?.Closures.All.Select(closure => closure.When) ?? [])
            .Concat(timetable?.Flights.SelectMany(flight => flight.Claims).Where(claim => claim.Kind != ClaimKind.Airspace).Select(claim => claim.Window) ?? [])
            .Concat(world.Space.ZoneSets.SelectMany(set => set.Zones).Where(zone => zone.LimitedApplicability.Count > 0).SelectMany(zone => zone.ForceWindows(about)))
            .Concat(permits.Slots.Series.SelectMany(series => series.TakenWithin(about)).Select(taken => taken.Window))
            .Concat(permits.Authorizations.All.SelectMany(held => held.Hours.Windows(about).Append(held.Validity)));
        claims = world.Policy.Claims;
        instants =
        [
            .. windows.SelectMany(window => new[] { window.Start, window.End })
                .Concat(Days(about, world.Policy.LocalOffset).SelectMany(day => Hours(question, day, world.Policy.LocalOffset).Append(day)))
                .Concat(question.Forecast?.ValidTimes ?? [])
                .Where(about.Contains).Distinct().Order(),
        ];
    }

    /// <summary>The departures, whole seconds, strictly between two instants at which a flight as laid out meets a change.</summary>
    /// <param name="flight">At the first of the two, or near it.</param>
    /// <param name="from">Exclusive.</param>
    /// <param name="to">Exclusive.</param>
    public IEnumerable<DateTimeOffset> Between(PlannedFlight flight, DateTimeOffset from, DateTimeOffset to) =>
        Offsets(flight)
            .SelectMany(offset => Within(from + offset, to + offset).Select(change => Ceiling(change - offset)))
            .Concat(OthersInTheWay(flight).Select(shift => Ceiling(flight.Question.Departure + shift)))
            .Where(departure => departure > from && departure < to)
            .Distinct().Order();

    /// <summary>What of a flight stands at a fixed time from its departure.</summary>
    private HashSet<TimeSpan> Offsets(PlannedFlight flight)
    {
        var departure = flight.Question.Departure;
        var offsets = new HashSet<TimeSpan> { TimeSpan.Zero, -claims.PadBeforeDeparture, claims.PadAfterDeparture };
        if (flight.Arrival is { } arrival)
        {
            offsets.UnionWith([arrival - departure, arrival - claims.PadBeforeArrival - departure, arrival + claims.Turnaround - departure]);
        }

        // Where it would land with its pad blocked may be closed then.
        if (flight.Alternates?.Blocked is { } blocked && (blocked.Reachable is [var alternate, ..] ? alternate : blocked.Nearest) is { } diversion)
        {
            var seconds = blocked.Point.Seconds + diversion.Seconds;
            offsets.UnionWith(seconds < Reach.TotalSeconds ? [TimeSpan.FromSeconds(seconds)] : []);
        }

        var met = (flight.Fleet is { } fleet ? new[] { fleet.AircraftSupply.Window, fleet.PackSupply.Window } : [])
            .Concat(flight.Airspace is { } air ? air.Facts.Zones.Select(presence => presence.When).Append(air.Way.Question.Passage.When) : []);
        offsets.UnionWith(met.SelectMany(window => new[] { window.Start - departure, window.End - departure }));
        return offsets;
    }

    /// <summary>How much later or earlier the flight begins or ends to be in the way of others. Where none is near at any time its variations need not be flown.</summary>
    private static IReadOnlyList<TimeSpan> OthersInTheWay(PlannedFlight flight) =>
        flight.Timetable is { Airspace: var book } && FlightIntents.Widest(flight) is { } widest && book.AtHeightOf(widest.Claims).Any() && flight.Intent is { } intent
            ? IntentConflict.Turns(intent, book)
            : [];

    private IEnumerable<DateTimeOffset> Within(DateTimeOffset from, DateTimeOffset to)
    {
        var first = Array.BinarySearch(instants, from);
        for (var i = first < 0 ? ~first : first; i < instants.Length && instants[i] <= to; i++)
        {
            yield return instants[i];
        }
    }

    private static IEnumerable<DateTimeOffset> Days(TimeWindow about, TimeSpan offset)
    {
        for (var day = new DateTimeOffset(about.Start.ToOffset(offset).Date, offset); day < about.End; day = day.AddDays(1))
        {
            yield return day;
        }
    }

    private static IEnumerable<DateTimeOffset> Hours(FlightQuestion question, DateTimeOffset day, TimeSpan offset) =>
        from site in new[] { question.Origin, question.Destination }
        where site.Hours is { OpeningMinute.Value: not null, ClosingMinute.Value: not null }
        let open = site.Hours!.OnDayOf(day, offset)
        from instant in new[] { open.Start, open.End }
        select instant;

    private static DateTimeOffset Ceiling(DateTimeOffset instant) => instant.UtcTicks % TimeSpan.TicksPerSecond is > 0 and var over ? instant.AddTicks(TimeSpan.TicksPerSecond - over) : instant;
}
