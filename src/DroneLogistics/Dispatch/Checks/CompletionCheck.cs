using DroneLogistics.Simulation.MonteCarlo;
using static System.FormattableString;

namespace DroneLogistics.Dispatch.Checks;

/// <summary>The flight is as likely to end as planned as the policy asks.</summary>
public static class CompletionCheck
{
    public const string Name = "completion";

    /// <summary>Stands for the finding where nobody reads its numbers.</summary>
    internal static readonly Finding TooUnlikely = Finding.NotKnown(ReasonCode.CompletionProbabilityBelowPolicy, string.Empty, "How likely the flight is to end as planned", "航班按计划完成的概率") with { Check = Name };

    public static IEnumerable<Finding> Check(PlannedFlight flight)
    {
        if (FlightOdds.IsNotAsked(flight))
        {
            yield break;
        }

        if (flight.Odds is not { } odds)
        {
            yield return Finding.NotKnown(ReasonCode.CompletionProbabilityBelowPolicy, string.Empty, "How likely the flight is to end as planned", "航班按计划完成的概率");
            yield break;
        }

        var (least, actual) = (FlightOdds.MinProbability(flight), odds.Complete.Value);
        if (!(actual >= least))
        {
            yield return new Finding
            {
                Code = ReasonCode.CompletionProbabilityBelowPolicy,
                Limit = least,
                Actual = actual,
                Margin = actual - least,
                Unit = "1",
                Subject = $"aircraftTypes/{flight.Type.Id}",
                English = Invariant($"{actual * 100:0.0} % of {odds.Samples} simulated variations end as planned ({odds.Complete.Interval.Low * 100:0.0} to {odds.Complete.Interval.High * 100:0.0} %), {least * 100:0.#} % required{Causes(odds, English, ": ", ", ")}."),
                Chinese = Invariant($"{odds.Samples} 次仿真中按计划完成的概率 {actual * 100:0.0} %,须 ≥ {least * 100:0.#} %{Causes(odds, Chinese, ":", "、")}。"),
            };
        }
    }

    /// <summary>A cause in a few words.</summary>
    public static string English(CompletionCause cause) => cause switch
    {
        CompletionCause.WindAboveLimit => "wind above the limit",
        CompletionCause.NoWayForward => "no way forward",
        CompletionCause.EnergyShort => "final reserve touched",
        CompletionCause.Waiting => "final reserve touched by waiting",
        CompletionCause.Late => "late",
        _ => "unknown",
    };

    private static string Chinese(CompletionCause cause) => cause switch
    {
        CompletionCause.WindAboveLimit => "风超限",
        CompletionCause.NoWayForward => "无法前进",
        CompletionCause.EnergyShort => "动用最后储备",
        CompletionCause.Waiting => "等待致动用最后储备",
        CompletionCause.Late => "晚点",
        _ => "未知",
    };

    private static string Causes(CompletionOdds odds, Func<CompletionCause, string> name, string colon, string comma) => odds.Causes.Where(share => share.Cause != CompletionCause.Late).ToList() is { Count: > 0 } causes
        ? Invariant($"{colon}{string.Join(comma, causes.Select(share => Invariant($"{name(share.Cause)} {share.Share * 100:0.0} %")))}")
        : string.Empty;
}
