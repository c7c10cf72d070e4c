using DroneLogistics.Service.Tests.Flights;
using DroneLogistics.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Airspace;

/// <summary>Zones, sets and obstacles that are read.</summary>
public sealed class ListGeozonesTests
{
    private RunningService service = null!;

    [SetUp]
    public async Task Start() => service = await RunningService.StartAsync();

    [TearDown]
    public async Task Stop() => await service.DisposeAsync();

    [Test]
    public async Task All_zones_of_all_sets_come_by_name_without_geometry_unless_it_is_asked_for()
    {
        var basic = (await service.Airspace.ListGeozonesAsync(new ListGeozonesRequest())).Geozones;
        Assert.That(basic.Select(zone => zone.Name), Is.Ordered.Using<string>(StringComparer.Ordinal).And.Contain("geozones/CHN-ZSZSCA").And.Contain("geozones/CHN-DEMO001"));
        Assert.That(basic.SelectMany(zone => zone.Volumes), Is.Empty);
        var full = (await service.Airspace.ListGeozonesAsync(new ListGeozonesRequest { View = GeozoneView.Full })).Geozones;
        Assert.That(full.Select(zone => zone.Volumes.Count), Is.All.GreaterThan(0));
    }

    // As DemonstrationZonesTests of the core: 08:00 in China is 00:00 UTC.
    [TestCase("2024-11-26T00:00:00Z", "DEMO001 DEMO002 DEMO003")]
    [TestCase("2024-11-26T12:00:00Z", "DEMO001")]
    public async Task Only_zones_in_force_at_an_instant(string at, string ids)
    {
        var answer = await service.Airspace.ListGeozonesAsync(new ListGeozonesRequest { GeozoneSet = "geozoneSets/demonstration-zones", ForceTime = Timestamp.FromDateTimeOffset(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture)) });
        Assert.That(string.Join(' ', answer.Geozones.Select(zone => zone.Identifier)), Is.EqualTo(ids));
        Assert.That(answer.Geozones.Select(zone => zone.InForce), Is.All.True);
    }

    [Test]
    public async Task Only_zones_of_a_type_and_only_those_in_a_box()
    {
        var prohibited = (await service.Airspace.ListGeozonesAsync(new ListGeozonesRequest { Type = Geozone.Types.Type.Prohibited })).Geozones;
        Assert.That(prohibited, Has.Count.GreaterThan(0).And.All.Matches<Geozone>(zone => zone!.Type == Geozone.Types.Type.Prohibited));

        // The runway of Putuoshan airport and a degree of open sea east of everything.
        var airport = (await ListAsync(29.93, 122.36, 29.94, 122.37)).Select(zone => zone.Identifier);
        Assert.That(airport, Does.Contain("ZSZSCA").And.Contain("ZSZSCP").And.Not.Contain("ZSNBCA"));
        Assert.That(await ListAsync(29.5, 124, 30.5, 125), Is.Empty);
    }

    [Test]
    public async Task Pages_follow_each_other_and_a_token_fits_its_own_list_only()
    {
        var all = (await service.Airspace.ListGeozonesAsync(new ListGeozonesRequest())).Geozones;
        var read = new List<Geozone>();
        var request = new ListGeozonesRequest { PageSize = 5 };
        do
        {
            var page = await service.Airspace.ListGeozonesAsync(request);
            Assert.That(page.Geozones, Has.Count.LessThanOrEqualTo(5));
            read.AddRange(page.Geozones);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        Assert.That(read, Is.EqualTo(all));
        var token = (await service.Airspace.ListGeozonesAsync(new ListGeozonesRequest { PageSize = 5 })).NextPageToken;
        await FailsAsync(new ListGeozonesRequest { PageToken = token, Type = Geozone.Types.Type.Prohibited }, StatusCode.InvalidArgument, "PAGE_TOKEN");
    }

    [Test]
    public async Task What_is_wrong_with_a_question_is_named()
    {
        await FailsAsync(new ListGeozonesRequest { PageSize = -1 }, StatusCode.InvalidArgument, "NEGATIVE");
        await FailsAsync(new ListGeozonesRequest { GeozoneSet = "geozoneSets/ghost" }, StatusCode.NotFound, "GEOZONE_SET_NOT_FOUND");
        await FailsAsync(new ListGeozonesRequest { Type = (Geozone.Types.Type)9 }, StatusCode.InvalidArgument, "ENUM_UNKNOWN");
        await FailsAsync(new ListGeozonesRequest { Bounds = Box(31, 122, 30, 123) }, StatusCode.InvalidArgument, "BBOX_ORDER");
        await FailsAsync(new ListGeozonesRequest { Bounds = Box(double.NaN, 122, 30, 123) }, StatusCode.InvalidArgument, "NOT_FINITE");
        await FailsAsync(new ListGeozonesRequest { Bounds = Box(30, 122, 95, 123) }, StatusCode.InvalidArgument, "LATITUDE_RANGE");
        await FailsAsync(new ListGeozonesRequest { ForceTime = new Timestamp { Seconds = 1_764_000_000_000 } }, StatusCode.InvalidArgument, "TIMESTAMP_RANGE");
        foreach (var (name, code, reason) in new[] { ("geozones/CHN-ZSZSC", StatusCode.NotFound, "GEOZONE_NOT_FOUND"), ("geozones/zszsca", StatusCode.InvalidArgument, "ID_FORMAT"), (string.Empty, StatusCode.InvalidArgument, "REQUIRED") })
        {
            var trouble = await FlightsTests.FailsAsync(() => service.Airspace.GetGeozoneAsync(new GetGeozoneRequest { Name = name }).ResponseAsync);
            Assert.That((trouble.StatusCode, FlightsTests.Reason(trouble)), Is.EqualTo((code, reason)), name);
        }
    }

    [Test]
    public async Task Obstacles_come_in_the_order_of_the_data_with_their_source_and_by_box()
    {
        var all = (await service.Airspace.ListObstaclesAsync(new ListObstaclesRequest())).Obstacles;
        Assert.That(all, Has.Count.EqualTo(25));
        Assert.That(all.Select(obstacle => obstacle.Top.Source), Is.All.Not.Empty);
        var highest = all.MaxBy(obstacle => obstacle.Top.Value)!;
        Assert.That(highest.Top.Value, Is.EqualTo(380), "the pylons of 380 m between Jintang and Cezi");
        Assert.That(await service.Airspace.GetObstacleAsync(new GetObstacleRequest { Name = highest.Name }), Is.EqualTo(highest));
        var near = (await service.Airspace.ListObstaclesAsync(new ListObstaclesRequest { Bounds = Box(highest.Position.Latitude, highest.Position.Longitude, highest.Position.Latitude, highest.Position.Longitude) })).Obstacles;
        Assert.That(near.Select(obstacle => obstacle.Name), Does.Contain(highest.Name));
        Assert.That(near, Has.Count.LessThan(25));
        var trouble = await FlightsTests.FailsAsync(() => service.Airspace.GetObstacleAsync(new GetObstacleRequest { Name = "obstacles/ghost" }).ResponseAsync);
        Assert.That((trouble.StatusCode, FlightsTests.Reason(trouble)), Is.EqualTo((StatusCode.NotFound, "OBSTACLE_NOT_FOUND")));
    }

    private async Task<IReadOnlyList<Geozone>> ListAsync(double south, double west, double north, double east) =>
        (await service.Airspace.ListGeozonesAsync(new ListGeozonesRequest { Bounds = Box(south, west, north, east) })).Geozones;

    private static GeoBounds Box(double south, double west, double north, double east) => new()
    {
        Southwest = new Google.Type.LatLng { Latitude = south, Longitude = west },
        Northeast = new Google.Type.LatLng { Latitude = north, Longitude = east },
    };

    private async Task FailsAsync(ListGeozonesRequest request, StatusCode code, string reason)
    {
        var trouble = await FlightsTests.FailsAsync(() => service.Airspace.ListGeozonesAsync(request).ResponseAsync);
        Assert.That((trouble.StatusCode, FlightsTests.Reason(trouble)), Is.EqualTo((code, reason)));
    }
}
