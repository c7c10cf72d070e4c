using DroneLogistics.Simulation.MonteCarlo;
using DroneLogistics.Units;

namespace DroneLogistics.Scheduling.Intents;

/// <summary>How large the volumes are in which a flight is meant to stay; the numbers stand in <c>data/policy/</c> with their sources.</summary>
/// <param name="Probability">Share of the flight that stays inside across, above and along the way each, 0 to 1.</param>
/// <param name="NavigationSigma">Standard deviation of the position across the way: of the fix and of the steering together.</param>
/// <param name="AltitudeSigma">Standard deviation of the altitude.</param>
/// <param name="DepartureSigma">Standard deviation of the block-off round its instant.</param>
/// <param name="PassageSigmaShare">Standard deviation of the time to a place as a share of it, where no variations were flown.</param>
/// <param name="LongestPiece">No volume is longer.</param>
public sealed record IntentPolicy(double Probability, Length NavigationSigma, Length AltitudeSigma, TimeSpan DepartureSigma, double PassageSigmaShare, Length LongestPiece)
{
    /// <summary>Standard deviations to either side of the mean that hold the probability, 1.96 of 0.95.</summary>
    public double Reach => InverseNormal.At(0.5 + (Probability / 2));

    /// <summary>The times on the way where no variations were flown.</summary>
    /// <param name="blockSeconds">Of the plan.</param>
    public PassageTimes Stated(double blockSeconds)
    {
        var share = Reach * PassageSigmaShare;
        return new PassageTimes(Math.Max(0, 1 - share), 1 + share, blockSeconds * (1 + share));
    }
}
