namespace DroneLogistics.Dispatch.Remedies;

/// <summary>What of a flight is changed. The numbers are those of the contract.</summary>
public enum RemedyDimension
{
    Unknown = 0,

    /// <summary>Less on board.</summary>
    Payload = 1,

    /// <summary>Later, or earlier.</summary>
    Departure = 2,

    /// <summary>Another cruise airspeed.</summary>
    CruiseAirspeed = 3,

    /// <summary>Another cruise altitude.</summary>
    CruiseAltitude = 4,

    /// <summary>Another way over the ground.</summary>
    Route = 5,

    /// <summary>An aircraft of another type.</summary>
    AircraftType = 6,

    /// <summary>Any tail and pack of the type instead of those that were named.</summary>
    Fleet = 7,

    /// <summary>A landing on the way for a fresh pack.</summary>
    Stop = 8,

    /// <summary>Less contingency, as far as the policy lets a dispatcher choose.</summary>
    ReservePolicy = 9,
}

/// <summary>One thing that is changed.</summary>
/// <param name="Dimension">What.</param>
/// <param name="Asked">As it was asked for, in <paramref name="Unit"/>; null where it has no size.</param>
/// <param name="Offered">As it is offered; null where it has no size.</param>
/// <param name="Unit">"kg", "s" from the departure that was asked for, "m/s", "m AMSL", "1", a share of the trip; empty where it has no size.</param>
/// <param name="English">What to do, one sentence.</param>
/// <param name="Chinese">The same in Chinese.</param>
public sealed record RemedyChange(RemedyDimension Dimension, double? Asked, double? Offered, string Unit, string English, string Chinese);

/// <summary>A change of a refused flight with which it is GO: decided with every check before it is told.</summary>
/// <param name="Changes">One, or two where no single one helps.</param>
/// <param name="Decision">The answer to the changed flight; its verdict is GO.</param>
/// <param name="Weaker">The flight with 95 % of the last change, or with a finest step less of it where that is more; null where it has no size, or is no larger than the finest step to which it is told.</param>
public sealed record Remedy(IReadOnlyList<RemedyChange> Changes, Decision Decision, FlightQuestion? Weaker)
{
    /// <summary>The flight as it is offered; of one with stops its first leg.</summary>
    public FlightQuestion Question => Decision.Question;

    /// <summary>The next legs of a flight with stops, in order: each is GO when those before it are booked.</summary>
    public IReadOnlyList<Decision> Further { get; init; } = [];

    /// <summary>All legs in order.</summary>
    public IReadOnlyList<Decision> Legs => [Decision, .. Further];
}

/// <summary>What helps a refused flight.</summary>
/// <param name="Remedies">The smallest change of each dimension that helps alone; else the best pair; else none.</param>
/// <param name="WhyNone">Why there is none, in English and Chinese; null where there are some.</param>
public sealed record RemedyAnswer(IReadOnlyList<Remedy> Remedies, (string English, string Chinese)? WhyNone)
{
    /// <summary>Of a flight that needs no remedy.</summary>
    public static readonly RemedyAnswer NotNeeded = new([], null);
}
