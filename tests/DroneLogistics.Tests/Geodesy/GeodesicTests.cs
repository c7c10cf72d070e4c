using CsCheck;
using DroneLogistics.Geodesy;
using NUnit.Framework;

namespace DroneLogistics.Tests.Geodesy;

public sealed class GeodesicTests
{
    private const double ToleranceMetres = 1e-6;

    private static readonly Gen<double> Latitudes = Gen.Double[-90.0, 90.0];
    private static readonly Gen<double> Longitudes = Gen.Double[-180.0, 180.0];
    private static readonly Gen<double> Azimuths = Gen.Double[-180.0, 180.0];
    private static readonly Gen<(double Latitude, double Longitude)> Points = Gen.Select(Latitudes, Longitudes);

    // Offsets of every size from 1e-12 to 3 degrees: the hard cases crowd towards zero.
    private static readonly Gen<double> SmallDegrees = Gen.Select(Gen.Double[-12.0, 0.5], Gen.Bool, (power, minus) => (minus ? -1.0 : 1.0) * Math.Pow(10.0, power));

    [Test]
    public void The_distance_is_exactly_the_same_from_either_end() =>
        Gen.Select(Points, Points).Sample((p, q) =>
            Assert.That(Distance(p, q), Is.EqualTo(Distance(q, p))), iter: 5000);

    [Test]
    public void A_detour_over_a_third_point_is_never_shorter() =>
        Gen.Select(Points, Points, Points).Sample((p, q, r) =>
            Assert.That(Distance(p, q), Is.LessThanOrEqualTo(Distance(p, r) + Distance(r, q) + ToleranceMetres)), iter: 5000);

    [Test]
    public void Following_the_shortest_line_ends_at_the_second_point() =>
        Gen.Select(Points, Points).Sample(AssertFollowingTheLineArrives, iter: 5000);

    [Test]
    public void Following_the_shortest_line_ends_at_the_second_point_when_it_is_nearly_opposite() =>
        Gen.Select(Points, SmallDegrees, SmallDegrees).Sample(
            (p, north, east) => AssertFollowingTheLineArrives(p, (Math.Clamp(-p.Latitude + north, -90.0, 90.0), p.Longitude + 180.0 + east)),
            iter: 5000);

    [Test]
    public void Following_the_shortest_line_ends_at_the_second_point_when_it_is_close() =>
        Gen.Select(Points, SmallDegrees, SmallDegrees).Sample(
            (p, north, east) => AssertFollowingTheLineArrives(p, (Math.Clamp(p.Latitude + north, -90.0, 90.0), p.Longitude + east)),
            iter: 5000);

    [Test]
    public void Following_the_shortest_line_ends_at_the_second_point_along_the_equator_and_across_the_poles() =>
        Gen.Select(Longitudes, SmallDegrees, SmallDegrees, SmallDegrees).Sample(
            (longitude, a, b, east) =>
            {
                AssertFollowingTheLineArrives((a, longitude), (b, longitude + 180.0 + east));
                AssertFollowingTheLineArrives((90.0 - Math.Abs(a), longitude), (90.0 - Math.Abs(b), longitude + 180.0 + east));
                AssertFollowingTheLineArrives((90.0 - Math.Abs(a), longitude), (Math.Abs(b) - 90.0, longitude + east));
            },
            iter: 2000);

    [Test]
    public void A_line_flown_in_two_parts_ends_where_the_whole_ends() =>
        Gen.Select(Points, Azimuths, Gen.Double[0.0, 3e7], Gen.Double[0.0, 1.0]).Sample(
            (p, azimuth, distance, share) =>
            {
                var whole = Geodesic.Direct(p.Latitude, p.Longitude, azimuth, distance);
                var part = Geodesic.Direct(p.Latitude, p.Longitude, azimuth, share * distance);
                var rest = Geodesic.Direct(part.LatitudeDegrees, part.LongitudeDegrees, part.AzimuthDegrees, (1.0 - share) * distance);
                Assert.That(
                    EarthCentred.SeparationMetres(rest.LatitudeDegrees, rest.LongitudeDegrees, whole.LatitudeDegrees, whole.LongitudeDegrees),
                    Is.LessThan(ToleranceMetres));
            },
            iter: 5000);

    [Test]
    public void A_negative_distance_is_the_way_back() =>
        Gen.Select(Points, Azimuths, Gen.Double[0.0, 2e7]).Sample(
            (p, azimuth, distance) =>
            {
                var there = Geodesic.Direct(p.Latitude, p.Longitude, azimuth, distance);
                var back = Geodesic.Direct(there.LatitudeDegrees, there.LongitudeDegrees, there.AzimuthDegrees, -distance);
                Assert.That(
                    EarthCentred.SeparationMetres(back.LatitudeDegrees, back.LongitudeDegrees, p.Latitude, p.Longitude),
                    Is.LessThan(ToleranceMetres));
            },
            iter: 5000);

    [Test]
    public void A_point_is_no_distance_from_itself_whatever_turn_its_longitude_is_on() =>
        Points.Sample(p =>
        {
            Assert.That(Geodesic.Inverse(p.Latitude, p.Longitude, p.Latitude, p.Longitude), Is.EqualTo(default(GeodesicInverse)));
            Assert.That(
                Geodesic.Inverse(p.Latitude, p.Longitude, p.Latitude, p.Longitude + 360.0).DistanceMetres,
                Is.LessThan(ToleranceMetres));
        });

    [Test]
    public void A_pole_is_one_point_on_every_meridian([Values(-90.0, 90.0)] double pole) =>
        Gen.Select(Longitudes, Longitudes).Sample((a, b) =>
            Assert.That(Geodesic.Inverse(pole, a, pole, b), Is.EqualTo(default(GeodesicInverse))));

    [Test]
    public void Going_nowhere_arrives_where_one_is() =>
        Gen.Select(Points, Azimuths).Sample((p, azimuth) =>
        {
            var here = Geodesic.Direct(p.Latitude, p.Longitude, azimuth, 0.0);
            Assert.That(
                EarthCentred.SeparationMetres(here.LatitudeDegrees, here.LongitudeDegrees, p.Latitude, p.Longitude),
                Is.LessThan(ToleranceMetres));
        });

    [Test]
    public void A_short_line_is_as_long_as_the_chord()
    {
        // The chord falls short of an arc s by s³/24R², 1e-12 m over 10 m; what is left is the rounding of coordinates of 6.4e6 m.
        Gen.Select(Latitudes, Longitudes, Azimuths, Gen.Double[0.0, 10.0]).Sample(
            (latitude, longitude, azimuth, distance) =>
            {
                var end = Geodesic.Direct(latitude, longitude, azimuth, distance);
                var inverse = Geodesic.Inverse(latitude, longitude, end.LatitudeDegrees, end.LongitudeDegrees).DistanceMetres;
                var chord = EarthCentred.SeparationMetres(latitude, longitude, end.LatitudeDegrees, end.LongitudeDegrees);
                Assert.That(inverse, Is.EqualTo(chord).Within(ToleranceMetres));
                Assert.That(inverse, Is.EqualTo(distance).Within(ToleranceMetres));
            },
            iter: 2000);
    }

    [Test]
    public void A_quarter_of_a_meridian_is_10001965_729_metres()
    {
        // Quarter meridian = π/2 · (a + b)/2 · (1 + n²/4 + n⁴/64 + …), n = f/(2 − f): 10 001 965.7293 m (Helmert 1880).
        var n = Geodesic.Flattening / (2.0 - Geodesic.Flattening);
        var meanAxis = Geodesic.SemiMajorAxisMetres * (1.0 - (Geodesic.Flattening / 2.0));
        var quarter = 0.5 * Math.PI * meanAxis * (1.0 + (n * n / 4.0) + (n * n * n * n / 64.0));

        var line = Geodesic.Inverse(0.0, 122.0, 90.0, 122.0);

        Assert.That(quarter, Is.EqualTo(10_001_965.729).Within(5e-4));
        Assert.That(line.DistanceMetres, Is.EqualTo(quarter).Within(1e-8));
        Assert.That(line.InitialAzimuthDegrees, Is.Zero);
    }

    [Test]
    public void The_equator_is_followed_until_the_way_over_higher_latitudes_is_shorter()
    {
        // The equator stops being shortest (1 − f)·180 = 179.39649 degrees on; until then the length is a·λ.
        var metresPerDegree = Geodesic.SemiMajorAxisMetres * Math.PI / 180.0;
        var before = Geodesic.Inverse(0.0, 0.0, 0.0, 179.39);
        var after = Geodesic.Inverse(0.0, 0.0, 0.0, 179.40);

        Assert.That(before.DistanceMetres, Is.EqualTo(179.39 * metresPerDegree).Within(1e-8));
        Assert.That(before.InitialAzimuthDegrees, Is.EqualTo(90.0));
        Assert.That(after.DistanceMetres, Is.LessThan(179.40 * metresPerDegree));
        Assert.That(after.InitialAzimuthDegrees, Is.Not.EqualTo(90.0).Within(1.0));
    }

    [Test]
    public void Exactly_opposite_points_are_half_a_meridian_apart([Values(0.0, 1e-9, 30.0, 89.999999, 90.0)] double latitude)
    {
        // Twice the quarter meridian, over whichever pole.
        var line = Geodesic.Inverse(latitude, 10.0, -latitude, -170.0);

        Assert.That(line.DistanceMetres, Is.EqualTo(2.0 * 10_001_965.729312711).Within(1e-7));
    }

    // Karney 2013, the nearly antipodal example of section 5.
    [TestCase(-30.0, 29.9, 179.8, 19_989_832.827610, 161.890524736, 18.090737246)]
    // Two pairs that are hard for Vincenty's iteration; values of geographiclib-geodesic 2.2.0 (npm).
    [TestCase(0.0, 0.5, 179.5, 19_936_288.578965, 25.671872868, 154.327085470)]
    [TestCase(0.0, 0.5, 179.7, 19_944_127.420750, 15.556882793, 164.442513891)]
    public void A_nearly_opposite_point_is_found(double latitude1, double latitude2, double eastward, double metres, double azimuth1, double azimuth2)
    {
        var line = Geodesic.Inverse(latitude1, 0.0, latitude2, eastward);

        Assert.That(line.DistanceMetres, Is.EqualTo(metres).Within(ToleranceMetres));
        // The azimuth of a nearly antipodal line turns quickly with the points; the values are printed to 1e-9 degrees.
        Assert.That(line.InitialAzimuthDegrees, Is.EqualTo(azimuth1).Within(2e-9));
        Assert.That(line.FinalAzimuthDegrees, Is.EqualTo(azimuth2).Within(2e-9));
    }

    [Test]
    public void The_worked_direct_example_of_the_paper_is_met()
    {
        // Karney 2013, section 2: φ1 = 40, α1 = 30 degrees, s12 = 10 000 km.
        var end = Geodesic.Direct(40.0, 0.0, 30.0, 10_000_000.0);

        Assert.That(end.LatitudeDegrees, Is.EqualTo(41.79331020506).Within(1e-11));
        Assert.That(end.LongitudeDegrees, Is.EqualTo(137.84490004377).Within(1e-11));
        Assert.That(end.AzimuthDegrees, Is.EqualTo(149.09016931807).Within(1e-11));
    }

    // Pairs of points near Zhoushan, values of GeographicLib; not surveyed pads.
    [TestCase(29.945, 122.306, 29.737, 122.13, 28_651.444505136194, -143.540582564586, -143.628159445104)]
    [TestCase(30.243, 122.2, 30.725, 122.456, 58_816.98270920958, 24.637351381421, 24.767220914459)]
    public void A_hop_between_islands_agrees_with_the_reference(
        double latitude1, double longitude1, double latitude2, double longitude2, double metres, double azimuth1, double azimuth2)
    {
        var line = Geodesic.Inverse(latitude1, longitude1, latitude2, longitude2);

        Assert.That(line.DistanceMetres, Is.EqualTo(metres).Within(ToleranceMetres));
        Assert.That(line.InitialAzimuthDegrees, Is.EqualTo(azimuth1).Within(1e-9));
        Assert.That(line.FinalAzimuthDegrees, Is.EqualTo(azimuth2).Within(1e-9));
    }

    [Test]
    public void A_line_over_the_date_line_is_as_long_as_the_same_line_elsewhere()
    {
        var over = Geodesic.Inverse(30.0, 179.75, 31.0, -179.5);
        var elsewhere = Geodesic.Inverse(30.0, 122.0, 31.0, 122.75);

        Assert.That(over.DistanceMetres, Is.EqualTo(elsewhere.DistanceMetres).Within(ToleranceMetres));
        Assert.That(over.InitialAzimuthDegrees, Is.EqualTo(elsewhere.InitialAzimuthDegrees).Within(1e-9));
    }

    [Test]
    public void The_longitude_reached_stays_within_180_degrees() =>
        Gen.Select(Points, Azimuths, Gen.Double[-4e7, 4e7]).Sample((p, azimuth, distance) =>
        {
            var end = Geodesic.Direct(p.Latitude, p.Longitude, azimuth, distance);
            Assert.That(end.LongitudeDegrees, Is.InRange(-180.0, 180.0));
            Assert.That(end.LatitudeDegrees, Is.InRange(-90.0, 90.0));
            Assert.That(end.AzimuthDegrees, Is.InRange(-180.0, 180.0));
        });

    [Test]
    public void From_a_pole_the_azimuth_counts_from_the_meridian_of_the_start()
    {
        // At the north pole every way leads south: 180 degrees down the meridian of the start, 90 down one a quarter turn east.
        var along = Geodesic.Direct(90.0, 20.0, 180.0, 1_000_000.0);
        var across = Geodesic.Direct(90.0, 20.0, 90.0, 1_000_000.0);

        Assert.That(along.LongitudeDegrees, Is.EqualTo(20.0).Within(1e-12));
        Assert.That(across.LongitudeDegrees, Is.EqualTo(110.0).Within(1e-12));
    }

    [TestCase(90.0000001)]
    [TestCase(-91.0)]
    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    public void A_latitude_off_the_globe_is_a_programming_error(double latitude)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Geodesic.Inverse(latitude, 0.0, 0.0, 0.0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Geodesic.Inverse(0.0, 0.0, latitude, 0.0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Geodesic.Direct(latitude, 0.0, 0.0, 0.0));
    }

    [TestCase(double.NaN)]
    [TestCase(double.NegativeInfinity)]
    public void A_value_that_is_not_finite_is_a_programming_error_and_is_named(double value)
    {
        var refusal = Assert.Throws<ArgumentOutOfRangeException>(() => Geodesic.Inverse(0.0, value, 0.0, 0.0));
        Assert.That(refusal.ParamName, Is.EqualTo("longitude1Degrees"));
        Assert.Throws<ArgumentOutOfRangeException>(() => Geodesic.Inverse(0.0, 0.0, 0.0, value));
        Assert.Throws<ArgumentOutOfRangeException>(() => Geodesic.Direct(0.0, value, 0.0, 0.0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Geodesic.Direct(0.0, 0.0, value, 0.0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Geodesic.Direct(0.0, 0.0, 0.0, value));
    }

    private static double Distance((double Latitude, double Longitude) p, (double Latitude, double Longitude) q) =>
        Geodesic.Inverse(p.Latitude, p.Longitude, q.Latitude, q.Longitude).DistanceMetres;

    private static void AssertFollowingTheLineArrives((double Latitude, double Longitude) p, (double Latitude, double Longitude) q)
    {
        var line = Geodesic.Inverse(p.Latitude, p.Longitude, q.Latitude, q.Longitude);
        var end = Geodesic.Direct(p.Latitude, p.Longitude, line.InitialAzimuthDegrees, line.DistanceMetres);
        Assert.That(
            EarthCentred.SeparationMetres(end.LatitudeDegrees, end.LongitudeDegrees, q.Latitude, q.Longitude),
            Is.LessThan(ToleranceMetres));
    }
}

/// <summary>How far apart two points are in space, worked out without any geodesic: the yardstick of these tests.</summary>
internal static class EarthCentred
{
    /// <summary>Straight through the Earth, metres; good to some 3 nm, the rounding of degrees and of coordinates of 6.4e6 m.</summary>
    public static double SeparationMetres(double latitude1Degrees, double longitude1Degrees, double latitude2Degrees, double longitude2Degrees)
    {
        var (x1, y1, z1) = Coordinates(latitude1Degrees, longitude1Degrees);
        var (x2, y2, z2) = Coordinates(latitude2Degrees, longitude2Degrees);
        return Math.Sqrt(((x1 - x2) * (x1 - x2)) + ((y1 - y2) * (y1 - y2)) + ((z1 - z2) * (z1 - z2)));
    }

    private static (double X, double Y, double Z) Coordinates(double latitudeDegrees, double longitudeDegrees)
    {
        var (sinLatitude, cosLatitude) = Math.SinCos(double.DegreesToRadians(latitudeDegrees));
        var (sinLongitude, cosLongitude) = Math.SinCos(double.DegreesToRadians(longitudeDegrees));
        var squaredEccentricity = Geodesic.Flattening * (2.0 - Geodesic.Flattening);
        var normalRadius = Geodesic.SemiMajorAxisMetres / Math.Sqrt(1.0 - (squaredEccentricity * sinLatitude * sinLatitude));
        return (
            normalRadius * cosLatitude * cosLongitude,
            normalRadius * cosLatitude * sinLongitude,
            normalRadius * (1.0 - squaredEccentricity) * sinLatitude);
    }
}
