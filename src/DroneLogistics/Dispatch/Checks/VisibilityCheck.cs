using static System.FormattableString;

namespace DroneLogistics.Dispatch.Checks;

/// <summary>The visibility on the flight is no less than the type needs. Where the wind is given by hand nothing is known of it, and an advisory says so.</summary>
public static class VisibilityCheck
{
    public static IEnumerable<Finding> Check(PlannedFlight flight)
    {
        if (flight.Weather is null)
        {
            yield break;
        }

        var type = flight.Type;
        var subject = $"aircraftTypes/{type.Id}";
        if (type.Weather?.MinVisibility is not { Metres: var limit })
        {
            yield return Finding.NotKnown(ReasonCode.VisibilityBelowMinimum, subject, $"The visibility that {type.NameEnglish} needs", $"{type.NameChinese}的最低能见度");
            yield break;
        }

        if (WeatherFindings.Untold(flight, ReasonCode.VisibilityBelowMinimum, moment => moment.Surface.Visibility is not null, "The visibility", "能见度") is { } untold)
        {
            yield return untold;
        }

        if (WeatherFindings.Worst(flight, moment => moment.Surface.Visibility?.Metres, actual => actual - limit) is { } worst)
        {
            yield return worst.ToFinding(
                ReasonCode.VisibilityBelowMinimum,
                limit,
                "m",
                subject,
                Invariant($"{worst.Actual:0} m of visibility {worst.English}, at least {limit:0} m needed for {type.NameEnglish}: {-worst.Margin:0} m too little."),
                Invariant($"{worst.Chinese}能见度 {worst.Actual:0} m,{type.NameChinese}须 ≥ {limit:0} m;差 {-worst.Margin:0} m。"));
        }
    }
}
