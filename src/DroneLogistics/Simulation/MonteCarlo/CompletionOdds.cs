namespace DroneLogistics.Simulation.MonteCarlo;

/// <summary>Why a variation of a flight does not end as planned. The numbers are those of the contract.</summary>
public enum CompletionCause
{
    None = 0,

    /// <summary>The wind of the variation is above the limit of the type: it would not leave.</summary>
    WindAboveLimit = 1,

    /// <summary>Against the wind of the variation there is no way forward, or its air is outside of what the model knows: it would not leave.</summary>
    NoWayForward = 2,

    /// <summary>It would land with less than the final reserve, or not at all, whether it waits at its destination or not.</summary>
    EnergyShort = 3,

    /// <summary>Only its wait before the landing, or a landing that is broken off, costs it the final reserve.</summary>
    Waiting = 4,

    /// <summary>It lands as planned, and later than it is on time.</summary>
    Late = 5,
}

/// <summary>A cause and the share of all variations that it explains, 0 to 1.</summary>
public readonly record struct CauseShare(CompletionCause Cause, double Share);

/// <summary>How likely a planned flight is to end as planned: what became of its variations, each of which was simulated.</summary>
public sealed record CompletionOdds
{
    public required ulong Seed { get; init; }

    /// <summary>Variations flown.</summary>
    public required int Samples { get; init; }

    /// <summary>Probability to leave, and to land at the destination with at least the final reserve.</summary>
    public required Estimate Complete { get; init; }

    /// <summary>Probability to do so in time.</summary>
    public required Estimate OnTime { get; init; }

    /// <summary>Probability to leave, and to land elsewhere with at least the final reserve: back at the origin or at the alternate.</summary>
    public required Estimate Divert { get; init; }

    /// <summary>Pad to pad; up to here a flight is on time.</summary>
    public required double OnTimeLimitSeconds { get; init; }

    /// <summary>Why variations do not end as planned, the most frequent first; empty where all do.</summary>
    public required IReadOnlyList<CauseShare> Causes { get; init; }

    /// <summary>How early and how late the variations are on the way; null where none lands.</summary>
    public PassageTimes? Passage { get; init; }
}
