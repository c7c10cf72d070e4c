using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using DroneLogistics.Scheduling;
using DroneLogistics.Service.Tests.Cli;
using DroneLogistics.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Doors;

/// <summary>Routes through every door, and the files that maps and ground stations take.</summary>
public sealed class PlanRouteTests
{
    private static readonly string[] Route = ["route", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "15", "--wind-from", "340", "--wind-speed", "3", "--depart", "2026-11-25T09:00+08:00", "--at", "2026-11-24T08:00+08:00"];

    [Test]
    public async Task One_question_gets_one_answer_through_four_doors()
    {
        await using var service = await RunningService.StartAsync();
        var request = Request();
        var expected = Bytes(PlanningDesk.PlanRoute(service.Host.World, Timetable.Empty(service.Host.World.AssumedFleet()), request, Requests.Now));
        var grpc = await service.Planning.PlanRouteAsync(request);
        using var content = new StringContent(JsonFormatter.Default.Format(request), Encoding.UTF8, "application/json");
        using var http = await service.Http.PostAsync("/v1/routes:plan", content);
        var json = JsonParser.Default.Parse<PlanRouteResponse>(await http.Content.ReadAsStringAsync());
        var here = await Drone.RunAsync([.. Route, "--json"]);
        var there = await Drone.RunAsync([.. Route, "--json", "--server", service.Host.Url.ToString(), "--token-file", service.Host.TokenFile]);

        Assert.That(Bytes(grpc), Is.EqualTo(expected), "gRPC");
        Assert.That(Bytes(json), Is.EqualTo(expected), "JSON");
        Assert.That((here.Exit, there.Exit), Is.EqualTo((0, 0)), here.Error + there.Error);
        Assert.That(Bytes(JsonParser.Default.Parse<PlanRouteResponse>(here.Output)), Is.EqualTo(expected), "command line");
        Assert.That(Bytes(JsonParser.Default.Parse<PlanRouteResponse>(there.Output)), Is.EqualTo(expected), "command line at the service");
    }

    [Test]
    public async Task The_best_route_is_the_one_that_CheckFlight_takes_at_its_altitude()
    {
        await using var service = await RunningService.StartAsync();
        var request = Request();
        var best = (await service.Planning.PlanRouteAsync(request)).Routes[0];
        request.Flight.CruiseAltitudeMAmsl = best.CruiseAltitudeMAmsl;
        var check = (await service.Planning.CheckFlightAsync(new CheckFlightRequest { Flight = request.Flight, DecisionTime = request.DecisionTime })).Decision;

        Assert.That(best.Decision, Is.EqualTo(check));
    }

    [Test]
    public async Task Wrong_fields_are_named_with_their_bounds()
    {
        await using var service = await RunningService.StartAsync();
        await RefusedAsync(request => request.MaxRouteCount = 6, "max_route_count", "ROUTES_RANGE");
        await RefusedAsync(request => request.MaxRouteCount = 0, "max_route_count", "ROUTES_RANGE");
        await RefusedAsync(request => request.Objective = (RouteObjective)9, "objective", "ENUM_UNKNOWN");
        await RefusedAsync(request => request.Flight.RouteChoice = RouteChoice.DirectRoute, "flight.route_choice", "NOT_ALLOWED");
        await RefusedAsync(request => request.Flight = null, "flight", "REQUIRED");
        await RefusedAsync(request => request.Flight.Origin = "sites/nowhere", "flight.origin", null);

        async Task RefusedAsync(Action<PlanRouteRequest> change, string field, string? reason)
        {
            var request = Request();
            change(request);
            var refused = (await Assert.ThrowsAsync<RpcException>(async () => await service.Planning.PlanRouteAsync(request)))!;
            var violations = refused.GetRpcStatus()!.GetDetail<BadRequest>()?.FieldViolations;
            if (reason is null)
            {
                Assert.That(refused.StatusCode, Is.EqualTo(StatusCode.NotFound));
                return;
            }

            Assert.That(violations!.Select(violation => (violation.Field, violation.Reason)), Is.EqualTo(new[] { (field, reason) }));
        }
    }

    [Test]
    public async Task Who_stops_waiting_stops_the_planner()
    {
        await using var service = await RunningService.StartAsync();
        using var stop = new CancellationTokenSource();
        var request = Request();
        request.MaxRouteCount = 5;
        var call = service.Planning.PlanRouteAsync(request, cancellationToken: stop.Token);
        await stop.CancelAsync();
        Assert.That((await CaughtAsync()).StatusCode, Is.EqualTo(StatusCode.Cancelled));

        async Task<RpcException> CaughtAsync()
        {
            try
            {
                await call;
                return new RpcException(new Grpc.Core.Status(StatusCode.OK, "answered"));
            }
            catch (RpcException trouble)
            {
                return trouble;
            }
        }
    }

    [Test]
    public async Task People_read_the_routes_side_by_side_what_binds_and_the_straight_line()
    {
        var run = await Drone.RunAsync(Route);
        Assert.That(run.Exit, Is.Zero, run.Error);
        Assert.That(run.Output, Does.StartWith("GO").And.Contain("fastest, leanest, shortest").And.Contain("safest").And.Contain("round Taohua (costs").And.Contain("straight 32.1 km: NO_GO").And.Contain("TERRAIN_CLEARANCE_INSUFFICIENT"));
    }

    [Test]
    public async Task A_flight_out_of_reach_is_refused_and_told_what_can_be_flown_instead()
    {
        var run = await Drone.RunAsync("route", "jinshan", "sijiao", "--aircraft", "fz90", "--payload", "20", "--alternatives", "1");
        Assert.That(run.Exit, Is.EqualTo(2), run.Error);
        Assert.That(run.Output, Does.StartWith("NO_GO").And.Contain("ENERGY_RESERVE_SHORTFALL").And.Contain("by way of Dayangshan").And.Contain("Tanhu (no site yet").And.Contain("V2000CG"));

        var mission = await Drone.RunAsync("route", "jinshan", "sijiao", "--aircraft", "fz90", "--payload", "20", "--alternatives", "1", "--plan");
        Assert.That((mission.Exit, mission.Output), Is.EqualTo((2, string.Empty)));
        Assert.That(mission.Error, Does.Contain("no mission is written"));
    }

    [Test]
    public async Task A_mission_takes_off_flies_the_waypoints_at_cruise_altitude_and_lands()
    {
        var answer = JsonParser.Default.Parse<PlanRouteResponse>((await Drone.RunAsync([.. Route, "--json"])).Output);
        var run = await Drone.RunAsync([.. Route, "--plan"]);
        Assert.That(run.Exit, Is.Zero, run.Error);
        using var plan = JsonDocument.Parse(run.Output);
        var root = plan.RootElement;
        Assert.That((root.GetProperty("fileType").GetString(), root.GetProperty("version").GetInt32()), Is.EqualTo(("Plan", 1)));
        var items = root.GetProperty("mission").GetProperty("items").EnumerateArray().ToList();

        // By the common set of MAVLink: 84 and 85 take off and land on rotors, 178 changes the speed, 16 is a waypoint.
        Assert.That(items.ConvertAll(item => item.GetProperty("command").GetInt32()), Is.EqualTo(new[] { 84, 178 }.Concat(Enumerable.Repeat(16, items.Count - 3)).Append(85)));
        Assert.That(items.ConvertAll(item => item.GetProperty("doJumpId").GetInt32()), Is.EqualTo(Enumerable.Range(1, items.Count)));
        var places = items.Where(item => item.GetProperty("command").GetInt32() == 16).Select(item => item.GetProperty("params").EnumerateArray().Skip(4).Select(number => number.GetDouble()).ToArray()).ToList();
        var way = answer.Routes[0].Decision.Route.Waypoints;
        Assert.That(places.ConvertAll(place => (place[0], place[1])), Is.EqualTo(way.Skip(1).Select(point => (point.Latitude, point.Longitude))));
        Assert.That(places.ConvertAll(place => place[2]), Is.All.EqualTo(answer.Routes[0].CruiseAltitudeMAmsl));
        Assert.That(items.Where(item => item.TryGetProperty("AltitudeMode", out _)).Select(item => (item.GetProperty("frame").GetInt32(), item.GetProperty("AltitudeMode").GetInt32())), Is.All.EqualTo((0, 2)));
        Assert.That(items[^1].GetProperty("params")[6].GetDouble(), Is.EqualTo(8));

        var other = await Drone.RunAsync([.. Route, "--plan", "--route", "9"]);
        Assert.That(other.Exit, Is.EqualTo(64));
        Assert.That(other.Error, Does.Contain("--route is 9; expected 1 to 3"));
    }

    [Test]
    public async Task Maps_get_every_route_and_the_straight_line_with_their_numbers()
    {
        var answer = JsonParser.Default.Parse<PlanRouteResponse>((await Drone.RunAsync([.. Route, "--json"])).Output);
        using var geoJson = JsonDocument.Parse((await Drone.RunAsync([.. Route, "--geojson"])).Output);
        var features = geoJson.RootElement.GetProperty("features").EnumerateArray().ToList();
        Assert.That(features, Has.Count.EqualTo(answer.Routes.Count + 1));
        for (var i = 0; i < answer.Routes.Count; i++)
        {
            var corners = features[i].GetProperty("geometry").GetProperty("coordinates").EnumerateArray().Select(corner => (corner[1].GetDouble(), corner[0].GetDouble(), corner[2].GetDouble()));
            Assert.That(corners, Is.EqualTo(answer.Routes[i].Decision.Route.Waypoints.Select(point => (point.Latitude, point.Longitude, answer.Routes[i].CruiseAltitudeMAmsl))));
            Assert.That(features[i].GetProperty("properties").GetProperty("verdict").GetString(), Is.EqualTo("GO"));
        }

        XNamespace kml = "http://www.opengis.net/kml/2.2";
        var document = XDocument.Parse((await Drone.RunAsync([.. Route, "--kml"])).Output);
        var lines = document.Descendants(kml + "coordinates").Select(line => line.Value.Split(' ').Select(corner => corner.Split(',').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray()).ToList()).ToList();
        Assert.That(lines, Has.Count.EqualTo(answer.Routes.Count + 1));
        Assert.That(lines[0][1..^1].ConvertAll(corner => (corner[1], corner[0], corner[2])), Is.EqualTo(answer.Routes[0].Decision.Route.Waypoints.Select(point => (point.Latitude, point.Longitude, answer.Routes[0].CruiseAltitudeMAmsl))));
        Assert.That((lines[0][0][2], lines[0][^1][2]), Is.EqualTo((6.0, 8.0)), "from the pad to the pad");
        Assert.That(document.Descendants(kml + "altitudeMode").Select(mode => mode.Value), Is.All.EqualTo("absolute"));
    }

    private static PlanRouteRequest Request() => new() { Flight = Requests.Plan(), DecisionTime = Requests.Now.ToTimestamp() };

    private static byte[] Bytes(PlanRouteResponse answer)
    {
        var same = answer.Clone();
        same.ComputeDuration = null;
        return same.ToByteArray();
    }
}
