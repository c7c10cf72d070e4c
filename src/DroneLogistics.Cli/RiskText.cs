using DroneLogistics.V1;
using static System.FormattableString;

namespace DroneLogistics.Cli;

/// <summary>A risk for people: the two probabilities first, then the spread, then where it comes from.</summary>
internal static class RiskText
{
    public static void Write(TextWriter output, FlightRisk risk)
    {
        output.WriteLine(DecisionText.Headline(risk.Decision));
        DecisionText.Findings(output, risk.Decision);
        output.WriteLine();
        output.WriteLine(Invariant($"  {risk.SampleCount} variations of it, seed {risk.Seed}; intervals of 95 %"));
        output.WriteLine(Invariant($"  below the reserve of {Screen.Percent(risk.ReserveSocRatio)} %  {Probability(risk.BelowReserve)}"));
        output.WriteLine(Invariant($"  on time, within {risk.OnTimeLimitS / 60:0.0} min  {Probability(risk.OnTime)}"));
        if (risk.NotFlownCount + risk.BatteryFailedCount > 0)
        {
            output.WriteLine(Invariant($"  did not land, so below the reserve and late: {risk.NotFlownCount + risk.BatteryFailedCount}"));
            output.WriteLine(Invariant($"    no way forward, or outside the model's validity {risk.NotFlownCount}; battery failed {risk.BatteryFailedCount}"));
        }

        output.WriteLine();
        Spread(output, risk.MeanLandingSocRatio, risk.MeanBlockS, risk.LandingSocRatio, risk.BlockS);
        if (risk.RoundTrip is { } roundTrip)
        {
            RoundTrip(output, roundTrip);
        }

        Effects(output, risk);
    }

    private static void RoundTrip(TextWriter output, RoundTripRisk risk)
    {
        var back = risk.ReturnLeg;
        output.WriteLine();
        var landing = back.HasPlannedLandingSocRatio ? $"lands with {Screen.Percent(back.PlannedLandingSocRatio)} %" : "does not land";
        output.WriteLine(Invariant($"  and back with {Screen.Number(back.PayloadKg, "0.##")} kg from {Screen.Percent(back.TakeoffSocRatio)} % of charge: {back.PlannedBlockS / 60:0.0} min, {landing}"));
        output.WriteLine(Invariant($"  below the reserve of {Screen.Percent(back.ReserveSocRatio)} %  {Probability(back.BelowReserve)}"));
        output.WriteLine(Invariant($"  on time, within {back.OnTimeLimitS / 60:0.0} min  {Probability(back.OnTime)}"));
        if (back.NotFlownCount + back.BatteryFailedCount > 0)
        {
            output.WriteLine(Invariant($"  did not come back: {back.NotFlownCount + back.BatteryFailedCount}; not flown {back.NotFlownCount}, battery failed {back.BatteryFailedCount}"));
        }

        output.WriteLine();
        Spread(output, back.MeanLandingSocRatio, back.MeanBlockS, back.LandingSocRatio, back.BlockS);
        output.WriteLine();
        output.WriteLine(Invariant($"  out and back; the wind's errors correlate {risk.WindErrorCorrelation:0.00}"));
        output.WriteLine(Invariant($"  either way below its reserve  {Probability(risk.EitherBelowReserve)}"));
        output.WriteLine(Invariant($"  both below their reserves  {Probability(risk.BothBelowReserve)}"));
        output.WriteLine(Invariant($"  both on time  {Probability(risk.BothOnTime)}"));
    }

    private static void Spread(TextWriter output, Estimate meanCharge, Estimate? meanBlock, IEnumerable<QuantileEstimate> charges, IReadOnlyList<QuantileEstimate> blocks)
    {
        var table = Screen.Table((string.Empty, false), ("charge %", true), ("from", true), ("to", true), ("block min", true), ("from", true), ("to", true));
        table.Row(["mean", .. Percents(meanCharge), .. Minutes(meanBlock)]);
        foreach (var charge in charges)
        {
            var block = blocks.FirstOrDefault(quantile => quantile.Order == charge.Order);
            table.Row([Invariant($"{100 * charge.Order:0.#} % below"), .. Percents(charge), .. block is null ? ["", "", ""] : Minutes(block)]);
        }

        Screen.Write(output, table);
    }

    private static void Effects(TextWriter output, FlightRisk risk)
    {
        if (risk.Effects.Count == 0)
        {
            return;
        }

        output.WriteLine();
        var table = Screen.Table(("varying alone", false), ("charge +- %", true), ("share of variance %", true), ("block +- min", true));
        foreach (var effect in risk.Effects.OrderByDescending(effect => effect.VarianceShare))
        {
            table.Row(
                effect.Input.ToString(),
                Screen.Number(100 * effect.LandingSocDeviation, "0.00"),
                Screen.Number(100 * effect.VarianceShare, "0.0"),
                Screen.Number(effect.BlockDeviationS / 60, "0.00"));
        }

        table.Row("all together", Screen.Number(100 * risk.LandingSocDeviation, "0.00"), "100.0", string.Empty);
        Screen.Write(output, table);
    }

    private static string Probability(Estimate estimate) => Invariant($"{100 * estimate.Value:0.00} % ({100 * estimate.Low:0.00} to {100 * estimate.High:0.00} %)");

    private static string[] Percents(Estimate estimate) => [Percent(estimate.Value), Percent(estimate.Low), Percent(estimate.High)];

    private static string[] Percents(QuantileEstimate quantile) => [Percent(quantile.Value), Percent(quantile.Low), Percent(quantile.High)];

    private static string Percent(double ratio) => Screen.Number(100 * ratio, "0.00");

    private static string[] Minutes(Estimate? estimate) => estimate is null ? ["-", "-", "-"] : [Minutes(estimate.Value), Minutes(estimate.Low), Minutes(estimate.High)];

    private static string[] Minutes(QuantileEstimate quantile) =>
    [
        quantile.HasValue ? Minutes(quantile.Value) : "never",
        quantile.HasLow ? Minutes(quantile.Low) : "never",
        quantile.HasHigh ? Minutes(quantile.High) : "never",
    ];

    private static string Minutes(double seconds) => Screen.Number(seconds / 60, "0.00");
}
