using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using DroneLogistics.Weather.Formats;
using NUnit.Framework;

namespace DroneLogistics.Tests.Weather.Formats;

/// <summary>Answers in the form of Open-Meteo, made by hand: units as stated, null as not known, anything else refused by its key.</summary>
public sealed class OpenMeteoReaderTests
{
    [Test]
    public void Winds_at_heights_and_all_series_are_read_in_their_units()
    {
        var import = Read(Answer());
        Assert.That(import.Diagnostics, Is.Empty);
        WeatherMoment At(double metres, double hours) => import.Forecast!.At(Forecasts.Putuo, Forecasts.Metres(metres), Worlds.Nine.AddHours(hours));

        // 36 km/h from the west at 10 m, 72 km/h at 120 m; half of the logarithm of 10 to 120 m lies at 34.64 m.
        Assert.That(At(10, 0).Wind!.Value.EastMetresPerSecond, Is.EqualTo(10).Within(1e-9));
        Assert.That(At(120, 0).Wind!.Value.EastMetresPerSecond, Is.EqualTo(20).Within(1e-9));
        Assert.That(At(Math.Sqrt(1200), 0).Wind!.Value.EastMetresPerSecond, Is.EqualTo(15).Within(1e-9));
        var first = At(2, 0);
        Assert.That(first.SurfaceGust!.Value.MetresPerSecond, Is.EqualTo(15).Within(1e-9));
        Assert.That(first.Temperature!.Value.DegreesCelsius, Is.EqualTo(12).Within(1e-9));
        Assert.That((first.RelativeHumidityRatio, first.PrecipitationMillimetresPerHour, first.Visibility, first.Qnh), Is.EqualTo(((double?)0.8, (double?)0.5, (Length?)Length.FromMetres(24_000), (Pressure?)new Pressure(102_800))));
        Assert.That((first.Ceiling, first.Lightning, first.Icing), Is.EqualTo(((Length?)null, (bool?)null, (IcingSeverity?)null)));

        // The second hour has no wind and no rain.
        Assert.That((At(10, 1).Wind, At(10, 0.5).Wind, At(10, 1).PrecipitationMillimetresPerHour), Is.EqualTo(((WindVector?)null, (WindVector?)null, (double?)null)));
        Assert.That(At(10, 1).Visibility, Is.Not.Null);
    }

    [TestCase("wind_speed_10m", "m/s", 36.0)]
    [TestCase("wind_speed_10m", "mp/h", 16.093)]
    [TestCase("wind_speed_10m", "kn", 18.52)]
    public void Speeds_are_told_in_four_units(string key, string unit, double expected)
    {
        var import = Read(Answer(answer => answer["hourly_units"]![key] = unit, answer => answer["hourly"]!["wind_gusts_10m"] = new JsonArray(200, 200)));
        Assert.That(import.Forecast!.At(Forecasts.Putuo, Forecasts.Metres(10), Worlds.Nine).Wind!.Value.EastMetresPerSecond, Is.EqualTo(expected).Within(1e-3));
    }

    [Test]
    public void Fahrenheit_inches_and_feet_are_converted()
    {
        var import = Read(Answer(answer => Unit(answer, "temperature_2m", "°F"), answer => Unit(answer, "precipitation", "inch"), answer => Unit(answer, "visibility", "ft")));
        var moment = import.Forecast!.At(Forecasts.Putuo, Forecasts.Metres(2), Worlds.Nine);

        // 12 °F, 0.5 inch, 24,000 ft.
        Assert.That(moment.Temperature!.Value.DegreesCelsius, Is.EqualTo(-11.1111).Within(1e-4));
        Assert.That(moment.PrecipitationMillimetresPerHour!.Value, Is.EqualTo(12.7).Within(1e-9));
        Assert.That(moment.Visibility!.Value.Metres, Is.EqualTo(7315.2).Within(1e-9));

        static void Unit(JsonNode answer, string key, string unit) => answer["hourly_units"]![key] = unit;
    }

    [Test]
    public void Local_times_and_seconds_since_1970_are_the_same_instants()
    {
        var local = Read(Answer(answer => answer["utc_offset_seconds"] = 28_800, answer => answer["hourly"]!["time"] = new JsonArray("2024-11-25T09:00", "2024-11-25T10:00")));
        var seconds = Read(Answer(
            answer => answer["hourly_units"]!["time"] = "unixtime",
            answer => answer["utc_offset_seconds"] = 28_800,
            answer => answer["hourly"]!["time"] = new JsonArray(Worlds.Nine.ToUnixTimeSeconds(), Worlds.Nine.ToUnixTimeSeconds() + 3600)));
        Assert.That(local.Forecast!.ValidTimes, Is.EqualTo(Forecasts.Hours(0, 1)));
        Assert.That(seconds.Forecast!.ValidTimes, Is.EqualTo(Forecasts.Hours(0, 1)));
    }

    [Test]
    public void Several_locations_hold_each_around_itself()
    {
        var other = Answer(answer => answer["latitude"] = 30.5, answer => answer["hourly"]!["wind_direction_10m"] = new JsonArray(180, 180));
        var import = Read(new JsonArray(Answer(), other));
        WindVector Wind(double latitude) => import.Forecast!.At(new(latitude, 122.3), Forecasts.Metres(10), Worlds.Nine).Wind!.Value;
        Assert.That(Wind(29.95).EastMetresPerSecond, Is.EqualTo(10).Within(1e-9));
        Assert.That(Wind(30.5).NorthMetresPerSecond, Is.EqualTo(10).Within(1e-9));

        var broken = Read(new JsonArray(Answer(), Answer(answer => answer["hourly"]!["visibility"]![1] = -5)));
        Assert.That(broken.Forecast, Is.Null);
        Assert.That((broken.Refusals.Single().Code, broken.Refusals.Single().Where), Is.EqualTo(("NEGATIVE", "[1].hourly.visibility[1]")));
    }

    [Test]
    public void A_gust_below_the_mean_wind_and_a_series_that_is_not_read_are_told_and_refuse_nothing()
    {
        var import = Read(Answer(answer => answer["hourly"]!["wind_gusts_10m"] = new JsonArray(35.9, 50), answer => answer["hourly"]!["cape"] = new JsonArray(1, 2)));
        Assert.That(import.Diagnostics.Select(told => (told.Code, told.Where, told.IsRefusal)), Is.EqualTo([("GUST_BELOW_WIND", "hourly.wind_gusts_10m[0]", false), ("UNKNOWN_COLUMN", "hourly.cape", false)]));
        Assert.That(import.Forecast!.At(Forecasts.Putuo, Forecasts.Metres(10), Worlds.Nine).SurfaceGust, Is.Null);
    }

    private static IEnumerable<TestCaseData> Spoiled()
    {
        TestCaseData Case(string code, string where, Action<JsonNode> spoil) => new(code, where, spoil) { TestName = $"{code}_at_{where}" };
        yield return Case("UNKNOWN_UNIT", "hourly_units.wind_speed_10m", answer => answer["hourly_units"]!["wind_speed_10m"] = "Bft");
        yield return Case("UNKNOWN_UNIT", "hourly_units.pressure_msl", answer => answer["hourly_units"]!["pressure_msl"] = "mmHg");
        yield return Case("UNKNOWN_UNIT", "hourly_units.time", answer => answer["hourly_units"]!["time"] = "local");
        yield return Case("MISSING_KEY", "hourly_units.visibility", answer => answer["hourly_units"]!.AsObject().Remove("visibility"));
        yield return Case("MISSING_KEY", "hourly.wind_speed_10m", answer => answer["hourly"]!.AsObject().Remove("wind_speed_10m"));
        yield return Case("MISSING_KEY", "hourly.wind_direction_120m", answer => answer["hourly"]!.AsObject().Remove("wind_direction_120m"));
        yield return Case("MISSING_KEY", "hourly", answer => answer.AsObject().Remove("hourly"));
        yield return Case("MISSING_KEY", "latitude", answer => answer.AsObject().Remove("latitude"));
        yield return Case("OUT_OF_RANGE", "longitude", answer => answer["longitude"] = 181);
        yield return Case("COUNTS_DIFFER", "hourly.visibility", answer => answer["hourly"]!["visibility"]!.AsArray().Add(5));
        yield return Case("WRONG_KIND", "hourly.visibility[0]", answer => answer["hourly"]!["visibility"]![0] = "24000");
        yield return Case("NEGATIVE", "hourly.wind_speed_120m[0]", answer => answer["hourly"]!["wind_speed_120m"]![0] = -1);
        yield return Case("OUT_OF_RANGE", "hourly.wind_direction_10m[0]", answer => answer["hourly"]!["wind_direction_10m"]![0] = 361);
        yield return Case("INVALID_TIME", "hourly.time[1]", answer => answer["hourly"]!["time"]![1] = "2024-11-25 02:00");
        yield return Case("TIME_ORDER", "hourly.time[1]", answer => answer["hourly"]!["time"]![1] = "2024-11-25T04:00");
        yield return Case("NOTHING_OF_USE", "reason", answer => answer["reason"] = "Minutely API request limit exceeded.");
    }

    [TestCaseSource(nameof(Spoiled))]
    public void An_answer_with_one_thing_wrong_is_refused_by_code_and_key(string code, string where, Action<JsonNode> spoil)
    {
        var import = Read(Answer(spoil));
        Assert.That(import.Forecast, Is.Null);
        Assert.That((import.Refusals.Single().Code, import.Refusals.Single().Where), Is.EqualTo((code, where)));
    }

    [TestCase("", "JSON_FORMAT")]
    [TestCase("{", "JSON_FORMAT")]
    [TestCase("{\"latitude\": 30, \"longitude\": 122, \"utc_offset_seconds\": 0, \"hourly\": {\"time\": [\"\\ud800\"]}, \"hourly_units\": {\"time\": \"iso8601\"}}", "JSON_FORMAT")]
    [TestCase("7", "MISSING_KEY")]
    [TestCase("[]", "TOO_LARGE")]
    [TestCase("{\"latitude\": 30, \"latitude\": 31}", "JSON_FORMAT")]
    [TestCase("[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]", "JSON_FORMAT")]
    public void What_is_no_answer_is_refused(string text, string code) =>
        Assert.That(OpenMeteoReader.Read(Encoding.UTF8.GetBytes(text), Forecasts.TenKilometres, Forecasts.Options).Refusals.Single().Code, Is.EqualTo(code));

    [Test]
    public void A_number_beyond_all_doubles_is_not_finite()
    {
        var text = Answer().ToJsonString().Replace("24000", "1e999", StringComparison.Ordinal);
        var import = OpenMeteoReader.Read(Encoding.UTF8.GetBytes(text), Forecasts.TenKilometres, Forecasts.Options);
        Assert.That((import.Refusals.Single().Code, import.Refusals.Single().Where), Is.EqualTo(("NOT_FINITE", "hourly.visibility[0]")));
    }

    [Test]
    public void An_answer_cut_anywhere_or_with_any_byte_changed_is_read_or_refused_and_never_crashes()
    {
        var bytes = Encoding.UTF8.GetBytes(Answer().ToJsonString());
        var random = new Random(17);
        for (var i = 0; i < 3000; i++)
        {
            var damaged = i < bytes.Length ? bytes[..i] : [.. bytes];
            if (i >= bytes.Length)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            var import = OpenMeteoReader.Read(damaged, Forecasts.TenKilometres, Forecasts.Options);
            Assert.That(import.Forecast is null, Is.EqualTo(import.Refusals.Any()));
        }
    }

    private static ForecastImport Read(JsonNode answer) => OpenMeteoReader.Read(JsonSerializer.SerializeToUtf8Bytes(answer), Forecasts.TenKilometres, Forecasts.Options);

    private static JsonNode Answer(params Action<JsonNode>[] changes)
    {
        var answer = JsonNode.Parse("""
            {
              "latitude": 29.95, "longitude": 122.3, "utc_offset_seconds": 0, "timezone": "GMT", "elevation": 3,
              "hourly_units": {
                "time": "iso8601", "wind_speed_10m": "km/h", "wind_direction_10m": "°", "wind_speed_120m": "km/h", "wind_direction_120m": "°",
                "wind_gusts_10m": "km/h", "temperature_2m": "°C", "relative_humidity_2m": "%", "precipitation": "mm", "visibility": "m", "pressure_msl": "hPa"
              },
              "hourly": {
                "time": ["2024-11-25T01:00", "2024-11-25T02:00"],
                "wind_speed_10m": [36, null], "wind_direction_10m": [270, 270], "wind_speed_120m": [72, null], "wind_direction_120m": [270, null],
                "wind_gusts_10m": [54, 60], "temperature_2m": [12, 13], "relative_humidity_2m": [80, 81], "precipitation": [0.5, null],
                "visibility": [24000, 20000], "pressure_msl": [1028, 1027]
              }
            }
            """)!;
        foreach (var change in changes)
        {
            change(answer);
        }

        return answer;
    }
}
