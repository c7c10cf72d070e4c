using DroneLogistics.Formats;
using DroneLogistics.Geodesy;
using DroneLogistics.Units;
using DroneLogistics.V1;
using static System.FormattableString;

namespace DroneLogistics.Cli;

/// <summary>Routes of the API as files for maps and ground stations.</summary>
internal static class RouteFiles
{
    /// <summary>Every route and the straight line.</summary>
    public static IEnumerable<DrawnRoute> All(PlanRouteResponse answer) =>
        answer.Routes.Select((route, i) => Of(route, i + 1)).Append(Of(answer.Straight, "straight line", answer.StraightDistanceM, answer.Routes[0].CruiseAltitudeMAmsl, []));

    /// <summary>One route.</summary>
    /// <param name="route">The route.</param>
    /// <param name="number">Its number in the answer, from 1.</param>
    public static DrawnRoute Of(PlannedRoute route, int number) => Of(
        route.Decision,
        Invariant($"route {number}{(route.Distinctions.Count > 0 ? $": {string.Join(", ", route.Distinctions.Select(Word))}" : string.Empty)}"),
        route.DistanceM,
        route.CruiseAltitudeMAmsl,
        [new("nearLandM", route.NearLandM), new("bendsRound", string.Join(", ", route.Constraints.Select(constraint => constraint.DisplayName)))]);

    /// <summary>The last part of a resource name.</summary>
    public static string Name(string resource) => resource[(resource.LastIndexOf('/') + 1)..];

    /// <summary>A distinction in lower case.</summary>
    public static string Word(RouteDistinction distinction) => distinction.ToString().ToLowerInvariant();

    private static DrawnRoute Of(Decision decision, string name, double metres, double altitude, IReadOnlyList<KeyValuePair<string, object>> more)
    {
        var facts = new Dictionary<string, object>
        {
            ["verdict"] = decision.Verdict == Verdict.Go ? "GO" : "NO_GO",
            ["aircraftType"] = Name(decision.AircraftType),
            ["payloadKg"] = decision.PayloadKg,
            ["distanceM"] = Math.Round(metres, 1),
            ["cruiseAltitudeMAmsl"] = altitude,
        };
        if (decision.BlockDuration is { } block)
        {
            facts["blockS"] = Math.Round(block.ToTimeSpan().TotalSeconds, 1);
        }

        if (decision.HasLandingSocRatio)
        {
            facts["landingSocRatio"] = Math.Round(decision.LandingSocRatio, 4);
        }

        foreach (var (key, value) in more)
        {
            facts[key] = value;
        }

        var phases = decision.Forecast?.Phases;
        var elevations = phases is { Count: > 0 } ? (phases[0].StartAltitudeMAmsl, phases[^1].EndAltitudeMAmsl) : (altitude, altitude);
        return new DrawnRoute(
            name,
            Invariant($"{Name(decision.Origin)} to {Name(decision.Destination)}, {Name(decision.AircraftType)}, {decision.PayloadKg:0.###} kg, departs {decision.DepartureTime.ToDateTimeOffset():yyyy-MM-dd'T'HH:mm:ss'Z'}"),
            [.. decision.Route.Waypoints.Select(point => new LatLon(point.Latitude, point.Longitude))],
            AltitudeAmsl.FromMetres(altitude),
            AltitudeAmsl.FromMetres(elevations.Item1),
            AltitudeAmsl.FromMetres(elevations.Item2),
            Speed.FromMetresPerSecond(decision.Forecast?.CruiseAirspeedMps ?? 0),
            phases?.Any(phase => phase.Phase == FlightPhase.Transition) ?? false,
            facts);
    }
}
