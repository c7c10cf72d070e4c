using DroneLogistics.Service.Tests.Cli;
using DroneLogistics.Service.Tests.Weather;
using DroneLogistics.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NUnit.Framework;
using Kind = DroneLogistics.V1.FlightChange.Types.Kind;

namespace DroneLogistics.Service.Tests.Flights;

/// <summary>Whoever watches flights hears of each change once it is stored, and misses none by going away.</summary>
[TestFixtureSource(typeof(TestDatabases), nameof(TestDatabases.All))]
public sealed class WatchFlightsTests(DatabaseKind database)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private RunningService service = null!;

    [SetUp]
    public async Task Start() => service = await RunningService.StartAsync(database);

    [TearDown]
    public async Task Stop() => await service.DisposeAsync();

    [Test]
    public async Task The_present_comes_first_and_then_what_is_booked_flagged_and_cancelled()
    {
        await ImportAsync(ForecastFiles.Calm, minutesAgo: 30);
        var first = await BookAsync(ForecastFiles.PlanInForecast());
        using var watch = new Watch(service, new WatchFlightsRequest());
        var present = await watch.NextAsync();
        Assert.That((present.Kind, present.Flight.Name, present.Verdict, present.ResumeToken), Is.EqualTo((Kind.Present, first.Name, Verdict.Go, string.Empty)));
        Assert.That(present.Flight.Decision.Forecast, Is.Null);
        Assert.That((await watch.NextAsync()).Kind, Is.EqualTo(Kind.CaughtUp));

        var second = await BookAsync(Requests.Plan("sijiao", "gouqi"));
        var created = await watch.NextAsync();
        Assert.That((created.Kind, created.Flight.Name, created.Verdict), Is.EqualTo((Kind.Created, second.Name, Verdict.Go)));

        await ImportAsync(ForecastFiles.Rain, minutesAgo: 20);
        var flagged = await watch.NextAsync();
        Assert.That((flagged.Kind, flagged.Flight.Name, flagged.PreviousVerdict, flagged.Verdict), Is.EqualTo((Kind.VerdictChanged, first.Name, Verdict.Go, Verdict.NoGo)));
        Assert.That(flagged.Codes, Is.EqualTo(new[] { ReasonCode.PrecipitationLimitExceeded }));
        Assert.That(flagged.Cause, Does.StartWith("forecasts/").And.EndWith(" imported"));

        await service.Flights.CancelFlightAsync(new CancelFlightRequest { Name = first.Name, Reason = "rain" });
        var cancelled = await watch.NextAsync();
        Assert.That((cancelled.Kind, cancelled.Flight.State, cancelled.Cause), Is.EqualTo((Kind.Cancelled, Flight.Types.State.Cancelled, "rain")));
    }

    [Test]
    public async Task Who_comes_back_with_the_token_hears_exactly_what_was_missed()
    {
        string token;
        using (var watch = new Watch(service, new WatchFlightsRequest()))
        {
            token = (await watch.NextAsync()).ResumeToken;
        }

        var missed = await BookAsync(Requests.Plan());
        await service.Flights.CancelFlightAsync(new CancelFlightRequest { Name = missed.Name });
        using var again = new Watch(service, new WatchFlightsRequest { ResumeToken = token });
        var changes = new[] { await again.NextAsync(), await again.NextAsync() };
        Assert.That(changes.Select(change => (change.Kind, change.Flight.Name)), Is.EqualTo(new[] { (Kind.Created, missed.Name), (Kind.Cancelled, missed.Name) }));
        using var third = new Watch(service, new WatchFlightsRequest { ResumeToken = changes[0].ResumeToken });
        Assert.That((await third.NextAsync()).Kind, Is.EqualTo(Kind.Cancelled));
    }

    [Test]
    public async Task A_filter_leaves_out_what_is_not_of_the_site_and_a_token_of_no_change_is_refused()
    {
        await BookAsync(Requests.Plan());
        using var watch = new Watch(service, new WatchFlightsRequest { Site = "sites/gouqi" });
        Assert.That((await watch.NextAsync()).Kind, Is.EqualTo(Kind.CaughtUp));
        var there = await BookAsync(Requests.Plan("sijiao", "gouqi"));
        Assert.That((await watch.NextAsync()).Flight.Name, Is.EqualTo(there.Name));
        foreach (var token in new[] { "99999", "-1", "x" })
        {
            using var wrong = new Watch(service, new WatchFlightsRequest { ResumeToken = token });
            Assert.That((await FlightsTests.FailsAsync(wrong.NextAsync)).StatusCode, Is.EqualTo(StatusCode.InvalidArgument), token);
        }
    }

    [Test]
    public async Task One_who_does_not_read_holds_up_neither_bookings_nor_other_watchers()
    {
        using var idle = new Watch(service, new WatchFlightsRequest());
        using var watch = new Watch(service, new WatchFlightsRequest());
        await watch.NextAsync();
        var flight = await BookAsync(Requests.Plan());
        Assert.That((await watch.NextAsync()).Flight.Name, Is.EqualTo(flight.Name));
        Assert.That((await idle.NextAsync()).Kind, Is.EqualTo(Kind.CaughtUp).Or.EqualTo(Kind.Present));
    }

    [Test]
    public async Task A_service_that_stops_ends_the_stream_in_good_order()
    {
        var stopping = await RunningService.StartAsync(database);
        using var watch = new Watch(stopping, new WatchFlightsRequest());
        await watch.NextAsync();
        var started = System.Diagnostics.Stopwatch.StartNew();
        var end = watch.EndAsync();
        await stopping.Host.DisposeAsync();
        Assert.That(await end, Is.True, "no error, and nothing more");
        Assert.That(started.Elapsed, Is.LessThan(ServeOptions.StopPatience));
    }

    [Test]
    public async Task The_command_prints_a_line_for_each_flight_and_each_change()
    {
        var there = await BookAsync(Requests.Plan());
        using var stop = new CancellationTokenSource();
        using var output = new StringWriter();
        using var error = new StringWriter();
        var running = DroneLogistics.Cli.CommandLine.RunAsync(["flights", "watch", "--server", service.Host.Url.ToString(), "--token-file", service.Host.TokenFile], TextWriter.Synchronized(output), error, stop.Token);
        await UntilAsync(output, "changes follow");
        var booked = await BookAsync(Requests.Plan("sijiao", "gouqi"));
        await UntilAsync(output, $"booked {booked.Name} GO sijiao -> gouqi 2026-11-25 09:00");
        await stop.CancelAsync();
        Assert.That((await running, error.ToString()), Is.EqualTo((0, string.Empty)));
        Assert.That(output.ToString(), Does.Contain($"is there {there.Name} GO putuo -> liuheng"));
        var listed = await Drone.RunAsync("flights", "--server", service.Host.Url.ToString(), "--token-file", service.Host.TokenFile, "--json");
        Assert.That(JsonParser.Default.Parse<ListFlightsResponse>(listed.Output).Flights.Select(flight => flight.CurrentVerdict.Verdict), Is.All.EqualTo(Verdict.Go));
    }

    private async Task<Flight> BookAsync(FlightPlan plan) => (await service.Flights.ScheduleFlightAsync(Requests.Schedule(plan))).Flight;

    private async Task ImportAsync(string weather, int minutesAgo)
    {
        var request = ForecastFiles.Import(ForecastFiles.Csv(weather));
        request.IssueTime = Requests.Now.AddMinutes(-minutesAgo).ToTimestamp();
        await service.Weather.ImportForecastAsync(request);
    }

    private static async Task UntilAsync(StringWriter output, string text)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!output.ToString().Contains(text, StringComparison.Ordinal))
        {
            await Task.Delay(50, patience.Token);
        }
    }

    /// <summary>A stream that is read change by change, each within some patience.</summary>
    private sealed class Watch : IDisposable
    {
        private readonly CancellationTokenSource patience = new(Patience);
        private readonly AsyncServerStreamingCall<FlightChange> call;

        public Watch(RunningService service, WatchFlightsRequest request) => call = service.Flights.WatchFlights(request, cancellationToken: patience.Token);

        public async Task<FlightChange> NextAsync() => await call.ResponseStream.MoveNext(patience.Token)
            ? call.ResponseStream.Current
            : throw new InvalidOperationException("The stream ended.");

        /// <summary>Whether the stream ends without another change.</summary>
        public async Task<bool> EndAsync() => !await call.ResponseStream.MoveNext(patience.Token);

        public void Dispose()
        {
            call.Dispose();
            patience.Dispose();
        }
    }
}
