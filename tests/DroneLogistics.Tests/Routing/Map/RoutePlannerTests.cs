using DroneLogistics.Airspace;
using DroneLogistics.Airspace.Obstacles;
using DroneLogistics.Routing;
using DroneLogistics.Routing.Map;
using DroneLogistics.Terrain;
using DroneLogistics.Tests.Airspace;
using DroneLogistics.Tests.Routing.Mesh;
using DroneLogistics.Tests.Terrain;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Routing.Map;

/// <summary>Ways over an open sea with round zones, judged by a visibility graph in plain arithmetic; and what else a question may ask.</summary>
public sealed class RoutePlannerTests
{
    private const double HalfWidth = 300;

    private static readonly AlternativeRules Three = new(3, Length.FromMetres(1000), 0.15, 1.6);
    private static readonly RouteRules Rules = new(Length.FromMetres(30), Length.FromMetres(120), AltitudeAmsl.FromMetres(300));
    private static readonly EmbeddedTerrain Sea = new(new Coastline([]), [], new HashSet<string>(), Seas.Policy);
    private static readonly TimeWindow When = new(Flights.Nine, Flights.Nine.AddHours(1));
    private static readonly Passage Level = new(AltitudeAmsl.FromMetres(120), Length.FromMetres(20), Length.FromMetres(10), When, _ => false);

    [Test]
    public void No_way_round_drawn_circles_is_longer_than_that_of_a_visibility_graph_by_a_thousandth()
    {
        var (found, bent) = (0, 0);
        for (var number = 0; number < 60; number++)
        {
            var random = new Random(number);
            var circles = Draw(random, 6);
            var (from, to) = (Free(random, circles), Free(random, circles));
            var ways = RoutePlanner.Plan(MapOf(circles, ("from", from), ("to", to)), new RouteQuestion(["from", "to"], Level));
            var graph = new VisibilityGraph(circles.Select(circle => Ring(circle, 48))).Length(from, to);

            Assert.That(ways[0].Standing, Is.EqualTo(WayStanding.Clear), $"set {number}");

            // The graph's circles have 48 corners on the circle itself and cut it: its ways are at most 0.2 % too short.
            Assert.That(ways[0].Distance.Metres, Is.InRange(graph * 0.9995, graph * 1.001), $"set {number}");
            found++;
            bent += ways[0].Path.Legs.Count > 1 ? 1 : 0;
        }

        Assert.That((found, bent), Is.GreaterThan((50, 15)));
    }

    [Test]
    public void The_way_in_the_wind_takes_no_longer_than_the_shortest_or_any_other_and_is_no_shorter()
    {
        for (var number = 0; number < 60; number++)
        {
            var random = new Random(1000 + number);
            var circles = Draw(random, 8);
            var map = MapOf(circles, ("from", Free(random, circles)), ("to", Free(random, circles)));
            var (sine, cosine) = Math.SinCos(Math.Tau * random.NextDouble());
            var wind = 0.6 + (0.3 * random.NextDouble());
            var calm = RoutePlanner.Plan(map, new RouteQuestion(["from", "to"], Level))[0];
            var others = RoutePlanner.Plan(map, new RouteQuestion(["from", "to"], Level) { Alternatives = Three with { MostWays = 6, ShareApart = 0.01 } });
            var windy = RoutePlanner.Plan(map, new RouteQuestion(["from", "to"], Level) { WindEastRatio = wind * sine, WindNorthRatio = wind * cosine })[0];
            var (usual, quickest) = (Time(calm.Path, wind * sine, wind * cosine), Time(windy.Path, wind * sine, wind * cosine));

            Assert.That(quickest, Is.LessThanOrEqualTo(usual * (1 + 1e-5)), $"set {number}");
            Assert.That(others.Min(way => Time(way.Path, wind * sine, wind * cosine)), Is.GreaterThanOrEqualTo(quickest * (1 - 1e-5)), $"set {number}");
            Assert.That(windy.Distance.Metres, Is.GreaterThanOrEqualTo(calm.Distance.Metres * (1 - 1e-5)), $"set {number}");
        }
    }

    [Test]
    public void Other_ways_lie_apart_from_all_better_ones_and_none_is_longer_than_the_greatest_detour()
    {
        var several = 0;
        for (var number = 0; number < 15; number++)
        {
            var random = new Random(2000 + number);
            var circles = Draw(random, 10);
            var map = MapOf(circles, ("from", (-12_000, 0)), ("to", (12_000, 0)));
            var question = new RouteQuestion(["from", "to"], Level) { Alternatives = Three };
            var ways = RoutePlanner.Plan(map, question);
            for (var i = 1; i < ways.Count; i++)
            {
                Assert.That(ways[i].Distance, Is.GreaterThanOrEqualTo(ways[i - 1].Distance));
                Assert.That(ways[i].Distance.Metres, Is.LessThanOrEqualTo(ways[0].Distance.Metres * Three.GreatestDetour * 1.001));
                foreach (var better in ways.Take(i))
                {
                    Assert.That(ShareApart(ways[i].Path, better.Path, Three.Apart.Metres), Is.GreaterThan(Three.ShareApart - 0.05), $"set {number}");
                }
            }

            several += ways.Count > 1 ? 1 : 0;
        }

        Assert.That(several, Is.GreaterThan(2));
    }

    [Test]
    public void What_a_bend_costs_is_what_the_way_would_be_shorter_without_it()
    {
        var circles = new[] { (0.0, 500.0, 3000.0) };
        var map = MapOf(circles, ("from", (-12_000, 0)), ("to", (12_000, 0)));
        var question = new RouteQuestion(["from", "to"], Level);
        var way = RoutePlanner.Plan(map, question)[0];
        var binding = RoutePlanner.Binding(map, question, way).Single();

        Assert.That(binding.Hindrance.Subject, Is.EqualTo("CHN/Z0"));
        Assert.That(binding.Cost!.Value.Metres, Is.EqualTo(way.Distance.Metres - 24_000).Within(1).And.GreaterThan(100));
    }

    [Test]
    public void A_zone_that_an_authorization_opens_is_flown_through_and_one_that_is_prohibited_all_round_is_told()
    {
        var map = MapOf([(0, 0, 3000)], ("from", (-12_000, 0)), ("to", (12_000, 0)), ("within", (0, 0)));
        var through = RoutePlanner.Plan(map, new RouteQuestion(["from", "to"], Level with { Opens = _ => true }))[0];
        var into = RoutePlanner.Plan(map, new RouteQuestion(["from", "within"], Level))[0];

        Assert.That((through.Standing, through.Path.Legs.Count), Is.EqualTo((WayStanding.Clear, 1)));
        Assert.That(into.Standing, Is.EqualTo(WayStanding.Prohibited));
        Assert.That(into.Distance.Metres, Is.EqualTo(12_000).Within(1));
    }

    [Test]
    public void Equal_questions_get_equal_ways_whatever_was_asked_before()
    {
        var circles = Draw(new Random(7), 12);
        var random = new Random(8);
        (string, (double, double))[] sites = [.. Enumerable.Range(0, 6).Select(i => ($"s{i}", Free(random, circles)))];
        var questions = sites.SelectMany(a => sites.Where(b => b != a).Select(b => (string[])[a.Item1, b.Item1])).SelectMany(stops => (RouteQuestion[])
        [
            new(stops, Level),
            new(stops, Level) { WindEastRatio = 0.3, WindNorthRatio = -0.2 },
            new(stops, Level) { Alternatives = Three },
        ]).ToList();
        var map = MapOf(circles, sites);
        var forwards = questions.ConvertAll(question => Shown(map, question));
        var fresh = MapOf(circles, sites);
        var backwards = Enumerable.Reverse(questions).Select(question => Shown(fresh, question)).Reverse().ToList();

        Assert.That(backwards, Is.EqualTo(forwards));

        static string Shown(RouteMap map, RouteQuestion question) =>
            string.Join(" | ", RoutePlanner.Plan(map, question).Select(way => string.Join(" ", way.Points.Select(point => FormattableString.Invariant($"{point.LatitudeDegrees:R},{point.LongitudeDegrees:R}")))));
    }

    [Test]
    public void Putuo_to_Liuheng_is_33_km_round_Taohua_and_Wugongzhi_lies_in_the_control_area()
    {
        var space = ShippedData.World.Space;
        var map = space.MapFor(Length.FromMetres(294.8));
        var passage = Level with { Opens = zone => zone.Type == ZoneType.ReqAuthorization };
        var way = RoutePlanner.Plan(map, new RouteQuestion(["putuo", "liuheng"], passage))[0];
        var refused = RoutePlanner.Plan(map, new RouteQuestion(["putuo", "wugongzhi"], passage))[0];

        Assert.That(way.Standing, Is.EqualTo(WayStanding.Clear));
        Assert.That(way.Distance.Kilometres, Is.InRange(32.1, 36));
        Assert.That(way.Bends.Select(bend => bend.Hindrance.NameEnglish).Distinct(), Is.EqualTo(new[] { "Taohua", "Huni" }));
        Assert.That(way.Approaches.Select(approach => approach.Site.Name), Is.EqualTo(new[] { "putuo", "liuheng" }));
        Assert.That(refused.Standing, Is.EqualTo(WayStanding.Prohibited));
    }

    private static RouteMap MapOf(IEnumerable<(double East, double North, double Radius)> circles, params (string Name, (double East, double North) Place)[] sites) => RouteMap.Build(
        Sea,
        new ObstacleSet([]),
        [new GeozoneSet("drawn", [.. circles.Select((circle, i) => Zones.Circle($"Z{i}") with { Volumes = [new ZoneVolume(new ZoneCircle(Seas.At(circle.East, circle.North), Length.FromMetres(circle.Radius)), ZoneLayer.GroundUp)] })], Zones.Ours)],
        [.. sites.Select(site => new SiteGround(site.Name, Seas.At(site.Place.East, site.Place.North), default, Length.Zero))],
        Length.FromMetres(HalfWidth),
        Rules);

    /// <summary>Circles whose corridors do not touch.</summary>
    private static List<(double East, double North, double Radius)> Draw(Random random, int most)
    {
        var drawn = new List<(double East, double North, double Radius)>();
        for (var i = 0; i < 4 * most && drawn.Count < most; i++)
        {
            var circle = (East: (random.NextDouble() - 0.5) * 20_000, North: (random.NextDouble() - 0.5) * 20_000, Radius: 300 + (2500 * random.NextDouble()));
            if (drawn.TrueForAll(other => Math.Sqrt(Square(circle.East - other.East) + Square(circle.North - other.North)) > circle.Radius + other.Radius + (2 * HalfWidth) + 200))
            {
                drawn.Add(circle);
            }
        }

        return drawn;
    }

    private static (double East, double North) Free(Random random, List<(double East, double North, double Radius)> circles)
    {
        while (true)
        {
            var (east, north) = ((random.NextDouble() - 0.5) * 26_000, (random.NextDouble() - 0.5) * 26_000);
            if (circles.TrueForAll(circle => Math.Sqrt(Square(east - circle.East) + Square(north - circle.North)) > circle.Radius + HalfWidth + 100))
            {
                return (east, north);
            }
        }
    }

    private static (double X, double Y)[] Ring((double East, double North, double Radius) circle, int corners) =>
    [
        .. Enumerable.Range(0, corners).Select(i =>
        {
            var (sine, cosine) = Math.SinCos(Math.Tau * i / corners);
            return (circle.East + ((circle.Radius + HalfWidth) * cosine), circle.North + ((circle.Radius + HalfWidth) * sine));
        }),
    ];

    /// <summary>By the wind triangle, airspeed one: leg by leg, and not by the formula of the planner.</summary>
    /// <summary>Seconds at an airspeed of 1 m/s, by the wind triangle leg by leg.</summary>
    internal static double Time(FlightPath path, double windEast, double windNorth) => path.Legs.Sum(leg =>
    {
        var (east, north) = Math.SinCos(double.DegreesToRadians(leg.Track.Degrees));
        var (along, across) = ((windEast * east) + (windNorth * north), (windEast * north) - (windNorth * east));
        return leg.Distance.Metres / (along + Math.Sqrt(1 - (across * across)));
    });

    private static double ShareApart(FlightPath path, FlightPath other, double metres)
    {
        var places = Enumerable.Range(0, 200).Select(i => path.PointAt(path.Distance * ((i + 0.5) / 200))).ToList();
        var others = Enumerable.Range(0, 400).Select(i => other.PointAt(other.Distance * (i / 399.0))).ToList();
        return places.Count(place => others.Min(point => point.DistanceTo(place).Metres) > metres) / 200.0;
    }

    private static double Square(double value) => value * value;
}
