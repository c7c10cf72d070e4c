using CsCheck;
using DroneLogistics.Geodesy;
using NUnit.Framework;

namespace DroneLogistics.Tests.Geodesy;

public sealed class Gcj02Tests
{
    // Pairs that the public map libraries use as their own test vectors, recalled.
    [TestCase(31.1774276, 121.5272106, 31.17530398364597, 121.531541859215)]
    [TestCase(22.543847, 113.912316, 22.540796131694766, 113.9171764808363)]
    [TestCase(39.911954, 116.377817, 39.91334545536069, 116.38404722455657)]
    public void The_image_of_a_point_is_that_of_the_public_libraries(double latitude, double longitude, double imageLatitude, double imageLongitude)
    {
        var image = Gcj02.FromWgs84(new LatLon(latitude, longitude));

        Assert.That(image.DistanceTo(new LatLon(imageLatitude, imageLongitude)).Metres, Is.LessThan(1e-6));
    }

    [Test]
    public void Everywhere_round_Zhoushan_the_image_lies_400_to_550_m_off() =>
        Gen.Select(Gen.Double[29.0, 31.0], Gen.Double[121.0, 123.0]).Sample((latitude, longitude) =>
        {
            var point = new LatLon(latitude, longitude);
            Assert.That(Gcj02.FromWgs84(point).DistanceTo(point).Metres, Is.InRange(400, 550));
        }, iter: 1000);

    [TestCase(50.1, 2.6)]
    [TestCase(-33.9, 151.2)]
    public void Outside_of_the_area_a_point_is_its_own_image(double latitude, double longitude)
    {
        Assert.That(Gcj02.FromWgs84(new LatLon(latitude, longitude)), Is.EqualTo(new LatLon(latitude, longitude)));
    }
}
