using System.Text;
using DroneLogistics.Formats.Exchange;
using DroneLogistics.Geodesy;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Formats.Exchange;

/// <summary>What other programs write is read with its own conventions: heights above home, the start, the sea or the ellipsoid.</summary>
public sealed class ForeignFilesTests
{
    private static readonly LatLon[] Way = [new(29.985, 122.308), new(29.9, 122.25), new(29.722, 122.17)];

    private static readonly TestCaseData[] Files =
    [
        new(ExchangeFormat.Plan, Utf8(ForeignFiles.Plan)),
        new(ExchangeFormat.Waypoints, Utf8(ForeignFiles.Waypoints)),
        new(ExchangeFormat.Kml, Utf8(ForeignFiles.Kml)),
        new(ExchangeFormat.Kml, Utf8(ForeignFiles.Track)),
        new(ExchangeFormat.Kmz, ForeignFiles.Kmz),
        new(ExchangeFormat.GeoJson, Utf8(ForeignFiles.GeoJson)),
        new(ExchangeFormat.Czml, Utf8(ForeignFiles.Czml)),
        new(ExchangeFormat.Csv, Utf8(ForeignFiles.Csv)),
        new(ExchangeFormat.Wpml, ForeignFiles.Wpml),
    ];

    [TestCaseSource(nameof(Files))]
    public void The_way_is_found_and_the_format_is_told_by_the_content(ExchangeFormat format, byte[] content)
    {
        var way = Read(content);
        Assert.That(way.Format, Is.EqualTo(format));
        Assert.That(way.Corners, Is.EqualTo(Way));
        Assert.That(way.IsRefused, Is.False);
    }

    // 114 m above a pad at 6 m, or said outright.
    [TestCase(ForeignFiles.Plan, 120)]
    [TestCase(ForeignFiles.Waypoints, 120)]
    [TestCase(ForeignFiles.Kml, 120)]
    [TestCase(ForeignFiles.Track, 120)]
    [TestCase(ForeignFiles.Csv, 120)]
    public void Heights_above_home_and_above_the_sea_become_altitudes(string content, double metres) =>
        Assert.That(Read(Utf8(content)).Highest!.Value.Metres, Is.EqualTo(metres).Within(1e-9));

    [Test]
    public void Heights_above_the_ellipsoid_become_altitudes_by_the_geoid()
    {
        // At 29.985 N, 122.308 E, by hand: 14.985 and 18.731 at 29 N, 14.063 and 17.497 at 30 N, 0.308 to the east, 0.985 to the north.
        var geoid = 16.138768 + ((15.120672 - 16.138768) * 0.985);
        var points = Read(Utf8(ForeignFiles.GeoJson)).Points;
        Assert.That(points[0].Altitude!.Value.Metres, Is.EqualTo(134.63 - geoid).Within(1e-9));
        Assert.That(Read(Utf8(ForeignFiles.Czml)).Points[0].Altitude!.Value.Metres, Is.EqualTo(134 - geoid).Within(1e-9));

        // 114 m above a start whose height above the ellipsoid is 20 m.
        Assert.That(Read(ForeignFiles.Wpml).Points.Select(point => point.Altitude!.Value.Metres), Has.All.EqualTo(20 - geoid + 114).Within(1e-9));
    }

    [Test]
    public void Speeds_times_fences_and_rally_points_are_taken_where_a_format_has_them()
    {
        var plan = Read(Utf8(ForeignFiles.Plan));
        Assert.That((plan.Airspeed, plan.Start), Is.EqualTo((Speed.FromMetresPerSecond(15), AltitudeAmsl.FromMetres(6))));
        Assert.That((plan.Fence.Single().IsInclusion, plan.Fence.Single().Corners.Count), Is.EqualTo((true, 4)));
        Assert.That(plan.Rally.Single(), Is.EqualTo(new ImportedRally(new LatLon(29.95, 122.3), Length.FromMetres(50))));
        Assert.That(Read(ForeignFiles.Wpml).Airspeed, Is.EqualTo(Speed.FromMetresPerSecond(7)));
        Assert.That(Read(Utf8(ForeignFiles.Track)).Points.Select(point => point.Time), Is.EqualTo(new DateTimeOffset?[] { At("01:00:00"), At("01:06:00.5"), At("01:20:00") }));
        Assert.That(Read(Utf8(ForeignFiles.Czml)).Points[1].Time, Is.EqualTo(At("01:06:00")));
    }

    [Test]
    public void A_path_on_the_ground_or_above_it_has_no_altitude()
    {
        Assert.That(Read(Utf8(ForeignFiles.Kml.Replace("<altitudeMode>absolute</altitudeMode>", string.Empty, StringComparison.Ordinal))).Highest, Is.Null);
        Assert.That(Read(Utf8(ForeignFiles.Kml.Replace("absolute", "relativeToGround", StringComparison.Ordinal))).Highest, Is.Null);
    }

    [Test]
    public void A_line_that_says_AMSL_counts_from_the_sea() =>
        Assert.That(Read(Utf8(ForeignFiles.GeoJson.Replace("\"properties\": null", "\"properties\": {\"verticalReference\": \"AMSL\"}", StringComparison.Ordinal))).Highest!.Value.Metres, Is.EqualTo(134.66));

    [Test]
    public void The_intent_of_another_supplier_is_read_with_polygon_and_circle()
    {
        var intent = OperationalIntentReader.Read(Utf8(ForeignFiles.Intent), "intent");
        Assert.That((intent.State, intent.Priority, intent.Id), Is.EqualTo(("Activated", 10, Guid.Parse("2f8343be-6482-4d1b-a474-16847e01af1e"))));
        Assert.That(intent.Volumes.Select(volume => (volume.Outline.Count, volume.Radius.Metres, volume.Lower.Metres)), Is.EqualTo(new[] { (3, 0.0, 19.5), (0, 300.183, 10.0) }));
    }

    [Test]
    public void A_way_of_many_points_keeps_its_corners_and_loses_what_lies_between()
    {
        var between = Enumerable.Range(0, 501).Select(i => i <= 250 ? Between(Way[0], Way[1], i / 250.0) : Between(Way[1], Way[2], (i - 250) / 250.0)).ToList();
        Assert.That(WayThinning.Corners(between), Is.EqualTo(Way));
    }

    private static LatLon Between(LatLon from, LatLon to, double share)
    {
        var line = Geodesic.Inverse(from.LatitudeDegrees, from.LongitudeDegrees, to.LatitudeDegrees, to.LongitudeDegrees);
        return share == 0 ? from : share == 1 ? to : from.Towards(Bearing.FromDegrees(line.InitialAzimuthDegrees), Length.FromMetres(line.DistanceMetres * share));
    }

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse($"2024-11-25T{time}Z", System.Globalization.CultureInfo.InvariantCulture);

    private static ImportedWay Read(byte[] content) => WayImport.Read(content, "foreign", ExchangeFlights.Geoid);

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
