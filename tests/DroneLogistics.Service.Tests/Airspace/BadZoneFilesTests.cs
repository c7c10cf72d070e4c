using System.Text;
using DroneLogistics.Geodesy;
using DroneLogistics.Service.Tests.Flights;
using DroneLogistics.V1;
using Grpc.Core;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Airspace;

/// <summary>Files of zones that are refused, in both modes, with feature and key; nothing of them is imported.</summary>
public sealed class BadZoneFilesTests
{
    private const string Feature = "content.features[0] (TEST001)";

    private const string Kml = """
        <kml><Document><Placemark><name>X</name>
          <ExtendedData>
            <Data name="identifier"><value>TEST001</value></Data><Data name="country"><value>CHN</value></Data><Data name="type"><value>PROHIBITED</value></Data>
            <Data name="lower"><value>none</value></Data><Data name="upper"><value>none</value></Data>
          </ExtendedData>
          <Polygon><outerBoundaryIs><LinearRing><coordinates>122.6,30.5 122.7,30.5 122.7,30.6 122.6,30.5</coordinates></LinearRing></outerBoundaryIs></Polygon>
        </Placemark></Document></kml>
        """;

    private const string Ed269 = """
        {"title": "Test", "features": [{"identifier": "TEST001", "country": "CHN", "type": "COMMON", "restriction": "VERBOTEN", "applicability": [{"permanent": "YES"}],
         "zoneAuthority": [{"purpose": "INFORMATION"}], "geometry": [{"uomDimensions": "M", "lowerLimit": 0, "lowerVerticalReference": "AGL", "upperLimit": 120, "upperVerticalReference": "AGL",
         "horizontalProjection": {"type": "Circle", "center": [122.6, 30.5], "radius": 500}}]}]}
        """;

    private static IEnumerable<TestCaseData> Files()
    {
        static TestCaseData Row(string name, string content, string reason, string field) => Bytes(name, Encoding.UTF8.GetBytes(content), reason, field);
        static TestCaseData Bytes(string name, byte[] content, string reason, string field) => new TestCaseData(content, reason, field).SetArgDisplayNames(name);
        static string Ring(string ring) => ZoneFiles.Ed318(ring: ring);

        yield return Row("a ring that crosses itself", Ring("[[122,30],[122.2,30.1],[122.1,30],[122,30.3],[122,30]]"), "RING_SELF_INTERSECTS", $"{Feature}.geometry.coordinates");
        yield return Row("a ring that is not closed", Ring("[[122,30],[122.1,30],[122.1,30.1],[122,30.1]]"), "RING_NOT_CLOSED", $"{Feature}.geometry.coordinates[0][3]");
        yield return Row("a ring across the antimeridian", Ring("[[179,30],[-179,30],[-179,31],[179,31],[179,30]]"), "LONGITUDE_RANGE", $"{Feature}.geometry.coordinates[0][1]");
        yield return Row("a literal NaN", Ring("[[122,30],[NaN,30],[122.1,30.1],[122,30]]"), "JSON_FORMAT", "content.features[0].geometry.coordinates[0][1][0]");
        yield return Row("a number beyond all doubles", Ring("[[122,30],[1e999,30],[122.1,30.1],[122,30]]"), "NOT_FINITE", $"{Feature}.geometry.coordinates[0][1]");
        yield return Row("latitude before longitude", Ring("[[30,122],[30,122.1],[30.1,122.1],[30.1,122],[30,122]]"), "OUTSIDE_SERVICE_AREA", $"{Feature}.geometry.coordinates[0][0]");
        yield return Row("a ring of no area", Ring("[[122,30],[122.1,30],[122.2,30],[122,30]]"), "RING_ZERO_AREA", $"{Feature}.geometry.coordinates[0]");
        yield return Row("a ring of three positions", Ring("[[122,30],[122.1,30],[122,30]]"), "RING_TOO_SHORT", $"{Feature}.geometry.coordinates[0]");
        yield return Row("three million vertices", Ring($"[{string.Concat(Enumerable.Repeat("[122.1,30],", 3_000_000))}[122.1,30]]"), "TOO_MANY_VERTICES", $"{Feature}.geometry.coordinates[0]");
        yield return Row("an unknown vertical reference", ZoneFiles.Ed318(reference: "FL"), "ALTITUDE_REFERENCE", $"{Feature}.geometry.layer.upperReference");
        yield return Row("an unknown type", ZoneFiles.Ed318(type: "MAYBE"), "ENUM_UNKNOWN", $"{Feature}.properties.type");
        yield return Row("a circle of negative radius", ZoneFiles.Circle("TEST001", 30.5, 122.6, -1), "NOT_POSITIVE", $"{Feature}.geometry.extent.radius");
        yield return Row("a restriction that ED-269 does not know", Ed269, "ENUM_UNKNOWN", $"{Feature}.restriction");
        yield return Row("deeply nested JSON", Ring(new string('[', 10_000) + new string(']', 10_000)), "JSON_DEPTH", "content.features[0].geometry.coordinates");
        yield return Row("a key twice", ZoneFiles.Ed318().Replace("\"type\": \"FeatureCollection\"", "\"type\": \"FeatureCollection\", \"type\": \"FeatureCollection\"", StringComparison.Ordinal), "DUPLICATE_KEY", "content.type");
        yield return Row("KML with a DTD", "<!DOCTYPE kml [<!ENTITY a \"b\">]>" + Kml, "XML_DTD_FORBIDDEN", "content.(root)");
        yield return Row("KML with an external entity", "<!DOCTYPE kml [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" + Kml.Replace(">X<", ">&x;<", StringComparison.Ordinal), "XML_DTD_FORBIDDEN", "content.(root)");
        yield return Row("KML with a link to another file", Kml.Replace("<Placemark>", "<NetworkLink/><Placemark>", StringComparison.Ordinal), "KML_NETWORKLINK_FORBIDDEN", "content.kml/Document/NetworkLink");
        yield return Row("KML nested deeply", "<kml>" + string.Concat(Enumerable.Repeat("<Folder>", 1000)) + string.Concat(Enumerable.Repeat("</Folder>", 1000)) + "</kml>", "XML_DEPTH", "content.kml/");
        yield return Row("KML that ends early", Kml[..^20], "XML_FORMAT", "content.kml");
        yield return Row("an open ring in KML", Kml.Replace(" 122.6,30.5</coordinates>", "</coordinates>", StringComparison.Ordinal), "RING_TOO_SHORT", "content.Placemark[0] (X).Polygon[0].outerBoundaryIs.coordinates");
        yield return Bytes("KMZ with a path that climbs out", ZoneFiles.Zip(("doc.kml", Kml), ("../../etc/cron.d/x", "x")), "ARCHIVE_PATH", "content.../../etc/cron.d/x");
        yield return Bytes("a zip bomb", ZoneFiles.Zip(("doc.kml", Kml + new string(' ', 50_000_000))), "ARCHIVE_RATIO", "content.doc.kml");
        yield return Bytes("KMZ that ends early", ZoneFiles.Zip(("doc.kml", Kml))[..60], "ARCHIVE_CORRUPT", "content.(archive)");
        yield return Bytes("bytes that are no text", [(byte)'{', 0xFF, 0xFE, (byte)'}'], "TEXT_ENCODING", "content.(encoding)");
        yield return Row("a circle about the airport where GCJ-02 draws it", OffsetAirport(), "SITE_OFFSET_SUSPECT", "content.features[0] (SHIFTED).geometry");
    }

    [Test]
    public async Task Each_is_refused_by_feature_and_key_and_nothing_of_it_is_there()
    {
        await using var service = await RunningService.StartAsync();
        var before = (await service.Airspace.ListGeozonesAsync(new ListGeozonesRequest { PageSize = 1000 })).Geozones;
        foreach (var row in Files())
        {
            var (reason, field) = ((string)row.Arguments[1]!, (string)row.Arguments[2]!);
            foreach (var mode in new[] { ImportGeozonesRequest.Types.Mode.Strict, ImportGeozonesRequest.Types.Mode.Lenient })
            {
                var request = ZoneFiles.Import((byte[])row.Arguments[0]!);
                request.Mode = mode;
                var trouble = await FlightsTests.FailsAsync(() => service.Airspace.ImportGeozonesAsync(request).ResponseAsync);
                var violation = trouble.GetRpcStatus()?.GetDetail<Google.Rpc.BadRequest>()?.FieldViolations[0];
                Assert.That((trouble.StatusCode, FlightsTests.Reason(trouble), violation?.Reason), Is.EqualTo((StatusCode.InvalidArgument, reason, reason)), $"{row.ArgDisplayNames?[0]}, {mode}: {trouble.Status}");
                Assert.That(violation!.Field, Does.StartWith(field), $"{row.ArgDisplayNames?[0]}, {mode}");
                Assert.That(violation.Description, Does.Contain("expected").And.Contain("found"));
            }
        }

        Assert.That((await service.Airspace.ListGeozonesAsync(new ListGeozonesRequest { PageSize = 1000 })).Geozones, Is.EqualTo(before));
        Assert.That((await service.Airspace.ListGeozoneSetsAsync(new ListGeozoneSetsRequest())).GeozoneSets, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task One_bad_zone_among_good_ones_refuses_them_all_and_a_hundred_bad_ones_still_fit_an_answer()
    {
        await using var service = await RunningService.StartAsync();
        var good = Enumerable.Range(0, 200).Select(number => Zone($"GOOD{number:000}", ZoneFiles.Square));
        var bad = Enumerable.Range(0, 100).Select(number => Zone($"BAD{number:000}", "[[122,30],[122.1,30],[122,30]]"));
        foreach (var (zones, count) in new[] { (good.Append(Zone("BAD", "[[122,30],[122.1,30],[122,30]]")), 1), (good.Concat(bad), 25) })
        {
            var head = ZoneFiles.Ed318();
            var text = head[..(head.IndexOf("\"features\": [", StringComparison.Ordinal) + "\"features\": [".Length)] + string.Join(',', zones) + "]}";
            var trouble = await FlightsTests.FailsAsync(() => service.Airspace.ImportGeozonesAsync(ZoneFiles.Import(text)).ResponseAsync);
            Assert.That(FlightsTests.Reason(trouble), Is.EqualTo("RING_TOO_SHORT"), trouble.Status.ToString());
            Assert.That(trouble.GetRpcStatus()!.GetDetail<Google.Rpc.BadRequest>()!.FieldViolations, Has.Count.EqualTo(count));
        }

        Assert.That((await service.Airspace.ListGeozoneSetsAsync(new ListGeozoneSetsRequest())).GeozoneSets, Has.Count.EqualTo(2));
    }

    private static string Zone(string identifier, string ring)
    {
        var text = ZoneFiles.Ed318(identifier, ring);
        var from = text.IndexOf("\"features\": [", StringComparison.Ordinal) + "\"features\": [".Length;
        return text[from..text.LastIndexOf(']')];
    }

    /// <summary>A circle about Putuoshan airport by the coordinates of a public map.</summary>
    private static string OffsetAirport()
    {
        var airport = WorldFiles.Airspace(WorldFiles.DefaultFolder).Aerodromes.Single(aerodrome => aerodrome.Ident == "ZSZS").Position;
        var image = Gcj02.FromWgs84(airport);
        return ZoneFiles.Circle("SHIFTED", image.LatitudeDegrees, image.LongitudeDegrees, 5000);
    }
}
