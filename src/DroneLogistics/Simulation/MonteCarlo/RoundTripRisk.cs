namespace DroneLogistics.Simulation.MonteCarlo;

/// <summary>How sure an out-and-back is: each way and both together.</summary>
public sealed record RoundTripRisk
{
    /// <summary>The way out: the same answer as for a flight that does not come back.</summary>
    public required FlightRisk Out { get; init; }

    /// <summary>
    /// The way back. Its variations that are not flown include those whose way out did not land; on time is block-on after the planned ground
    /// time, later by as much as the way out was late.
    /// </summary>
    public required FlightRisk Back { get; init; }

    /// <summary>Correlation of either component of the mean wind's error between the two ways, -1 to 1.</summary>
    public required double WindErrorCorrelation { get; init; }

    /// <summary>Probability that at least one way ends below its reserve.</summary>
    public required Estimate EitherBelowReserve { get; init; }

    /// <summary>Probability that both ways end below their reserves.</summary>
    public required Estimate BothBelowReserve { get; init; }

    /// <summary>Probability that both ways are on time.</summary>
    public required Estimate BothOnTime { get; init; }
}

/// <summary>The way back of an out-and-back.</summary>
/// <param name="Plan">As planned: <see cref="ReturnFlight"/>; it can be flown.</param>
/// <param name="SamePack">On the pack of the way out as it landed.</param>
/// <param name="GroundSeconds">Block-on to block-off, not negative.</param>
public sealed record ReturnQuestion(FlightForecast Plan, bool SamePack, double GroundSeconds);
