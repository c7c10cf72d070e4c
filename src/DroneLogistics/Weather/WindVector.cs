using DroneLogistics.Units;

namespace DroneLogistics.Weather;

/// <summary>A horizontal wind by its components, metres a second: positive where it blows to the east and to the north. Default is calm.</summary>
public readonly record struct WindVector(double EastMetresPerSecond, double NorthMetresPerSecond)
{
    public Speed Speed => Speed.FromMetresPerSecond(double.Hypot(EastMetresPerSecond, NorthMetresPerSecond));

    /// <summary>Where it blows from; north in calm air.</summary>
    public Bearing From => Bearing.FromDegrees(double.RadiansToDegrees(Math.Atan2(-EastMetresPerSecond, -NorthMetresPerSecond)));

    /// <summary>The wind that blows from a direction.</summary>
    public static WindVector Of(Bearing from, Speed speed)
    {
        var (sine, cosine) = Math.SinCos(from.Radians);
        return new WindVector(-speed.MetresPerSecond * sine, -speed.MetresPerSecond * cosine);
    }
}
