using DroneLogistics.Geodesy;
using DroneLogistics.Routing;
using DroneLogistics.Simulation;
using DroneLogistics.Simulation.Alternates;
using DroneLogistics.Sites;
using DroneLogistics.Units;

namespace DroneLogistics.Tests.Simulation.Alternates;

/// <summary>Questions about alternates on straight ways, and the referee: the same detour planned and flown as a flight of its own.</summary>
internal static class Detours
{
    /// <summary>Every site is open and every way straight.</summary>
    public static AlternateQuestion Question(FlightTask task, params LandingSite[] others) => new()
    {
        Sites = [At("origin", task.Path.Origin, task.OriginElevation), At("destination", task.Path.Destination, task.DestinationElevation), .. others],
        Origin = new SiteId("origin"),
        Destination = new SiteId("destination"),
        WayTo = AlternateQuestion.Straight,
        IsOpen = (_, _) => true,
        Step = Length.FromKilometres(2),
    };

    public static LandingSite At(string id, LatLon position, AltitudeAmsl? elevation = null) => new(new SiteId(id), position, elevation ?? AltitudeAmsl.FromMetres(5));

    /// <summary>
    /// The flight that leaves its path at a point was planned so from the start: origin, point, site. It knows nothing of moments or diversions; a
    /// corner of up to 90 degrees it cuts, which nobody can who decides at the point.
    /// </summary>
    public static FlightForecast Planned(FlightTask task, RoutePoint point, LandingSite site) => FlightSimulation.Run(task with
    {
        Path = new FlightPath([task.Path.Origin, point.Position, site.Position]),
        DestinationElevation = site.Elevation,
    });

    /// <summary>What it lands with beyond its final reserve, Wh; NaN where it cannot be flown.</summary>
    public static double MarginWattHours(FlightForecast planned) =>
        planned.Reserve is { } reserve ? (reserve.AtLanding - reserve.FinalReserve).WattHours : double.NaN;

    /// <summary>The turn from the track to a site, 0 to 180 degrees.</summary>
    public static double TurnDegrees(FlightTask task, RoutePoint point, LandingSite site)
    {
        var path = new FlightPath([task.Path.Origin, point.Position, site.Position]);
        return path.Legs.Count == 1 ? 0 : double.RadiansToDegrees(FlightPath.CornerRadians(path.Legs[0], path.Legs[1]));
    }
}
