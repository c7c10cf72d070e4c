using DroneLogistics.Dispatch.Legs;
using static System.FormattableString;

namespace DroneLogistics.Service;

/// <summary>What a quote of the leg table is, or why there is none, in a sentence.</summary>
internal static class LegQuoteText
{
    public static (string English, string Chinese) Of(LegQuote quote) => quote.Miss switch
    {
        LegMiss.None => (
            Invariant($"{100 * quote.LandingCharge.Value:0.0} % of charge at landing, within {100 * quote.LandingCharge.Bound:0.00} %, after {quote.BlockSeconds.Value / 60:0.0} min: an estimate from the leg table and no GO; a check decides."),
            Invariant($"着陆电量约 {100 * quote.LandingCharge.Value:0.0} %(误差 ≤ {100 * quote.LandingCharge.Bound:0.00} %),{quote.BlockSeconds.Value / 60:0.0} 分钟;航段表估算,不作为放行依据。")),
        LegMiss.UnknownLeg => No("it has no such leg or type", "无此航段或机型"),
        LegMiss.PayloadOutside => No("the payload is not between none and the most of the type", "载重超出航段表范围"),
        LegMiss.DepartureOutside => No("the departure is not between its first and its last", "起飞时刻超出航段表范围"),
        LegMiss.RowRefused => No($"a flight beside it is refused ({DecisionWriter.Name((V1.ReasonCode)quote.Limit)})", "相邻航班不予放行"),
        LegMiss.LimitChanges => No("the flights beside it are bound by different limits", "相邻航班受不同限值约束"),
        LegMiss.NearLimit => No("it lies too near to a limit", "过于接近限值"),
        _ => No("the flights beside it do not tell how far it may differ", "误差无法确定"),
    };

    private static (string English, string Chinese) No(string english, string chinese) =>
        ($"The leg table does not answer: {english}. Ask a check, which is exact.", $"航段表无法回答:{chinese};请进行精确检查。");
}
