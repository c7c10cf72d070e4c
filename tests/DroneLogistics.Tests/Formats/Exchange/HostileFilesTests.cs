using System.Buffers.Binary;
using System.Text;
using CsCheck;
using DroneLogistics.Formats.Exchange;
using DroneLogistics.Provenance;
using NUnit.Framework;

namespace DroneLogistics.Tests.Formats.Exchange;

/// <summary>Files made to harm, and sound ones damaged at random: each is read whole or refused with its place, and none takes the program down.</summary>
public sealed class HostileFilesTests
{
    private static readonly byte[][] Sound =
    [
        .. new[] { ForeignFiles.Plan, ForeignFiles.Waypoints, ForeignFiles.Kml, ForeignFiles.Track, ForeignFiles.GeoJson, ForeignFiles.Czml, ForeignFiles.Csv, ForeignFiles.Intent }.Select(Encoding.UTF8.GetBytes),
        ForeignFiles.Kmz, ForeignFiles.Wpml,
    ];

    private static readonly string[] Splinters =
    [
        "null", "{}", "[]", "[[]]", "\"\"", "-1", "1e999", "0", "true", "\\ud800", "\"\\ud800\"", "\u0000", "&x;", "<a>", "</kml>", "NaN", "99999999999999999999", "\t", "\n", ",,", "\"", "2024-13-01T00:00:00Z", "\ufeff", "PK\u0003\u0004", "91", "181",
    ];

    private static readonly Gen<byte[]> Damaged = Gen.Select(Gen.Int[0, Sound.Length - 1], Gen.Int[0, 1 << 20], Gen.Int[0, 30], Gen.Int[0, Splinters.Length - 1], Gen.Int[0, 2], (which, place, length, splinter, way) =>
    {
        var file = Sound[which];
        var at = place % file.Length;
        byte[] instead = way switch { 0 => [], 1 => Encoding.UTF8.GetBytes(Splinters[splinter]), _ => [(byte)(place >> 8)] };
        byte[] damaged = [.. file[..at], .. instead, .. file[Math.Min(file.Length, at + length)..]];
        return damaged;
    });

    [Test]
    public void A_file_with_a_piece_lost_or_replaced_is_read_or_refused_with_its_place() =>
        Damaged.Sample(
            content =>
            {
                AssertReadOrRefused(() => WayImport.Read(content, "damaged", ExchangeFlights.Geoid));
                AssertReadOrRefused(() => OperationalIntentReader.Read(content, "damaged"));
            },
            iter: 10_000);

    [Test]
    public void A_file_cut_anywhere_is_read_or_refused()
    {
        foreach (var content in Sound)
        {
            for (var length = 0; length < content.Length; length += 7)
            {
                AssertReadOrRefused(() => WayImport.Read(content.AsMemory(0, length), "cut", ExchangeFlights.Geoid));
            }
        }
    }

    [TestCase("<!DOCTYPE kml [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><kml>&b;</kml>", "without DTD")]
    [TestCase("<!DOCTYPE kml SYSTEM \"file:///etc/hostname\"><kml/>", "without DTD")]
    [TestCase("<kml><NetworkLink><Link><href>http://127.0.0.1:1/</href></Link></NetworkLink></kml>", "NetworkLink")]
    [TestCase("<kml>&undeclared;</kml>", "not XML")]
    [TestCase("<svg/>", "expected kml")]
    public void Xml_that_draws_on_anything_else_is_refused(string text, string told) => AssertRefused(Encoding.UTF8.GetBytes(text), told);

    [Test]
    public void What_nests_too_deep_is_refused()
    {
        AssertRefused(Encoding.UTF8.GetBytes("<kml>" + string.Concat(Enumerable.Repeat("<a>", 100_000)) + string.Concat(Enumerable.Repeat("</a>", 100_000)) + "</kml>"), "deeper than 32");
        AssertRefused(Encoding.UTF8.GetBytes("{\"type\":" + new string('[', 100_000) + new string(']', 100_000) + "}"), "at most 32 levels");
    }

    [TestCase("../../etc/cron.d/x")]
    [TestCase("/etc/passwd")]
    [TestCase("C:\\x.kml")]
    [TestCase("wpmz/../../x.kml")]
    public void A_path_that_leaves_the_archive_refuses_it_whole(string path) =>
        AssertRefused(ForeignFiles.Zip(("doc.kml", ForeignFiles.Kml), (path, "x")), "leaves the archive");

    [Test]
    public void An_archive_that_blows_up_has_too_many_entries_or_one_twice_is_refused()
    {
        AssertRefused(ForeignFiles.Zip(("doc.kml", new string(' ', 20_000_000))), "inflates to more than");
        AssertRefused(ForeignFiles.Zip([.. Enumerable.Range(0, 65).Select(i => ($"{i}.kml", "x"))]), "expected at most 64");
        AssertRefused(ForeignFiles.Zip(("doc.kml", ForeignFiles.Kml), ("DOC.kml", ForeignFiles.Kml)), "stands twice");
        AssertRefused(ForeignFiles.Zip(("a.kml", ForeignFiles.Kml), ("b.kml", ForeignFiles.Kml)), "stands 2 times");
    }

    [Test]
    public void An_archive_whose_headers_lie_about_a_size_is_counted_as_it_inflates()
    {
        var archive = ForeignFiles.Zip(("doc.kml", new string(' ', 20_000_000)));

        // The size told in the directory at the end, 24 bytes behind its mark "PK\1\2".
        var directory = archive.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BinaryPrimitives.WriteUInt32LittleEndian(archive.AsSpan(directory + 24), 1000);
        AssertRefused(archive, string.Empty);
    }

    [Test]
    public void A_file_that_is_too_large_or_has_too_many_points_is_refused()
    {
        AssertRefused(new byte[WayLimits.MaxFileBytes + 1], "expected at most 16777216");
        var line = string.Join(',', Enumerable.Range(0, WayLimits.MaxPoints + 1).Select(i => $"[122.{i:D5},30]"));
        AssertRefused(Encoding.UTF8.GetBytes($"{{\"type\":\"LineString\",\"coordinates\":[{line}]}}"), "expected at most 20000");
        AssertRefused(Encoding.UTF8.GetBytes("latitude_deg,longitude_deg\n" + string.Concat(Enumerable.Range(0, WayLimits.MaxPoints + 1).Select(i => $"30,122.{i:D5}\n"))), "more than 20000");
    }

    // The worst that thinning can be given within the bound: every point is a corner.
    [Test]
    public void The_most_points_that_are_taken_are_thinned()
    {
        var zigzag = Enumerable.Range(0, WayLimits.MaxPoints).Select(i => new DroneLogistics.Geodesy.LatLon(30 + (i % 2 * 0.001), 122 + (i * 1e-5))).ToList();
        Assert.That(WayThinning.Corners(zigzag), Has.Count.EqualTo(WayLimits.MaxPoints));
    }

    [TestCase(ForeignFiles.Plan, "\"frame\": 3, \"params\": [0, 0, 0, null, 29.9", "\"frame\": 10, \"params\": [0, 0, 0, null, 29.9", "mission.items[2].command", "frame 10")]
    [TestCase(ForeignFiles.Plan, "\"command\": 16", "\"command\": 20", "mission.items[2].command", "is the command 20")]
    [TestCase(ForeignFiles.Plan, "122.25, 114]", "122.25]", "mission.items[2].params", "has 6 numbers; expected 7")]
    [TestCase(ForeignFiles.Plan, "29.9, 122.25", "92.9, 122.25", "mission.items[2].params[4]", "between -90 and 90")]
    [TestCase(ForeignFiles.Plan, "\"type\": \"SimpleItem\" },", "\"type\": \"ComplexItem\" },", "mission.items[0].type", "expected \"SimpleItem\"")]
    [TestCase(ForeignFiles.Plan, "\"fileType\": \"Plan\"", "\"fileType\": \"Params\"", "fileType", "expected \"Plan\"")]
    [TestCase(ForeignFiles.Plan, "\"inclusion\": true", "\"inclusion\": 1", "geoFence.polygons[0].inclusion", "expected true or false")]
    [TestCase(ForeignFiles.Waypoints, "2\t0\t3\t16", "3\t0\t3\t16", "line 4", "expected 2")]
    [TestCase(ForeignFiles.Waypoints, "QGC WPL 110", "QGC WPL 120", "line 1", "expected QGC WPL 110")]
    [TestCase(ForeignFiles.Waypoints, "114.000000\t1\r\n3", "114.000000\r\n3", "line 4", "has 11 numbers; expected 12")]
    [TestCase(ForeignFiles.Waypoints, "29.90000000", "NaN", "line 4, number 9", "\"NaN\"")]
    [TestCase(ForeignFiles.GeoJson, "29.985, 134.63", "29.985, 1e6", "geometry.coordinates[0][2]", "between -1000 and 20000")]
    [TestCase(ForeignFiles.GeoJson, "\"LineString\"", "\"Polygon\"", "(root)", "has 0 lines")]
    [TestCase(ForeignFiles.Czml, "2024-11-25T01:06:00Z", "2024-11-25T00:06:00Z", "[2].position.cartographicDegrees[4]", "before the sample in front")]
    [TestCase(ForeignFiles.Czml, "\"2024-11-25T01:00:00Z\", 122.308", "0, 122.308", "[2].position", "no epoch")]
    [TestCase(ForeignFiles.Czml, "29.722, 134]", "29.722]", "[2].position.cartographicDegrees", "has 11 numbers")]
    [TestCase(ForeignFiles.Kml, "122.25,29.9,120", "122.25,north,120", "coordinates[1]: latitude", "\"north\"")]
    [TestCase(ForeignFiles.Track, "<when>2024-11-25T01:00:00Z</when>", "", "Track", "2 times and 3 places")]
    [TestCase(ForeignFiles.Csv, "122.25,29.9", "122.25,", "line 3, column latitude_deg", "\"\"")]
    public void What_is_wrong_is_named_with_its_place_and_bound(string file, string sound, string damaged, string where, string told)
    {
        var at = file.IndexOf(sound, StringComparison.Ordinal);
        Assert.That(at, Is.GreaterThanOrEqualTo(0));
        var trouble = Assert.Throws<DataFileException>(() => WayImport.Read(Encoding.UTF8.GetBytes(file[..at] + damaged + file[(at + sound.Length)..]), "file", ExchangeFlights.Geoid));
        Assert.That((trouble!.Key, trouble.Problem), Is.EqualTo((where, trouble.Problem)));
        Assert.That(trouble.Problem, Does.Contain(told));
    }

    [TestCase("\"W84\"", "\"AGL\"", "expected W84")]
    [TestCase("\"Activated\"", "\"Flying\"", "expected Accepted, Activated")]
    [TestCase("\"value\": 150", "\"value\": 15", "lies below altitude_lower")]
    [TestCase("\"value\": \"2024-11-25T01:10:00.00Z\"", "\"value\": \"2024-11-25T00:10:00.00Z\"", "is not after time_start")]
    [TestCase(", { \"lat\": 30.0, \"lng\": 122.3 }", "", "expected 3 at least")]
    public void What_is_wrong_with_an_intent_is_named(string sound, string damaged, string told)
    {
        var at = ForeignFiles.Intent.IndexOf(sound, StringComparison.Ordinal);
        Assert.That(at, Is.GreaterThanOrEqualTo(0));
        var text = ForeignFiles.Intent[..at] + damaged + ForeignFiles.Intent[(at + sound.Length)..];
        Assert.That(() => OperationalIntentReader.Read(Encoding.UTF8.GetBytes(text), "file"), Throws.TypeOf<DataFileException>().With.Message.Contains(told));
    }

    private static void AssertRefused(byte[] content, string told) =>
        Assert.That(() => WayImport.Read(content, "hostile", ExchangeFlights.Geoid), Throws.TypeOf<DataFileException>().With.Message.Contains(told));

    private static void AssertReadOrRefused(Action read)
    {
        try
        {
            read();
        }
        catch (DataFileException trouble)
        {
            Assert.That(trouble.Key, Is.Not.Empty);
            Assert.That(trouble.Problem, Is.Not.Empty);
        }
    }
}
