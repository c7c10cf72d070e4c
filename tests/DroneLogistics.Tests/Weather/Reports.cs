using DroneLogistics.Weather;
using DroneLogistics.Weather.Formats;

namespace DroneLogistics.Tests.Weather;

/// <summary>Reports of aerodromes beside the tests, and shorthands to read one.</summary>
internal static class Reports
{
    /// <summary>The corpus is of December 2018 and undated later days; any month with 31 days serves.</summary>
    public static readonly DateTimeOffset Reference = new(2018, 12, 8, 12, 0, 0, TimeSpan.Zero);

    public static IReadOnlyList<string> Metars => Lines("metar_samples.txt");

    public static IReadOnlyList<string> Tafs => Lines("taf_samples.txt");

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Weather", "cases", name));

    public static ReportReading<Observation> ReadMetars(string text) => MetarReader.Read(text, "reports", Reference, Forecasts.Policy);

    public static ReportReading<AerodromeForecast> ReadTafs(string text) => TafReader.Read(text, "reports", Reference, Forecasts.Policy);

    /// <summary>One report that is read.</summary>
    public static Observation Metar(string text)
    {
        var reading = ReadMetars(text);
        return reading.Failures.Count == 0 ? reading.Reports.Single() : throw new FormatException(reading.Failures[0].ToString());
    }

    /// <summary>One forecast that is read.</summary>
    public static AerodromeForecast Taf(string text)
    {
        var reading = ReadTafs(text);
        return reading.Failures.Count == 0 ? reading.Reports.Single() : throw new FormatException(reading.Failures[0].ToString());
    }

    private static string[] Lines(string name) =>
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Weather", "cases", name)).Where(line => line.Length > 0 && line[0] != '#')];
}
