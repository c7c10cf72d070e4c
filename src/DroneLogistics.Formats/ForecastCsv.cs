using System.Globalization;
using DroneLogistics.Provenance;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using DroneLogistics.Weather.Formats;

namespace DroneLogistics.Formats;

/// <summary>
/// A forecast of one point as plain CSV: exactly the columns of <see cref="Columns"/>, in any order, one line a valid time, rising; with a column
/// <see cref="MemberColumn"/> a line each of the runs of an ensemble. The wind
/// is needed, at 10 m and from degrees true; an empty cell of another column is not known.
/// </summary>
public static class ForecastCsv
{
    /// <summary>All of them are needed and no other is read.</summary>
    public static readonly IReadOnlyList<string> Columns = ["valid_time", "wind_from_deg", "wind_mps", "gust_mps", "temperature_c", "visibility_m", "precipitation_mmh"];

    /// <summary>The run of an ensemble that a line is of, a whole number, 0 the control run; may be left out.</summary>
    public const string MemberColumn = "member";

    // What can be at all; the policy's bounds are asked of the finished forecast.
    private const int HighestMember = 999;
    private const double HighestWindMps = 150;
    private const double HighestVisibilityMetres = 1_000_000;
    private const double HighestPrecipitation = 1000;

    /// <summary>Reads a forecast whole or refuses it with line and column.</summary>
    /// <param name="bytes">The file, UTF-8.</param>
    /// <param name="region">Where its numbers hold.</param>
    /// <param name="options">Name, origin and policies.</param>
    public static ForecastImport Read(ReadOnlyMemory<byte> bytes, PointRegion region, ForecastOptions options) => ForecastImport.Of(_ =>
    {
        WeatherRefusedException Refuse(WeatherProblem problem, string where, string expected, string found) =>
            new(new WeatherDiagnostic(problem, options.File, where, expected, found));

        var limits = options.Weather.Files;
        if (bytes.Length > limits.MaxFileBytes)
        {
            throw Refuse(WeatherProblem.TooLarge, "(file)", $"at most {limits.MaxFileBytes} bytes", $"{bytes.Length}");
        }

        var table = Table(bytes, options.File);
        foreach (var missing in Columns.Where(column => !table.Has(column)))
        {
            throw Refuse(WeatherProblem.MissingColumn, $"line 1, column {missing}", $"the columns {string.Join(", ", Columns)}", $"{string.Join(", ", table.Columns)}");
        }

        foreach (var extra in table.Columns.Where(column => !Columns.Contains(column) && column != MemberColumn))
        {
            throw Refuse(WeatherProblem.UnknownColumn, $"line 1, column {extra}", $"only the columns {string.Join(", ", Columns)}, and {MemberColumn} of an ensemble", extra);
        }

        var runs = table.Rows.Select(row => new Line(row, Refuse, table.Has(MemberColumn))).GroupBy(line => line.Member).OrderBy(run => run.Key).Select(run => run.ToList()).ToList();
        foreach (var run in runs)
        {
            Times(run, runs[0], limits, Refuse);
        }

        if (runs[0][0].Member != 0)
        {
            throw Refuse(WeatherProblem.MissingValue, $"column {MemberColumn}", "lines of member 0, the control run", $"members {runs[0][0].Member} to {runs[^1][0].Member}");
        }

        var origin = options.Origin with { Members = runs.Count };
        return Run(runs[0], region, options, origin, [.. runs.Skip(1).Select(run => Run(run, region, options, origin, []))]);
    });

    /// <summary>The times of a run rise, and are those of the first.</summary>
    private static void Times(List<Line> run, List<Line> first, WeatherFileLimits limits, Func<WeatherProblem, string, string, string, WeatherRefusedException> refuse)
    {
        if (run.Count > limits.MaxValidTimes)
        {
            throw refuse(WeatherProblem.TooLarge, "(file)", $"at most {limits.MaxValidTimes} valid times", $"{run.Count}");
        }

        for (var i = 1; i < run.Count; i++)
        {
            if (!(run[i].ValidTime > run[i - 1].ValidTime))
            {
                throw refuse(WeatherProblem.TimeOrder, run[i].Where("valid_time"), $"a time after {run[i - 1].ValidTime:O}", $"{run[i].ValidTime:O}");
            }
        }

        if (!run.Select(line => line.ValidTime).SequenceEqual(first.Select(line => line.ValidTime)))
        {
            throw refuse(WeatherProblem.CountsDiffer, $"{run[0].Where(MemberColumn)}, member {run[0].Member}", $"the {first.Count} valid times of member {first[0].Member}", $"{run.Count} of its own");
        }
    }

    private static Forecast Run(List<Line> rows, PointRegion region, ForecastOptions options, ForecastOrigin origin, IReadOnlyList<Forecast> members)
    {
        ForecastField Field(Func<Line, double> number) => ForecastField.OfSurface([.. rows.Select(number)]);
        var fields = new Dictionary<ForecastQuantity, ForecastField>
        {
            [ForecastQuantity.WindEast] = Field(row => row.Wind.EastMetresPerSecond),
            [ForecastQuantity.WindNorth] = Field(row => row.Wind.NorthMetresPerSecond),
            [ForecastQuantity.Gust] = Field(row => row.Gust),
            [ForecastQuantity.Temperature] = Field(row => row.Kelvin),
            [ForecastQuantity.Visibility] = Field(row => row.Visibility),
            [ForecastQuantity.Precipitation] = Field(row => row.Precipitation),
        };
        return new Forecast(origin, [ForecastGrid.AtPoint(region.Position, region.Radius, [.. rows.Select(row => row.ValidTime)], fields)], options.Weather, options.Wind) { Members = members };
    }

    private static CsvTable Table(ReadOnlyMemory<byte> bytes, string file)
    {
        try
        {
            return CsvTable.Read(bytes, file);
        }
        catch (DataFileException trouble)
        {
            throw new WeatherRefusedException(new WeatherDiagnostic(WeatherProblem.CsvFormat, file, trouble.Key, "a table in CSV with a header line and rows", trouble.Problem));
        }
    }

    /// <summary>One line, each number NaN where its cell is empty.</summary>
    private sealed class Line
    {
        private readonly CsvTable.Row row;
        private readonly Func<WeatherProblem, string, string, string, WeatherRefusedException> refuse;

        public Line(CsvTable.Row row, Func<WeatherProblem, string, string, string, WeatherRefusedException> refuse, bool hasMember)
        {
            (this.row, this.refuse) = (row, refuse);
            Member = !hasMember ? 0
                : int.TryParse(row.TextOrEmpty(MemberColumn), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= HighestMember ? number
                : throw refuse(WeatherProblem.CsvFormat, Where(MemberColumn), $"a whole number from 0, the control run, to {HighestMember}", $"\"{row.TextOrEmpty(MemberColumn)}\"");
            ValidTime = Time();
            Wind = WindVector.Of(Bearing.FromDegrees(Needed("wind_from_deg", "deg", 360)), Speed.FromMetresPerSecond(Needed("wind_mps", "m/s", HighestWindMps)));
            Gust = Number("gust_mps", "m/s", 0, HighestWindMps);
            if (Gust < Needed("wind_mps", "m/s", HighestWindMps))
            {
                throw refuse(WeatherProblem.GustBelowWind, Where("gust_mps"), $"at least the mean wind, {row.TextOrEmpty("wind_mps")} m/s", row.TextOrEmpty("gust_mps"));
            }

            Kelvin = Temperature.FromDegreesCelsius(Number("temperature_c", "degC", -90, 60)).Kelvin;
            Visibility = Number("visibility_m", "m", 0, HighestVisibilityMetres);
            Precipitation = Number("precipitation_mmh", "mm/h", 0, HighestPrecipitation);
        }

        public int Member { get; }

        public DateTimeOffset ValidTime { get; }

        public WindVector Wind { get; }

        public double Gust { get; }

        public double Kelvin { get; }

        public double Visibility { get; }

        public double Precipitation { get; }

        public string Where(string column) => $"line {row.Line}, column {column}";

        private DateTimeOffset Time()
        {
            // The offset from UTC must be written: a local time without one is eight hours off.
            string[] shapes = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK"];
            var text = row.TextOrEmpty("valid_time");
            var hasOffset = text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':');
            return hasOffset && DateTimeOffset.TryParseExact(text, shapes, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
                ? time.ToUniversalTime()
                : throw refuse(WeatherProblem.InvalidTime, Where("valid_time"), "a time with its offset, 2024-11-25T01:00:00Z", $"\"{text}\"");
        }

        private double Needed(string column, string unit, double highest)
        {
            var number = Number(column, unit, 0, highest);
            return double.IsNaN(number) ? throw refuse(WeatherProblem.MissingValue, Where(column), FormattableString.Invariant($"a number between 0 and {highest:R} {unit}"), "an empty cell") : number;
        }

        private double Number(string column, string unit, double lowest, double highest)
        {
            var text = row.TextOrEmpty(column);
            if (text.Length == 0)
            {
                return double.NaN;
            }

            var expected = FormattableString.Invariant($"a number between {lowest:R} and {highest:R} {unit}");
            if (!double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number))
            {
                throw refuse(WeatherProblem.CsvFormat, Where(column), expected, $"\"{text}\"");
            }

            return number >= lowest && number <= highest
                ? number
                : throw refuse(
                    !double.IsFinite(number) ? WeatherProblem.NotFinite : number < 0 && lowest == 0 ? WeatherProblem.Negative : WeatherProblem.OutOfRange,
                    Where(column),
                    expected,
                    $"\"{text}\"");
        }
    }
}
