using System.Text;
using DroneLogistics.Service.Tests.Flights;
using DroneLogistics.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Airspace;

/// <summary>Closures: what they refuse, whom they hit, and that no booking slips past one.</summary>
[TestFixtureSource(typeof(TestDatabases), nameof(TestDatabases.All))]
public sealed class ClosuresTests(DatabaseKind database)
{
    [Test]
    public async Task A_closed_site_refuses_bookings_and_says_which_ones_it_hits()
    {
        await using var service = await RunningService.StartAsync(database);
        var booked = (await service.Flights.ScheduleFlightAsync(Requests.Schedule())).Flight;
        var closure = await service.Airspace.CreateClosureAsync(Create(Site("sites/liuheng")));
        Assert.That((closure.Cause, closure.Site, closure.AffectedFlights.Single()), Is.EqualTo((Closure.Types.Cause.Maintenance, "sites/liuheng", booked.Name)));
        Assert.That((await service.Flights.GetFlightAsync(new GetFlightRequest { Name = booked.Name })).State, Is.EqualTo(Flight.Types.State.Scheduled), "nothing is cancelled");
        Assert.That(await service.Airspace.GetClosureAsync(new GetClosureRequest { Name = closure.Name }), Is.EqualTo(closure));

        var another = Requests.Plan("xiushan", "liuheng", "fc30", 1);
        var check = (await service.Planning.CheckFlightAsync(new CheckFlightRequest { Flight = another })).Decision;
        Assert.That(check.Findings.Where(finding => finding.Check == "closure").Select(finding => (finding.Code, finding.Subject)), Is.EqualTo(new[] { (ReasonCode.SiteClosed, "sites/liuheng") }));

        await service.Airspace.DeleteClosureAsync(new DeleteClosureRequest { Name = closure.Name, Etag = closure.Etag });
        check = (await service.Planning.CheckFlightAsync(new CheckFlightRequest { Flight = another })).Decision;
        Assert.That(check.Findings.Select(finding => finding.Check), Does.Not.Contain("closure"));
    }

    [Test]
    public async Task A_closed_route_refuses_its_own_direction_only()
    {
        await using var service = await RunningService.StartAsync(database);
        await service.Airspace.CreateClosureAsync(Create(new Closure { Route = "routes/putuo-liuheng" }));
        var trouble = await FlightsTests.FailsAsync(() => service.Flights.ScheduleFlightAsync(Requests.Schedule()).ResponseAsync);
        Assert.That((trouble.StatusCode, FlightsTests.Reason(trouble)), Is.EqualTo((StatusCode.FailedPrecondition, "ROUTE_SUSPENDED")));
        var back = (await service.Planning.CheckFlightAsync(new CheckFlightRequest { Flight = Requests.Plan("liuheng", "putuo") })).Decision;
        Assert.That(back.Findings.Select(finding => finding.Code), Does.Not.Contain(ReasonCode.RouteSuspended));
    }

    [Test]
    public async Task A_booking_that_was_decided_before_a_closure_is_not_stored_after_it()
    {
        RunningService? service = null;
        var closing = 0;
        service = await RunningService.StartAsync(database, options => options with { BetweenDecisionAndCommit = CloseAsync });
        await using var _ = service;
        var trouble = await FlightsTests.FailsAsync(() => service.Flights.ScheduleFlightAsync(Requests.Schedule()).ResponseAsync);
        Assert.That((trouble.StatusCode, FlightsTests.Reason(trouble)), Is.EqualTo((StatusCode.FailedPrecondition, "SITE_CLOSED")));
        Assert.That((await service.Flights.ListFlightsAsync(new ListFlightsRequest { ShowCancelled = true })).Flights, Is.Empty);

        async Task CloseAsync(CancellationToken cancellationToken)
        {
            if (Interlocked.Increment(ref closing) == 1)
            {
                await service!.Airspace.CreateClosureAsync(Create(Site("sites/putuo")), cancellationToken: cancellationToken);
            }
        }
    }

    [Test]
    public async Task Validate_only_says_whom_it_would_hit_and_a_retry_gets_the_first_answer()
    {
        await using var service = await RunningService.StartAsync(database);
        var booked = (await service.Flights.ScheduleFlightAsync(Requests.Schedule())).Flight;
        var request = Create(Site("sites/putuo"));
        request.ValidateOnly = true;
        var preview = await service.Airspace.CreateClosureAsync(request);
        Assert.That((preview.Name, preview.AffectedFlights.Single()), Is.EqualTo((string.Empty, booked.Name)));
        Assert.That((await service.Airspace.ListClosuresAsync(new ListClosuresRequest())).Closures, Is.Empty);
        request.ValidateOnly = false;
        var first = await service.Airspace.CreateClosureAsync(request);
        Assert.That(await service.Airspace.CreateClosureAsync(request), Is.EqualTo(first));
        Assert.That((await service.Airspace.ListClosuresAsync(new ListClosuresRequest())).Closures, Has.Count.EqualTo(1));
        request.Closure.Description = "other";
        Assert.That(FlightsTests.Reason(await FlightsTests.FailsAsync(() => service.Airspace.CreateClosureAsync(request).ResponseAsync)), Is.EqualTo("REQUEST_ID_REUSED"));
    }

    [Test]
    public async Task Closures_are_listed_by_their_start_within_an_interval_and_are_there_after_a_restart()
    {
        await using var service = await RunningService.StartAsync(database);
        foreach (var (id, hour) in new[] { ("second", 2), ("first", 0), ("third", 4) })
        {
            await service.Airspace.CreateClosureAsync(Create(new Closure { Region = Circle(500), StartTime = At(hour), EndTime = At(hour + 1) }, id));
        }

        await using var later = await service.StartAnotherAsync();
        var all = (await later.Airspace.ListClosuresAsync(new ListClosuresRequest())).Closures;
        Assert.That(all.Select(closure => closure.Name), Is.EqualTo(new[] { "closures/first", "closures/second", "closures/third" }));
        Assert.That(all[0].Region.Circle.RadiusM, Is.EqualTo(500));
        var within = (await later.Airspace.ListClosuresAsync(new ListClosuresRequest { StartTime = At(1), EndTime = At(4) })).Closures;
        Assert.That(within.Select(closure => closure.Name), Is.EqualTo(new[] { "closures/second" }), "the end of the first and the start of the third are outside");
    }

    [Test]
    public async Task The_same_by_JSON()
    {
        await using var service = await RunningService.StartAsync(database);
        using var body = new StringContent(JsonFormatter.Default.Format(Create(Site("sites/putuo")).Closure), Encoding.UTF8, "application/json");
        using var answer = await service.Http.PostAsync($"/v1/closures?closureId=works&requestId={Guid.NewGuid()}", body);
        Assert.That(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        Assert.That(JsonParser.Default.Parse<Closure>(await service.Http.GetStringAsync("/v1/closures/works")).Site, Is.EqualTo("sites/putuo"));
        using var gone = await service.Http.DeleteAsync(new Uri("/v1/closures/works", UriKind.Relative));
        Assert.That(gone.IsSuccessStatusCode);
    }

    private static IEnumerable<(Action<CreateClosureRequest> Damage, StatusCode Code, string Reason, string Field)> Bad()
    {
        const StatusCode Invalid = StatusCode.InvalidArgument;
        yield return (request => request.Closure = null, Invalid, "REQUIRED", "closure");
        yield return (request => request.Closure.ClearTarget(), Invalid, "REQUIRED", "closure");
        yield return (request => request.Closure.Site = "sites/putou", StatusCode.NotFound, "SITE_NOT_FOUND", "closure.site");
        yield return (request => request.Closure.Route = "routes/ghost", StatusCode.NotFound, "ROUTE_NOT_FOUND", "closure.route");
        yield return (request => request.Closure.Cause = Closure.Types.Cause.Unspecified, Invalid, "REQUIRED", "closure.cause");
        yield return (request => request.Closure.Cause = (Closure.Types.Cause)42, Invalid, "ENUM_UNKNOWN", "closure.cause");
        yield return (request => request.Closure.StartTime = null, Invalid, "REQUIRED", "closure.start_time");
        yield return (request => request.Closure.EndTime = request.Closure.StartTime, Invalid, "TIME_EMPTY", "closure.end_time");
        yield return (request => (request.Closure.StartTime, request.Closure.EndTime) = (At(-9000), At(-8000)), Invalid, "START_IN_PAST", "closure.end_time");
        yield return (request => request.Closure.Description = "a\u001bb", Invalid, "TEXT_CONTROL_CHAR", "closure.description");
        yield return (request => request.ClosureId = "Not An Id", Invalid, "ID_FORMAT", "closure_id");
        yield return (request => request.RequestId = "x", Invalid, "ID_FORMAT", "request_id");
        yield return (request => request.Closure.Region = new GeoRegion(), Invalid, "REQUIRED", "closure.region");
        yield return (request => request.Closure.Region = Circle(-1), Invalid, "NOT_POSITIVE", "closure.region.circle.radius_m");
        yield return (request => request.Closure.Region = Circle(double.NaN), Invalid, "NOT_FINITE", "closure.region.circle.radius_m");
        yield return (request => request.Closure.Region = Polygon((30, 122), (30, 122.1), (30.1, 122.1), (30.1, 122)), Invalid, "RING_NOT_CLOSED", "closure.region.polygon.rings[0]");
        yield return (request => request.Closure.Region = Polygon((30, 122), (30.1, 122.2), (30, 122.1), (30.3, 122), (30, 122)), Invalid, "RING_SELF_INTERSECTS", "closure.region.polygon.rings");
        yield return (request => request.Closure.Region = Polygon((30, 122), (30.1, 122), (30.1, 122.1), (30, 122)), Invalid, "RING_ORIENTATION", "closure.region.polygon.rings[0]");
        yield return (request => request.Closure.Region = Polygon([.. Enumerable.Repeat((30.0, 122.0), 1001)]), Invalid, "TOO_MANY_VERTICES", "closure.region.polygon.rings");
        yield return (request => request.Closure.Region = Polygon((95, 122), (30, 122.1), (30.1, 122.1), (95, 122)), Invalid, "LATITUDE_RANGE", "closure.region.polygon.rings[0].positions[0].latitude");
    }

    [Test]
    public async Task Each_bad_input_is_named_by_field_and_nothing_is_stored()
    {
        await using var service = await RunningService.StartAsync(database);
        foreach (var (damage, code, reason, field) in Bad())
        {
            var request = Create(Site("sites/putuo"));
            damage(request);
            var trouble = await FlightsTests.FailsAsync(() => service.Airspace.CreateClosureAsync(request).ResponseAsync);
            Assert.That((trouble.StatusCode, FlightsTests.Reason(trouble)), Is.EqualTo((code, reason)), $"{field}: {trouble.Status}");
            Assert.That(trouble.GetRpcStatus()!.GetDetail<Google.Rpc.BadRequest>()!.FieldViolations[0].Field, Is.EqualTo(field));
        }

        Assert.That((await service.Airspace.ListClosuresAsync(new ListClosuresRequest())).Closures, Is.Empty);
        await service.Airspace.CreateClosureAsync(Create(Site("sites/putuo"), "taken"));
        foreach (var (call, code, reason) in new (Func<Task>, StatusCode, string)[]
        {
            (() => service.Airspace.CreateClosureAsync(Create(Site("sites/putuo"), "taken")).ResponseAsync, StatusCode.AlreadyExists, "ID_TAKEN"),
            (() => service.Airspace.GetClosureAsync(new GetClosureRequest { Name = "closures/token" }).ResponseAsync, StatusCode.NotFound, "CLOSURE_NOT_FOUND"),
            (() => service.Airspace.DeleteClosureAsync(new DeleteClosureRequest { Name = "closures/taken", Etag = "r999" }).ResponseAsync, StatusCode.Aborted, "ETAG_MISMATCH"),
        })
        {
            var trouble = await FlightsTests.FailsAsync(call);
            Assert.That((trouble.StatusCode, FlightsTests.Reason(trouble)), Is.EqualTo((code, reason)));
        }
    }

    internal static CreateClosureRequest Create(Closure closure, string id = "")
    {
        closure.Cause = Closure.Types.Cause.Maintenance;
        closure.StartTime ??= At(-1);
        closure.EndTime ??= At(2);
        return new CreateClosureRequest { Closure = closure, ClosureId = id, RequestId = Guid.NewGuid().ToString() };
    }

    private static Closure Site(string name) => new() { Site = name };

    /// <summary>Hours after the departure of the flights of these tests.</summary>
    private static Timestamp At(int hours) => Requests.Nine.AddHours(hours).ToTimestamp();

    private static GeoRegion Circle(double radiusMetres) => new() { Circle = new GeoCircle { Center = new Google.Type.LatLng { Latitude = 30.4, Longitude = 122.8 }, RadiusM = radiusMetres } };

    private static GeoRegion Polygon(params (double Latitude, double Longitude)[] corners) => new()
    {
        Polygon = new GeoPolygon { Rings = { new GeoRing { Positions = { corners.Select(corner => new Google.Type.LatLng { Latitude = corner.Latitude, Longitude = corner.Longitude }) } } } },
    };
}
