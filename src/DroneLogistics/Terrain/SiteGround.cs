using DroneLogistics.Geodesy;
using DroneLogistics.Units;

namespace DroneLogistics.Terrain;

/// <summary>What terrain must know of a take-off and landing site.</summary>
/// <param name="Name">Its id, named in answers.</param>
/// <param name="Position">Where it is thought to lie.</param>
/// <param name="PadElevation">Of its pad.</param>
/// <param name="HorizontalAccuracy">Radius within which it lies. It is told, and lowers no ground.</param>
public sealed record SiteGround(string Name, LatLon Position, AltitudeAmsl PadElevation, Length HorizontalAccuracy);

/// <summary>The straight way between a pad and the open sea, with ground at the elevation of the pad.</summary>
/// <param name="Site">The site.</param>
/// <param name="SeaEnd">The nearest point from which all land is out of reach of the corridor.</param>
/// <param name="HalfWidth">Half its width; its ends are round.</param>
public sealed record Approach(SiteGround Site, LatLon SeaEnd, Length HalfWidth);
