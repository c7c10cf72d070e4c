using System.Diagnostics;
using System.Globalization;
using DroneLogistics.Optimization.PickupDelivery;

namespace DroneLogistics.Benchmarks;

/// <summary>Routes of a public instance by the search that plans days of flights, judged by a check of its own.</summary>
internal static class PdptwBenchmark
{
    public static int Run(string file, double seconds, long? work, int seed, string? output)
    {
        LiLimInstance instance;
        try
        {
            instance = LiLimInstance.Read(File.ReadAllText(file));
        }
        catch (Exception trouble) when (trouble is FormatException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"{file}: {trouble.Message}");
            return 65;
        }

        var watch = Stopwatch.StartNew();
        var (problem, numbers) = ProblemOf(instance);
        var (iterations, lastTold) = (0L, -1.0);
        using var stop = new CancellationTokenSource();
        ConsoleCancelEventHandler onCancel = (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        Console.CancelKeyPress += onCancel;
        var plan = PickupDeliverySearch.Run(problem, new PickupDeliverySettings(seed), done =>
        {
            iterations = done;
            return stop.IsCancellationRequested ? 1 : work is { } most ? (double)done / most : watch.Elapsed.TotalSeconds / seconds;
        }, better =>
        {
            // Every plan for the first tenth of a second, then one a second.
            if (watch.Elapsed.TotalSeconds < 0.1 || watch.Elapsed.TotalSeconds > lastTold + 1)
            {
                lastTold = watch.Elapsed.TotalSeconds;
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalMilliseconds:F0} ms: {better.Best.Routes.Count} vehicles, {better.Best.Distance:F2}{(better.Best.Unserved.Count > 0 ? $", {better.Best.Unserved.Count} requests left" : string.Empty)}"));
            }
        });
        Console.CancelKeyPress -= onCancel;
        List<IReadOnlyList<int>> routes = [.. plan.Routes.Select(route => (IReadOnlyList<int>)[.. route.Select(stop => numbers[stop])])];
        if (output is not null)
        {
            File.WriteAllLines(output, routes.Select(route => string.Join(' ', route)));
        }

        var faults = PdptwCheck.Faults(instance, routes).ToList();
        faults.Take(10).ToList().ForEach(Console.Error.WriteLine);
        Measure.Print($"iterations: {iterations}  wall_s: {watch.Elapsed.TotalSeconds:F2}");
        Measure.Print($"vehicles: {routes.Count}  distance: {PdptwCheck.Distance(instance, routes):F4}  feasible: {(faults.Count == 0 ? "yes" : "no")}");
        return faults.Count == 0 ? 0 : 1;
    }

    /// <summary>The instance as the search takes it, and the number of the task of each stop.</summary>
    private static (PickupDeliveryProblem Problem, int[] Numbers) ProblemOf(LiLimInstance instance)
    {
        var byNumber = instance.Tasks.ToDictionary(task => task.Number);
        var pickups = instance.Tasks.Where(task => task.Delivery != 0).ToList();
        LiLimTask[] order = [instance.Tasks[0], .. pickups, .. pickups.Select(pickup => byNumber[pickup.Delivery])];
        var problem = new PickupDeliveryProblem(
            instance.Capacity,
            instance.Vehicles,
            [.. order.Select(task => new Stop(task.Demand, task.Earliest, task.Latest, task.Service))],
            (from, to) => Math.Sqrt(((order[from].X - order[to].X) * (order[from].X - order[to].X)) + ((order[from].Y - order[to].Y) * (order[from].Y - order[to].Y))));
        return (problem, [.. order.Select(task => task.Number)]);
    }
}
