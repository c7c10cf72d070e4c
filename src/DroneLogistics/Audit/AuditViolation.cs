namespace DroneLogistics.Audit;

/// <summary>What an auditor found wrong with a timetable.</summary>
public enum AuditRule
{
    /// <summary>Never found.</summary>
    None = 0,

    /// <summary>Two flights hold one thing at one time.</summary>
    ClaimsOverlap,

    /// <summary>A flight holds no pad, tail, pack or airspace that it needs.</summary>
    ClaimMissing,

    /// <summary>A claim is shorter than the policy asks.</summary>
    ClaimTooShort,

    /// <summary>Block-off, block-on and the phases do not fit together.</summary>
    TimesDiffer,

    /// <summary>The energy of a phase or of the flight is not the sum of its parts.</summary>
    EnergyNotTheSum,

    /// <summary>The charge at landing is not what the energy drawn leaves.</summary>
    ChargeDiffers,

    /// <summary>It lands with less than the final reserve.</summary>
    ReserveTouched,

    /// <summary>A tail or pack leaves from where it does not stand.</summary>
    InTwoPlaces,

    /// <summary>A pack has more charge than the chargers had time to give.</summary>
    ChargedTooFast,

    /// <summary>A volume lies outside of the cells that the flight holds.</summary>
    CellMissing,

    /// <summary>The flight is not where its volumes are.</summary>
    IntentDiffers,

    /// <summary>Volumes of two flights meet.</summary>
    SeparationBroken,

    /// <summary>A tail, pack, type or site is not known, or does not fit.</summary>
    UnknownThing,

    /// <summary>It is heavier than its type may be.</summary>
    Overloaded,
}

/// <summary>One breach of a rule.</summary>
/// <param name="Rule">Which.</param>
/// <param name="Flight">The flight; of two the one that departs later.</param>
/// <param name="Other">The other flight; empty where there is none.</param>
/// <param name="Subject">The resource or part that it is about.</param>
/// <param name="Limit">What should be, in <paramref name="Unit"/>; NaN where it has no size.</param>
/// <param name="Actual">What is; NaN where it has no size.</param>
/// <param name="Unit">Empty where it has no size.</param>
public sealed record AuditViolation(AuditRule Rule, string Flight, string Other, string Subject, double Limit, double Actual, string Unit)
{
    /// <summary>A breach that has no size.</summary>
    public static AuditViolation Of(AuditRule rule, AuditedFlight flight, string subject, string other = "") => new(rule, flight.Id, other, subject, double.NaN, double.NaN, string.Empty);
}
