using DroneLogistics.Simulation.MonteCarlo;
using NUnit.Framework;

namespace DroneLogistics.Tests.Simulation.MonteCarlo;

public sealed class TrackMeanTests
{
    // The variance of the mean of n steps of a first-order autoregression is the sum of rho^|i - j| over all pairs by n^2; with 4,000 steps the
    // sum is within 1e-3 of its limit.
    [TestCase(1)]
    [TestCase(20_000)]
    [TestCase(32_100)]
    [TestCase(400_000)]
    public void The_share_is_that_of_an_autoregression_sampled_finely(double metres)
    {
        const int Steps = 4000;
        var rho = Math.Exp(-metres / Steps / 20_000);
        var sum = (double)Steps;
        for (var lag = 1; lag < Steps; lag++)
        {
            sum += 2 * (Steps - lag) * Math.Pow(rho, lag);
        }

        Assert.That(TrackMean.VarianceShare(metres, 20_000), Is.EqualTo(sum / Steps / Steps).Within(1e-3));
    }

    // x = 32.1 / 20 = 1.605, exp(-x) = 0.20089; 2 (0.605 + 0.20089) / 2.57603 = 0.62569.
    [Test]
    public void A_leg_of_32_1_km_averages_a_disturbance_of_20_km_to_63_percent_of_its_variance()
    {
        Assert.That(TrackMean.VarianceShare(32_100, 20_000), Is.EqualTo(0.62569).Within(2e-5));
    }

    [Test]
    public void A_point_keeps_all_of_the_variance_and_a_long_leg_twice_the_length_ratio()
    {
        Assert.That(TrackMean.VarianceShare(0, 300), Is.EqualTo(1));
        Assert.That(TrackMean.VarianceShare(3e6, 300), Is.EqualTo(2 * 300 / 3e6).Within(1e-7));
    }

    [Test]
    public void Series_and_closed_form_meet()
    {
        Assert.That(TrackMean.VarianceShare(0.00999999, 1), Is.EqualTo(TrackMean.VarianceShare(0.01000001, 1)).Within(1e-8));
        Assert.That(TrackMean.VarianceShare(0.01, 1), Is.EqualTo(1 - (0.01 / 3) + (0.0001 / 12) - (0.000001 / 60) + (1e-8 / 360)).Within(1e-11));
    }
}
