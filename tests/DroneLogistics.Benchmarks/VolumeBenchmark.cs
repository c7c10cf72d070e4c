using System.Diagnostics;
using DroneLogistics.Geodesy;

namespace DroneLogistics.Benchmarks;

/// <summary>Conflict queries against stored volumes in space and time, and the same queries by looking at every volume.</summary>
internal static class VolumeBenchmark
{
    private const int Between = 10_000;
    private const int Compared = 200;

    public static int Run(int count, double seconds, int seed)
    {
        var random = new Random(seed);
        var stored = Enumerable.Range(0, count).Select(_ => Draw(random)).ToArray();
        var watch = Stopwatch.StartNew();
        var index = new VolumeIndex(stored);
        var build = watch.Elapsed.TotalMilliseconds;
        var found = new int[count];
        for (var i = 0; i < Compared; i++)
        {
            var query = Draw(random);
            var hits = found.AsSpan(0, index.Find(query, found)).ToArray();
            Array.Sort(hits);
            if (!hits.SequenceEqual(Enumerable.Range(0, count).Where(place => stored[place].Meets(query))))
            {
                Console.Error.WriteLine($"query {i + 1}: the index finds other volumes than a look at every one");
                return 1;
            }
        }

        var (asked, met) = (0L, 0L);
        var (used, wall) = Measure.For(seconds, () =>
        {
            for (var i = 0; i < Between; i++)
            {
                met += index.CountOf(Draw(random));
            }

            asked += Between;
        });
        Measure.PrintMachine();
        Measure.Print($"volumes: {count}  build_ms: {build:F0}  compared with every volume: {Compared} queries, equal");
        Measure.Print($"queries: {asked}  hits: {met}  wall_s: {wall:F2}  cpu_s: {used:F2}");
        Measure.Print($"queries_per_second: {asked / used:F0}");
        return 0;
    }

    /// <summary>A leg of an hour's traffic in a day over 100 by 100 km: up to 4 by 4 km, 60 m high, up to 4 minutes.</summary>
    private static Volume4D Draw(Random random)
    {
        var (east, north, floor) = (random.NextDouble() * 100_000, random.NextDouble() * 100_000, 60 + (random.NextDouble() * 240));
        var start = (long)(random.NextDouble() * 86_400e6);
        return new Volume4D(
            east,
            east + (random.NextDouble() * 4_000),
            north,
            north + (random.NextDouble() * 4_000),
            floor,
            floor + 60,
            start,
            start + (long)(random.NextDouble() * 240e6));
    }
}
