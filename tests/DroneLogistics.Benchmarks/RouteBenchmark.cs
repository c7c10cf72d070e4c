using System.Diagnostics;
using DroneLogistics.Airspace;
using DroneLogistics.Performance;
using DroneLogistics.Routing.Map;
using DroneLogistics.Service;
using DroneLogistics.Units;

namespace DroneLogistics.Benchmarks;

/// <summary>Routes among all sites of the network on the real map with all zones: laying the map out, a first round that looks at everything once, and rounds on the warm map.</summary>
internal static class RouteBenchmark
{
    private const int Rounds = 5;

    public static int Run(int seed)
    {
        var world = WorldFiles.Load(WorldFiles.DefaultFolder);
        var type = world.AircraftTypes.Single(one => one.Id.Text == "fz90");
        var volume = ContingencyVolume.Of(type, type.CruiseAirspeed, world.Space.Corridor);
        var build = Stopwatch.StartNew();
        var map = world.Space.MapFor(volume.HalfWidth);
        var built = build.Elapsed.TotalMilliseconds;
        Measure.PrintMachine();
        Measure.Print($"half_width_m: {map.HalfWidth.Metres:F0}  hindrances: {map.Hindrances.Count}  map_build_ms: {built:F0}");

        // The test candidate lies in the control area and is refused: it is asked about, and does not count as a site.
        var sites = world.Sites.All.Select(site => site.Id.Text).Where(site => site != "wugongzhi").ToList();
        var departure = world.Policy.DefaultDeparture(new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero));
        var passage = new Passage(world.Policy.Flight.CruiseAltitude, volume.VerticalAbove, volume.VerticalBelow, new TimeWindow(departure, departure.AddHours(1)), zone => zone.Type == ZoneType.ReqAuthorization);
        Round("first, calm", passage, 0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            Round("warm, calm", passage, 0, 0);
        }

        var random = new Random(seed);
        for (var round = 0; round < Rounds; round++)
        {
            var (sine, cosine) = Math.SinCos(Math.Tau * random.NextDouble());
            var ratio = 0.4 * random.NextDouble();
            Round($"warm, wind {ratio:F2} of the airspeed", passage, ratio * sine, ratio * cosine);
        }

        return 0;

        void Round(string name, Passage flight, double windEast, double windNorth)
        {
            var times = new List<double>();
            var (clear, metres) = (0, 0.0);
            var used = Process.GetCurrentProcess().TotalProcessorTime;
            foreach (var from in sites)
            {
                foreach (var to in sites.Where(site => site != from))
                {
                    var watch = Stopwatch.StartNew();
                    var way = RoutePlanner.Plan(map, new RouteQuestion([from, to], flight) { WindEastRatio = windEast, WindNorthRatio = windNorth })[0];
                    times.Add(watch.Elapsed.TotalMilliseconds);
                    clear += way.Standing == WayStanding.Clear ? 1 : 0;
                    metres += way.Distance.Metres;
                }
            }

            used = Process.GetCurrentProcess().TotalProcessorTime - used;
            times.Sort();
            Measure.Print($"{name}: pairs: {times.Count}  clear: {clear}  length_km: {metres / 1000:F1}  cpu_ms: {used.TotalMilliseconds:F0}  p50_ms: {times[times.Count / 2]:F2}  p99_ms: {times[times.Count * 99 / 100]:F2}  worst_ms: {times[^1]:F2}");
        }
    }
}
