using DroneLogistics.Airspace;
using DroneLogistics.Airspace.Obstacles;
using DroneLogistics.Geodesy;
using DroneLogistics.Routing.Map;
using DroneLogistics.Terrain;
using DroneLogistics.Tests.Airspace;
using DroneLogistics.Tests.Routing.Mesh;
using DroneLogistics.Tests.Terrain;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Routing.Map;

/// <summary>Ways from points and from overhead pads, over an open sea with round zones and over the approaches of the real map.</summary>
public sealed class DiversionWaysTests
{
    private const double HalfWidth = 300;

    private static readonly TimeWindow When = new(Flights.Nine, Flights.Nine.AddHours(1));
    private static readonly Passage Level = new(AltitudeAmsl.FromMetres(120), Length.FromMetres(20), Length.FromMetres(10), When, _ => false);
    private static readonly EmbeddedTerrain Sea = new(new Coastline([]), [], new HashSet<string>(), Seas.Policy);

    [Test]
    public void A_way_from_anywhere_is_as_long_as_that_of_a_visibility_graph()
    {
        var bent = 0;
        for (var number = 0; number < 40; number++)
        {
            var random = new Random(number);
            var circles = Enumerable.Range(0, 4).Select(i => (East: (((i % 2) - 0.5) * 12_000) + random.Next(-1500, 1500), North: (((i / 2) - 0.5) * 12_000) + random.Next(-1500, 1500), Radius: 500.0 + random.Next(2500))).ToList();
            var (point, home) = (Free(), Free());
            var map = MapOf(circles, ("home", home), ("away", Free()));
            var way = new DiversionWays(map, new RouteQuestion(["away", "home"], Level), WayStanding.Clear).To(Seas.At(point.East, point.North), "home")!;
            var graph = new VisibilityGraph(circles.Select(circle => Ring(circle, 48))).Length(point, home);

            // The graph's circles have 48 corners on the circle itself and cut it: its ways are at most 0.2 % too short.
            Assert.That(way.Distance.Metres, Is.InRange(graph * 0.9995, graph * 1.001), $"set {number}");
            Assert.That(way.Origin.DistanceTo(Seas.At(point.East, point.North)).Metres, Is.LessThan(1e-6));
            bent += way.Legs.Count > 1 ? 1 : 0;

            (double East, double North) Free()
            {
                while (true)
                {
                    var (east, north) = ((random.NextDouble() - 0.5) * 26_000, (random.NextDouble() - 0.5) * 26_000);
                    if (circles.TrueForAll(circle => double.Hypot(east - circle.East, north - circle.North) > circle.Radius + HalfWidth + 100))
                    {
                        return (east, north);
                    }
                }
            }
        }

        Assert.That(bent, Is.GreaterThan(10));
    }

    // Points of a way lie on the edges of what it goes round, on either side of them by rounding.
    [Test]
    public void From_every_point_of_a_way_there_is_a_way_back_along_it_and_a_way_on()
    {
        var map = MapOf([(0, 500, 3000), (7000, -2000, 2500)], ("from", (-12_000, 0)), ("to", (12_000, 0)));
        var question = new RouteQuestion(["from", "to"], Level);
        var way = RoutePlanner.Plan(map, question)[0];
        var ways = new DiversionWays(map, question, way.Standing);
        for (var share = 0.001; share < 0.9995; share += 0.001)
        {
            var point = way.Path.PointAt(way.Distance * share);
            var (back, on) = (ways.To(point, "from"), ways.To(point, "to"));

            Assert.That(back!.Distance.Metres, Is.EqualTo(way.Distance.Metres * share).Within(2), $"{share}");
            Assert.That(on!.Distance.Metres, Is.EqualTo(way.Distance.Metres * (1 - share)).Within(2), $"{share}");
        }
    }

    [Test]
    public void From_overhead_a_pad_the_way_is_that_of_the_planner_in_calm_air_and_its_length_is_the_least()
    {
        var map = ShippedData.World.Space.MapFor(Length.FromMetres(294.8));
        var question = new RouteQuestion(["putuo", "liuheng"], Level with { Opens = zone => zone.Type == ZoneType.ReqAuthorization }) { WindEastRatio = 0.3, WindNorthRatio = 0.1 };
        var ways = new DiversionWays(map, question, WayStanding.Clear);
        var liuheng = ShippedData.Site("liuheng").Position;
        foreach (var site in (string[])["putuo", "puxi", "dongju", "gaoting", "miaozihu"])
        {
            var planned = RoutePlanner.Plan(map, question with { Stops = ["liuheng", site], WindEastRatio = 0, WindNorthRatio = 0 })[0];
            var way = ways.To(liuheng, site)!;

            Assert.That(way.Distance.Metres, Is.EqualTo(planned.Distance.Metres).Within(0.01), site);
            Assert.That((way.Origin, way.Destination), Is.EqualTo((liuheng, ShippedData.Site(site).Position)));
            Assert.That(ways.AtLeast(liuheng, site), Is.EqualTo(way.Distance));
        }

        Assert.That(ways.To(liuheng, "liuheng"), Is.Null);
        Assert.That(() => ways.To(liuheng, "nowhere"), Throws.ArgumentException);
    }

    [Test]
    public void On_an_approach_a_flight_keeps_to_it()
    {
        var map = ShippedData.World.Space.MapFor(Length.FromMetres(294.8));
        var question = new RouteQuestion(["putuo", "liuheng"], Level with { Opens = zone => zone.Type == ZoneType.ReqAuthorization });
        var way = RoutePlanner.Plan(map, question)[0];
        var ways = new DiversionWays(map, question, way.Standing);
        var (pad, sea) = (way.Approaches[0].Site.Position, way.Approaches[0].SeaEnd);
        var point = way.Path.PointAt(pad.DistanceTo(sea) * 0.4);
        var (home, away) = (ways.To(point, "putuo")!, ways.To(point, "liuheng")!);

        Assert.That(home.Segments.Select(leg => leg.To), Is.EqualTo([pad]));
        Assert.That(away.Segments[0].To, Is.EqualTo(sea));
        Assert.That(away.Distance.Metres, Is.EqualTo(way.Distance.Metres - pad.DistanceTo(point).Metres).Within(1));

        // Over the island and off its approaches there is none.
        Assert.That(ways.To(new LatLon(30.02, 122.2), "putuo"), Is.Null);
    }

    [Test]
    public void A_site_in_a_zone_that_is_closed_to_the_flight_has_no_way()
    {
        var map = MapOf([(0, 0, 3000)], ("from", (-12_000, 0)), ("to", (12_000, 0)), ("within", (0, 0)));
        var question = new RouteQuestion(["from", "to"], Level);
        var closed = new DiversionWays(map, question, WayStanding.Clear);
        var open = new DiversionWays(map, question with { Passage = Level with { Opens = _ => true } }, WayStanding.Clear);

        Assert.That(closed.To(Seas.At(12_000, 0), "within"), Is.Null);
        Assert.That(closed.AtLeast(Seas.At(12_000, 0), "within"), Is.Null);
        Assert.That(closed.To(Seas.At(9_000, 500), "within"), Is.Null);
        Assert.That(open.To(Seas.At(12_000, 0), "within")!.Distance.Metres, Is.EqualTo(12_000).Within(1));
    }

    private static RouteMap MapOf(IEnumerable<(double East, double North, double Radius)> circles, params (string Name, (double East, double North) Place)[] sites) => RouteMap.Build(
        Sea,
        new ObstacleSet([]),
        [new GeozoneSet("drawn", [.. circles.Select((circle, i) => Zones.Circle($"Z{i}") with { Volumes = [new ZoneVolume(new ZoneCircle(Seas.At(circle.East, circle.North), Length.FromMetres(circle.Radius)), ZoneLayer.GroundUp)] })], Zones.Ours)],
        [.. sites.Select(site => new SiteGround(site.Name, Seas.At(site.Place.East, site.Place.North), default, Length.Zero))],
        Length.FromMetres(HalfWidth),
        new RouteRules(Length.FromMetres(30), Length.FromMetres(120), AltitudeAmsl.FromMetres(300)));

    private static (double X, double Y)[] Ring((double East, double North, double Radius) circle, int corners) =>
    [
        .. Enumerable.Range(0, corners).Select(i =>
        {
            var (sine, cosine) = Math.SinCos(Math.Tau * i / corners);
            return (circle.East + ((circle.Radius + HalfWidth) * cosine), circle.North + ((circle.Radius + HalfWidth) * sine));
        }),
    ];
}
