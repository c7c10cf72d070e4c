using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using DroneLogistics.Benchmarks;
using DroneLogistics.Dispatch;
using DroneLogistics.Service.Tests.Simulated;

var seconds = new Option<double>("--seconds") { Description = "How long to run each measurement.", HelpName = "S", DefaultValueFactory = _ => 5, CustomParser = SecondsOf };
var seed = new Option<int>("--seed") { Description = "Seed of the drawn payloads and winds.", DefaultValueFactory = _ => 1 };
var verify = new Option<int?>("--verify") { HelpName = "N", CustomParser = CountOf, Description = "Print the first N flights of the timed draw as CSV instead of timing: payload_kg,wind_from_deg,wind_mps,landing_soc,block_s. Each is flown alone, in a batch and by CheckFlight; exit 1 where they differ." };
var simulate = new Command("simulate", "Whole flights of the FZ90 from Putuo to Liuheng with the battery, on one core, payload and wind drawn anew for each: one by one through FlightSimulation, then the same draws through the batch kernel SimulateMany.") { seconds, seed, verify };
simulate.SetAction(parsed => parsed.GetValue(verify) is { } count
    ? SimulateBenchmark.Verify(count, parsed.GetValue(seed))
    : SimulateBenchmark.Run(parsed.GetValue(seconds), parsed.GetValue(seed)));
var check = new Command("check", "CheckFlight through the core with the assumed fleet, on one core; payload and wind drawn anew for each.") { seconds, seed };
check.SetAction(parsed => CheckBenchmark.Run(parsed.GetValue(seconds), parsed.GetValue(seed)));
var polygons = new Option<string?>("--polygons") { HelpName = "FILE", Description = "Polygons in metres: first line their number; then one a line, number of corners, x and y of each." };
var islands = new Option<int>("--islands") { HelpName = "N", Description = "Islands made up where no file is given, 4 to 12 corners each, a cell of the sea each.", DefaultValueFactory = _ => 200 };
var reach = new Option<double>("--reach") { HelpName = "SHARE", Description = "How far islands made up reach from their middle, as a share of the cell: 0.49 covers a quarter of the sea, 0.31 a tenth, as the 200 polygons do.", DefaultValueFactory = _ => 0.49 };
var refusals = new Option<int>("--cases") { HelpName = "N", Description = "Refusals to look for remedies of.", DefaultValueFactory = _ => 500 };
var plain = new Option<int>("--plain") { HelpName = "N", Description = "Of so many a plain search looks for dimensions that are missing and for smaller changes: half a second each.", DefaultValueFactory = _ => 0 };
var reason = new Option<ReasonCode?>("--reason") { HelpName = "CODE", Description = "Draw for one reason alone, for example ThrustMarginInsufficient. Default: as many for each." };
var remedies = new Command("remedies", "Remedies of random refusals, as many for each reason: what is offered, whether it is GO when it is asked and the smallest, and how long the search takes; exit 1 where an offer is no GO or a dimension is missing.") { refusals, seed, plain, reason };
remedies.SetAction(parsed => RemediesBenchmark.Run(parsed.GetValue(refusals), parsed.GetValue(seed), parsed.GetValue(plain), parsed.GetValue(reason)));
var windowCases = new Option<int>("--cases") { HelpName = "N", Description = "Questions to draw.", DefaultValueFactory = _ => 1000 };
var probability = new Option<double?>("--p") { HelpName = "P", Description = "Least probability asked for, 0.9 to 1. Default: none, the checks without variations alone." };
var windows = new Command("windows", "Departure windows of drawn questions beside CheckFlight at a random second of every minute and within two seconds of every edge; exit 1 where they differ.") { windowCases, seed, probability };
windows.SetAction(parsed => WindowsBenchmark.Run(parsed.GetValue(windowCases), parsed.GetValue(seed), parsed.GetValue(probability)));
var way = new Command("way", "Shortest ways round polygons in the plane, on one core: build of the mesh, then points drawn anew for each query.") { polygons, islands, reach, seconds, seed };
way.SetAction(parsed => WayBenchmark.Run(parsed.GetValue(polygons), parsed.GetValue(islands), parsed.GetValue(reach), parsed.GetValue(seconds), parsed.GetValue(seed)));
var monteCarlo = new Command("montecarlo", "4,096 variations of one flight with their probabilities and intervals, on one core, another seed for each; then their parts.") { seconds, seed };
monteCarlo.SetAction(parsed => MonteCarloBenchmark.Run(parsed.GetValue(seconds), parsed.GetValue(seed)));
var route = new Command("route", "Routes among all sites on the real map with all zones, on one core: laying the map out, a first round and warm rounds, calm and in winds drawn anew.") { seed };
route.SetAction(parsed => RouteBenchmark.Run(parsed.GetValue(seed)));
var gapType = new Option<string>("--aircraft") { HelpName = "TYPE", Description = "The type whose corridor it is.", DefaultValueFactory = _ => "fz90" };
var gap = new Command("gap", "How much longer the routes among all sites are than any could be: on the real map, against one on which nothing is drawn larger than it is; exit 1 where one is shorter than that bound.") { gapType };
gap.SetAction(parsed => GapBenchmark.Run(parsed.GetValue(gapType)!));
var alternates = new Command("alternates", "Alternates, point of no return and equal-time point of one flight over all shipped sites on straight ways, on one core; payload and wind drawn anew for each.") { seconds, seed };
alternates.SetAction(parsed => AlternatesBenchmark.Run(parsed.GetValue(seconds), parsed.GetValue(seed)));
var volumes = new Option<int>("--volumes") { HelpName = "N", Description = "Number of stored volumes.", DefaultValueFactory = _ => 100_000 };
var conflicts = new Command("conflicts", "Conflict queries against stored volumes in space and time, on one core, drawn anew for each; 200 are compared with a look at every volume, exit 1 where they differ.") { volumes, seconds, seed };
conflicts.SetAction(parsed => VolumeBenchmark.Run(parsed.GetValue(volumes), parsed.GetValue(seconds), parsed.GetValue(seed)));
var cases = new Option<int>("--cases") { HelpName = "N", Description = "Number of drawn cases.", DefaultValueFactory = _ => 100_000 };
var falseClear = new Command("falseclear", "Drawn legs against drawn zones in space, height and time: the exact test beside the slow checker of the tests; exit 1 where they differ.") { cases, seed };
falseClear.SetAction(parsed => FalseClearBenchmark.Run(parsed.GetValue(cases), parsed.GetValue(seed)));
var zoneCount = new Option<int>("--count") { Description = "Number of drawn zones.", HelpName = "N", DefaultValueFactory = _ => 10_000, CustomParser = given => CountOf(given) ?? 0 };
var zoneFormat = new Option<string>("--format") { Description = "The format of the file.", HelpName = "FORMAT", DefaultValueFactory = _ => DrawnZoneFiles.Formats[0] };
zoneFormat.AcceptOnlyFromAmong(DrawnZoneFiles.Formats);
var zoneFile = new Option<string?>("--file") { Description = "A file of zones to measure in this process in the place of drawn ones.", HelpName = "FILE" };
var zoneOutput = new Option<string?>("--output") { Description = "Where the drawn file is kept. Default: nowhere.", HelpName = "FILE" };
var zones = new Command("zones", "Reads a file of drawn zones over the service area in a fresh process and builds what a service builds of it: first, then again. Wall time.") { zoneCount, seed, zoneFormat, zoneOutput, zoneFile };
zones.SetAction(parsed => parsed.GetValue(zoneFile) is { } file
    ? ZonesBenchmark.Read(file)
    : ZonesBenchmark.Run(parsed.GetValue(zoneCount), parsed.GetValue(seed), parsed.GetValue(zoneFormat)!, parsed.GetValue(zoneOutput)));
var points = new Option<int?>("--verify") { HelpName = "N", CustomParser = CountOf, Description = "Quote N random flights and simulate each as CheckFlight does; exit 1 where one differs by more than the bound of its quote or is refused by a check the table stands for." };
var windMean = new Option<double>("--wind") { HelpName = "MPS", Description = "Mean wind at 10 m of the forecast that is made up.", DefaultValueFactory = _ => 6 };
var roughness = new Option<double>("--roughness") { HelpName = "MPS", Description = "Deviation of its wind from point to point and hour to hour.", DefaultValueFactory = _ => 0.7 };
var threads = new Option<int>("--threads") { HelpName = "N", Description = "How many cores fly.", DefaultValueFactory = _ => Environment.ProcessorCount };
var legs = new Command("legs", "The leg table of all sites, types, 10 payloads and 48 hours in a made-up forecast: from nothing, then in another forecast on the same ways. Wall time.") { points, windMean, roughness, threads, seed };
legs.SetAction(parsed => parsed.GetValue(points) is { } count
    ? LegsBenchmark.Verify(count, parsed.GetValue(seed), parsed.GetValue(windMean), parsed.GetValue(roughness), parsed.GetValue(threads))
    : LegsBenchmark.Run(parsed.GetValue(seed), parsed.GetValue(windMean), parsed.GetValue(roughness), parsed.GetValue(threads)));
var seeds = new Option<int>("--seeds") { HelpName = "N", Description = "Number of worlds.", DefaultValueFactory = _ => 300, CustomParser = given => CountOf(given) ?? 0 };
var firstSeed = new Option<int>("--from") { HelpName = "SEED", Description = "The first seed.", DefaultValueFactory = _ => 1 };
var operations = new Option<int>("--operations") { HelpName = "N", Description = "How much the clients of a world do.", DefaultValueFactory = _ => 24, CustomParser = given => CountOf(given) ?? 0 };
var fault = new Option<SeededFault>("--fault") { HelpName = "NAME", Description = "What is wrong with the database, so that the checks are known to notice." };
var told = new Option<bool>("--told") { Description = "Also what happens, a line each, and the hash of it: equal for equal seeds." };
var worlds = new Command("simulate-world", "The service on one thread in simulated worlds that kill it, fail its disk, lose and repeat messages and turn its clock; exit 1 where a promise is broken.") { seeds, firstSeed, operations, fault, told };
worlds.SetAction(parsed => WorldsBenchmark.Run(parsed.GetValue(seeds), parsed.GetValue(firstSeed), parsed.GetValue(operations), parsed.GetValue(fault), parsed.GetValue(told)));
var requests = new Option<int>("--flights") { HelpName = "N", Description = "Requests of the day.", DefaultValueFactory = _ => 400 };
var airspace = new Command("airspace", "A busy day of requests over the routes of the network, booked one after the other: what the airspace refuses, and the share of it in which no volumes meet and only the grid cannot tell.") { requests, seed };
airspace.SetAction(parsed => AirspaceBenchmark.Run(parsed.GetValue(requests), parsed.GetValue(seed)));
var clients = new Option<int>("--clients") { HelpName = "N", Description = "How many ask at once.", DefaultValueFactory = _ => 64, CustomParser = given => CountOf(given) ?? 0 };
var stored = new Option<int>("--stored") { HelpName = "N", Description = "Flights of years before that are in the database already.", DefaultValueFactory = _ => 0 };
var bookings = new Command("bookings", "Bookings through gRPC by many clients at once, each decided (without variations) and written through, beside one-row transactions on the same disk. Wall time.") { seconds, clients, stored };
bookings.SetAction(parsed => BookingsBenchmark.RunAsync(parsed.GetValue(seconds), parsed.GetValue(clients), parsed.GetValue(stored)));
var dispatchers = new Option<int>("--clients") { HelpName = "N", Description = "How many ask at once.", DefaultValueFactory = _ => 200, CustomParser = given => CountOf(given) ?? 0 };
var pad = new Command("pad", "Many clients book and cancel flights to the one pad of a site through gRPC: how long answers take, and how long one goes without a booking. Wall time.") { seconds, dispatchers, seed };
pad.SetAction(parsed => PadBenchmark.RunAsync(parsed.GetValue(seconds), parsed.GetValue(dispatchers), parsed.GetValue(seed)));
var rpc = new Command("rpc", "CheckFlight without variations through gRPC beside an empty call of the same server, in turns: with a payload drawn anew for each, and with one of twenty. Wall time.") { seconds, clients, seed };
rpc.SetAction(parsed => RpcBenchmark.RunAsync(parsed.GetValue(seconds), parsed.GetValue(clients), parsed.GetValue(seed)));
var instance = new Argument<string>("FILE") { Description = "An instance of pickup and delivery with time windows in the format of Li and Lim." };
var work = new Option<long?>("--work") { HelpName = "N", Description = "So many iterations in the place of --seconds: the same seed then gives the same routes on every machine." };
var routesFile = new Option<string?>("--out") { HelpName = "FILE", Description = "Where the routes are written: a line each, the numbers of its tasks in order." };
var pdptw = new Command("pdptw", "Routes of a public instance of pickup and delivery with time windows, fewest vehicles first, then the shortest, on one thread; judged by a check of its own, exit 1 where they are not feasible. Progress goes to the error output; Ctrl+C keeps the best so far.") { instance, seconds, work, seed, routesFile };
pdptw.SetAction(parsed => PdptwBenchmark.Run(parsed.GetValue(instance)!, parsed.GetValue(seconds), parsed.GetValue(work), parsed.GetValue(seed), parsed.GetValue(routesFile)));
var parsedArguments = new RootCommand("Benchmarks. Rates are per second of processor time on one core.") { simulate, check, monteCarlo, alternates, way, route, gap, conflicts, falseClear, zones, remedies, windows, legs, airspace, bookings, pad, rpc, worlds, pdptw }.Parse(args);
if (parsedArguments.Errors.Count > 0)
{
    Console.Error.WriteLine(string.Join(Environment.NewLine, parsedArguments.Errors.Select(error => error.Message)));
    return 64;
}

return await parsedArguments.InvokeAsync();

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

    given.AddError($"{((OptionResult)given.Parent!).IdentifierToken?.Value} is \"{given.Tokens[0].Value}\"; expected a whole number of at least 1.");
    return null;
}
