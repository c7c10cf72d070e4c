using CsCheck;
using DroneLogistics.Geodesy;
using DroneLogistics.Terrain;
using NetTopologySuite.Geometries;
using NUnit.Framework;

namespace DroneLogistics.Tests.Terrain;

public sealed class CoastlineTests
{
    private static readonly Coastline Shipped = ShippedData.World.Coastline;

    private static readonly Gen<LatLon> Region = Gen.Select(Gen.Double[29.4, 31.1], Gen.Double[121.2, 123.4], (latitude, longitude) => new LatLon(latitude, longitude));

    [Test]
    public void The_middle_of_Zhoushan_Island_lies_on_it_and_a_point_off_Miaozihu_lies_at_sea()
    {
        var coast = ShippedData.World.Coastline;
        var inland = coast.Nearest(new LatLon(30.06479, 122.1147))!.Value;

        Assert.That(inland.Island.NameEnglish, Does.Contain("Zhoushan"));
        Assert.That(inland.ShoreDistance.Metres, Is.LessThan(-500));
        Assert.That(coast.Nearest(new LatLon(30.12, 122.50))!.Value.ShoreDistance.Metres, Is.InRange(1000, 15_000));
    }

    [Test]
    public void The_nearest_land_is_the_one_that_a_search_of_every_shore_finds() =>
        Region.Sample(
            point =>
            {
                var (island, distance) = Shipped.Nearest(point)!.Value;
                var ways = Shipped.Islands.Select(candidate => (Island: candidate, Metres: MetresToShore(candidate, point))).ToList();
                var on = ways.Where(way => Contains(way.Island, point)).ToList();
                var nearest = on.Count > 0 ? on[0] : ways.MinBy(way => way.Metres);

                // Both search on a plane. The program has one scale for both axes, 0.7 % apart, so its foot of the perpendicular is off by
                // that and its distance by the square; the plane here is off by up to d / R, 0.7 % too, at the 90 km of the open sea.
                var tolerance = 0.05 + (nearest.Metres * (2e-4 + (nearest.Metres / 6.4e6)));
                Assert.That(Math.Abs(distance.Metres), Is.EqualTo(nearest.Metres).Within(tolerance));
                Assert.That(distance.Metres < 0, Is.EqualTo(on.Count > 0));
                Assert.That(MetresToShore(island, point), Is.EqualTo(nearest.Metres).Within(tolerance));
            },
            iter: 100);

    [TestCase(30.0, 122.0, "west", -965.0)]
    [TestCase(30.0, 122.005, "west", -482.0)]
    [TestCase(30.0, 122.02, "west", 965.0)]
    [TestCase(30.0, 122.045, "east", 2412.0)]
    [TestCase(30.03, 122.0, "west", 2217.0)]
    public void Distance_to_the_shore_is_positive_off_it_and_negative_on_land(double latitude, double longitude, string island, double metres)
    {
        // At 30 degrees 0.01 degrees of longitude are 964.9 m, of latitude 1108.5 m; the squares reach 0.01 degrees to each side.
        var (land, distance) = Worlds.TwoIslands.Coastline.Nearest(new LatLon(latitude, longitude))!.Value;

        Assert.That(land.Id, Is.EqualTo(island));
        Assert.That(distance.Metres, Is.EqualTo(metres).Within(1));
    }

    [Test]
    public void Without_any_land_there_is_no_nearest()
    {
        Assert.That(new Coastline([]).Nearest(new LatLon(30, 122)), Is.Null);
    }

    [Test]
    public void A_point_on_the_shore_is_no_distance_from_it()
    {
        Assert.That(Worlds.TwoIslands.Coastline.Nearest(new LatLon(30, 122.01))!.Value.ShoreDistance.Metres, Is.Zero.Within(1e-6));
    }

    [Test]
    public void Every_shipped_shore_is_closed_and_named_once()
    {
        Assert.That(Shipped.Islands.Select(island => island.Id), Is.Unique);
        Assert.That(Shipped.Islands.Select(island => island.Outline.ExteriorRing.IsClosed), Is.All.True);
        Assert.That(Shipped.Islands.Select(island => island.Outline.NumInteriorRings), Is.All.Zero);
        Assert.That(Shipped.Islands, Has.Count.EqualTo(683));
    }

    /// <summary>The least distance to any piece of the shore, on a plane that touches the ellipsoid at the point.</summary>
    private static double MetresToShore(Island island, LatLon point)
    {
        // Metres a degree on WGS 84 at this latitude, from its radii of curvature.
        var sine = Math.Sin(double.DegreesToRadians(point.LatitudeDegrees));
        var e2 = Geodesic.Flattening * (2 - Geodesic.Flattening);
        var root = Math.Sqrt(1 - (e2 * sine * sine));
        var north = double.DegreesToRadians(Geodesic.SemiMajorAxisMetres * (1 - e2) / (root * root * root));
        var east = double.DegreesToRadians(Geodesic.SemiMajorAxisMetres / root * Math.Cos(double.DegreesToRadians(point.LatitudeDegrees)));
        var ring = island.Outline.ExteriorRing.Coordinates;
        var best = double.PositiveInfinity;
        for (var i = 1; i < ring.Length; i++)
        {
            var foot = Foot(ring[i - 1], ring[i], point, east, north);
            var way = double.Hypot((foot.X - point.LongitudeDegrees) * east, (foot.Y - point.LatitudeDegrees) * north);
            best = Math.Min(best, way);
        }

        return best;
    }

    private static Coordinate Foot(Coordinate a, Coordinate b, LatLon point, double east, double north)
    {
        var (dx, dy) = ((b.X - a.X) * east, (b.Y - a.Y) * north);
        var (px, py) = ((point.LongitudeDegrees - a.X) * east, (point.LatitudeDegrees - a.Y) * north);
        var length = (dx * dx) + (dy * dy);
        var share = length > 0 ? Math.Clamp(((px * dx) + (py * dy)) / length, 0, 1) : 0;
        return new Coordinate(a.X + (share * (b.X - a.X)), a.Y + (share * (b.Y - a.Y)));
    }

    /// <summary>Even-odd rule: how often a ray to the east crosses the shore.</summary>
    private static bool Contains(Island island, LatLon point)
    {
        var ring = island.Outline.ExteriorRing.Coordinates;
        var inside = false;
        for (var i = 1; i < ring.Length; i++)
        {
            var (a, b) = (ring[i - 1], ring[i]);
            var crosses = (a.Y > point.LatitudeDegrees) != (b.Y > point.LatitudeDegrees);
            inside ^= crosses && point.LongitudeDegrees < a.X + ((point.LatitudeDegrees - a.Y) / (b.Y - a.Y) * (b.X - a.X));
        }

        return inside;
    }
}
