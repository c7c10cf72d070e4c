namespace DroneLogistics.Dispatch.Legs;

/// <summary>Why a table does not answer. Then the decision must be asked, which is exact.</summary>
public enum LegMiss
{
    /// <summary>It does answer.</summary>
    None = 0,

    /// <summary>It has no such leg or type.</summary>
    UnknownLeg = 1,

    /// <summary>The payload is not between none and the most of the type.</summary>
    PayloadOutside = 2,

    /// <summary>The departure is not between the first and the last of the table.</summary>
    DepartureOutside = 3,

    /// <summary>A flight beside it in the table is refused.</summary>
    RowRefused = 4,

    /// <summary>The flights beside it are bound by different limits.</summary>
    LimitChanges = 5,

    /// <summary>It lies so near to a limit that the error bound reaches over it.</summary>
    NearLimit = 6,

    /// <summary>The flights beside it do not tell how the figures bend there.</summary>
    Unbounded = 7,
}

/// <summary>A figure between simulated flights, and by how much the simulation may differ from it.</summary>
/// <param name="Value">In the unit of the figure.</param>
/// <param name="Bound">Not negative, in the same unit.</param>
public readonly record struct LegFigure(double Value, double Bound)
{
    /// <summary>Whether a simulated value lies within the bound.</summary>
    public bool Holds(double simulated) => Math.Abs(simulated - Value) <= Bound;
}

/// <summary>What a table tells of a flight. It is no decision: sites, fleet, airspace and the weather's other limits have not been looked at.</summary>
public sealed record LegQuote
{
    /// <summary>Why there are no figures; none: there are.</summary>
    public required LegMiss Miss { get; init; }

    /// <summary>The leg and type asked about; null where the table has none.</summary>
    public LegColumn? Column { get; init; }

    /// <summary>The limit that binds the flights beside it; of <see cref="LegMiss.RowRefused"/> the one that refuses the first of them.</summary>
    public ReasonCode Limit { get; init; }

    /// <summary>How near that limit is at the nearest flight beside it, as a share of it.</summary>
    public double LimitMarginRatio { get; init; } = double.NaN;

    /// <summary>Pad to pad, s.</summary>
    public LegFigure BlockSeconds { get; init; }

    /// <summary>Energy of the trip, Wh.</summary>
    public LegFigure TripWattHours { get; init; }

    /// <summary>Charge at landing, 0 to 1.</summary>
    public LegFigure LandingCharge { get; init; }

    /// <summary>What is left at landing above contingency and final reserve, Wh.</summary>
    public LegFigure ReserveMarginWattHours { get; init; }
}
