using CsCheck;
using DroneLogistics.Geodesy;
using DroneLogistics.Routing;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Routing;

public sealed class FlightPathTests
{
    private static readonly Gen<LatLon> Points = Gen.Select(Gen.Double[29.5, 31], Gen.Double[121.5, 123], (latitude, longitude) => new LatLon(latitude, longitude));

    [Test]
    public void The_path_is_as_long_as_its_segments_together() =>
        Points.Array[2, 6].Sample(points =>
        {
            if (points.Distinct().Count() < 2)
            {
                return;
            }

            var path = new FlightPath(points);
            var sum = points.Zip(points.Skip(1), (a, b) => a.DistanceTo(b).Metres).Sum();

            // Six numbers below 2e5 m added in the same order.
            Assert.That(path.Distance.Metres, Is.EqualTo(sum).Within(1e-9));
            Assert.That(path.Origin, Is.EqualTo(points[0]));
            Assert.That(path.Destination, Is.EqualTo(points[^1]));
        });

    [Test]
    public void The_track_of_the_way_back_is_exactly_opposite() =>
        Gen.Select(Points, Points).Sample((a, b) =>
        {
            if (a == b)
            {
                return;
            }

            var there = new FlightPath([a, b]).Segments[0].Track;
            var back = new FlightPath([b, a]).Segments[0].Track;
            var turn = Math.Abs(Bearing.FromDegrees(back.Degrees - there.Degrees).Degrees - 180);

            // The direction at the middle from either end: two direct problems of a few kilometres, some 1e-10 degrees apart.
            Assert.That(turn, Is.LessThan(1e-7));
        });

    [Test]
    public void A_point_along_the_path_lies_as_far_from_the_origin_as_asked() =>
        Gen.Select(Points, Points, Gen.Double[0, 1]).Sample((a, b, share) =>
        {
            if (a.DistanceTo(b).Metres < 1)
            {
                return;
            }

            var path = new FlightPath([a, b]);
            var point = path.PointAt(path.Distance * share);
            Assert.That(a.DistanceTo(point).Metres, Is.EqualTo(path.Distance.Metres * share).Within(1e-6));
        });

    [Test]
    public void Beyond_its_ends_the_path_gives_its_ends()
    {
        var path = new FlightPath([Worlds.West.Position, Worlds.North.Position, Worlds.East.Position]);

        Assert.That(path.PointAt(Length.FromMetres(-5)), Is.EqualTo(Worlds.West.Position));
        Assert.That(path.PointAt(Length.Zero), Is.EqualTo(Worlds.West.Position));
        Assert.That(path.PointAt(path.Distance + Length.FromMetres(5)), Is.EqualTo(Worlds.East.Position));
        Assert.That(path.PointAt(path.Segments[0].Distance), Is.EqualTo(Worlds.North.Position));
    }

    [Test]
    public void A_point_that_repeats_the_one_before_is_left_out_and_one_point_alone_is_no_path()
    {
        var (west, east) = (Worlds.West.Position, Worlds.East.Position);

        Assert.That(new FlightPath([west, west, east, east]).Segments, Has.Count.EqualTo(1));
        Assert.That(() => new FlightPath([west, west]), Throws.ArgumentException);
        Assert.That(() => new FlightPath([west]), Throws.ArgumentException);
        Assert.That(() => new FlightPath([]), Throws.ArgumentException);
    }
}
