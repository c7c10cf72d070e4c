using DroneLogistics.Dispatch.Checks;
using DroneLogistics.Simulation;
using DroneLogistics.Simulation.MonteCarlo;
using DroneLogistics.Units;
using DroneLogistics.Weather;

namespace DroneLogistics.Dispatch;

/// <summary>How likely a flight that is laid out is to end as planned, in the weather that it is judged by.</summary>
public static class FlightOdds
{
    /// <summary>The odds; null where the policy has none sampled, the flight cannot be flown as planned, or its wind or what the type bears of it is not known.</summary>
    /// <param name="uncertainty">How far a flight may differ from its plan.</param>
    /// <param name="flight">The flight with its alternate.</param>
    public static CompletionOdds? Of(FlightUncertainty uncertainty, PlannedFlight flight)
    {
        if (!flight.Policy.Completion.IsSampled)
        {
            return null;
        }

        // Told from the rest of the variations: those that reach the alternate.
        var alternate = flight.Alternates?.Blocked?.Reachable is [var first, ..] ? first.Flight : null;
        return Question(flight, alternate) is var (plan, question)
            ? CompletionAssessment.Of(plan, Known(uncertainty, flight), flight.Policy.Completion, question)
            : null;
    }

    /// <summary>Whether the probability to end as planned is as high as it must be; no where it is not known. Quicker than the odds, and the same.</summary>
    public static bool Suffice(FlightUncertainty uncertainty, PlannedFlight flight) => IsNotAsked(flight)
        || (flight.KnownOdds is { } odds ? odds.Complete.Value >= MinProbability(flight)
            : flight.Policy.Completion.IsSampled && Question(flight, alternate: null) is var (plan, question) && CompletionAssessment.Suffices(plan, Known(uncertainty, flight), flight.Policy.Completion, question));

    /// <summary>Neither the policy nor the question asks for a probability, and none is worked out.</summary>
    public static bool IsNotAsked(PlannedFlight flight) => !flight.Policy.Completion.IsSampled && MinProbability(flight) <= 0;

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

    /// <summary>How well the weather of a flight is known: a forecast by its members or as long before as it was made, climatology as any of its month, a wind by hand as a forecast of hours, assumed calm as assumed.</summary>
    public static FlightUncertainty Known(FlightUncertainty uncertainty, PlannedFlight flight) => flight switch
    {
        _ when FlightClimate.Of(flight.Policy, flight.Question) is { } climate => climate.Known(uncertainty),
        { Weather: { } weather } => Known(uncertainty, weather, flight.Question.Departure),
        { Question.Wind: null } => uncertainty.InAssumedCalm(),
        _ => uncertainty,
    };

    /// <summary>How well a forecast is known: by its members where it has any, else as long before as it was made.</summary>
    public static FlightUncertainty Known(FlightUncertainty uncertainty, FlightWeather weather, DateTimeOffset departure) => weather.Forecast.Members.Count > 0
        ? uncertainty.WithMembers(weather.MemberDeviations)
        : uncertainty.AtLead(weather.Forecast.Origin.LeadTo(departure));

    /// <summary>
    /// Whether the type may fly in a wind that differs from the plan's, at the moment of the flight that is nearest to its limit, and leave and
    /// land in it, where site or type limit the wind on a pad.
    /// </summary>
    private static Func<double, double, bool> WithinLimit(PlannedFlight flight, Wind planned, Speed limit)
    {
        var (type, policy) = (flight.Type, flight.Policy.Wind);
        var winds = flight.Weather is { } weather ? weather.Moments.Select(moment => moment.Wind) : [planned];
        if (winds.MaxBy(wind => wind is null ? double.PositiveInfinity : WindCheck.Limited(type, policy, wind).MetresPerSecond) is not { } worst)
        {
            return (_, _) => false;
        }

        var pads = PadLimits.Of(flight);
        return (moreEast, moreNorth) => WindCheck.Limited(type, policy, Varied(worst, moreEast, moreNorth)) <= limit
            && pads.All(pad => pad.Hold(Varied(pad.Wind, moreEast, moreNorth), policy));
    }

    /// <summary>A wind with so much more of the mean; gusts that are told ride on it.</summary>
    private static Wind Varied(Wind wind, double moreEast, double moreNorth)
    {
        var blows = WindVector.Of(wind.From, wind.Mean);
        var varied = new WindVector(blows.EastMetresPerSecond + moreEast, blows.NorthMetresPerSecond + moreNorth);
        var gust = wind.Gust is { } told && (told - wind.Mean) is var above ? (above > Speed.Zero ? varied.Speed + above : varied.Speed) : (Speed?)null;

        // The direction of a wind that is not known is none; its speed, which is not known either, passes no limit.
        return new Wind(double.IsFinite(varied.Speed.MetresPerSecond) ? varied.From : wind.From, varied.Speed, gust);
    }
}
