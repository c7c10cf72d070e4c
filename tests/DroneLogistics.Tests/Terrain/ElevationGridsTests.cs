using CsCheck;
using DroneLogistics.Geodesy;
using DroneLogistics.Provenance;
using DroneLogistics.Terrain;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Terrain;

/// <summary>What grids answer, judged by plain loops over their posts.</summary>
public sealed class ElevationGridsTests
{
    // 41 posts: 1.2 km by 1.1 km.
    private const int Half = 20;

    private static readonly Gen<LatLon> Place = Gen.Select(Gen.Double[-650, 650], Gen.Double[-700, 700], (east, north) => Seas.At(east, north));

    [Test]
    public void No_sample_of_a_corridor_is_higher_than_the_answer_and_a_void_or_an_edge_below_one_is_told()
    {
        var (whole, broken) = (0, 0);
        Gen.Select(Gen.Int[0, 1_000_000], Place, Place, Gen.Double[0, 150]).Sample(
            (seed, from, to, half) =>
            {
                var grid = Drawn(new Random(seed), voids: seed % 4);
                var answer = new ElevationGrids([grid]).Highest(from, to, Length.FromMetres(half));
                var (top, isWhole) = Sampled(grid, from, to, half, new Random(seed + 1));

                Assert.That(answer.Top?.Metres ?? double.NegativeInfinity, Is.GreaterThanOrEqualTo(top));
                Assert.That(answer.IsWhole && !isWhole, Is.False, "a void was taken for known");
                whole += answer.IsWhole ? 1 : 0;
                broken += answer.IsWhole ? 0 : 1;
            },
            iter: 500,
            threads: 1);
        Assert.That((whole, broken), Is.GreaterThan((20, 20)));
    }

    [Test]
    public void A_corridor_counts_no_cell_that_lies_a_diagonal_beyond_it()
    {
        // 40.9 m is the diagonal; its half is added to the circle, and half of it lies from the middle of a cell to its corners.
        Gen.Select(Gen.Int[0, 1_000_000], Place, Place, Gen.Double[0, 150]).Sample(
            (seed, from, to, half) =>
            {
                var grid = Drawn(new Random(seed), voids: 0);
                var answer = new ElevationGrids([grid]).Highest(from, to, Length.FromMetres(half));
                var most = double.NegativeInfinity;
                for (var row = 0; row < grid.Frame.Rows; row++)
                {
                    for (var column = 0; column < grid.Frame.Columns; column++)
                    {
                        var post = new LatLon(grid.Frame.NorthDegrees - (row * Tiles.Second), grid.Frame.WestDegrees + (column * Tiles.Second));
                        most = DistanceTo(post, from, to) <= (half * 1.005) + 40.9 + 3 ? Math.Max(most, grid.At(row, column)!.Value.Metres) : most;
                    }
                }

                Assert.That(answer.Top?.Metres ?? double.NegativeInfinity, Is.LessThanOrEqualTo(most));
            },
            iter: 300,
            threads: 1);
    }

    [Test]
    public void Two_tiles_that_share_their_edge_posts_answer_as_one()
    {
        Func<double, double, double> hills = (east, north) => 100 + (40 * Math.Sin(east / 170)) + (30 * Math.Cos(north / 130));
        var one = new ElevationGrids([Tiles.Square(2 * Half, hills)]);
        var two = new ElevationGrids([Tiles.Square(2 * Half, hills, "west", eastPosts: -2 * Half), Tiles.Square(2 * Half, hills, "east", eastPosts: 2 * Half)]);
        Gen.Select(Place, Place, Gen.Double[0, 150]).Sample(
            (from, to, half) =>
            {
                var (single, pair) = (one.Highest(from, to, Length.FromMetres(half)), two.Highest(from, to, Length.FromMetres(half)));

                Assert.That(single.IsWhole, Is.True);
                Assert.That(pair.IsWhole, Is.True);
                Assert.That(pair.Top!.Value.Metres, Is.EqualTo(single.Top!.Value.Metres).Within(0.01), "float heights at places that differ by rounding");
            },
            iter: 500,
            threads: 1);

        // Through the middle both tell.
        Assert.That(two.Highest(Seas.At(-200, 0), Seas.At(200, 0), Length.FromMetres(50)).Names, Is.EqualTo(new[] { "east", "west" }));
    }

    [Test]
    public void A_void_is_not_known_and_no_height_stands_for_it()
    {
        var grids = new ElevationGrids([Tiles.Square(Half, (_, _) => double.NaN)]);
        var answer = grids.Highest(Seas.Middle, Seas.Middle, Length.FromMetres(100));

        Assert.That(answer.Top, Is.Null);
        Assert.That(answer.IsWhole, Is.False);
        Assert.That(answer.As("isle"), Is.Null);
    }

    [Test]
    public void Where_the_finest_grid_has_a_void_the_next_one_counts_and_elsewhere_it_does_not()
    {
        var fine = Tiles.Square(3 * Half, Tiles.FlatBut(50, 0, 0), "fine");
        var coarse = Tiles.Square(Half, (_, _) => 70, "coarse", step: 3 * Tiles.Second);
        var grids = new ElevationGrids([coarse, fine]);

        Assert.That(grids.All.Select(grid => grid.Name), Is.EqualTo(new[] { "fine", "coarse" }));
        var beside = grids.Highest(Seas.At(300, 0), Seas.At(300, 0), Length.FromMetres(50));
        Assert.That((beside.Top!.Value.Metres, beside.IsWhole, string.Join(' ', beside.Names)), Is.EqualTo((50, true, "fine")));
        var over = grids.Highest(Seas.Middle, Seas.Middle, Length.FromMetres(10));
        Assert.That((over.Top!.Value.Metres, over.IsWhole, string.Join(' ', over.Names)), Is.EqualTo((70, true, "fine coarse")));
        Assert.That(new ElevationGrids([fine]).Highest(Seas.Middle, Seas.Middle, Length.FromMetres(10)).IsWhole, Is.False);
    }

    [TestCase(-9999)]
    [TestCase(-501)]
    [TestCase(9001)]
    [TestCase(-3.4e38)]
    [TestCase(double.PositiveInfinity)]
    public void A_height_that_no_ground_of_the_earth_has_is_a_void(double metres)
    {
        var grids = new ElevationGrids([Tiles.Square(Half, (east, north) => Math.Abs(east) + Math.Abs(north) < 1 ? metres : 10)]);
        var answer = grids.Highest(Seas.Middle, Seas.Middle, Length.FromMetres(10));

        Assert.That((answer.Top!.Value.Metres, answer.IsWhole), Is.EqualTo((10, false)));
    }

    [Test]
    public void What_the_place_of_a_post_may_be_wrong_by_counts_as_width()
    {
        ElevationGrids With(double place)
        {
            var flat = Tiles.Square(Half, (east, _) => east > 300 ? 90 : 10);
            var heights = Enumerable.Range(0, flat.Frame.Rows * flat.Frame.Columns).Select(i => (float)flat.At(i / flat.Frame.Columns, i % flat.Frame.Columns)!.Value.Metres).ToArray();
            return new ElevationGrids([new ElevationGrid("tile", flat.Frame, heights, new GridQuality(Length.Zero, Length.FromMetres(place), SourceStatus.Published))]);
        }

        // The wall is 322 m east; a corridor of 200 m about a line 50 m east ends at 250, its circles one half diagonal (20 m) further.
        MeasuredGround At(double place) => With(place).Highest(Seas.At(50, -200), Seas.At(50, 200), Length.FromMetres(200));
        Assert.That(At(0).Top!.Value.Metres, Is.EqualTo(10));
        Assert.That(At(70).Top!.Value.Metres, Is.EqualTo(90));
    }

    [Test]
    public void A_frame_of_steps_or_edges_out_of_bounds_is_refused()
    {
        var quality = new GridQuality(Length.Zero, Length.Zero, SourceStatus.Published);
        foreach (var frame in (GridFrame[])
        [
            new(Seas.Middle, 0, Tiles.Second, 3, 3),
            new(Seas.Middle, double.NaN, Tiles.Second, 3, 3),
            new(Seas.Middle, Tiles.Second, 0.1, 3, 3),
            new(new LatLon(-89.9, 122), Tiles.Second, Tiles.Second, 1000, 3),
            new(new LatLon(30, 179.9), Tiles.Second, Tiles.Second, 3, 1000),
            new(Seas.Middle, Tiles.Second, Tiles.Second, 1, 9),
        ])
        {
            Assert.That(() => new ElevationGrid("tile", frame, new short[frame.Rows * frame.Columns], quality), Throws.ArgumentException, $"{frame}");
        }

        Assert.That(() => new ElevationGrid("tile", new GridFrame(Seas.Middle, Tiles.Second, Tiles.Second, 3, 4), new float[9], quality), Throws.ArgumentException);
    }

    private static ElevationGrid Drawn(Random random, int voids)
    {
        var holes = Enumerable.Range(0, voids).Select(_ => ((random.NextDouble() - 0.5) * 1000, (random.NextDouble() - 0.5) * 1000)).ToList();
        return Tiles.Square(Half, (east, north) => holes.Exists(hole => Math.Abs(hole.Item1 - east) < 20 && Math.Abs(hole.Item2 - north) < 20) ? double.NaN : 500 * random.NextDouble());
    }

    /// <summary>The highest corner round any of 3,000 samples within half a width of a line, and whether all corners are known.</summary>
    private static (double Top, bool IsWhole) Sampled(ElevationGrid grid, LatLon from, LatLon to, double half, Random random)
    {
        var frame = new LocalFrame(Seas.Middle);
        var (a, b) = (frame.ToPlane(from), frame.ToPlane(to));
        var (top, isWhole) = (double.NegativeInfinity, true);
        for (var i = 0; i < 3000; i++)
        {
            var (along, off, turn) = (random.NextDouble(), half * Math.Sqrt(random.NextDouble()), Math.Tau * random.NextDouble());
            var point = Seas.At(
                a.EastMetres + (along * (b.EastMetres - a.EastMetres)) + (off * Math.Cos(turn)),
                a.NorthMetres + (along * (b.NorthMetres - a.NorthMetres)) + (off * Math.Sin(turn)));
            var row = (int)Math.Floor((grid.Frame.FirstPost.LatitudeDegrees - point.LatitudeDegrees) * 3600);
            var column = (int)Math.Floor((point.LongitudeDegrees - grid.Frame.FirstPost.LongitudeDegrees) * 3600);
            if (row < 0 || column < 0 || row > grid.Frame.Rows - 2 || column > grid.Frame.Columns - 2)
            {
                isWhole = false;
                continue;
            }

            foreach (var height in (AltitudeAmsl?[])[grid.At(row, column), grid.At(row + 1, column), grid.At(row, column + 1), grid.At(row + 1, column + 1)])
            {
                isWhole &= height is not null;
                top = Math.Max(top, height?.Metres ?? double.NegativeInfinity);
            }
        }

        return (top, isWhole);
    }

    private static double DistanceTo(LatLon point, LatLon from, LatLon to)
    {
        var frame = new LocalFrame(point);
        var (a, b) = (frame.ToPlane(from), frame.ToPlane(to));
        var (ex, ey) = (b.EastMetres - a.EastMetres, b.NorthMetres - a.NorthMetres);
        var square = (ex * ex) + (ey * ey);
        var share = square == 0 ? 0 : Math.Clamp(-((a.EastMetres * ex) + (a.NorthMetres * ey)) / square, 0, 1);
        return new PlanePoint(a.EastMetres + (share * ex), a.NorthMetres + (share * ey)).DistanceMetres(default);
    }
}
