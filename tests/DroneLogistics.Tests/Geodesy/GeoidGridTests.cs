using System.Text;
using CsCheck;
using DroneLogistics.Geodesy;
using DroneLogistics.Geodesy.Formats;
using DroneLogistics.Provenance;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Geodesy;

/// <summary>From mean sea level to the ellipsoid and back.</summary>
public sealed class GeoidGridTests
{
    // 10 m in the south-west, 2 m more to the east and 4 m more to the north, and another 1 m in the north-east.
    private static readonly GeoidGrid Square = new(30, 122, 1, new double[,] { { 10, 12 }, { 14, 17 } }, Length.FromMetres(1));

    [TestCase(30, 122, 10)]
    [TestCase(31, 123, 17)]
    [TestCase(30, 122.5, 11)]
    [TestCase(30.5, 122, 12)]

    // A quarter of the sum of the corners, 53.
    [TestCase(30.5, 122.5, 13.25)]
    public void Between_its_points_the_geoid_is_straight_in_both_directions(double latitude, double longitude, double metres) =>
        Assert.That(Square.At(new LatLon(latitude, longitude))!.Value.Metres, Is.EqualTo(metres).Within(1e-12));

    [TestCase(29.999, 122.5)]
    [TestCase(31.001, 122.5)]
    [TestCase(30.5, 121.999)]
    [TestCase(30.5, 123.001)]
    public void Beyond_its_points_nothing_is_known(double latitude, double longitude)
    {
        var place = new LatLon(latitude, longitude);
        Assert.That(Square.At(place), Is.Null);
        Assert.That(Square.ToEllipsoid(place, AltitudeAmsl.FromMetres(100)), Is.Null);
        Assert.That(Square.ToAmsl(place, EllipsoidalHeight.FromMetres(100)), Is.Null);
    }

    [Test]
    public void An_altitude_of_100_m_lies_110_m_above_the_ellipsoid_where_the_geoid_lies_10_m_above_it() =>
        Assert.That(Square.ToEllipsoid(new LatLon(30, 122), AltitudeAmsl.FromMetres(100))!.Value.Metres, Is.EqualTo(110).Within(1e-12));

    [Test]
    public void A_height_that_goes_to_the_ellipsoid_comes_back_the_same() =>
        Gen.Select(Gen.Double[30, 31], Gen.Double[122, 123], Gen.Double[-100, 5000]).Sample((latitude, longitude, metres) =>
        {
            var (place, altitude) = (new LatLon(latitude, longitude), AltitudeAmsl.FromMetres(metres));
            Assert.That(Square.ToAmsl(place, Square.ToEllipsoid(place, altitude)!.Value)!.Value.Metres, Is.EqualTo(metres).Within(1e-9));
        });

    [Test]
    public void The_geoid_that_ships_knows_every_site_and_lies_8_to_21_m_above_the_ellipsoid_there()
    {
        var geoid = GeoidFile.Read(ShippedFiles.Bytes("geodesy/geoid.json"), "geoid.json");
        foreach (var site in ShippedData.World.Sites.All)
        {
            Assert.That(geoid.At(site.Position)?.Metres, Is.InRange(8, 21), site.Id.Text);
        }

        Assert.That(geoid.At(new LatLon(30, 122))!.Value.Metres, Is.EqualTo(14.063).Within(1e-12));
        Assert.That(geoid.Accuracy, Is.EqualTo(Length.FromMetres(2)));
    }

    [TestCase("\"latitudeDeg\": 28, \"longitudeDeg\": 122", "\"latitudeDeg\": 28, \"longitudeDeg\": 121", "twice or off the grid")]
    [TestCase("\"latitudeDeg\": 28, \"longitudeDeg\": 122", "\"latitudeDeg\": 28.5, \"longitudeDeg\": 122", "twice or off the grid")]
    [TestCase("\"longitudeDeg\": 124, \"heightM\": 22.912", "\"longitudeDeg\": 125, \"heightM\": 22.912", "expected the 5 times 5")]
    [TestCase("22.912", "220.912", "heightM")]
    [TestCase("\"stepDeg\": 1", "\"stepDeg\": 0", "stepDeg")]
    public void A_geoid_that_is_no_whole_grid_is_refused(string sound, string damaged, string told)
    {
        var text = Encoding.UTF8.GetString(ShippedFiles.Bytes("geodesy/geoid.json"));
        Assert.That(text, Does.Contain(sound));
        var trouble = Assert.Throws<DataFileException>(() => GeoidFile.Read(Encoding.UTF8.GetBytes(text.Replace(sound, damaged, StringComparison.Ordinal)), "geoid.json"));
        Assert.That(trouble!.Message, Does.Contain(told));
    }
}
