using System.IO.Compression;
using System.Text;
using DroneLogistics.Airspace;
using DroneLogistics.Airspace.Formats;
using DroneLogistics.Geodesy;
using NUnit.Framework;

namespace DroneLogistics.Tests.Airspace.Formats;

public sealed class KmlTests
{
    private static readonly ImportOptions[] Modes = [Imports.Strict, Imports.Lenient];

    [Test]
    public void A_placemark_is_a_zone_with_its_holes_and_limits()
    {
        var import = Imports.Read(Imports.Kml);
        Assert.That(import.Diagnostics, Is.Empty);
        var zone = import.Set!.Zones.Single();

        Assert.That((import.Set.Name, zone.Id, zone.Type, zone.NameIn("en"), zone.Messages.Single().Text), Is.EqualTo(("Test", new ZoneId("CHN", "TEST1"), ZoneType.Prohibited, "Square", "Quiet")));
        Assert.That((zone.Covers(new LatLon(30.02, 122.02)), zone.Covers(new LatLon(30.05, 122.05))), Is.EqualTo((true, false)));
        Assert.That(zone.Volumes.Single().Layer.Upper, Is.EqualTo(VerticalLimit.Metres(120, VerticalReference.Agl)));
    }

    [Test]
    public void A_plain_drawing_is_refused_when_strict_and_prohibited_from_the_ground_up_when_lenient()
    {
        const string Drawing = "<kml><Placemark><name>X</name><Polygon><outerBoundaryIs><LinearRing><coordinates>122,30 122.1,30 122.1,30.1 122,30</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></kml>";
        var lenient = Imports.Read(Drawing, Imports.Lenient);
        var zone = lenient.Set!.Zones.Single();

        Assert.That(Imports.Refusal(Imports.Read(Drawing)).Problem, Is.EqualTo(ImportProblem.MissingKey));
        Assert.That((zone.Type, zone.Volumes.Single().Layer, zone.InForce(Zones.Utc("2024-01-01T00:00Z"))), Is.EqualTo((ZoneType.Prohibited, new ZoneLayer(null, null), true)));
        Assert.That(lenient.Diagnostics.Select(told => told.Key), Is.EqualTo(["ExtendedData.lower", "ExtendedData.upper", "ExtendedData.country", "ExtendedData.identifier", "ExtendedData.type"]));
    }

    [TestCase("<!DOCTYPE kml [<!ENTITY a \"b\">]><kml/>", ImportProblem.ForbiddenContent, TestName = "A DTD is refused.")]
    [TestCase("<!DOCTYPE kml SYSTEM \"http://localhost/x.dtd\"><kml/>", ImportProblem.ForbiddenContent, TestName = "An external DTD is refused and not fetched.")]
    [TestCase("<!DOCTYPE kml [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><kml><name>&x;</name></kml>", ImportProblem.ForbiddenContent, TestName = "An external entity is refused and not read.")]
    [TestCase("<kml><name>&x;</name></kml>", ImportProblem.ForbiddenContent, TestName = "An entity that nothing declares is refused.")]
    [TestCase("<kml><Document><NetworkLink><Link><href>http://localhost/</href></Link></NetworkLink></Document></kml>", ImportProblem.ForbiddenContent, TestName = "A link to another file is refused.")]
    [TestCase("<kml><GroundOverlay/></kml>", ImportProblem.ForbiddenContent, TestName = "A picture laid over the ground is refused.")]
    [TestCase("<kml><Document></kml>", ImportProblem.NotReadable, TestName = "Elements that do not match are refused.")]
    [TestCase("<gpx/>", ImportProblem.UnknownFormat, TestName = "Another kind of XML is refused.")]
    public void In_both_modes(string text, ImportProblem problem)
    {
        foreach (var options in Modes)
        {
            Assert.That(Imports.Refusal(Imports.Read(text, options)).Problem, Is.EqualTo(problem));
        }
    }

    [Test]
    public void Deep_nesting_is_refused_with_its_place()
    {
        var text = "<kml>" + string.Concat(Enumerable.Repeat("<Folder>", 10_000)) + string.Concat(Enumerable.Repeat("</Folder>", 10_000)) + "</kml>";
        var refusal = Imports.Refusal(Imports.Read(text));

        Assert.That((refusal.Problem, refusal.Key), Is.EqualTo((ImportProblem.NestedTooDeep, "kml/" + string.Concat(Enumerable.Repeat("Folder/", 11)).TrimEnd('/') + "...")));
    }

    [TestCase("122.0,30.0,0 122.1,30.0,0 122.1,30.1,0 122.0,30.1,0 122.0,30.0,0", "122,30 122.1,30 122.1,30.1 122,30.1", ImportProblem.RingNotClosed, "Polygon[0].outerBoundaryIs.coordinates[3]")]
    [TestCase("122.0,30.0,0 122.1,30.0,0", "NaN,30 122.1,30", ImportProblem.NotFinite, "Polygon[0].outerBoundaryIs.coordinates[0]")]
    [TestCase("122.0,30.0,0 122.1,30.0,0", "30,122 30,122.1", ImportProblem.SwappedCoordinates, "Polygon[0].outerBoundaryIs.coordinates[0]")]
    [TestCase("122.0,30.0,0 122.1,30.0,0", "122,30,0,0 122.1,30", ImportProblem.WrongKind, "Polygon[0].outerBoundaryIs.coordinates[0]")]
    [TestCase("122.0,30.0,0 122.1,30.0,0", "east,30 122.1,30", ImportProblem.WrongKind, "Polygon[0].outerBoundaryIs.coordinates[0]")]
    [TestCase("<value>PROHIBITED</value>", "<value>VERBOTEN</value>", ImportProblem.UnknownWord, "ExtendedData.type")]
    [TestCase("<Data name=\"upperReference\"><value>AGL</value></Data>", "", ImportProblem.UnknownVerticalReference, "ExtendedData.upperReference")]
    [TestCase("<Data name=\"upperReference\"><value>AGL</value></Data>", "<Data name=\"upperReference\"><value>FL</value></Data>", ImportProblem.UnknownVerticalReference, "ExtendedData.upperReference")]
    [TestCase("<value>120</value>", "<value>Infinity</value>", ImportProblem.NotFinite, "ExtendedData.upper")]
    [TestCase("<value>120</value>", "<value>-1</value>", ImportProblem.LimitsReversed, "ExtendedData.lower")]
    public void A_spoiled_placemark_is_refused_with_feature_and_key(string sound, string spoiled, ImportProblem problem, string key)
    {
        foreach (var options in Modes)
        {
            var refusal = Imports.Refusal(Imports.Read(Imports.Kml.Replace(sound, spoiled, StringComparison.Ordinal), options));
            Assert.That((refusal.Problem, refusal.Feature, refusal.Key), Is.EqualTo((problem, "Placemark[0] (Square)", key)), refusal.ToString());
        }
    }

    [Test]
    public void A_line_beside_the_polygon_is_refused_rather_than_dropped()
    {
        var text = Imports.Kml.Replace("<Polygon>", "<LineString><coordinates>1,1 2,2</coordinates></LineString><Polygon>", StringComparison.Ordinal);

        Assert.That(Imports.Refusal(Imports.Read(text)).Problem, Is.EqualTo(ImportProblem.UnsupportedGeometry));
    }

    [Test]
    public void What_is_not_read_is_told_and_a_time_never_clears_a_zone()
    {
        var text = Imports.Kml.Replace("<Polygon>", "<TimeSpan><end>2020-01-01</end></TimeSpan><Polygon>", StringComparison.Ordinal)
            .Replace("<Data name=\"country\">", "<Data name=\"colour\"><value>red</value></Data><Data name=\"country\">", StringComparison.Ordinal);
        var import = Imports.Read(text);

        Assert.That(import.Diagnostics.Select(told => (told.Key, told.IsRefusal)), Is.EqualTo([("TimeSpan", false), ("ExtendedData.colour", false)]));
        Assert.That(import.Set!.Zones.Single().InForce(Zones.Utc("2024-11-25T00:00Z")), Is.True);
    }

    [Test]
    public void A_KMZ_is_read_like_its_KML()
    {
        var set = Imports.Read(Zip(("files/icon.png", "no picture"), ("doc.kml", Imports.Kml))).Set!;

        Assert.That(set.Zones.Single().Id.Identifier, Is.EqualTo("TEST1"));
    }

    [TestCase("../doc.kml")]
    [TestCase("a/../../doc.kml")]
    [TestCase("/doc.kml")]
    [TestCase("..\\doc.kml")]
    [TestCase("C:/doc.kml")]
    public void A_path_that_climbs_out_of_the_archive_refuses_it_with_the_path(string path)
    {
        foreach (var options in Modes)
        {
            var refusal = Imports.Refusal(Imports.Read(Zip(("doc.kml", Imports.Kml), (path, "x")), options));
            Assert.That((refusal.Problem, refusal.Key), Is.EqualTo((ImportProblem.ArchivePath, path)));
        }
    }

    [Test]
    public void A_zip_bomb_is_refused_before_it_is_inflated()
    {
        // 50 million blanks pack to some 50 kB: a thousand to one.
        var refusal = Imports.Refusal(Imports.Read(Zip(("doc.kml", Imports.Kml + new string(' ', 50_000_000)))));
        Assert.That((refusal.Problem, refusal.Key), Is.EqualTo((ImportProblem.ArchiveBomb, "doc.kml")));

        var small = Imports.Strict with { Limits = Imports.Strict.Limits with { MaxInflatedBytes = 500 } };
        Assert.That(Imports.Refusal(Imports.Read(Zip(("doc.kml", Imports.Kml)), small)).Problem, Is.EqualTo(ImportProblem.ArchiveBomb));

        var few = Imports.Strict with { Limits = Imports.Strict.Limits with { MaxArchiveEntries = 1 } };
        Assert.That(Imports.Refusal(Imports.Read(Zip(("doc.kml", Imports.Kml), ("a", "b")), few)).Problem, Is.EqualTo(ImportProblem.ArchiveBomb));
    }

    [Test]
    public void An_archive_of_no_or_two_documents_is_refused()
    {
        Assert.That(Imports.Refusal(Imports.Read(Zip(("readme.txt", "x")))).Problem, Is.EqualTo(ImportProblem.UnknownFormat));
        Assert.That(Imports.Refusal(Imports.Read(Zip(("a.kml", Imports.Kml), ("b.kml", Imports.Kml)))).Problem, Is.EqualTo(ImportProblem.UnknownFormat));
    }

    [Test]
    public void A_truncated_archive_is_refused()
    {
        var whole = Zip(("doc.kml", Imports.Kml));
        for (var length = 2; length < whole.Length; length += 37)
        {
            Assert.That(Imports.Read(whole[..length]).Set, Is.Null);
        }
    }

    private static byte[] Zip(params (string Path, string Text)[] entries)
    {
        using var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, text) in entries)
            {
                using var stream = archive.CreateEntry(path).Open();
                stream.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return memory.ToArray();
    }
}
