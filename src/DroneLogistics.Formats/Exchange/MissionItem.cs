using DroneLogistics.Geodesy;
using DroneLogistics.Units;

namespace DroneLogistics.Formats.Exchange;

/// <summary>One item of a mission in the words of MAVLink's common set.</summary>
/// <param name="Command">Its number in the set.</param>
/// <param name="Frame">Above what its altitude counts; 2 where it has no place.</param>
/// <param name="First">Parameters 1 to 4; null: the vehicle's own.</param>
/// <param name="X">Parameter 5, a latitude where there is a place.</param>
/// <param name="Y">Parameter 6, a longitude.</param>
/// <param name="Z">Parameter 7, metres.</param>
public sealed record MissionItem(int Command, int Frame, IReadOnlyList<double?> First, double X, double Y, double Z)
{
    public const int Waypoint = 16;
    public const int Land = 21;
    public const int Takeoff = 22;
    public const int VtolTakeoff = 84;
    public const int VtolLand = 85;
    public const int ChangeSpeed = 178;

    /// <summary>Altitudes above mean sea level.</summary>
    public const int AboveSeaLevel = 0;

    /// <summary>An item without a place.</summary>
    public const int NoPlace = 2;

    /// <summary>Altitudes above home, where the vehicle was armed.</summary>
    public const int AboveHome = 3;

    /// <summary>Take-off to cruise altitude, airspeed, waypoints, landing: all above mean sea level, so that nothing depends on where the ground station thinks the ground is.</summary>
    /// <param name="waypoints">From pad to pad, at least two.</param>
    /// <param name="cruise">Altitude of all between.</param>
    /// <param name="destinationElevation">Of the pad at the end.</param>
    /// <param name="airspeed">Of the cruise.</param>
    /// <param name="isWinged">Takes off and lands on rotors and cruises on a wing.</param>
    public static IReadOnlyList<MissionItem> Of(IReadOnlyList<LatLon> waypoints, AltitudeAmsl cruise, AltitudeAmsl destinationElevation, Speed airspeed, bool isWinged) =>
    [
        At(isWinged ? VtolTakeoff : Takeoff, waypoints[0], cruise),

        // The first parameter 0 is airspeed, the third -1 leaves the throttle as it is.
        new(ChangeSpeed, NoPlace, [0, airspeed.MetresPerSecond, -1, 0], 0, 0, 0),

        // Over the pad at cruise altitude before it lands: the way down is straight.
        .. waypoints.Skip(1).Select(point => At(Waypoint, point, cruise)),
        At(isWinged ? VtolLand : Land, waypoints[^1], destinationElevation),
    ];

    // The fourth parameter, a heading, is left to the vehicle.
    private static MissionItem At(int command, LatLon place, AltitudeAmsl altitude) =>
        new(command, AboveSeaLevel, [0, 0, 0, null], place.LatitudeDegrees, place.LongitudeDegrees, altitude.Metres);
}
