using DroneLogistics.Airspace;
using DroneLogistics.Airspace.Conflicts;
using DroneLogistics.Airspace.Obstacles;
using DroneLogistics.Dispatch;
using DroneLogistics.Geodesy;
using DroneLogistics.Routing;
using DroneLogistics.Simulation;

namespace DroneLogistics.Service;

/// <summary>
/// Which booked flights and assessed routes pass zones or come too near to obstacles, by all that a flight may fill. A flight of which
/// that is not known passes them all.
/// </summary>
public sealed class AirspaceImpact(OperationsControl operations)
{
    /// <summary>Names of the flights that have not landed and pass a zone at a time at which it restricts, by departure.</summary>
    public Task<IReadOnlyList<string>> FlightsThroughAsync(IReadOnlyList<Geozone> zones, OperationsSnapshot at, DateTimeOffset now, CancellationToken cancellationToken) =>
        FlightsAsync(Passing(zones), at, now, cancellationToken);

    /// <summary>Names of the routes, but for retired ones, of which the assessed flight passes a zone, whatever the time.</summary>
    /// <remarks>A route is flown at other times than that of its assessment.</remarks>
    public IReadOnlyList<string> RoutesThrough(IReadOnlyList<Geozone> zones, OperationsSnapshot at, DateTimeOffset now) =>
        Routes(Passing(zones.Select(zone => zone with { LimitedApplicability = [] })), at, now);

    /// <summary>Names of the flights that have not landed and come nearer to an obstacle than the clearance, by departure.</summary>
    public Task<IReadOnlyList<string>> FlightsTooNearAsync(ObstacleSet obstacles, OperationsSnapshot at, DateTimeOffset now, CancellationToken cancellationToken) =>
        FlightsAsync(TooNear(obstacles, at), at, now, cancellationToken);

    /// <summary>Names of the routes, but for retired ones, of which the assessed flight comes nearer to an obstacle than the clearance.</summary>
    public IReadOnlyList<string> RoutesTooNear(ObstacleSet obstacles, OperationsSnapshot at, DateTimeOffset now) => Routes(TooNear(obstacles, at), at, now);

    /// <summary>The index is built only where there is a flight to ask it about. Limits above the ellipsoid are none, as long as no geoid is known: larger, never smaller.</summary>
    private static Func<FlightCorridor, bool> Passing(IEnumerable<Geozone> zones)
    {
        var index = new Lazy<ZoneIndex>(() => new ZoneIndex(zones));
        return corridor => GeozoneFindings.Passings(corridor, index.Value, geoidHeight: null).Count > 0;
    }

    private static Func<FlightCorridor, bool> TooNear(ObstacleSet obstacles, OperationsSnapshot at)
    {
        var space = at.World.Space;
        return corridor => ClearanceFindings.OverObstacles(corridor, obstacles, space.TerrainPolicy.Accuracy, space.Corridor).Any();
    }

    private Task<IReadOnlyList<string>> FlightsAsync(Func<FlightCorridor, bool> isHit, OperationsSnapshot at, DateTimeOffset now, CancellationToken cancellationToken) =>
        FlightImpact.AmongAsync(
            operations,
            now,
            row => V1.Flight.Parser.ParseFrom(row.Message) is var flight && IsHit(flight.Plan, flight.Decision.Route, isHit, at, now),
            cancellationToken);

    private static IReadOnlyList<string> Routes(Func<FlightCorridor, bool> isHit, OperationsSnapshot at, DateTimeOffset now) =>
    [
        .. RouteMessages.All(at.Airspace, at.World)
            .Where(route => route is { State: not RouteState.Retired, Assessment: not null })
            .Where(route => IsHit(route.Assessment!.Flight, route.Assessment.Decision.Route, isHit, at, now))
            .Select(route => $"{AirspaceNames.Routes}/{route.Definition.Id}"),
    ];

    /// <summary>On the way that was decided then: asked anew, it would lead round what was imported since.</summary>
    private static bool IsHit(V1.FlightPlan plan, V1.FlightRoute? route, Func<FlightCorridor, bool> isHit, OperationsSnapshot at, DateTimeOffset now)
    {
        if (FlightPlanReader.Read(plan, "flight", new FieldReader(), at.World, at.Timetable.Fleet, now, departureRequired: true) is not { } question)
        {
            return true;
        }

        if (route is { Waypoints.Count: > 1 })
        {
            question = question with { Waypoints = [.. route.Waypoints.Select(point => new LatLon(point.Latitude, point.Longitude))] };
        }

        return CheckFlight.Decide(at.World, at.Timetable, question, now, DecisionPurpose.Check).Corridor is not { } corridor || isHit(corridor);
    }
}
