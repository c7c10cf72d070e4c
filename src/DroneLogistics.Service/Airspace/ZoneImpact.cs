using DroneLogistics.Airspace;
using DroneLogistics.Airspace.Conflicts;
using DroneLogistics.Dispatch;
using DroneLogistics.Geodesy;
using DroneLogistics.Routing;

namespace DroneLogistics.Service;

/// <summary>Which booked flights and assessed routes pass zones, by all that a flight may fill. A flight of which that is not known passes them all.</summary>
public sealed class ZoneImpact(OperationsControl operations)
{
    /// <summary>Names of the flights that have not landed and pass a zone at a time at which it restricts, by departure.</summary>
    public Task<IReadOnlyList<string>> FlightsThroughAsync(IReadOnlyList<Geozone> zones, OperationsSnapshot at, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var index = new Lazy<ZoneIndex>(() => new ZoneIndex(zones));
        return FlightImpact.AmongAsync(operations, now, row => Passes(V1.Flight.Parser.ParseFrom(row.Message), index.Value, at, now), cancellationToken);
    }

    /// <summary>Names of the routes, but for retired ones, of which the assessed flight passes a zone, whatever the time.</summary>
    public IReadOnlyList<string> RoutesThrough(IReadOnlyList<Geozone> zones, OperationsSnapshot at, DateTimeOffset now)
    {
        // A route is flown at other times than that of its assessment.
        var index = new Lazy<ZoneIndex>(() => new ZoneIndex(zones.Select(zone => zone with { LimitedApplicability = [] })));
        return
        [
            .. RouteMessages.All(at.Airspace, at.World)
                .Where(route => route is { State: not RouteState.Retired, Assessment: not null })
                .Where(route => Passes(route.Assessment!.Flight, route.Assessment.Decision.Route, index.Value, at, now))
                .Select(route => $"{AirspaceNames.Routes}/{route.Definition.Id}"),
        ];
    }

    private static bool Passes(V1.Flight flight, ZoneIndex zones, OperationsSnapshot at, DateTimeOffset now) => Passes(flight.Plan, flight.Decision.Route, zones, at, now);

    /// <summary>On the way that was decided then: asked anew, it would lead round what was imported since.</summary>
    private static bool Passes(V1.FlightPlan plan, V1.FlightRoute? route, ZoneIndex zones, OperationsSnapshot at, DateTimeOffset now)
    {
        if (FlightPlanReader.Read(plan, "flight", new FieldReader(), at.World, at.Timetable.Fleet, now, departureRequired: true) is not { } question)
        {
            return true;
        }

        if (route is { Waypoints.Count: > 1 })
        {
            question = question with { Waypoints = [.. route.Waypoints.Select(point => new LatLon(point.Latitude, point.Longitude))] };
        }

        // Limits above the ellipsoid are none, as long as no geoid is known: larger, never smaller.
        return CheckFlight.Decide(at.World, at.Timetable, question, now, DecisionPurpose.Check).Corridor is not { } corridor
            || GeozoneFindings.Passings(corridor, zones, geoidHeight: null).Count > 0;
    }
}
