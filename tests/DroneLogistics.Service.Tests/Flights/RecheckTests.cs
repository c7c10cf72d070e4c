using DroneLogistics.Service.Tests.Airspace;
using DroneLogistics.Service.Tests.Weather;
using DroneLogistics.V1;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Flights;

/// <summary>What a forecast, a closure or a zone that comes later means for a flight that is booked.</summary>
[TestFixtureSource(typeof(TestDatabases), nameof(TestDatabases.All))]
public sealed class RecheckTests(DatabaseKind database)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private FakeTimeProvider clock = null!;
    private RunningService service = null!;

    [SetUp]
    public async Task Start()
    {
        clock = new FakeTimeProvider(Requests.Now);
        service = await RunningService.StartAsync(database, options => options with { Clock = clock });
    }

    [TearDown]
    public async Task Stop() => await service.DisposeAsync();

    [Test]
    public async Task A_forecast_of_rain_flags_a_flight_that_was_booked_in_the_dry_and_a_dry_one_clears_it()
    {
        await ImportAsync(ForecastFiles.Calm, "dry", minutesAgo: 30);
        var booked = (await service.Flights.ScheduleFlightAsync(Requests.Schedule(ForecastFiles.PlanInForecast()))).Flight;
        Assert.That((booked.CurrentVerdict.Verdict, booked.CurrentVerdict.Cause), Is.EqualTo((Verdict.Go, string.Empty)));

        await ImportAsync(ForecastFiles.Rain, "rain", minutesAgo: 20);
        var flagged = await UntilAsync(booked.Name, Verdict.NoGo);
        Assert.That(flagged.State, Is.EqualTo(Flight.Types.State.Scheduled), "people cancel, not forecasts");
        Assert.That((flagged.Etag, flagged.Claims.Count), Is.EqualTo((booked.Etag, booked.Claims.Count)));
        Assert.That(flagged.Decision, Is.EqualTo(booked.Decision), "what it was booked on stays as it was");
        Assert.That(flagged.CurrentVerdict.Cause, Is.EqualTo("forecasts/rain imported"));
        Assert.That(flagged.CurrentVerdict.SinceTime.ToDateTimeOffset(), Is.EqualTo(Requests.Now));
        Assert.That(flagged.CurrentVerdict.Findings.Select(finding => finding.Code), Is.EqualTo(new[] { ReasonCode.PrecipitationLimitExceeded }));
        var listed = (await service.Flights.ListFlightsAsync(new ListFlightsRequest())).Flights.Single();
        Assert.That(listed.CurrentVerdict, Is.EqualTo(flagged.CurrentVerdict));

        await ImportAsync(ForecastFiles.Calm, "dry-again", minutesAgo: 10);
        var cleared = await UntilAsync(booked.Name, Verdict.Go);
        Assert.That((cleared.CurrentVerdict.Cause, cleared.CurrentVerdict.Findings.Count), Is.EqualTo(("forecasts/dry-again imported", 0)));
    }

    [Test]
    public async Task A_closure_flags_the_flight_that_it_hits_and_no_other_and_its_end_clears_it()
    {
        var hit = (await service.Flights.ScheduleFlightAsync(Requests.Schedule())).Flight;
        var other = (await service.Flights.ScheduleFlightAsync(Requests.Schedule(Requests.Plan("sijiao", "gouqi")))).Flight;
        var closure = await service.Airspace.CreateClosureAsync(new CreateClosureRequest
        {
            RequestId = Guid.NewGuid().ToString(),
            ClosureId = "works",
            Closure = new Closure { Site = "sites/liuheng", Cause = Closure.Types.Cause.Maintenance, StartTime = Requests.Nine.AddHours(-1).ToTimestamp(), EndTime = Requests.Nine.AddHours(3).ToTimestamp() },
        });
        var flagged = await UntilAsync(hit.Name, Verdict.NoGo);
        Assert.That((flagged.CurrentVerdict.Cause, flagged.CurrentVerdict.Findings.Single().Code), Is.EqualTo(("closures/works created", ReasonCode.SiteClosed)));
        Assert.That((await GetAsync(other.Name)).CurrentVerdict, Is.EqualTo(other.CurrentVerdict));
        await service.Airspace.DeleteClosureAsync(new DeleteClosureRequest { Name = closure.Name });
        Assert.That((await UntilAsync(hit.Name, Verdict.Go)).CurrentVerdict.Cause, Is.EqualTo("closures/works deleted"));
    }

    [Test]
    public async Task A_zone_across_the_way_that_was_booked_flags_the_flight()
    {
        var booked = (await service.Flights.ScheduleFlightAsync(Requests.Schedule())).Flight;
        var other = (await service.Flights.ScheduleFlightAsync(Requests.Schedule(Requests.Plan("sijiao", "gouqi")))).Flight;
        var (first, second) = booked.Decision.Route.Waypoints.Zip(booked.Decision.Route.Waypoints.Skip(1)).MaxBy(leg => Math.Abs(leg.First.Latitude - leg.Second.Latitude));

        // In the middle of the way, and small: a flight that is planned now leads round it, the one that is booked does not.
        var circle = ZoneFiles.Circle("THROUGH", (first.Latitude + second.Latitude) / 2, (first.Longitude + second.Longitude) / 2, 300);
        var set = (await service.Airspace.ImportGeozonesAsync(ZoneFiles.Import(circle, "through.json"))).GeozoneSet;
        var affected = await UntilAsync(booked.Name, Verdict.NoGo);
        Assert.That(affected.CurrentVerdict.Cause, Is.EqualTo($"{set.Name} imported"));
        Assert.That(affected.CurrentVerdict.Findings.Select(finding => finding.Code), Does.Contain(ReasonCode.GeozoneProhibited));
        Assert.That((await GetAsync(other.Name)).CurrentVerdict.Verdict, Is.EqualTo(Verdict.Go));
        Assert.That((await service.Planning.CheckFlightAsync(new CheckFlightRequest { Flight = Requests.Plan(), SkipRemedies = true })).Decision.Findings.Select(finding => finding.Code), Does.Not.Contain(ReasonCode.GeozoneProhibited));
    }

    [Test]
    public async Task What_was_not_decided_again_when_the_service_stopped_is_at_the_next_start()
    {
        await ImportAsync(ForecastFiles.Calm, "dry", minutesAgo: 30);
        var booked = (await service.Flights.ScheduleFlightAsync(Requests.Schedule(ForecastFiles.PlanInForecast()))).Flight;
        await using (var other = await service.StartAnotherAsync())
        {
            await other.Weather.ImportForecastAsync(Request(ForecastFiles.Rain, "rain", minutesAgo: 20));
        }

        // This process was not told: it finds out by itself.
        Assert.That((await UntilAsync(booked.Name, Verdict.NoGo)).CurrentVerdict.Cause, Is.EqualTo("forecasts/rain imported"));
        await using var later = await service.StartAnotherAsync();
        Assert.That((await later.Flights.GetFlightAsync(new GetFlightRequest { Name = booked.Name })).CurrentVerdict.Findings.Single().Code, Is.EqualTo(ReasonCode.PrecipitationLimitExceeded));
    }

    [Test]
    public async Task A_forecast_that_grows_too_old_flags_the_flights_that_rest_on_it()
    {
        await ImportAsync(ForecastFiles.Calm, "dry", minutesAgo: 30);
        var booked = (await service.Flights.ScheduleFlightAsync(Requests.Schedule(ForecastFiles.PlanInForecast()))).Flight;
        var byHand = (await service.Flights.ScheduleFlightAsync(Requests.Schedule(Requests.Plan("sijiao", "gouqi")))).Flight;
        clock.Advance(TimeSpan.FromHours(12));
        var flagged = await UntilAsync(booked.Name, Verdict.NoGo);
        Assert.That((flagged.CurrentVerdict.Cause, flagged.CurrentVerdict.Findings.Single().Code), Is.EqualTo(("forecasts/dry is too old", ReasonCode.ForecastTooOld)));
        Assert.That((await GetAsync(byHand.Name)).CurrentVerdict.Verdict, Is.EqualTo(Verdict.Go), "its wind was given by hand");
    }

    [Test]
    public async Task Flights_that_follow_one_another_with_one_aircraft_and_pack_stay_as_they_are()
    {
        var there = (await service.Flights.ScheduleFlightAsync(Requests.Schedule())).Flight;

        // At 12:16, between two airliners at Putuoshan.
        var plan = Requests.Plan("liuheng", "putuo", kilograms: 5);
        (plan.Aircraft, plan.BatteryPack, plan.DepartureTime) = (there.Plan.Aircraft, there.Plan.BatteryPack, Requests.Nine.AddMinutes(196).ToTimestamp());
        var back = (await service.Flights.ScheduleFlightAsync(Requests.Schedule(plan))).Flight;
        var marker = (await service.Flights.ScheduleFlightAsync(Requests.Schedule(LateAt("sijiao", "gouqi")))).Flight;
        await service.Airspace.CreateClosureAsync(new CreateClosureRequest
        {
            RequestId = Guid.NewGuid().ToString(),
            Closure = new Closure { Site = "sites/gouqi", Cause = Closure.Types.Cause.Event, StartTime = Requests.Nine.ToTimestamp(), EndTime = Requests.Nine.AddHours(9).ToTimestamp() },
        });

        // Decided after the other two, as it departs after them.
        await UntilAsync(marker.Name, Verdict.NoGo);
        Assert.That((await GetAsync(there.Name)).CurrentVerdict, Is.EqualTo(there.CurrentVerdict));
        Assert.That((await GetAsync(back.Name)).CurrentVerdict, Is.EqualTo(back.CurrentVerdict));

        static FlightPlan LateAt(string from, string to)
        {
            var late = Requests.Plan(from, to);
            late.DepartureTime = Requests.Nine.AddHours(5).ToTimestamp();
            return late;
        }
    }

    private static ImportForecastRequest Request(string weather, string id, int minutesAgo)
    {
        var request = ForecastFiles.Import(ForecastFiles.Csv(weather));
        (request.ForecastId, request.IssueTime) = (id, Requests.Now.AddMinutes(-minutesAgo).ToTimestamp());
        return request;
    }

    private async Task ImportAsync(string weather, string id, int minutesAgo) => await service.Weather.ImportForecastAsync(Request(weather, id, minutesAgo));

    private async Task<Flight> GetAsync(string name) => await service.Flights.GetFlightAsync(new GetFlightRequest { Name = name });

    private async Task<Flight> UntilAsync(string name, Verdict verdict)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var flight = await GetAsync(name);
            if (flight.CurrentVerdict.Verdict == verdict)
            {
                return flight;
            }

            await Task.Delay(50, patience.Token);
        }
    }
}
