using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.Remedies;
using DroneLogistics.Service;
using DroneLogistics.Tests.Dispatch.Remedies;

namespace DroneLogistics.Benchmarks;

/// <summary>
/// Random refusals, as many for each reason: what is offered, whether it is GO when it is asked and the smallest, and how long the search
/// takes, the first time and again. Of the first some hundreds, as many as are asked for, a plain search looks for what is missing.
/// </summary>
internal static class RemediesBenchmark
{
    // Of the slowest searches so many are named, with what they asked.
    private const int MostSlowest = 8;

    public static int Run(int cases, int seed, int plain, ReasonCode? only)
    {
        var world = WorldFiles.Load(WorldFiles.DefaultFolder);
        var refusals = new DrawnRefusals(world);
        var random = new Random(seed);
        var table = new RemedyTable(world);
        var (first, again) = (new List<double>(), new List<double>());
        var slowest = new List<(double Ms, string Refusal)>();
        var drawn = new List<(ReasonCode Reason, int Count)>();
        List<ReasonCode> reasons = [.. refusals.Reasons.Where(reason => only is null || reason == only)];
        var perReason = (cases + reasons.Count - 1) / Math.Max(1, reasons.Count);
        foreach (var reason in reasons)
        {
            var before = table.Refused;
            for (var i = 0; i < perReason; i++)
            {
                if (refusals.Draw(reason, random) is not { } refusal)
                {
                    break;
                }

                first.Add(Milliseconds(() => RemedySearch.For(world, refusal.Timetable, refusal.Decision)));
                RemedyAnswer? answer = null;
                again.Add(Milliseconds(() => answer = RemedySearch.For(world, refusal.Timetable, refusal.Decision)));
                slowest.Add((again[^1], Described(reason, refusal.Decision, answer!)));
                table.Add(refusal, answer!, table.Refused % Math.Max(1, cases / Math.Max(1, plain)) == 0 && plain > 0 ? PlainRemedies.Of(world, refusal.Timetable, refusal.Decision) : null);
            }

            drawn.Add((reason, table.Refused - before));
            Console.Error.WriteLine($"{reason}: {table.Refused - before} refusals, {table.Refused} of {cases}");
        }

        Measure.PrintMachine();
        foreach (var line in table.Lines())
        {
            Measure.Print($"{line}");
        }

        foreach (var missing in table.Missing)
        {
            Measure.Print($"missing: {missing}");
        }

        foreach (var larger in table.TooLarge)
        {
            Measure.Print($"not the smallest: {larger}");
        }

        foreach (var (ms, refusal) in slowest.OrderByDescending(search => search.Ms).Take(MostSlowest))
        {
            Measure.Print($"slow: {ms:F0} ms  {refusal}");
        }

        Measure.Print($"drawn_for: {string.Join(", ", drawn.Select(one => $"{one.Reason} {one.Count}"))}");
        Measure.Print($"does_not_come_up: {string.Join(' ', drawn.Where(one => one.Count == 0).Select(one => one.Reason))}");
        Measure.Print($"seed: {seed}  refused: {table.Refused}  remedies: {table.Offered}  failed_when_asked: {table.Failed}  not_the_smallest: {table.TooLarge.Count}  without_a_remedy: {table.Helpless}  missing: {table.Missing.Count}");
        Print("first_cpu_ms", first);
        Print("again_cpu_ms", again);
        return table.Failed == 0 && table.Missing.Count == 0 ? 0 : 1;

        static string Described(ReasonCode reason, Decision refused, RemedyAnswer answer)
        {
            var asked = refused.Question;
            return $"{reason} among {string.Join('+', refused.Findings.Select(finding => finding.Check).Distinct())}: {asked.Origin.Id}-{asked.Destination.Id} {asked.Type.Id}, {asked.CruiseRule}, {(refused.Weather is null ? "one wind" : "forecast")}; "
                + $"{string.Join(", ", answer.Remedies.Select(remedy => string.Join('+', remedy.Changes.Select(change => change.Dimension))).DefaultIfEmpty("no remedy"))}";
        }

        static double Milliseconds(Action search)
        {
            var before = Environment.CpuUsage.TotalTime;
            search();
            return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
        }

        static void Print(string name, List<double> times)
        {
            times.Sort();
            Measure.Print($"{name}: p50 {times[times.Count / 2]:F1}  p90 {times[times.Count * 9 / 10]:F1}  p99 {times[times.Count * 99 / 100]:F1}  worst {times[^1]:F1}");
        }
    }
}
