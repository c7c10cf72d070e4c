using DroneLogistics.Fleet;
using DroneLogistics.Geodesy;
using DroneLogistics.Routing;
using DroneLogistics.Simulation;
using DroneLogistics.Sites;
using DroneLogistics.Units;
using DroneLogistics.Weather;

namespace DroneLogistics.SiteEvaluation;

/// <summary>A point on the map that might become a site, and how it would be flown to.</summary>
public sealed record SiteCandidate
{
    public required LatLon Position { get; init; }

    public required AltitudeAmsl Elevation { get; init; }

    public required AircraftType Type { get; init; }

    /// <summary>Both ways.</summary>
    public required Mass Payload { get; init; }

    public required Wind Wind { get; init; }

    public required Atmosphere Atmosphere { get; init; }

    public required WindPolicy WindPolicy { get; init; }

    public required FlightPolicy Flight { get; init; }

    public required ReservePolicy Reserve { get; init; }

    /// <summary>State of health of the packs.</summary>
    public required double PackHealthRatio { get; init; }
}

/// <summary>One site as seen from the candidate.</summary>
/// <param name="Site">The site.</param>
/// <param name="Distance">Geodesic.</param>
/// <param name="Outbound">Candidate to site on a full pack; null where both are the same place.</param>
/// <param name="Inbound">Site to candidate on a full pack.</param>
/// <param name="RoundTripReturn">Site to candidate on what the outbound leg left; null where the outbound leg does not land.</param>
public sealed record SiteReach(Site Site, Length Distance, FlightForecast? Outbound, FlightForecast? Inbound, FlightForecast? RoundTripReturn)
{
    /// <summary>Both ways keep their reserve with a full pack at each end.</summary>
    public bool Reachable => Keeps(Outbound) && Keeps(Inbound);

    /// <summary>Out and back on one pack keeps the reserve.</summary>
    public bool RoundTrip => Keeps(Outbound) && Keeps(RoundTripReturn);

    private static bool Keeps(FlightForecast? forecast) =>
        forecast is { LandingCharge: not null, Reserve: { } reserve } && reserve.Margin >= Energy.Zero;
}

/// <summary>Simulates what a candidate would reach: every site, out and back, on a full pack and on one pack.</summary>
public static class ReachEvaluation
{
    /// <summary>Every site, nearest first. Terrain, obstacles and airspace are not looked at yet.</summary>
    public static IReadOnlyList<SiteReach> Evaluate(SiteCandidate candidate, IEnumerable<Site> sites) =>
        [.. sites
            .Select(site => Reach(candidate, site))
            .OrderBy(reach => reach.Distance)
            .ThenBy(reach => reach.Site.Id.Text, StringComparer.Ordinal)];

    private static SiteReach Reach(SiteCandidate candidate, Site site)
    {
        if (site.Position == candidate.Position)
        {
            return new SiteReach(site, Length.Zero, null, null, null);
        }

        var there = new FlightPath([candidate.Position, site.Position]);
        var back = new FlightPath([site.Position, candidate.Position]);
        var outbound = FlightSimulation.Run(Task(candidate, there, candidate.Elevation, site.Elevation, StateOfCharge.Full));
        var inbound = FlightSimulation.Run(Task(candidate, back, site.Elevation, candidate.Elevation, StateOfCharge.Full));
        var onOnePack = outbound.LandingCharge is { } left
            ? FlightSimulation.Run(Task(candidate, back, site.Elevation, candidate.Elevation, left))
            : null;
        return new SiteReach(site, there.Distance, outbound, inbound, onOnePack);
    }

    private static FlightTask Task(SiteCandidate candidate, FlightPath path, AltitudeAmsl from, AltitudeAmsl to, StateOfCharge charge) => new()
    {
        Type = candidate.Type,
        Payload = candidate.Payload,
        Path = path,
        OriginElevation = from,
        DestinationElevation = to,
        CruiseAltitude = candidate.Flight.CruiseAltitude,
        CruiseAirspeed = candidate.Type.CruiseAirspeed,
        Wind = candidate.Wind,
        WindPolicy = candidate.WindPolicy,
        Atmosphere = candidate.Atmosphere,
        TakeoffCharge = charge,
        PackHealthRatio = candidate.PackHealthRatio,
        Policy = candidate.Flight,
        Reserve = candidate.Reserve,
    };
}
