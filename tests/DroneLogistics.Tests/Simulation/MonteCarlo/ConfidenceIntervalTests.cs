using CsCheck;
using DroneLogistics.Simulation.MonteCarlo;
using MathNet.Numerics.Distributions;
using NUnit.Framework;

namespace DroneLogistics.Tests.Simulation.MonteCarlo;

public sealed class ConfidenceIntervalTests
{
    // Wilson's ends are the p for which the count lies z standard deviations from N p: |count - N p| = z sqrt(N p (1 - p)).
    [TestCase(1, 100)]
    [TestCase(41, 4096)]
    [TestCase(4095, 4096)]
    public void Wilsons_ends_are_where_the_count_lies_z_deviations_off(int count, int samples)
    {
        var interval = ConfidenceInterval.Wilson(count, samples);
        foreach (var p in new[] { interval.Low, interval.High })
        {
            Assert.That(Math.Abs(count - (samples * p)) / Math.Sqrt(samples * p * (1 - p)), Is.EqualTo(1.959963984540054).Within(1e-9));
        }
    }

    // With no failure the upper end is z^2 / (N + z^2) = 3.8414588 / 4099.8414588.
    [Test]
    public void No_failure_is_not_a_probability_of_zero()
    {
        var interval = ConfidenceInterval.Wilson(0, 4096);

        Assert.That(interval.Low, Is.Zero);
        Assert.That(interval.High, Is.EqualTo(9.36977e-4).Within(1e-9));
        Assert.That(ConfidenceInterval.Wilson(4096, 4096), Is.EqualTo(new ConfidenceInterval(ConfidenceInterval.Wilson(4096, 4096).Low, 1)));
    }

    // 1 to 8: mean 4.5, sum of squares 42, standard error sqrt(42 / 7 / 8) = 0.8660254; t of 7 at 97.5 % is 2.3646243 in tables: half width 2.0478247.
    [Test]
    public void Eight_replicates_take_students_t_of_seven()
    {
        var interval = ConfidenceInterval.OfReplicates([1, 2, 3, 4, 5, 6, 7, 8]);

        Assert.That(interval.Low, Is.EqualTo(4.5 - 2.0478247).Within(1e-6));
        Assert.That(interval.High, Is.EqualTo(4.5 + 2.0478247).Within(1e-6));
    }

    // The exact coverage: the true quantile lies between the values of rank low and high when the number below it is at least low and below high.
    [Test]
    public void The_ranks_of_a_quantile_cover_it_exactly_as_the_binomial_law_says()
    {
        Gen.Select(Gen.Double[0.01, 0.99], Gen.Int[0, 5000]).Sample(
            (order, more) =>
            {
                var n = ConfidenceInterval.QuantileNeeds(order) + more;
                var sorted = Enumerable.Range(1, n).Select(rank => (double)rank).ToArray();
                var interval = ConfidenceInterval.OfQuantile(sorted, order);
                var covered = Binomial.CDF(order, n, interval.High - 1) - Binomial.CDF(order, n, interval.Low - 1);
                return covered >= 0.949;
            },
            iter: 300);
    }

    [TestCase(0.01)]
    [TestCase(0.05)]
    [TestCase(0.5)]
    [TestCase(0.95)]
    public void From_the_number_of_samples_that_a_quantile_needs_its_lower_rank_lies_in_the_sample(double order)
    {
        var needs = ConfidenceInterval.QuantileNeeds(order);
        var tail = Math.Min(order, 1 - order);

        Assert.That(LowerRank(needs), Is.GreaterThanOrEqualTo(1));
        Assert.That(LowerRank(needs - 1), Is.LessThan(1));

        double LowerRank(double n) => (n * tail) - (1.959963984540054 * Math.Sqrt(n * tail * (1 - tail)));
    }

    [Test]
    public void Without_samples_there_is_no_interval()
    {
        Assert.That(() => ConfidenceInterval.Wilson(0, 0), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => ConfidenceInterval.OfReplicates([1]), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => ConfidenceInterval.OfQuantile([], 0.5), Throws.TypeOf<ArgumentOutOfRangeException>());
    }
}
