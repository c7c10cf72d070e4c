using DroneLogistics.Units;

namespace DroneLogistics.Weather;

/// <summary>A horizontal wind by its components, metres a second: positive where it blows to the east and to the north. Default is calm.</summary>
public readonly record struct WindVector(double EastMetresPerSecond, double NorthMetresPerSecond)
{
    public Speed Speed => Speed.FromMetresPerSecond(double.Hypot(EastMetresPerSecond, NorthMetresPerSecond));

    /// <summary>Where it blows from; north in calm air.</summary>
    public Bearing From => Bearing.FromDegrees(double.RadiansToDegrees(Math.Atan2(-EastMetresPerSecond, -NorthMetresPerSecond)));
}
