using System.Text;
using DroneLogistics.Formats;
using DroneLogistics.Geodesy;
using DroneLogistics.Tests.Weather;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using NUnit.Framework;

namespace DroneLogistics.Tests.Formats;

/// <summary>A forecast of any format: which one it is, when it was made known and how far it holds.</summary>
public sealed class ForecastFileTests
{
    private const string Csv = "valid_time,wind_from_deg,wind_mps,gust_mps,temperature_c,visibility_m,precipitation_mmh\n2026-11-25T01:00:00Z,340,5,9,8,9999,0\n2026-11-25T02:00:00Z,340,5,9,8,9999,0\n";
    private const string Taf = "TAF ZSZS 242300Z 2500/2524 34005MPS 9999 SCT030=";

    private static readonly DateTimeOffset Now = new(2026, 11, 25, 0, 0, 0, TimeSpan.Zero);

    [TestCase("GRIB", ForecastFormat.Grib2)]
    [TestCase("{\"latitude\":30}", ForecastFormat.OpenMeteo)]
    [TestCase("\uFEFF \r\n[{}]", ForecastFormat.OpenMeteo)]
    [TestCase(Taf, ForecastFormat.Taf)]
    [TestCase("TAFELBERG", ForecastFormat.Csv)]
    [TestCase("", ForecastFormat.Csv)]
    public void A_file_is_known_by_how_it_begins(string text, ForecastFormat format) =>
        Assert.That(ForecastFile.FormatOf(Encoding.UTF8.GetBytes(text)), Is.EqualTo(format));

    [Test]
    public void A_forecast_is_rather_taken_for_older_than_for_newer()
    {
        // Its first valid time is an hour after the reading, and then an hour before it.
        Assert.That(Read(Csv, Options).Origin.IssuedAt, Is.EqualTo(Now));
        Assert.That(Read(Csv, Options with { Now = Now.AddHours(2) }).Origin.IssuedAt, Is.EqualTo(Now.AddHours(1)));
        Assert.That(Read(Csv, Options with { IssuedAt = Now.AddHours(-3) }).Origin.IssuedAt, Is.EqualTo(Now.AddHours(-3)));
    }

    [Test]
    public void A_TAF_tells_its_time_and_holds_about_its_aerodrome()
    {
        var options = Options with { Radius = Length.FromKilometres(20), AerodromeAt = ident => ident == "ZSZS" ? Forecasts.Putuo : null };
        var taf = Read(Taf, options);
        Assert.That((taf.Origin.Source, taf.Origin.IssuedAt), Is.EqualTo(("TAF ZSZS", Now.AddHours(-1))));
        Assert.That((taf.Grids[0].Centre, taf.Grids[0].Radius), Is.EqualTo((Forecasts.Putuo, (Length?)Length.FromKilometres(20))));
        Assert.That(Refusal(Taf, options with { AerodromeAt = _ => null }), Is.EqualTo(WeatherProblem.MissingValue));
        Assert.That(Refusal(Taf + "\n" + Taf, options), Is.EqualTo(WeatherProblem.CountsDiffer));
        Assert.Throws<ArgumentException>(() => ForecastFile.Read(Encoding.UTF8.GetBytes(Taf), options with { Radius = null }));
    }

    [Test]
    public void A_report_of_the_weather_that_was_is_no_forecast() =>
        Assert.That(Refusal("METAR ZSZS 250000Z 34005MPS 9999 SCT030 10/05 Q1020=", Options), Is.EqualTo(WeatherProblem.NothingOfUse));

    [Test]
    public void A_radius_that_was_stated_is_believed_and_without_one_the_whole_area_is_covered()
    {
        Assert.That(ForecastFile.Doubts(Read(Csv, Options), Options), Is.Empty);
        var near = Options with { Radius = Length.FromKilometres(5) };
        Assert.That(ForecastFile.Doubts(Read(Csv, near), near), Is.Empty);
        var late = Options with { Now = Now.AddDays(1) };
        Assert.That(ForecastFile.Doubts(Read(Csv, late), late).Single(), Has.Property("Problem").EqualTo(WeatherProblem.AllTimesPast).And.Property("Source").EqualTo("file"));
    }

    private static ForecastFileOptions Options => new()
    {
        File = "file",
        Source = "ours",
        Now = Now,
        ServiceArea = new GeoBox(29.5, 121.5, 30.5, 122.5),
        Weather = Forecasts.Policy,
        Wind = Forecasts.Wind,
    };

    private static Forecast Read(string text, ForecastFileOptions options) => ForecastFile.Read(Encoding.UTF8.GetBytes(text), options).Forecast!;

    private static WeatherProblem Refusal(string text, ForecastFileOptions options) => ForecastFile.Read(Encoding.UTF8.GetBytes(text), options).Refusals.First().Problem;
}
