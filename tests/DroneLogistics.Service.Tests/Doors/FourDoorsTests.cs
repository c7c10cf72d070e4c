using System.Text;
using DroneLogistics.Dispatch;
using DroneLogistics.Scheduling;
using DroneLogistics.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Doors;

/// <summary>The core, gRPC, JSON and the command line give the same decision.</summary>
public sealed class FourDoorsTests
{
    [Test]
    public async Task Two_hundred_random_questions_get_one_answer_through_four_doors()
    {
        await using var service = await RunningService.StartAsync();
        var world = service.Host.World;
        var assumed = Timetable.Empty(world.AssumedFleet());
        var random = new Random(4242);
        TestContext.Out.WriteLine("seed 4242");
        var (refused, go) = (0, 0);
        for (var i = 0; i < 200; i++)
        {
            var request = Draw(random, world);
            var question = FlightPlanReader.Read(request.Flight, "flight", new FieldReader(), world, assumed.Fleet, Requests.Now, departureRequired: false)!;
            var core = DecisionWriter.Write(Dispatch.CheckFlight.Decide(world, assumed, question, request.DecisionTime.ToDateTimeOffset(), DecisionPurpose.Check));
            var grpc = (await service.Planning.CheckFlightAsync(request)).Decision;
            using var content = new StringContent(JsonFormatter.Default.Format(request), Encoding.UTF8, "application/json");
            using var http = await service.Http.PostAsync("/v1/flights:check", content);
            var json = JsonParser.Default.Parse<CheckFlightResponse>(await http.Content.ReadAsStringAsync()).Decision;
            var expected = core.ToByteArray();
            Assert.That(grpc.ToByteArray(), Is.EqualTo(expected), $"gRPC, question {i}");
            Assert.That(json.ToByteArray(), Is.EqualTo(expected), $"JSON, question {i}");
            Assert.That((await ThroughTheCommandLineAsync(request, service.Folder)).ToByteArray(), Is.EqualTo(expected), $"command line, question {i}");
            refused += core.Verdict == V1.Verdict.NoGo ? 1 : 0;
            go += core.Verdict == V1.Verdict.Go ? 1 : 0;
        }

        TestContext.Out.WriteLine($"{refused} of 200 refused, {go} GO");
        Assert.That(new[] { refused, go }, Is.All.GreaterThanOrEqualTo(67), "at least a third is refused and at least a third is GO");
    }

    /// <summary>Half of the questions are of an ordinary day, half are about anything.</summary>
    private static CheckFlightRequest Draw(Random random, World world) => random.Next(2) == 0 ? DrawOrdinary(random, world) : DrawAny(random, world);

    /// <summary>A light load on a route in service by day, between two airliners, in a moderate wind. The multirotors reach the nearest of them only.</summary>
    private static CheckFlightRequest DrawOrdinary(Random random, World world)
    {
        var (from, to) = new[] { ("putuo", "liuheng"), ("sijiao", "gouqi"), ("dinghai-port", "dongju"), ("dingzuimen", "gaoting") }[random.Next(4)];
        (from, to) = random.Next(2) == 0 ? (from, to) : (to, from);
        string[] types = ["fz90", "fz90", "fz90", "ark40", "fc30"];
        var plan = Requests.Plan(from, to, types[random.Next(types.Length)], Math.Round(random.NextDouble() * 10, 3));
        plan.DepartureTime = Requests.Nine.AddMinutes(random.Next(0, 50)).ToTimestamp();
        plan.Wind = random.Next(4) == 0 ? null : new WindConditions { FromDeg = random.Next(0, 361), SpeedMps = random.NextDouble() * 6 };
        return new CheckFlightRequest { Flight = plan, DecisionTime = Requests.Now.ToTimestamp(), SkipRemedies = true };
    }

    private static CheckFlightRequest DrawAny(Random random, World world)
    {
        var sites = world.Sites.All;
        var from = random.Next(sites.Count);
        var to = (from + 1 + random.Next(sites.Count - 1)) % sites.Count;
        var type = world.AircraftTypes[random.Next(world.AircraftTypes.Count)];
        var plan = Requests.Plan(sites[from].Id.Text, sites[to].Id.Text, type.Id.Text, Math.Round(random.NextDouble() * 1.2 * type.MaxPayload!.Value.Kilograms, 3));
        plan.DepartureTime = Requests.Nine.AddMinutes(random.Next(-240, 780)).ToTimestamp();
        plan.Wind = random.Next(4) == 0 ? null : new WindConditions { FromDeg = random.Next(0, 361), SpeedMps = random.NextDouble() * 14 };
        if (random.Next(2) == 0)
        {
            plan.TemperatureDegc = random.Next(-5, 36);
        }

        switch (random.Next(8))
        {
            case 0:
                plan.CruiseRule = CruiseRule.BestRange;
                break;
            case 1:
                plan.CruiseRule = CruiseRule.BestEndurance;
                break;
            case 2:
                plan.ArrivalTime = plan.DepartureTime.ToDateTimeOffset().AddMinutes(random.Next(10, 60)).ToTimestamp();
                break;
        }

        if (random.Next(3) == 0)
        {
            (plan.QnhHpa, plan.RelativeHumidityPercent) = (random.Next(980, 1040), random.Next(0, 101));
        }

        return new CheckFlightRequest { Flight = plan, DecisionTime = Requests.Now.ToTimestamp(), SkipRemedies = true };
    }

    private static async Task<V1.Decision> ThroughTheCommandLineAsync(CheckFlightRequest request, string folder)
    {
        var file = Path.Combine(folder, "question.json");
        await File.WriteAllTextAsync(file, JsonFormatter.Default.Format(request));
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = await DroneLogistics.Cli.CommandLine.RunAsync(["check", "--request", file, "--json"], output, error);
        var decision = JsonParser.Default.Parse<V1.Decision>(output.ToString());
        Assert.That(exit, Is.EqualTo(decision.Verdict == V1.Verdict.Go ? 0 : 2), error.ToString());
        return decision;
    }
}
