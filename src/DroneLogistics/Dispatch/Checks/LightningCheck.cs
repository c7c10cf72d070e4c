using static System.FormattableString;

namespace DroneLogistics.Dispatch.Checks;

/// <summary>No thunderstorm is forecast on the flight, unless the type may fly in one. Few sources tell of them: not known is told by an advisory.</summary>
public static class LightningCheck
{
    public static IEnumerable<Finding> Check(PlannedFlight flight)
    {
        if (flight.Weather is null)
        {
            yield break;
        }

        var type = flight.Type;
        var subject = $"aircraftTypes/{type.Id}";
        if (type.Weather?.LightningAllowed is not { } allowed)
        {
            yield return Finding.NotKnown(ReasonCode.LightningRisk, subject, $"Whether {type.NameEnglish} may fly in thunderstorms", $"{type.NameChinese}可否在雷暴中飞行");
            yield break;
        }

        var most = allowed ? 1.0 : 0.0;
        if (WeatherFindings.Worst(flight, moment => moment.Surface.Lightning is { } storm ? (storm ? 1 : 0) : null, actual => most - actual) is { } worst)
        {
            yield return worst.ToFinding(
                ReasonCode.LightningRisk,
                most,
                "1",
                subject,
                Invariant($"Thunderstorms are forecast {worst.English}, none allowed for {type.NameEnglish}."),
                Invariant($"{worst.Chinese}预报雷暴,{type.NameChinese}禁止在雷暴中飞行。"));
        }
    }
}
