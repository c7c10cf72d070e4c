using System.Globalization;

namespace DroneLogistics.Weather.Formats;

/// <summary>Writes reports and forecasts of aerodromes in their canonical form: what was understood, nothing else, without the closing =.</summary>
public static class ReportWriter
{
    internal const string AllRunways = "ALL";

    /// <summary>A METAR or SPECI.</summary>
    public static string Write(Observation observation) => Join(
    [
        observation.IsSpecial ? "SPECI" : "METAR",
        observation.IsCorrected ? "COR" : string.Empty,
        observation.Station,
        Time(observation.ObservedAt),
        observation.IsMissing ? "NIL" : string.Empty,
        observation.IsAutomatic ? "AUTO" : string.Empty,
        .. Wind(observation.Conditions.Wind),
        .. Visibility(observation.Conditions),
        .. observation.RunwayVisualRanges.Select(Range),
        .. WeatherAndCloud(observation.Conditions),
        Temperatures(observation.TemperatureDegreesCelsius, observation.DewPointDegreesCelsius),
        observation.QnhHectopascals is { } hectopascals ? $"Q{hectopascals:D4}" : string.Empty,
        observation.QnhHundredthsInch is { } inches ? $"A{inches:D4}" : string.Empty,
        .. observation.RecentWeather.Select(group => $"RE{WeatherWords.Text(group)}"),
        .. observation.WindShear.Select(runway => runway == AllRunways ? "WS ALL RWY" : $"WS R{runway}"),
        .. observation.Trends.SelectMany(Trend),
        .. Remarks(observation.Remarks),
    ]);

    /// <summary>A TAF.</summary>
    public static string Write(AerodromeForecast forecast) => Join(
    [
        "TAF",
        forecast.IsAmended ? "AMD" : string.Empty,
        forecast.IsCorrected ? "COR" : string.Empty,
        forecast.Station,
        Time(forecast.IssuedAt),
        forecast.IsMissing ? "NIL" : string.Empty,
        forecast is { ValidFrom: { } from, ValidUntil: { } until } ? Period(from, until) : string.Empty,
        forecast.IsCancelled ? "CNL" : string.Empty,
        .. Conditions(forecast.Conditions),
        .. forecast.Temperatures.Select(Extreme),
        .. forecast.Changes.SelectMany(Change),
        .. Remarks(forecast.Remarks),
    ]);

    internal static string Word(TrendKind kind) => kind switch { TrendKind.NoSignificantChange => "NOSIG", TrendKind.Temporary => "TEMPO", _ => "BECMG" };

    internal static string TrendTime(string word, DateTimeOffset instant) => word + instant.ToString("HHmm", CultureInfo.InvariantCulture);

    /// <summary>Empty where neither is known.</summary>
    internal static string Temperatures(int? air, int? dew) => air is null && dew is null ? string.Empty : $"{Degrees(air)}/{Degrees(dew)}";

    internal static string Extreme(ExtremeTemperature extreme) =>
        $"{(extreme.IsMaximum ? "TX" : "TN")}{Degrees(extreme.DegreesCelsius)}/{extreme.At.ToString("ddHH", CultureInfo.InvariantCulture)}Z";

    internal static string From(DateTimeOffset start) => $"FM{start.ToString("ddHHmm", CultureInfo.InvariantCulture)}";

    /// <summary>A period that ends at midnight ends at hour 24 of the day before.</summary>
    internal static string Period(DateTimeOffset start, DateTimeOffset end)
    {
        var until = end.Hour == 0 ? $"{end.AddDays(-1).Day:D2}24" : end.ToString("ddHH", CultureInfo.InvariantCulture);
        return $"{start.ToString("ddHH", CultureInfo.InvariantCulture)}/{until}";
    }

    private static string Join(IEnumerable<string> words) => string.Join(' ', words.Where(word => word.Length > 0));

    private static string Time(DateTimeOffset instant) => instant.ToString("ddHHmm'Z'", CultureInfo.InvariantCulture);

    private static string Degrees(int? told) => told is { } degrees ? $"{(degrees < 0 ? "M" : string.Empty)}{Math.Abs(degrees):D2}" : "//";

    private static IEnumerable<string> Remarks(string? remarks) => remarks is null ? [] : [ReportHeader.RemarksWord, remarks];

    private static IEnumerable<string> Conditions(ReportedConditions conditions) =>
        [.. Wind(conditions.Wind), .. Visibility(conditions), .. WeatherAndCloud(conditions)];

    private static IEnumerable<string> Wind(ReportedWind? wind)
    {
        if (wind is null)
        {
            yield break;
        }

        var from = wind.FromDegrees is { } degrees ? $"{degrees:D3}" : "VRB";
        yield return from + Speed(wind.Mean) + (wind.Gust is { } gust ? $"G{Speed(gust)}" : string.Empty) + WeatherWords.WordOf(WeatherWords.WindUnits, wind.Mean.Unit);
        if (wind.Between is var (first, last))
        {
            yield return $"{first:D3}V{last:D3}";
        }
    }

    private static string Speed(ReportedSpeed speed) => $"{(speed.IsAbove ? "P" : string.Empty)}{speed.Value:D2}";

    private static IEnumerable<string> Visibility(ReportedConditions conditions)
    {
        if (conditions.IsCavok)
        {
            yield return "CAVOK";
        }

        if (conditions.Visibility is { } visibility)
        {
            yield return $"{visibility.PrevailingMetres:D4}{(visibility.NoDirections ? "NDV" : string.Empty)}";
            if (visibility.MinimumMetres is { } minimum)
            {
                yield return $"{minimum:D4}{visibility.MinimumTowards}";
            }
        }
    }

    private static string Range(RunwayVisualRange range) =>
        $"R{range.Runway}/{range.Bound}{range.Metres:D4}{(range.ToMetres is { } to ? $"V{range.ToBound}{to:D4}" : string.Empty)}{range.Tendency}";

    private static IEnumerable<string> WeatherAndCloud(ReportedConditions conditions) =>
    [
        .. conditions.Weather.Select(WeatherWords.Text),
        conditions.NoSignificantWeather ? "NSW" : string.Empty,
        .. conditions.Clouds.Select(Layer),
        conditions.Clear is { } clear ? WeatherWords.WordOf(WeatherWords.ClearSkies, clear) : string.Empty,
    ];

    private static string Layer(CloudLayer layer) =>
        WeatherWords.WordOf(WeatherWords.Amounts, layer.Amount) + (layer.HundredsOfFeet is { } told ? $"{told:D3}" : "///") + WeatherWords.WordOf(WeatherWords.CloudTypes, layer.Type);

    private static IEnumerable<string> Trend(ReportTrend trend) =>
    [
        Word(trend.Kind),
        trend.From is { } from ? TrendTime("FM", from) : string.Empty,
        trend.Until is { } until ? TrendTime("TL", until) : string.Empty,
        trend.At is { } at ? TrendTime("AT", at) : string.Empty,
        .. Conditions(trend.Conditions),
    ];

    private static IEnumerable<string> Change(AerodromeChange change) =>
    [
        change.ProbabilityPercent is { } percent ? $"PROB{percent}" : string.Empty,
        change.Kind switch
        {
            ChangeKind.From => From(change.Start),
            ChangeKind.Becoming => "BECMG",
            ChangeKind.Probable => string.Empty,
            _ => "TEMPO",
        },
        change.Kind == ChangeKind.From ? string.Empty : Period(change.Start, change.End),
        .. Conditions(change.Conditions),
    ];
}
