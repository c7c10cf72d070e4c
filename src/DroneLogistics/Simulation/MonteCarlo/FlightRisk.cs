using DroneLogistics.Units;

namespace DroneLogistics.Simulation.MonteCarlo;

/// <summary>A value from a sample with its 95 % interval.</summary>
public readonly record struct Estimate(double Value, ConfidenceInterval Interval);

/// <summary>A quantile from a sample.</summary>
/// <param name="Order">The share of flights below it.</param>
/// <param name="Value">Its value; positive infinity where so many flights did not land.</param>
/// <param name="Interval">Two of the sorted values.</param>
public readonly record struct QuantileEstimate(double Order, double Value, ConfidenceInterval Interval);

/// <summary>What an input does when it varies alone.</summary>
/// <param name="Input">Which.</param>
/// <param name="ChargeDeviation">Standard deviation of the landing charge, 0 to 1.</param>
/// <param name="VarianceShare">Of the variance with all inputs varying; the shares need not sum to one, because inputs act together.</param>
/// <param name="BlockDeviationSeconds">Standard deviation of the block time over the flights that land.</param>
public sealed record InputEffect(UncertainInput Input, double ChargeDeviation, double VarianceShare, double BlockDeviationSeconds);

/// <summary>How sure a planned flight is: what became of its variations.</summary>
public sealed record FlightRisk
{
    /// <summary>The flight as planned.</summary>
    public required FlightForecast Plan { get; init; }

    public required ulong Seed { get; init; }

    public required int Samples { get; init; }

    /// <summary>The charge of the planned final reserve.</summary>
    public required StateOfCharge Reserve { get; init; }

    /// <summary>Probability to land with less, or not at all.</summary>
    public required Estimate BelowReserve { get; init; }

    /// <summary>Pad to pad; up to here a flight is on time.</summary>
    public required double OnTimeLimitSeconds { get; init; }

    /// <summary>Probability to land by then.</summary>
    public required Estimate OnTime { get; init; }

    /// <summary>Variations that cannot be flown: no way forward, or outside what the model knows.</summary>
    public required int NotFlown { get; init; }

    /// <summary>Variations whose battery was empty or too weak on the way.</summary>
    public required int BatteryFailed { get; init; }

    /// <summary>Mean charge at landing, 0 to 1; of a flight that does not land it is 0.</summary>
    public required Estimate MeanLandingCharge { get; init; }

    /// <summary>Standard deviation of the charge at landing.</summary>
    public required double LandingChargeDeviation { get; init; }

    /// <summary>Charge at landing, 0 to 1; of a flight that does not land it is 0.</summary>
    public required IReadOnlyList<QuantileEstimate> LandingCharge { get; init; }

    /// <summary>Mean block time of the flights that land; null where none does.</summary>
    public required Estimate? MeanBlockSeconds { get; init; }

    /// <summary>Block time, seconds; of a flight that does not land it has no end.</summary>
    public required IReadOnlyList<QuantileEstimate> BlockSeconds { get; init; }

    /// <summary>Empty where it was not asked for.</summary>
    public required IReadOnlyList<InputEffect> Effects { get; init; }
}
