using System.Diagnostics;
using DroneLogistics.Dispatch.Questions;
using DroneLogistics.Service;
using DroneLogistics.Tests.Dispatch.Questions;

namespace DroneLogistics.Benchmarks;

/// <summary>Windows of drawn questions beside CheckFlight at a random second of every minute and within two seconds of every edge.</summary>
internal static class WindowsBenchmark
{
    public static int Run(int cases, int seed, double? probability)
    {
        var shipped = WorldFiles.Load(WorldFiles.DefaultFolder);
        var world = probability is null ? DrawnWindows.WithoutProbability(shipped) : shipped;
        var (windows, asked, minutes, differing, find) = (0, 0, 0.0, 0, TimeSpan.Zero);
        for (var number = 0; number < cases; number++)
        {
            // Each case has a draw of its own, so that one that differs can be asked again alone.
            var random = new Random((seed * 1_000_003) + number);
            var drawn = DrawnWindows.Draw(world, random, probability);
            var watch = Stopwatch.StartNew();
            DepartureWindows.Find(world, drawn.Timetable, drawn.Question, drawn.Horizon, DrawnWindows.Now);
            find += watch.Elapsed;
            var compared = DrawnWindows.Compare(world, drawn, random);
            (windows, asked, minutes) = (windows + compared.Windows, asked + compared.Asked, minutes + drawn.Horizon.Duration.TotalMinutes);
            differing += compared.Differences.Count > 0 ? 1 : 0;
            foreach (var difference in compared.Differences)
            {
                Measure.Print($"case {number}: {difference}");
            }
        }

        Measure.PrintMachine();
        Measure.Print($"seed: {seed}  cases: {cases}  minutes_of_horizon: {minutes:F0}  windows: {windows}  asked: {asked}  cases_that_differ: {differing}");
        Measure.Print($"find_ms_per_minute_of_horizon: {find.TotalMilliseconds / minutes:F2}");
        return differing == 0 ? 0 : 1;
    }
}
