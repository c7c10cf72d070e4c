using System.Text;
using DroneLogistics.Service.Tests.Airspace;
using DroneLogistics.Service.Tests.Flights;
using DroneLogistics.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Routes;

/// <summary>Routes over the real channel: their versions, their assessments, their states, and the flights that a state hits.</summary>
[TestFixtureSource(typeof(TestDatabases), nameof(TestDatabases.All))]
public sealed class RoutesTests(DatabaseKind database)
{
    private const string Name = "routes/putuo-liuheng";

    private RunningService service = null!;

    [SetUp]
    public async Task Start() => service = await RunningService.StartAsync(database);

    [TearDown]
    public async Task Stop() => await service.DisposeAsync();

    [Test]
    public async Task Routes_that_ship_are_drafts_that_nobody_has_assessed()
    {
        var routes = (await service.Network.ListRoutesAsync(new ListRoutesRequest())).Routes;
        Assert.That(routes, Has.Count.EqualTo(service.Host.World.Routes.Count));
        Assert.That(routes, Is.All.Matches<Route>(route => route is { State: Route.Types.State.Draft, Version: 1, Assessment: null }));
    }

    [Test]
    public async Task A_route_goes_from_its_draft_into_service_by_an_assessment_that_passed()
    {
        await FailsAsync(() => service.Network.ApproveRouteAsync(new ApproveRouteRequest { Name = Name }), "STATE");
        var assessed = await service.Network.AssessRouteAsync(Assess());
        Assert.That((assessed.State, assessed.Assessment.Decision.Verdict, assessed.Assessment.RouteVersion, assessed.Assessment.Current), Is.EqualTo((Route.Types.State.Assessed, Verdict.Go, 1, true)));
        Assert.That(assessed.Assessment.AssessTime.ToDateTimeOffset(), Is.EqualTo(Requests.Now));
        var approved = await service.Network.ApproveRouteAsync(new ApproveRouteRequest { Name = Name, Etag = assessed.Etag, Reason = "season 2026" });
        Assert.That((approved.State, approved.StateReason), Is.EqualTo((Route.Types.State.Approved, "season 2026")));
        await FailsAsync(() => service.Network.SuspendRouteAsync(new SuspendRouteRequest { Name = Name, Etag = assessed.Etag }), "ETAG_MISMATCH", StatusCode.Aborted);
        Assert.That(await service.Network.GetRouteAsync(new GetRouteRequest { Name = Name }), Is.EqualTo(approved));
    }

    [Test]
    public async Task A_route_that_cannot_be_flown_stays_a_draft_with_the_reasons()
    {
        var request = Assess();
        request.Flight.PayloadKg = 40;
        var route = await service.Network.AssessRouteAsync(request);
        Assert.That((route.State, route.Assessment.Decision.Verdict), Is.EqualTo((Route.Types.State.Draft, Verdict.NoGo)));
        Assert.That(route.Assessment.Decision.Findings.Select(finding => finding.Code), Does.Contain(ReasonCode.PayloadExceedsLimit));
    }

    [Test]
    public async Task A_suspended_route_refuses_its_flights_says_which_are_booked_and_takes_them_again_once_resumed()
    {
        await ApproveAsync();
        var booked = (await service.Flights.ScheduleFlightAsync(Requests.Schedule())).Flight;
        var suspended = await service.Network.SuspendRouteAsync(new SuspendRouteRequest { Name = Name, Reason = "jellyfish" });
        Assert.That((suspended.State, suspended.AffectedFlights.Single()), Is.EqualTo((Route.Types.State.Suspended, booked.Name)));
        var later = Requests.Plan();
        later.DepartureTime = Requests.Nine.AddHours(2).ToTimestamp();
        await FailsAsync(() => service.Flights.ScheduleFlightAsync(Requests.Schedule(later)), "ROUTE_SUSPENDED");
        await service.Network.ResumeRouteAsync(new ResumeRouteRequest { Name = Name });
        var check = (await service.Planning.CheckFlightAsync(new CheckFlightRequest { Flight = later })).Decision;
        Assert.That(check.Findings.Select(finding => finding.Code), Does.Not.Contain(ReasonCode.RouteSuspended));
    }

    [Test]
    public async Task An_assessment_that_fails_takes_a_route_out_of_service_and_keeps_it_there()
    {
        await ApproveAsync();
        var booked = (await service.Flights.ScheduleFlightAsync(Requests.Schedule())).Flight;
        var request = Assess();
        request.Flight.Wind.SpeedMps = 30;
        var failed = await service.Network.AssessRouteAsync(request);
        Assert.That((failed.State, failed.StateReason, failed.AffectedFlights.Single()), Is.EqualTo((Route.Types.State.Suspended, "assessment: NO_GO", booked.Name)));
        await FailsAsync(() => service.Network.ResumeRouteAsync(new ResumeRouteRequest { Name = Name }), "SIMULATION_FAILED");
        Assert.That((await service.Network.AssessRouteAsync(Assess())).State, Is.EqualTo(Route.Types.State.Suspended), "it takes a person to bring it back");
        Assert.That((await service.Network.ResumeRouteAsync(new ResumeRouteRequest { Name = Name })).State, Is.EqualTo(Route.Types.State.Approved));
    }

    [Test]
    public async Task An_assessment_holds_on_zones_that_its_way_does_not_meet_and_while_a_closure_lasts()
    {
        await service.Network.AssessRouteAsync(Assess());
        await service.Airspace.ImportGeozonesAsync(ZoneFiles.Import(ZoneFiles.Circle("FAR0001", 31, 124, 100)));
        await service.Airspace.CreateClosureAsync(ClosuresTests.Create(new Closure { Site = "sites/gaoting" }));
        Assert.That((await service.Network.GetRouteAsync(new GetRouteRequest { Name = Name })).Assessment.Current, Is.True);
        Assert.That((await service.Network.ApproveRouteAsync(new ApproveRouteRequest { Name = Name })).State, Is.EqualTo(Route.Types.State.Approved));
    }

    [Test]
    public async Task An_assessment_on_other_zones_than_those_of_now_brings_no_route_into_service()
    {
        await service.Network.AssessRouteAsync(Assess());

        // Zones that another program changed, without looking at the routes.
        Assert.That(await service.ExecuteAsync("UPDATE airspace SET revision = revision + 1, zones_revision = revision + 1"), Is.EqualTo(1));

        Assert.That((await service.Network.GetRouteAsync(new GetRouteRequest { Name = Name })).Assessment.Current, Is.False);
        await FailsAsync(() => service.Network.ApproveRouteAsync(new ApproveRouteRequest { Name = Name }), "SIMULATION_STALE");
        await service.Network.AssessRouteAsync(Assess());
        Assert.That((await service.Network.ApproveRouteAsync(new ApproveRouteRequest { Name = Name })).State, Is.EqualTo(Route.Types.State.Approved));
    }

    [Test]
    public async Task Another_version_is_a_draft_again_and_the_old_ones_are_kept()
    {
        await ApproveAsync();
        var changed = await service.Network.GetRouteAsync(new GetRouteRequest { Name = Name });
        changed.Via.Add("sites/taohua");
        var second = await service.Network.UpdateRouteAsync(new UpdateRouteRequest { Route = changed });
        Assert.That((second.Version, second.State, second.Assessment.Current), Is.EqualTo((2, Route.Types.State.Draft, false)));
        Assert.That(second.DistanceM, Is.GreaterThan(changed.DistanceM));
        await FailsAsync(() => service.Network.UpdateRouteAsync(new UpdateRouteRequest { Route = changed }), "ETAG_MISMATCH", StatusCode.Aborted);
        await using var later = await service.StartAnotherAsync();
        Assert.That(await later.Network.GetRouteAsync(new GetRouteRequest { Name = Name }), Is.EqualTo(second));
    }

    [Test]
    public async Task A_retired_route_is_the_end_of_it()
    {
        Assert.That((await service.Network.RetireRouteAsync(new RetireRouteRequest { Name = Name })).State, Is.EqualTo(Route.Types.State.Retired));
        foreach (var call in new Func<AsyncUnaryCall<Route>>[]
        {
            () => service.Network.AssessRouteAsync(Assess()),
            () => service.Network.ApproveRouteAsync(new ApproveRouteRequest { Name = Name }),
            () => service.Network.ResumeRouteAsync(new ResumeRouteRequest { Name = Name }),
            () => service.Network.RetireRouteAsync(new RetireRouteRequest { Name = Name }),
        })
        {
            await FailsAsync(call, "STATE");
        }

        await FailsAsync(() => service.Flights.ScheduleFlightAsync(Requests.Schedule()), "ROUTE_SUSPENDED");
    }

    [Test]
    public async Task A_route_is_added_once_by_gRPC_and_by_JSON()
    {
        var request = new CreateRouteRequest { RouteId = "putuo-gaoting", RequestId = Guid.NewGuid().ToString(), Route = new Route { Origin = "sites/putuo", Destination = "sites/gaoting", Kind = Route.Types.Kind.Cargo, Source = "a test" } };
        request.ValidateOnly = true;
        Assert.That((await service.Network.CreateRouteAsync(request)).Etag, Is.Empty);
        request.ValidateOnly = false;
        var first = await service.Network.CreateRouteAsync(request);
        Assert.That((first.Name, first.State, first.Version), Is.EqualTo(("routes/putuo-gaoting", Route.Types.State.Draft, 1)));
        Assert.That(await service.Network.CreateRouteAsync(request), Is.EqualTo(first), "a retry");
        request.RequestId = Guid.NewGuid().ToString();
        await FailsAsync(() => service.Network.CreateRouteAsync(request), "ID_TAKEN", StatusCode.AlreadyExists);
        using var body = new StringContent(JsonFormatter.Default.Format(request.Route), Encoding.UTF8, "application/json");
        using var added = await service.Http.PostAsync($"/v1/routes?routeId=by-json&requestId={Guid.NewGuid()}", body);
        Assert.That(added.IsSuccessStatusCode, await added.Content.ReadAsStringAsync());
        Assert.That((await service.Network.ListRoutesAsync(new ListRoutesRequest())).Routes.Select(route => route.Name).TakeLast(2), Is.EqualTo(new[] { "routes/by-json", "routes/putuo-gaoting" }));
        using var suspend = new StringContent("{}", Encoding.UTF8, "application/json");
        using var refused = await service.Http.PostAsync("/v1/routes/by-json:suspend", suspend);
        Assert.That(await refused.Content.ReadAsStringAsync(), Does.Contain("STATE"));
    }

    [Test]
    public async Task What_is_wrong_with_a_route_is_named_by_field()
    {
        foreach (var (damage, code, reason, field) in new (Action<CreateRouteRequest>, StatusCode, string, string)[]
        {
            (request => request.Route = null, StatusCode.InvalidArgument, "REQUIRED", "route"),
            (request => request.RouteId = string.Empty, StatusCode.InvalidArgument, "REQUIRED", "route_id"),
            (request => request.RouteId = "Two Words", StatusCode.InvalidArgument, "ID_FORMAT", "route_id"),
            (request => request.Route.Origin = "sites/putou", StatusCode.NotFound, "SITE_NOT_FOUND", "route.origin"),
            (request => request.Route.Destination = "sites/putuo", StatusCode.InvalidArgument, "SAME_SITE", "route.destination"),
            (request => request.Route.Kind = Route.Types.Kind.Unspecified, StatusCode.InvalidArgument, "REQUIRED", "route.kind"),
            (request => request.Route.Kind = (Route.Types.Kind)9, StatusCode.InvalidArgument, "ENUM_UNKNOWN", "route.kind"),
            (request => request.Route.Via.AddRange(Enumerable.Repeat("sites/taohua", 21)), StatusCode.InvalidArgument, "TOO_MANY_ITEMS", "route.via"),
            (request => request.Route.Source = new string('x', 201), StatusCode.InvalidArgument, "FIELD_TOO_LONG", "route.source"),
        })
        {
            var request = new CreateRouteRequest { RouteId = "new", RequestId = Guid.NewGuid().ToString(), Route = new Route { Origin = "sites/putuo", Destination = "sites/gaoting", Kind = Route.Types.Kind.Cargo } };
            damage(request);
            var trouble = await FlightsTests.FailsAsync(() => service.Network.CreateRouteAsync(request).ResponseAsync);
            Assert.That((trouble.StatusCode, FlightsTests.Reason(trouble)), Is.EqualTo((code, reason)), $"{field}: {trouble.Status}");
            Assert.That(trouble.GetRpcStatus()!.GetDetail<Google.Rpc.BadRequest>()!.FieldViolations[0].Field, Is.EqualTo(field));
        }

        var stops = Assess();
        stops.Flight.Origin = "sites/gaoting";
        await FailsAsync(() => service.Network.AssessRouteAsync(stops), "ONEOF_CONFLICT", StatusCode.InvalidArgument);
        await FailsAsync(() => service.Network.AssessRouteAsync(new AssessRouteRequest { Name = Name }), "REQUIRED", StatusCode.InvalidArgument);
        await FailsAsync(() => service.Network.GetRouteAsync(new GetRouteRequest { Name = "routes/putuo-liuhneg" }), "ROUTE_NOT_FOUND", StatusCode.NotFound);
    }

    private static AssessRouteRequest Assess()
    {
        var flight = Requests.Plan();
        (flight.Origin, flight.Destination) = (string.Empty, string.Empty);
        return new AssessRouteRequest { Name = Name, Flight = flight };
    }

    private async Task ApproveAsync()
    {
        await service.Network.AssessRouteAsync(Assess());
        await service.Network.ApproveRouteAsync(new ApproveRouteRequest { Name = Name });
    }

    private static async Task FailsAsync<T>(Func<AsyncUnaryCall<T>> call, string reason, StatusCode code = StatusCode.FailedPrecondition)
    {
        var trouble = await FlightsTests.FailsAsync(() => call().ResponseAsync);
        Assert.That((trouble.StatusCode, FlightsTests.Reason(trouble)), Is.EqualTo((code, reason)), trouble.Status.Detail);
    }
}
