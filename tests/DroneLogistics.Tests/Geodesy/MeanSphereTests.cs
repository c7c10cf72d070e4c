using CsCheck;
using DroneLogistics.Geodesy;
using NUnit.Framework;

namespace DroneLogistics.Tests.Geodesy;

public sealed class MeanSphereTests
{
    private static readonly Gen<LatLon> Points = Gen.Select(Gen.Double[-90, 90], Gen.Double[-180, 180]).Select((latitude, longitude) => new LatLon(latitude, longitude));

    [Test]
    public void A_degree_of_a_meridian_is_111_195_m()
    {
        // pi / 180 * 6371008.8 = 111195.0802 m.
        Assert.That(MeanSphere.Distance(new LatLon(30, 122), new LatLon(31, 122)).Metres, Is.EqualTo(111_195.0802).Within(1e-3));
    }

    [Test]
    public void The_sphere_is_within_0_57_percent_of_the_ellipsoid_everywhere() =>
        Gen.Select(Points, Points).Sample((from, to) =>
        {
            // Worst along a meridian at the equator: its radius of curvature there is 6335439 m, 0.561 % below the mean radius.
            var ellipsoid = from.DistanceTo(to).Metres;
            // The nanometre is for points that lie on each other.
            Assert.That(MeanSphere.Distance(from, to).Metres, Is.EqualTo(ellipsoid).Within((0.0057 * ellipsoid) + 1e-9));
        });

    [Test]
    public void There_and_back_are_as_long_and_no_way_is_longer_than_half_the_circumference() =>
        Gen.Select(Points, Points).Sample((from, to) =>
        {
            var metres = MeanSphere.Distance(from, to).Metres;
            Assert.That(MeanSphere.Distance(to, from).Metres, Is.EqualTo(metres).Within(1e-6));
            Assert.That(metres, Is.LessThanOrEqualTo(Math.PI * MeanSphere.RadiusMetres));
            Assert.That(
                MeanSphere.Distance(from, new LatLon(-from.LatitudeDegrees, from.LongitudeDegrees > 0 ? from.LongitudeDegrees - 180 : from.LongitudeDegrees + 180)).Metres,
                Is.EqualTo(Math.PI * MeanSphere.RadiusMetres).Within(1));
        });
}
