using DroneLogistics.V1;
using Google.Protobuf;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Cli;

/// <summary>A forecast in a file, from the command line to the answer.</summary>
public sealed class ForecastFileTests
{
    private const string Header = "valid_time,wind_from_deg,wind_mps,gust_mps,temperature_c,visibility_m,precipitation_mmh\n";

    private DirectoryInfo folder = null!;

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("drone-forecast-");

    [TearDown]
    public void RemoveFolder() => folder.Delete(recursive: true);

    [Test]
    public async Task A_calm_morning_goes_and_the_answer_names_the_forecast()
    {
        var run = await CheckAsync(Morning("340,5,9,8,9999,0"), "--json");
        var decision = JsonParser.Default.Parse<Decision>(run.Output);

        Assert.That(run.Exit, Is.Zero, run.Output);
        Assert.That(decision.WeatherForecast.Source, Is.EqualTo("forecast.csv"));
        Assert.That(decision.WeatherForecast.AgeDuration.ToTimeSpan(), Is.EqualTo(TimeSpan.FromHours(1)));
        Assert.That(decision.Wind.SpeedMps, Is.EqualTo(5).Within(1e-9));
        Assert.That(decision.TemperatureDegc, Is.EqualTo(8.065).Within(1e-9));
        Assert.That(decision.Advisories.Select(advisory => advisory.Code), Has.No.Member(ReasonCode.WindAssumed));
    }

    [TestCase("340,5,9,8,9999,6", "PRECIPITATION_LIMIT_EXCEEDED: 6.0 mm/h")]
    [TestCase("340,5,9,8,900,0", "VISIBILITY_BELOW_MINIMUM: 900 m")]
    [TestCase("340,5,9,8,,0", "VISIBILITY_BELOW_MINIMUM: The visibility at departure from Putuo")]
    [TestCase("340,9,15,8,9999,0", "GUST_LIMIT_EXCEEDED: 15.0 m/s")]
    public async Task A_morning_that_is_too_bad_or_not_told_is_refused_with_the_reason(string weather, string reason)
    {
        var run = await CheckAsync(Morning(weather));

        Assert.That(run.Exit, Is.EqualTo(2));
        Assert.That(run.Output, Does.Contain(reason));
        Assert.That(run.Output, Does.Contain("forecast forecast.csv, issued 2024-11-25 07:00:00"));
    }

    [Test]
    public async Task A_window_of_departures_closes_before_the_rain_comes()
    {
        // Between two valid times the worse of them holds: rain at eleven refuses whatever is in the air after ten.
        var file = Path.Combine(folder.FullName, "forecast.csv");
        await File.WriteAllTextAsync(file, Header + "2024-11-25T00:00:00Z,340,5,9,8,9999,0\n2024-11-25T02:00:00Z,340,5,9,8,9999,0\n2024-11-25T03:00:00Z,340,5,9,8,9999,6\n");
        var run = await Drone.RunAsync(
            "windows", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "15", "--depart", "2024-11-25T09:30+08:00", "--horizon", "20m", "--at", "2024-11-25T08:00+08:00", "--forecast", file, "--json");

        // The flight takes 20.2 minutes.
        var windows = JsonParser.Default.Parse<SearchDepartureWindowsResponse>(run.Output).Windows;
        Assert.That(windows, Has.Count.EqualTo(1));
        Assert.That(windows[0].EndTime.ToDateTimeOffset(), Is.InRange(new DateTimeOffset(2024, 11, 25, 1, 39, 0, TimeSpan.Zero), new DateTimeOffset(2024, 11, 25, 1, 41, 0, TimeSpan.Zero)));
    }

    [Test]
    public async Task A_forecast_that_was_issued_long_ago_is_too_old()
    {
        var run = await CheckAsync(Morning("340,5,9,8,9999,0"), "--forecast-issued", "2024-11-24T19:00+08:00");

        Assert.That(run.Exit, Is.EqualTo(2));
        Assert.That(run.Output, Does.Contain("FORECAST_TOO_OLD").And.Contain("13.0 h old, 12.0 h allowed"));
    }

    [TestCase("340,5,4,8,9999,0", "line 2, column gust_mps: GUST_BELOW_WIND")]
    [TestCase("340,5,9,8,9999,-1", "line 2, column precipitation_mmh: NEGATIVE")]
    [TestCase("340,NaN,9,8,9999,0", "line 2, column wind_mps")]
    [TestCase("340,60,65,8,9999,0", "WIND_IMPLAUSIBLE")]
    public async Task A_file_that_is_wrong_or_not_believed_is_refused_as_bad_input_with_its_place(string weather, string complaint)
    {
        var run = await CheckAsync(Morning(weather));

        Assert.That(run.Exit, Is.EqualTo(64));
        Assert.That(run.Output, Is.Empty);
        Assert.That(run.Error, Does.Contain("forecast.csv: ").And.Contain(complaint));
    }

    [TestCase("--wind-speed", "3", "--wind-speed and --forecast exclude each other")]
    [TestCase("--server", "http://127.0.0.1:1", "--server and --forecast exclude each other")]
    [TestCase("--forecast-radius-km", "0", "--forecast-radius-km is 0; expected more than 0")]
    public async Task What_would_shut_out_the_forecast_or_cannot_be_is_refused(string option, string value, string complaint)
    {
        var run = await CheckAsync(Morning("340,5,9,8,9999,0"), option, value);

        Assert.That(run.Exit, Is.EqualTo(64));
        Assert.That(run.Error, Does.Contain(complaint));
    }

    [Test]
    public async Task A_file_that_is_not_there_and_a_radius_without_a_file_are_told()
    {
        Assert.That((await Drone.RunAsync([.. Drone.Check, "--forecast", Path.Combine(folder.FullName, "none.csv")])).Exit, Is.EqualTo(66));
        var run = await Drone.RunAsync([.. Drone.Check, "--forecast-radius-km", "20"]);
        Assert.That(run.Exit, Is.EqualTo(64));
        Assert.That(run.Error, Does.Contain("--forecast-radius-km is given without --forecast"));
    }

    [Test]
    public async Task Outside_of_the_radius_that_was_stated_the_wind_is_not_known()
    {
        var run = await CheckAsync(Morning("340,5,9,8,9999,0"), "--forecast-radius-km", "5");

        Assert.That(run.Exit, Is.EqualTo(2));
        Assert.That(run.Output, Does.Contain("FORECAST_UNAVAILABLE").And.Contain("wind unknown"));
    }

    /// <summary>The same from seven to thirteen o'clock local time.</summary>
    private static string Morning(string weather) =>
        Header + string.Concat(Enumerable.Range(0, 6).Select(hour => FormattableString.Invariant($"2024-11-{(hour == 0 ? 24 : 25)}T{(hour + 23) % 24:00}:00:00Z,{weather}\n")));

    private async Task<Run> CheckAsync(string csv, params string[] further)
    {
        var file = Path.Combine(folder.FullName, "forecast.csv");
        await File.WriteAllTextAsync(file, csv);
        return await Drone.RunAsync([.. Drone.Check, "--depart", "2024-11-25T09:00+08:00", "--at", "2024-11-25T08:00+08:00", "--forecast", file, .. further]);
    }
}
