using System.Text;
using DroneLogistics.Scheduling;
using DroneLogistics.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Doors;

/// <summary>What would help a refused flight, through every door: requests that can be sent as they are.</summary>
public sealed class RemediesTests
{
    [Test]
    public async Task The_doors_tell_equal_remedies_and_each_is_go_when_its_request_is_sent()
    {
        await using var service = await RunningService.StartAsync();
        foreach (var request in Refusals())
        {
            var grpc = (await service.Planning.CheckFlightAsync(request)).Decision;
            using var content = new StringContent(JsonFormatter.Default.Format(request), Encoding.UTF8, "application/json");
            using var http = await service.Http.PostAsync("/v1/flights:check", content);
            var json = JsonParser.Default.Parse<CheckFlightResponse>(await http.Content.ReadAsStringAsync()).Decision;
            var core = PlanningDesk.Check(service.Host.World, Timetable.Empty(service.Host.World.AssumedFleet()), request, Requests.Now);

            Assert.That(grpc.Verdict, Is.EqualTo(Verdict.NoGo));
            Assert.That(json.ToByteArray(), Is.EqualTo(grpc.ToByteArray()));
            Assert.That(core.ToByteArray(), Is.EqualTo(grpc.ToByteArray()));
            Assert.That(grpc.Remedies, Is.Not.Empty);
            foreach (var remedy in grpc.Remedies)
            {
                Assert.That((await service.Planning.CheckFlightAsync(remedy.Request)).Decision.Verdict, Is.EqualTo(Verdict.Go), remedy.ToString());
                if (remedy.Weaker is { } weaker)
                {
                    weaker.SkipRemedies = true;
                    Assert.That((await service.Planning.CheckFlightAsync(weaker)).Decision.Verdict, Is.EqualTo(Verdict.NoGo), remedy.ToString());
                }
            }
        }
    }

    [Test]
    public async Task A_stop_on_the_way_is_told_with_the_requests_of_its_legs_and_both_can_be_booked()
    {
        await using var service = await RunningService.StartAsync();
        var plan = Requests.Plan("miaozihu", "liuheng", "fz90", 8);
        plan.DepartureTime = Requests.Nine.AddHours(4).ToTimestamp();
        plan.Wind = new WindConditions { FromDeg = 340, SpeedMps = 3 };
        var refused = (await service.Planning.CheckFlightAsync(new CheckFlightRequest { Flight = plan, DecisionTime = Requests.Now.ToTimestamp() })).Decision;
        var remedy = refused.Remedies.Single(one => one.Dimension == RemedyDimension.Stop);
        CheckFlightRequest[] legs = [remedy.Request, .. remedy.FurtherRequests];

        Assert.That(legs.Select(leg => (leg.Flight.Origin, leg.Flight.Destination)), Is.EqualTo([("sites/miaozihu", "sites/putuo"), ("sites/putuo", "sites/liuheng")]));
        Assert.That(remedy.BlockDuration.ToTimeSpan(), Is.EqualTo(legs[1].Flight.DepartureTime.ToDateTimeOffset() - legs[0].Flight.DepartureTime.ToDateTimeOffset()).Within(TimeSpan.FromMinutes(40)));
        foreach (var leg in legs)
        {
            Assert.That((await service.Planning.CheckFlightAsync(leg)).Decision.Verdict, Is.EqualTo(Verdict.Go));
            await service.Flights.ScheduleFlightAsync(new ScheduleFlightRequest { Flight = leg.Flight, RequestId = Guid.NewGuid().ToString() });
        }
    }

    [Test]
    public async Task A_way_that_is_given_is_flown_as_it_is_and_refused_for_what_stands_in_it()
    {
        await using var service = await RunningService.StartAsync();
        var plan = Requests.Plan();
        plan.Wind = new WindConditions { FromDeg = 340, SpeedMps = 3 };
        var best = (await service.Planning.CheckFlightAsync(new CheckFlightRequest { Flight = plan, DecisionTime = Requests.Now.ToTimestamp() })).Decision;
        var same = plan.Clone();
        same.Waypoints.Add(best.Route.Waypoints);
        var straight = plan.Clone();
        straight.Waypoints.Add([best.Route.Waypoints[0], best.Route.Waypoints[^1]]);

        var flown = (await service.Planning.CheckFlightAsync(new CheckFlightRequest { Flight = same, DecisionTime = Requests.Now.ToTimestamp() })).Decision;
        var refused = (await service.Planning.CheckFlightAsync(new CheckFlightRequest { Flight = straight, DecisionTime = Requests.Now.ToTimestamp() })).Decision;
        Assert.That(flown.Verdict, Is.EqualTo(Verdict.Go));
        Assert.That(flown.Route.Waypoints, Is.EqualTo(best.Route.Waypoints));
        Assert.That(flown.Forecast.LandingSocRatio, Is.EqualTo(best.Forecast.LandingSocRatio).Within(1e-12));
        Assert.That(refused.Findings.Select(finding => finding.Code), Does.Contain(ReasonCode.TerrainClearanceInsufficient));
        Assert.That((await service.Planning.CheckFlightAsync(refused.Remedies.Single(one => one.Dimension == RemedyDimension.Route).Request)).Decision.Verdict, Is.EqualTo(Verdict.Go));
    }

    [Test]
    public async Task Less_contingency_that_is_asked_for_is_kept_and_said()
    {
        await using var service = await RunningService.StartAsync();
        var plan = Requests.Plan();
        plan.ContingencyRatio = 0.03;
        var decision = (await service.Planning.CheckFlightAsync(new CheckFlightRequest { Flight = plan, DecisionTime = Requests.Now.ToTimestamp() })).Decision;

        Assert.That(decision.Forecast.Reserve.ContingencyWh, Is.EqualTo(0.03 * decision.Forecast.Reserve.TripWh).Within(1e-9));
        Assert.That(decision.Advisories.Select(advisory => advisory.Code), Does.Contain(ReasonCode.ContingencyReduced));
    }

    [Test]
    public async Task Who_wants_no_remedies_gets_none()
    {
        await using var service = await RunningService.StartAsync();
        var request = Refusals().First();
        request.SkipRemedies = true;
        var decision = (await service.Planning.CheckFlightAsync(request)).Decision;

        Assert.That((decision.Verdict, decision.Remedies.Count, decision.NoRemedyReason), Is.EqualTo((Verdict.NoGo, 0, string.Empty)));
        Assert.That(decision.Findings, Is.Not.Empty);
    }

    [Test]
    public async Task The_command_line_tells_them_below_the_reasons_or_why_there_is_none()
    {
        var (_, heavy, _) = await Cli.Drone.RunAsync("check", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "21", "--at", "2024-11-24T08:00+08:00");
        var (_, without, _) = await Cli.Drone.RunAsync("check", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "15", "--without-approvals", "--at", "2024-11-24T08:00+08:00");
        var (_, quick, _) = await Cli.Drone.RunAsync("check", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "21", "--no-remedies", "--at", "2024-11-24T08:00+08:00");

        Assert.That(heavy, Does.Contain("  remedy   Carry 20 kg, 1 kg less. Then GO: 22.9 min block").And.Contain("载荷减至 20 kg(减 1 kg)。"));
        Assert.That(without, Does.Contain("  remedy   none. It was asked as if no approval and no slot were held"));
        Assert.That(quick, Does.Not.Contain("remedy"));
    }

    private static IEnumerable<CheckFlightRequest> Refusals()
    {
        var heavy = Requests.Plan("putuo", "liuheng", "fz90", 21);
        heavy.DepartureTime = Requests.Nine.ToTimestamp();
        yield return new CheckFlightRequest { Flight = heavy, DecisionTime = Requests.Now.ToTimestamp() };

        // In the time of the airliner at 10:35 local time.
        var late = Requests.Plan("putuo", "liuheng", "fz90", 12.3);
        late.DepartureTime = Requests.Nine.AddMinutes(93).ToTimestamp();
        late.Wind = new WindConditions { FromDeg = 340, SpeedMps = 4.2 };
        yield return new CheckFlightRequest { Flight = late, DecisionTime = Requests.Now.ToTimestamp() };
    }
}
