using DroneLogistics.Airspace;
using DroneLogistics.Performance;
using DroneLogistics.Routing.Map;
using DroneLogistics.Service;
using DroneLogistics.Units;

namespace DroneLogistics.Benchmarks;

/// <summary>How much longer the routes among all sites are than any could be: on the real map, against a map on which nothing is drawn larger than it is.</summary>
internal static class GapBenchmark
{
    public static int Run(string typeId)
    {
        var world = WorldFiles.Load(WorldFiles.DefaultFolder);
        var type = world.AircraftTypes.Single(one => one.Id.Text == typeId);
        var volume = ContingencyVolume.Of(type, type.CruiseAirspeed, world.Space.Corridor);
        var (map, bound) = (world.Space.MapFor(volume.HalfWidth), world.Space.BoundFor(volume.HalfWidth));
        var departure = world.Policy.DefaultDeparture(new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero));
        var passage = new Passage(world.Policy.Flight.CruiseAltitude, volume.VerticalAbove, volume.VerticalBelow, new TimeWindow(departure, departure.AddHours(1)), zone => zone.Type == ZoneType.ReqAuthorization);
        var gaps = new List<(double Ratio, double Metres, string Pair)>();
        var (unlike, below) = (0, 0);
        foreach (var from in world.Sites.All.Select(site => site.Id.Text).Where(site => site != "wugongzhi"))
        {
            foreach (var to in world.Sites.All.Select(site => site.Id.Text).Where(site => site != "wugongzhi" && site != from))
            {
                var question = new RouteQuestion([from, to], passage);
                var (way, least) = (RoutePlanner.Plan(map, question)[0], RoutePlanner.Plan(bound, question)[0]);
                if (way.Standing != WayStanding.Clear || least.Standing != WayStanding.Clear)
                {
                    unlike += way.Standing == least.Standing ? 0 : 1;
                    continue;
                }

                var metres = (way.Distance - least.Distance).Metres;
                below += metres < -0.01 ? 1 : 0;
                gaps.Add((metres / least.Distance.Metres, metres, $"{from}-{to}"));
            }
        }

        gaps.Sort();
        Measure.PrintMachine();
        Measure.Print($"pairs: {gaps.Count}  mean_gap_percent: {gaps.Average(gap => gap.Ratio) * 100:F4}  p50: {gaps[gaps.Count / 2].Ratio * 100:F4}  p99: {gaps[gaps.Count * 99 / 100].Ratio * 100:F4}  worst: {gaps[^1].Ratio * 100:F4} ({gaps[^1].Pair}, {gaps[^1].Metres:F0} m)");
        foreach (var (ratio, metres, pair) in gaps.Where(gap => gap.Ratio > 0.001).TakeLast(10))
        {
            Measure.Print($"  {pair}: {ratio * 100:F3} %, {metres:F0} m");
        }

        Measure.Print($"open only where nothing is drawn larger: {unlike}  shorter than the bound: {below}");
        return below == 0 ? 0 : 1;
    }
}
