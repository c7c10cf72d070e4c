using MathNet.Numerics.Distributions;

namespace DroneLogistics.Simulation.MonteCarlo;

/// <summary>
/// The distributions of the uncertain inputs by their quantile functions: a uniform number in, a value out. One draw of the sequence makes one
/// value, so that the even spread of the sequence reaches the input.
/// </summary>
public static class Quantile
{
    /// <summary>N(mean, deviation).</summary>
    public static double OfNormal(double u, double mean, double deviation) => mean + (deviation * InverseNormal.At(u));

    /// <summary>N(mean, deviation) given that it lies in [low, high]; the mean itself, moved into the bounds, where the deviation is zero.</summary>
    public static double OfTruncatedNormal(double u, double mean, double deviation, double low, double high)
    {
        if (!(deviation > 0))
        {
            return Math.Clamp(mean, low, high);
        }

        var (below, upTo) = (Normal.CDF(mean, deviation, low), Normal.CDF(mean, deviation, high));
        return OfTruncatedNormal(u, mean, deviation, low, high, below, upTo);
    }

    /// <summary>The same with the probabilities below both bounds known, which do not change from draw to draw.</summary>
    public static double OfTruncatedNormal(double u, double mean, double deviation, double low, double high, double below, double upTo) =>
        Math.Clamp(OfNormal(below + (u * (upTo - below)), mean, deviation), low, high);

    /// <summary>exp N(0, sigma): a factor with median 1.</summary>
    public static double OfLogNormalFactor(double u, double sigma) => Math.Exp(sigma * InverseNormal.At(u));

    /// <summary>The smaller of an exponential time and a cap: values beyond the cap stand at the cap.</summary>
    public static double OfCappedExponential(double u, double mean, double cap) => Math.Min(cap, -mean * Math.Log(1 - u));

    /// <summary>|N(0, sigma)|.</summary>
    public static double OfHalfNormal(double u, double sigma) => sigma * InverseNormal.At(0.5 + (0.5 * u));

    /// <summary>True with a probability.</summary>
    public static bool OfBernoulli(double u, double probability) => u < probability;

    /// <summary>
    /// A uniform number whose normal score correlates with that of <paramref name="u"/>: Phi(r z(u) + sqrt(1 - r^2) z(v)).
    /// </summary>
    /// <param name="u">A draw, between 0 and 1.</param>
    /// <param name="v">Another, independent of it.</param>
    /// <param name="correlation">r, -1 to 1; at 1 the first draw itself.</param>
    public static double OfCorrelated(double u, double v, double correlation)
    {
        // Beyond its last digit a probability would be 0 or 1, where no normal has a value.
        const double Edge = 1.0 / (1ul << 53);
        if (correlation == 1)
        {
            return u;
        }

        var score = (correlation * InverseNormal.At(u)) + (Math.Sqrt(1 - (correlation * correlation)) * InverseNormal.At(v));
        return Math.Clamp(Normal.CDF(0, 1, score), Edge, 1 - Edge);
    }

    /// <summary>Even between the bounds.</summary>
    public static double OfUniform(double u, double low, double high) => low + (u * (high - low));
}
