using DroneLogistics.Units;

namespace DroneLogistics.Weather;

/// <summary>Airspeed, wind and track put together.</summary>
/// <param name="GroundSpeed">Along the track; negative or NaN-free only where <see cref="Holds"/>.</param>
/// <param name="HeadwindComponent">Against the track; negative is a tail wind.</param>
/// <param name="CrosswindComponent">From the right of the track.</param>
/// <param name="WindCorrectionDegrees">Heading less track.</param>
/// <param name="Holds">The track can be held: the cross wind is below the airspeed and the ground speed is forward.</param>
public readonly record struct WindTriangle(
    Speed GroundSpeed,
    Speed HeadwindComponent,
    Speed CrosswindComponent,
    double WindCorrectionDegrees,
    bool Holds)
{
    /// <summary>V = √((V_g + head)² + cross²).</summary>
    public Speed Airspeed => AirspeedAt(GroundSpeed);

    /// <summary>The airspeed with which another ground speed is held along the same track in the same wind.</summary>
    public Speed AirspeedAt(Speed groundSpeed) =>
        Speed.FromMetresPerSecond(double.Hypot(groundSpeed.MetresPerSecond + HeadwindComponent.MetresPerSecond, CrosswindComponent.MetresPerSecond));

    /// <summary>The triangle in which the ground speed is commanded; a multirotor holds it in any wind its airspeed allows.</summary>
    public static WindTriangle AtGroundSpeed(Bearing track, Speed groundSpeed, Bearing windFrom, Speed windSpeed)
    {
        var theta = double.DegreesToRadians(windFrom.Degrees - track.Degrees);
        var (sineOfWind, cosineOfWind) = Math.SinCos(theta);
        var (head, cross) = (windSpeed.MetresPerSecond * cosineOfWind, windSpeed.MetresPerSecond * sineOfWind);
        return new WindTriangle(
            groundSpeed,
            new Speed(head),
            new Speed(cross),
            double.RadiansToDegrees(Math.Atan2(cross, groundSpeed.MetresPerSecond + head)),
            Holds: groundSpeed.MetresPerSecond > 0);
    }

    /// <summary>Solves the triangle: head = w cos(theta), cross = w sin(theta), WCA = asin(cross / V), V_g = V cos(WCA) - head.</summary>
    /// <param name="track">Track over the ground.</param>
    /// <param name="airspeed">True airspeed; positive.</param>
    /// <param name="windFrom">Where the wind blows from.</param>
    /// <param name="windSpeed">Its speed at flight level.</param>
    public static WindTriangle Solve(Bearing track, Speed airspeed, Bearing windFrom, Speed windSpeed)
    {
        var theta = double.DegreesToRadians(windFrom.Degrees - track.Degrees);
        var (sineOfWind, cosineOfWind) = Math.SinCos(theta);
        var (head, cross) = (windSpeed.MetresPerSecond * cosineOfWind, windSpeed.MetresPerSecond * sineOfWind);
        var sine = cross / airspeed.MetresPerSecond;
        if (!(Math.Abs(sine) < 1))
        {
            return new WindTriangle(new Speed(-head), new Speed(head), new Speed(cross), double.NaN, Holds: false);
        }

        var groundSpeed = (airspeed.MetresPerSecond * Math.Sqrt(1 - (sine * sine))) - head;
        return new WindTriangle(
            new Speed(groundSpeed),
            new Speed(head),
            new Speed(cross),
            double.RadiansToDegrees(Math.Asin(sine)),
            Holds: groundSpeed > 0);
    }
}
