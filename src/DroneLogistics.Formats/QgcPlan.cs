using System.Text.Json;
using System.Text.Json.Nodes;

namespace DroneLogistics.Formats;

/// <summary>
/// Writes a route as a mission of QGroundControl's plan file, version 1: take-off to cruise altitude, the waypoints, landing. All altitudes
/// are above mean sea level (frame 0), so that nothing depends on where the ground station thinks the ground is.
/// </summary>
public static class QgcPlan
{
    // Commands of the MAVLink common set.
    private const int Waypoint = 16;
    private const int Land = 21;
    private const int Takeoff = 22;
    private const int VtolTakeoff = 84;
    private const int VtolLand = 85;
    private const int ChangeSpeed = 178;

    private const int AboveSeaLevel = 2;
    private const int GlobalFrame = 0;
    private const int MissionFrame = 2;
    private const int Px4 = 12;

    // Kinds of vehicle of the same set: rotors that stand still beside a wing, four rotors.
    private const int Vtol = 22;
    private const int Multirotor = 2;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The plan as text.</summary>
    public static string Write(DrawnRoute route)
    {
        var last = route.Waypoints.Count - 1;
        var items = new JsonArray { Place(1, route.IsWinged ? VtolTakeoff : Takeoff, route, 0, route.Cruise.Metres), Speed(2, route) };
        for (var i = 1; i < last; i++)
        {
            items.Add(Place(items.Count + 1, Waypoint, route, i, route.Cruise.Metres));
        }

        // Over the pad at cruise altitude first: the way down is straight.
        items.Add(Place(items.Count + 1, Waypoint, route, last, route.Cruise.Metres));
        items.Add(Place(items.Count + 1, route.IsWinged ? VtolLand : Land, route, last, route.DestinationElevation.Metres));
        return new JsonObject
        {
            ["fileType"] = "Plan",
            ["version"] = 1,
            ["groundStation"] = "DroneLogistics",
            ["geoFence"] = new JsonObject { ["circles"] = new JsonArray(), ["polygons"] = new JsonArray(), ["version"] = 2 },
            ["rallyPoints"] = new JsonObject { ["points"] = new JsonArray(), ["version"] = 2 },
            ["mission"] = new JsonObject
            {
                ["version"] = 2,
                ["firmwareType"] = Px4,
                ["vehicleType"] = route.IsWinged ? Vtol : Multirotor,
                ["globalPlanAltitudeMode"] = AboveSeaLevel,
                ["cruiseSpeed"] = route.Airspeed.MetresPerSecond,
                ["hoverSpeed"] = route.Airspeed.MetresPerSecond,
                ["plannedHomePosition"] = new JsonArray(route.Waypoints[0].LatitudeDegrees, route.Waypoints[0].LongitudeDegrees, route.OriginElevation.Metres),
                ["items"] = items,
            },
        }.ToJsonString(Indented).ReplaceLineEndings("\n") + "\n";
    }

    private static JsonObject Place(int number, int command, DrawnRoute route, int waypoint, double metres) => new()
    {
        ["type"] = "SimpleItem",
        ["AMSLAltAboveTerrain"] = null,
        ["Altitude"] = metres,
        ["AltitudeMode"] = AboveSeaLevel,
        ["autoContinue"] = true,
        ["command"] = command,
        ["doJumpId"] = number,
        ["frame"] = GlobalFrame,
        ["params"] = new JsonArray(0, 0, 0, null, route.Waypoints[waypoint].LatitudeDegrees, route.Waypoints[waypoint].LongitudeDegrees, metres),
    };

    // The first parameter 0 is airspeed, the third -1 leaves the throttle as it is.
    private static JsonObject Speed(int number, DrawnRoute route) => new()
    {
        ["type"] = "SimpleItem",
        ["autoContinue"] = true,
        ["command"] = ChangeSpeed,
        ["doJumpId"] = number,
        ["frame"] = MissionFrame,
        ["params"] = new JsonArray(0, route.Airspeed.MetresPerSecond, -1, 0, 0, 0, 0),
    };
}
