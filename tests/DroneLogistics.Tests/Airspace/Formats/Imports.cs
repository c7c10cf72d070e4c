using System.Text;
using System.Text.Json.Nodes;
using DroneLogistics.Airspace;
using DroneLogistics.Airspace.Formats;
using DroneLogistics.Geodesy;
using NUnit.Framework;

namespace DroneLogistics.Tests.Airspace.Formats;

/// <summary>Files of zones for the tests: a sound one in each format, and ways to spoil it.</summary>
internal static class Imports
{
    /// <summary>29 to 31 N, 121 to 123 E.</summary>
    public static readonly GeoBox Zhoushan = new(29, 121, 31, 123);

    public static readonly ImportOptions Strict = new() { Limits = ShippedAirspace.Policy.Imports, Provenance = Zones.Ours };

    public static readonly ImportOptions Lenient = Strict with { Mode = ImportMode.Lenient };

    /// <summary>A square with a hole in ED-318: every key that the standard has.</summary>
    public const string Ed318 = """
        {
          "type": "FeatureCollection",
          "name": "Test",
          "metadata": {
            "validFrom": "2024-01-01T00:00:00Z", "validTo": "2025-01-01T00:00:00Z", "issued": "2023-12-01T08:00:00+08:00",
            "provider": [{"text": "Ours", "lang": "en"}], "description": [{"text": "A test", "lang": "en"}],
            "otherGeoid": "urn:ogc:def:crs:EPSG::5773", "technicalLimitations": [{"text": "none", "lang": "en"}]
          },
          "features": [
            {
              "type": "Feature",
              "properties": {
                "identifier": "TEST-1", "country": "CHN",
                "name": [{"text": "Square", "lang": "en-GB"}, {"text": "方块", "lang": "zh-CN"}],
                "type": "CONDITIONAL", "variant": "CUSTOMIZED", "restrictionConditions": "below 50 m", "region": 9,
                "reason": ["NOISE", "OTHER"], "otherReasonInfo": [{"text": "a school", "lang": "en"}], "regulationExemption": "NO",
                "message": [{"text": "Quiet, please", "lang": "en"}],
                "zoneAuthority": [{
                  "name": [{"text": "Ours", "lang": "en"}], "service": [{"text": "Desk", "lang": "en"}], "contactName": [{"text": "A. B.", "lang": "en"}],
                  "siteURL": "https://example.org/", "email": "desk@example.org", "phone": "+86 580 0000000", "purpose": "NOTIFICATION", "intervalBefore": "PT2H"
                }],
                "limitedApplicability": [{
                  "startDateTime": "2024-01-01T00:00:00Z", "endDateTime": "2024-12-31T00:00:00Z",
                  "schedule": [{"day": ["MON", "FRI"], "startTime": "08:00:00+08:00", "endEvent": "SS"}, {"day": ["ANY"], "startEvent": "BMCT", "endTime": "23:30:00Z"}]
                }],
                "dataSource": {"creationDate": "2023-12-01T00:00:00Z", "updateDateTime": "2023-12-02T00:00:00Z", "originator": {"text": "Ours", "lang": "en"}},
                "extendedProperties": {"colour": "red"}
              },
              "geometry": {
                "type": "Polygon",
                "coordinates": [
                  [[122.0, 30.0], [122.1, 30.0], [122.1, 30.1], [122.0, 30.1], [122.0, 30.0]],
                  [[122.04, 30.04], [122.04, 30.06], [122.06, 30.06], [122.06, 30.04], [122.04, 30.04]]
                ],
                "layer": {"upper": 400, "upperReference": "AMSL", "lower": 0, "lowerReference": "AGL", "uom": "ft"}
              }
            },
            {
              "type": "Feature",
              "properties": {"identifier": "TEST_2", "country": "CHN", "type": "PROHIBITED", "variant": "COMMON", "zoneAuthority": [{"purpose": "AUTHORIZATION"}]},
              "geometry": {
                "type": "Point", "coordinates": [122.3, 30.2], "extent": {"subType": "Circle", "radius": 750.5},
                "layer": {"upper": 300, "upperReference": "WGS84", "lower": 20, "lowerReference": "AMSL", "uom": "m"}
              }
            }
          ]
        }
        """;

    public const string Ed269 = """
        {
          "title": "Test",
          "features": [
            {
              "identifier": "TEST1", "country": "CHE", "name": "Square", "type": "COMMON", "restriction": "REQ_AUTHORISATION", "restrictionConditions": ["ask"],
              "region": 0, "reason": ["AIR_TRAFFIC", "FOREIGN_TERRITORY"], "otherReasonInfo": "border", "regulationExemption": "YES", "message": "Call",
              "applicability": [{"permanent": "NO", "startDateTime": "2024-01-01T00:00:00Z", "endDateTime": "2024-12-31T00:00:00Z",
                "schedule": [{"day": ["MON"], "startTime": "08:00:00.00Z", "endTime": "17:00Z"}]}],
              "zoneAuthority": [{"name": "Ours", "purpose": "AUTHORIZATION", "email": "a@example.org", "intervalBefore": "P1D"}],
              "geometry": [
                {"uomDimensions": "FT", "lowerLimit": 0, "lowerVerticalReference": "AGL", "upperLimit": 1000, "upperVerticalReference": "AMSL",
                 "horizontalProjection": {"type": "Polygon", "coordinates": [[[122.0, 30.0], [122.1, 30.0], [122.1, 30.1], [122.0, 30.1], [122.0, 30.0]]]}},
                {"uomDimensions": "M", "lowerLimit": 0, "lowerVerticalReference": "AGL", "upperLimit": 120, "upperVerticalReference": "AGL",
                 "horizontalProjection": {"type": "Circle", "center": [122.3, 30.2], "radius": 500}}
              ]
            },
            {
              "identifier": "TEST2", "country": "CHE", "type": "COMMON", "restriction": "PROHIBITED",
              "applicability": [{"permanent": "YES"}], "zoneAuthority": [{"purpose": "INFORMATION"}],
              "geometry": [{"uomDimensions": "M", "lowerLimit": 0, "lowerVerticalReference": "AGL", "upperLimit": 120, "upperVerticalReference": "AGL",
                "horizontalProjection": {"type": "Circle", "center": [122.3, 30.2], "radius": 500}}]
            }
          ]
        }
        """;

    public const string GeoJson = """
        {
          "type": "FeatureCollection",
          "features": [
            {"type": "Feature",
             "properties": {"identifier": "TEST1", "country": "CHN", "type": "PROHIBITED", "name": "Square", "lower": 0, "lowerReference": "AGL", "upper": 120, "upperReference": "AGL"},
             "geometry": {"type": "Polygon", "coordinates": [[[122.0, 30.0], [122.1, 30.0], [122.1, 30.1], [122.0, 30.1], [122.0, 30.0]]]}},
            {"type": "Feature",
             "properties": {"identifier": "TEST2", "country": "CHN", "type": "CONDITIONAL", "radius": 500, "lower": "none", "upper": 1000, "upperReference": "AMSL", "uom": "ft"},
             "geometry": {"type": "Point", "coordinates": [122.3, 30.2]}}
          ]
        }
        """;

    public const string Kml = """
        <?xml version="1.0" encoding="UTF-8"?>
        <kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Test</name>
          <Placemark><name>Square</name><description>Quiet</description>
            <ExtendedData>
              <Data name="identifier"><value>TEST1</value></Data><Data name="country"><value>CHN</value></Data><Data name="type"><value>PROHIBITED</value></Data>
              <Data name="lower"><value>0</value></Data><Data name="lowerReference"><value>AGL</value></Data>
              <Data name="upper"><value>120</value></Data><Data name="upperReference"><value>AGL</value></Data>
            </ExtendedData>
            <Polygon>
              <outerBoundaryIs><LinearRing><coordinates>122.0,30.0,0 122.1,30.0,0 122.1,30.1,0 122.0,30.1,0 122.0,30.0,0</coordinates></LinearRing></outerBoundaryIs>
              <innerBoundaryIs><LinearRing><coordinates>122.04,30.04 122.04,30.06 122.06,30.06 122.06,30.04 122.04,30.04</coordinates></LinearRing></innerBoundaryIs>
            </Polygon>
          </Placemark>
        </Document></kml>
        """;

    public static GeozoneImport Read(string text, ImportOptions? options = null) => Read(Encoding.UTF8.GetBytes(text), options);

    public static GeozoneImport Read(byte[] content, ImportOptions? options = null) => GeozoneFile.Read(content, "zones.test", options ?? Strict);

    /// <summary>Read without any refusal.</summary>
    public static GeozoneSet Accepted(string text, ImportOptions? options = null)
    {
        var import = Read(text, options);
        Assert.That(import.Refusals, Is.Empty);
        return import.Set!;
    }

    public static ImportDiagnostic Refusal(GeozoneImport import)
    {
        Assert.That(import.Set, Is.Null, "nothing is imported");
        Assert.That(import.Refusals, Is.Not.Empty);
        return import.Refusals.First();
    }

    /// <summary>A JSON text with one value changed. The path is of names and indices, parted by slashes.</summary>
    public static string With(string json, string path, JsonNode? value) => Change(json, path, (parent, name) =>
    {
        if (parent is JsonObject record)
        {
            record[name] = value;
        }
        else
        {
            parent.AsArray()[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)] = value;
        }
    });

    public static string Without(string json, string path) => Change(json, path, (parent, name) => parent.AsObject().Remove(name));

    private static string Change(string json, string path, Action<JsonNode, string> change)
    {
        var root = JsonNode.Parse(json)!;
        var steps = path.Split('/');
        var parent = steps.SkipLast(1).Aggregate(root, (node, step) => int.TryParse(step, out var index) ? node[index]! : node[step]!);
        change(parent, steps[^1]);
        return root.ToJsonString();
    }
}
