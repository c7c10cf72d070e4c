using DroneLogistics.Geodesy;
using DroneLogistics.Sites;
using DroneLogistics.Units;

namespace DroneLogistics.Simulation.Alternates;

/// <summary>A site where a flight may end.</summary>
public sealed record LandingSite(SiteId Id, LatLon Position, AltitudeAmsl Elevation);
