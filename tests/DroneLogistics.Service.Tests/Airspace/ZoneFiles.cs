using System.Globalization;
using System.IO.Compression;
using System.Text;
using DroneLogistics.V1;
using Google.Protobuf;

namespace DroneLogistics.Service.Tests.Airspace;

/// <summary>Files of zones and requests with them.</summary>
internal static class ZoneFiles
{
    /// <summary>A square of a tenth of a degree north-east of 30.5 N 122.6 E, up to 120 m above ground.</summary>
    public const string Square = "[[122.6,30.5],[122.7,30.5],[122.7,30.6],[122.6,30.6],[122.6,30.5]]";

    /// <summary>ED-318 with one zone, by its outer ring.</summary>
    public static string Ed318(string identifier = "TEST001", string ring = Square, string type = "PROHIBITED", string reference = "AGL") => $$"""
        {
          "type": "FeatureCollection",
          "name": "Test zones",
          "metadata": {"validFrom": "2026-01-01T00:00:00Z", "provider": [{"text": "Ours", "lang": "en"}]},
          "features": [
            {
              "type": "Feature",
              "properties": {
                "identifier": "{{identifier}}", "country": "CHN", "name": [{"text": "Square", "lang": "en"}],
                "type": "{{type}}", "variant": "COMMON", "zoneAuthority": [{"purpose": "AUTHORIZATION"}]
              },
              "geometry": {
                "type": "Polygon",
                "coordinates": [{{ring}}],
                "layer": {"upper": 120, "upperReference": "{{reference}}", "lower": 0, "lowerReference": "AGL", "uom": "m"}
              }
            }
          ]
        }
        """;

    /// <summary>ED-318 with one circle.</summary>
    public static string Circle(string identifier, double latitude, double longitude, double radiusMetres) =>
        Ed318(identifier).Replace(
            $"\"type\": \"Polygon\",\n        \"coordinates\": [{Square}],",
            string.Create(CultureInfo.InvariantCulture, $"\"type\": \"Point\", \"coordinates\": [{longitude:R}, {latitude:R}], \"extent\": {{\"subType\": \"Circle\", \"radius\": {radiusMetres:R}}},"),
            StringComparison.Ordinal);

    public static byte[] Zip(params (string Path, string Text)[] entries)
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

    public static ImportGeozonesRequest Import(string content, string fileName = "test.json") => Import(Encoding.UTF8.GetBytes(content), fileName);

    public static ImportGeozonesRequest Import(byte[] content, string fileName = "test.json") => new()
    {
        RequestId = Guid.NewGuid().ToString(),
        Content = ByteString.CopyFrom(content),
        FileName = fileName,
        Licence = "CC0-1.0",
    };
}
