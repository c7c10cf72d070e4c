using DroneLogistics.Airspace.Obstacles;
using DroneLogistics.Routing.Map;
using DroneLogistics.Terrain;
using DroneLogistics.Tests.Terrain;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Routing.Map;

/// <summary>Ways at 120 m across 8 km of open sea, in which only elevation tiles know of ground. Flights keep 30 m over it and may come 10 m lower than planned.</summary>
public sealed class OffshoreGroundTests
{
    private const double HalfWidth = 150;
    private const int Half = 110;

    private static readonly RouteRules Rules = new(Length.FromMetres(30), Length.FromMetres(120), AltitudeAmsl.FromMetres(300));
    private static readonly TimeWindow When = new(Flights.Nine, Flights.Nine.AddHours(1));
    private static readonly Passage Level = new(AltitudeAmsl.FromMetres(120), Length.FromMetres(20), Length.FromMetres(10), When, _ => false);

    [Test]
    public void A_rock_that_only_a_tile_shows_is_flown_round_with_clearance_and_without_the_tile_the_way_is_straight()
    {
        var map = MapOf([Rock(200)]);
        var way = Plan(map, Level);

        Assert.That(IsStraight(Plan(MapOf([]), Level)), Is.True);
        Assert.That(IsStraight(way), Is.False);
        Assert.That(LeastHeight(map, way), Is.GreaterThanOrEqualTo(30));
        Assert.That(way.Bends.Select(bend => (bend.Hindrance.Kind, bend.Hindrance.NameEnglish, bend.Hindrance.NameChinese)).Distinct(), Is.EqualTo(new[] { (HindranceKind.Land, "ground at sea by tile", "岸线外地面(tile)") }));

        // Two posts of 30.8 m northwards, a cell beyond them and half the corridor are 242 m, 14.6 m of detour at the least; a cell's
        // diagonal of 41 m and 6 m for fewer corners make it 290 m, 22.6 m round corners as far east and west.
        Assert.That(way.Distance.Metres - 8000, Is.InRange(14.6, 25));
    }

    // 10 m below the cruise, 30 m of clearance and 16 m of accuracy leave 64 m of ground.
    [TestCase(64, 120, true)]
    [TestCase(64.5, 120, false)]
    [TestCase(64.5, 121, true)]
    [TestCase(200, 301, false, Description = "above the highest altitude over the sea")]
    public void A_rock_is_flown_over_where_its_top_and_accuracy_leave_the_clearance(double metres, double altitude, bool isOver)
    {
        Assert.That(IsStraight(Plan(MapOf([Rock(metres, accuracy: 16)]), Level with { Altitude = AltitudeAmsl.FromMetres(altitude) })), Is.EqualTo(isOver));
    }

    // 60 m are the masts of vessels, which every flight over water clears.
    [TestCase(44, 0)]
    [TestCase(44.1, 1)]
    public void What_is_no_higher_than_masts_is_not_on_the_map(double metres, int more)
    {
        Assert.That(MapOf([Rock(metres, accuracy: 16)]).Hindrances.Count - MapOf([]).Hindrances.Count, Is.EqualTo(more));
    }

    [Test]
    public void A_void_hides_no_rock_and_is_none()
    {
        var voids = Tiles.Square(Half, (_, _) => double.NaN);
        var around = Tiles.Square(Half, (east, north) => IsRock(east, north) ? 200 : double.NaN);

        Assert.That(IsStraight(Plan(MapOf([voids]), Level)), Is.True, "nothing is known of it: the sea of the coastline, with its masts");
        Assert.That(IsStraight(Plan(MapOf([around]), Level)), Is.False);
    }

    [Test]
    public void Where_a_finer_tile_knows_better_the_rock_of_a_coarser_one_is_none_and_a_void_of_the_finer_one_brings_it_back()
    {
        var coarse = Tiles.Square(40, (east, north) => IsRock(east, north) ? 200 : 0, "coarse", step: 3 * Tiles.Second);
        var fine = Tiles.Square(Half, (_, _) => 0, "fine");
        var torn = Tiles.Square(Half, Tiles.FlatBut(0, 0, 0), "torn");

        Assert.That(IsStraight(Plan(MapOf([coarse]), Level)), Is.False);
        Assert.That(IsStraight(Plan(MapOf([coarse, fine]), Level)), Is.True);
        Assert.That(IsStraight(Plan(MapOf([coarse, torn]), Level)), Is.False);
    }

    [Test]
    public void Ground_in_the_reach_of_an_island_is_the_islands()
    {
        Island[] island = [Seas.Square("hill", 0, 0, 1000)];
        RouteMap At(Func<double, double, double> metres) => MapOf([Tiles.Square(Half, metres)], island);

        Assert.That(At((_, _) => 0).Hindrances, Has.Count.EqualTo(At((east, north) => Math.Max(Math.Abs(east), Math.Abs(north)) < 1150 ? 200 : 0).Hindrances.Count));
        Assert.That(At((east, north) => Math.Abs(east - 1800) + Math.Abs(north) < 100 ? 200 : 0).Hindrances, Has.Count.EqualTo(At((_, _) => 0).Hindrances.Count + 1), "500 m off its margin");
    }

    [Test]
    public void An_island_whose_box_meets_a_tile_and_whose_round_margin_does_not_takes_nothing_from_it()
    {
        // The margin ends 39 m short of the corner of the tile and three cells, its box overlaps them by 60 m.
        var map = MapOf([Tiles.Square(10, (_, _) => 200)], [Seas.Square("hill", -1588, -1640, 1000)]);

        Assert.That(map.Hindrances.Count(one => one.NameEnglish == "ground at sea by tile"), Is.EqualTo(1));
    }

    [Test]
    public void A_tile_full_of_noise_brings_a_bounded_number_of_rocks_and_hides_none_of_them()
    {
        // Every fourth post of every fourth row stands alone: 3,025 rocks.
        var map = MapOf([Tiles.Square(Half, (east, north) => (int)Math.Round(east / 26.8) % 4 == 0 && (int)Math.Round(north / 30.8) % 4 == 0 ? 200 : 0)]);
        var way = Plan(map, Level);

        Assert.That(map.Hindrances.Count - MapOf([]).Hindrances.Count, Is.InRange(1, 1000));
        Assert.That(LeastHeight(map, way), Is.GreaterThanOrEqualTo(30));
    }

    [Test]
    public void Every_way_among_drawn_rocks_keeps_its_clearance_by_the_exact_ground()
    {
        var bent = 0;
        for (var seed = 0; seed < 12; seed++)
        {
            var random = new Random(seed);
            (double East, double North, double Half, double Top)[] rocks =
            [
                .. Enumerable.Range(0, 6).Select(_ => ((random.NextDouble() - 0.5) * 5000, (random.NextDouble() - 0.5) * 3000, 20 + (200 * random.NextDouble()), 30 + (120 * random.NextDouble()))),
            ];
            var tile = Tiles.Square(
                Half,
                (east, north) => rocks.Where(rock => Math.Max(Math.Abs(east - rock.East), Math.Abs(north - rock.North)) < rock.Half).Select(rock => rock.Top).DefaultIfEmpty(0).Max(),
                accuracy: 16);
            var map = MapOf([tile]);
            var way = Plan(map, Level);

            Assert.That(LeastHeight(map, way), Is.GreaterThanOrEqualTo(30), $"set {seed}");
            bent += IsStraight(way) ? 0 : 1;
        }

        Assert.That(bent, Is.GreaterThan(3));
    }

    private static ElevationGrid Rock(double metres, double accuracy = 0) => Tiles.Square(Half, (east, north) => IsRock(east, north) ? metres : 0, accuracy: accuracy);

    private static bool IsRock(double east, double north) => Math.Max(Math.Abs(east), Math.Abs(north)) < 70;

    private static PlannedWay Plan(RouteMap map, Passage passage) => RoutePlanner.Plan(map, new RouteQuestion(["from", "to"], passage))[0];

    /// <summary>The least height of what a flight may come down to over the ground and its accuracy, by the exact ground.</summary>
    private static double LeastHeight(RouteMap map, PlannedWay way) => way.Points.Zip(way.Points.Skip(1))
        .Select(leg => map.Terrain.HighestGround(leg.First, leg.Second, Length.FromMetres(HalfWidth)))
        .Min(ground => 110 - (ground.Top!.Value + ground.VerticalAccuracy).Metres);

    private static bool IsStraight(PlannedWay way)
    {
        Assert.That(way.Standing, Is.EqualTo(WayStanding.Clear));
        return way.Distance.Metres - way.Points[0].DistanceTo(way.Points[^1]).Metres < 0.5;
    }

    private static RouteMap MapOf(IReadOnlyList<ElevationGrid> tiles, IReadOnlyList<Island>? islands = null) => RouteMap.Build(
        new EmbeddedTerrain(new Coastline(islands ?? []), [], new HashSet<string>(), Seas.Policy, () => new ElevationGrids(tiles)),
        new ObstacleSet([]),
        [],
        [new SiteGround("from", Seas.At(-4000, 0), default, Length.Zero), new SiteGround("to", Seas.At(4000, 0), default, Length.Zero)],
        Length.FromMetres(HalfWidth),
        Rules);
}
