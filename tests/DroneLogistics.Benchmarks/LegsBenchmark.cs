using System.Diagnostics;
using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.Legs;
using DroneLogistics.Service;
using DroneLogistics.Units;

namespace DroneLogistics.Benchmarks;

/// <summary>The leg table of all sites and types, and its quotes beside the decision's simulation.</summary>
internal static class LegsBenchmark
{
    public const int PayloadSteps = 10;
    public const int Hours = 48;
    private const int Types = 4;

    private static readonly DateTimeOffset First = new(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);

    // Flights of the last hour look at the hours after it.
    private const int MoreHours = 8;

    private static readonly HashSet<string> Checks = ["payload", "wind", "model-validity", "thrust-margin", "energy-reserve", "battery-power", "cell-temperature"];

    /// <summary>Builds the table, and again in another seed's wind on the same ways, which is the figure: maps, ways and compiled code are warm.</summary>
    public static int Run(int seed, double wind, double roughness, int threads)
    {
        var world = WorldFiles.Load(WorldFiles.DefaultFolder);
        Measure.PrintMachine();
        var first = Build(world, seed, wind, roughness, null, threads);
        var again = Build(world, seed + 1, wind, roughness, first, threads);
        Measure.Print($"rows: {again.RowCount}  flown: {again.FlownRows}  not_refused: {again.FlyingRows}");
        return 0;
    }

    /// <summary>Quotes random flights and simulates each as the decision does; 1 where one differs by more than its bound, or is refused.</summary>
    public static int Verify(int points, int seed, double wind, double roughness, int threads)
    {
        var world = WorldFiles.Load(WorldFiles.DefaultFolder);
        Measure.PrintMachine();
        var table = Build(world, seed, wind, roughness, null, threads);
        var random = new Random(seed);
        var errors = new List<(string Figure, double Bound, double Error)>();
        var (asked, wrong) = (0, 0);
        var misses = new SortedDictionary<string, int>(StringComparer.Ordinal);
        while (errors.Count < 4 * points && asked < 100 * points)
        {
            asked++;
            var column = table.Columns[random.Next(table.Columns.Count)];
            var payload = Mass.FromKilograms(LegTableQuestion.MostPayload(column.Type).Kilograms * random.NextDouble());
            var departure = table.Question.First.AddTicks((long)(random.NextDouble() * (table.Question.Hours - 1) * TimeSpan.TicksPerHour) / 10 * 10);
            var quote = table.Quote(column.Origin.Id, column.Destination.Id, column.Type.Id, payload, departure);
            if (quote.Miss != LegMiss.None)
            {
                var why = quote.Miss == LegMiss.RowRefused ? $"{quote.Miss} {quote.Limit}" : $"{quote.Miss}";
                misses[why] = misses.GetValueOrDefault(why) + 1;
                continue;
            }

            wrong += IsHeld(table, column, quote, payload, departure, errors) ? 0 : 1;
        }

        foreach (var (why, count) in misses)
        {
            Measure.Print($"not answered: {why}: {count}");
        }

        foreach (var figure in errors.GroupBy(error => error.Figure))
        {
            var bounds = figure.Select(error => error.Bound).Order().ToList();
            var sizes = figure.Select(error => error.Error).Order().ToList();
            Measure.Print($"{figure.Key}: bound p50 {bounds[bounds.Count / 2]:G3} p99 {bounds[bounds.Count * 99 / 100]:G3} max {bounds[^1]:G3}  error p50 {sizes[sizes.Count / 2]:G3} p99 {sizes[sizes.Count * 99 / 100]:G3} max {sizes[^1]:G3}  largest_error_over_bound: {figure.Max(error => error.Error / error.Bound):F3}");
        }

        Measure.Print($"asked: {asked}  answered: {errors.Count / 4}  outside_bound_or_refused: {wrong}");
        return wrong == 0 && errors.Count >= 4 * points ? 0 : 1;
    }

    /// <summary>Whether CheckFlight on the same way lies within all four bounds and finds nothing that the table stands for.</summary>
    private static bool IsHeld(LegTable table, LegColumn column, LegQuote quote, Mass payload, DateTimeOffset departure, List<(string, double, double)> errors)
    {
        var question = new FlightQuestion
        {
            Origin = column.Origin,
            Destination = column.Destination,
            Type = column.Type,
            Payload = payload,
            Departure = departure,
            Forecast = table.Question.Forecast,
            Waypoints = column.Way.Points,
        };
        var decision = CheckFlight.Decide(table.Question.World, null, question, table.Question.First, DecisionPurpose.Check);
        var flown = decision.Forecast!;
        Add("block_s", quote.BlockSeconds, flown.BlockSeconds ?? double.NaN);
        Add("trip_wh", quote.TripWattHours, flown.Energy.Total.WattHours);
        Add("landing_charge_percent", new LegFigure(100 * quote.LandingCharge.Value, 100 * quote.LandingCharge.Bound), flown.LandingCharge?.Percent ?? double.NaN);
        Add("reserve_margin_wh", quote.ReserveMarginWattHours, flown.Reserve?.Margin.WattHours ?? double.NaN);
        var refused = decision.Findings.Where(finding => Checks.Contains(finding.Check)).ToList();
        var holds = errors.TakeLast(4).All(error => error.Item3 <= error.Item2) && refused.Count == 0;
        if (!holds)
        {
            Measure.Print($"{column.Origin.Id} {column.Destination.Id} {column.Type.Id} {payload.Kilograms:F3} kg {departure:O}: {string.Join("; ", errors.TakeLast(4).Select(error => FormattableString.Invariant($"{error.Item1} error {error.Item3:G4} bound {error.Item2:G4}")))} {string.Join(", ", refused.Select(finding => finding.English))}");
        }

        return holds;

        void Add(string name, LegFigure figure, double simulated) => errors.Add((name, figure.Bound, Math.Abs(simulated - figure.Value)));
    }

    private static LegTable Build(World world, int seed, double wind, double roughness, LegTable? before, int threads)
    {
        var forecast = DrawnForecast.Of(world, First, Hours + MoreHours, wind, roughness, seed);
        var question = new LegTableQuestion(world, forecast, [.. world.AircraftTypes.Take(Types)], PayloadSteps, First, Hours);
        var (watch, cpu) = (Stopwatch.StartNew(), Process.GetCurrentProcess().TotalProcessorTime);
        var table = LegTableBuild.Build(question, before, (stage, count, work) =>
        {
            var (start, used) = (watch.Elapsed, Process.GetCurrentProcess().TotalProcessorTime);
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads }, work);
            var seconds = (watch.Elapsed - start).TotalSeconds;
            var of = stage == LegStage.Ways ? $"ways: {count}" : FormattableString.Invariant($"flights: {count * PayloadSteps * Hours}");
            Measure.Print($"{of}  seconds: {seconds:F1}  processor_s: {(Process.GetCurrentProcess().TotalProcessorTime - used).TotalSeconds:F1}  a_second: {(stage == LegStage.Ways ? count : count * PayloadSteps * Hours) / seconds:F0}");
        });
        Measure.Print($"table of {table.LegCount} legs x {question.Types.Count} types x {PayloadSteps} payloads x {Hours} hours: seconds: {watch.Elapsed.TotalSeconds:F1}  processor_s: {(Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds:F1}");
        return table;
    }
}
