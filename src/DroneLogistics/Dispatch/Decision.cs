using DroneLogistics.Fleet;
using DroneLogistics.Scheduling;
using DroneLogistics.Scheduling.Intents;
using DroneLogistics.Simulation;
using DroneLogistics.Simulation.Alternates;
using DroneLogistics.Simulation.MonteCarlo;
using DroneLogistics.Weather;
using PlannedWay = DroneLogistics.Routing.Map.PlannedWay;

namespace DroneLogistics.Dispatch;

/// <summary>GO or NO_GO; the zero value is NO_GO.</summary>
public enum Verdict
{
    NoGo = 0,
    Go = 1,
}

/// <summary>How one check came out; the zero value is unknown and counts as a refusal.</summary>
public enum CheckOutcome
{
    Unknown = 0,
    Pass = 1,
    Fail = 2,
}

/// <summary>One check of the closed list and its outcome.</summary>
public sealed record CheckResult(string Check, CheckOutcome Outcome);

/// <summary>The forecast that a decision rests on.</summary>
/// <param name="Origin">Where it comes from.</param>
/// <param name="Age">Since it was issued, at the instant of the decision.</param>
public sealed record ForecastUse(ForecastOrigin Origin, TimeSpan Age);

/// <summary>The answer to one question about one flight.</summary>
public sealed record Decision
{
    private readonly Lazy<IReadOnlyList<Finding>> advisories = new([]);
    private readonly Lazy<IReadOnlyList<Claim>> claims = new([]);

    public required Verdict Verdict { get; init; }

    public required FlightQuestion Question { get; init; }

    public required DecisionPurpose Purpose { get; init; }

    public required DateTimeOffset DecidedAt { get; init; }

    /// <summary>Null where none is free.</summary>
    public required Aircraft? Aircraft { get; init; }

    /// <summary>Null where none is free and charged.</summary>
    public required BatteryPack? Pack { get; init; }

    /// <summary>Block-on; null where the flight cannot get there.</summary>
    public required DateTimeOffset? Arrival { get; init; }

    /// <summary>Every reason for a refusal; empty when the verdict is GO.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>What the answer rests on.</summary>
    public IReadOnlyList<Finding> Advisories => advisories.Value;

    /// <summary>Every check of the closed list, in the dispatcher's reading order.</summary>
    public required IReadOnlyList<CheckResult> Checks { get; init; }

    /// <summary>The wind it was simulated in, of a forecast the mean; null where it is not known.</summary>
    public Wind? Wind { get; init; }

    /// <summary>Null where the wind was given by hand or calm air was assumed.</summary>
    public ForecastUse? Weather { get; init; }

    /// <summary>The simulated flight; null where it could not be simulated.</summary>
    public required FlightForecast? Forecast { get; init; }

    /// <summary>What the flight may fill in space and time; null where it cannot be flown as asked.</summary>
    public FlightCorridor? Corridor { get; init; }

    /// <summary>The way over the ground.</summary>
    public required PlannedWay Way { get; init; }

    /// <summary>Where it lands when its destination is blocked as it arrives, the site of least energy; null where none is in reach, or none was looked for.</summary>
    public Diversion? Alternate { get; init; }

    /// <summary>How likely it is to end as planned; null where it cannot be flown as planned, or its wind is not known.</summary>
    public CompletionOdds? Odds { get; init; }

    /// <summary>From which probability on it is GO, 0 to 1.</summary>
    public double MinCompletionProbability { get; init; }

    /// <summary>How the cruise airspeed was chosen; null where it was not asked for.</summary>
    public CruiseSelection? Cruise { get; init; }

    /// <summary>Where it is meant to be and when; null unless the verdict is GO.</summary>
    public OperationalIntent? Intent { get; init; }

    /// <summary>What the flight would hold; empty unless the verdict is GO.</summary>
    public IReadOnlyList<Claim> Claims { get => claims.Value; init => claims = new(value); }

    /// <summary>Tells the advisories to whoever looks at them: a booking does not.</summary>
    internal Func<IReadOnlyList<Finding>> Tell { init => advisories = new(value); }

    /// <summary>Tells the claims to whoever looks at them: a question does not.</summary>
    internal Func<IReadOnlyList<Claim>> Hold { init => claims = new(value); }

    /// <summary>The flight as it would stand in a timetable.</summary>
    /// <param name="id">Unique in it.</param>
    /// <param name="bookingOrder">Behind those that were booked before it.</param>
    /// <exception cref="InvalidOperationException">The verdict is not GO (a programmer's error).</exception>
    public ScheduledFlight AsFlight(string id, long bookingOrder) => this is { Verdict: Verdict.Go, Aircraft: { } tail, Pack: { } pack, Arrival: { } arrival, Forecast: { LandingCharge: { } landing } flown }
        ? new ScheduledFlight
        {
            Id = id,
            BookingOrder = bookingOrder,
            Aircraft = tail.Id,
            Pack = pack.Id,
            Origin = Question.Origin.Id,
            Destination = Question.Destination.Id,
            Departure = Question.Departure,
            Arrival = arrival,
            TakeoffCharge = flown.Task.TakeoffCharge,
            LandingCharge = landing,
            Claims = Claims,
            Intent = Intent?.Volumes ?? [],
        }
        : throw new InvalidOperationException("Only a flight that is GO holds anything.");
}
