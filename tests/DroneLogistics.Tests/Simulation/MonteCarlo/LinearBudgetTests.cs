using DroneLogistics.Simulation.MonteCarlo;
using MathNet.Numerics.Distributions;
using NUnit.Framework;

namespace DroneLogistics.Tests.Simulation.MonteCarlo;

/// <summary>
/// A trip whose energy is linear in seven normal inputs is normal itself, so the probability that it exceeds the budget, its quantiles and its
/// mean are known. The seven coefficients are those of a cargo flight in watt hours for one standard deviation, headwind the largest.
/// </summary>
public sealed class LinearBudgetTests
{
    private const int Points = 512;
    private const int Replicates = 8;
    private const double Mean = 1500;

    private static readonly double[] Coefficients = [180, 60, 40, 30, 25, 15, 10];

    private static readonly double Deviation = Math.Sqrt(Coefficients.Sum(c => c * c));

    [Test]
    public void Probability_quantile_and_mean_lie_in_their_95_percent_intervals_in_at_least_93_percent_of_1000_seeds()
    {
        const int Seeds = 1000;
        var budget = Mean + (2.2 * Deviation);
        var truth = 1 - Normal.CDF(Mean, Deviation, budget);
        var quantile = Normal.InvCDF(Mean, Deviation, 0.99);
        var (probabilities, quantiles, means) = (0, 0, 0);
        var (squares, meanSquares) = (0.0, 0.0);
        for (var seed = 1ul; seed <= Seeds; seed++)
        {
            var energies = Energies(seed);
            var over = energies.Count(energy => energy > budget);
            probabilities += ConfidenceInterval.Wilson(over, energies.Length).Contains(truth) ? 1 : 0;
            squares += Math.Pow(((double)over / energies.Length) - truth, 2) / Seeds;
            var replicateMeans = energies.Chunk(Points).Select(chunk => chunk.Average()).ToArray();
            means += ConfidenceInterval.OfReplicates(replicateMeans).Contains(Mean) ? 1 : 0;
            meanSquares += Math.Pow(replicateMeans.Average() - Mean, 2) / Seeds;
            Array.Sort(energies);
            quantiles += ConfidenceInterval.OfQuantile(energies, 0.99).Contains(quantile) ? 1 : 0;
        }

        var plain = truth * (1 - truth) / (Points * Replicates);
        TestContext.Out.WriteLine(FormattableString.Invariant($"P({budget:F0} Wh exceeded) = {truth:F5}: within its interval {probabilities}, 99 % quantile {quantiles}, mean {means} of {Seeds}"));
        TestContext.Out.WriteLine(FormattableString.Invariant($"variance of plain draws over that of ours: {plain / squares:F1} for the probability, {Deviation * Deviation / (Points * Replicates) / meanSquares:F0} for the mean"));
        Assert.That(probabilities, Is.GreaterThanOrEqualTo(930));
        Assert.That(quantiles, Is.GreaterThanOrEqualTo(930));

        // Student's interval claims no more than it holds, and no less: 95 % within four standard errors of a count of 1,000.
        Assert.That(means, Is.InRange(922, 978));

        // Scrambled nets are worth their trouble: at the 1 to 2 % level several times fewer samples for the same error.
        Assert.That(plain / squares, Is.GreaterThan(2));
    }

    private static double[] Energies(ulong seed)
    {
        var energies = new double[Points * Replicates];
        var draws = new double[energies.Length];
        Array.Fill(energies, Mean);
        for (var input = 0; input < Coefficients.Length; input++)
        {
            ScrambledSobol.Fill(seed, input, Points, draws);
            for (var i = 0; i < energies.Length; i++)
            {
                energies[i] += Quantile.OfNormal(draws[i], 0, Coefficients[input]);
            }
        }

        return energies;
    }
}
