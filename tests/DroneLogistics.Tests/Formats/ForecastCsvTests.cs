using System.Text;
using DroneLogistics.Formats;
using DroneLogistics.Tests.Weather;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using DroneLogistics.Weather.Formats;
using NUnit.Framework;

namespace DroneLogistics.Tests.Formats;

/// <summary>The plain table of a forecast: read whole, or refused with code, line and column.</summary>
public sealed class ForecastCsvTests
{
    private const string Header = "valid_time,wind_from_deg,wind_mps,gust_mps,temperature_c,visibility_m,precipitation_mmh\n";
    private const string Good = "2024-11-25T01:00:00Z,340,7,13,12,9999,0\n";

    [Test]
    public void A_table_is_read_with_empty_cells_as_not_known()
    {
        var import = Read(Header + Good + "2024-11-25T10:00:00+08:00,360,0,,,,\n");
        Assert.That(import.Diagnostics, Is.Empty);
        var first = import.Forecast!.At(Forecasts.Putuo, Forecasts.Metres(10), Worlds.Nine);
        Assert.That(first.Wind!.Value.From.Degrees, Is.EqualTo(340).Within(1e-9));
        Assert.That(first.Wind!.Value.Speed.MetresPerSecond, Is.EqualTo(7).Within(1e-9));
        Assert.That(first.SurfaceGust, Is.EqualTo(Speed.FromMetresPerSecond(13)));
        Assert.That(first.Visibility, Is.EqualTo(Length.FromMetres(9999)));
        Assert.That(first.PrecipitationMillimetresPerHour, Is.Zero);
        Assert.That(first.Ceiling, Is.Null);

        var second = import.Forecast.At(Forecasts.Putuo, Forecasts.Metres(10), Worlds.Nine.AddHours(1));
        Assert.That(second.Wind!.Value.Speed.MetresPerSecond, Is.Zero);
        Assert.That((second.SurfaceGust, second.Temperature, second.Visibility, second.PrecipitationMillimetresPerHour), Is.EqualTo(((Speed?)null, (Temperature?)null, (Length?)null, (double?)null)));
    }

    [TestCase("2024-11-25T02:00:00Z,NaN,7,13,12,9999,0", "NOT_FINITE", "line 3, column wind_from_deg", "\"NaN\"")]
    [TestCase("2024-11-25T02:00:00Z,340,Infinity,13,12,9999,0", "NOT_FINITE", "line 3, column wind_mps", "\"Infinity\"")]
    [TestCase("2024-11-25T02:00:00Z,340,-7,13,12,9999,0", "NEGATIVE", "line 3, column wind_mps", "\"-7\"")]
    [TestCase("2024-11-25T02:00:00Z,361,7,13,12,9999,0", "OUT_OF_RANGE", "line 3, column wind_from_deg", "\"361\"")]
    [TestCase("2024-11-25T02:00:00Z,340,7,6.9,12,9999,0", "GUST_BELOW_WIND", "line 3, column gust_mps", "6.9")]
    [TestCase("2024-11-25T02:00:00Z,340,7,13,12,9999,-0.1", "NEGATIVE", "line 3, column precipitation_mmh", "\"-0.1\"")]
    [TestCase("2024-11-25T02:00:00Z,340,7,13,285,9999,0", "OUT_OF_RANGE", "line 3, column temperature_c", "\"285\"")]
    [TestCase("2024-11-25T02:00:00Z,340,7 m/s,13,12,9999,0", "CSV_FORMAT", "line 3, column wind_mps", "\"7 m/s\"")]
    [TestCase("2024-11-25T02:00:00Z,,7,13,12,9999,0", "MISSING_VALUE", "line 3, column wind_from_deg", "an empty cell")]
    [TestCase("2024-11-25T02:00:00Z,340,,13,12,9999,0", "MISSING_VALUE", "line 3, column wind_mps", "an empty cell")]
    [TestCase("2024-11-25T02:00:00,340,7,13,12,9999,0", "INVALID_TIME", "line 3, column valid_time", "2024-11-25T02:00:00")]
    [TestCase("2024-11-31T02:00:00Z,340,7,13,12,9999,0", "INVALID_TIME", "line 3, column valid_time", "2024-11-31")]
    [TestCase("2024-11-25T01:00:00Z,340,7,13,12,9999,0", "TIME_ORDER", "line 3, column valid_time", "2024-11-25T01:00:00")]
    [TestCase("2024-11-25T02:00:00Z,340,7", "CSV_FORMAT", "line 3", "3 cells")]
    public void A_line_that_cannot_be_read_refuses_the_table_with_code_line_and_column(string line, string code, string where, string found)
    {
        var import = Read(Header + Good + line);
        Assert.That(import.Forecast, Is.Null);
        var refusal = import.Refusals.Single();
        Assert.That((refusal.Code, refusal.Where), Is.EqualTo((code, where)));
        Assert.That(refusal.Found, Does.Contain(found));
    }

    [Test]
    public void Columns_are_exactly_those_that_are_named_in_any_order()
    {
        Assert.That(Code("valid_time,wind_from_deg,wind_mps,gust_mps,temperature_c,visibility_m\n2024-11-25T01:00:00Z,340,7,13,12,9999\n"), Is.EqualTo(("MISSING_COLUMN", "line 1, column precipitation_mmh")));
        Assert.That(Code(Header.TrimEnd() + ",humidity\n" + Good.TrimEnd() + ",80\n"), Is.EqualTo(("UNKNOWN_COLUMN", "line 1, column humidity")));
        Assert.That(Code(string.Empty).Code, Is.EqualTo("CSV_FORMAT"));
        Assert.That(Code(Header).Code, Is.EqualTo("CSV_FORMAT"));
        Assert.That(Read("wind_mps,valid_time,wind_from_deg,gust_mps,temperature_c,visibility_m,precipitation_mmh\n7,2024-11-25T01:00:00Z,340,13,12,9999,0\n").Forecast, Is.Not.Null);

        (string Code, string Where) Code(string text)
        {
            var refusal = Read(text).Refusals.Single();
            return (refusal.Code, refusal.Where);
        }
    }

    [Test]
    public void A_table_that_is_too_large_is_refused_before_it_is_read()
    {
        var small = Forecasts.Policy with { Files = Forecasts.Policy.Files with { MaxFileBytes = 150, MaxValidTimes = 1 } };
        Assert.That(Read(Header + new string(' ', 150), small).Refusals.Single().Code, Is.EqualTo("TOO_LARGE"));
        var two = small with { Files = small.Files with { MaxFileBytes = 1000 } };
        Assert.That(Read(Header + Good + Good, two).Refusals.Single().Code, Is.EqualTo("TOO_LARGE"));
    }

    [Test]
    public void A_table_cut_anywhere_or_with_any_byte_changed_is_read_or_refused_and_never_crashes()
    {
        var bytes = Encoding.UTF8.GetBytes(Header + Good + "2024-11-25T02:00:00Z,350,8,,\"11\",5000,0.2\r\n");
        var random = new Random(29);
        for (var i = 0; i < 3000; i++)
        {
            var damaged = i < bytes.Length ? bytes[..i] : [.. bytes];
            for (var step = i < bytes.Length ? 0 : random.Next(1, 3); step > 0; step--)
            {
                damaged[random.Next(damaged.Length)] = (byte)(random.Next(2) == 0 ? random.Next(256) : "0123456789,\"\r\n-.eNa "[random.Next(20)]);
            }

            var import = ForecastCsv.Read(damaged, new PointRegion(Forecasts.Putuo, Forecasts.TenKilometres), Forecasts.Options);
            Assert.That(import.Forecast is null, Is.EqualTo(import.Refusals.Any()));
        }
    }

    private static ForecastImport Read(string text, WeatherPolicy? policy = null) =>
        ForecastCsv.Read(Encoding.UTF8.GetBytes(text), new PointRegion(Forecasts.Putuo, Forecasts.TenKilometres), Forecasts.Options with { Weather = policy ?? Forecasts.Policy });
}
