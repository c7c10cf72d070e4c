using System.Globalization;
using DroneLogistics.V1;
using static System.FormattableString;

namespace DroneLogistics.Cli;

/// <summary>Forecasts for people.</summary>
internal static class ForecastText
{
    private const int MostDiagnostics = 10;

    // 10 km stands for 10 km or more, in reports and forecasts alike.
    private const double FarMetres = 9999;

    public static void WriteImport(TextWriter output, ImportForecastResponse answer, string path, bool validateOnly)
    {
        var forecast = answer.Forecast;
        output.WriteLine(validateOnly
            ? $"{path} would be imported. Nothing is stored."
            : $"{forecast.Name} is imported from {path} and {(forecast.InForce ? "is in force" : "is not in force: another one was issued later")}.");
        Describe(output, forecast);
        if (forecast.InForce && !validateOnly)
        {
            Screen.Paragraph(output, "Booked flights are decided again in it now: `drone flights` tells which ones no longer pass, `drone flights watch` as it happens.");
        }

        foreach (var diagnostic in answer.Diagnostics.Take(MostDiagnostics))
        {
            Screen.Paragraph(output, $"{diagnostic.Code}: {diagnostic.Place}: expected {diagnostic.Expected}; found {diagnostic.Found}.");
        }

        if (answer.Diagnostics.Count > MostDiagnostics)
        {
            output.WriteLine($"{answer.Diagnostics.Count - MostDiagnostics} more remarks; --json tells them all.");
        }
    }

    public static void WriteList(TextWriter output, IReadOnlyCollection<Forecast> forecasts)
    {
        foreach (var forecast in forecasts)
        {
            output.WriteLine($"{Id(forecast.Name)}{(forecast.InForce ? "  in force" : string.Empty)}");
            Describe(output, forecast);
        }

        output.WriteLine($"{forecasts.Count} forecasts.");
    }

    public static void WriteHours(TextWriter output, SampleForecastResponse answer, string site)
    {
        output.WriteLine($"{answer.Forecast.Name} at {site}{(answer.Forecast.InForce ? ", in force" : string.Empty)}");
        Describe(output, answer.Forecast);
        var table = Screen.Table(("Asia/Shanghai", false), ("from deg", true), ("wind m/s", true), ("gust m/s", true), ("degC", true), ("visibility m", true), ("rain mm/h", true), ("storm", false), ("ice", false));
        foreach (var moment in answer.Moments)
        {
            table.Row(
                moment.ValidTime.ToDateTimeOffset().ToOffset(TimeSpan.FromHours(8)).ToString("MM-dd HH:mm", CultureInfo.InvariantCulture),
                Number(moment.HasWindFromDeg, moment.WindFromDeg, "0"),
                Number(moment.HasWindMps, moment.WindMps, "0.0"),
                Number(moment.HasGustMps, moment.GustMps, "0.0"),
                Number(moment.HasTemperatureDegc, moment.TemperatureDegc, "0.0"),
                moment is { HasVisibilityM: true, VisibilityM: >= FarMetres } ? "10 km up" : Number(moment.HasVisibilityM, moment.VisibilityM, "0"),
                Number(moment.HasPrecipitationMmph, moment.PrecipitationMmph, "0.0"),
                Word(moment.HasLightning, moment.Lightning),
                Word(moment.HasIcing, moment.Icing));
        }

        Screen.Write(output, table);
        output.WriteLine("- is not known: no flight passes a check on it, storm and ice aside, of which it is told.");
    }

    private static void Describe(TextWriter output, Forecast forecast)
    {
        Screen.Labelled(output, "source", Invariant($"{forecast.Source}{(forecast.CycleTime is null ? string.Empty : $", run of {Screen.Instant(forecast.CycleTime)}")}"));
        Screen.Labelled(output, "issued", Screen.Instant(forecast.IssueTime));
        Screen.Labelled(output, "tells", Invariant($"{forecast.ValidTimeCount} valid times from {Screen.Instant(forecast.StartTime)}"));
        Screen.Labelled(output, "to", Screen.Instant(forecast.EndTime));
        var (southwest, northeast) = (forecast.Bounds.Southwest, forecast.Bounds.Northeast);
        var about = forecast.HasRadiusM ? Invariant($", within {forecast.RadiusM / 1000:0.#} km of each place") : string.Empty;
        Screen.Labelled(output, "over", Invariant($"{southwest.Latitude:0.00}..{northeast.Latitude:0.00} N, {southwest.Longitude:0.00}..{northeast.Longitude:0.00} E{about}"));
        Screen.Labelled(output, "of", string.Join(", ", forecast.Quantities.Select(Name)));
    }

    private static string Name(Forecast.Types.Quantity quantity) =>
        Forecast.Descriptor.EnumTypes.Single(type => type.Name == "Quantity").FindValueByNumber((int)quantity).Name.ToLowerInvariant().Replace('_', ' ');

    private static string Number(bool known, double value, string format) => known ? Screen.Number(value, format) : "-";

    private static string Word(bool known, bool value) => !known ? "-" : value ? "yes" : "no";

    private static string Id(string name) => name[(name.LastIndexOf('/') + 1)..];
}
