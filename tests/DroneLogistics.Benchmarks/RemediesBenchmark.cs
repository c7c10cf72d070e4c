using System.Diagnostics;
using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.Remedies;
using DroneLogistics.Scheduling;
using DroneLogistics.Service;
using DroneLogistics.Units;
using DroneLogistics.Weather;

namespace DroneLogistics.Benchmarks;

/// <summary>
/// Random refusals of flights on the routes in service: what is offered for each reason, whether it is GO when it is asked, and how long the
/// search takes. The maps of all types are laid out before.
/// </summary>
internal static class RemediesBenchmark
{
    private static readonly (string From, string To)[] InService = [("putuo", "liuheng"), ("liuheng", "putuo"), ("sijiao", "gouqi"), ("gouqi", "sijiao"), ("dinghai-port", "dongju"), ("dongju", "dinghai-port"), ("dingzuimen", "gaoting"), ("gaoting", "dingzuimen"), ("putuo", "miaozihu")];

    public static int Run(int cases, int seed)
    {
        var world = WorldFiles.Load(WorldFiles.DefaultFolder);
        var now = new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);
        var timetable = Timetable.Empty(world.AssumedFleet());
        var random = new Random(seed);
        foreach (var warm in Enumerable.Range(0, 3 * InService.Length))
        {
            RemedySearch.For(world, timetable, Decide(Draw(new Random(warm))));
        }

        var table = new SortedDictionary<string, (int Offered, int Go)>(StringComparer.Ordinal);
        var times = new List<double>();
        var (go, offered, failed, helpless) = (0, 0, 0, 0);
        while (times.Count < cases)
        {
            var decision = Decide(Draw(random));
            if (decision.Verdict == Verdict.Go)
            {
                go++;
                continue;
            }

            var watch = Stopwatch.StartNew();
            var answer = RemedySearch.For(world, timetable, decision);
            times.Add(watch.Elapsed.TotalMilliseconds);
            helpless += answer.Remedies.Count == 0 ? 1 : 0;
            foreach (var remedy in answer.Remedies)
            {
                var holds = Decide(remedy.Question).Verdict == Verdict.Go;
                (offered, failed) = (offered + 1, failed + (holds ? 0 : 1));
                var dimensions = string.Join(" and ", remedy.Changes.Select(change => change.Dimension));
                foreach (var code in decision.Findings.Select(finding => finding.Code).Distinct())
                {
                    var key = $"{code} by {dimensions}";
                    var so = table.GetValueOrDefault(key);
                    table[key] = (so.Offered + 1, so.Go + (holds ? 1 : 0));
                }
            }
        }

        Measure.PrintMachine();
        foreach (var (key, (all, held)) in table)
        {
            Measure.Print($"{key}: {all} offered, {held} GO when asked");
        }

        times.Sort();
        Measure.Print($"seed: {seed}  refused: {cases}  go: {go}  remedies: {offered}  failed_when_asked: {failed}  without_a_remedy: {helpless}");
        Measure.Print($"search_ms: p50 {times[cases / 2]:F1}  p90 {times[cases * 9 / 10]:F1}  p99 {times[cases * 99 / 100]:F1}  worst {times[^1]:F1}");
        return failed == 0 ? 0 : 1;

        Decision Decide(FlightQuestion question) => CheckFlight.Decide(world, timetable, question, now, DecisionPurpose.Check);

        FlightQuestion Draw(Random draw)
        {
            var (from, to) = InService[draw.Next(InService.Length)];
            var types = world.AircraftTypes;
            var type = draw.Next(2) == 0 ? types.Single(one => one.Id.Text == "fz90") : types[draw.Next(types.Count)];
            return new FlightQuestion
            {
                Origin = world.Sites.All.Single(site => site.Id.Text == from),
                Destination = world.Sites.All.Single(site => site.Id.Text == to),
                Type = type,
                Payload = Mass.FromKilograms(Math.Round(draw.NextDouble() * 1.3 * (type.MaxPayload?.Kilograms ?? 10), 1)),
                Departure = now.AddHours(24).AddSeconds(draw.Next(-3600, 13 * 3600)),
                Wind = new Wind(Bearing.FromDegrees(draw.Next(360)), Speed.FromMetresPerSecond(draw.NextDouble() * 11), null),
                Route = draw.Next(6) == 0 ? RouteChoice.Direct : RouteChoice.Planned,
                CruiseAltitude = draw.Next(6) == 0 ? AltitudeAmsl.FromMetres(draw.Next(70, 150)) : null,
            };
        }
    }
}
