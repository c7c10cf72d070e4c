using System.Text;
using DroneLogistics.Scheduling;
using DroneLogistics.Service.Tests.Cli;
using DroneLogistics.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Doors;

public sealed class AssessFlightTests
{
    private static readonly string[] CommandLine = ["risk", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "15", "--wind-from", "340", "--wind-speed", "3", "--depart", "2026-11-25T09:00+08:00", "--at", "2026-11-24T08:00+08:00", "--samples", "1024", "--seed", "7", "--json"];

    [Test]
    public async Task One_question_gets_one_answer_through_four_doors_and_another_seed_another()
    {
        await using var service = await RunningService.StartAsync();
        var request = Request();
        var (_, core) = PlanningDesk.Assess(service.Host.World, Timetable.Empty(service.Host.World.AssumedFleet()), request, Requests.Now);
        var grpc = (await service.Planning.AssessFlightAsync(request)).Risk;
        using var content = new StringContent(JsonFormatter.Default.Format(request), Encoding.UTF8, "application/json");
        using var http = await service.Http.PostAsync("/v1/flights:assess", content);
        var json = JsonParser.Default.Parse<AssessFlightResponse>(await http.Content.ReadAsStringAsync()).Risk;
        var here = await Drone.RunAsync(CommandLine);
        var there = await Drone.RunAsync([.. CommandLine, "--server", service.Host.Url.ToString(), "--token-file", service.Host.TokenFile]);

        var expected = core!.ToByteArray();
        Assert.That(grpc.ToByteArray(), Is.EqualTo(expected), "gRPC");
        Assert.That(json.ToByteArray(), Is.EqualTo(expected), "JSON");
        Assert.That((here.Exit, there.Exit), Is.EqualTo((0, 0)), here.Error + there.Error);
        Assert.That(JsonParser.Default.Parse<FlightRisk>(here.Output).ToByteArray(), Is.EqualTo(expected), "command line");
        Assert.That(JsonParser.Default.Parse<FlightRisk>(there.Output).ToByteArray(), Is.EqualTo(expected), "command line at the service");

        request.Seed = 8;
        Assert.That((await service.Planning.AssessFlightAsync(request)).Risk.LandingSocRatio, Is.Not.EqualTo(core!.LandingSocRatio));
    }

    [Test]
    public async Task An_answer_holds_what_the_contract_promises()
    {
        var run = await Drone.RunAsync(CommandLine);
        var risk = JsonParser.Default.Parse<FlightRisk>(run.Output);

        Assert.That((risk.SampleCount, risk.Seed), Is.EqualTo((1024, 7L)));
        Assert.That(risk.LandingSocRatio.Select(quantile => quantile.Order), Is.EqualTo([0.01, 0.05, 0.5, 0.95]));
        Assert.That(risk.BlockS.Select(quantile => quantile.Order), Is.EqualTo([0.05, 0.5, 0.95]));
        Assert.That(risk.LandingSocRatio.Concat(risk.BlockS), Is.All.Matches<QuantileEstimate>(quantile => quantile!.Low <= quantile.Value && quantile.Value <= quantile.High));
        Assert.That(new[] { risk.BelowReserve, risk.OnTime }, Is.All.Matches<Estimate>(estimate => 0 <= estimate!.Low && estimate.Low <= estimate.Value && estimate.Value <= estimate.High && estimate.High <= 1));
        Assert.That(risk.OnTimeLimitS, Is.EqualTo(risk.Decision.BlockDuration.ToTimeSpan().TotalSeconds + 300).Within(1e-5));
        Assert.That(risk.Effects.Select(effect => (int)effect.Input), Is.EqualTo(Enumerable.Range(1, 9)));
    }

    [Test]
    public async Task People_read_both_probabilities_the_spread_and_where_it_comes_from()
    {
        var run = await Drone.RunAsync([.. CommandLine[..^1], "--on-time-limit", "1500"]);

        Assert.That(run.Exit, Is.Zero, run.Error);
        Assert.That(run.Output, Does.StartWith("GO").And.Contain("1024 variations").And.Contain("below the reserve").And.Contain("within 25.0 min").And.Contain("1 % below").And.Contain("Propulsion"));
    }

    [Test]
    public async Task Less_known_wind_makes_the_block_time_less_sure()
    {
        var forecast = JsonParser.Default.Parse<FlightRisk>((await Drone.RunAsync(CommandLine)).Output);
        var unknown = JsonParser.Default.Parse<FlightRisk>((await Drone.RunAsync([.. CommandLine, "--wind-within", "5"])).Output);

        Assert.That(unknown.BlockS[^1].Value - unknown.BlockS[0].Value, Is.GreaterThan(1.5 * (forecast.BlockS[^1].Value - forecast.BlockS[0].Value)));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Out_and_back_is_one_question_with_one_answer_here_and_at_the_service(bool samePack)
    {
        await using var service = await RunningService.StartAsync();
        string[] line = [.. CommandLine, "--return", "--return-payload", "3", .. samePack ? ["--same-pack"] : Array.Empty<string>()];
        var request = Request();
        request.ReturnLeg = new ReturnLeg { PayloadKg = 3, SamePack = samePack };
        var grpc = (await service.Planning.AssessFlightAsync(request)).Risk;
        var here = JsonParser.Default.Parse<FlightRisk>((await Drone.RunAsync(line)).Output);
        var single = JsonParser.Default.Parse<FlightRisk>((await Drone.RunAsync(CommandLine)).Output);

        Assert.That(here.ToByteArray(), Is.EqualTo(grpc.ToByteArray()));
        var trip = here.RoundTrip;
        Assert.That(trip.ReturnLeg.PayloadKg, Is.EqualTo(3));
        Assert.That(trip.ReturnLeg.TakeoffSocRatio, samePack ? Is.EqualTo(here.Decision.LandingSocRatio).Within(1e-9) : Is.EqualTo(1));
        Assert.That(trip.BothBelowReserve.Value, Is.LessThanOrEqualTo(Math.Min(here.BelowReserve.Value, trip.ReturnLeg.BelowReserve.Value)));
        Assert.That(trip.EitherBelowReserve.Value, Is.EqualTo(here.BelowReserve.Value + trip.ReturnLeg.BelowReserve.Value - trip.BothBelowReserve.Value).Within(1e-12));
        Assert.That(trip.WindErrorCorrelation, Is.InRange(0.75, 0.8));
        Assert.That(trip.ReturnLeg.LandingSocRatio.Select(quantile => quantile.Order), Is.EqualTo([0.01, 0.05, 0.5, 0.95]));

        // What is asked of the way back leaves the answer for the way out as it was.
        here.RoundTrip = null;
        Assert.That(here.ToByteArray(), Is.EqualTo(single.ToByteArray()));
    }

    [Test]
    public async Task People_read_both_ways_and_both_together()
    {
        var run = await Drone.RunAsync([.. CommandLine[..^1], "--return", "--same-pack"]);

        Assert.That(run.Exit, Is.Zero, run.Error);
        Assert.That(run.Output, Does.Contain("and back with 0 kg").And.Contain("out and back; the wind's errors correlate 0.").And.Contain("either way below its reserve").And.Contain("both on time"));
    }

    [Test]
    public async Task A_way_back_that_cannot_be_flown_is_refused_with_its_findings()
    {
        // 27 m/s of airspeed, a tail wind of 19 m/s at 10 m and 25 m/s at 120 m out: 2 m/s of ground speed on the way back.
        var run = await Drone.RunAsync("risk", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "5", "--wind-from", "8", "--wind-speed", "19", "--samples", "1024", "--return");

        Assert.That(run.Exit, Is.EqualTo(2), run.Output);
        Assert.That(run.Error, Does.Contain("GROUND_SPEED_TOO_LOW: On the way back: 2.0 m/s over the ground"));
    }

    [TestCase("--return-payload", "3")]
    [TestCase("--same-pack", null)]
    public async Task What_only_a_way_back_has_needs_one(string option, string? value)
    {
        var run = await Drone.RunAsync([.. CommandLine, option, .. value is null ? Array.Empty<string>() : [value]]);

        Assert.That(run.Exit, Is.EqualTo(64));
        Assert.That(run.Error, Does.Contain($"{option} is given without --return"));
    }

    [Test]
    public async Task A_payload_of_a_new_shape_makes_drag_the_first_of_the_causes()
    {
        var risk = JsonParser.Default.Parse<FlightRisk>((await Drone.RunAsync([.. CommandLine, "--new-payload-shape"])).Output);

        Assert.That(risk.Effects.MaxBy(effect => effect.VarianceShare)!.Input, Is.EqualTo(UncertainInput.Drag));
    }

    private static IEnumerable<TestCaseData> BadRequests()
    {
        TestCaseData Row(string name, Action<AssessFlightRequest> damage, string reason, string field) => new TestCaseData(damage, reason, field).SetArgDisplayNames(name);
        yield return Row("no power of two", request => request.SampleCount = 5000, "SAMPLES_RANGE", "sample_count");
        yield return Row("too few", request => request.SampleCount = 512, "SAMPLES_RANGE", "sample_count");
        yield return Row("too many", request => request.SampleCount = 131_072, "SAMPLES_RANGE", "sample_count");
        yield return Row("negative", request => request.SampleCount = -4096, "SAMPLES_RANGE", "sample_count");
        yield return Row("NaN limit", request => request.OnTimeLimitS = double.NaN, "NOT_FINITE", "on_time_limit_s");
        yield return Row("no time", request => request.OnTimeLimitS = 0, "LIMIT_RANGE", "on_time_limit_s");
        yield return Row("negative wind", request => request.WindWithinMps = -1, "NEGATIVE", "wind_within_mps");
        yield return Row("storm", request => request.WindWithinMps = 31, "WIND_RANGE", "wind_within_mps");
        yield return Row("no weight", request => request.ReturnLeg = new ReturnLeg { PayloadKg = -1 }, "NEGATIVE", "return_leg.payload_kg");
        yield return Row("NaN back", request => request.ReturnLeg = new ReturnLeg { PayloadKg = double.NaN }, "NOT_FINITE", "return_leg.payload_kg");
        yield return Row("shape of nothing", request => (request.NewPayloadShape, request.Flight.PayloadKg) = (true, 0), "NO_PAYLOAD", "new_payload_shape");
        yield return Row("no flight", request => request.Flight = null, "REQUIRED", "flight");
    }

    [TestCaseSource(nameof(BadRequests))]
    public void What_is_wrong_is_named(Action<AssessFlightRequest> damage, string reason, string field)
    {
        var world = WorldFiles.Load(WorldFiles.DefaultFolder);
        var request = Request();
        damage(request);

        var trouble = Assert.Throws<BadRequestException>(() => PlanningDesk.Assess(world, Timetable.Empty(world.AssumedFleet()), request, Requests.Now))!;

        Assert.That((trouble.Violations[0].Reason, trouble.Violations[0].Field), Is.EqualTo((reason, field)));
    }

    [TestCase("--samples", "5000", "--samples is 5000; expected a power of two from 1024 to 65536.")]
    [TestCase("--samples", "4000000000", "expected a power of two")]
    [TestCase("--samples", "many", "--samples is \"many\"; expected a whole number")]
    [TestCase("--seed", "-1", "--seed is \"-1\"; expected a whole number")]
    [TestCase("--wind-within", "NaN", "--wind-within")]
    [TestCase("--on-time-limit", "0", "--on-time-limit")]
    public async Task The_command_line_names_the_option(string option, string value, string complaint)
    {
        var run = await Drone.RunAsync("risk", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "15", option, value);

        Assert.That(run.Exit, Is.EqualTo(64));
        Assert.That(run.Error, Does.Contain(complaint));
    }

    [Test]
    public async Task A_flight_that_cannot_be_flown_as_planned_is_refused_with_its_findings()
    {
        await using var service = await RunningService.StartAsync();
        var request = Request();
        request.Flight.Wind.SpeedMps = 60;

        var trouble = await Flights.FlightsTests.FailsAsync(() => service.Planning.AssessFlightAsync(request).ResponseAsync);
        var run = await Drone.RunAsync("risk", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "15", "--wind-from", "340", "--wind-speed", "60");

        Assert.That(trouble.StatusCode, Is.EqualTo(StatusCode.FailedPrecondition));
        Assert.That(trouble.GetRpcStatus()!.GetDetail<PreconditionFailure>()!.Violations, Is.Not.Empty);
        Assert.That(run.Exit, Is.EqualTo(2));
        Assert.That(run.Error, Does.Contain("refused"));
    }

    [Test]
    public void Every_uncertain_input_has_the_name_and_number_of_the_contract()
    {
        var contract = PlanningReflection.Descriptor.FindTypeByName<EnumDescriptor>("UncertainInput").Values
            .Where(value => value.Number != 0)
            .Select(value => (value.Name["UNCERTAIN_INPUT_".Length..].Replace("_", string.Empty, StringComparison.Ordinal), value.Number));

        Assert.That(contract, Is.EqualTo(System.Enum.GetValues<Simulation.MonteCarlo.UncertainInput>().Select(input => (input.ToString().ToUpperInvariant(), (int)input))));
    }

    private static AssessFlightRequest Request() => new() { Flight = Requests.Plan(), DecisionTime = Requests.Now.ToTimestamp(), SampleCount = 1024, Seed = 7 };
}
