using CsCheck;
using DroneLogistics.Simulation.MonteCarlo;
using MathNet.Numerics.Distributions;
using NUnit.Framework;

namespace DroneLogistics.Tests.Simulation.MonteCarlo;

public sealed class InverseNormalTests
{
    // From 1e-300 to a half, evenly in the exponent: both tails and the middle are met.
    private static readonly Gen<double> Probability = Gen.Double[-300, -0.302].Select(exponent => Math.Pow(10, exponent));

    [Test]
    public void MathNet_gives_the_same_quantile()
    {
        Gen.OneOf(Probability, Gen.Double[1e-6, 1 - 1e-6]).Sample(
            p =>
            {
                var referee = Normal.InvCDF(0, 1, p);
                return Math.Abs(InverseNormal.At(p) - referee) <= 2e-14 * Math.Max(1, Math.Abs(referee));
            },
            iter: 20_000);
    }

    // 1 - p is exact for such numbers, so both sides see the same tail.
    [Test]
    public void The_upper_half_mirrors_the_lower()
    {
        Gen.Int[1, (1 << 30) - 1].Select(i => i / (double)(1 << 30)).Sample(p => InverseNormal.At(1 - p) == -InverseNormal.At(p), iter: 10_000);
    }

    // The quantile that every table gives to three places, to sixteen.
    [Test]
    public void Half_and_the_ends_are_where_they_belong()
    {
        Assert.That(InverseNormal.At(0.5), Is.Zero);
        Assert.That(InverseNormal.At(0.975), Is.EqualTo(1.959963984540054).Within(1e-14));
        Assert.That(InverseNormal.At(0), Is.EqualTo(double.NegativeInfinity));
        Assert.That(InverseNormal.At(1), Is.EqualTo(double.PositiveInfinity));
    }

    [TestCase(-0.1)]
    [TestCase(1.1)]
    [TestCase(double.NaN)]
    public void Outside_of_a_probability_there_is_no_quantile(double p)
    {
        Assert.That(InverseNormal.At(p), Is.NaN);
    }
}
