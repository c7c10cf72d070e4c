using DroneLogistics.Units;
using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace DroneLogistics.Weather;

/// <summary>The hourly winds of a month at 10 m: their speed is distributed as Weibull, independent of where they blow from.</summary>
/// <remarks>
/// Speed: U(u) = c (-ln(1 - u))^(1/k), c = mean / Gamma(1 + 1/k). Direction: for a share of the time normal about the prevailing one, for the
/// rest from anywhere. Turbulence is not in it: it is a tenth of the spread of the hours and less over a flight of kilometres.
/// </remarks>
/// <param name="Mean">Of all hours.</param>
/// <param name="Shape">k, positive; 2 is Rayleigh's.</param>
/// <param name="PrevailingFrom">The most frequent direction.</param>
/// <param name="PrevailingShare">Share of the time about it, 0 to 1.</param>
/// <param name="DeviationDegrees">Standard deviation about it.</param>
public sealed record ClimateWind(Speed Mean, double Shape, Bearing PrevailingFrom, double PrevailingShare, double DeviationDegrees)
{
    private readonly Speed scale = Mean * (1 / SpecialFunctions.Gamma(1 + (1 / Shape)));

    /// <summary>The speed that a share of the hours does not pass.</summary>
    /// <param name="u">The share, 0 to below 1.</param>
    public Speed SpeedAt(double u) => scale * Math.Pow(-Math.Log(1 - u), 1 / Shape);

    /// <summary>A direction for a number that is even between 0 and 1.</summary>
    /// <param name="u">Between 0 and 1.</param>
    public Bearing FromAt(double u) => u < PrevailingShare
        ? Bearing.FromDegrees(PrevailingFrom.Degrees + (DeviationDegrees * Normal.InvCDF(0, 1, u / PrevailingShare)))
        : Bearing.FromDegrees(360 * (u - PrevailingShare) / (1 - PrevailingShare));
}
