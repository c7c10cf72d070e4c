using DroneLogistics.Weather;
using static System.FormattableString;

namespace DroneLogistics.Dispatch.Checks;

/// <summary>No icing is forecast on the flight, unless the type may fly in it. Few sources tell of icing: not known is told by an advisory.</summary>
public static class IcingCheck
{
    public static IEnumerable<Finding> Check(PlannedFlight flight)
    {
        if (flight.Weather is null)
        {
            yield break;
        }

        var type = flight.Type;
        var subject = $"aircraftTypes/{type.Id}";
        if (type.Weather?.IcingAllowed is not { } allowed)
        {
            yield return Finding.NotKnown(ReasonCode.IcingRisk, subject, $"Whether {type.NameEnglish} may fly in icing", $"{type.NameChinese}可否在积冰条件下飞行");
            yield break;
        }

        var most = (double)(allowed ? IcingSeverity.Severe : IcingSeverity.None);
        if (WeatherFindings.Worst(flight, moment => (double?)moment.Surface.Icing, actual => most - actual) is { } worst)
        {
            yield return worst.ToFinding(
                ReasonCode.IcingRisk,
                most,
                "1",
                subject,
                Invariant($"{(IcingSeverity)worst.Actual} icing is forecast {worst.English}, none allowed for {type.NameEnglish}."),
                Invariant($"{worst.Chinese}预报{Chinese((IcingSeverity)worst.Actual)}积冰,{type.NameChinese}禁止在积冰条件下飞行。"));
        }
    }

    private static string Chinese(IcingSeverity severity) => severity switch
    {
        IcingSeverity.Light => "轻度",
        IcingSeverity.Moderate => "中度",
        IcingSeverity.Severe => "严重",
        _ => "未知程度",
    };
}
