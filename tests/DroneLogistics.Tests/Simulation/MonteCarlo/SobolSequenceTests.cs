using DroneLogistics.Simulation.MonteCarlo;
using NUnit.Framework;

namespace DroneLogistics.Tests.Simulation.MonteCarlo;

public sealed class SobolSequenceTests
{
    // Degrees of the primitive polynomials of the published table; the first dimension has none and counts as 1 in the bound of t.
    private static readonly int[] Degrees = [1, 1, 2, 3, 3, 4, 4, 5, 5, 5, 5, 5, 5, 6, 6, 6];

    // The points of the sequence with these direction numbers in five dimensions after the origin, in Gray-code order, as the tests of
    // TensorFlow's SobolSample list them; the first three columns are the example of the authors' own page.
    private static readonly double[][] Published =
    [
        [0.5, 0.5, 0.5, 0.5, 0.5],
        [0.75, 0.25, 0.25, 0.25, 0.75],
        [0.25, 0.75, 0.75, 0.75, 0.25],
        [0.375, 0.375, 0.625, 0.875, 0.375],
        [0.875, 0.875, 0.125, 0.375, 0.875],
        [0.625, 0.125, 0.875, 0.625, 0.625],
        [0.125, 0.625, 0.375, 0.125, 0.125],
        [0.1875, 0.3125, 0.9375, 0.4375, 0.5625],
        [0.6875, 0.8125, 0.4375, 0.9375, 0.0625],
        [0.9375, 0.0625, 0.6875, 0.1875, 0.3125],
        [0.4375, 0.5625, 0.1875, 0.6875, 0.8125],
        [0.3125, 0.1875, 0.3125, 0.5625, 0.9375],
        [0.8125, 0.6875, 0.8125, 0.0625, 0.4375],
        [0.5625, 0.4375, 0.0625, 0.8125, 0.1875],
        [0.0625, 0.9375, 0.5625, 0.3125, 0.6875],
        [0.09375, 0.46875, 0.46875, 0.65625, 0.28125],
        [0.59375, 0.96875, 0.96875, 0.15625, 0.78125],
        [0.84375, 0.21875, 0.21875, 0.90625, 0.53125],
    ];

    [Test]
    public void The_first_points_are_the_published_ones()
    {
        for (var dimension = 0; dimension < 5; dimension++)
        {
            var points = Points(dimension, Published.Length + 1);

            Assert.That(points[0], Is.Zero);
            Assert.That(points.Skip(1).Select(AsFraction), Is.EqualTo(Published.Select(row => row[dimension])), $"dimension {dimension + 1}");
        }
    }

    // Points 1 to 3 of every dimension follow from the published m_1 and m_2 by hand: 1/2, then 1/2 xor m_2/4 = 3/4 where m_2 = 1 and 1/4 where it is 3.
    [TestCase(5, 0.25)]
    [TestCase(6, 0.75)]
    [TestCase(7, 0.25)]
    [TestCase(8, 0.25)]
    [TestCase(9, 0.25)]
    [TestCase(10, 0.25)]
    [TestCase(11, 0.25)]
    [TestCase(12, 0.75)]
    [TestCase(13, 0.75)]
    [TestCase(14, 0.25)]
    [TestCase(15, 0.75)]
    public void The_third_point_follows_from_the_published_start(int dimension, double fourth)
    {
        var points = Points(dimension, 4).Select(AsFraction).ToArray();

        // Gray-code order: 0, v1, v1 xor v2, v2.
        Assert.That(points, Is.EqualTo([0, 0.5, 0.5 < fourth ? 0.25 : 0.75, fourth]));
    }

    [Test]
    public void Every_block_of_2_to_the_k_points_has_one_in_each_of_the_2_to_the_k_pieces_of_every_axis()
    {
        const int Depth = 13;
        for (var dimension = 0; dimension < SobolSequence.MaxDimensions; dimension++)
        {
            var points = Points(dimension, 1 << Depth);
            for (var k = 0; k <= Depth; k++)
            {
                for (var block = 0; block < 1 << (Depth - k); block++)
                {
                    var pieces = points.AsSpan(block << k, 1 << k).ToArray().Select(point => (ulong)point >> (32 - k));
                    Assert.That(pieces.Distinct().Count(), Is.EqualTo(1 << k), $"dimension {dimension + 1}, block {block} of {1 << k}");
                }
            }
        }
    }

    // Sobol's property A, which the authors state for their numbers up to dimension 1,111: any wrong direction number among the first sixteen breaks it.
    [Test]
    public void The_first_65536_points_lie_one_each_in_the_65536_orthants_of_the_sixteen_dimensions()
    {
        var orthants = new int[1 << SobolSequence.MaxDimensions];
        for (var dimension = 0; dimension < SobolSequence.MaxDimensions; dimension++)
        {
            var points = Points(dimension, orthants.Length);
            for (var i = 0; i < points.Length; i++)
            {
                orthants[i] |= (int)(points[i] >> 31) << dimension;
            }
        }

        Assert.That(orthants.Distinct().Count(), Is.EqualTo(orthants.Length));
    }

    // Niederreiter: the quality t of a Sobol sequence is at most the sum of (degree - 1); in two dimensions the first two have t = 0.
    [Test]
    public void Every_pair_of_dimensions_is_as_even_as_the_degrees_of_its_polynomials_promise()
    {
        const int M = 10;
        for (var a = 0; a < SobolSequence.MaxDimensions; a++)
        {
            for (var b = a + 1; b < SobolSequence.MaxDimensions; b++)
            {
                var t = Degrees[a] - 1 + Degrees[b] - 1;
                Assert.That(Nets.IsEven([.. Points(a, 1 << M).Select(AsFraction)], [.. Points(b, 1 << M).Select(AsFraction)], t), Is.True, $"dimensions {a + 1} and {b + 1}, t = {t}");
            }
        }
    }

    [TestCase(-1)]
    [TestCase(16)]
    public void There_are_sixteen_dimensions(int dimension)
    {
        Assert.That(() => Points(dimension, 1), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    private static uint[] Points(int dimension, int count)
    {
        var points = new uint[count];
        SobolSequence.Fill(dimension, points);
        return points;
    }

    private static double AsFraction(uint point) => point / 4294967296.0;
}
