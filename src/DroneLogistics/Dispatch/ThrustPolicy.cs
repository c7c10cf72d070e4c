namespace DroneLogistics.Dispatch;

/// <summary>What rotors must have in hand; the numbers stand in <c>data/policy/</c> with their sources.</summary>
/// <param name="MarginRatio">Highest thrust over the thrust that is needed, at least 1.</param>
/// <param name="MaxTiltDegrees">The most that a multirotor may tilt.</param>
public sealed record ThrustPolicy(double MarginRatio, double MaxTiltDegrees);
