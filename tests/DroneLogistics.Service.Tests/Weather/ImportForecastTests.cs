using System.Net.Http.Json;
using DroneLogistics.Service.Tests.Cli;
using DroneLogistics.Service.Tests.Flights;
using DroneLogistics.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Weather;

/// <summary>Forecasts that are imported into a running service decide the flights that bring no wind of their own.</summary>
[TestFixtureSource(typeof(TestDatabases), nameof(TestDatabases.All))]
public sealed class ImportForecastTests(DatabaseKind database)
{
    private readonly FakeTimeProvider clock = new(Requests.Now);
    private RunningService service = null!;

    [SetUp]
    public async Task Start()
    {
        clock.AdjustTime(Requests.Now);
        service = await RunningService.StartAsync(database, Configured);
    }

    [TearDown]
    public async Task Stop() => await service.DisposeAsync();

    [Test]
    public async Task Without_a_forecast_nothing_is_booked_without_a_wind_and_with_one_it_is_and_names_it()
    {
        Assert.That(await RefusalAsync(), Does.Contain("FORECAST_UNAVAILABLE"));
        var held = (await ImportAsync(ForecastFiles.Calm)).Forecast;
        Assert.That((held.InForce, held.Format, held.Source, held.ValidTimeCount), Is.EqualTo((true, Forecast.Types.Format.Csv, "morning.csv", 49)));
        Assert.That(held.Quantities, Does.Contain(Forecast.Types.Quantity.Precipitation).And.Not.Contain(Forecast.Types.Quantity.Icing));

        var flight = (await service.Flights.ScheduleFlightAsync(Requests.Schedule(ForecastFiles.PlanInForecast()))).Flight;
        Assert.That(flight.Decision.WeatherForecast.Forecast, Is.EqualTo(held.Name));
        Assert.That(flight.Decision.Wind.SpeedMps, Is.EqualTo(5).Within(1e-9));
        Assert.That((await service.Flights.GetFlightAsync(new GetFlightRequest { Name = flight.Name })).Decision.WeatherForecast.IssueTime, Is.EqualTo(held.IssueTime));
    }

    [Test]
    public async Task In_rain_a_flight_is_refused_with_the_limit_and_a_wind_by_hand_goes_before_the_forecast()
    {
        await ImportAsync(ForecastFiles.Rain);
        Assert.That(await RefusalAsync(), Does.Contain("PRECIPITATION_LIMIT_EXCEEDED"));
        var check = await service.Planning.CheckFlightAsync(new CheckFlightRequest { Flight = ForecastFiles.PlanInForecast(), SkipRemedies = true });
        Assert.That(check.Decision.Findings.Select(finding => finding.Code), Does.Contain(ReasonCode.PrecipitationLimitExceeded));
        var byHand = (await service.Planning.CheckFlightAsync(new CheckFlightRequest { Flight = Requests.Plan(), SkipRemedies = true })).Decision;
        Assert.That((byHand.Verdict, byHand.WeatherForecast), Is.EqualTo((Verdict.Go, (ForecastUse?)null)));
    }

    [Test]
    public async Task Windows_payload_and_simulation_answer_in_the_forecast_in_force()
    {
        await ImportAsync(ForecastFiles.Rain);
        var windows = await service.Planning.SearchDepartureWindowsAsync(new SearchDepartureWindowsRequest { Flight = ForecastFiles.PlanInForecast(), HorizonDuration = Duration.FromTimeSpan(TimeSpan.FromMinutes(5)) });
        Assert.That((windows.Windows.Count, windows.First.WeatherForecast?.Source), Is.EqualTo((0, "morning.csv")));
        var plan = ForecastFiles.PlanInForecast();
        plan.ClearPayloadKg();
        var payload = await service.Planning.ComputeLargestPayloadAsync(new ComputeLargestPayloadRequest { Flight = plan });
        Assert.That(payload.Decision.Findings.Select(finding => finding.Code), Does.Contain(ReasonCode.PrecipitationLimitExceeded));

        // A wind ahead makes the flight longer than a calm. Of two that were issued at one time the later import holds.
        await ImportAsync("160,9,12,8,9999,0");
        var inWind = await SecondsAsync(ForecastFiles.PlanInForecast());
        var calm = Requests.Plan();
        calm.Wind.SpeedMps = 0;
        Assert.That(inWind, Is.GreaterThan(await SecondsAsync(calm) + 60));
    }

    [Test]
    public async Task A_forecast_grows_too_old_and_then_books_nothing()
    {
        await ImportAsync(ForecastFiles.Calm);
        clock.Advance(TimeSpan.FromHours(12));
        Assert.That((await service.Flights.ScheduleFlightAsync(Requests.Schedule(ForecastFiles.PlanInForecast()))).Flight.Name, Is.Not.Empty, "twelve hours are allowed");
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That(await RefusalAsync(), Does.Contain("FORECAST_TOO_OLD"));
    }

    [TestCase("340,5,4,8,9999,0", "GUST_BELOW_WIND", "content.line 2, column gust_mps")]
    [TestCase("340,NaN,9,8,9999,0", "NOT_FINITE", "content.line 2, column wind_mps")]
    [TestCase("340,60,65,8,9999,0", "WIND_IMPLAUSIBLE", "km/h called m/s")]
    public async Task A_file_that_is_wrong_or_not_believed_is_refused_by_name_and_the_old_one_stays_in_force(string weather, string reason, string place)
    {
        var good = (await ImportAsync(ForecastFiles.Calm)).Forecast;
        var trouble = await FlightsTests.FailsAsync(() => service.Weather.ImportForecastAsync(ForecastFiles.Import(ForecastFiles.Csv(weather))).ResponseAsync);
        Assert.That((trouble.StatusCode, FlightsTests.Reason(trouble)), Is.EqualTo((StatusCode.InvalidArgument, reason)));
        var violation = trouble.GetRpcStatus()!.GetDetail<Google.Rpc.BadRequest>()!.FieldViolations[0];
        Assert.That($"{violation.Field} {violation.Description}", Does.Contain(place));
        Assert.That((await service.Weather.ListForecastsAsync(new ListForecastsRequest())).Forecasts.Single(), Is.EqualTo(good));
        Assert.That((await service.Flights.ScheduleFlightAsync(Requests.Schedule(ForecastFiles.PlanInForecast()))).Flight.Decision.WeatherForecast.Forecast, Is.EqualTo(good.Name));
    }

    [Test]
    public async Task A_forecast_from_the_future_and_one_of_the_past_are_refused()
    {
        var early = ForecastFiles.Import(ForecastFiles.Csv(ForecastFiles.Calm));
        early.IssueTime = Requests.Now.AddHours(1).ToTimestamp();
        Assert.That(await ReasonAsync(early), Is.EqualTo("ISSUED_IN_FUTURE"));
        clock.Advance(TimeSpan.FromDays(3));
        Assert.That(await ReasonAsync(ForecastFiles.Import(ForecastFiles.Csv(ForecastFiles.Calm))), Is.EqualTo("ALL_TIMES_PAST"));
    }

    [Test]
    public async Task The_forecast_that_was_issued_last_is_in_force_whatever_the_order_of_imports()
    {
        var (old, last) = (Requests.Now.AddHours(-6), Requests.Now.AddMinutes(-5));
        Assert.That((await ImportAsync(ForecastFiles.Calm, last)).Forecast.InForce, Is.True);
        Assert.That((await ImportAsync(ForecastFiles.Rain, old)).Forecast.InForce, Is.False);
        var page = await service.Weather.ListForecastsAsync(new ListForecastsRequest { PageSize = 1 });
        var rest = await service.Weather.ListForecastsAsync(new ListForecastsRequest { PageSize = 1, PageToken = page.NextPageToken });
        Assert.That((page.Forecasts.Single().InForce, rest.Forecasts.Single().InForce, rest.NextPageToken), Is.EqualTo((true, false, string.Empty)));
        Assert.That(rest.Forecasts.Single().IssueTime.ToDateTimeOffset(), Is.EqualTo(old));
        Assert.That((await service.Planning.CheckFlightAsync(new CheckFlightRequest { Flight = ForecastFiles.PlanInForecast(), SkipRemedies = true })).Decision.Verdict, Is.EqualTo(Verdict.Go));
    }

    [Test]
    public async Task A_retry_is_the_first_answer_and_judging_stores_nothing()
    {
        var request = ForecastFiles.Import(ForecastFiles.Csv(ForecastFiles.Calm));
        request.ValidateOnly = true;
        Assert.That((await service.Weather.ImportForecastAsync(request)).Forecast.Name, Is.Empty);
        Assert.That((await service.Weather.ListForecastsAsync(new ListForecastsRequest())).Forecasts, Is.Empty);
        (request.ValidateOnly, request.ForecastId) = (false, "morning");
        var first = await service.Weather.ImportForecastAsync(request);
        Assert.That(first.Forecast.Name, Is.EqualTo("forecasts/morning"));
        Assert.That(await service.Weather.ImportForecastAsync(request), Is.EqualTo(first));
        request.FileName = "other.csv";
        Assert.That(await ReasonAsync(request), Is.EqualTo("REQUEST_ID_REUSED"));
        request.RequestId = Guid.NewGuid().ToString();
        Assert.That(await ReasonAsync(request), Is.EqualTo("ID_TAKEN"));
    }

    [Test]
    public async Task It_is_in_force_after_a_restart_and_at_once_in_another_process()
    {
        await using var other = await service.StartAnotherAsync(Configured);
        var held = (await ImportAsync(ForecastFiles.Rain)).Forecast;
        await using var later = await service.StartAnotherAsync(Configured);
        foreach (var asked in new[] { other, later })
        {
            Assert.That(await asked.Weather.GetForecastAsync(new GetForecastRequest { Name = held.Name }), Is.EqualTo(held));
            var decision = (await asked.Planning.CheckFlightAsync(new CheckFlightRequest { Flight = ForecastFiles.PlanInForecast(), SkipRemedies = true })).Decision;
            Assert.That(decision.WeatherForecast.Forecast, Is.EqualTo(held.Name));
            Assert.That(decision.Findings.Select(finding => finding.Code), Does.Contain(ReasonCode.PrecipitationLimitExceeded));
        }
    }

    [Test]
    public async Task A_stored_file_that_was_changed_stops_the_service_by_name()
    {
        var held = (await ImportAsync(ForecastFiles.Calm)).Forecast;
        await service.ExecuteAsync(database == DatabaseKind.Sqlite
            ? "UPDATE forecast SET content = CAST(replace(CAST(content AS TEXT), '9999', '8888') AS BLOB)"
            : "UPDATE forecast SET content = convert_to(replace(convert_from(content, 'UTF8'), '9999', '8888'), 'UTF8')");

        var trouble = await Assert.ThrowsAsync<ConfigurationException>(async () => await service.StartAnotherAsync(Configured));
        Assert.That(trouble!.Message, Does.Contain(held.Name));
    }

    [Test]
    public async Task A_TAF_holds_about_its_aerodrome_as_far_as_is_said_and_a_day_of_it_is_told_hour_by_hour()
    {
        var request = ForecastFiles.Import("TAF ZSZS 232300Z 2400/2424 34005MPS 9999 SCT030 TEMPO 2404/2408 3000 TSRA BKN015CB=", "taf.txt");
        Assert.That(await ReasonAsync(request), Is.EqualTo("REQUIRED"));
        request.RadiusM = 30_000;
        var held = (await service.Weather.ImportForecastAsync(request)).Forecast;
        Assert.That((held.Format, held.Source, held.RadiusM, held.IssueTime.ToDateTimeOffset()), Is.EqualTo((Forecast.Types.Format.Taf, "TAF ZSZS", 30_000.0, Requests.Now.AddHours(-1))));

        var day = await service.Weather.SampleForecastAsync(new SampleForecastRequest { Site = "sites/putuo", HourCount = 9 });
        var (calm, storm) = (day.Moments[0], day.Moments[5]);
        Assert.That((calm.WindMps, calm.WindFromDeg, calm.HasTemperatureDegc, calm.HasPrecipitationMmph, calm.Lightning), Is.EqualTo((5.0, 340.0, false, false, false)).Using<double>((a, b) => Math.Abs(a - b) < 1e-9));
        Assert.That((storm.VisibilityM, storm.Lightning), Is.EqualTo((3000.0, true)));
        Assert.That((await service.Weather.SampleForecastAsync(new SampleForecastRequest { Site = "sites/sijiao" })).Moments[0].HasWindMps, Is.False, "beyond the radius nothing is known");
        request = ForecastFiles.Import("METAR ZSZS 240000Z 34005MPS 9999 SCT030 10/05 Q1020=", "metar.txt");
        Assert.That(await ReasonAsync(request), Is.EqualTo("NOTHING_OF_USE"), "a report of now is no forecast");
    }

    [Test]
    public async Task Over_JSON_it_is_imported_and_listed_and_what_is_not_there_is_told()
    {
        var request = ForecastFiles.Import(ForecastFiles.Csv(ForecastFiles.Calm));
        var answer = await service.Http.PostAsJsonAsync("/v1/forecasts:import", new { requestId = request.RequestId, content = request.Content.ToBase64(), fileName = "morning.csv", forecastId = "morning" });
        Assert.That((int)answer.StatusCode, Is.EqualTo(200), await answer.Content.ReadAsStringAsync());
        Assert.That(await service.Http.GetStringAsync(new Uri("/v1/forecasts", UriKind.Relative)), Does.Contain("forecasts/morning"));
        Assert.That(await service.Http.GetStringAsync(new Uri("/v1/forecasts:sample?site=sites/putuo&hourCount=1", UriKind.Relative)), Does.Match("\"windMps\": ?(5|4\\.99999)"));
        Assert.That((int)(await service.Http.GetAsync(new Uri("/v1/forecasts/evening", UriKind.Relative))).StatusCode, Is.EqualTo(404));
    }

    [Test]
    public async Task The_command_imports_lists_and_shows_and_tells_a_refusal_by_its_place()
    {
        string[] at = ["--server", service.Host.Url.ToString(), "--token-file", service.Host.TokenFile];
        var file = Path.Combine(service.Folder, "morning.csv");
        await File.WriteAllTextAsync(file, ForecastFiles.Csv("340,5,9,,9999,0"));
        var taken = await Drone.RunAsync(["forecast", "import", file, "--id", "morning", .. at]);
        Assert.That(taken.Exit, Is.Zero, taken.Error);
        Assert.That(taken.Output, Does.StartWith($"forecasts/morning is imported from {file} and is in force.").And.Contain("49 valid times from 2026-11-24 08:00:00 Asia/Shanghai"));
        Assert.That((await Drone.RunAsync(["forecast", "list", .. at])).Output, Does.StartWith("morning  in force").And.EndWith($"1 forecasts.{Environment.NewLine}"));
        var hours = await Drone.RunAsync(["forecast", "show", "morning", "--site", "liuheng", "--hours", "2", .. at]);
        Assert.That(hours.Output, Does.Match(@"11-24 08:00 +340 +5\.0 +9\.0 +- +10 km up +0\.0 +- +-"), hours.Error);

        await File.WriteAllTextAsync(file, ForecastFiles.Csv("340,5,9,8,9999,-1"));
        var refused = await Drone.RunAsync(["forecast", "import", file, .. at]);
        Assert.That((refused.Exit, refused.Output), Is.EqualTo((64, string.Empty)));
        Assert.That(refused.Error, Does.Contain("FILE line 2, column precipitation_mmh is refused, NEGATIVE"));
        Assert.That((await Drone.RunAsync(["forecast", "show", "evening", .. at])).Error, Does.Contain("NAME there is no forecast \"evening\""));
    }

    [Test]
    public async Task A_service_starts_with_a_forecast_takes_the_same_file_once_and_does_not_start_with_a_bad_one()
    {
        var request = ForecastFiles.Import(ForecastFiles.Csv(ForecastFiles.Calm));
        foreach (var start in new[] { 1, 2 })
        {
            await using var started = await service.StartAnotherAsync(options => Configured(options) with { Forecast = request });
            Assert.That((started.Host.Forecast!.InForce, (await started.Weather.ListForecastsAsync(new ListForecastsRequest())).Forecasts.Count), Is.EqualTo((true, 1)), $"start {start}");
        }

        var bad = ForecastFiles.Import(ForecastFiles.Csv("340,5,4,8,9999,0"));
        Assert.That((await Assert.ThrowsAsync<RpcException>(() => service.StartAnotherAsync(options => Configured(options) with { Forecast = bad })))!.Status.Detail, Does.Contain("GUST_BELOW_WIND"));
        var file = Path.Combine(service.Folder, "bad.csv");
        await File.WriteAllTextAsync(file, "valid_time\n2026-11-25T01:00:00Z\n");
        var refused = await Drone.RunAsync("serve", "--port", "0", "--db", Path.Combine(service.Folder, "other.db"), "--forecast", file);
        Assert.That((refused.Exit, refused.Output), Is.EqualTo((64, string.Empty)));
        Assert.That(refused.Error, Does.Contain("MISSING_COLUMN"));
    }

    private ServeOptions Configured(ServeOptions options) => options with { Clock = clock };

    private async Task<ImportForecastResponse> ImportAsync(string weather, DateTimeOffset? issued = null)
    {
        var request = ForecastFiles.Import(ForecastFiles.Csv(weather));
        request.IssueTime = issued?.ToTimestamp();
        return await service.Weather.ImportForecastAsync(request);
    }

    private async Task<string> ReasonAsync(ImportForecastRequest request) => FlightsTests.Reason(await FlightsTests.FailsAsync(() => service.Weather.ImportForecastAsync(request).ResponseAsync));

    /// <summary>The codes for which the flight is not booked in the forecast in force.</summary>
    private async Task<string> RefusalAsync()
    {
        var trouble = await FlightsTests.FailsAsync(() => service.Flights.ScheduleFlightAsync(Requests.Schedule(ForecastFiles.PlanInForecast())).ResponseAsync);
        Assert.That(trouble.StatusCode, Is.EqualTo(StatusCode.FailedPrecondition));
        return string.Join(' ', trouble.GetRpcStatus()!.GetDetail<Google.Rpc.PreconditionFailure>()!.Violations.Select(violation => violation.Type));
    }

    private async Task<double> SecondsAsync(FlightPlan plan)
    {
        using var call = service.Planning.SimulateFlight(new SimulateFlightRequest { Flight = plan });
        var last = new TracePoint();
        await foreach (var point in call.ResponseStream.ReadAllAsync())
        {
            last = point;
        }

        return last.Elapsed.ToTimeSpan().TotalSeconds;
    }
}
