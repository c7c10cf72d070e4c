using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using DroneLogistics.Dispatch;
using DroneLogistics.Fleet;
using DroneLogistics.Scheduling;
using DroneLogistics.Service;
using DroneLogistics.Simulation;
using DroneLogistics.Sites;
using DroneLogistics.Units;
using DroneLogistics.Weather;

var seconds = new Option<double>("--seconds") { Description = "How long to run.", DefaultValueFactory = _ => 5 };
var seed = new Option<int>("--seed") { Description = "Seed of the drawn payloads and winds.", DefaultValueFactory = _ => 1 };
var verify = new Option<int?>("--verify") { Description = "Print the first N flights of the timed draw as CSV instead of timing: payload_kg,wind_from_deg,wind_mps,landing_soc,block_s." };
var simulate = new Command("simulate", "Whole flights of the FZ90 from Putuo to Liuheng with the battery, on one core; payload and wind drawn anew for each.") { seconds, seed, verify };
simulate.SetAction(parsed => parsed.GetValue(verify) is { } count ? Verify(count, parsed.GetValue(seed)) : Simulate(parsed.GetValue(seconds), parsed.GetValue(seed)));
var check = new Command("check", "CheckFlight through the core with the assumed fleet, on one core; payload and wind drawn anew for each.") { seconds, seed };
check.SetAction(parsed => Check(parsed.GetValue(seconds), parsed.GetValue(seed)));
var parsedArguments = new RootCommand("Benchmarks. Rates are per second of processor time on one core.") { simulate, check }.Parse(args);
if (parsedArguments.Errors.Count > 0)
{
    Console.Error.WriteLine(string.Join(Environment.NewLine, parsedArguments.Errors.Select(error => error.Message)));
    return 64;
}

return parsedArguments.Invoke();

static int Simulate(double seconds, int seed)
{
    var world = WorldFiles.Load(WorldFiles.DefaultFolder);
    var random = new Random(seed);
    var question = Question(world);
    for (var i = 0; i < 20_000; i++)
    {
        _ = FlightSimulation.Run(Task(world, question, random));
    }

    random = new Random(seed);
    var (flights, joules, charges) = (0L, 0.0, 0.0);
    var (processor, wall) = (Process.GetCurrentProcess().TotalProcessorTime, Stopwatch.StartNew());
    while (wall.Elapsed.TotalSeconds < seconds)
    {
        for (var i = 0; i < 200; i++)
        {
            var forecast = FlightSimulation.Run(Task(world, question, random));
            joules += forecast.Energy.Total.Joules;
            charges += forecast.LandingCharge?.Ratio ?? 0;
            flights++;
        }
    }

    var used = (Process.GetCurrentProcess().TotalProcessorTime - processor).TotalSeconds;
    PrintMachine();
    Print($"flights: {flights}  energy_kwh: {joules / 3.6e6:F3}  landing_soc_sum: {charges:R}  wall_s: {wall.Elapsed.TotalSeconds:F2}  cpu_s: {used:F2}");
    Print($"flights_per_second: {flights / used:F0}");
    return 0;
}

static int Verify(int count, int seed)
{
    var world = WorldFiles.Load(WorldFiles.DefaultFolder);
    var random = new Random(seed);
    var question = Question(world);
    Print($"payload_kg,wind_from_deg,wind_mps,landing_soc,block_s");
    for (var i = 0; i < count; i++)
    {
        var task = Task(world, question, random);
        var forecast = FlightSimulation.Run(task);
        Print($"{task.Payload.Kilograms:R},{task.Wind.From.Degrees:R},{task.Wind.Mean.MetresPerSecond:R},{forecast.LandingCharge?.Ratio:R},{forecast.BlockSeconds:R}");
    }

    return 0;
}

static int Check(double seconds, int seed)
{
    var world = WorldFiles.Load(WorldFiles.DefaultFolder);
    var timetable = Timetable.Empty(world.AssumedFleet());
    var random = new Random(seed);
    var question = Question(world);
    var (checks, go) = (0L, 0L);
    for (var i = 0; i < 2_000; i++)
    {
        _ = CheckFlight.Decide(world, timetable, Drawn(question, random), question.Departure, DecisionPurpose.Check);
    }

    var (processor, wall) = (Process.GetCurrentProcess().TotalProcessorTime, Stopwatch.StartNew());
    while (wall.Elapsed.TotalSeconds < seconds)
    {
        for (var i = 0; i < 50; i++)
        {
            go += CheckFlight.Decide(world, timetable, Drawn(question, random), question.Departure, DecisionPurpose.Check).Verdict == Verdict.Go ? 1 : 0;
            checks++;
        }
    }

    var used = (Process.GetCurrentProcess().TotalProcessorTime - processor).TotalSeconds;
    PrintMachine();
    Print($"checks: {checks}  go: {go}  wall_s: {wall.Elapsed.TotalSeconds:F2}  cpu_s: {used:F2}");
    Print($"checks_per_second: {checks / used:F0}");
    return 0;
}

static FlightQuestion Question(World world) => new()
{
    Origin = world.Sites[new SiteId("putuo")],
    Destination = world.Sites[new SiteId("liuheng")],
    Type = world.TryGetType(new AircraftTypeId("fz90"), out var type) ? type : throw new InvalidOperationException("data/aircraft has no fz90"),
    Payload = Mass.Zero,
    Departure = new DateTimeOffset(2026, 11, 25, 1, 0, 0, TimeSpan.Zero),
};

// 0 to 20 kg; wind from anywhere, 0 to 9 m/s at 10 m.
static FlightQuestion Drawn(FlightQuestion question, Random random) => question with
{
    Payload = Mass.FromKilograms(random.NextDouble() * 20),
    Wind = new Wind(Bearing.FromDegrees(random.NextDouble() * 360), Speed.FromMetresPerSecond(random.NextDouble() * 9), null),
};

static FlightTask Task(World world, FlightQuestion question, Random random)
{
    var drawn = Drawn(question, random);
    return CheckFlight.Task(world.Policy, drawn, drawn.Wind!, StateOfCharge.Full, world.Policy.AssumedPackHealthRatio);
}

static void PrintMachine()
{
    var name = File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() : null;
    Print($"machine: {name ?? "unknown processor"}, {Environment.ProcessorCount} cores, {System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}, {System.Runtime.InteropServices.RuntimeInformation.OSDescription}");
}

static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
