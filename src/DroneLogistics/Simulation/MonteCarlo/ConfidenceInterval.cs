using MathNet.Numerics.Distributions;

namespace DroneLogistics.Simulation.MonteCarlo;

/// <summary>An interval that covers the true value in 95 of 100 repetitions.</summary>
public readonly record struct ConfidenceInterval(double Low, double High)
{
    /// <summary>The confidence of every interval of this program.</summary>
    public const double Level = 0.95;

    private static readonly double Z = Normal.InvCDF(0, 1, 0.5 * (1 + Level));

    public double Width => High - Low;

    public bool Contains(double value) => value >= Low && value <= High;

    /// <summary>Of a probability from <paramref name="count"/> of <paramref name="samples"/> independent trials.</summary>
    /// <remarks>
    /// Wilson, J. Am. Stat. Assoc. 22 (1927). Trials that are spread evenly vary less than independent ones: there it is wide rather than narrow,
    /// and it never has width zero.
    /// </remarks>
    public static ConfidenceInterval Wilson(int count, int samples)
    {
        CheckSamples(samples);
        var (n, p) = ((double)samples, (double)count / samples);
        var centre = p + (Z * Z / (2 * n));
        var half = Z * Math.Sqrt((p * (1 - p) / n) + (Z * Z / (4 * n * n)));
        var scale = 1 + (Z * Z / n);

        // At the ends the closed form is zero or one but for rounding.
        return new ConfidenceInterval(count == 0 ? 0 : (centre - half) / scale, count == samples ? 1 : (centre + half) / scale);
    }

    /// <summary>Of the mean of a quantity from its means over independent replicates: Student's t with one degree of freedom less than replicates.</summary>
    public static ConfidenceInterval OfReplicates(ReadOnlySpan<double> means)
    {
        CheckSamples(means.Length - 1);
        var (mean, squares) = (0.0, 0.0);
        foreach (var value in means)
        {
            mean += value / means.Length;
        }

        foreach (var value in means)
        {
            squares += (value - mean) * (value - mean);
        }

        var freedom = means.Length - 1;
        var half = StudentT.InvCDF(0, 1, freedom, 0.5 * (1 + Level)) * Math.Sqrt(squares / freedom / means.Length);
        return new ConfidenceInterval(mean - half, mean + half);
    }

    /// <summary>
    /// Of the quantile of order <paramref name="order"/>: two of the sorted values, at N p -+ z sqrt(N p (1 - p)). The outermost values stand
    /// where there are too few to go further, and then the interval claims more than it can hold; <see cref="QuantileNeeds"/> says how many it takes.
    /// </summary>
    /// <param name="sorted">Rising.</param>
    /// <param name="order">Above 0, below 1.</param>
    public static ConfidenceInterval OfQuantile(ReadOnlySpan<double> sorted, double order)
    {
        CheckSamples(sorted.Length);
        var n = sorted.Length;
        var (middle, half) = (n * order, Z * Math.Sqrt(n * order * (1 - order)));
        var low = Math.Clamp((int)Math.Floor(middle - half), 1, n);
        var high = Math.Clamp((int)Math.Ceiling(middle + half) + 1, 1, n);
        return new ConfidenceInterval(sorted[low - 1], sorted[high - 1]);
    }

    /// <summary>Samples from which both ends of the interval of a quantile lie inside the sample: N p (1 - p) is large enough that N p - z sqrt(N p (1 - p)) &gt;= 1.</summary>
    public static int QuantileNeeds(double order)
    {
        var tail = Math.Min(order, 1 - order);
        var root = (Z * Math.Sqrt(1 - tail)) + Math.Sqrt((Z * Z * (1 - tail)) + 4);
        return (int)Math.Ceiling(root * root / (4 * tail));
    }

    /// <summary>Trials without a failure that show a probability below <paramref name="probability"/>: N &gt;= ln 0.05 / ln(1 - p).</summary>
    public static int ZeroFailureSamples(double probability) => (int)Math.Ceiling(Math.Log(1 - Level) / Math.Log(1 - probability));

    private static void CheckSamples(int samples)
    {
        if (samples < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(samples), samples, "An interval needs samples.");
        }
    }
}
