using DroneLogistics.Units;

namespace DroneLogistics.Geodesy;

/// <summary>
/// What one piece of a flight may fill in space and time: all within half a width of the geodesic between two points, ends round, over a
/// band of altitudes, for a while. Its surfaces belong to it; its time is half-open.
/// </summary>
/// <param name="From">Where the piece begins.</param>
/// <param name="To">Where it ends; the same point for a climb or a descent on the spot.</param>
/// <param name="HalfWidth">Half the flight geography and the lateral contingency volume, above 0 m.</param>
/// <param name="Low">The lowest altitude within it.</param>
/// <param name="High">The highest, not below <paramref name="Low"/>.</param>
/// <param name="When">From the earliest entry to the latest exit.</param>
public readonly record struct SweptCorridor(LatLon From, LatLon To, Length HalfWidth, AltitudeAmsl Low, AltitudeAmsl High, TimeWindow When);
