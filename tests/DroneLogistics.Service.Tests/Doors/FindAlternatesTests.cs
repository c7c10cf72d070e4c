using System.Text;
using DroneLogistics.Scheduling;
using DroneLogistics.Service.Tests.Cli;
using DroneLogistics.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Doors;

public sealed class FindAlternatesTests
{
    private static readonly string[] CommandLine = ["alternates", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "15", "--wind-from", "340", "--wind-speed", "3", "--depart", "2026-11-25T09:00+08:00", "--at", "2026-11-24T08:00+08:00", "--step", "8000", "--json"];

    [Test]
    public async Task One_question_gets_one_answer_through_four_doors_and_it_holds_what_the_contract_promises()
    {
        await using var service = await RunningService.StartAsync();
        var request = Request();
        var (_, answer) = PlanningDesk.FindAlternates(service.Host.World, Timetable.Empty(service.Host.World.AssumedFleet()), request, Requests.Now);
        var core = answer!;
        var grpc = (await service.Planning.FindAlternatesAsync(request)).Alternates;
        using var content = new StringContent(JsonFormatter.Default.Format(request), Encoding.UTF8, "application/json");
        using var http = await service.Http.PostAsync("/v1/flights:findAlternates", content);
        var json = JsonParser.Default.Parse<FindAlternatesResponse>(await http.Content.ReadAsStringAsync()).Alternates;
        var here = await Drone.RunAsync(CommandLine);
        var there = await Drone.RunAsync([.. CommandLine, "--server", service.Host.Url.ToString(), "--token-file", service.Host.TokenFile]);

        var expected = core.ToByteArray();
        Assert.That(grpc.ToByteArray(), Is.EqualTo(expected), "gRPC");
        Assert.That(json.ToByteArray(), Is.EqualTo(expected), "JSON");
        Assert.That((here.Exit, there.Exit), Is.EqualTo((0, 0)), here.Error + there.Error);
        Assert.That(JsonParser.Default.Parse<FlightAlternates>(here.Output).ToByteArray(), Is.EqualTo(expected), "command line");
        Assert.That(JsonParser.Default.Parse<FlightAlternates>(there.Output).ToByteArray(), Is.EqualTo(expected), "command line at the service");

        var distances = core.Points.Select(at => at.Point.DistanceM).ToList();
        Assert.That(distances.Zip(distances.Skip(1), (a, b) => b - a), Is.All.InRange(1e-6, 8000));
        foreach (var at in core.Points.Append(core.Overhead))
        {
            Assert.That(at.Sites.Select(site => site.LandingSocRatio), Is.Ordered.Descending.And.All.LessThan(at.Point.SocRatio));
            Assert.That(at.Sites.Select(site => site.MarginWh), Is.All.GreaterThanOrEqualTo(0));
        }

        // The decision is that of CheckFlight, and names the first site overhead with the energy that it takes.
        var check = (await service.Planning.CheckFlightAsync(new CheckFlightRequest { Flight = request.Flight, DecisionTime = request.DecisionTime })).Decision;
        Assert.That(core.Decision.ToByteArray(), Is.EqualTo(check.ToByteArray()));
        var (plan, first) = (check.Forecast.Reserve, core.Overhead.Sites[0]);
        Assert.That((plan.Alternate, plan.AlternateWh, plan.AlternateLandingSocRatio), Is.EqualTo((first.Site, first.EnergyWh, first.LandingSocRatio)));
        Assert.That(core.NearestOverhead.Site, Is.EqualTo(first.Site));
    }

    [Test]
    public async Task People_read_the_sites_along_the_way_and_what_the_points_and_shares_are()
    {
        var run = await Drone.RunAsync(CommandLine[..^1]);

        Assert.That(run.Exit, Is.Zero, run.Error);
        Assert.That(run.Output, Does.StartWith("GO").And.Contain("in reach, and the charge on landing there").And.Contain("overhead").And.Contain("equal-time point at").And.Contain("no point of no return"));
    }

    [Test]
    public async Task A_flight_that_cannot_be_flown_is_refused_and_a_step_out_of_range_is_named()
    {
        var grounded = await Drone.RunAsync("alternates", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "15", "--wind-from", "180", "--wind-speed", "25");
        var step = await Drone.RunAsync([.. CommandLine[..^2], "0", "--json"]);

        // 25 m/s at 10 m are 33 m/s at 120 m, against 27 m/s of airspeed.
        Assert.That(grounded.Exit, Is.EqualTo(2), grounded.Error);
        Assert.That(grounded.Error, Does.Contain("HEADWIND_EXCEEDS_AIRSPEED"));
        Assert.That(step.Exit, Is.EqualTo(64));
        Assert.That(step.Error, Does.Contain("--step").And.Contain("200"));
    }

    private static FindAlternatesRequest Request() => new() { Flight = Requests.Plan(), DecisionTime = Requests.Now.ToTimestamp(), StepM = 8000 };
}
