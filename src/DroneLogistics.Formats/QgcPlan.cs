using System.Text.Json.Nodes;
using DroneLogistics.Formats.Exchange;

namespace DroneLogistics.Formats;

/// <summary>
/// Writes a flight as QGroundControl's plan file, version 1: a mission of take-off to cruise altitude, the waypoints and landing, a geofence
/// round its corridor and rally points at its alternates. Altitudes of the mission are above mean sea level (frame 0), so that nothing depends
/// on where the ground station thinks the ground is; those of rally points count from the take-off, as the format has it.
/// </summary>
public static class QgcPlan
{
    private const int AboveSeaLevel = 2;
    private const int Px4 = 12;

    // Kinds of vehicle of MAVLink's common set: rotors that stand still beside a wing, four rotors.
    private const int Vtol = 22;
    private const int Multirotor = 2;

    /// <summary>A way alone, as text: without fence and rally points.</summary>
    public static string Write(DrawnRoute route)
    {
        var items = MissionItem.Of(route.Waypoints, route.Cruise, route.DestinationElevation, route.Airspeed, route.IsWinged);
        return JsonOut.Text(Plan(items, route.IsWinged, route.Airspeed.MetresPerSecond, JsonOut.LatLon(route.Waypoints[0], route.OriginElevation.Metres), [], []));
    }

    /// <summary>A decided flight, as text. One that is refused carries its verdict at the root and in the name of its ground station.</summary>
    public static string Write(ExchangedFlight flight)
    {
        var items = MissionItem.Of(flight.Waypoints, flight.Cruise, flight.DestinationElevation, flight.Airspeed, flight.IsWinged);
        var fence = FlightFence.Of(flight.Corridor).Select(polygon => new JsonObject
        {
            ["inclusion"] = polygon.IsInclusion,
            ["polygon"] = JsonOut.List(polygon.Corners.Select(corner => JsonOut.LatLon(corner))),
            ["version"] = 1,
        });

        // A rally point is flown to at cruise altitude, above whatever lies between.
        var rally = flight.Alternates.Select(site => JsonOut.LatLon(site.Position, (flight.Cruise - flight.OriginElevation).Metres));
        var plan = Plan(items, flight.IsWinged, flight.Airspeed.MetresPerSecond, JsonOut.LatLon(flight.Waypoints[0], flight.OriginElevation.Metres), JsonOut.List(fence), JsonOut.List(rally));
        if (!flight.IsGo)
        {
            plan["groundStation"] = $"DroneLogistics {flight.Verdict}";
            plan["verdict"] = flight.Verdict;
            plan["refusals"] = JsonOut.List(flight.Refusals.Select(code => (JsonNode)code));
        }

        return JsonOut.Text(plan);
    }

    private static JsonObject Plan(IReadOnlyList<MissionItem> items, bool isWinged, double airspeed, JsonArray home, JsonArray fence, JsonArray rally) => new()
    {
        ["fileType"] = "Plan",
        ["version"] = 1,
        ["groundStation"] = "DroneLogistics",
        ["geoFence"] = new JsonObject { ["circles"] = new JsonArray(), ["polygons"] = fence, ["version"] = 2 },
        ["rallyPoints"] = new JsonObject { ["points"] = rally, ["version"] = 2 },
        ["mission"] = new JsonObject
        {
            ["version"] = 2,
            ["firmwareType"] = Px4,
            ["vehicleType"] = isWinged ? Vtol : Multirotor,
            ["globalPlanAltitudeMode"] = AboveSeaLevel,
            ["cruiseSpeed"] = airspeed,
            ["hoverSpeed"] = airspeed,
            ["plannedHomePosition"] = home,
            ["items"] = JsonOut.List(items.Select((item, index) => Item(item, index + 1))),
        },
    };

    private static JsonObject Item(MissionItem item, int number)
    {
        var isPlace = item.Frame != MissionItem.NoPlace;
        var written = new JsonObject { ["type"] = "SimpleItem" };
        if (isPlace)
        {
            written["AMSLAltAboveTerrain"] = null;
            written["Altitude"] = item.Z;
            written["AltitudeMode"] = AboveSeaLevel;
        }

        written["autoContinue"] = true;
        written["command"] = item.Command;
        written["doJumpId"] = number;
        written["frame"] = item.Frame;
        written["params"] = new JsonArray([.. item.First.Select(first => first is { } value ? (JsonNode)value : null), item.X, item.Y, item.Z]);
        return written;
    }
}
