using DroneLogistics.Airspace.Aerodromes;
using DroneLogistics.Airspace.Obstacles;

namespace DroneLogistics.Airspace;

/// <summary>What is known of the airspace before anybody imports a file: the data that ship.</summary>
/// <param name="Zones">Sets of zones; no identifier stands in two of them.</param>
/// <param name="Obstacles">What stands high.</param>
/// <param name="Policy">The figures by which zones are made and files are read.</param>
/// <param name="Aerodromes">From which one of the sets was made by rule.</param>
public sealed record AirspaceData(IReadOnlyList<GeozoneSet> Zones, ObstacleSet Obstacles, AirspacePolicy Policy, IReadOnlyList<Aerodrome> Aerodromes);
