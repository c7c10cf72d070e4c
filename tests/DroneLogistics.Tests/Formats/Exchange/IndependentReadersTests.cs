using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using CsvHelper;
using DroneLogistics.Formats.Exchange;
using NetTopologySuite.Features;
using NetTopologySuite.IO.Converters;
using NJsonSchema;
using NUnit.Framework;

namespace DroneLogistics.Tests.Formats.Exchange;

/// <summary>What is written is read by others: libraries, and schemas made after the public descriptions of the formats, which <see cref="ForeignFiles"/> names.</summary>
public sealed class IndependentReadersTests
{
    private static readonly JsonSerializerOptions NtsOptions = new() { Converters = { new GeoJsonConverterFactory() } };

    private static readonly ExchangedFlight Flight = ExchangeFlights.Go;

    [Test]
    public void GeoJson_is_read_by_NetTopologySuite_with_valid_shapes_and_the_length_of_the_way()
    {
        var features = JsonSerializer.Deserialize<FeatureCollection>(Text(ExchangeFormat.GeoJson), NtsOptions)!;
        Assert.That(features.Select(feature => feature.Geometry.IsValid), Is.All.True);
        Assert.That(features[0].Geometry.Coordinates.Select(place => (place.Y, place.X)), Is.EqualTo(Flight.Line.Select(point => (point.Place.LatitudeDegrees, point.Place.LongitudeDegrees))));
        Assert.That(features.Count(feature => feature.Geometry.GeometryType == "Point"), Is.EqualTo(Flight.Alternates.Count));
        var corridor = features.Single(feature => feature.Geometry.GeometryType == "Polygon").Geometry;
        Assert.That(corridor.Covers(features[0].Geometry), Is.True);
        Assert.That(((NetTopologySuite.Geometries.Polygon)corridor).Shell.IsCCW, Is.True, "RFC 7946, 3.1.6");
    }

    [TestCase(ExchangeFormat.Plan, Schemas.Plan)]
    [TestCase(ExchangeFormat.Czml, Schemas.Czml)]
    [TestCase(ExchangeFormat.F3548, Schemas.Intent)]
    public async Task Json_is_as_the_schema_wants(ExchangeFormat format, string text)
    {
        var schema = await JsonSchema.FromJsonAsync(text);
        Assert.That(schema.Validate(Text(format)).Select(error => $"{error}"), Is.Empty);
    }

    // A schema that lets everything pass would prove nothing.
    [TestCase(Schemas.Plan, ForeignFiles.Plan, "\"fileType\": \"Plan\"", "\"fileType\": \"Map\"")]
    [TestCase(Schemas.Plan, ForeignFiles.Plan, "[29.95, 122.3, 50]", "[29.95, 122.3]")]
    [TestCase(Schemas.Plan, ForeignFiles.Plan, "\"frame\": 2", "\"frame\": \"2\"")]
    [TestCase(Schemas.Czml, ForeignFiles.Czml, "\"document\"", "\"dokument\"")]
    [TestCase(Schemas.Intent, ForeignFiles.Intent, "\"reference\": \"W84\"", "\"reference\": \"SFC\"")]
    [TestCase(Schemas.Intent, ForeignFiles.Intent, "\"manager\": \"uss1\",", "")]
    public async Task A_schema_takes_the_file_of_another_program_and_notices_a_fault_in_it(string text, string file, string sound, string damaged)
    {
        var schema = await JsonSchema.FromJsonAsync(text);
        Assert.That(schema.Validate(file), Is.Empty);
        Assert.That(schema.Validate(file.Replace(sound, damaged, StringComparison.Ordinal)), Is.Not.Empty);
    }

    [Test]
    public void Kml_is_as_the_schema_wants_and_the_schema_notices_elements_out_of_order()
    {
        var text = Text(ExchangeFormat.Kml);
        Assert.That(Faults(text), Is.Empty);
        Assert.That(Faults(text.Replace("altitudeMode>absolute", "altitudeMode>sky", StringComparison.Ordinal)), Is.Not.Empty);
        Assert.That(Faults(text.Replace("<coordinates>", "<extrude>1</extrude><coordinates>", StringComparison.Ordinal)), Is.Not.Empty);
    }

    [Test]
    public void A_kmz_is_a_zip_whose_document_is_the_kml()
    {
        using var archive = new ZipArchive(new MemoryStream(FlightExport.Write(Flight, ExchangeFormat.Kmz, false, IntentOwner.None)));
        using var reader = new StreamReader(archive.Entries.Single(entry => entry.FullName == "doc.kml").Open());
        Assert.That(reader.ReadToEnd(), Is.EqualTo(Text(ExchangeFormat.Kml)));
    }

    [Test]
    public void A_table_is_read_by_CsvHelper_without_knowing_its_columns()
    {
        using var csv = new CsvReader(new StringReader(Text(ExchangeFormat.Csv)), CultureInfo.InvariantCulture);
        var rows = csv.GetRecords<dynamic>().Cast<IDictionary<string, object>>().ToList();
        Assert.That(rows, Has.Count.EqualTo(Flight.Trace.Count));
        Assert.That(double.Parse((string)rows[^1]["altitude_m_amsl"], CultureInfo.InvariantCulture), Is.EqualTo(Flight.DestinationElevation.Metres).Within(1e-9));
        Assert.That(DateTimeOffset.Parse((string)rows[^1]["time"], CultureInfo.InvariantCulture), Is.EqualTo(Flight.Arrival));
    }

    // mavlink.io, "Mission Plain-Text File Format": a header, then twelve fields a line with tabs between, numbered from 0, home first.
    [Test]
    public void A_waypoint_file_is_as_its_description_says()
    {
        var lines = Text(ExchangeFormat.Waypoints).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines[0], Is.EqualTo("QGC WPL 110"));
        var rows = lines.Skip(1).Select(line => line.Split('\t')).ToList();
        Assert.That(rows.Select(row => row.Length), Is.All.EqualTo(12));
        Assert.That(rows.Select(row => int.Parse(row[0], CultureInfo.InvariantCulture)), Is.EqualTo(Enumerable.Range(0, rows.Count)));
        Assert.That(rows.Select(row => row[1]), Is.EqualTo(rows.Select((_, index) => index == 0 ? "1" : "0")), "the current item");

        // VTOL take-off, change of speed, waypoints, VTOL landing.
        Assert.That(rows.Skip(1).Select(row => row[3]), Is.EqualTo((string[])["84", "178", .. Enumerable.Repeat("16", Flight.Waypoints.Count - 1), "85"]));
        Assert.That(rows.Last()[8..11], Is.EqualTo(new[] { "29.722", "122.17", "8" }));
    }

    // DJI Cloud API, "template.kml", "waylines.wpml" and "Common Elements": what they call required, but the model of the aircraft.
    [Test]
    public void Waylines_of_DJI_have_every_element_that_their_description_requires()
    {
        XNamespace kml = "http://www.opengis.net/kml/2.2";
        XNamespace wpml = "http://www.dji.com/wpmz/1.0.2";
        using var archive = new ZipArchive(new MemoryStream(FlightExport.Write(Flight, ExchangeFormat.Wpml, false, IntentOwner.None)));
        Assert.That(archive.Entries.Select(entry => entry.FullName), Is.EquivalentTo(new[] { "wpmz/template.kml", "wpmz/waylines.wpml" }));
        foreach (var (path, folder, point) in new[]
        {
            ("wpmz/template.kml", new[] { "templateType", "templateId", "autoFlightSpeed", "waylineCoordinateSysParam", "globalWaypointTurnMode", "globalHeight" }, new[] { "index", "ellipsoidHeight", "height", "useGlobalHeight", "useGlobalSpeed" }),
            ("wpmz/waylines.wpml", ["templateId", "executeHeightMode", "waylineId", "autoFlightSpeed", "distance", "duration"], ["index", "executeHeight", "waypointSpeed", "waypointTurnParam"]),
        })
        {
            using var content = archive.GetEntry(path)!.Open();
            var document = XDocument.Load(content).Root!.Element(kml + "Document")!;
            var mission = document.Element(wpml + "missionConfig")!;
            string[] config = ["flyToWaylineMode", "finishAction", "exitOnRCLost", "takeOffSecurityHeight", "globalTransitionalSpeed"];
            Assert.That(config.Select(name => mission.Element(wpml + name)), Is.All.Not.Null, path);
            var way = document.Element(kml + "Folder")!;
            Assert.That(folder.Select(name => way.Element(wpml + name)), Is.All.Not.Null, path);
            var points = way.Elements(kml + "Placemark").ToList();
            Assert.That(points, Has.Count.EqualTo(Flight.Waypoints.Count));
            Assert.That(points.SelectMany(placemark => point.Select(name => placemark.Element(wpml + name))), Is.All.Not.Null, path);
            Assert.That(points.Select(placemark => (string)placemark.Element(wpml + "index")!), Is.EqualTo(points.Select((_, index) => $"{index}")));
        }
    }

    private static List<string> Faults(string kml)
    {
        var schemas = new XmlSchemaSet();
        schemas.Add(null, XmlReader.Create(new StringReader(Schemas.Kml)));
        schemas.Add(null, XmlReader.Create(new StringReader(Schemas.KmlTrack)));
        var faults = new List<string>();
        XDocument.Parse(kml).Validate(schemas, (_, fault) => faults.Add(fault.Message));
        return faults;
    }

    private static string Text(ExchangeFormat format) => Encoding.UTF8.GetString(FlightExport.Write(Flight, format, false, IntentOwner.None));
}
