using DroneLogistics.Service;
using DroneLogistics.V1;
using static System.FormattableString;

namespace DroneLogistics.Cli;

/// <summary>The leg table as people read it.</summary>
internal static class LegsText
{
    public static void Write(TextWriter output, LegTable table)
    {
        if (table.State != LegTable.Types.State.Ready)
        {
            output.WriteLine(Invariant($"{table.State} {table.ProgressRatio * 100:0} %{(table.Forecast.Length > 0 ? $" of {table.Forecast}" : string.Empty)}: the table does not answer yet"));
            return;
        }

        output.WriteLine(Invariant($"{table.RowCount} flights: {table.LegCount} legs, {table.AircraftTypes.Count} types, {table.PayloadCount} payloads, {table.HourCount} hours"));
        Screen.Labelled(output, "leave", $"{Screen.Instant(table.StartTime)} to {Screen.Instant(table.EndTime)}");
        Screen.Labelled(output, "simulated", Invariant($"{table.SimulatedRowCount} in {table.BuildDuration.ToTimeSpan().TotalSeconds:0.0} s; {table.LaidWayCount} ways laid out"));
        Screen.Labelled(output, "fly", Invariant($"{table.FlyingRowCount} that no check of wind, model, thrust, reserve, battery or cells refuses; no other check has been made"));
    }

    public static void Write(TextWriter output, QuoteLegResponse quote)
    {
        Screen.Paragraph(output, quote.Message);
        Screen.Paragraph(output, quote.MessageZh);
        if (quote.Miss == QuoteLegResponse.Types.Miss.Unspecified)
        {
            Screen.Labelled(output, "block", Invariant($"{quote.BlockS.Value / 60:0.0} min, within {quote.BlockS.Bound:0.0} s"));
            Screen.Labelled(output, "trip", Invariant($"{quote.TripWh.Value:0} Wh, within {quote.TripWh.Bound:0.0} Wh"));
            Screen.Labelled(output, "landing", Invariant($"{quote.LandingSocRatio.Value * 100:0.0} %, within {quote.LandingSocRatio.Bound * 100:0.00} %"));
            Screen.Labelled(output, "reserve", Invariant($"{quote.ReserveMarginWh.Value:0} Wh above what is required, within {quote.ReserveMarginWh.Bound:0.0} Wh"));
        }

        if (quote.Limit != ReasonCode.Unspecified)
        {
            Screen.Labelled(output, "limit", Invariant($"{DecisionWriter.Name(quote.Limit)}{(quote.HasLimitMarginRatio ? $", {quote.LimitMarginRatio * 100:0.0} % inside" : string.Empty)}"));
        }
    }

    public static void Write(TextWriter output, ListLegsResponse answer)
    {
        var table = Screen.Table(("from", false), ("to", false), ("type", false), ("km", true), ("fly", true), ("of", true), ("max kg", true), ("min", true), ("refused by", false));
        foreach (var leg in answer.Legs)
        {
            table.Row(
                Bare(leg.Origin),
                Bare(leg.Destination),
                Bare(leg.AircraftType),
                Screen.Number(leg.WayM / 1000, "0.0"),
                Screen.Number(leg.FlyingRowCount, "0"),
                Screen.Number(leg.RowCount, "0"),
                leg.HasHeaviestPayloadKg ? Screen.Number(leg.HeaviestPayloadKg, "0.0") : "-",
                leg.HasShortestBlockS ? $"{Screen.Number(leg.ShortestBlockS / 60, "0.0")}-{Screen.Number(leg.LongestBlockS / 60, "0.0")}" : "-",
                string.Join(", ", leg.RefusedBy.Select(DecisionWriter.Name)));
        }

        Screen.Write(output, table);
        output.WriteLine($"{answer.Legs.Count} legs and types");
    }

    private static string Bare(string name) => name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..];
}
