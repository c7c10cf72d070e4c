using System.Text;
using DroneLogistics.Geodesy;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using DroneLogistics.Weather.Formats;

namespace DroneLogistics.Formats;

/// <summary>Formats of forecasts. The zero value is never read.</summary>
public enum ForecastFormat
{
    Unknown = 0,

    /// <summary>See <see cref="ForecastCsv"/>.</summary>
    Csv,

    /// <summary>See <see cref="OpenMeteoReader"/>.</summary>
    OpenMeteo,

    /// <summary>See <see cref="GribReader"/>.</summary>
    Grib2,

    /// <summary>One TAF, see <see cref="TafForecast"/>.</summary>
    Taf,
}

/// <summary>What a file of a forecast is read by, beside its bytes.</summary>
public sealed record ForecastFileOptions
{
    /// <summary>The file as complaints name it.</summary>
    public required string File { get; init; }

    /// <summary>Unknown: found out from the content.</summary>
    public ForecastFormat Format { get; init; }

    /// <summary>Who made it, in words; of a TAF its station is told instead.</summary>
    public required string Source { get; init; }

    /// <summary>The id under which it will be held; empty: under none.</summary>
    public string Id { get; init; } = string.Empty;

    /// <summary>When it was made known. Null: what the file tells (TAF), the start of its model run (GRIB), else its first valid time or <see cref="Now"/>, the earlier: a forecast is rather taken for older than for newer.</summary>
    public DateTimeOffset? IssuedAt { get; init; }

    /// <summary>The point of a CSV or TAF. Null: the middle of the service area, and of a TAF its aerodrome.</summary>
    public LatLon? Position { get; init; }

    /// <summary>How far the numbers of one point hold around it, positive. Null: over the whole service area, which only a CSV is trusted with.</summary>
    public Length? Radius { get; init; }

    /// <summary>The instant of the reading, near which a TAF has its days.</summary>
    public required DateTimeOffset Now { get; init; }

    public required GeoBox ServiceArea { get; init; }

    public required WeatherPolicy Weather { get; init; }

    public required WindPolicy Wind { get; init; }

    /// <summary>The place of an aerodrome by its four letters; null where it is not known.</summary>
    public Func<string, LatLon?> AerodromeAt { get; init; } = _ => null;
}

/// <summary>Reads a forecast of any format.</summary>
public static class ForecastFile
{
    /// <summary>The format of a file by how it begins; what begins as none of the others is CSV.</summary>
    public static ForecastFormat FormatOf(ReadOnlySpan<byte> bytes)
    {
        var text = Text(bytes);
        return bytes.StartsWith("GRIB"u8) ? ForecastFormat.Grib2
            : text.StartsWith("{"u8) || text.StartsWith("["u8) ? ForecastFormat.OpenMeteo
            : text.StartsWith("TAF "u8) ? ForecastFormat.Taf
            : ForecastFormat.Csv;
    }

    /// <summary>Whether it must be said how far the numbers of such a file hold: those of one place say nothing of an archipelago.</summary>
    public static bool NeedsRadius(ForecastFormat format) => format is ForecastFormat.OpenMeteo or ForecastFormat.Taf;

    /// <summary>Whether a file of such a format tells itself when it was made known.</summary>
    public static bool TellsIssue(ForecastFormat format) => format == ForecastFormat.Taf;

    /// <summary>Whether the place of its numbers may be said for such a file.</summary>
    public static bool TakesPosition(ForecastFormat format) => format is ForecastFormat.Csv or ForecastFormat.Taf;

    /// <summary>Reads a forecast whole or refuses it with the place in the file.</summary>
    /// <exception cref="ArgumentException">No radius where one is needed (a programmer's error).</exception>
    public static ForecastImport Read(ReadOnlyMemory<byte> bytes, ForecastFileOptions options)
    {
        var format = options.Format == ForecastFormat.Unknown ? FormatOf(bytes.Span) : options.Format;
        if (NeedsRadius(format) && options.Radius is null)
        {
            throw new ArgumentException($"A file of {format} is read with a radius.", nameof(options));
        }

        if (Text(bytes.Span) is var text && (text.StartsWith("METAR "u8) || text.StartsWith("SPECI "u8)))
        {
            return new ForecastImport(null, [new WeatherDiagnostic(WeatherProblem.NothingOfUse, options.File, "(file)", "a forecast", "a report of the weather that was, METAR or SPECI")]);
        }

        var reading = new ForecastOptions
        {
            File = options.File,
            Origin = new ForecastOrigin(options.Source, Cycle: null, options.IssuedAt ?? options.Now) { Id = options.Id },
            Weather = options.Weather,
            Wind = options.Wind,
        };
        var import = format switch
        {
            ForecastFormat.Csv => ForecastCsv.Read(bytes, new PointRegion(PositionOf(options), options.Radius ?? Everywhere(options)), reading),
            ForecastFormat.OpenMeteo => OpenMeteoReader.Read(bytes, options.Radius!.Value, reading),
            ForecastFormat.Grib2 => GribReader.Read(bytes, options.ServiceArea, reading),
            ForecastFormat.Taf => ReadTaf(bytes, options, reading),
            _ => throw new ArgumentOutOfRangeException(nameof(options), format, "A format that is read."),
        };
        return options.IssuedAt is not null || TellsIssue(format) || import.Forecast is not { } read ? import : import with { Forecast = Dated(read, options) };
    }

    /// <summary>What is not believed of a forecast at its import; whoever imports refuses on any.</summary>
    /// <remarks>A radius that was stated is believed, unless it leaves all of the service area out: what lies outside of it is not known, and no flight passes there.</remarks>
    public static IReadOnlyList<WeatherDiagnostic> Doubts(Forecast forecast, ForecastFileOptions options) =>
    [
        .. ForecastPlausibility.Check(forecast, options.Now, options.ServiceArea, options.Weather)
            .Where(doubt => doubt.Problem != WeatherProblem.RegionTooSmall || options.Radius is null || !forecast.Grids.Any(grid => grid.Touches(options.ServiceArea)))
            .Select(doubt => doubt with { Source = options.File }),
    ];

    /// <summary>Without a byte order mark and the blanks before the first letter.</summary>
    private static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> byteOrderMark = [0xEF, 0xBB, 0xBF];
        return (bytes.StartsWith(byteOrderMark) ? bytes[byteOrderMark.Length..] : bytes).TrimStart(" \t\r\n"u8);
    }

    private static Forecast Dated(Forecast read, ForecastFileOptions options)
    {
        var first = read.ValidTimes[0] < options.Now ? read.ValidTimes[0] : options.Now;
        return new Forecast(read.Origin with { IssuedAt = read.Origin.Cycle ?? first }, read.Grids, options.Weather, options.Wind) { Members = read.Members };
    }

    private static ForecastImport ReadTaf(ReadOnlyMemory<byte> bytes, ForecastFileOptions options, ForecastOptions reading)
    {
        // A byte that is no text becomes a letter that no token has, and is told as not understood.
        var reports = TafReader.Read(Encoding.UTF8.GetString(bytes.Span), options.File, options.Now, options.Weather);
        if (reports.Failures is [var failure, ..])
        {
            return new ForecastImport(null, [failure]);
        }

        if (reports.Reports is not [var taf])
        {
            return Refused(WeatherProblem.CountsDiffer, "(file)", "one TAF", $"{reports.Reports.Count}");
        }

        return (options.Position ?? options.AerodromeAt(taf.Station)) is { } place
            ? TafForecast.Of(taf, new PointRegion(place, options.Radius!.Value), reading)
            : Refused(WeatherProblem.MissingValue, taf.Station, "an aerodrome whose place is known, or the position", "neither");

        ForecastImport Refused(WeatherProblem problem, string where, string expected, string found) =>
            new(null, [new WeatherDiagnostic(problem, options.File, where, expected, found)]);
    }

    private static LatLon PositionOf(ForecastFileOptions options) => options.Position ?? options.ServiceArea.Corners[^1];

    private static Length Everywhere(ForecastFileOptions options)
    {
        // Rounding must not leave a corner out.
        var middle = PositionOf(options);
        return options.ServiceArea.Corners.Select(corner => middle.DistanceTo(corner)).Max() + Length.FromMetres(1);
    }
}
