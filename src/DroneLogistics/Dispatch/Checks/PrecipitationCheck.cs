using static System.FormattableString;

namespace DroneLogistics.Dispatch.Checks;

/// <summary>It rains and snows no more on the flight than the type may fly in. Where the wind is given by hand nothing is known of it, and an advisory says so.</summary>
public static class PrecipitationCheck
{
    public static IEnumerable<Finding> Check(PlannedFlight flight)
    {
        if (flight.Weather is null)
        {
            yield break;
        }

        var type = flight.Type;
        var subject = $"aircraftTypes/{type.Id}";
        if (type.Weather?.MaxPrecipitationMillimetresPerHour is not { } limit)
        {
            yield return Finding.NotKnown(ReasonCode.PrecipitationLimitExceeded, subject, $"The rain that {type.NameEnglish} may fly in", $"{type.NameChinese}的降水限值");
            yield break;
        }

        if (WeatherFindings.Untold(flight, ReasonCode.PrecipitationLimitExceeded, moment => moment.Surface.PrecipitationMillimetresPerHour is not null, "The precipitation", "降水强度") is { } untold)
        {
            yield return untold;
        }

        if (WeatherFindings.Worst(flight, moment => moment.Surface.PrecipitationMillimetresPerHour, actual => limit - actual) is { } worst)
        {
            yield return worst.ToFinding(
                ReasonCode.PrecipitationLimitExceeded,
                limit,
                "mm/h",
                subject,
                Invariant($"{worst.Actual:0.0} mm/h of precipitation {worst.English}, {limit:0.0} mm/h allowed for {type.NameEnglish}: {-worst.Margin:0.0} mm/h too much."),
                Invariant($"{worst.Chinese}降水 {worst.Actual:0.0} mm/h,{type.NameChinese}限 {limit:0.0} mm/h;超限 {-worst.Margin:0.0} mm/h。"));
        }
    }
}
