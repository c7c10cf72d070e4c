using CsCheck;
using DroneLogistics.Terrain;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Terrain;

/// <summary>Elevation grids over the ground that ships: an island of 2 km with 200 m at most, tiles of 3.7 km.</summary>
public sealed class MeasuredTerrainTests
{
    private const int Half = 70;

    [Test]
    public void Where_a_grid_knows_the_ground_its_height_counts_and_the_answer_names_island_and_grid()
    {
        var ground = Hill(Tiles.Square(Half, (_, _) => 90, "N30E122.hgt", accuracy: 16)).HighestGround(Seas.At(-500, 0), Seas.At(500, 0), Length.FromMetres(100));

        Assert.That((ground.Top!.Value.Metres, ground.Source, ground.Name, ground.Grids), Is.EqualTo((90, TerrainSource.ElevationGrid, "hill", "N30E122.hgt")));
        Assert.That((ground.VerticalAccuracy.Metres, ground.IsAssumed), Is.EqualTo((16, false)));
    }

    [Test]
    public void A_grid_may_raise_an_island_above_what_ships()
    {
        var ground = Hill(Tiles.Square(Half, (east, north) => Math.Abs(east) + Math.Abs(north) < 60 ? 260 : 20)).HighestGround(Seas.At(-500, 0), Seas.At(500, 0), Length.FromMetres(100));

        Assert.That(ground.Top!.Value.Metres, Is.EqualTo(260));
    }

    [TestCase(0, 0, 200, TerrainSource.IslandMaximum)]
    [TestCase(0, 100, 10, TerrainSource.ElevationGrid)]
    public void A_void_falls_back_to_what_ships_and_is_never_sea(double east, double north, double metres, TerrainSource source)
    {
        var ground = Hill(Tiles.Square(Half, Tiles.FlatBut(10, 0, 0))).HighestGround(Seas.At(east, north));

        Assert.That((ground.Top!.Value.Metres, ground.Source), Is.EqualTo((metres, source)));
    }

    [Test]
    public void A_void_anywhere_in_a_corridor_brings_back_what_ships_and_what_is_known_in_part_still_raises()
    {
        Ground Across(double known) => Hill(Tiles.Square(Half, Tiles.FlatBut(known, 0, 80))).HighestGround(Seas.At(-500, 0), Seas.At(500, 0), Length.FromMetres(100));

        Assert.That((Across(10).Top!.Value.Metres, Across(10).Source), Is.EqualTo((200, TerrainSource.IslandMaximum)));
        Assert.That(Across(10).Grids, Is.EqualTo("tile"), "it was looked at");
        Assert.That((Across(230).Top!.Value.Metres, Across(230).Source), Is.EqualTo((230, TerrainSource.ElevationGrid)));
    }

    [Test]
    public void A_void_at_sea_does_not_bring_back_an_island_that_is_known_as_a_whole()
    {
        // 1,500 m east: 500 m off the shore, in the corridor and 200 m beyond the reach of the island.
        var map = Hill(Tiles.Square(Half, Tiles.FlatBut(10, 1500, 0)));
        var ground = map.HighestGround(Seas.At(-500, 0), Seas.At(1550, 0), Length.FromMetres(100));

        Assert.That((ground.Top!.Value.Metres, ground.Source), Is.EqualTo((60, TerrainSource.VesselMasts)));
    }

    [Test]
    public void Masts_count_over_water_whatever_a_grid_says()
    {
        var map = Hill(Tiles.Square(Half, (_, _) => 0));
        var ground = map.HighestGround(Seas.At(1500, 0));

        Assert.That((ground.Top!.Value.Metres, ground.Source, ground.Grids), Is.EqualTo((60, TerrainSource.VesselMasts, "tile")));
        Assert.That(map.HighestGround(Seas.Middle).Top!.Value.Metres, Is.EqualTo(0), "there is no water on the island");
    }

    [Test]
    public void The_mainland_is_not_flown_over_whatever_a_grid_says_of_its_height()
    {
        var map = Seas.Map([Seas.Square("coast", 0, 0, 1000)], [], grids: [Tiles.Square(Half, (_, _) => 5)], mainland: "coast");

        Assert.That((map.HighestGround(Seas.Middle).Top, map.HighestGround(Seas.Middle).Source), Is.EqualTo((default(AltitudeAmsl?), TerrainSource.Mainland)));
    }

    [Test]
    public void Outside_the_coastline_a_grid_tells_the_ground_and_masts_count()
    {
        var step = 3 * Tiles.Second;
        var map = Seas.Map([], [], grids: [Tiles.Square(400, (_, _) => 45, step: step, accuracy: 16)]);

        // 0.25 degrees north; the coastline ends at 0.2.
        Assert.That(map.HighestGround(new(30.25, 122)).Name, Is.EqualTo("ground at sea"));
        Assert.That(map.HighestGround(new(30.25, 122)).Top!.Value.Metres, Is.EqualTo(45), "61 m with its accuracy, masts 60 m");
        Assert.That(map.HighestGround(new(30.5, 122)).Top, Is.Null);
    }

    [Test]
    public void On_an_approach_the_measured_ground_counts_and_a_pad_above_it_too()
    {
        TerrainMap With(double metres, double pad) => Seas.Map(
            [Seas.Square("home", 0, 0, 1000)],
            [Seas.Elevation("home", 300, summits: (-500, 0, 100))],
            [Seas.Site(500, 0, elevation: pad)],
            grids: [Tiles.Square(Half, (_, _) => metres)]);
        Ground At(double metres, double pad) => With(metres, pad).HighestGround(Seas.At(500, 0), Seas.At(700, 0), Length.FromMetres(100));

        Assert.That(At(70, 6).Top!.Value.Metres, Is.EqualTo(70));
        Assert.That((At(3, 40).Top!.Value.Metres, At(3, 40).Source), Is.EqualTo((40, TerrainSource.SiteSurroundings)));
    }

    [Test]
    public void No_point_of_a_corridor_is_higher_than_the_corridor_with_voids_and_hills_drawn()
    {
        var end = Gen.Select(Gen.Double[-1900, 1900], Gen.Double[-1900, 1900]);
        var maps = new Dictionary<int, TerrainMap>();
        Gen.Select(Gen.Int[0, 7], end, end, Gen.Double[1, 300], Gen.Double[0, 1], Gen.Double[0, 1], Gen.Double[0, Math.Tau]).Sample(
            (seed, from, to, half, along, off, turn) =>
            {
                var map = maps.TryGetValue(seed, out var known) ? known : maps[seed] = Hill(Hilly(seed));
                var corridor = map.HighestGround(Seas.At(from.Item1, from.Item2), Seas.At(to.Item1, to.Item2), Length.FromMetres(half));
                var east = from.Item1 + (along * (to.Item1 - from.Item1)) + (half * off * Math.Cos(turn));
                var north = from.Item2 + (along * (to.Item2 - from.Item2)) + (half * off * Math.Sin(turn));

                Assert.That(map.HighestGround(Seas.At(east, north)).Top!.Value.Metres, Is.LessThanOrEqualTo(corridor.Top!.Value.Metres + 1e-6));
            },
            iter: 1000,
            threads: 1);
    }

    [Test]
    public void A_void_more_never_lowers_ground()
    {
        var whole = Hilly(3, voids: 0);
        var (sure, unsure) = (Hill(whole), Hill(Hilly(3, voids: 12)));
        Gen.Select(Gen.Double[-1700, 1700], Gen.Double[-1700, 1700], Gen.Double[0, 200]).Sample(
            (east, north, half) =>
            {
                Ground Of(TerrainMap map) => map.HighestGround(Seas.At(east, north), Seas.At(east + 300, north), Length.FromMetres(half));
                Assert.That(Of(unsure).Top!.Value.Metres, Is.GreaterThanOrEqualTo(Of(sure).Top!.Value.Metres));
            },
            iter: 1000,
            threads: 1);
    }

    [Test]
    public void Grids_are_asked_for_when_the_ground_first_is()
    {
        var asked = 0;
        var terrain = new EmbeddedTerrain(new Coastline([Seas.Square("hill", 0, 0, 1000)]), [Seas.Elevation("hill", 200)], new HashSet<string>(), Seas.Policy, () =>
        {
            asked++;
            return new ElevationGrids([Tiles.Square(Half, (_, _) => 10)]);
        });

        Assert.That(asked, Is.Zero);
        var map = new TerrainMap(terrain, new List<SiteGround>(), Length.FromMetres(100));
        Assert.That(map.HighestGround(Seas.Middle).Top!.Value.Metres, Is.EqualTo(10));
        Assert.That(map.HighestGround(Seas.Middle).Top!.Value.Metres, Is.EqualTo(10));
        Assert.That(asked, Is.EqualTo(1));
    }

    private static TerrainMap Hill(ElevationGrid grid) => Seas.Map([Seas.Square("hill", 0, 0, 1000)], [Seas.Elevation("hill", 200)], grids: [grid]);

    /// <summary>Hills of up to 190 m, less than the 200 m that ship, with voids drawn anywhere.</summary>
    private static ElevationGrid Hilly(int seed, int voids = 4)
    {
        var random = new Random(seed);
        var holes = Enumerable.Range(0, voids).Select(_ => ((random.NextDouble() - 0.5) * 3400, (random.NextDouble() - 0.5) * 3400)).ToList();
        return Tiles.Square(Half, (east, north) => holes.Exists(hole => Math.Abs(hole.Item1 - east) < 20 && Math.Abs(hole.Item2 - north) < 20)
            ? double.NaN
            : Math.Max(Math.Abs(east), Math.Abs(north)) < 1000 ? 95 + (95 * Math.Sin(east / 210) * Math.Cos(north / 180)) : 0);
    }
}
