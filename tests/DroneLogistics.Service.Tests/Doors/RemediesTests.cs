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
