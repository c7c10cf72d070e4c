using DroneLogistics.Fleet;
using DroneLogistics.V1;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Flights;

/// <summary>Schedule, get, list and cancel over a real channel.</summary>
[TestFixtureSource(typeof(TestDatabases), nameof(TestDatabases.All))]
public sealed class FlightsTests(DatabaseKind database)
{
    private RunningService service = null!;

    [SetUp]
    public async Task Start() => service = await RunningService.StartAsync(database, OpenSky.In);

    [TearDown]
    public async Task Stop() => await service.DisposeAsync();

    [Test]
    public async Task A_running_service_flies_tails_that_another_process_adds()
    {
        var request = Requests.Schedule(Requests.Plan("putuo", "liuheng"));
        (request.Flight.AircraftType, request.Flight.Aircraft) = (string.Empty, "aircraft/newcomer");
        Assert.That(Reason(await FailsAsync(() => service.Flights.ScheduleFlightAsync(request).ResponseAsync)), Is.EqualTo("AIRCRAFT_UNAVAILABLE"));

        using (var other = DroneServiceHost.OpenOperations(service.Host.World, service.Database, new FakeTimeProvider(Requests.Now)))
        {
            await other.AddFleetAsync(new FleetRegister([new DroneLogistics.Fleet.Aircraft(new AircraftId("newcomer"), new AircraftTypeId("fz90"), "putuo", Assumed: false)], []), CancellationToken.None);
        }

        var flight = (await service.Flights.ScheduleFlightAsync(request)).Flight;
        Assert.That(flight.Plan.Aircraft, Is.EqualTo("aircraft/newcomer"));
        Assert.That((await service.Fleet.GetAircraftAsync(new GetAircraftRequest { Name = "aircraft/newcomer" })).CurrentSite, Is.EqualTo("sites/putuo"));
    }

    [Test]
    public async Task A_running_service_flies_with_packs_that_another_process_adds()
    {
        Assert.That((await service.Fleet.ListBatteryPacksAsync(new ListBatteryPacksRequest { PageSize = 1000 })).BatteryPacks.Select(pack => pack.Name), Does.Not.Contain("batteryPacks/spare"));
        using (var other = DroneServiceHost.OpenOperations(service.Host.World, service.Database, new FakeTimeProvider(Requests.Now)))
        {
            await other.AddFleetAsync(new FleetRegister([], [new DroneLogistics.Fleet.BatteryPack(new BatteryPackId("spare"), new AircraftTypeId("fz90"), "putuo", Units.StateOfCharge.Full, 0.95, Assumed: false)]), CancellationToken.None);
        }

        var request = Requests.Schedule(Requests.Plan("putuo", "liuheng"));
        request.Flight.BatteryPack = "batteryPacks/spare";
        Assert.That((await service.Flights.ScheduleFlightAsync(request)).Flight.Plan.BatteryPack, Is.EqualTo("batteryPacks/spare"));
    }

    [Test]
    public async Task A_scheduled_flight_is_stored_with_its_four_claims_and_found_again()
    {
        var request = Requests.Schedule();
        var flight = (await service.Flights.ScheduleFlightAsync(request)).Flight;
        Assert.That(flight.State, Is.EqualTo(Flight.Types.State.Scheduled));
        Assert.That(flight.Claims.Where(claim => claim.Kind != Claim.Types.Kind.Airspace).Select(claim => claim.Resource), Is.EquivalentTo(new[] { "sites/putuo/pads/1", "sites/liuheng/pads/1", "aircraft/fz90-putuo", "batteryPacks/fz90-putuo-1" }));
        var origin = flight.Claims.Single(claim => claim.Resource == "sites/putuo/pads/1");
        Assert.That((origin.StartTime.ToDateTimeOffset(), origin.EndTime.ToDateTimeOffset()), Is.EqualTo((Requests.Nine.AddMinutes(-10), Requests.Nine.AddMinutes(2))));
        var destination = flight.Claims.Single(claim => claim.Resource == "sites/liuheng/pads/1");
        var arrival = flight.Decision.ArrivalTime.ToDateTimeOffset();
        Assert.That((destination.StartTime.ToDateTimeOffset(), destination.EndTime.ToDateTimeOffset()), Is.EqualTo((arrival.AddMinutes(-3), arrival.AddMinutes(7))));
        Assert.That(await service.Flights.GetFlightAsync(new GetFlightRequest { Name = flight.Name }), Is.EqualTo(flight));
        Assert.That((await service.Flights.ListFlightsAsync(new ListFlightsRequest { RequestId = request.RequestId })).Flights.Single(), Is.EqualTo(flight));
    }

    [Test]
    public async Task The_same_request_gets_the_same_bytes_and_another_body_under_its_id_is_refused()
    {
        var request = Requests.Schedule();
        var first = await service.Flights.ScheduleFlightAsync(request);
        var again = await service.Flights.ScheduleFlightAsync(request);
        Assert.That(again.ToByteArray(), Is.EqualTo(first.ToByteArray()));
        var other = request.Clone();
        other.Flight.PayloadKg = 14;
        var trouble = await FailsAsync(() => service.Flights.ScheduleFlightAsync(other).ResponseAsync);
        Assert.That((trouble.StatusCode, Reason(trouble)), Is.EqualTo((StatusCode.InvalidArgument, "REQUEST_ID_REUSED")));
        Assert.That((await service.Flights.ListFlightsAsync(new ListFlightsRequest())).Flights, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Twenty_copies_of_one_request_at_once_all_get_the_same_flight()
    {
        for (var round = 0; round < 5; round++)
        {
            var (from, to) = new[] { ("putuo", "liuheng"), ("dinghai-port", "dongju"), ("dingzuimen", "gaoting"), ("sijiao", "gouqi"), ("dongju", "dinghai-port") }[round];
            var plan = Requests.Plan(from, to);
            plan.DepartureTime = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(Requests.Nine.AddHours(round));
            var request = Requests.Schedule(plan);
            var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => service.Flights.ScheduleFlightAsync(request).ResponseAsync));
            Assert.That(answers.Select(answer => answer.ToByteString()).Distinct().Count(), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task Validate_only_answers_and_stores_nothing()
    {
        var request = Requests.Schedule();
        request.ValidateOnly = true;
        Assert.That((await service.Flights.ScheduleFlightAsync(request)).Flight.Decision.Verdict, Is.EqualTo(Verdict.Go));
        Assert.That((await service.Flights.ListFlightsAsync(new ListFlightsRequest { ShowCancelled = true })).Flights, Is.Empty);
    }

    [Test]
    public async Task A_refused_flight_is_FAILED_PRECONDITION_with_every_finding_and_stores_nothing()
    {
        var plan = Requests.Plan(to: "taohua", kilograms: 30);
        plan.Wind = null;
        var trouble = await FailsAsync(() => service.Flights.ScheduleFlightAsync(Requests.Schedule(plan)).ResponseAsync);
        Assert.That(trouble.StatusCode, Is.EqualTo(StatusCode.FailedPrecondition));
        var types = trouble.GetRpcStatus()!.GetDetail<PreconditionFailure>()!.Violations.Select(violation => violation.Type);
        Assert.That(types, Is.EqualTo(new[] { "PAYLOAD_EXCEEDS_LIMIT", "SITE_CLOSED", "FORECAST_UNAVAILABLE", "COMPLETION_PROBABILITY_BELOW_POLICY" }));
        Assert.That(Reason(trouble), Is.EqualTo("PAYLOAD_EXCEEDS_LIMIT"));
        Assert.That(trouble.GetRpcStatus()!.Details.Single(detail => detail.Is(V1.Decision.Descriptor)).Unpack<V1.Decision>().Findings, Has.Count.EqualTo(4));
        Assert.That((await service.Flights.ListFlightsAsync(new ListFlightsRequest { ShowCancelled = true })).Flights, Is.Empty);
    }

    [Test]
    public async Task Cancelling_frees_the_claims_and_twice_is_once()
    {
        var flight = (await service.Flights.ScheduleFlightAsync(Requests.Schedule())).Flight;
        var stale = await FailsAsync(() => service.Flights.CancelFlightAsync(new CancelFlightRequest { Name = flight.Name, Etag = "r999" }).ResponseAsync);
        Assert.That((stale.StatusCode, Reason(stale)), Is.EqualTo((StatusCode.Aborted, "ETAG_MISMATCH")));
        var cancelled = await service.Flights.CancelFlightAsync(new CancelFlightRequest { Name = flight.Name, Etag = flight.Etag, Reason = "fog" });
        Assert.That((cancelled.State, cancelled.Claims.Count, cancelled.CancelReason), Is.EqualTo((Flight.Types.State.Cancelled, 0, "fog")));
        Assert.That(await service.Flights.CancelFlightAsync(new CancelFlightRequest { Name = flight.Name }), Is.EqualTo(cancelled));
        Assert.That((await service.Flights.ScheduleFlightAsync(Requests.Schedule())).Flight.Claims.Count(claim => claim.Kind != Claim.Types.Kind.Airspace), Is.EqualTo(4), "the pad, the aircraft and the pack are free again");
    }

    [Test]
    public async Task A_flight_that_brings_the_aircraft_of_a_later_one_is_not_cancelled_before_it()
    {
        var outbound = (await service.Flights.ScheduleFlightAsync(Requests.Schedule())).Flight;
        var plan = Requests.Plan("liuheng", "putuo", kilograms: 5);
        plan.Aircraft = "aircraft/fz90-putuo";
        plan.DepartureTime = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(Requests.Nine.AddHours(2));
        var back = (await service.Flights.ScheduleFlightAsync(Requests.Schedule(plan))).Flight;
        var trouble = await FailsAsync(() => service.Flights.CancelFlightAsync(new CancelFlightRequest { Name = outbound.Name }).ResponseAsync);
        Assert.That((trouble.StatusCode, Reason(trouble)), Is.EqualTo((StatusCode.FailedPrecondition, "STATE")));
        Assert.That(trouble.Status.Detail, Does.Contain(back.Name));
        await service.Flights.CancelFlightAsync(new CancelFlightRequest { Name = back.Name });
        await service.Flights.CancelFlightAsync(new CancelFlightRequest { Name = outbound.Name });
    }

    [Test]
    public async Task Pages_follow_each_other_and_a_token_fits_its_own_list_only()
    {
        foreach (var (from, to) in new[] { ("putuo", "liuheng"), ("dinghai-port", "dongju"), ("dingzuimen", "gaoting") })
        {
            await service.Flights.ScheduleFlightAsync(Requests.Schedule(Requests.Plan(from, to)));
        }

        var first = await service.Flights.ListFlightsAsync(new ListFlightsRequest { PageSize = 2 });
        var second = await service.Flights.ListFlightsAsync(new ListFlightsRequest { PageSize = 2, PageToken = first.NextPageToken });
        Assert.That((first.Flights.Count, second.Flights.Count, second.NextPageToken), Is.EqualTo((2, 1, string.Empty)));
        Assert.That(first.Flights.Concat(second.Flights).Select(flight => flight.Name), Is.Unique);
        foreach (var request in new[] { new ListFlightsRequest { PageToken = first.NextPageToken, ShowCancelled = true }, new ListFlightsRequest { PageToken = "AAAA" } })
        {
            Assert.That(Reason(await FailsAsync(() => service.Flights.ListFlightsAsync(request).ResponseAsync)), Is.EqualTo("PAGE_TOKEN"));
        }
    }

    [Test]
    public async Task A_departure_in_the_past_is_refused_in_scheduling_and_answered_in_a_check()
    {
        var plan = Requests.Plan();
        plan.DepartureTime = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(new DateTimeOffset(2024, 11, 25, 1, 0, 0, TimeSpan.Zero));
        Assert.That(Reason(await FailsAsync(() => service.Flights.ScheduleFlightAsync(Requests.Schedule(plan)).ResponseAsync)), Is.EqualTo("START_IN_PAST"));
        Assert.That((await service.Planning.CheckFlightAsync(new CheckFlightRequest { Flight = plan })).Decision.Verdict, Is.EqualTo(Verdict.Go));
    }

    [Test]
    public async Task The_simulated_trace_streams_from_pad_to_pad()
    {
        using var call = service.Planning.SimulateFlight(new SimulateFlightRequest { Flight = Requests.Plan(), TimeStepS = 60 });
        var points = new List<TracePoint>();
        await foreach (var point in call.ResponseStream.ReadAllAsync())
        {
            points.Add(point);
        }

        Assert.That(points.Select(point => point.Phase).Distinct().Count(), Is.EqualTo(9));
        Assert.That(points[0].Position.Latitude, Is.EqualTo(29.985).Within(1e-9));
        Assert.That(points[^1].Position.Latitude, Is.EqualTo(29.722).Within(1e-9));
    }

    internal static async Task<RpcException> FailsAsync(Func<Task> call) => (await Assert.ThrowsAsync<RpcException>(() => call()))!;

    internal static string Reason(RpcException trouble) => trouble.GetRpcStatus()?.GetDetail<ErrorInfo>()?.Reason ?? string.Empty;
}
