using DroneLogistics.Airspace.Aerodromes;

namespace DroneLogistics.Airspace;

/// <summary>The figures of <c>data/policy/airspace.json</c>.</summary>
public sealed record AirspacePolicy(AerodromeRules Aerodromes, ImportLimits Imports);
