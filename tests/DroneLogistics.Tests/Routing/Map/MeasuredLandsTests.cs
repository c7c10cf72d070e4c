using DroneLogistics.Airspace.Obstacles;
using DroneLogistics.Geodesy;
using DroneLogistics.Routing.Map;
using DroneLogistics.Terrain;
using DroneLogistics.Tests.Terrain;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Routing.Map;

/// <summary>Ways at 120 m past an island of 2 km in the middle of the sea, whose ground elevation tiles know: 200 m at most by the data that ships.</summary>
public sealed class MeasuredLandsTests
{
    private const double HalfWidth = 150;
    private const int Half = 110;

    private static readonly RouteRules Rules = new(Length.FromMetres(30), Length.FromMetres(120), AltitudeAmsl.FromMetres(300));
    private static readonly TimeWindow When = new(Flights.Nine, Flights.Nine.AddHours(1));
    private static readonly Passage Level = new(AltitudeAmsl.FromMetres(120), Length.FromMetres(20), Length.FromMetres(10), When, _ => false);

    // 10 m below the cruise, 30 m of clearance and 16 m of accuracy leave 64 m of ground.
    [TestCase(64, true)]
    [TestCase(64.5, false)]
    public void An_island_is_flown_over_where_tiles_know_all_of_it_to_be_low_enough(double metres, bool isOver)
    {
        Assert.That(IsStraight(Way(Tiles.Square(Half, (_, _) => metres, accuracy: 16))), Is.EqualTo(isOver));
    }

    [Test]
    public void Without_tiles_or_with_a_void_on_the_island_or_a_tile_that_ends_on_it_the_way_leads_round()
    {
        Assert.That(IsStraight(Way(null)), Is.False);
        Assert.That(IsStraight(Way(Tiles.Square(Half, Tiles.FlatBut(10, 700, 700)))), Is.False);
        Assert.That(IsStraight(Way(Tiles.Square(40, (_, _) => 10))), Is.False);
        Assert.That(IsStraight(Way(Tiles.Square(Half, Tiles.FlatBut(10, 2500, 2500)))), Is.True, "a void at sea");
    }

    [Test]
    public void Two_tiles_with_their_border_on_the_island_are_as_good_as_one_and_one_of_them_is_not()
    {
        var west = Tiles.Square(Half, (_, _) => 10, "west", eastPosts: -Half);
        var east = Tiles.Square(Half, (_, _) => 10, "east", eastPosts: Half);

        Assert.That(IsStraight(Way(west, east)), Is.True);
        Assert.That(IsStraight(Way(west)), Is.False);
    }

    [Test]
    public void A_tile_that_raises_an_islet_turns_a_way_off_it()
    {
        // An islet of 0.25 km2 without a name has 80 m by area: 110 m are enough.
        Island[] islet = [Seas.Square("x", 0, 0, 250, named: false)];
        PlannedWay At(ElevationGrid? tile) => Plan(MapOf(islet, [], tile is null ? [] : [tile], ("from", (-4000, 0)), ("to", (4000, 0))), Level);

        Assert.That(IsStraight(At(null)), Is.True);
        Assert.That(IsStraight(At(Tiles.Square(Half, (_, _) => 81, accuracy: 16))), Is.False);

        // Even one that knows it in part.
        Assert.That(IsStraight(At(Tiles.Square(5, (_, _) => 81, accuracy: 16))), Is.False);
    }

    [Test]
    public void Every_way_over_drawn_hills_keeps_its_clearance_by_the_exact_ground()
    {
        var (over, round) = (0, 0);
        for (var seed = 0; seed < 12; seed++)
        {
            var random = new Random(seed);
            (double East, double North, double Half, double Top)[] drawn =
            [
                .. Enumerable.Range(0, 3).Select(i => (-1800.0 + (1800 * i), (random.NextDouble() - 0.5) * 1500, 300 + (300 * random.NextDouble()), 20 + (70 * random.NextDouble()))),
            ];
            var islands = drawn.Select((island, i) => Seas.Square($"i{i}", island.East, island.North, island.Half)).ToList();
            var hole = random.NextDouble() < 0.5 ? double.NaN : 5;

            // Ground up to 100 m off the shore that is known: a shore line is no better.
            var tile = Tiles.Square(
                Half,
                (east, north) => Math.Abs(east - drawn[2].East) < 16 && Math.Abs(north - drawn[2].North) < 16 ? hole : drawn
                    .Where(island => Math.Max(Math.Abs(east - island.East), Math.Abs(north - island.North)) < island.Half + 100)
                    .Select(island => island.Top * (1 - (Math.Abs(north - island.North) / 1500)))
                    .DefaultIfEmpty(0)
                    .Max(),
                accuracy: 16);
            var map = MapOf(islands, islands.Select(island => Seas.Elevation(island.Id, 120)), [tile], ("from", (-4500, (random.NextDouble() - 0.5) * 2000)), ("to", (4500, (random.NextDouble() - 0.5) * 2000)));
            var way = Plan(map, Level);
            for (var i = 1; i < way.Points.Count; i++)
            {
                var ground = map.Terrain.HighestGround(way.Points[i - 1], way.Points[i], Length.FromMetres(HalfWidth));

                Assert.That(110 - (ground.Top!.Value + ground.VerticalAccuracy).Metres, Is.GreaterThanOrEqualTo(30), $"set {seed}: {ground}");
            }

            over += IsStraight(way) ? 1 : 0;
            round += IsStraight(way) ? 0 : 1;
        }

        Assert.That((over, round), Is.GreaterThan((0, 3)));
    }

    [Test]
    public void A_hill_that_tiles_show_on_an_approach_turns_flights_to_another_and_higher_ones_keep_it()
    {
        // The pad is 600 m from the east shore and 1,100 m from the north shore; a hill of 90 m stands on the way east.
        Island[] home = [Seas.Square("home", 0, 0, 2000)];
        var tile = Tiles.Square(150, (east, north) => Math.Abs(east - 1700) < 60 && Math.Abs(north - 900) < 60 ? 90 : 5);
        PlannedWay At(double altitude, ElevationGrid? grid) => Plan(
            MapOf(home, [Seas.Elevation("home", 300)], grid is null ? [] : [grid], ("from", (1400, 900)), ("to", (6000, 900))),
            Level with { Altitude = AltitudeAmsl.FromMetres(altitude) });

        LatLon End(PlannedWay way) => way.Approaches[0].SeaEnd;
        Assert.That(End(At(120, null)).DistanceTo(Seas.At(2450, 900)).Metres, Is.LessThan(300), "east");
        Assert.That(End(At(120, tile)).DistanceTo(Seas.At(2450, 900)).Metres, Is.GreaterThan(500));
        Assert.That(End(At(131, tile)).DistanceTo(Seas.At(2450, 900)).Metres, Is.LessThan(300), "90 m, 30 m of clearance, 10 m below the cruise");
    }

    private static PlannedWay Way(params ElevationGrid[]? tiles) =>
        Plan(MapOf([Seas.Square("hill", 0, 0, 1000)], [Seas.Elevation("hill", 200)], tiles ?? [], ("from", (-4000, 0)), ("to", (4000, 0))), Level);

    private static PlannedWay Plan(RouteMap map, Passage passage) => RoutePlanner.Plan(map, new RouteQuestion(["from", "to"], passage))[0];

    private static bool IsStraight(PlannedWay way)
    {
        Assert.That(way.Standing, Is.EqualTo(WayStanding.Clear));
        return way.Distance.Metres - way.Points[0].DistanceTo(way.Points[^1]).Metres < 0.5;
    }

    private static RouteMap MapOf(IReadOnlyList<Island> islands, IEnumerable<IslandElevation> elevations, IReadOnlyList<ElevationGrid> tiles, params (string Name, (double East, double North) Place)[] sites) => RouteMap.Build(
        new EmbeddedTerrain(new Coastline(islands), [.. elevations], new HashSet<string>(), Seas.Policy, () => new ElevationGrids(tiles)),
        new ObstacleSet([]),
        [],
        [.. sites.Select(site => new SiteGround(site.Name, Seas.At(site.Place.East, site.Place.North), default, Length.Zero))],
        Length.FromMetres(HalfWidth),
        Rules);
}
