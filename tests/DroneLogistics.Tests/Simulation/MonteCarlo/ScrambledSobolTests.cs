using DroneLogistics.Simulation.MonteCarlo;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;
using NUnit.Framework;

namespace DroneLogistics.Tests.Simulation.MonteCarlo;

public sealed class ScrambledSobolTests
{
    [Test]
    public void Equal_seeds_give_equal_bytes_and_other_seeds_dimensions_and_replicates_other_points()
    {
        var draw = Draw(1, 3, 64, 4);

        Assert.That(Draw(1, 3, 64, 4), Is.EqualTo(draw));
        Assert.That(Draw(2, 3, 64, 4), Is.Not.EqualTo(draw));
        Assert.That(Draw(1, 4, 64, 4), Is.Not.EqualTo(draw));
        Assert.That(draw[64..128], Is.Not.EqualTo(draw[..64]));
    }

    [Test]
    public void More_replicates_leave_the_first_ones_as_they_are()
    {
        Assert.That(Draw(5, 2, 128, 8)[..256], Is.EqualTo(Draw(5, 2, 128, 2)));
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(16)]
    [TestCase(512)]
    public void Every_replicate_has_one_point_in_each_of_its_pieces_of_every_axis(int points)
    {
        for (var dimension = 0; dimension < SobolSequence.MaxDimensions; dimension++)
        {
            var values = Draw(11, dimension, points, 8);

            Assert.That(values, Is.All.GreaterThan(0).And.All.LessThan(1));
            for (var replicate = 0; replicate < 8; replicate++)
            {
                var pieces = values.Skip(replicate * points).Take(points).Select(u => (int)(u * points));
                Assert.That(pieces.Distinct().Count(), Is.EqualTo(points), $"dimension {dimension + 1}, replicate {replicate}");
            }
        }
    }

    [Test]
    public void The_first_two_dimensions_stay_a_net_of_the_best_quality()
    {
        for (var seed = 1ul; seed <= 20; seed++)
        {
            Assert.That(Nets.IsEven(Draw(seed, 0, 512, 1), Draw(seed, 1, 512, 1), t: 0), Is.True, $"seed {seed}");
        }
    }

    // Owen's law: two points whose first c digits agree and whose next differs keep that; below, their digits are independent.
    [Test]
    public void Points_agree_in_as_many_leading_digits_as_before_the_scrambling()
    {
        const int Points = 256;
        var before = new uint[Points];
        SobolSequence.Fill(6, before);
        var after = Draw(3, 6, Points, 1).Select(u => (uint)(u * 4294967296.0)).ToArray();
        for (var i = 0; i < Points; i++)
        {
            for (var j = 0; j < i; j++)
            {
                Assert.That(uint.LeadingZeroCount(after[i] ^ after[j]), Is.EqualTo(uint.LeadingZeroCount(before[i] ^ before[j])));
            }
        }
    }

    // The origin of the sequence, 4,000 times scrambled: 20 classes of 200, chi-square with 19 degrees of freedom is below 43.8 in 999 of 1,000 draws.
    [Test]
    public void A_point_is_uniform_over_the_replicates()
    {
        const int Replicates = 4000;
        var values = Draw(17, 4, 16, Replicates);
        var counts = new double[20];
        for (var replicate = 0; replicate < Replicates; replicate++)
        {
            counts[(int)(values[replicate * 16] * counts.Length)]++;
        }

        var chiSquare = counts.Sum(count => (count - 200) * (count - 200) / 200);
        Assert.That(chiSquare, Is.LessThan(ChiSquared.InvCDF(19, 0.999)));
    }

    // A smooth integrand in seven dimensions: from 64 to 512 points plain draws would lose a factor of 8 in variance; for scrambled nets Owen
    // (1997) gives up to 8^3. At least twice the plain factor squared separates the two without leaning on luck.
    [Test]
    public void The_variance_of_a_mean_falls_much_faster_than_that_of_plain_draws()
    {
        var (few, many) = (MeanVariance(64), MeanVariance(512));
        TestContext.Out.WriteLine(FormattableString.Invariant($"variance of the mean: {few:E3} at 64 points, {many:E3} at 512"));

        Assert.That(few / many, Is.GreaterThan(128));

        static double MeanVariance(int points)
        {
            const int Replicates = 200;
            var sums = new double[points * Replicates];
            for (var dimension = 0; dimension < 7; dimension++)
            {
                var values = Draw(23, dimension, points, Replicates);
                for (var i = 0; i < sums.Length; i++)
                {
                    sums[i] += values[i] + (0.25 * values[i] * sums[i]);
                }
            }

            return Enumerable.Range(0, Replicates).Select(replicate => sums.AsSpan(replicate * points, points).ToArray().Mean()).Variance();
        }
    }

    [TestCase(0, 8)]
    [TestCase(3, 6)]
    [TestCase(2097152, 2097152)]
    [TestCase(8, 12)]
    public void Replicates_are_of_a_power_of_two_points_and_whole(int points, int values)
    {
        Assert.That(() => ScrambledSobol.Fill(1, 0, points, new double[values]), Throws.ArgumentException);
    }

    private static double[] Draw(ulong seed, int dimension, int points, int replicates)
    {
        var values = new double[points * replicates];
        ScrambledSobol.Fill(seed, dimension, points, values);
        return values;
    }
}
