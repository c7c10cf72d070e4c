using System.Globalization;
using System.Text;
using DroneLogistics.Service.Tests.Cli;
using DroneLogistics.Service.Tests.Flights;
using DroneLogistics.V1;
using Google.Protobuf;
using Grpc.Core;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Airspace;

/// <summary>Obstacles that are imported into a running service stand in the way of every later flight.</summary>
[TestFixtureSource(typeof(TestDatabases), nameof(TestDatabases.All))]
public sealed class ImportObstaclesTests(DatabaseKind database)
{
    // The pad of Liuheng.
    private const double North = 29.722;
    private const double East = 122.17;

    private RunningService service = null!;

    [SetUp]
    public async Task Start() => service = await RunningService.StartAsync(database);

    [TearDown]
    public async Task Stop() => await service.DisposeAsync();

    [Test]
    public async Task A_mast_across_an_approved_route_takes_it_out_of_service_and_names_the_flight_on_it()
    {
        await AssessAsync("routes/putuo-liuheng");
        await service.Network.ApproveRouteAsync(new ApproveRouteRequest { Name = "routes/putuo-liuheng" });
        await AssessAsync("routes/sijiao-gouqi");
        var booked = (await service.Flights.ScheduleFlightAsync(Requests.Schedule())).Flight;
        var request = Import(Mast("mast", North, East, topMetres: 300, accuracyMetres: 400));
        request.ValidateOnly = true;
        var would = await service.Airspace.ImportObstaclesAsync(request);
        Assert.That((await service.Network.GetRouteAsync(new GetRouteRequest { Name = "routes/putuo-liuheng" })).State, Is.EqualTo(Route.Types.State.Approved), "judged only");
        Assert.That((would.ObstacleSet.Etag, would.ObstacleSet.CreateTime), Is.EqualTo((string.Empty, (object?)null)));
        request.ValidateOnly = false;
        var answer = await service.Airspace.ImportObstaclesAsync(request);

        Assert.That((answer.ObstacleSet.Name, answer.ObstacleSet.ObstacleCount, answer.ReplacedObstacleCount), Is.EqualTo(("obstacleSets/masts", 1, 0)));
        var told = answer.ReassessedRoutes.Single();
        Assert.That(would.ReassessedRoutes.Single(), Is.EqualTo(told));
        Assert.That((told.Route, told.PreviousVerdict, told.Verdict, told.State), Is.EqualTo(("routes/putuo-liuheng", Verdict.Go, Verdict.NoGo, Route.Types.State.Suspended)));
        Assert.That(told.Reasons, Does.Contain(ReasonCode.ObstacleClearanceInsufficient));
        Assert.That((answer.AffectedFlights.Single(), answer.AffectedRoutes.Single()), Is.EqualTo((booked.Name, "routes/putuo-liuheng")));
        var far = await service.Network.GetRouteAsync(new GetRouteRequest { Name = "routes/sijiao-gouqi" });
        Assert.That((far.State, far.Assessment.Current), Is.EqualTo((Route.Types.State.Assessed, true)));
        await ExpectMastInTheWayAsync(service);

        // A retry is the first answer again; replaced by none, every route is looked at anew.
        Assert.That(await service.Airspace.ImportObstaclesAsync(request), Is.EqualTo(answer));
        var none = Import();
        none.Replace = true;
        var gone = await service.Airspace.ImportObstaclesAsync(none);
        Assert.That((gone.ReplacedObstacleCount, gone.ObstacleSet.ObstacleCount), Is.EqualTo((1, 0)));
        Assert.That(gone.ReassessedRoutes.Single(route => route.Route == "routes/putuo-liuheng").Verdict, Is.EqualTo(Verdict.Go));
        Assert.That((await CheckAsync(service)).Findings.Select(finding => finding.Code), Does.Not.Contain(ReasonCode.ObstacleClearanceInsufficient));
    }

    [Test]
    public async Task Imported_obstacles_are_there_after_a_restart_and_at_once_in_another_process()
    {
        await using var other = await service.StartAnotherAsync();
        await service.Airspace.ImportObstaclesAsync(Import(Mast("mast", North, East, topMetres: 300, accuracyMetres: 400)));
        var there = await other.Airspace.GetObstacleAsync(new GetObstacleRequest { Name = "obstacles/mast" });
        Assert.That((there.ObstacleSet, there.Kind, there.Top.Value, there.Top.Source), Is.EqualTo(("obstacleSets/masts", Obstacle.Types.Kind.Mast, 300.0, "masts.geojson")));
        await ExpectMastInTheWayAsync(other);
        await using var later = await service.StartAnotherAsync();
        Assert.That((await later.Airspace.ListObstaclesAsync(new ListObstaclesRequest())).Obstacles.Last(), Is.EqualTo(there));
        await ExpectMastInTheWayAsync(later);
    }

    [Test]
    public async Task A_refused_file_is_told_by_feature_and_key_and_nothing_of_it_is_there()
    {
        var trouble = await FlightsTests.FailsAsync(() => service.Airspace.ImportObstaclesAsync(Import(
            Mast("good", 29.8, 122.2, topMetres: 50, accuracyMetres: 20),
            Mast("high", 29.8, 122.3, topMetres: 5000, accuracyMetres: 20))).ResponseAsync);
        Assert.That((trouble.StatusCode, FlightsTests.Reason(trouble)), Is.EqualTo((StatusCode.InvalidArgument, "TOP_RANGE")));
        Assert.That(trouble.Status.Detail, Does.Contain("content.features[1] (high).properties.topM"));
        Assert.That((await service.Airspace.ListObstaclesAsync(new ListObstaclesRequest())).Obstacles.Select(one => one.Name), Does.Not.Contain("obstacles/good"));
    }

    [Test]
    public async Task An_obstacle_and_a_line_stand_in_one_set_only_and_a_set_is_replaced_only_where_that_is_asked_for()
    {
        const string Wires = """{"type":"Feature","properties":{"id":"wires","name":"Wires","topM":60,"horizontalAccuracyM":20},"geometry":{"type":"LineString","coordinates":[[122.6,30.2],[122.61,30.2]]}}""";
        await service.Airspace.ImportObstaclesAsync(Import(Mast("mast", 30.1, 122.5, topMetres: 50, accuracyMetres: 20), Wires));
        Assert.That(await ReasonAsync(Import(Mast("mast", 30.2, 122.5, topMetres: 60, accuracyMetres: 20))), Is.EqualTo("OBSTACLE_CONFLICT"), "the id of the set");
        foreach (var feature in new[] { Mast("mast", 30.3, 122.5, topMetres: 60, accuracyMetres: 20), Wires.Replace("[122.6,30.2],[122.61,30.2]", "[122.7,30.2],[122.71,30.2]", StringComparison.Ordinal) })
        {
            var second = Import(feature);
            (second.ObstacleSetId, second.Replace) = ("others", true);
            Assert.That(await ReasonAsync(second), Is.EqualTo("OBSTACLE_CONFLICT"));
        }

        Assert.That((await service.Airspace.ListObstaclesAsync(new ListObstaclesRequest())).Obstacles.Count(one => one.ObstacleSet.Length > 0), Is.EqualTo(3));

        async Task<string> ReasonAsync(ImportObstaclesRequest request) => FlightsTests.Reason(await FlightsTests.FailsAsync(() => service.Airspace.ImportObstaclesAsync(request).ResponseAsync));
    }

    [Test]
    public async Task A_stored_file_that_was_changed_stops_the_service_by_name()
    {
        await service.Airspace.ImportObstaclesAsync(Import(Mast("mast", 30.1, 122.5, topMetres: 50, accuracyMetres: 20)));
        await service.ExecuteAsync(database == DatabaseKind.Sqlite
            ? "UPDATE obstacle_set SET content = CAST(replace(CAST(content AS TEXT), '50', '20') AS BLOB)"
            : "UPDATE obstacle_set SET content = convert_to(replace(convert_from(content, 'UTF8'), '50', '20'), 'UTF8')");

        var trouble = await Assert.ThrowsAsync<ConfigurationException>(async () => await service.StartAnotherAsync());
        Assert.That(trouble!.Message, Does.Contain("obstacleSets/masts"));
    }

    [Test]
    public async Task The_command_imports_and_lists_and_tells_what_became_of_the_routes()
    {
        await AssessAsync("routes/putuo-liuheng");
        var file = Path.Combine(service.Folder, "masts.geojson");
        await File.WriteAllTextAsync(file, Collection(Mast("mast", North, East, topMetres: 300, accuracyMetres: 400)));
        string[] at = ["--server", service.Host.Url.ToString(), "--token-file", service.Host.TokenFile];
        var taken = await Drone.RunAsync(["obstacles", "import", file, .. at]);
        Assert.That(taken.Exit, Is.Zero, taken.Error);
        Assert.That(taken.Output, Does.StartWith($"obstacleSets/masts is imported from {file}: 1 obstacles.").And.Contain("OBSTACLE_CLEARANCE_INSUFFICIENT"));
        var listed = await Drone.RunAsync(["obstacles", "list", .. at]);
        Assert.That(listed.Output, Does.Match(@"mast  mast, set masts\r?\n +300 m +within 400 m of 29\.7220, 122\.1700: Mast"));
        Assert.That((await Drone.RunAsync(["obstacles", "import", file, .. at])).Error, Does.Contain("obstacleSets/masts is there already"));
        Assert.That((await Drone.RunAsync("obstacles", "list")).Output, Does.Contain("ships").And.Not.Contain("masts"));
        Assert.That((await Drone.RunAsync("obstacles", "import", "--help")).Output, Does.Contain("metres above mean sea").And.Contain("Example: drone obstacles import"));
    }

    private async Task AssessAsync(string name)
    {
        var flight = Requests.Plan();
        (flight.Origin, flight.Destination) = (string.Empty, string.Empty);
        await service.Network.AssessRouteAsync(new AssessRouteRequest { Name = name, Flight = flight });
    }

    private static async Task<Decision> CheckAsync(RunningService service) => (await service.Planning.CheckFlightAsync(new CheckFlightRequest { Flight = Requests.Plan() })).Decision;

    private static async Task ExpectMastInTheWayAsync(RunningService service)
    {
        var found = (await CheckAsync(service)).Findings.Single(finding => finding.Code == ReasonCode.ObstacleClearanceInsufficient);
        Assert.That(found.Subject, Is.EqualTo("obstacles/mast"));
    }

    private static string Mast(string id, double latitude, double longitude, double topMetres, double accuracyMetres) => string.Create(
        CultureInfo.InvariantCulture,
        $$$"""{"type":"Feature","properties":{"id":"{{{id}}}","name":"Mast","kind":"mast","topM":{{{topMetres}}},"horizontalAccuracyM":{{{accuracyMetres}}}},"geometry":{"type":"Point","coordinates":[{{{longitude}}},{{{latitude}}}]}}""");

    private static string Collection(params string[] features) => $"{{\"type\":\"FeatureCollection\",\"features\":[{string.Join(',', features)}]}}";

    private static ImportObstaclesRequest Import(params string[] features) => new()
    {
        RequestId = Guid.NewGuid().ToString(),
        Content = ByteString.CopyFrom(Encoding.UTF8.GetBytes(Collection(features))),
        FileName = "masts.geojson",
        Licence = "CC0-1.0",
    };
}
