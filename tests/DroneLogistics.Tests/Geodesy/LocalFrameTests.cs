using CsCheck;
using DroneLogistics.Geodesy;
using NUnit.Framework;

namespace DroneLogistics.Tests.Geodesy;

public sealed class LocalFrameTests
{
    private static readonly Gen<LatLon> Centres = Gen.Select(Gen.Double[-80.0, 80.0], Gen.Double[-180.0, 180.0], (lat, lon) => new LatLon(lat, lon));
    private static readonly Gen<PlanePoint> Near = Gen.Select(Gen.Double[-3e4, 3e4], Gen.Double[-3e4, 3e4], (east, north) => new PlanePoint(east, north));

    [Test]
    public void A_point_comes_back_from_the_globe_to_its_place_in_the_plane() =>
        Gen.Select(Centres, Near).Sample((centre, point) =>
        {
            var frame = new LocalFrame(centre);
            Assert.That(frame.ToPlane(frame.ToGlobe(point)).DistanceMetres(point), Is.LessThan(1e-6));
        }, iter: 2000);

    [Test]
    public void Distance_and_direction_from_the_centre_are_those_of_the_geodesic() =>
        Gen.Select(Centres, Near).Sample((centre, point) =>
        {
            var globe = new LocalFrame(centre).ToGlobe(point);
            Assert.That(centre.DistanceTo(globe).Metres, Is.EqualTo(point.DistanceMetres(default)).Within(1e-6));
        }, iter: 2000);

    [Test]
    public void A_length_anywhere_within_42_km_of_the_centre_is_right_to_eight_millionths() =>
        Gen.Select(Centres, Near, Near).Sample((centre, a, b) =>
        {
            // At the corner of the square r = 42.4 km: (r / R)² / 6 = 7.4e-6.
            var frame = new LocalFrame(centre);
            var measured = frame.ToGlobe(a).DistanceTo(frame.ToGlobe(b)).Metres;
            Assert.That(a.DistanceMetres(b), Is.EqualTo(measured).Within(1e-6 + (8e-6 * measured)));
        }, iter: 2000);

    [Test]
    public void North_is_up_and_east_is_right()
    {
        var frame = new LocalFrame(new LatLon(30, 122));
        var north = frame.ToPlane(new LatLon(30.01, 122));
        var east = frame.ToPlane(new LatLon(30, 122.01));

        // One hundredth of a degree: 1108.5 m along the meridian at 30 N, 964.9 m along the parallel (a cos B / w).
        Assert.That(north.NorthMetres, Is.EqualTo(1108.5).Within(0.1));
        Assert.That(north.EastMetres, Is.EqualTo(0).Within(1e-9));
        Assert.That(east.EastMetres, Is.EqualTo(964.9).Within(0.1));
    }
}
