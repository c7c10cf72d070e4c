using DroneLogistics.Geodesy;
using DroneLogistics.Routing;
using DroneLogistics.Sites;
using DroneLogistics.Units;

namespace DroneLogistics.Simulation.Alternates;

/// <summary>The way over the ground from a point to a site; null where there is none.</summary>
public delegate FlightPath? WayTo(LatLon point, LandingSite site);

/// <summary>What no way over the ground from a point to a site is shorter than; null where there is none.</summary>
public delegate Length? LengthTo(LatLon point, LandingSite site);

/// <summary>Whether a site is open so many seconds after block-off.</summary>
public delegate bool OpenAt(LandingSite site, double seconds);

/// <summary>Asks where a flight could land instead.</summary>
public sealed record AlternateQuestion
{
    /// <summary>Every landing site there is, origin and destination among them.</summary>
    public required IReadOnlyList<LandingSite> Sites { get; init; }

    public required SiteId Origin { get; init; }

    public required SiteId Destination { get; init; }

    /// <summary>Ways from points of the route and from the destination to sites.</summary>
    public required WayTo WayTo { get; init; }

    /// <summary>How long those ways are at the least: quick, as it says to which of them it is worth looking.</summary>
    public LengthTo AtLeast { get; init; } = (point, site) => point.DistanceTo(site.Position);

    public required OpenAt IsOpen { get; init; }

    /// <summary>Points on a leg are no further apart, positive.</summary>
    public required Length Step { get; init; }

    /// <summary>A straight line: what a way is at the least.</summary>
    public static FlightPath Straight(LatLon point, LandingSite site) => new([point, site.Position]);
}
