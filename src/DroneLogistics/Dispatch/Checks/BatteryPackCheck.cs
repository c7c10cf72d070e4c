using static System.FormattableString;

namespace DroneLogistics.Dispatch.Checks;

/// <summary>A charged battery pack stands free at the origin.</summary>
public static class BatteryPackCheck
{
    public static IEnumerable<Finding> Check(PlannedFlight flight)
    {
        var (question, type) = (flight.Question, flight.Type);
        if (flight.Fleet is not { } fleet)
        {
            yield return Finding.NotKnown(ReasonCode.BatteryUnavailable, $"aircraftTypes/{type.Id}", "Which battery packs are free", "可用电池组");
            yield break;
        }

        if (fleet.PackServes)
        {
            yield break;
        }

        var required = flight.Policy.MinTakeoffCharge;
        var best = fleet.Pack;
        var charge = fleet.PackCharge?.Ratio ?? 0;
        var uncharged = best is not null && question.Pack is null && !(charge >= required.Ratio);
        yield return new Finding
        {
            Code = ReasonCode.BatteryUnavailable,
            Limit = uncharged ? required.Ratio : 1,
            Actual = uncharged ? charge : 0,
            Margin = uncharged ? charge - required.Ratio : -1,
            Unit = "1",
            Subject = question.Pack is { } named ? $"batteryPacks/{named}" : best is not null ? $"batteryPacks/{best.Id}" : $"sites/{question.Origin.Id}",
            Where = question.Origin.Position,
            When = fleet.PackSupply.Window,
            English = (question.Pack, best) switch
            {
                (not null, null) => $"Pack {question.Pack} does not stand at {question.Origin.NameEnglish} at departure.",
                (not null, _) => $"Pack {question.Pack} is promised to another flight.",
                (null, null) => $"No battery pack of {type.NameEnglish} stands at {question.Origin.NameEnglish} at departure: a charged pack is missing there.",
                (null, _) when uncharged => Invariant($"{charge * 100:0.0} % is the charge of the best pack at {question.Origin.NameEnglish} ({best!.Id}), {required.Percent:0} % required: a charged pack is missing there."),
                _ => Invariant($"The {fleet.PackSupply.Standing} packs of {type.NameEnglish} at {question.Origin.NameEnglish} are promised to other flights: a charged pack is missing there."),
            },
            Chinese = uncharged
                ? Invariant($"电量 {charge * 100:0.0} %,须 ≥ {required.Percent:0} %;{question.Origin.NameChinese}缺少充满的{type.NameChinese}电池组。")
                : $"可用 0 组,须 1 组;{question.Origin.NameChinese}缺少充满的{type.NameChinese}电池组。",
        };
    }
}
