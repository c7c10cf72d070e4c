using DroneLogistics.Service;
using DroneLogistics.Simulation;
using DroneLogistics.Simulation.Alternates;

namespace DroneLogistics.Benchmarks;

/// <summary>Where a flight could land instead, all along its way: every shipped site, points every 2 km, straight ways.</summary>
internal static class AlternatesBenchmark
{
    private const int WarmUp = 100;

    public static int Run(double seconds, int seed)
    {
        var world = WorldFiles.Load(WorldFiles.DefaultFolder);
        var random = new Random(seed);
        var question = DrawnFlights.Question(world);
        var asked = new AlternateQuestion
        {
            Sites = [.. world.Sites.All.Select(site => new LandingSite(site.Id, site.Position, site.Elevation))],
            Origin = question.Origin.Id,
            Destination = question.Destination.Id,
            WayTo = AlternateQuestion.Straight,
            IsOpen = (_, _) => true,
            Step = world.Policy.AlternateStep,
        };
        var (routes, points, reachable, share) = (0L, 0L, 0L, 0.0);
        Search(WarmUp);
        (routes, points, reachable, share) = (0, 0, 0, 0);
        var (used, wall) = Measure.For(seconds, () => Search(1));
        Measure.PrintMachine();
        Measure.Print($"routes: {routes}  sites: {asked.Sites.Count}  points: {points}  reachable: {reachable}  mean_alternate_share: {share / routes:F4}  wall_s: {wall:F2}  cpu_s: {used:F2}");
        Measure.Print($"route_ms: {1000 * used / routes:F2}");
        return 0;

        void Search(int count)
        {
            for (var i = 0; i < count; i++)
            {
                var flight = FlightSimulation.Run(DrawnFlights.Task(world, DrawnFlights.Draw(question, random)));
                var answer = AlternateSearch.Of(flight, asked);
                routes++;
                points += answer.Points.Count;
                reachable += answer.Points.Sum(at => at.Reachable.Count);
                share += answer.AlternateShare;
            }
        }
    }
}
