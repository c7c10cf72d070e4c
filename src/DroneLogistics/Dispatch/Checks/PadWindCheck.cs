using DroneLogistics.Sites;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using static System.FormattableString;

namespace DroneLogistics.Dispatch.Checks;

/// <summary>
/// At the pads the gust, and its part across the leg that begins or ends there, are within what the site or the type states. Where neither
/// states a limit there is none.
/// </summary>
public static class PadWindCheck
{
    public static IEnumerable<Finding> Check(PlannedFlight flight)
    {
        var legs = flight.Forecast?.Task.Path.Legs;
        return At(flight, flight.Question.Origin, FlightStage.Departure, legs?[0].Track)
            .Concat(At(flight, flight.Question.Destination, FlightStage.Arrival, legs?[^1].Track));
    }

    private static IEnumerable<Finding> At(PlannedFlight flight, Site site, FlightStage stage, Bearing? track)
    {
        var moment = flight.Weather?.Moments.First(one => one.Stage == stage);
        var wind = flight.Weather is null ? flight.Wind : moment!.Wind;
        var type = flight.Type;
        if (site.MaxPadGust is { } ofSite && Compare(ReasonCode.GustLimitExceeded, ofSite, wind?.GustOrEstimate(flight.Policy.Wind), $"sites/{site.Id}") is { } gust)
        {
            yield return gust;
        }

        foreach (var (limit, subject) in ((Speed? Limit, string Subject)[])[(site.MaxPadCrosswind, $"sites/{site.Id}"), (type.Weather?.MaxCrosswind, $"aircraftTypes/{type.Id}")])
        {
            if (limit is { } stated && Compare(ReasonCode.CrosswindLimitExceeded, stated, Across(wind), subject) is { } across)
            {
                yield return across;
            }
        }

        // All of the gust from where the mean wind blows.
        Speed? Across(Wind? blows) => blows is not null && track is { } leg
            ? PadLimits.Across(blows, leg, flight.Policy.Wind)
            : null;

        Finding? Compare(ReasonCode code, Speed limit, Speed? told, string subject)
        {
            var across = code == ReasonCode.CrosswindLimitExceeded;
            if (told is not { } actual)
            {
                return Finding.NotKnown(code, subject, $"The {(across ? "wind across the way" : "gust")} at {site.NameEnglish}", $"{site.NameChinese}{(across ? "侧风" : "阵风")}");
            }

            var margin = limit - actual;
            return margin >= Speed.Zero ? null : new Finding
            {
                Code = code,
                Limit = limit.MetresPerSecond,
                Actual = actual.MetresPerSecond,
                Margin = margin.MetresPerSecond,
                Unit = "m/s",
                Subject = subject,
                Where = site.Position,
                When = moment is null ? null : new TimeWindow(moment.Instant, moment.Instant.AddSeconds(1)),
                English = Invariant($"{actual.MetresPerSecond:0.0} m/s {(across ? "across the way" : "in gusts")} {(stage == FlightStage.Departure ? "at departure from" : "on arrival at")} {site.NameEnglish}, {limit.MetresPerSecond:0.0} m/s allowed: {-margin.MetresPerSecond:0.0} m/s too much."),
                Chinese = Invariant($"{site.NameChinese}{(stage == FlightStage.Departure ? "起飞" : "着陆")}{(across ? "侧风" : "阵风")} {actual.MetresPerSecond:0.0} m/s,限 {limit.MetresPerSecond:0.0} m/s;超限 {-margin.MetresPerSecond:0.0} m/s。"),
            };
        }
    }
}
