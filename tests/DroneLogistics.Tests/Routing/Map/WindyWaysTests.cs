using DroneLogistics.Routing.Map;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Routing.Map;

/// <summary>Ways in a wind on the real map, held against ways that are known without it.</summary>
public sealed class WindyWaysTests
{
    private static readonly Passage Level = new(
        AltitudeAmsl.FromMetres(120), Length.FromMetres(10), Length.FromMetres(10), new TimeWindow(Flights.Nine, Flights.Nine.AddHours(1)), _ => false);

    // The calm way can be flown in any wind: the best way in a wind is never slower, but for what north turns by over the map. Drawn out along
    // a wind, points that lie in a line come to lie a hair beside it: a search that lost a bend there flew 58.8 km to Baisha instead of 36.2.
    [Test]
    public void The_way_of_a_wind_is_never_slower_in_it_than_the_way_of_calm_air()
    {
        var map = ShippedData.World.Space.MapFor(Length.FromMetres(400));
        string[] sites = ["liuheng", "dingzuimen", "sanjiang", "xiushan", "putuo", "baisha"];
        (double East, double North)[] winds = [(1e-6, 0), (0.1, 0), (0, -0.1), (0.5, 0)];
        var longer = new List<string>();
        foreach (var (from, to) in sites.SelectMany(from => sites.Where(to => to != from).Select(to => (from, to))))
        {
            var calm = RoutePlanner.Plan(map, new RouteQuestion([from, to], Level))[0];
            foreach (var (east, north) in winds)
            {
                var way = RoutePlanner.Plan(map, new RouteQuestion([from, to], Level) { WindEastRatio = east, WindNorthRatio = north })[0];
                var (least, most) = (RoutePlannerTests.Time(way.Path, east, north), RoutePlannerTests.Time(calm.Path, east, north));
                if (!(least <= most * (1 + 2e-3)))
                {
                    longer.Add($"{from}-{to} in ({east}, {north}): {way.Distance.Metres:F0} m, calm {calm.Distance.Metres:F0} m, {(least / most) - 1:E1} slower");
                }
            }
        }

        Assert.That(longer, Is.Empty);
    }
}
