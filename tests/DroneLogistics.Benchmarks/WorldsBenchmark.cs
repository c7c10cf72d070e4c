using System.Diagnostics;
using DroneLogistics.Service;
using DroneLogistics.Service.Tests;
using DroneLogistics.Service.Tests.Simulated;

namespace DroneLogistics.Benchmarks;

/// <summary>Runs the service in simulated worlds, a seed each: whatever fails there, and whenever, its promises hold.</summary>
internal static class WorldsBenchmark
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(10);

    /// <summary>Runs worlds.</summary>
    /// <returns>0; 1 where a promise was broken.</returns>
    public static int Run(int seeds, int from, int operations, SeededFault fault, bool isTold)
    {
        var world = WorldFiles.Load(OpenSky.SparseFolder);
        var folder = Directory.CreateTempSubdirectory("drone-worlds-");
        try
        {
            var template = Path.Combine(folder.FullName, "template.db");
            SimulatedWorld.MakeTemplateAsync(world, template).GetAwaiter().GetResult();
            var (broken, booked, refused, unknown, crashes, failures, simulated) = (0, 0, 0, 0, 0, 0, TimeSpan.Zero);
            var (watch, said) = (Stopwatch.StartNew(), TimeSpan.Zero);
            for (var seed = from; seed < from + seeds; seed++)
            {
                var mine = folder.CreateSubdirectory($"{seed}");
                var report = SimulatedWorld.Run(world, template, mine.FullName, seed, operations, fault, isTold ? Console.WriteLine : null);
                mine.Delete(recursive: true);
                foreach (var trouble in report.Troubles)
                {
                    Measure.Print($"seed {seed}: {trouble}");
                }

                broken += report.Troubles.Count > 0 ? 1 : 0;
                (booked, refused, unknown, crashes, failures, simulated) = (booked + report.Booked, refused + report.Refused, unknown + report.Unknown, crashes + report.Crashes, failures + report.Failures, simulated + report.Simulated);
                if (isTold)
                {
                    Measure.Print($"seed: {seed}  log_sha256: {report.Log}");
                }

                if (watch.Elapsed - said > BetweenLines)
                {
                    said = watch.Elapsed;
                    Console.Error.WriteLine(FormattableString.Invariant($"{seed - from + 1} of {seeds} worlds, {watch.Elapsed.TotalSeconds:F0} s"));
                }
            }

            Measure.PrintMachine();
            Measure.Print($"worlds: {seeds}  from_seed: {from}  operations: {operations}  fault: {fault}  broken: {broken}");
            Measure.Print($"booked: {booked}  refused: {refused}  unknown: {unknown}  crashes: {crashes}  disk_failures: {failures}  simulated: {simulated:c}");
            Measure.Print($"wall_s: {watch.Elapsed.TotalSeconds:F1}  worlds_per_second: {seeds / watch.Elapsed.TotalSeconds:F1}");
            return broken == 0 ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
