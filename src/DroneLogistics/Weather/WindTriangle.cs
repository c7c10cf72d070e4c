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
    /// <summary>Solves the triangle: head = w cos(theta), cross = w sin(theta), WCA = asin(cross / V), V_g = V cos(WCA) - head.</summary>
    /// <param name="track">Track over the ground.</param>
    /// <param name="airspeed">True airspeed; positive.</param>
    /// <param name="windFrom">Where the wind blows from.</param>
    /// <param name="windSpeed">Its speed at flight level.</param>
    public static WindTriangle Solve(Bearing track, Speed airspeed, Bearing windFrom, Speed windSpeed)
    {
        var theta = double.DegreesToRadians(windFrom.Degrees - track.Degrees);
        var head = windSpeed.MetresPerSecond * Math.Cos(theta);
        var cross = windSpeed.MetresPerSecond * Math.Sin(theta);
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
