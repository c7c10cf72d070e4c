using CsCheck;
using DroneLogistics.Simulation.MonteCarlo;
using MathNet.Numerics.Distributions;
using NUnit.Framework;

namespace DroneLogistics.Tests.Simulation.MonteCarlo;

/// <summary>A quantile function is the inverse of a distribution function; MathNet's are the referees.</summary>
public sealed class QuantileTests
{
    private static readonly Gen<double> U = Gen.Double[1e-9, 1 - 1e-9];

    [Test]
    public void A_normal_value_lies_above_the_share_u_of_its_distribution()
    {
        Inverts(u => Normal.CDF(3, 2, Quantile.OfNormal(u, 3, 2)));
    }

    [Test]
    public void A_log_normal_factor_has_median_one_and_its_distribution()
    {
        Inverts(u => LogNormal.CDF(0, 0.15, Quantile.OfLogNormalFactor(u, 0.15)));
        Assert.That(Quantile.OfLogNormalFactor(0.5, 0.15), Is.EqualTo(1));
    }

    [Test]
    public void A_half_normal_value_has_the_folded_distribution()
    {
        Inverts(u => (2 * Normal.CDF(0, 0.01, Quantile.OfHalfNormal(u, 0.01))) - 1);
        U.Sample(u => Quantile.OfHalfNormal(u, 0.01) >= 0);
    }

    // Of N(0.95, 0.03) cut to [0.75, 1] the part above 1 is 4.8 %: the cut shows.
    [Test]
    public void A_truncated_normal_value_stays_within_its_bounds_and_has_the_rest_of_the_distribution()
    {
        var (low, high) = (Normal.CDF(0.95, 0.03, 0.75), Normal.CDF(0.95, 0.03, 1));

        Inverts(u => (Normal.CDF(0.95, 0.03, Quantile.OfTruncatedNormal(u, 0.95, 0.03, 0.75, 1)) - low) / (high - low));
        U.Sample(u => Quantile.OfTruncatedNormal(u, 0.95, 0.03, 0.75, 1) is >= 0.75 and <= 1);
    }

    [TestCase(0.9, 0.9)]
    [TestCase(0.5, 0.75)]
    public void A_truncated_normal_value_without_spread_is_its_mean_or_the_bound_next_to_it(double mean, double expected)
    {
        Assert.That(Quantile.OfTruncatedNormal(0.3, mean, 0, 0.75, 1), Is.EqualTo(expected));
    }

    // Beyond the cap lies exp(-180 / 30) = 0.248 % of the waits.
    [Test]
    public void A_capped_exponential_value_has_the_exponential_distribution_up_to_the_cap()
    {
        Inverts(u => Math.Max(u - 0.9975, 0) + Exponential.CDF(1.0 / 30, Quantile.OfCappedExponential(Math.Min(u, 0.9975), 30, 180)));
        Assert.That(Quantile.OfCappedExponential(0.998, 30, 180), Is.EqualTo(180));
    }

    [Test]
    public void A_bernoulli_value_is_true_for_its_share_of_the_unit_interval()
    {
        Assert.That(Enumerable.Range(0, 1000).Count(i => Quantile.OfBernoulli((i + 0.5) / 1000, 0.02)), Is.EqualTo(20));
    }

    [Test]
    public void A_uniform_value_lies_at_its_share_between_the_bounds()
    {
        Assert.That(Quantile.OfUniform(0.25, -5, 5), Is.EqualTo(-2.5));
    }

    private static void Inverts(Func<double, double> distributionOfQuantile) => U.Sample(u => Math.Abs(distributionOfQuantile(u) - u) <= 1e-12);
}
