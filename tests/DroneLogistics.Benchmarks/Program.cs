using System.CommandLine;
using System.CommandLine.Parsing;
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

var seconds = new Option<double>("--seconds") { Description = "How long to run.", HelpName = "S", DefaultValueFactory = _ => 5, CustomParser = SecondsOf };
var seed = new Option<int>("--seed") { Description = "Seed of the drawn payloads and winds.", DefaultValueFactory = _ => 1 };
var verify = new Option<int?>("--verify") { HelpName = "N", CustomParser = CountOf, Description = "Print the first N flights of the timed draw as CSV instead of timing: payload_kg,wind_from_deg,wind_mps,landing_soc,block_s. Each is compared with CheckFlight's own flight; exit 1 where they differ." };
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

static double SecondsOf(ArgumentResult given)
{
    if (double.TryParse(given.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is > 0 and <= 3600)
    {
        return value;
    }

    given.AddError($"--seconds is \"{given.Tokens[0].Value}\"; expected a number above 0 and at most 3600.");
    return default;
}

static int? CountOf(ArgumentResult given)
{
    if (int.TryParse(given.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= 1)
    {
        return value;
    }

    given.AddError($"--verify is \"{given.Tokens[0].Value}\"; expected a whole number of at least 1.");
    return null;
}

static int Simulate(double seconds, int seed)
{
    var world = WorldFiles.Load(WorldFiles.DefaultFolder);
    var random = new Random(seed);
    var question = Question(world);
    for (var i = 0; i < 20_000; i++)
    {
        _ = FlightSimulation.Run(Task(world, Drawn(question, random)));
    }

    random = new Random(seed);
    var (flights, joules, charges) = (0L, 0.0, 0.0);
    var (processor, wall) = (Process.GetCurrentProcess().TotalProcessorTime, Stopwatch.StartNew());
    while (wall.Elapsed.TotalSeconds < seconds)
    {
        for (var i = 0; i < 200; i++)
        {
            var forecast = FlightSimulation.Run(Task(world, Drawn(question, random)));
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
    var timetable = Timetable.Empty(world.AssumedFleet());
    for (var i = 0; i < count; i++)
    {
        var drawn = Drawn(question, random);
        var task = Task(world, drawn);
        var forecast = FlightSimulation.Run(task);

        // The timed flights are the flights that CheckFlight decides by: to the last bit.
        var decided = CheckFlight.Decide(world, timetable, drawn, question.Departure, DecisionPurpose.Check).Forecast;
        if (decided is null || decided.LandingCharge != forecast.LandingCharge || decided.BlockSeconds != forecast.BlockSeconds || decided.Energy != forecast.Energy)
        {
            Console.Error.WriteLine($"flight {i + 1}: CheckFlight answers another flight than the one that is timed");
            return 1;
        }

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

static FlightTask Task(World world, FlightQuestion drawn) =>
    CheckFlight.Task(world.Policy, drawn, drawn.Wind!, StateOfCharge.Full, world.Policy.AssumedPackHealthRatio);

static void PrintMachine()
{
    var name = File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() : null;
    Print($"machine: {name ?? "unknown processor"}, {Environment.ProcessorCount} cores, {System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}, {System.Runtime.InteropServices.RuntimeInformation.OSDescription}");
}

static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
