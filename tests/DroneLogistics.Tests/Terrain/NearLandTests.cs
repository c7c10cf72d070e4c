using DroneLogistics.Geodesy;
using DroneLogistics.Terrain;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Terrain;

/// <summary>How much of a path has land within a distance, beside islands that are squares of the plane.</summary>
public sealed class NearLandTests
{
    private static readonly TerrainMap Map = new(
        new EmbeddedTerrain(new Coastline([Seas.Square("a", 0, 0, 1000), Seas.Square("b", 6000, 2000, 500)]), [], new HashSet<string>(), Seas.Policy),
        (IReadOnlyList<Approach>)[],
        Length.FromMetres(100));

    [Test]
    public void A_path_past_a_square_is_near_it_for_its_side_and_a_corner_at_each_end()
    {
        // 300 m north of the side of 2 km, within 500 m: the corners are in reach for another sqrt(500² - 300²) = 400 m each.
        var near = Map.NearLand([Seas.At(-5000, 1300), Seas.At(4000, 1300)], Length.FromMetres(500));
        Assert.That(near.Metres, Is.EqualTo(2800).Within(10));
    }

    [Test]
    public void Land_below_counts_and_water_beyond_the_distance_does_not()
    {
        Assert.That(Map.NearLand([Seas.At(-3000, 0), Seas.At(3000, 0)], Length.Zero).Metres, Is.EqualTo(2000).Within(10));
        Assert.That(Map.NearLand([Seas.At(-5000, 4000), Seas.At(4000, 4000)], Length.FromMetres(500)).Metres, Is.Zero);
    }

    [Test]
    public void It_agrees_with_samples_of_the_distance_to_the_squares_on_drawn_paths()
    {
        for (var number = 0; number < 100; number++)
        {
            var random = new Random(number);
            double Draw() => (random.NextDouble() - 0.5) * 16_000;
            var (ax, ay, bx, by, within) = (Draw(), Draw(), Draw(), Draw(), 1500 * random.NextDouble());
            const int Samples = 20_000;
            var inside = Enumerable.Range(0, Samples).Count(i =>
            {
                var share = (i + 0.5) / Samples;
                var (x, y) = (ax + (share * (bx - ax)), ay + (share * (by - ay)));
                return Math.Min(ToSquare(x, y, 0, 0, 1000), ToSquare(x, y, 6000, 2000, 500)) <= within;
            });
            var length = Math.Sqrt(((bx - ax) * (bx - ax)) + ((by - ay) * (by - ay)));
            Assert.That(Map.NearLand([Seas.At(ax, ay), Seas.At(bx, by)], Length.FromMetres(within)).Metres, Is.EqualTo(length * inside / Samples).Within(25), $"path {number}");
        }
    }

    [Test]
    public void Where_nothing_is_known_there_is_land()
    {
        var (from, to) = (new LatLon(30.15, 122), new LatLon(30.25, 122));
        var near = Map.NearLand([from, to], Length.FromMetres(500));
        Assert.That(near.Metres, Is.GreaterThanOrEqualTo(new LatLon(30.2, 122).DistanceTo(to).Metres).And.LessThanOrEqualTo(from.DistanceTo(to).Metres + 1));
    }

    private static double ToSquare(double x, double y, double east, double north, double half)
    {
        var (dx, dy) = (Math.Max(0, Math.Abs(x - east) - half), Math.Max(0, Math.Abs(y - north) - half));
        return Math.Sqrt((dx * dx) + (dy * dy));
    }
}
