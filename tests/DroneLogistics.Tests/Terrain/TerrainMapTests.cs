using CsCheck;
using DroneLogistics.Geodesy;
using DroneLogistics.Provenance;
using DroneLogistics.Terrain;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Terrain;

public sealed class TerrainMapTests
{
    // A square of 2 km with 200 m of hill at the middle.
    private static readonly TerrainMap Lone = Seas.Map([Seas.Square("hill", 0, 0, 1000)], [Seas.Elevation("hill", 200)]);

    // 6 km square, 400 m at its middle, known to 500 m; a pad 500 m from the east shore.
    private static readonly TerrainMap Harbour = Seas.Map(
        [Seas.Square("home", 0, 0, 3000)],
        [Seas.Elevation("home", 400, summits: (0, 0, 500))],
        [Seas.Site(2500, 0)]);

    [TestCase(0, 0, 200, TerrainSource.IslandMaximum)]
    [TestCase(1299, 0, 200, TerrainSource.IslandMaximum)]
    [TestCase(0, -1299, 200, TerrainSource.IslandMaximum)]
    [TestCase(1301, 0, 60, TerrainSource.VesselMasts)]
    [TestCase(0, 5000, 60, TerrainSource.VesselMasts)]
    public void An_island_has_its_highest_elevation_up_to_300_m_off_its_shore_and_the_sea_has_masts(double east, double north, double metres, TerrainSource source)
    {
        var ground = Lone.HighestGround(Seas.At(east, north));

        Assert.That(ground.Top!.Value.Metres, Is.EqualTo(metres));
        Assert.That(ground.Source, Is.EqualTo(source));
    }

    [Test]
    public void At_a_corner_the_margin_is_round()
    {
        // The corner is 1000, 1000; 300 m along the diagonal are 212 m each way.
        Assert.That(Lone.HighestGround(Seas.At(1211, 1211)).Source, Is.EqualTo(TerrainSource.IslandMaximum));
        Assert.That(Lone.HighestGround(Seas.At(1213, 1213)).Source, Is.EqualTo(TerrainSource.VesselMasts));
    }

    [Test]
    public void In_a_channel_of_large_vessels_the_masts_are_higher_and_the_answer_names_it()
    {
        var ground = Lone.HighestGround(new LatLon(29.905, 122.05));

        Assert.That(ground.Top!.Value.Metres, Is.EqualTo(75));
        Assert.That(ground.Name, Is.EqualTo("deep channel"));
        Assert.That(Lone.HighestGround(new LatLon(29.8995, 122.05)).Top!.Value.Metres, Is.EqualTo(60));
    }

    // Half sides: 270 m are 0.2916 km2, 280 m 0.3136 km2, 499 m 0.996 km2, 501 m 1.004 km2.
    [TestCase(270, 80)]
    [TestCase(280, 150)]
    [TestCase(499, 150)]
    [TestCase(501, 240)]
    public void An_islet_without_a_name_gets_its_height_by_area_and_is_told_as_assumed(double half, double metres)
    {
        var ground = Seas.Map([Seas.Square("x", 0, 0, half, named: false)], []).HighestGround(Seas.Middle);

        Assert.That(ground.Top!.Value.Metres, Is.EqualTo(metres));
        Assert.That(ground.IsAssumed, Is.True);
        Assert.That(ground.Name, Is.EqualTo("unnamed islet x"));
    }

    [Test]
    public void Over_the_mainland_and_outside_the_coastline_there_is_no_height_and_no_clearance_passes()
    {
        var map = Seas.Map([Seas.Square("coast", 0, 0, 1000)], [], mainland: "coast");
        foreach (var ground in (Ground[])[map.HighestGround(Seas.Middle), map.HighestGround(new LatLon(30.3, 122)), map.HighestGround(Seas.At(-5000, 0), Seas.At(5000, 0), Length.FromMetres(10))])
        {
            var margin = AltitudeAmsl.FromMetres(9000) - ground.Top;

            Assert.That(ground.Top, Is.Null);
            Assert.That(margin >= Length.Zero, Is.False);
            Assert.That(ground.HeightOf(AltitudeAmsl.FromMetres(9000)), Is.Null);
        }
    }

    [Test]
    public void A_corridor_that_touches_an_island_with_its_edge_only_has_its_height()
    {
        // Centreline 1500 m north of the middle, margin up to 1300: half a width of 201 m touches, 199 m does not.
        Ground Beside(double half) => Lone.HighestGround(Seas.At(-4000, 1500), Seas.At(4000, 1500), Length.FromMetres(half));

        Assert.That(Beside(201).Top!.Value.Metres, Is.EqualTo(200));
        Assert.That(Beside(199).Top!.Value.Metres, Is.EqualTo(60));
    }

    [Test]
    public void In_a_strait_the_contingency_volume_keeps_off_the_shore_instead_of_the_margin()
    {
        // 500 m of water between two squares: with 300 m of margin from each no way is left.
        var map = Seas.Map([Seas.Square("w", -1250, 0, 1000), Seas.Square("e", 1250, 0, 1000)], [Seas.Elevation("w", 200), Seas.Elevation("e", 300)], contingency: 100);

        Assert.That(map.HighestGround(Seas.At(0, 0)).Source, Is.EqualTo(TerrainSource.VesselMasts));
        Assert.That(map.HighestGround(Seas.At(145, 0)).Top!.Value.Metres, Is.EqualTo(60));
        Assert.That(map.HighestGround(Seas.At(155, 0)).Top!.Value.Metres, Is.EqualTo(300));
        Assert.That(map.HighestGround(Seas.At(-155, 0)).Top!.Value.Metres, Is.EqualTo(200));

        // The way through, from open sea to open sea, with a corridor of 240 m to each side; with 260 m it touches both shores.
        Ground Through(double half) => map.HighestGround(Seas.At(0, -4000), Seas.At(0, 4000), Length.FromMetres(half));
        Assert.That(Through(240).Source, Is.EqualTo(TerrainSource.VesselMasts));
        Assert.That(Through(260).Top!.Value.Metres, Is.EqualTo(300));

        // Off the strait the margin is whole.
        Assert.That(map.HighestGround(Seas.At(2500, 0)).Top!.Value.Metres, Is.EqualTo(300));
    }

    [TestCase(2500, 0, 6, TerrainSource.SiteSurroundings)]
    [TestCase(2500, 149, 6, TerrainSource.SiteSurroundings)]
    [TestCase(2500, 151, 200, TerrainSource.IslandShape)]
    [TestCase(2900, 99, 6, TerrainSource.SiteSurroundings)]
    [TestCase(2900, 101, 200, TerrainSource.IslandShape)]
    [TestCase(3200, 99, 60, TerrainSource.VesselMasts)]
    [TestCase(3200, 101, 200, TerrainSource.IslandShape)]
    [TestCase(0, 0, 400, TerrainSource.IslandShape)]
    [TestCase(-500, 0, 400, TerrainSource.IslandShape)]
    [TestCase(-1000, 0, 300, TerrainSource.IslandShape)]
    [TestCase(-1600, 0, 200, TerrainSource.IslandShape)]
    [TestCase(-3299, 0, 200, TerrainSource.IslandShape)]
    public void An_island_with_a_site_is_a_cone_over_half_its_height_with_a_disc_and_an_approach_at_pad_elevation(double east, double north, double metres, TerrainSource source)
    {
        // Cone: 400 m within 500 m of the summit, then down by one in five: 300 m at 1000 m, below the inland 200 m from 1500 m on.
        // The approach leads east, 100 m to each side (and half a metre for its chords).
        var ground = Harbour.HighestGround(Seas.At(east, north));

        Assert.That(ground.Top!.Value.Metres, Is.EqualTo(metres).Within(0.01));
        Assert.That(ground.Source, Is.EqualTo(source));
        Assert.That(ground.IsAssumed, Is.True);
    }

    [Test]
    public void The_approach_ends_where_a_corridor_is_out_of_reach_of_all_land_and_flying_along_it_meets_no_hill()
    {
        var approach = Harbour.Approaches.Single();

        // 500 m to the shore, 300 m of margin, 100 m of half a corridor.
        Assert.That(approach.SeaEnd.DistanceTo(Seas.At(3400, 0)).Metres, Is.LessThan(2));
        var along = Harbour.HighestGround(approach.Site.Position, approach.SeaEnd, approach.HalfWidth);
        Assert.That(along.Top!.Value.Metres, Is.EqualTo(60), "masts");

        // On land the corridor sees the pad.
        var ashore = Harbour.HighestGround(approach.Site.Position, Seas.At(2700, 0), approach.HalfWidth);
        Assert.That(ashore.Top!.Value.Metres, Is.EqualTo(6));
        Assert.That(ashore.PositionAccuracy!.Value.Metres, Is.EqualTo(1000));
        Assert.That(Harbour.HighestGround(approach.Site.Position, Seas.At(2700, 0), Length.FromMetres(160)).Top!.Value.Metres, Is.EqualTo(200).Within(0.01));
    }

    [Test]
    public void A_corridor_over_a_cone_has_the_height_at_its_edge_nearest_to_the_summit()
    {
        // Centreline 1300 m south of the summit, half a width of 100 m: 1200 m, less the 500 m of accuracy, at one in five.
        var ground = Harbour.HighestGround(Seas.At(-1500, -1300), Seas.At(1500, -1300), Length.FromMetres(100));

        // Arcs and edges are drawn up to 0.27 % of the half width outside: 0.27 m nearer, 0.055 m higher.
        Assert.That(ground.Top!.Value.Metres, Is.EqualTo(260).Within(0.055));
    }

    [Test]
    public void A_site_with_a_worse_accuracy_never_has_lower_ground_anywhere()
    {
        var place = Gen.Select(Gen.Double[-4500, 4500], Gen.Double[-4500, 4500], (east, north) => Seas.At(east, north));
        var maps = new Dictionary<double, TerrainMap>();
        TerrainMap With(double accuracy) => maps.TryGetValue(accuracy, out var map) ? map : maps[accuracy] = Seas.Map(
            [Seas.Square("home", 0, 0, 3000)],
            [Seas.Elevation("home", 400, summits: (0, 0, 500))],
            [Seas.Site(2500, 0, accuracy: accuracy)]);

        double[] accuracies = [0, 10, 500];
        double[] additions = [0, 2000, 6000, 15_000];
        Gen.Select(place, Gen.Int[0, 2].Select(i => accuracies[i]), Gen.Int[0, 3].Select(i => additions[i])).Sample(
            (point, better, more) =>
            {
                var (sure, unsure) = (With(better).HighestGround(point), With(better + more).HighestGround(point));
                Assert.That(unsure.Top!.Value.Metres, Is.GreaterThanOrEqualTo(sure.Top!.Value.Metres));
                if (unsure.Source == TerrainSource.SiteSurroundings)
                {
                    Assert.That(unsure.PositionAccuracy!.Value.Metres, Is.EqualTo(better + more));
                }
            },
            iter: 2000,
            threads: 1);
    }

    [Test]
    public void A_summit_that_is_less_surely_placed_never_lowers_ground()
    {
        var point = Gen.Select(Gen.Double[-4500, 4500], Gen.Double[-4500, 4500], (east, north) => Seas.At(east, north));
        TerrainMap With(double accuracy) => Seas.Map([Seas.Square("home", 0, 0, 3000)], [Seas.Elevation("home", 400, summits: (0, 0, accuracy))], [Seas.Site(2500, 0)]);
        var (sure, unsure) = (With(200), With(900));

        point.Sample(place => Assert.That(unsure.HighestGround(place).Top!.Value, Is.GreaterThanOrEqualTo(sure.HighestGround(place).Top!.Value)), iter: 1000, threads: 1);
    }

    [Test]
    public void No_point_of_a_corridor_is_higher_than_the_corridor()
    {
        var end = Gen.Select(Gen.Double[-6000, 6000], Gen.Double[-6000, 6000]);
        Gen.Select(end, end, Gen.Double[1, 600], Gen.Double[0, 1], Gen.Double[0, 1], Gen.Double[0, 2 * Math.PI]).Sample(
            (from, to, half, along, off, turn) =>
            {
                var corridor = Harbour.HighestGround(Seas.At(from.Item1, from.Item2), Seas.At(to.Item1, to.Item2), Length.FromMetres(half));
                var east = from.Item1 + (along * (to.Item1 - from.Item1)) + (half * off * Math.Cos(turn));
                var north = from.Item2 + (along * (to.Item2 - from.Item2)) + (half * off * Math.Sin(turn));

                // The straits' margin gives way to the corridor; here is none.
                Assert.That(Harbour.HighestGround(Seas.At(east, north)).Top!.Value.Metres, Is.LessThanOrEqualTo(corridor.Top!.Value.Metres + 1e-6));
            },
            iter: 1000,
            threads: 1);
    }

    [Test]
    public void An_elevation_of_an_island_that_the_coastline_does_not_have_is_refused() =>
        Assert.That(() => Seas.Map([], [Seas.Elevation("nowhere", 10)]), Throws.ArgumentException.With.Message.Contains("nowhere"));

    [TestCase(-1)]
    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    public void Half_a_width_that_is_no_width_is_refused(double metres)
    {
        Assert.That(() => Lone.HighestGround(Seas.Middle, Seas.At(1, 1), Length.FromMetres(metres)), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Seas.Map([], [], contingency: metres), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void What_is_not_known_is_higher_than_all()
    {
        var known = new Ground(AltitudeAmsl.FromMetres(500), TerrainSource.IslandMaximum, "a", SourceStatus.Published, Length.Zero);
        var unknown = new Ground(null, TerrainSource.Unknown, "b", SourceStatus.Unknown, Length.Zero);

        Assert.That(Ground.Higher(known, unknown), Is.SameAs(unknown));
        Assert.That(Ground.Higher(unknown, known), Is.SameAs(unknown));
        Assert.That(Ground.Higher(known, known with { VerticalAccuracy = Length.FromMetres(1) }).VerticalAccuracy.Metres, Is.EqualTo(1));
    }
}
