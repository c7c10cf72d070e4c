using System.Diagnostics;
using DroneLogistics.Airspace;
using DroneLogistics.Airspace.Conflicts;
using DroneLogistics.Geodesy;
using DroneLogistics.Tests.Airspace.Conflicts;

namespace DroneLogistics.Benchmarks;

/// <summary>Drawn legs against drawn zones, each judged by the exact test and by the slow checker of the tests.</summary>
internal static class FalseClearBenchmark
{
    private const int Timed = 20_000;

    public static int Run(int cases, int seed)
    {
        var (processor, wall) = (Process.GetCurrentProcess().TotalProcessorTime, Stopwatch.StartNew());
        var compared = Comparison.Of(Meets, seed, cases);
        var used = (Process.GetCurrentProcess().TotalProcessorTime - processor).TotalSeconds;
        var seconds = wall.Elapsed.TotalSeconds;
        var drawn = Enumerable.Range(0, Math.Min(cases, Timed)).Select(number => ConflictCase.Of(seed, number)).ToList();
        processor = Process.GetCurrentProcess().TotalProcessorTime;
        var met = drawn.Count(one => Meets(one.Corridor, one.Zone, one.Ground));
        var exact = (Process.GetCurrentProcess().TotalProcessorTime - processor).TotalSeconds;
        Measure.PrintMachine();
        Measure.Print($"cases: {cases}  seed: {seed}  clear: {compared.Clears}  breach: {compared.Breaches}  within 1 cm of the surface: {compared.Borders}  wall_s: {seconds:F1}  cpu_s: {used:F1}");
        Measure.Print($"exact tests alone: {drawn.Count}, {met} meet  us_each: {exact / drawn.Count * 1e6:F1}");
        Measure.Print($"false_clears: {compared.FalseClears.Count} {Numbers(compared.FalseClears)}");
        Measure.Print($"false_breaches: {compared.FalseBreaches.Count} {Numbers(compared.FalseBreaches)}");
        return compared.FalseClears.Count + compared.FalseBreaches.Count == 0 ? 0 : 1;
    }

    private static bool Meets(SweptCorridor corridor, Geozone zone, GroundBelow ground) => ZoneConflict.Of(corridor, zone, ground).Any();

    private static string Numbers(IReadOnlyList<int> cases) => cases.Count == 0 ? string.Empty : $"(numbers {string.Join(' ', cases.Take(20))})";
}
