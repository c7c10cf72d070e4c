using DroneLogistics.V1;
using static System.FormattableString;

namespace DroneLogistics.Cli;

/// <summary>Where a flight could land instead, for people: along the way, overhead the destination, then the points and shares.</summary>
internal static class AlternatesText
{
    public static void Write(TextWriter output, FlightAlternates alternates)
    {
        output.WriteLine(DecisionText.Headline(alternates.Decision));
        DecisionText.Findings(output, alternates.Decision);
        output.WriteLine();
        var table = Screen.Table(("way km", true), ("min", true), ("charge %", true), ("in reach, and the charge on landing there %", false));
        foreach (var at in alternates.Points)
        {
            table.Row(Kilometres(at.Point), Screen.Minutes(at.Point.Elapsed), Screen.Percent(at.Point.SocRatio), Sites(at));
        }

        if (alternates.Overhead is { } overhead)
        {
            table.Row("overhead", Screen.Minutes(overhead.Point.Elapsed), Screen.Percent(overhead.Point.SocRatio), Sites(overhead));
        }

        Screen.Write(output, table);
        Screen.Labelled(output, "return", Return(alternates));
        Screen.Labelled(output, string.Empty, alternates.EqualTimePoint is { } equal
            ? $"equal-time point at {Kilometres(equal)} km, {Screen.Minutes(equal.Elapsed)} min: until there returning is quicker than going on"
            : "no equal-time point: returning is quicker, or going on, all along");
        Screen.Labelled(output, "in reach", $"a site other than origin and destination from {Screen.Percent(alternates.AlternateShare)} % of the way, any site from {Screen.Percent(alternates.LandingShare)} %");
        if (alternates.NearestOverhead is { } nearest)
        {
            Screen.Labelled(output, "overhead", Invariant($"least energy to {Id(nearest.Site)}: {nearest.EnergyWh:0} Wh on {nearest.DistanceM / 1000:0.0} km, {Screen.Minutes(nearest.Duration)} min, {Math.Abs(nearest.MarginWh):0} Wh {(nearest.MarginWh >= 0 ? "more" : "less")} than the final reserve on landing"));
        }
        else
        {
            Screen.Labelled(output, "overhead", alternates.Overhead is null ? "the charge does not last so long" : "no other open site can be flown to");
        }
    }

    private static string Return(FlightAlternates alternates) => alternates switch
    {
        { ReturnsThroughout: true } => "the origin is in reach all along: no point of no return",
        { PointOfNoReturn: { } last } => $"point of no return at {Kilometres(last)} km, {Screen.Minutes(last.Elapsed)} min",
        _ => "the origin is in reach from no point of the way",
    };

    private static string Sites(AlternatePoint at) => at.Sites.Count == 0
        ? "none"
        : string.Join(", ", at.Sites.Select(site => $"{Id(site.Site)} {Screen.Percent(site.LandingSocRatio)}"));

    private static string Kilometres(WayPoint point) => Screen.Number(point.DistanceM / 1000, "0.0");

    private static string Id(string site) => site[(site.LastIndexOf('/') + 1)..];
}
