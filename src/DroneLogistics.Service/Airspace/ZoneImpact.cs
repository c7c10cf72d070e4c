using DroneLogistics.Airspace;
using DroneLogistics.Airspace.Conflicts;
using DroneLogistics.Dispatch;
using DroneLogistics.Routing;
using DroneLogistics.Simulation;

namespace DroneLogistics.Service;

/// <summary>Which booked flights and assessed routes pass zones, by all that a flight may fill. A flight of which that is not known passes them all.</summary>
public sealed class ZoneImpact(OperationsControl operations)
{
    /// <summary>Names of the flights that have not landed and pass a zone at a time at which it restricts, by departure.</summary>
    public Task<IReadOnlyList<string>> FlightsThroughAsync(IReadOnlyList<Geozone> zones, OperationsSnapshot at, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var index = new ZoneIndex(zones);
        return FlightImpact.AmongAsync(operations, now, row => Passes(V1.Flight.Parser.ParseFrom(row.Message).Plan, index, at, now), cancellationToken);
    }

    /// <summary>Names of the routes, but for retired ones, of which the assessed flight passes a zone, whatever the time.</summary>
    public IReadOnlyList<string> RoutesThrough(IReadOnlyList<Geozone> zones, OperationsSnapshot at, DateTimeOffset now)
    {
        // A route is flown at other times than that of its assessment.
        var index = new ZoneIndex(zones.Select(zone => zone with { LimitedApplicability = [] }));
        return
        [
            .. RouteMessages.All(at.Airspace, at.World)
                .Where(route => route is { State: not RouteState.Retired, Assessment: not null })
                .Where(route => Passes(route.Assessment!.Flight, index, at, now))
                .Select(route => $"{AirspaceNames.Routes}/{route.Definition.Id}"),
        ];
    }

    private static bool Passes(V1.FlightPlan plan, ZoneIndex zones, OperationsSnapshot at, DateTimeOffset now)
    {
        // Limits above the ellipsoid are none, as long as no geoid is known: larger, never smaller.
        return CorridorOf(plan, at, now) is not { } corridor || GeozoneFindings.Passings(corridor, zones, geoidHeight: null).Count > 0;
    }

    private static FlightCorridor? CorridorOf(V1.FlightPlan plan, OperationsSnapshot at, DateTimeOffset now) =>
        FlightPlanReader.Read(plan, "flight", new FieldReader(), at.World, at.Timetable.Fleet, now, departureRequired: true) is { } question
            ? CheckFlight.Decide(at.World, at.Timetable, question, now, DecisionPurpose.Check).Corridor
            : null;
}
