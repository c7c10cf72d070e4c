using static System.FormattableString;

namespace DroneLogistics.Dispatch.Checks;

/// <summary>The forecast that a flight is judged by is neither stale nor from the future.</summary>
public static class ForecastAgeCheck
{
    public static IEnumerable<Finding> Check(PlannedFlight flight)
    {
        if (flight.Weather is not { Forecast: var forecast })
        {
            yield break;
        }

        if (flight.DecidedAt is not { } now)
        {
            yield return Finding.NotKnown(ReasonCode.ForecastTooOld, string.Empty, "The age of the forecast", "预报时效");
            yield break;
        }

        if (forecast.IsFresh(now))
        {
            yield break;
        }

        var (age, limit) = (forecast.ForecastAge(now).TotalHours, forecast.MaxAge.TotalHours);
        var ahead = age < 0;
        yield return new Finding
        {
            Code = ReasonCode.ForecastTooOld,
            Limit = ahead ? 0 : limit,
            Actual = age,
            Margin = ahead ? age : limit - age,
            Unit = "h",
            English = ahead
                ? Invariant($"The forecast of {forecast.Origin.Source} was issued {-age:0.0} h after the instant of the decision: its time or the clock is wrong.")
                : Invariant($"The forecast of {forecast.Origin.Source} is {age:0.0} h old, {limit:0.0} h allowed: load a newer one."),
            Chinese = ahead
                ? Invariant($"预报发布时间晚于决策时刻 {-age:0.0} h:时间或时钟有误。")
                : Invariant($"预报已发布 {age:0.0} h,限 {limit:0.0} h;请更新预报。"),
        };
    }
}
