using System.Diagnostics;
using DroneLogistics.Dispatch;
using DroneLogistics.Scheduling;
using DroneLogistics.Service;
using DroneLogistics.Units;
using DroneLogistics.Weather;

namespace DroneLogistics.Benchmarks;

/// <summary>CheckFlight through the core, on one thread: a rate, and what single decisions that are GO take in calm air, in one wind and in a forecast.</summary>
internal static class CheckBenchmark
{
    private const int WarmUp = 2_000;
    private const int Between = 50;

    public static int Run(double seconds, int seed)
    {
        var world = WorldFiles.Load(WorldFiles.DefaultFolder);
        var timetable = Timetable.Empty(world.AssumedFleet());
        var random = new Random(seed);
        var question = DrawnFlights.Question(world);
        var forecast = Forecast(world, question.Departure, random);
        var (checks, go) = (0L, 0L);
        var first = Stopwatch.StartNew();
        Timed(question with { Payload = Mass.FromKilograms(15) });
        var (firstTook, early) = (first.Elapsed.TotalMilliseconds, Enumerable.Range(0, 300).Select(_ => Timed(InWind()).Milliseconds).Order().ToList());
        Decide(WarmUp);
        (checks, go) = (0, 0);
        var (used, wall) = Measure.For(seconds, () => Decide(Between));
        Measure.PrintMachine();
        Measure.Print($"checks: {checks}  go: {go}  wall_s: {wall:F2}  cpu_s: {used:F2}");
        Measure.Print($"checks_per_second: {checks / used:F0}");
        Measure.Print($"first_ms: {firstTook:F0} with the map laid out  next_300_ms: p50 {early[150]:F2}  p99 {early[297]:F2}");
        Goes("in calm air", () => question with { Payload = Load() });
        Goes("in one wind", InWind);
        Goes("in a forecast grid", () => question with { Payload = Load(), Forecast = forecast, Departure = question.Departure.AddSeconds(random.Next(6 * 3600)) });
        var sampled = world;
        world = world.With(sampled.Policy with { Completion = sampled.Policy.Completion with { MinProbability = 0, Samples = 0 } });
        Decide(WarmUp);
        Goes("in calm air, without variations", () => question with { Payload = Load() });
        Goes("in one wind, without variations", InWind);
        (checks, go) = (0, 0);
        (used, _) = Measure.For(seconds, () => Decide(Between));
        Measure.Print($"checks_per_second_without_variations: {checks / used:F0}");
        return 0;

        void Decide(int count)
        {
            for (var i = 0; i < count; i++)
            {
                go += CheckFlight.Decide(world, timetable, DrawnFlights.Draw(question, random), question.Departure, DecisionPurpose.Check).Verdict == Verdict.Go ? 1 : 0;
                checks++;
            }
        }

        void Goes(string name, Func<FlightQuestion> draw)
        {
            var times = new List<double>();
            var watch = Stopwatch.StartNew();
            for (var i = 0; watch.Elapsed.TotalSeconds < seconds; i++)
            {
                // The first ones of a kind find code that has not run yet.
                var (took, verdict) = Timed(draw());
                if (verdict == Verdict.Go && i >= Between)
                {
                    times.Add(took);
                }
            }

            times.Sort();
            Measure.Print(times.Count == 0
                ? (FormattableString)$"go {name}: none"
                : $"go {name}: {times.Count}  p50_ms: {times[times.Count / 2]:F2}  p99_ms: {times[times.Count * 99 / 100]:F2}  worst_ms: {times[^1]:F2}");
        }

        (double Milliseconds, Verdict Verdict) Timed(FlightQuestion asked)
        {
            var begun = Stopwatch.GetTimestamp();
            var verdict = CheckFlight.Decide(world, timetable, asked, question.Departure, DecisionPurpose.Check).Verdict;
            return (Stopwatch.GetElapsedTime(begun).TotalMilliseconds, verdict);
        }

        Mass Load() => Mass.FromKilograms(random.NextDouble() * 20);

        FlightQuestion InWind() => question with { Payload = Load(), Wind = new Wind(Bearing.FromDegrees(random.NextDouble() * 360), Speed.FromMetresPerSecond(random.NextDouble() * 5), null) };
    }

    /// <summary>Hourly winds of 2 to 5 m/s on a grid of a quarter of a degree over the service area and beyond.</summary>
    private static Forecast Forecast(World world, DateTimeOffset start, Random random)
    {
        const int Hours = 16;
        double[] latitudes = [.. Enumerable.Range(0, 13).Select(row => 28.75 + (0.25 * row))];
        double[] longitudes = [.. Enumerable.Range(0, 13).Select(column => 121 + (0.25 * column))];
        var winds = Enumerable.Range(0, Hours * latitudes.Length * longitudes.Length)
            .Select(_ => WindVector.Of(Bearing.FromDegrees(300 + (random.NextDouble() * 60)), Speed.FromMetresPerSecond(2 + (random.NextDouble() * 3))))
            .ToList();
        var fields = new Dictionary<ForecastQuantity, ForecastField>
        {
            [ForecastQuantity.WindEast] = ForecastField.OfSurface([.. winds.Select(wind => wind.EastMetresPerSecond)]),
            [ForecastQuantity.WindNorth] = ForecastField.OfSurface([.. winds.Select(wind => wind.NorthMetresPerSecond)]),
            [ForecastQuantity.Precipitation] = ForecastField.OfSurface([.. winds.Select(_ => 0.0)]),
            [ForecastQuantity.Visibility] = ForecastField.OfSurface([.. winds.Select(_ => 10_000.0)]),
        };
        var grid = ForecastGrid.OnGrid(latitudes, longitudes, [.. Enumerable.Range(-1, Hours).Select(hour => start.AddHours(hour))], fields);
        return new Forecast(new ForecastOrigin("drawn", start.AddHours(-3), start.AddHours(-1)), [grid], world.Weather, world.Policy.Wind);
    }
}
