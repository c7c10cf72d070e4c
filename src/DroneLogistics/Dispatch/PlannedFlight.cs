using DroneLogistics.Fleet;
using DroneLogistics.Scheduling;
using DroneLogistics.Scheduling.Closures;
using DroneLogistics.Scheduling.Intents;
using DroneLogistics.Simulation;
using DroneLogistics.Simulation.MonteCarlo;
using DroneLogistics.Units;
using DroneLogistics.Weather;

namespace DroneLogistics.Dispatch;

/// <summary>
/// A flight laid out for the checks: what was asked, what was simulated and what is free. A null is "not known", and no check passes on it.
/// </summary>
/// <remarks>What takes long is worked out when a check first looks at it: a search that stops at the first finding does not pay for the rest.</remarks>
public sealed record PlannedFlight
{
    private Lazy<PlannedAirspace?>? airspace;
    private Lazy<FlightAlternates?>? alternates;
    private Lazy<CompletionOdds?>? odds;
    private Lazy<OperationalIntent?>? intent;

    public required FlightQuestion Question { get; init; }

    public required DecisionPurpose Purpose { get; init; }

    public required PlanningPolicy Policy { get; init; }

    /// <summary>Take-off mass with payload.</summary>
    public required Mass? TakeoffMass { get; init; }

    /// <summary>The wind the flight is simulated in; null where it must be known and is not.</summary>
    public required Wind? Wind { get; init; }

    public required FlightForecast? Forecast { get; init; }

    /// <summary>The simulated flight with what is known of it; null where others simulated it.</summary>
    internal FlownFlight? Flown { get => ReferenceEquals(field?.Forecast, Forecast) ? field : null; init; }

    /// <summary>The forecast it is judged by; null where the wind is given by hand or calm air is assumed, and nothing is known of other weather.</summary>
    public FlightWeather? Weather { get; init; }

    /// <summary>The instant of the decision.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>How the cruise airspeed was chosen; null where the flight was simulated by others.</summary>
    public CruiseSelection? Cruise { get; init; }

    /// <summary>Block-on; null where the flight cannot get there.</summary>
    public required DateTimeOffset? Arrival { get; init; }

    public required PadAssignment? OriginPad { get; init; }

    public required PadAssignment? DestinationPad { get; init; }

    public required FleetAssignment? Fleet { get; init; }

    /// <summary>The flights that are booked; null: not known.</summary>
    public Timetable? Timetable { get; init; }

    /// <summary>What is closed.</summary>
    public ClosureRegister? Closures { get; init; }

    /// <summary>What it meets on its way; null where nobody looked.</summary>
    public PlannedAirspace? Airspace { get => airspace?.Value; init => airspace = new(value); }

    /// <summary>Where it could land instead; null where that is not known, or not asked for.</summary>
    public FlightAlternates? Alternates { get => alternates?.Value; init => alternates = new(value); }

    /// <summary>How likely it is to end as planned; null where that is not known.</summary>
    public CompletionOdds? Odds { get => odds?.Value; init => odds = new(value); }

    /// <summary>The same where somebody asked for it before; else null.</summary>
    internal CompletionOdds? KnownOdds => odds is { IsValueCreated: true, Value: var known } ? known : null;

    /// <summary>Where it is meant to be and when; null where that is not known.</summary>
    public OperationalIntent? Intent { get => intent?.Value; init => intent = new(value); }

    public AircraftType Type => Question.Type;

    /// <summary>The same with its odds by another way, and the intent that follows from them, when they are asked for.</summary>
    internal PlannedFlight With(Func<PlannedFlight, CompletionOdds?> ends)
    {
        var whole = this with { Policy = Policy };
        whole.odds = new(() => ends(whole));
        whole.intent = new(() => FlightIntents.Of(whole));
        return whole;
    }

    /// <summary>The same with what it meets, its alternates, its odds and its intent to be worked out when they are asked for.</summary>
    internal PlannedFlight With(Func<PlannedAirspace?> meets, Func<PlannedFlight, FlightAlternates?> lands, Func<PlannedFlight, CompletionOdds?> ends)
    {
        var whole = this with { airspace = new(meets) };
        whole.alternates = new(() => lands(whole));
        whole.odds = new(() => ends(whole));
        whole.intent = new(() => FlightIntents.Of(whole));
        return whole;
    }
}
