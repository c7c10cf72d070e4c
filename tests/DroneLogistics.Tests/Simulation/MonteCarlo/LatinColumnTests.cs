using DroneLogistics.Simulation.MonteCarlo;
using MathNet.Numerics.Statistics;
using NUnit.Framework;

namespace DroneLogistics.Tests.Simulation.MonteCarlo;

public sealed class LatinColumnTests
{
    [TestCase(128)]
    [TestCase(1000)]
    public void Each_replicate_has_one_value_in_each_nth_of_the_unit_interval(int points)
    {
        var values = new double[3 * points];
        LatinColumn.Fill(seed: 5, column: 2, points, values);

        foreach (var replicate in values.Chunk(points))
        {
            Assert.That(replicate.Select(value => (int)(value * points)).Order(), Is.EqualTo(Enumerable.Range(0, points)));
            Assert.That(replicate, Is.All.InRange(double.Epsilon, 1 - 1e-16));
        }
    }

    // Of 4,096 independent pairs the correlation has a deviation of 1 / 64.
    [Test]
    public void Columns_replicates_seeds_and_the_sequence_are_independent_of_each_other()
    {
        const int Points = 4096;
        var column = Column(1, 2);
        var net = new double[Points];
        ScrambledSobol.Fill(1, 2, Points, net);
        var two = new double[2 * Points];
        LatinColumn.Fill(1, 2, Points, two);

        foreach (var (name, other) in (IEnumerable<(string, double[])>)[("column", Column(1, 3)), ("seed", Column(2, 2)), ("sequence", net), ("replicate", two[Points..])])
        {
            Assert.That(Correlation.Pearson(column, other), Is.Zero.Within(4.0 / 64), name);
        }

        Assert.That(two[..Points], Is.EqualTo(column), "the first replicate is the same in any company");

        static double[] Column(ulong seed, int column)
        {
            var values = new double[Points];
            LatinColumn.Fill(seed, column, Points, values);
            return values;
        }
    }

    // The order is random: the rank of neighbours is no more alike than chance has it, and every place may take every rank.
    [Test]
    public void Every_place_takes_every_part_of_the_interval_equally_often()
    {
        const int Points = 4;
        const int Replicates = 24_000;
        var values = new double[Points * Replicates];
        LatinColumn.Fill(7, 0, Points, values);
        var orders = values.Chunk(Points).Select(replicate => string.Concat(replicate.Select(value => (int)(value * Points)))).CountBy(order => order).ToDictionary();

        // 24 orders, 1,000 of each with a deviation of 31.
        Assert.That(orders, Has.Count.EqualTo(24));
        Assert.That(orders.Values, Is.All.InRange(860, 1140));
    }

    [Test]
    public void Replicates_are_whole()
    {
        Assert.That(() => LatinColumn.Fill(1, 0, 128, new double[200]), Throws.ArgumentException);
        Assert.That(() => LatinColumn.Fill(1, 0, 0, new double[200]), Throws.ArgumentException);
    }
}
