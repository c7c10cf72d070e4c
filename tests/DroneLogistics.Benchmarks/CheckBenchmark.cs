using DroneLogistics.Dispatch;
using DroneLogistics.Scheduling;
using DroneLogistics.Service;

namespace DroneLogistics.Benchmarks;

/// <summary>CheckFlight through the core.</summary>
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
        var (checks, go) = (0L, 0L);
        Decide(WarmUp);
        (checks, go) = (0, 0);
        var (used, wall) = Measure.For(seconds, () => Decide(Between));
        Measure.PrintMachine();
        Measure.Print($"checks: {checks}  go: {go}  wall_s: {wall:F2}  cpu_s: {used:F2}");
        Measure.Print($"checks_per_second: {checks / used:F0}");
        return 0;

        void Decide(int count)
        {
            for (var i = 0; i < count; i++)
            {
                go += CheckFlight.Decide(world, timetable, DrawnFlights.Draw(question, random), question.Departure, DecisionPurpose.Check).Verdict == Verdict.Go ? 1 : 0;
                checks++;
            }
        }
    }
}
