using DroneLogistics.Dispatch;
using DroneLogistics.Scheduling;
using DroneLogistics.Service;
using DroneLogistics.Simulation;
using DroneLogistics.Simulation.Batch;
using DroneLogistics.Units;
using DroneLogistics.Weather;

namespace DroneLogistics.Benchmarks;

/// <summary>Whole flights with their batteries: one by one, and in batches.</summary>
internal static class SimulateBenchmark
{
    private const int WarmUp = 20_000;
    private const int Between = 200;
    private const int BatchRows = 4_096;

    /// <summary>What two ways of the same arithmetic may differ by in a landing charge.</summary>
    private const double Rounding = 1e-10;

    public static int Run(double seconds, int seed)
    {
        var world = WorldFiles.Load(WorldFiles.DefaultFolder);
        Measure.PrintMachine();
        var single = OneByOne(world, seconds, seed);
        var many = InBatches(world, seconds, seed);
        Measure.Print($"single_flights_per_second: {single:F0}");
        Measure.Print($"flights_per_second: {many:F0}");
        return 0;
    }

    private static double OneByOne(World world, double seconds, int seed)
    {
        var question = DrawnFlights.Question(world);

        // The path is that of every flight; payload and wind are drawn.
        var basis = DrawnFlights.Task(world, question with { Wind = Wind.Calm });
        FlightTask Next(Random from)
        {
            var drawn = DrawnFlights.Draw(question, from);
            return basis with { Payload = drawn.Payload, Wind = drawn.Wind! };
        }

        var random = new Random(seed);
        for (var i = 0; i < WarmUp; i++)
        {
            _ = FlightSimulation.Run(Next(random));
        }

        random = new Random(seed);
        var (flights, joules, charges) = (0L, 0.0, 0.0);
        var (used, wall) = Measure.For(seconds, () =>
        {
            for (var i = 0; i < Between; i++)
            {
                var forecast = FlightSimulation.Run(Next(random));
                joules += (forecast.Energy.Total - forecast.Energy.BatteryLoss).Joules;
                charges += forecast.LandingCharge?.Ratio ?? 0;
                flights++;
            }
        });
        Measure.Print($"one by one: {flights} flights  terminal_kwh: {joules / 3.6e6:F3}  landing_soc_sum: {charges:R}  wall_s: {wall:F2}  cpu_s: {used:F2}");
        return flights / used;
    }

    private static double InBatches(World world, double seconds, int seed)
    {
        var (task, flights, results) = Batch(world, BatchRows);
        var random = new Random(seed);
        for (var i = 0; i < WarmUp / BatchRows * 8; i++)
        {
            DrawnFlights.Draw(flights, random);
            SimulateMany.Run(task, flights, results);
        }

        random = new Random(seed);
        var (flown, joules, charges) = (0L, 0.0, 0.0);
        var (used, wall) = Measure.For(seconds, () =>
        {
            DrawnFlights.Draw(flights, random);
            SimulateMany.Run(task, flights, results);
            for (var row = 0; row < results.Count; row++)
            {
                joules += results.TerminalJoules[row];
                charges += double.IsNaN(results.LandingCharge[row]) ? 0 : results.LandingCharge[row];
            }

            flown += results.Count;
        });
        Measure.Print($"in batches of {BatchRows}: {flown} flights  terminal_kwh: {joules / 3.6e6:F3}  landing_soc_sum: {charges:R}  wall_s: {wall:F2}  cpu_s: {used:F2}");
        return flown / used;
    }

    /// <summary>The timed flights are the flights that CheckFlight decides by: alone to the last bit, in a batch to rounding.</summary>
    public static int Verify(int count, int seed)
    {
        var world = WorldFiles.Load(WorldFiles.DefaultFolder);
        var timetable = Timetable.Empty(world.AssumedFleet());
        var question = DrawnFlights.Question(world);
        var (task, flights, results) = Batch(world, count);
        DrawnFlights.Draw(flights, new Random(seed));
        SimulateMany.Run(task, flights, results);
        var random = new Random(seed);
        Measure.Print($"payload_kg,wind_from_deg,wind_mps,landing_soc,block_s");
        for (var i = 0; i < count; i++)
        {
            var drawn = DrawnFlights.Draw(question, random);
            var forecast = FlightSimulation.Run(DrawnFlights.Task(world, drawn));
            var decided = CheckFlight.Decide(world, timetable, drawn with { Route = RouteChoice.Direct }, question.Departure, DecisionPurpose.Check).Forecast;
            if (decided is null || decided.LandingCharge != forecast.LandingCharge || decided.BlockSeconds != forecast.BlockSeconds || decided.Energy != forecast.Energy)
            {
                Console.Error.WriteLine($"flight {i + 1}: CheckFlight answers another flight than the one that is timed");
                return 1;
            }

            var charge = forecast.LandingCharge?.Ratio ?? double.NaN;
            if (!(Math.Abs(results.LandingCharge[i] - charge) <= Rounding || (double.IsNaN(results.LandingCharge[i]) && double.IsNaN(charge))))
            {
                Console.Error.WriteLine($"flight {i + 1}: the batch lands at {results.LandingCharge[i]:R}, CheckFlight at {charge:R}");
                return 1;
            }

            Measure.Print($"{drawn.Payload.Kilograms:R},{drawn.Wind!.From.Degrees:R},{drawn.Wind.Mean.MetresPerSecond:R},{forecast.LandingCharge?.Ratio:R},{forecast.BlockSeconds:R}");
        }

        return 0;
    }

    private static (FlightTask Task, FlightBatch Flights, FlightBatchResults Results) Batch(World world, int rows)
    {
        var task = DrawnFlights.Task(world, DrawnFlights.Question(world) with { Wind = Wind.Calm, Payload = Mass.Zero });
        return (task, FlightBatch.Repeat(task, rows), new FlightBatchResults(rows));
    }
}
