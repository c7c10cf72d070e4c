using DroneLogistics.Airspace;
using DroneLogistics.Airspace.Conflicts;
using DroneLogistics.Airspace.Obstacles;
using DroneLogistics.Geodesy;
using DroneLogistics.Routing;
using DroneLogistics.Routing.Map;
using DroneLogistics.Terrain;
using DroneLogistics.Tests.Airspace;
using DroneLogistics.Tests.Airspace.Conflicts;
using DroneLogistics.Tests.Terrain;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Routing.Map;

/// <summary>
/// Ways between drawn points anywhere in the service area round drawn sets of zones, circles and polygons, some of which do not apply:
/// clear by the exact test and the slow checker, and as short as a visibility graph that shares no geometry with the planner.
/// </summary>
public sealed class DrawnZonesTests
{
    private const double HalfWidth = 295;

    // The planner's arcs about corners reach 2 % of half the width too far: nearer than that a point lies in its area.
    private const double MoreMetres = 10;

    private static readonly EmbeddedTerrain Sea = new(new Coastline([]), [], new HashSet<string>(), ShippedTerrain.Policy);
    private static readonly LocalFrame Frame = new(new LatLon(30.15, 122.15));
    private static readonly RouteRules Rules = new(Length.FromMetres(30), Length.FromMetres(120), AltitudeAmsl.FromMetres(300));
    private static readonly TimeWindow When = new(Flights.Nine, Flights.Nine.AddHours(2));
    private static readonly Passage Level = new(AltitudeAmsl.FromMetres(120), Length.FromMetres(20), Length.FromMetres(10), When, _ => false);

    [Test]
    public void Ways_round_200_drawn_sets_of_zones_are_clear_by_the_slow_checker_and_within_a_thousandth_of_a_visibility_graph()
    {
        var (clear, bent, none) = (0, 0, 0);
        for (var number = 0; number < 200; number++)
        {
            var random = new Random(number);
            var drawn = Enumerable.Range(0, random.Next(1, 13)).Select(i => Draw(random, $"Z{i}")).ToList();
            var graph = new KeepOffGraph([.. drawn.Where(zone => zone.Counts).Select(zone => zone.Shape)], HalfWidth);
            var (from, to) = (Free(random, graph), Free(random, graph));
            var zones = drawn.ConvertAll(zone => zone.Zone);
            var map = RouteMap.Build(Sea, new ObstacleSet([]), [new GeozoneSet("drawn", zones, Zones.Ours)], [Ground("from", from), Ground("to", to)], Length.FromMetres(HalfWidth), Rules);
            var way = RoutePlanner.Plan(map, new RouteQuestion(["from", "to"], Level))[0];
            var shortest = graph.Length(from, to);
            if (double.IsPositiveInfinity(shortest))
            {
                Assert.That(way.Standing, Is.Not.EqualTo(WayStanding.Clear), $"set {number}");
                none++;
                continue;
            }

            // The graph is never longer than the shortest way; the plane it lies in stretches lengths across by 4e-5 at most.
            Assert.That(way.Standing, Is.EqualTo(WayStanding.Clear), $"set {number}");
            Assert.That(way.Distance.Metres, Is.InRange(shortest * (1 - 1e-4), shortest * 1.001), $"set {number}");
            AssertClear(way, zones, $"set {number}");
            clear++;
            bent += way.Path.Legs.Count > 1 ? 1 : 0;
        }

        Assert.That((clear, bent), Is.GreaterThan((190, 90)), $"ways found, and those of them that bend; without a way: {none}");
    }

    private static void AssertClear(PlannedWay way, IReadOnlyList<Geozone> zones, string label)
    {
        var sea = new GroundBelow(default(AltitudeAmsl), default(AltitudeAmsl), null);
        foreach (var leg in way.Path.Legs)
        {
            // What the slow checker may be asked about is 20 km long.
            var pieces = Math.Max(1, (int)Math.Ceiling(leg.Distance.Metres / 20_000));
            var places = Enumerable.Range(0, pieces + 1).Select(i => new FlightPath([leg.From, leg.To]).PointAt(leg.Distance * ((double)i / pieces))).ToList();
            for (var i = 1; i < places.Count; i++)
            {
                var corridor = new SweptCorridor(places[i - 1], places[i], Length.FromMetres(HalfWidth), AltitudeAmsl.FromMetres(110), Level.Altitude + Level.Above, When);
                foreach (var zone in zones.Where(zone => zone.Type != ZoneType.NoRestriction))
                {
                    Assert.That(ZoneConflict.Of(corridor, zone, sea), Is.Empty, $"{label}, {zone.Id}, by the exact test");
                    Assert.That(SlowChecker.Judge(corridor, zone, sea), Has.None.EqualTo(SlowVerdict.Breach), $"{label}, {zone.Id}, by the slow checker");
                }
            }
        }
    }

    /// <summary>A circle or a star of 0.2 to 20 km in radius that may overlap others. Some end below or begin above the flight, begin after it, or restrict nothing.</summary>
    private static (Geozone Zone, KeepOff Shape, bool Counts) Draw(Random random, string id)
    {
        var (east, north) = ((random.NextDouble() - 0.5) * 150_000, (random.NextDouble() - 0.5) * 120_000);
        var radius = 200 * Math.Pow(100, random.NextDouble());
        var corners = random.Next(3, 10);
        var ring = Enumerable.Range(0, corners).Select(i =>
        {
            var (sine, cosine) = Math.SinCos(Math.Tau * i / corners);
            var ray = radius * (0.3 + (0.7 * random.NextDouble()));
            return (X: east + (ray * cosine), Y: north + (ray * sine));
        }).ToArray();
        var isCircle = random.Next(2) == 0;
        ZoneShape shape = isCircle
            ? new ZoneCircle(At((east, north)), Length.FromMetres(radius))
            : new ZonePolygon([.. ring.Append(ring[0]).Select(At)]);

        // The flight is between 110 and 140 m: one limit of each pair lies a metre off, as near as a case can lie to the other answer.
        var kind = random.Next(10);
        ZoneLayer layer = kind switch
        {
            0 => new(null, VerticalLimit.Metres(random.Next(20, 110), VerticalReference.Amsl)),
            1 => new(VerticalLimit.Metres(random.Next(141, 250), VerticalReference.Amsl), null),
            2 => new(VerticalLimit.Metres(139, VerticalReference.Amsl), null),
            3 => new(null, VerticalLimit.Metres(111, VerticalReference.Amsl)),
            _ => ZoneLayer.GroundUp,
        };
        LimitedApplicability[] times = kind switch
        {
            4 => [new LimitedApplicability(When.End, null)],
            5 => [new LimitedApplicability(null, When.Start)],
            6 => [new LimitedApplicability(When.End.AddSeconds(-1), null)],
            _ => [],
        };
        var zone = Zones.Circle(id, times) with
        {
            Type = kind == 7 ? ZoneType.NoRestriction : ZoneType.Prohibited,
            Volumes = [new ZoneVolume(shape, layer)],
        };
        return (zone, isCircle ? new KeepOff([(east, north)], radius) : new KeepOff(ring, 0), kind is not (0 or 1 or 4 or 5 or 7));
    }

    /// <summary>A point of the service area off all zones that count; none of the network's sites.</summary>
    private static (double X, double Y) Free(Random random, KeepOffGraph graph)
    {
        while (true)
        {
            var point = (X: (random.NextDouble() - 0.5) * 180_000, Y: (random.NextDouble() - 0.5) * 150_000);
            if (graph.IsFree(point, MoreMetres) && ShippedTerrain.Sites.All(site => site.Position.DistanceTo(At(point)).Metres > 1000))
            {
                return point;
            }
        }
    }

    private static SiteGround Ground(string name, (double X, double Y) place) => new(name, At(place), default, Length.Zero);

    private static LatLon At((double X, double Y) place) => Frame.ToGlobe(new PlanePoint(place.X, place.Y));
}
