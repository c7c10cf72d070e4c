using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using DroneLogistics.Geodesy;
using DroneLogistics.Units;

namespace DroneLogistics.Weather.Formats;

/// <summary>
/// Reads answers of the Open-Meteo forecast API: the hourly series of one location, or of several as a list. Units are taken from
/// <c>hourly_units</c> and an unknown one is refused; null is not known. Keys of the series that are not read are told and left alone. Of an
/// answer of the ensemble API the series without a number are the control run, and the winds of the members are read beside it.
/// </summary>
public static class OpenMeteoReader
{
    private const int MaxNesting = 16;

    // Of the ensemble API: wind_speed_10m is the control run, wind_speed_10m_member01 the first of the others.
    private const string MemberMark = "_member";

    private static readonly int[] WindHeights = [10, 80, 120, 180];

    private static readonly int[] TemperatureHeights = [2, 80, 120, 180];

    private static readonly HashSet<string> ReadKeys =
    [
        "time", "wind_gusts_10m", "relative_humidity_2m", "precipitation", "visibility", "pressure_msl",
        .. WindHeights.SelectMany(height => (string[])[$"wind_speed_{height}m", $"wind_direction_{height}m"]),
        .. TemperatureHeights.Select(height => $"temperature_{height}m"),
    ];

    /// <summary>Reads a forecast whole or refuses it with the key.</summary>
    /// <param name="json">The answer, UTF-8.</param>
    /// <param name="radius">How far the numbers of one location hold around it, positive.</param>
    /// <param name="options">Name, origin and policies: the answer tells neither when it was issued nor from which run.</param>
    public static ForecastImport Read(ReadOnlyMemory<byte> json, Length radius, ForecastOptions options) => ForecastImport.Of(told =>
    {
        var limits = options.Weather.Files;
        if (json.Length > limits.MaxFileBytes)
        {
            throw Refuse(options, WeatherProblem.TooLarge, "(file)", $"at most {limits.MaxFileBytes} bytes", $"{json.Length}");
        }

        using var document = Parse(json, options);
        var root = document.RootElement;
        var isList = root.ValueKind == JsonValueKind.Array;
        var count = isList ? root.GetArrayLength() : 1;
        if (!(count >= 1 && count <= limits.MaxLocations))
        {
            throw Refuse(options, WeatherProblem.TooLarge, "(root)", $"1 to {limits.MaxLocations} locations", $"{count}");
        }

        try
        {
            var runs = isList
                ? root.EnumerateArray().Select((location, index) => new Location(location, $"[{index}].", options, told).Read(radius)).ToList()
                : [new Location(root, string.Empty, options, told).Read(radius)];
            if (runs.Find(grids => grids.Count != runs[0].Count) is { } other)
            {
                throw Refuse(options, WeatherProblem.CountsDiffer, $"[{runs.IndexOf(other)}].hourly", $"{runs[0].Count - 1} members as at the first location", $"{other.Count - 1}");
            }

            var origin = options.Origin with { Members = runs[0].Count };
            Forecast Run(int member) => new(origin, [.. runs.Select(grids => grids[member])], options.Weather, options.Wind);
            return new Forecast(origin, Run(0).Grids, options.Weather, options.Wind) { Members = [.. Enumerable.Range(1, runs[0].Count - 1).Select(Run)] };
        }
        catch (InvalidOperationException)
        {
            // The parser lets half a surrogate pair pass and complains when the text is asked for.
            throw Refuse(options, WeatherProblem.JsonFormat, "(file)", "JSON", "a text with half a surrogate pair");
        }
    });

    private static JsonDocument Parse(ReadOnlyMemory<byte> json, ForecastOptions options)
    {
        if (!Utf8.IsValid(json.Span))
        {
            throw Refuse(options, WeatherProblem.NotReadable, "(file)", "text in UTF-8", "other bytes");
        }

        try
        {
            return JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxNesting, AllowDuplicateProperties = false });
        }
        catch (JsonException trouble)
        {
            throw Refuse(options, WeatherProblem.JsonFormat, $"line {(trouble.LineNumber ?? 0) + 1}, column {(trouble.BytePositionInLine ?? 0) + 1}", "JSON", trouble.Message);
        }
    }

    private static WeatherRefusedException Refuse(ForecastOptions options, WeatherProblem problem, string where, string expected, string found) =>
        new(new WeatherDiagnostic(problem, options.File, where, expected, found));

    /// <summary>One location of the answer.</summary>
    private sealed class Location(JsonElement root, string path, ForecastOptions options, List<WeatherDiagnostic> told)
    {
        private JsonElement series;
        private JsonElement units;

        /// <summary>The control run, and the winds of the members in the order of their numbers.</summary>
        public IReadOnlyList<ForecastGrid> Read(Length radius)
        {
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("reason", out var reason))
            {
                throw Refuse(WeatherProblem.NothingOfUse, "reason", "a forecast", reason.ToString());
            }

            var position = new LatLon(Number(root, "latitude", 90), Number(root, "longitude", 180));
            series = Child("hourly");
            units = Child("hourly_units");
            var times = Times();
            var fields = new Dictionary<ForecastQuantity, ForecastField>();
            Wind(fields, times.Count, string.Empty);
            Levels(fields, ForecastQuantity.Temperature, TemperatureHeights, height => $"temperature_{height}m", WeatherUnits.Temperatures, times.Count);
            Surface(fields, ForecastQuantity.Gust, Series("wind_gusts_10m", WeatherUnits.Speeds, times.Count));
            GustsBelowWind.Drop(fields, points: 1, options.File, $"{path}hourly.wind_gusts_10m", told);
            Surface(fields, ForecastQuantity.RelativeHumidity, Series("relative_humidity_2m", WeatherUnits.Shares, times.Count));
            Surface(fields, ForecastQuantity.Precipitation, Series("precipitation", WeatherUnits.Depths, times.Count));
            Surface(fields, ForecastQuantity.Visibility, Series("visibility", WeatherUnits.Lengths, times.Count));
            Surface(fields, ForecastQuantity.Qnh, Series("pressure_msl", WeatherUnits.Pressures, times.Count));
            foreach (var key in series.EnumerateObject().Select(property => property.Name).Where(name => !ReadKeys.Contains(name) && !IsMember(name)))
            {
                told.Add(new WeatherDiagnostic(WeatherProblem.UnknownColumn, options.File, $"{path}hourly.{key}", "a series that is read", key) { IsRefusal = false });
            }

            return [ForecastGrid.AtPoint(position, radius, times, fields), .. Members().Select(member => OfMember(member, position, radius, times))];
        }

        /// <summary>Only the winds of members are drawn from; their other series are left alone.</summary>
        private ForecastGrid OfMember(string member, LatLon position, Length radius, List<DateTimeOffset> times)
        {
            var fields = new Dictionary<ForecastQuantity, ForecastField>();
            Wind(fields, times.Count, member);
            foreach (var key in WindHeights.SelectMany(height => (string[])[$"wind_speed_{height}m", $"wind_direction_{height}m"]).Where(key => series.TryGetProperty(key + member, out _)))
            {
                if (!series.TryGetProperty(key, out _) || Unit(key + member) != Unit(key))
                {
                    throw Refuse(WeatherProblem.UnknownUnit, $"hourly_units.{key}{member}", "the unit of the control run", Unit(key + member));
                }
            }

            return ForecastGrid.AtPoint(position, radius, times, fields);
        }

        /// <summary>Names of the members as keys end with them: _member01 and on.</summary>
        private List<string> Members() =>
            [.. series.EnumerateObject().Select(property => property.Name).Where(IsMember).Select(name => name[name.LastIndexOf(MemberMark, StringComparison.Ordinal)..]).Distinct().Order(StringComparer.Ordinal)];

        private static bool IsMember(string name) =>
            name.LastIndexOf(MemberMark, StringComparison.Ordinal) is > 0 and var at && name.Length > at + MemberMark.Length && name[(at + MemberMark.Length)..].All(char.IsAsciiDigit) && ReadKeys.Contains(name[..at]);

        private void Wind(Dictionary<ForecastQuantity, ForecastField> fields, int count, string member)
        {
            var known = WindHeights.Where(height => series.TryGetProperty($"wind_speed_{height}m{member}", out _) || series.TryGetProperty($"wind_direction_{height}m{member}", out _)).ToList();
            if (!known.Contains(WindHeights[0]))
            {
                throw Refuse(WeatherProblem.MissingKey, $"hourly.wind_speed_10m{member}", "wind at 10 m", "no such series");
            }

            var winds = known.Select(height => Needed($"wind_speed_{height}m{member}", WeatherUnits.Speeds, count)
                .Zip(Needed($"wind_direction_{height}m{member}", WeatherUnits.Angles, count), (speed, from) => double.IsFinite(from) ? WindVector.Of(Bearing.FromDegrees(from), new Speed(speed)) : new WindVector(double.NaN, double.NaN))
                .ToList()).ToList();
            Length[] heights = [.. known.Select(height => Length.FromMetres(height))];
            fields[ForecastQuantity.WindEast] = new ForecastField(heights, ByTime(winds, wind => wind.EastMetresPerSecond, count));
            fields[ForecastQuantity.WindNorth] = new ForecastField(heights, ByTime(winds, wind => wind.NorthMetresPerSecond, count));
        }

        private void Levels(
            Dictionary<ForecastQuantity, ForecastField> fields,
            ForecastQuantity quantity,
            int[] heights,
            Func<int, string> key,
            Dictionary<string, Func<double, double>> known,
            int count)
        {
            var present = heights.Where(height => series.TryGetProperty(key(height), out _)).ToList();
            if (present.Count > 0)
            {
                var levels = present.Select(height => Needed(key(height), known, count)).ToList();
                fields[quantity] = new ForecastField([.. present.Select(height => Length.FromMetres(height))], ByTime(levels, value => value, count));
            }
        }

        private static void Surface(Dictionary<ForecastQuantity, ForecastField> fields, ForecastQuantity quantity, double[]? values)
        {
            if (values is not null)
            {
                fields[quantity] = ForecastField.OfSurface(values);
            }
        }

        /// <summary>Series by height to numbers by time and height.</summary>
        private static double[] ByTime<T>(IReadOnlyList<IReadOnlyList<T>> levels, Func<T, double> number, int count) =>
            [.. from time in Enumerable.Range(0, count) from level in levels select number(level[time])];

        private List<DateTimeOffset> Times()
        {
            var offset = TimeSpan.FromSeconds(Number(root, "utc_offset_seconds", 14 * 3600));
            var isUnix = Unit("time") switch
            {
                "iso8601" => false,
                "unixtime" => true,
                var other => throw Refuse(WeatherProblem.UnknownUnit, "hourly_units.time", "iso8601 or unixtime", other),
            };
            var items = Items("time");
            if (!(items.Count >= 1 && items.Count <= options.Weather.Files.MaxValidTimes))
            {
                throw Refuse(WeatherProblem.TooLarge, "hourly.time", $"1 to {options.Weather.Files.MaxValidTimes} valid times", $"{items.Count}");
            }

            var times = items.Select((item, index) => Time(item, index, isUnix, offset)).ToList();
            for (var i = 1; i < times.Count; i++)
            {
                // Precipitation is a sum of the hour before: over another step it would be no mm/h.
                if (times[i] - times[i - 1] != TimeSpan.FromHours(1))
                {
                    throw Refuse(WeatherProblem.TimeOrder, $"hourly.time[{i}]", $"{times[i - 1].AddHours(1):O}, an hour after the one before", $"{times[i]:O}");
                }
            }

            return times;
        }

        private DateTimeOffset Time(JsonElement item, int index, bool isUnix, TimeSpan offset)
        {
            // Seconds since 1970 are UTC; a text is local time of the answer's offset.
            const long LastYear = 253_402_300_799;
            if (isUnix && item.ValueKind == JsonValueKind.Number && item.TryGetInt64(out var seconds) && seconds is >= 0 and <= LastYear)
            {
                return DateTimeOffset.FromUnixTimeSeconds(seconds);
            }

            return !isUnix && item.ValueKind == JsonValueKind.String
                && DateTime.TryParseExact(item.GetString(), "yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
                && local.Year is > 1 and < 9999
                ? new DateTimeOffset(local, TimeSpan.Zero) - offset
                : throw Refuse(WeatherProblem.InvalidTime, $"hourly.time[{index}]", isUnix ? "seconds since 1970" : "2024-11-25T01:00", item.GetRawText());
        }

        private double[] Needed(string key, Dictionary<string, Func<double, double>> known, int count) =>
            Series(key, known, count) ?? throw Refuse(WeatherProblem.MissingKey, $"hourly.{key}", "a series", "no such key");

        /// <summary>A series in our unit, NaN for null; null where there is none.</summary>
        private double[]? Series(string key, Dictionary<string, Func<double, double>> known, int count)
        {
            if (!series.TryGetProperty(key, out _))
            {
                return null;
            }

            var unit = Unit(key);
            if (!known.TryGetValue(unit, out var convert))
            {
                throw Refuse(WeatherProblem.UnknownUnit, $"hourly_units.{key}", string.Join(" or ", known.Keys), unit);
            }

            var items = Items(key);
            if (items.Count != count)
            {
                throw Refuse(WeatherProblem.CountsDiffer, $"hourly.{key}", $"{count} numbers as in hourly.time", $"{items.Count}");
            }

            return [.. items.Select((item, index) => item.ValueKind == JsonValueKind.Null ? double.NaN : convert(Checked(item, $"hourly.{key}[{index}]", mayBeNegative: known == WeatherUnits.Temperatures, known == WeatherUnits.Angles ? 360 : double.MaxValue)))];
        }

        private double Checked(JsonElement item, string where, bool mayBeNegative, double highest)
        {
            if (item.ValueKind != JsonValueKind.Number)
            {
                throw Refuse(WeatherProblem.WrongKind, where, "a number or null", item.GetRawText());
            }

            var number = item.GetDouble();
            return !double.IsFinite(number) ? throw Refuse(WeatherProblem.NotFinite, where, "a finite number", item.GetRawText())
                : number < 0 && !mayBeNegative ? throw Refuse(WeatherProblem.Negative, where, "a number of 0 or more", item.GetRawText())
                : number <= highest ? number
                : throw Refuse(WeatherProblem.OutOfRange, where, FormattableString.Invariant($"at most {highest:R}"), item.GetRawText());
        }

        private double Number(JsonElement within, string key, double most)
        {
            if (within.ValueKind != JsonValueKind.Object || !within.TryGetProperty(key, out var item))
            {
                throw Refuse(WeatherProblem.MissingKey, key, "a number", "no such key");
            }

            var number = Checked(item, key, mayBeNegative: true, most);
            return number >= -most ? number : throw Refuse(WeatherProblem.OutOfRange, key, FormattableString.Invariant($"{-most:R} to {most:R}"), item.GetRawText());
        }

        private string Unit(string key) => units.TryGetProperty(key, out var unit) && unit.ValueKind == JsonValueKind.String
            ? unit.GetString()!
            : throw Refuse(WeatherProblem.MissingKey, $"hourly_units.{key}", "a unit", "no such key");

        private List<JsonElement> Items(string key) => series.TryGetProperty(key, out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray()]
            : throw Refuse(WeatherProblem.MissingKey, $"hourly.{key}", "a list", "no such list");

        private JsonElement Child(string key) => root.TryGetProperty(key, out var child) && child.ValueKind == JsonValueKind.Object
            ? child
            : throw Refuse(WeatherProblem.MissingKey, key, "an object", "no such object");

        private WeatherRefusedException Refuse(WeatherProblem problem, string where, string expected, string found) =>
            OpenMeteoReader.Refuse(options, problem, path + where, expected, found);
    }
}
