using DroneLogistics.Fleet;
using DroneLogistics.Units;

namespace DroneLogistics.Performance;

/// <summary>A part of the way with one wind.</summary>
/// <param name="Distance">Its length over the ground.</param>
/// <param name="Head">Wind against the track; negative from behind.</param>
/// <param name="Cross">Wind across the track.</param>
public readonly record struct LegWind(Length Distance, Speed Head, Speed Cross);

/// <summary>The airspeeds at which a way can be flown; the slowest is not above the fastest.</summary>
public readonly record struct AirspeedRange(Speed Slowest, Speed Fastest);

/// <summary>
/// Cruise speeds of level flight: the one of the least power (best endurance) and the one of the least energy over the ground (best range).
/// </summary>
/// <remarks>
/// P(V) falls from hover and rises with drag, and over the ground P(V) / V_g falls and rises as well (V_g is concave in V): each has one
/// minimum, which the golden section brackets. Its place is right to the root of the rounding of P, some 1e-7 of the speed.
/// </remarks>
public static class CruiseSpeeds
{
    // (√5 - 1) / 2: 40 sections narrow a range of 100 m/s to 4e-7 m/s.
    private const double Golden = 0.6180339887498949;
    private const int Sections = 40;

    // Over the bound by rounding, so that a flight at the bound holds it.
    private const double JustAbove = 1 + 1e-9;

    /// <summary>
    /// The range that the type and the wind leave: from the stall speed with the type's margin, or from the slowest way forward, to the
    /// type's highest airspeed; null where that is nothing.
    /// </summary>
    /// <param name="type">The type.</param>
    /// <param name="mass">Mass, positive.</param>
    /// <param name="density">Air density at cruise altitude, positive.</param>
    /// <param name="loadFactor">Lift over weight in the steepest turn, at least 1.</param>
    /// <param name="legs">The way.</param>
    /// <param name="minGroundSpeed">The least speed over the ground, and forward through the air, on every leg.</param>
    public static AirspeedRange? Usable(AircraftType type, Mass mass, AirDensity density, double loadFactor, IReadOnlyList<LegWind> legs, Speed minGroundSpeed)
    {
        var slowest = type.Wing is { } wing
            ? wing.StallMargin * WingPower.StallSpeed(wing, mass, density).MetresPerSecond * Math.Sqrt(loadFactor)
            : 0;
        foreach (var leg in legs)
        {
            // sqrt(V² - cross²) - head >= V_g.
            var forward = minGroundSpeed.MetresPerSecond + Math.Max(0, leg.Head.MetresPerSecond);
            slowest = Math.Max(slowest, double.Hypot(forward, leg.Cross.MetresPerSecond));
        }

        // A wind that is not a number leaves NaN, and no range.
        slowest *= JustAbove;
        return slowest <= type.MaxAirspeed.MetresPerSecond
            ? new AirspeedRange(Speed.FromMetresPerSecond(slowest), type.MaxAirspeed)
            : null;
    }

    /// <summary>The airspeed of a range with the least power.</summary>
    public static Speed BestEndurance(AircraftType type, Mass mass, AirDensity density, AirspeedRange range) =>
        Least(range, speed => LevelFlight.At(type, mass, speed, density).TotalWatts);

    /// <summary>The airspeed of a range with the least energy over all legs.</summary>
    public static Speed BestRange(AircraftType type, Mass mass, AirDensity density, IReadOnlyList<LegWind> legs, AirspeedRange range) =>
        Least(range, speed => OverGround(type, mass, density, legs, speed).Joules);

    /// <summary>Energy at the battery's terminals for level flight along all legs: P(V) Σ d / V_g with V_g = √(V² - cross²) - head.</summary>
    public static Energy OverGround(AircraftType type, Mass mass, AirDensity density, IReadOnlyList<LegWind> legs, Speed airspeed)
    {
        var (v, seconds) = (airspeed.MetresPerSecond, 0.0);
        foreach (var leg in legs)
        {
            var cross = leg.Cross.MetresPerSecond;
            seconds += leg.Distance.Metres / (Math.Sqrt((v * v) - (cross * cross)) - leg.Head.MetresPerSecond);
        }

        return Energy.FromJoules(LevelFlight.At(type, mass, airspeed, density).TotalWatts * seconds);
    }

    private static Speed Least(AirspeedRange range, Func<Speed, double> cost)
    {
        double Cost(double speed) => cost(Speed.FromMetresPerSecond(speed));
        var (low, high) = (range.Slowest.MetresPerSecond, range.Fastest.MetresPerSecond);
        var (left, right) = (high - (Golden * (high - low)), low + (Golden * (high - low)));
        var (atLeft, atRight) = (Cost(left), Cost(right));
        for (var i = 0; i < Sections; i++)
        {
            if (atLeft <= atRight)
            {
                (high, right, atRight) = (right, left, atLeft);
                left = high - (Golden * (high - low));
                atLeft = Cost(left);
            }
            else
            {
                (low, left, atLeft) = (left, right, atRight);
                right = low + (Golden * (high - low));
                atRight = Cost(right);
            }
        }

        // At an end of the range the section only comes near: the end itself is the answer.
        var inside = Speed.FromMetresPerSecond(0.5 * (low + high));
        return cost(range.Fastest) <= cost(inside) ? range.Fastest : cost(range.Slowest) <= cost(inside) ? range.Slowest : inside;
    }
}
