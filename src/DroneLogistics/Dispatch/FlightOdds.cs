using DroneLogistics.Dispatch.Checks;
using DroneLogistics.Simulation;
using DroneLogistics.Simulation.MonteCarlo;
using DroneLogistics.Units;
using DroneLogistics.Weather;

namespace DroneLogistics.Dispatch;

/// <summary>How likely a flight that is laid out is to end as planned, in the weather that it is judged by.</summary>
public static class FlightOdds
{
    /// <summary>The odds; null where the flight cannot be flown as planned, or its wind or what the type bears of it is not known.</summary>
    /// <param name="uncertainty">How far a flight may differ from its plan.</param>
    /// <param name="flight">The flight with its alternate.</param>
    public static CompletionOdds? Of(FlightUncertainty uncertainty, PlannedFlight flight)
    {
        // Told from the rest of the variations: those that reach the alternate.
        var alternate = flight.Alternates?.Blocked?.Reachable is [var first, ..] ? first.Flight : null;
        return Question(flight, alternate) is var (plan, question)
            ? CompletionAssessment.Of(plan, Known(uncertainty, flight), flight.Policy.Completion, question)
            : null;
    }

    /// <summary>Whether the probability to end as planned is as high as it must be; no where it is not known. Quicker than the odds, and the same.</summary>
    public static bool Suffice(FlightUncertainty uncertainty, PlannedFlight flight) =>
        Question(flight, alternate: null) is var (plan, question) && CompletionAssessment.Suffices(plan, Known(uncertainty, flight), flight.Policy.Completion, question);

    private static (FlightForecast Plan, CompletionQuestion Question)? Question(PlannedFlight flight, FlightForecast? alternate)
    {
        if (flight is not { Forecast: { Phases.Count: > 0, Reserve: not null } plan, Wind: { } wind, Type.WindLimit.Limit: { } limit })
        {
            return null;
        }

        var known = flight.Fleet is { PackServes: true, Pack.Assumed: false };
        return (plan, new CompletionQuestion(MinProbability(flight), known, WithinLimit(flight, wind, limit), alternate));
    }

    /// <summary>The probability from which on a flight is GO: the policy's, or what was asked for where that is more.</summary>
    public static double MinProbability(PlannedFlight flight) =>
        Math.Max(flight.Policy.Completion.MinProbability, flight.Question.MinCompletionProbability ?? 0);

    /// <summary>How well the weather of a flight is known: a forecast as long before as it was made, climatology as any of its month, a wind by hand as a forecast of hours, assumed calm as assumed.</summary>
    public static FlightUncertainty Known(FlightUncertainty uncertainty, PlannedFlight flight) => flight switch
    {
        _ when FlightClimate.Of(flight.Policy, flight.Question) is { } climate => climate.Known(uncertainty),
        { Weather.Forecast.Origin: var origin } => uncertainty.AtLead(origin.LeadTo(flight.Question.Departure)),
        { Question.Wind: null } => uncertainty.InAssumedCalm(),
        _ => uncertainty,
    };

    /// <summary>Whether the type may fly in a wind that differs from the plan's: at the moment of the flight that is nearest to its limit.</summary>
    private static Func<double, double, bool> WithinLimit(PlannedFlight flight, Wind planned, Speed limit)
    {
        var (type, policy) = (flight.Type, flight.Policy.Wind);
        var winds = flight.Weather is { } weather ? weather.Moments.Select(moment => moment.Wind) : [planned];
        if (winds.MaxBy(wind => wind is null ? double.PositiveInfinity : WindCheck.Limited(type, policy, wind).MetresPerSecond) is not { } worst)
        {
            return (_, _) => false;
        }

        var (east, north) = Simulation.Batch.FlightBatch.Blowing(worst);
        return (moreEast, moreNorth) =>
        {
            // Gusts that are told ride on the mean.
            var mean = Speed.FromMetresPerSecond(Math.Sqrt(((east + moreEast) * (east + moreEast)) + ((north + moreNorth) * (north + moreNorth))));
            var gust = worst.Gust is { } told && (told - worst.Mean) is var above ? (above > Speed.Zero ? mean + above : mean) : (Speed?)null;
            return WindCheck.Limited(type, policy, worst with { Mean = mean, Gust = gust }) <= limit;
        };
    }
}
