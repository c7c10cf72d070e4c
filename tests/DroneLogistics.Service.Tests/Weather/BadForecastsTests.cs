using System.Net;
using System.Text;
using DroneLogistics.Service.Tests.Cli;
using DroneLogistics.Service.Tests.Flights;
using DroneLogistics.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Weather;

/// <summary>Forecasts that are no good are refused by name through the service, and the one before stays in force.</summary>
public sealed class BadForecastsTests
{
    private RunningService service = null!;
    private Forecast good = null!;

    [SetUp]
    public async Task Start()
    {
        service = await RunningService.StartAsync(options => options with { Clock = new FakeTimeProvider(Requests.Now) });
        good = (await service.Weather.ImportForecastAsync(ForecastFiles.Import(ForecastFiles.Csv(ForecastFiles.Calm)))).Forecast;
    }

    [TearDown]
    public async Task Stop() => await service.DisposeAsync();

    [Test]
    public async Task A_gap_a_wrong_region_an_unknown_template_and_members_that_disagree_are_refused_by_name()
    {
        var lines = ForecastFiles.Csv(ForecastFiles.Calm).Split('\n');
        var far = ForecastFiles.Import(ForecastFiles.Csv(ForecastFiles.Calm));
        (far.Position, far.RadiusM) = (new Google.Type.LatLng { Latitude = 40, Longitude = 116 }, 30_000);
        var members = ForecastFiles.Csv(ForecastFiles.Calm).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select((line, index) => index == 0 ? $"member,{line}" : $"{(index == 5 ? 1 : 0)},{line}");

        // One section 3 with grid template 30, Lambert's projection, which is not read.
        byte[] grib = [.. "GRIB"u8, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 75, 0, 0, 0, 21, 1, 0, 7, 0, 0, 2, 1, 1, 7, 234, 11, 24, 0, 0, 0, 0, 1, 0, 0, 0, 34, 3, 0, 0, 0, 0, 1, 0, 0, 0, 30, .. new byte[20], .. "7777"u8];
        var unknown = new ImportForecastRequest { RequestId = Guid.NewGuid().ToString(), Content = ByteString.CopyFrom(grib), FileName = "model.grib2" };

        await RefusedAsync(ForecastFiles.Import(string.Join('\n', lines.Where((_, index) => index is not (4 or 5 or 6 or 7)))), "TIME_GAP");
        await RefusedAsync(far, "REGION_TOO_SMALL");
        await RefusedAsync(ForecastFiles.Import(string.Join('\n', members)), "COUNTS_DIFFER");
        await RefusedAsync(unknown, "UNKNOWN_TEMPLATE", "GRIB_FORMAT", "NOTHING_OF_USE");
    }

    [Test]
    public async Task A_gigabyte_of_JSON_is_refused_without_being_read()
    {
        using var content = new Endless(1L << 30);
        try
        {
            using var answer = await service.Http.PostAsync(new Uri("/v1/forecasts:import", UriKind.Relative), content);
            Assert.That((int)answer.StatusCode, Is.EqualTo(413).Or.EqualTo(400).Or.EqualTo(429), $"{answer.StatusCode}");
        }
        catch (HttpRequestException)
        {
            // The service has hung up while the rest was still being sent.
        }

        Assert.That(content.Sent, Is.LessThan(200L << 20));
        await StaysAsync();
    }

    [Test]
    public async Task The_command_refuses_a_gigabyte_by_its_length()
    {
        var file = Path.Combine(service.Folder, "huge.json");
        await using (var huge = File.Create(file))
        {
            huge.SetLength(1L << 30);
        }

        var check = await Drone.RunAsync([.. Drone.Check, "--forecast", file]);
        var import = await Drone.RunAsync("forecast", "import", file, "--server", service.Host.Url.ToString(), "--token-file", service.Host.TokenFile);

        Assert.That((check.Exit, import.Exit), Is.EqualTo((64, 64)));
        Assert.That(check.Error, Does.Contain("has 1073741824 bytes; expected at most 67108864"));
        Assert.That(import.Error, Does.Contain("FILE has 1073741824 bytes; expected at most 50331648"));
    }

    [Test]
    public async Task The_error_of_a_forecast_grows_with_its_lead_time_in_a_risk()
    {
        // Two hours and a day and two hours after the issue, at one hour of the day: 1.8 and 2.2 m/s of a component.
        var (near, far) = (await DeviationAsync(Requests.Now.AddHours(2)), await DeviationAsync(Requests.Now.AddHours(26)));

        Assert.That(far, Is.GreaterThan(1.05 * near));

        async Task<double> DeviationAsync(DateTimeOffset departure)
        {
            var plan = ForecastFiles.PlanInForecast();
            plan.DepartureTime = departure.ToTimestamp();
            return (await service.Planning.AssessFlightAsync(new AssessFlightRequest { Flight = plan, SampleCount = 2048 })).Risk.LandingSocDeviation;
        }
    }

    [Test]
    public async Task Plot_play_and_book_take_a_forecast_from_a_file()
    {
        var file = Path.Combine(service.Folder, "ahead.csv");
        await File.WriteAllTextAsync(file, ForecastFiles.Csv("160,6,9,8,9999,0"));
        var picture = Path.Combine(service.Folder, "flight.svg");
        var plot = await Drone.RunAsync("plot", "flight", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "15", "--depart", "2026-11-25T09:00+08:00", "--at", "2026-11-24T09:00+08:00", "--forecast", file, "--out", picture);
        var book = await Drone.RunAsync("book", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "15", "--depart", "2026-11-25T09:00+08:00", "--forecast", file, "--server", service.Host.Url.ToString(), "--token-file", service.Host.TokenFile);
        var day = Path.Combine(service.Folder, "day.csv");
        await File.WriteAllTextAsync(day, ForecastFiles.Header + string.Concat(Enumerable.Range(0, 5).Select(hour => $"2024-11-25T0{hour}:00:00Z,160,6,9,8,9999,0\n")));
        var play = await Drone.RunAsync("play", Path.Combine(AppContext.BaseDirectory, "seeds", "first-flight.json"), "--forecast", day);

        Assert.That(plot.Exit, Is.Zero, plot.Error);
        Assert.That(await File.ReadAllTextAsync(picture), Does.Contain("wind 160° 6.0 m/s"));
        Assert.That(book.Exit, Is.Zero, book.Error + book.Output);
        Assert.That(book.Output, Does.Contain("forecast ahead.csv"));
        Assert.That(play.Output, Does.Contain("forecast day.csv").And.Contain("wind 160° 6.0 m/s"), play.Error);
    }

    private async Task RefusedAsync(ImportForecastRequest request, params string[] reasons)
    {
        var trouble = await FlightsTests.FailsAsync(() => service.Weather.ImportForecastAsync(request).ResponseAsync);
        Assert.That(reasons, Does.Contain(FlightsTests.Reason(trouble)), trouble.Status.Detail);
        await StaysAsync();
    }

    private async Task StaysAsync()
    {
        Assert.That((await service.Weather.ListForecastsAsync(new ListForecastsRequest())).Forecasts.Single(), Is.EqualTo(good));
        Assert.That((await service.Flights.ScheduleFlightAsync(new ScheduleFlightRequest { RequestId = Guid.NewGuid().ToString(), Flight = ForecastFiles.PlanInForecast(), ValidateOnly = true })).Flight.Decision.WeatherForecast.Forecast, Is.EqualTo(good.Name));
    }

    /// <summary>JSON that goes on and on, made as it is sent.</summary>
    private sealed class Endless : HttpContent
    {
        private readonly long length;

        public Endless(long length)
        {
            this.length = length;
            Headers.ContentType = new System.Net.Http.Headers.MediaTypeHeaderValue("application/json");
        }

        public long Sent { get; private set; }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes("{\"content\":\""));
            var part = new byte[1 << 16];
            part.AsSpan().Fill((byte)'A');
            for (; Sent < length; Sent += part.Length)
            {
                await stream.WriteAsync(part);
            }
        }

        protected override bool TryComputeLength(out long computed)
        {
            computed = 0;
            return false;
        }
    }
}
