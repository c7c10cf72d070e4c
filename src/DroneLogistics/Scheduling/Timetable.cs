using System.Collections.Immutable;
using DroneLogistics.Fleet;
using DroneLogistics.Scheduling.Closures;
using DroneLogistics.Scheduling.Intents;
using DroneLogistics.Sites;
using DroneLogistics.Units;

namespace DroneLogistics.Scheduling;

/// <summary>
/// The fleet and every flight that holds claims, as of one moment: a value that does not change. Adding and removing give another one.
/// </summary>
public sealed class Timetable
{
    private readonly ImmutableDictionary<string, ImmutableArray<(TimeWindow Window, ScheduledFlight Flight)>> byResource;
    private readonly ImmutableDictionary<string, ScheduledFlight> byId;
    private readonly ImmutableDictionary<SiteId, ImmutableArray<ScheduledFlight>> byDestination;

    private Timetable(
        FleetRegister fleet,
        ImmutableDictionary<string, ImmutableArray<(TimeWindow Window, ScheduledFlight Flight)>> byResource,
        ImmutableDictionary<string, ScheduledFlight> byId,
        ImmutableDictionary<SiteId, ImmutableArray<ScheduledFlight>> byDestination)
    {
        Fleet = fleet;
        this.byResource = byResource;
        this.byId = byId;
        this.byDestination = byDestination;
    }

    public FleetRegister Fleet { get; }

    /// <summary>What is closed.</summary>
    public ClosureRegister Closures { get; private init; } = ClosureRegister.None;

    /// <summary>Who holds which airspace.</summary>
    public AirspaceBook Airspace { get; private init; } = AirspaceBook.Empty;

    public IEnumerable<ScheduledFlight> Flights => byId.Values;

    /// <summary>A fleet without flights.</summary>
    public static Timetable Empty(FleetRegister fleet) => new(
        fleet,
        ImmutableDictionary.Create<string, ImmutableArray<(TimeWindow, ScheduledFlight)>>(StringComparer.Ordinal),
        ImmutableDictionary.Create<string, ScheduledFlight>(StringComparer.Ordinal),
        ImmutableDictionary<SiteId, ImmutableArray<ScheduledFlight>>.Empty);

    public Timetable WithFleet(FleetRegister fleet) => new(fleet, byResource, byId, byDestination) { Closures = Closures, Airspace = Airspace };

    public Timetable WithClosures(ClosureRegister closures) => new(Fleet, byResource, byId, byDestination) { Closures = closures, Airspace = Airspace };

    /// <summary>This timetable and one more flight.</summary>
    /// <exception cref="ArgumentException">A flight of that id is in it already (a programmer's error).</exception>
    /// <exception cref="ClaimClashException">It claims what another flight, or itself, holds at that time.</exception>
    public Timetable With(ScheduledFlight flight)
    {
        var resources = byResource.ToBuilder();
        foreach (var claim in flight.Claims.Where(claim => claim.Kind != ClaimKind.Airspace))
        {
            var claims = resources.TryGetValue(claim.Resource, out var before) ? before : [];
            if (FirstClash(claims, claim.Window) is { } held)
            {
                throw new ClaimClashException(flight.Id, claim, held.Flight.Id, held.Window);
            }

            resources[claim.Resource] = claims.Insert(FirstStartingAfter(claims, claim.Window.Start), (claim.Window, flight));
        }

        var landings = LandingsAt(flight.Destination);
        return new Timetable(Fleet, resources.ToImmutable(), byId.Add(flight.Id, flight), byDestination.SetItem(flight.Destination, landings.Insert(CountWhile(landings, other => other.Arrival <= flight.Arrival), flight)))
        {
            Closures = Closures,
            Airspace = Airspace.With(flight),
        };
    }

    /// <summary>This timetable without a flight; itself where the flight is not in it.</summary>
    public Timetable Without(string flightId)
    {
        if (!byId.TryGetValue(flightId, out var flight))
        {
            return this;
        }

        var resources = byResource.ToBuilder();
        foreach (var resource in flight.Claims.Where(claim => claim.Kind != ClaimKind.Airspace).Select(claim => claim.Resource).Distinct(StringComparer.Ordinal))
        {
            resources[resource] = resources[resource].RemoveAll(entry => entry.Flight.Id == flightId);
        }

        var landings = LandingsAt(flight.Destination).Remove(flight);
        return new Timetable(Fleet, resources.ToImmutable(), byId.Remove(flightId), byDestination.SetItem(flight.Destination, landings))
        {
            Closures = Closures,
            Airspace = Airspace.Without(flight),
        };
    }

    /// <summary>The flights that land at a site, by arrival.</summary>
    public ImmutableArray<ScheduledFlight> LandingsAt(SiteId site) => byDestination.GetValueOrDefault(site, []);

    /// <summary>The first claim on a resource that overlaps a window, or null where it is free.</summary>
    public (TimeWindow Window, ScheduledFlight Flight)? FirstClash(string resource, TimeWindow window) =>
        byResource.TryGetValue(resource, out var claims) ? FirstClash(claims, window) : null;

    private static (TimeWindow Window, ScheduledFlight Flight)? FirstClash(ImmutableArray<(TimeWindow Window, ScheduledFlight Flight)> claims, TimeWindow window)
    {
        // Claims on one resource never overlap each other, so only the one before and those that start inside can clash.
        for (var i = Math.Max(0, FirstStartingAfter(claims, window.Start) - 1); i < claims.Length && claims[i].Window.Start < window.End; i++)
        {
            if (claims[i].Window.Overlaps(window))
            {
                return claims[i];
            }
        }

        return null;
    }

    /// <summary>The last flight of a tail or a pack that departs before an instant.</summary>
    public ScheduledFlight? LastBefore(string resource, DateTimeOffset instant) =>
        byResource.TryGetValue(resource, out var claims) && Departed(claims, instant) is > 0 and var count ? claims[count - 1].Flight : null;

    /// <summary>The first flight of a tail or a pack that departs at or after an instant.</summary>
    public ScheduledFlight? FirstFrom(string resource, DateTimeOffset instant) =>
        byResource.TryGetValue(resource, out var claims) && Departed(claims, instant) is var count && count < claims.Length ? claims[count].Flight : null;

    /// <summary>How many flights of a tail or a pack depart before an instant: each departs within its claim, so that they depart in the order of their claims.</summary>
    private static int Departed(ImmutableArray<(TimeWindow Window, ScheduledFlight Flight)> claims, DateTimeOffset instant) =>
        CountWhile(claims, entry => entry.Flight.Departure < instant);

    /// <summary>Where a tail stands, or lands next, at an instant.</summary>
    public SiteId SiteOf(Aircraft aircraft, DateTimeOffset instant) =>
        LastBefore(ResourceNames.Of(aircraft.Id), instant)?.Destination ?? new SiteId(aircraft.HomeSite);

    /// <summary>Where a pack stands, or lands next, at an instant.</summary>
    public SiteId SiteOf(BatteryPack pack, DateTimeOffset instant) =>
        LastBefore(ResourceNames.Of(pack.Id), instant)?.Destination ?? new SiteId(pack.HomeSite);

    private static int FirstStartingAfter(ImmutableArray<(TimeWindow Window, ScheduledFlight Flight)> claims, DateTimeOffset start) =>
        CountWhile(claims, entry => entry.Window.Start <= start);

    /// <summary>How many of a list come before the first that is not so; none after it is.</summary>
    private static int CountWhile<T>(ImmutableArray<T> list, Func<T, bool> isSo)
    {
        var (low, high) = (0, list.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = isSo(list[middle]) ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
