using DroneLogistics.Scheduling.Intents;
using DroneLogistics.Simulation.MonteCarlo;

namespace DroneLogistics.Dispatch;

/// <summary>The operational intent of a flight that is laid out.</summary>
public static class FlightIntents
{
    /// <summary>As wide in time as its variations; as the policy states where none were flown. Null where the flight or its aircraft is not known.</summary>
    public static OperationalIntent? Of(PlannedFlight flight) =>
        flight.Forecast?.BlockSeconds is { } block ? Of(flight, flight.Odds?.Passage ?? flight.Policy.Intent.Stated(block)) : null;

    /// <summary>As wide in time as it may be at the most, whatever its variations do: quick, and what is clear of it is clear of <see cref="Of(PlannedFlight)"/>.</summary>
    public static OperationalIntent? Widest(PlannedFlight flight) => flight.Fleet?.AircraftSupply.Window is { } held
        ? Of(flight, new PassageTimes(0, Math.Max(1, held.Duration.TotalSeconds), held.Duration.TotalSeconds))
        : null;

    private static OperationalIntent? Of(PlannedFlight flight, PassageTimes times) => flight is { Forecast: { } forecast, Fleet.AircraftSupply.Window: var held }
        ? (flight.Flown ?? new FlownFlight(forecast)).Shape(flight.Policy.Intent, flight.Type.CharacteristicDimension).At(times, flight.Question.Departure, held)
        : null;
}
