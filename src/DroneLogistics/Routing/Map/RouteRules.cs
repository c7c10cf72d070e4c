using DroneLogistics.Units;

namespace DroneLogistics.Routing.Map;

/// <summary>Between which heights flights pass over ground and water.</summary>
/// <param name="Clearance">Over ground, masts and obstacles, on top of what their heights may be wrong by.</param>
/// <param name="LandCeiling">Highest true height over land.</param>
/// <param name="SeaCeiling">Highest altitude over the sea.</param>
public sealed record RouteRules(Length Clearance, Length LandCeiling, AltitudeAmsl SeaCeiling);
