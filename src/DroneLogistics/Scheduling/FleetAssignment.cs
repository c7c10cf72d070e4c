using DroneLogistics.Fleet;
using DroneLogistics.Sites;
using DroneLogistics.Units;

namespace DroneLogistics.Scheduling;

/// <summary>What a flight needs of the fleet.</summary>
/// <param name="Type">The type.</param>
/// <param name="Aircraft">This tail and no other; null: any of the type.</param>
/// <param name="Pack">This pack and no other; null: any charged one.</param>
/// <param name="Origin">Where they must stand.</param>
/// <param name="Destination">Where they will stand.</param>
/// <param name="Departure">Block-off.</param>
/// <param name="Arrival">Block-on.</param>
public sealed record FleetDemand(
    AircraftTypeId Type,
    AircraftId? Aircraft,
    BatteryPackId? Pack,
    SiteId Origin,
    SiteId Destination,
    DateTimeOffset Departure,
    DateTimeOffset Arrival);

/// <summary>The best of one kind of thing for a flight, and why it is not good enough where it is not.</summary>
/// <param name="Window">The time it is needed.</param>
/// <param name="Standing">How many of them stand at the origin by then.</param>
/// <param name="Clash">A flight that holds the one that would serve, or that needs it afterwards.</param>
public sealed record Supply(TimeWindow Window, int Standing, ScheduledFlight? Clash);

/// <summary>A tail and a pack for a flight.</summary>
/// <param name="Aircraft">The tail; null: none is free.</param>
/// <param name="AircraftSupply">What there is of tails.</param>
/// <param name="Pack">The pack to simulate with: the one that serves, else the best that stands at the origin; null: there is none.</param>
/// <param name="PackCharge">Its expected charge at block-off.</param>
/// <param name="PackServes">It stands at the origin, is free and is charged.</param>
/// <param name="PackSupply">What there is of packs.</param>
public sealed record FleetAssignment(
    Aircraft? Aircraft,
    Supply AircraftSupply,
    BatteryPack? Pack,
    StateOfCharge? PackCharge,
    bool PackServes,
    Supply PackSupply)
{
    /// <summary>
    /// Chooses the first free tail by id and the fullest free pack. A thing serves if it stands at the origin, nobody claims it in the
    /// window, and its next flight, if it has one, departs from this flight's destination.
    /// </summary>
    /// <param name="demand">What is needed.</param>
    /// <param name="timetable">What there is.</param>
    /// <param name="charging">How packs charge.</param>
    /// <param name="claims">How long things are held.</param>
    /// <param name="minimumCharge">From here on a pack counts as charged, where no particular pack is asked for.</param>
    public static FleetAssignment Choose(FleetDemand demand, Timetable timetable, PackCharging charging, ClaimPolicy claims, StateOfCharge minimumCharge)
    {
        var tails = TailsOf(demand, timetable.Fleet)
            .Where(tail => timetable.SiteOf(tail, demand.Departure) == demand.Origin)
            .Select(tail => (Tail: tail, Hold: Hold(timetable, demand, claims, ResourceNames.Of(tail.Id))))
            .ToList();
        var tail = tails.FirstOrDefault(candidate => candidate.Hold is { Clash: null });

        var packs = PacksOf(demand, timetable.Fleet)
            .Where(pack => timetable.SiteOf(pack, demand.Departure) == demand.Origin)
            .Select(pack => new PackCandidate(pack, Hold(timetable, demand, claims, ResourceNames.Of(pack.Id))))
            .ToList();
        var pack = Fullest(packs.Where(candidate => candidate.Clash is null && HasNoLaterFlight(timetable, candidate.Pack, demand)));
        var serves = pack is not null && (demand.Pack is not null || pack.Charge >= minimumCharge);
        if (!serves)
        {
            pack = Fullest(packs.Where(candidate => candidate.Clash is null)) ?? Fullest(packs);
        }

        var plainWindow = new TimeWindow(demand.Departure - claims.PadBeforeDeparture, demand.Arrival + claims.Turnaround);
        return new FleetAssignment(
            tail.Tail,
            new Supply(tail.Tail is null ? plainWindow : tail.Hold.Window, tails.Count, tails.Select(candidate => candidate.Hold.Clash).FirstOrDefault(clash => clash is not null)),
            pack?.Candidate.Pack,
            pack?.Charge,
            serves,
            new Supply(pack?.Candidate.Window ?? plainWindow, packs.Count, packs.Select(candidate => candidate.Clash).FirstOrDefault(clash => clash is not null)));

        // The first of the fullest. Whose turn it is at the chargers takes long to tell: only of those that may be fuller than the best so far.
        CandidateCharge? Fullest(IEnumerable<PackCandidate> candidates)
        {
            CandidateCharge? best = null;
            foreach (var candidate in candidates)
            {
                if ((best is null || charging.AtMost(timetable, candidate.Pack, demand.Departure) > best.Charge)
                    && charging.At(timetable, candidate.Pack, demand.Departure) is var charge
                    && (best is null || charge > best.Charge))
                {
                    best = new CandidateCharge(candidate, charge);
                }
            }

            return best;
        }
    }

    private static IEnumerable<Aircraft> TailsOf(FleetDemand demand, FleetRegister fleet) => demand.Aircraft is not { } asked ? fleet.AircraftOf(demand.Type)
        : fleet.TryGet(asked, out Aircraft? tail) && tail.Type == demand.Type ? [tail] : [];

    private static IEnumerable<BatteryPack> PacksOf(FleetDemand demand, FleetRegister fleet) => demand.Pack is not { } asked ? fleet.PacksOf(demand.Type)
        : fleet.TryGet(asked, out BatteryPack? pack) && pack.Type == demand.Type ? [pack] : [];

    /// <summary>
    /// The window in which a resource is held: a thing that has just landed here is already in its turnaround, and its preparation
    /// begins where that ends.
    /// </summary>
    private static (TimeWindow Window, ScheduledFlight? Clash) Hold(Timetable timetable, FleetDemand demand, ClaimPolicy claims, string resource)
    {
        var last = timetable.LastBefore(resource, demand.Departure);
        var start = PreparationStart(demand.Departure, claims, last);
        var window = new TimeWindow(start, demand.Arrival + claims.Turnaround);
        var next = timetable.FirstFrom(resource, demand.Departure);
        var clash = timetable.FirstClash(resource, window)?.Flight
            ?? (next is not null && next.Origin != demand.Destination ? next : null);
        return (window, clash);
    }

    /// <summary>When the preparation of a flight begins, given the flight before it of the same thing at the same place.</summary>
    public static DateTimeOffset PreparationStart(DateTimeOffset departure, ClaimPolicy claims, ScheduledFlight? last)
    {
        var usual = departure - claims.PadBeforeDeparture;
        if (last is null)
        {
            return usual;
        }

        var free = last.Arrival + claims.Turnaround;
        return free > usual && free <= departure ? free : usual;
    }

    private sealed record PackCandidate(BatteryPack Pack, (TimeWindow Window, ScheduledFlight? Clash) Hold)
    {
        public ScheduledFlight? Clash => Hold.Clash;

        public TimeWindow Window => Hold.Window;
    }

    private sealed record CandidateCharge(PackCandidate Candidate, StateOfCharge Charge);

    /// <summary>
    /// A pack that flies again later was promised with its charge then. Flying it before could break that promise, so it serves only
    /// where it has no later flight.
    /// </summary>
    private static bool HasNoLaterFlight(Timetable timetable, BatteryPack pack, FleetDemand demand) =>
        timetable.FirstFrom(ResourceNames.Of(pack.Id), demand.Departure) is null;
}
