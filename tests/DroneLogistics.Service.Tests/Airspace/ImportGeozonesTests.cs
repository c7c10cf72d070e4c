using System.Globalization;
using System.Text;
using DroneLogistics.Service.Tests.Flights;
using DroneLogistics.V1;
using Google.Protobuf;
using Grpc.Core;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Airspace;

/// <summary>Files of zones that are taken.</summary>
[TestFixtureSource(typeof(TestDatabases), nameof(TestDatabases.All))]
public sealed class ImportGeozonesTests(DatabaseKind database)
{
    private RunningService service = null!;

    [SetUp]
    public async Task Start() => service = await RunningService.StartAsync(database);

    [TearDown]
    public async Task Stop() => await service.DisposeAsync();

    [Test]
    public async Task A_file_is_taken_whole_and_its_zones_are_listed_and_say_where_they_are_from()
    {
        var answer = await service.Airspace.ImportGeozonesAsync(ZoneFiles.Import(ZoneFiles.Ed318(), "Test Zones 2026.json"));
        var set = answer.GeozoneSet;
        Assert.That((set.Name, set.DisplayName, set.ZoneCount, set.Origin), Is.EqualTo(("geozoneSets/test-zones-2026", "Test zones", 1, GeozoneSet.Types.Origin.Imported)));
        Assert.That((set.FileName, set.Source, set.SourceStatus, set.Licence), Is.EqualTo(("Test Zones 2026.json", "Test Zones 2026.json", SourceStatus.Published, "CC0-1.0")));
        Assert.That(set.CreateTime.ToDateTimeOffset(), Is.EqualTo(Requests.Now));
        Assert.That(set.ContentSha256, Is.EqualTo(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(ZoneFiles.Ed318())))));
        var zone = await service.Airspace.GetGeozoneAsync(new GetGeozoneRequest { Name = "geozones/CHN-TEST001" });
        Assert.That((zone.GeozoneSet, zone.Type, zone.InForce, zone.NotForFlight), Is.EqualTo((set.Name, Geozone.Types.Type.Prohibited, true, false)));
        Assert.That(zone.Volumes.Single().Polygon.Rings.Single().Positions, Has.Count.EqualTo(5));
        Assert.That((zone.Volumes[0].Upper.HeightM, zone.Volumes[0].Upper.Reference), Is.EqualTo((120.0, HeightLimit.Types.Reference.Agl)));
    }

    [Test]
    public async Task A_retry_gets_the_first_answer_and_its_id_with_another_body_is_refused()
    {
        var request = ZoneFiles.Import(ZoneFiles.Ed318());
        var first = await service.Airspace.ImportGeozonesAsync(request);
        var second = await service.Airspace.ImportGeozonesAsync(request);
        Assert.That(second.ToByteString(), Is.EqualTo(first.ToByteString()));
        var other = request.Clone();
        other.Replace = true;
        Assert.That(FlightsTests.Reason(await FlightsTests.FailsAsync(() => service.Airspace.ImportGeozonesAsync(other).ResponseAsync)), Is.EqualTo("REQUEST_ID_REUSED"));
    }

    [Test]
    public async Task The_id_of_a_booking_is_no_id_of_an_import()
    {
        var booking = Requests.Schedule();
        await service.Flights.ScheduleFlightAsync(booking);
        var request = ZoneFiles.Import(ZoneFiles.Ed318());
        request.RequestId = booking.RequestId;
        Assert.That(FlightsTests.Reason(await FlightsTests.FailsAsync(() => service.Airspace.ImportGeozonesAsync(request).ResponseAsync)), Is.EqualTo("REQUEST_ID_REUSED"));
    }

    [Test]
    public async Task A_set_of_the_same_id_is_a_conflict_until_it_is_to_be_replaced()
    {
        await service.Airspace.ImportGeozonesAsync(ZoneFiles.Import(ZoneFiles.Ed318("OLD0001")));
        var again = ZoneFiles.Import(ZoneFiles.Ed318("NEW0001"));
        var trouble = await FlightsTests.FailsAsync(() => service.Airspace.ImportGeozonesAsync(again).ResponseAsync);
        Assert.That((trouble.StatusCode, FlightsTests.Reason(trouble)), Is.EqualTo((StatusCode.AlreadyExists, "ZONE_CONFLICT")));
        again.Replace = true;
        Assert.That((await service.Airspace.ImportGeozonesAsync(again)).ReplacedZoneCount, Is.EqualTo(1));
        var ids = (await service.Airspace.ListGeozonesAsync(new ListGeozonesRequest { GeozoneSet = "geozoneSets/test" })).Geozones.Select(zone => zone.Identifier);
        Assert.That(ids, Is.EqualTo(new[] { "NEW0001" }), "the old one is gone with its set");
    }

    [Test]
    public async Task A_zone_stands_in_one_set_only_and_what_ships_is_not_pushed_aside()
    {
        await service.Airspace.ImportGeozonesAsync(ZoneFiles.Import(ZoneFiles.Ed318()));
        foreach (var request in new[] { ZoneFiles.Import(ZoneFiles.Ed318(), "other.json"), ZoneFiles.Import(ZoneFiles.Ed318("ZSZSCA"), "other.json") })
        {
            request.Replace = true;
            var trouble = await FlightsTests.FailsAsync(() => service.Airspace.ImportGeozonesAsync(request).ResponseAsync);
            Assert.That((trouble.StatusCode, FlightsTests.Reason(trouble)), Is.EqualTo((StatusCode.InvalidArgument, "ZONE_CONFLICT")));
        }

        var shipped = ZoneFiles.Import(ZoneFiles.Ed318("X000001"));
        (shipped.GeozoneSetId, shipped.Replace) = ("aerodromes-by-rule", true);
        Assert.That(FlightsTests.Reason(await FlightsTests.FailsAsync(() => service.Airspace.ImportGeozonesAsync(shipped).ResponseAsync)), Is.EqualTo("ZONE_CONFLICT"));
        Assert.That((await service.Airspace.ListGeozoneSetsAsync(new ListGeozoneSetsRequest())).GeozoneSets, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task Validate_only_answers_and_stores_nothing()
    {
        var request = ZoneFiles.Import(ZoneFiles.Ed318());
        request.ValidateOnly = true;
        var answer = await service.Airspace.ImportGeozonesAsync(request);
        Assert.That((answer.GeozoneSet.ZoneCount, answer.GeozoneSet.Etag, answer.GeozoneSet.CreateTime), Is.EqualTo((1, string.Empty, (object?)null)));
        Assert.That((await service.Airspace.ListGeozoneSetsAsync(new ListGeozoneSetsRequest())).GeozoneSets, Has.Count.EqualTo(2));
        request.ValidateOnly = false;
        Assert.That((await service.Airspace.ImportGeozonesAsync(request)).GeozoneSet.Etag, Is.Not.Empty, "the question did not use the id up");
    }

    [Test]
    public async Task Lenient_takes_a_clockwise_ring_and_tells_it()
    {
        var request = ZoneFiles.Import(ZoneFiles.Ed318(ring: "[[122.6,30.5],[122.6,30.6],[122.7,30.6],[122.7,30.5],[122.6,30.5]]"));
        Assert.That(FlightsTests.Reason(await FlightsTests.FailsAsync(() => service.Airspace.ImportGeozonesAsync(request).ResponseAsync)), Is.EqualTo("RING_ORIENTATION"));
        request.Mode = ImportGeozonesRequest.Types.Mode.Lenient;
        var told = (await service.Airspace.ImportGeozonesAsync(request)).Diagnostics.Single();
        Assert.That((told.Code, told.Feature, told.Key, told.Action), Is.EqualTo(("WRONG_WINDING", "features[0] (TEST001)", "geometry.coordinates[0]", "read the other way round")));
    }

    [Test]
    public async Task An_import_names_the_booked_flights_and_the_assessed_routes_that_pass_its_zones()
    {
        var booked = (await service.Flights.ScheduleFlightAsync(Requests.Schedule())).Flight;
        var flight = Requests.Plan();
        (flight.Origin, flight.Destination) = (string.Empty, string.Empty);
        await service.Network.AssessRouteAsync(new AssessRouteRequest { Name = "routes/putuo-liuheng", Flight = flight });
        var legs = booked.Decision.Route.Waypoints.Zip(booked.Decision.Route.Waypoints.Skip(1)).ToList();
        var longest = legs.MaxBy(leg => Math.Abs(leg.First.Latitude - leg.Second.Latitude));
        var (north, east) = ((longest.First.Latitude + longest.Second.Latitude) / 2, (longest.First.Longitude + longest.Second.Longitude) / 2);

        // In the middle of the way; and 20 km beside it, which is more than any corridor is wide.
        var through = await service.Airspace.ImportGeozonesAsync(ZoneFiles.Import(ZoneFiles.Circle("THROUGH", north, east, 300), "through.json"));
        var beside = await service.Airspace.ImportGeozonesAsync(ZoneFiles.Import(ZoneFiles.Circle("BESIDE1", north, east + 0.2, 300), "beside.json"));
        Assert.That((through.AffectedFlights.Single(), through.AffectedRoutes.Single()), Is.EqualTo((booked.Name, "routes/putuo-liuheng")));
        Assert.That((beside.AffectedFlights.Count, beside.AffectedRoutes.Count), Is.EqualTo((0, 0)));
        var over = await service.Airspace.CreateClosureAsync(ClosuresTests.Create(new Closure { Region = new GeoRegion { Circle = new GeoCircle { Center = new Google.Type.LatLng { Latitude = north, Longitude = east }, RadiusM = 300 } } }));
        Assert.That(over.AffectedFlights, Is.EqualTo(new[] { booked.Name }));

        // The route leads round what came; a zone on its way of now, in force when the flight has landed: a zone restricts at its times only.
        var way = (await service.Network.GetRouteAsync(new GetRouteRequest { Name = "routes/putuo-liuheng" })).Assessment.Decision.Route.Waypoints;
        var ended = ZoneFiles.Circle("ENDED01", way[1].Latitude, way[1].Longitude, 300).Replace("\"variant\"", "\"limitedApplicability\": [{\"startDateTime\": \"2026-11-25T03:00:00Z\", \"endDateTime\": \"2026-11-25T04:00:00Z\"}], \"variant\"", StringComparison.Ordinal);
        var after = await service.Airspace.ImportGeozonesAsync(ZoneFiles.Import(ended, "ended.json"));
        Assert.That((after.AffectedFlights.Count, after.AffectedRoutes.Count), Is.EqualTo((0, 1)));
    }

    [Test]
    public async Task A_route_that_new_zones_close_goes_out_of_service_with_the_import_and_one_far_from_them_stays_assessed()
    {
        async Task<Route> AssessAsync(string name)
        {
            var flight = Requests.Plan();
            (flight.Origin, flight.Destination) = (string.Empty, string.Empty);
            return await service.Network.AssessRouteAsync(new AssessRouteRequest { Name = name, Flight = flight });
        }

        await AssessAsync("routes/putuo-liuheng");
        await service.Network.ApproveRouteAsync(new ApproveRouteRequest { Name = "routes/putuo-liuheng" });
        await AssessAsync("routes/sijiao-gouqi");
        var booked = (await service.Flights.ScheduleFlightAsync(Requests.Schedule())).Flight;

        // Round the pad of Liuheng: there is no way round it.
        var request = ZoneFiles.Import(ZoneFiles.Circle("CLOSED1", 29.722, 122.17, 3000), "closed.json");
        request.ValidateOnly = true;
        var would = await service.Airspace.ImportGeozonesAsync(request);
        Assert.That((await service.Network.GetRouteAsync(new GetRouteRequest { Name = "routes/putuo-liuheng" })).State, Is.EqualTo(Route.Types.State.Approved), "judged only");
        request.ValidateOnly = false;
        var answer = await service.Airspace.ImportGeozonesAsync(request);

        var told = answer.ReassessedRoutes.Single();
        Assert.That(would.ReassessedRoutes.Single(), Is.EqualTo(told));
        Assert.That((told.Route, told.PreviousVerdict, told.Verdict, told.State), Is.EqualTo(("routes/putuo-liuheng", Verdict.Go, Verdict.NoGo, Route.Types.State.Suspended)));
        Assert.That(told.Reasons, Does.Contain(ReasonCode.GeozoneProhibited));
        Assert.That(answer.AffectedFlights, Is.EqualTo(new[] { booked.Name }));
        var closed = await service.Network.GetRouteAsync(new GetRouteRequest { Name = "routes/putuo-liuheng" });
        Assert.That((closed.State, closed.Assessment.Current, closed.Assessment.Decision.Verdict), Is.EqualTo((Route.Types.State.Suspended, true, Verdict.NoGo)));
        var far = await service.Network.GetRouteAsync(new GetRouteRequest { Name = "routes/sijiao-gouqi" });
        Assert.That((far.State, far.Assessment.Current), Is.EqualTo((Route.Types.State.Assessed, true)));

        // Taken out again, every assessed route is looked at anew; what went out of service comes back by a person only.
        await service.Airspace.DeleteGeozoneSetAsync(new DeleteGeozoneSetRequest { Name = answer.GeozoneSet.Name });
        var open = await service.Network.GetRouteAsync(new GetRouteRequest { Name = "routes/putuo-liuheng" });
        Assert.That((open.State, open.Assessment.Current, open.Assessment.Decision.Verdict), Is.EqualTo((Route.Types.State.Suspended, true, Verdict.Go)));
        Assert.That((await service.Network.ResumeRouteAsync(new ResumeRouteRequest { Name = "routes/putuo-liuheng" })).State, Is.EqualTo(Route.Types.State.Approved));
    }

    [Test]
    public async Task Imported_zones_are_there_after_a_restart_and_at_once_in_another_process()
    {
        await using var other = await service.StartAnotherAsync();
        await service.Airspace.ImportGeozonesAsync(ZoneFiles.Import(ZoneFiles.Ed318()));
        var request = new GetGeozoneRequest { Name = "geozones/CHN-TEST001" };
        Assert.That(await other.Airspace.GetGeozoneAsync(request), Is.EqualTo(await service.Airspace.GetGeozoneAsync(request)));
        await using var later = await service.StartAnotherAsync();
        Assert.That(await later.Airspace.GetGeozoneAsync(request), Is.EqualTo(await service.Airspace.GetGeozoneAsync(request)));
    }

    [Test]
    public async Task Of_twenty_imports_of_one_id_at_once_one_is_stored()
    {
        var requests = Enumerable.Range(0, 20).Select(number => ZoneFiles.Import(ZoneFiles.Ed318(string.Create(CultureInfo.InvariantCulture, $"RACE{number:000}")))).ToList();
        var outcomes = await Task.WhenAll(requests.Select(async request =>
        {
            try
            {
                return (await service.Airspace.ImportGeozonesAsync(request)).GeozoneSet.Name;
            }
            catch (RpcException trouble)
            {
                return FlightsTests.Reason(trouble);
            }
        }));
        Assert.That(outcomes.Count(outcome => outcome == "geozoneSets/test"), Is.EqualTo(1));
        Assert.That(outcomes.Where(outcome => outcome != "geozoneSets/test"), Is.All.EqualTo("ZONE_CONFLICT").Or.EqualTo("DB_LOCKED"));
        Assert.That((await service.Airspace.ListGeozonesAsync(new ListGeozonesRequest { GeozoneSet = "geozoneSets/test" })).Geozones, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task JSON_takes_the_same_file_and_refuses_it_with_the_same_words()
    {
        using var good = new StringContent(JsonFormatter.Default.Format(ZoneFiles.Import(ZoneFiles.Ed318())), Encoding.UTF8, "application/json");
        using var taken = await service.Http.PostAsync("/v1/geozones:import", good);
        Assert.That(taken.IsSuccessStatusCode, await taken.Content.ReadAsStringAsync());
        using var bad = new StringContent(JsonFormatter.Default.Format(ZoneFiles.Import(ZoneFiles.Ed318(ring: "[[122.6,30.5],[122.7,30.6],[122.7,30.5],[122.6,30.7],[122.6,30.5]]"), "bad.json")), Encoding.UTF8, "application/json");
        using var refused = await service.Http.PostAsync("/v1/geozones:import", bad);
        Assert.That((int)refused.StatusCode, Is.EqualTo(400));
        Assert.That(await refused.Content.ReadAsStringAsync(), Does.Contain("RING_SELF_INTERSECTS").And.Contain("content.features[0] (TEST001).geometry.coordinates"));
        using var list = System.Text.Json.JsonDocument.Parse(await service.Http.GetStringAsync("/v1/geozones?geozoneSet=geozoneSets/test&bounds.southwest.latitude=30&bounds.southwest.longitude=122&bounds.northeast.latitude=31&bounds.northeast.longitude=123"));
        Assert.That(list.RootElement.GetProperty("geozones").GetArrayLength(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_file_larger_than_other_requests_may_be_is_taken_here_and_nowhere_else()
    {
        // Blanks: 2 MiB more than any other request may have.
        var large = ZoneFiles.Ed318() + new string(' ', 2 * 1024 * 1024);
        Assert.That((await service.Airspace.ImportGeozonesAsync(ZoneFiles.Import(large))).GeozoneSet.ZoneCount, Is.EqualTo(1));
        using var json = new StringContent(JsonFormatter.Default.Format(ZoneFiles.Import(large.Replace("TEST001", "TEST002", StringComparison.Ordinal), "second.json")), Encoding.UTF8, "application/json");
        using var taken = await service.Http.PostAsync("/v1/geozones:import", json);
        Assert.That(taken.IsSuccessStatusCode, await taken.Content.ReadAsStringAsync());
        using var elsewhere = new StringContent("{}" + new string(' ', 2 * 1024 * 1024), Encoding.UTF8, "application/json");
        using var refused = await service.Http.PostAsync("/v1/flights:check", elsewhere);
        Assert.That((int)refused.StatusCode, Is.AnyOf(400, 413));
    }

    [Test]
    public async Task A_stored_file_whose_bytes_were_changed_stops_the_service_at_the_start_by_name()
    {
        await service.Airspace.ImportGeozonesAsync(ZoneFiles.Import(ZoneFiles.Ed318()));
        Assert.That(
            await service.ExecuteAsync(database == DatabaseKind.Sqlite
                ? "UPDATE geozone_set SET content = CAST(replace(CAST(content AS TEXT), 'PROHIBITED', 'CONDITIONAL') AS BLOB)"
                : "UPDATE geozone_set SET content = convert_to(replace(convert_from(content, 'UTF8'), 'PROHIBITED', 'CONDITIONAL'), 'UTF8')"),
            Is.EqualTo(1));
        var options = RunningService.Options(service.Folder, service.Database) with { LocksFile = false };
        Assert.That(
            async () => await DroneServiceHost.StartAsync(options, CancellationToken.None),
            Throws.TypeOf<ConfigurationException>().With.Message.Contains("geozoneSets/test").And.Message.Contains("bytes"));
    }

    [TestCase("", "REQUIRED", "request_id")]
    [TestCase("seventeen", "ID_FORMAT", "request_id")]
    public async Task A_request_id_is_needed(string id, string reason, string field)
    {
        var request = ZoneFiles.Import(ZoneFiles.Ed318());
        request.RequestId = id;
        await RefusedAsync(request, reason, field);
    }

    [Test]
    public async Task What_is_wrong_beside_the_file_is_named_by_field()
    {
        await RefusedAsync(ZoneFiles.Import(string.Empty), "REQUIRED", "content");
        await RefusedAsync(ZoneFiles.Import(ZoneFiles.Ed318(), string.Empty), "REQUIRED", "file_name");
        await RefusedAsync(ZoneFiles.Import(ZoneFiles.Ed318(), "a\u001b[2J.json"), "TEXT_CONTROL_CHAR", "file_name");
        await RefusedAsync(ZoneFiles.Import(ZoneFiles.Ed318(), "图.json"), "REQUIRED", "geozone_set_id");
        var request = ZoneFiles.Import(ZoneFiles.Ed318());
        request.GeozoneSetId = "Test/..";
        await RefusedAsync(request, "ID_FORMAT", "geozone_set_id");
        request = ZoneFiles.Import(ZoneFiles.Ed318());
        request.Mode = (ImportGeozonesRequest.Types.Mode)7;
        await RefusedAsync(request, "ENUM_UNKNOWN", "mode");
    }

    private async Task RefusedAsync(ImportGeozonesRequest request, string reason, string field)
    {
        var trouble = await FlightsTests.FailsAsync(() => service.Airspace.ImportGeozonesAsync(request).ResponseAsync);
        Assert.That((trouble.StatusCode, FlightsTests.Reason(trouble)), Is.EqualTo((StatusCode.InvalidArgument, reason)), trouble.Status.Detail);
        Assert.That(trouble.GetRpcStatus()!.GetDetail<Google.Rpc.BadRequest>()!.FieldViolations.Select(violation => violation.Field), Does.Contain(field));
    }
}
