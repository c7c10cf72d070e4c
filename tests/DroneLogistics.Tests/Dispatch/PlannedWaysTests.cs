using DroneLogistics.Airspace;
using DroneLogistics.Airspace.Conflicts;
using DroneLogistics.Airspace.Obstacles;
using DroneLogistics.Dispatch;
using DroneLogistics.Geodesy;
using DroneLogistics.Performance;
using DroneLogistics.Routing.Map;
using DroneLogistics.Simulation;
using DroneLogistics.Terrain;
using DroneLogistics.Tests.Airspace;
using DroneLogistics.Tests.Airspace.Conflicts;
using DroneLogistics.Tests.Airspace.Obstacles;
using DroneLogistics.Tests.Simulation;
using DroneLogistics.Tests.Terrain;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Dispatch;

/// <summary>The ways of the planner, judged by the exact tests and by the slow checker: none of them knows the map on which it plans.</summary>
public sealed class PlannedWaysTests
{
    // Their pads lie within the accuracy of an obstacle: no clearance holds there, whatever way is taken.
    private static readonly string[] UnderAnObstacle = ["sanjiang", "qushan", "huaniao"];

    private static readonly AltitudeAmsl Cruise = AltitudeAmsl.FromMetres(120);
    private static readonly ContingencyVolume Volume = ContingencyVolume.Of(ShippedData.Type("fz90"), ShippedData.Type("fz90").CruiseAirspeed, Corridors.Policy);
    private static readonly RouteRules Rules = new(Corridors.Policy.Clearance + Volume.VerticalBelow, Corridors.Policy.TrueHeightLimit, Corridors.Policy.SeaAltitudeLimit);
    private static readonly TimeWindow When = new(Flights.Nine.AddMinutes(-1), Flights.Nine.AddHours(2));

    [Test]
    public void A_way_that_is_clear_for_the_planner_passes_the_exact_tests_of_ground_obstacles_and_zones()
    {
        var obstacles = new ObstacleSet(ShippedObstaclesTests.Shipped);
        var zones = new ZoneIndex(ShippedAirspace.ZonesByRule.Zones);
        var map = RouteMap.Build(ShippedTerrain.Embedded, obstacles, [ShippedAirspace.ZonesByRule], ShippedTerrain.Sites, Volume.HalfWidth, Rules);
        var sites = ShippedData.World.Sites.All.Select(site => site.Id.Text).Except(UnderAnObstacle).ToList();
        var pairs = sites.SelectMany(from => sites.Where(to => to != from).Select(to => (from, to))).Where((_, number) => number % 29 == 0).Prepend(("putuo", "liuheng"));
        var passed = 0;
        foreach (var (from, to) in pairs)
        {
            // Who has an authorisation for the zones that ask for one.
            var passage = new Passage(Cruise, Volume.VerticalAbove, Volume.VerticalBelow, When, zone => zone.Type != ZoneType.Prohibited);
            var way = RoutePlanner.Plan(map, new RouteQuestion([from, to], passage))[0];
            var forecast = FlightSimulation.Run(Flights.Task(Flights.Question(from: from, to: to)) with { Path = way.Path, CruiseAltitude = Cruise });
            if (way.Standing != WayStanding.Clear || FlightCorridor.Of(forecast, Volume, Corridors.Policy, Flights.Nine, map.Terrain) is not { } corridor)
            {
                continue;
            }

            passed++;
            Finding[] findings =
            [
                .. ClearanceFindings.OverGround(corridor, map.Terrain, Corridors.Policy),
                .. ClearanceFindings.OverObstacles(corridor, obstacles, ShippedTerrain.Policy.Accuracy, Corridors.Policy),
                .. ClearanceFindings.Band(corridor, map.Terrain, obstacles, ShippedTerrain.Policy.Accuracy, Corridors.Policy),
                .. GeozoneFindings.Prohibited(GeozoneFindings.Passings(corridor, zones, null), (_, _) => false, TimeSpan.FromHours(8)),
            ];
            Assert.That(findings.Select(finding => finding.English), Is.Empty, $"{from} to {to}");
            AssertClear(corridor.Pieces.Select(piece => piece.Volume), zones.Zones.Where(zone => zone.Type == ZoneType.Prohibited), new GroundBelow(default(AltitudeAmsl), null, null), $"{from} to {to}");
        }

        Assert.That(passed, Is.GreaterThan(8));
    }

    [Test]
    public void Ways_round_200_drawn_sets_of_zones_are_clear_by_the_slow_checker()
    {
        var sea = new EmbeddedTerrain(new Coastline([]), [], new HashSet<string>(), Seas.Policy);
        var (clear, bent) = (0, 0);
        for (var number = 0; number < 200; number++)
        {
            var random = new Random(number);
            var zones = Enumerable.Range(0, random.Next(1, 25)).Select(i => Draw(random, $"Z{i}")).ToList();
            SiteGround[] ends = [Site("from"), Site("to")];
            var map = RouteMap.Build(sea, new ObstacleSet([]), [new GeozoneSet("drawn", zones, Zones.Ours)], ends, Volume.HalfWidth, Rules);
            var way = RoutePlanner.Plan(map, new RouteQuestion(["from", "to"], new Passage(Cruise, Volume.VerticalAbove, Volume.VerticalBelow, When, _ => false)))[0];
            if (way.Standing != WayStanding.Clear)
            {
                continue;
            }

            clear++;
            bent += way.Path.Legs.Count > 1 ? 1 : 0;
            var sealevel = new GroundBelow(default(AltitudeAmsl), default(AltitudeAmsl), null);
            AssertClear(way.Path.Legs.Select(leg => new SweptCorridor(leg.From, leg.To, Volume.HalfWidth, AltitudeAmsl.FromMetres(Cruise.Metres - Volume.VerticalBelow.Metres), Cruise + Volume.VerticalAbove, When)), zones, sealevel, $"set {number}");

            SiteGround Site(string name) => new(name, Seas.At((random.NextDouble() - 0.5) * 30_000, (random.NextDouble() - 0.5) * 30_000), default, Length.Zero);
        }

        Assert.That((clear, bent), Is.GreaterThan((60, 30)), "ways found, and those of them that bend");
    }

    private static void AssertClear(IEnumerable<SweptCorridor> corridors, IEnumerable<Geozone> zones, GroundBelow ground, string label)
    {
        var all = zones.ToList();
        foreach (var corridor in corridors)
        {
            foreach (var zone in all)
            {
                var met = ZoneConflict.Of(corridor, zone, ground).Select(conflict => FormattableString.Invariant($"{zone.Id} by {-conflict.Margin.Metres:0.000} m at {conflict.Nearest.OnLine.LatitudeDegrees:0.00000} {conflict.Nearest.OnLine.LongitudeDegrees:0.00000}, {conflict.Nearest.OnLine.DistanceTo(corridor.From).Metres:0} m from the start of a leg of {corridor.From.DistanceTo(corridor.To).Metres:0} m"));
                Assert.That(met, Is.Empty, label);
                Assert.That(SlowChecker.Judge(corridor, zone, ground), Has.None.EqualTo(SlowVerdict.Breach), $"{label}, {zone.Id}");
            }
        }
    }

    /// <summary>A circle or a star of up to 4 km in radius; some end below or begin above the flight, or are not in force.</summary>
    private static Geozone Draw(Random random, string id)
    {
        var (east, north) = ((random.NextDouble() - 0.5) * 34_000, (random.NextDouble() - 0.5) * 34_000);
        var radius = 100 * Math.Pow(40, random.NextDouble());
        var corners = random.Next(3, 10);
        var ring = Enumerable.Range(0, corners).Select(i =>
        {
            var (sine, cosine) = Math.SinCos(2 * Math.PI * i / corners);
            var ray = radius * (0.3 + (0.7 * random.NextDouble()));
            return Seas.At(east + (ray * cosine), north + (ray * sine));
        }).ToList();
        ZoneLayer layer = random.Next(6) switch
        {
            0 => new(null, VerticalLimit.Metres(random.Next(60, 130), VerticalReference.Agl)),
            1 => new(VerticalLimit.Metres(random.Next(150, 250), VerticalReference.Amsl), null),
            _ => ZoneLayer.GroundUp,
        };
        LimitedApplicability[] times = random.Next(6) == 0 ? [new LimitedApplicability(When.End, null)] : [];
        return Zones.Circle(id, times) with
        {
            Volumes = [new ZoneVolume(random.Next(2) == 0 ? new ZoneCircle(Seas.At(east, north), Length.FromMetres(radius)) : new ZonePolygon([.. ring, ring[0]]), layer)],
        };
    }
}
