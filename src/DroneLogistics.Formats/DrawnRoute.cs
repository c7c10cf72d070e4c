using DroneLogistics.Geodesy;
using DroneLogistics.Units;

namespace DroneLogistics.Formats;

/// <summary>A route as programs for maps and ground stations take it.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Description">One line about it.</param>
/// <param name="Waypoints">From pad to pad, geodesics between; at least two.</param>
/// <param name="Cruise">Altitude of all between the pads.</param>
/// <param name="OriginElevation">Of the pad it leaves.</param>
/// <param name="DestinationElevation">Of the pad it lands on.</param>
/// <param name="Airspeed">Of the cruise.</param>
/// <param name="IsWinged">Takes off and lands on rotors and cruises on a wing; else it flies on rotors.</param>
/// <param name="Facts">Further numbers and words by name, units in the names.</param>
public sealed record DrawnRoute(
    string Name,
    string Description,
    IReadOnlyList<LatLon> Waypoints,
    AltitudeAmsl Cruise,
    AltitudeAmsl OriginElevation,
    AltitudeAmsl DestinationElevation,
    Speed Airspeed,
    bool IsWinged,
    IReadOnlyDictionary<string, object> Facts);
