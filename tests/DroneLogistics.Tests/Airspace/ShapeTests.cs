using CsCheck;
using DroneLogistics.Airspace;
using DroneLogistics.Geodesy;
using DroneLogistics.Units;
using NUnit.Framework;
using static DroneLogistics.Tests.Airspace.Zones;

namespace DroneLogistics.Tests.Airspace;

public sealed class ShapeTests
{
    private static readonly LatLon[] Outer = Square(30, 122, 0.1);
    private static readonly LatLon[] Hole = Reversed(Square(30.04, 122.04, 0.02));

    [Test]
    public void A_circle_holds_what_lies_within_its_radius_along_the_ground_and_no_more() =>
        // A point set out to the radius itself lies within or without by the nanometres of two geodesics.
        Gen.Select(Gen.Double[0.0, 360.0], Gen.Double[0.0, 2000.0].Where(distance => Math.Abs(distance - 1000) > 1e-6)).Sample((azimuth, distance) =>
        {
            var circle = new ZoneCircle(Here, Length.FromMetres(1000));
            var point = Here.Towards(Bearing.FromDegrees(azimuth), Length.FromMetres(distance));
            Assert.That(circle.Contains(point), Is.EqualTo(distance <= 1000));
            Assert.That(!circle.Contains(point) || circle.Bounds.Contains(point.LatitudeDegrees, point.LongitudeDegrees), Is.True);
        }, iter: 2000);

    [Test]
    public void The_border_of_a_polygon_and_of_its_hole_belongs_to_it_and_the_inside_of_the_hole_does_not()
    {
        var polygon = new ZonePolygon(Outer, [Hole]);

        Assert.That(polygon.Contains(new LatLon(30.02, 122.02)), Is.True);
        Assert.That(polygon.Contains(new LatLon(30, 122.05)), Is.True, "on an edge");
        Assert.That(polygon.Contains(Outer[2]), Is.True, "on a corner");
        Assert.That(polygon.Contains(Hole[0]), Is.True, "on the hole's corner");
        Assert.That(polygon.Contains(new LatLon(30.05, 122.05)), Is.False, "in the hole");
        Assert.That(polygon.Contains(new LatLon(30.11, 122.05)), Is.False);
    }

    [Test]
    public void A_radius_is_finite_and_above_zero([Values(-1.0, 0.0, double.NaN, double.PositiveInfinity)] double metres)
    {
        Assert.That(() => new ZoneCircle(Here, Length.FromMetres(metres)), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [TestCase(89.999, 0)]
    [TestCase(0, 179.999)]
    public void A_circle_over_a_pole_or_the_antimeridian_is_refused(double latitude, double longitude)
    {
        Assert.That(() => new ZoneCircle(new LatLon(latitude, longitude), Length.FromKilometres(10)), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void A_polygon_that_breaks_a_rule_cannot_be_made()
    {
        LatLon[] bow = [new(30, 122), new(30.1, 122.1), new(30, 122.1), new(30.2, 122), new(30, 122)];
        LatLon[] across = [new(10, 179), new(10, -179), new(11, -179), new(11, 179), new(10, 179)];

        Assert.That(() => new ZonePolygon(Reversed(Outer)), Throws.ArgumentException.With.Message.Contains("clockwise"));
        Assert.That(() => new ZonePolygon(Outer[..^1]), Throws.ArgumentException.With.Message.Contains("first position again"));
        Assert.That(() => new ZonePolygon([Outer[0], Outer[1], Outer[0]]), Throws.ArgumentException.With.Message.Contains("at least 4"));
        Assert.That(() => new ZonePolygon([Outer[0], Outer[1], Outer[1], Outer[2], Outer[0]]), Throws.ArgumentException.With.Message.Contains("other than the one before"));
        Assert.That(() => new ZonePolygon(bow), Throws.ArgumentException.With.Message.Contains("cross"));
        Assert.That(() => new ZonePolygon(across), Throws.ArgumentException.With.Message.Contains("antimeridian"));
        Assert.That(() => new ZonePolygon(Outer, [Square(30.04, 122.04, 0.02)]), Throws.ArgumentException.With.Message.Contains("clockwise hole"));
        Assert.That(() => new ZonePolygon(Outer, [Reversed(Square(31, 122, 0.02))]), Throws.ArgumentException.With.Message.Contains("inside"));
    }

    [Test]
    public void Heights_of_different_datums_meet_only_through_ground_and_geoid()
    {
        var layer = new ZoneLayer(new VerticalLimit(100, LimitUnit.Feet, VerticalReference.Agl), VerticalLimit.Metres(200, VerticalReference.Wgs84));

        // 100 ft = 30.48 m above ground of 10 to 50 m; the geoid 11 m above the ellipsoid: 200 - 11 = 189 m.
        var span = layer.Span(AltitudeAmsl.FromMetres(10), AltitudeAmsl.FromMetres(50), Length.FromMetres(11));
        Assert.That(span.Lower!.Value.Metres, Is.EqualTo(40.48).Within(1e-9));
        Assert.That(span.Upper!.Value.Metres, Is.EqualTo(189).Within(1e-9));
        Assert.That(layer.Span(null, null, null), Is.EqualTo(new AltitudeSpan(null, null)), "unknown is no limit");
    }

    [Test]
    public void Touching_a_limit_is_inside_and_so_is_an_altitude_that_is_no_number()
    {
        var span = new AltitudeSpan(AltitudeAmsl.FromMetres(100), AltitudeAmsl.FromMetres(200));

        Assert.That(new[] { 99.99, 100, 150, 200, 200.01, double.NaN }.Select(metres => span.Touches(AltitudeAmsl.FromMetres(metres))), Is.EqualTo([false, true, true, true, false, true]));
        Assert.That(new AltitudeSpan(null, null).Touches(AltitudeAmsl.FromMetres(1e6)), Is.True);
    }
}
