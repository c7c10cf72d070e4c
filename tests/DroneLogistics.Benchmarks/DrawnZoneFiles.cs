using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using DroneLogistics.Airspace;
using DroneLogistics.Airspace.Formats;
using DroneLogistics.Geodesy;

namespace DroneLogistics.Benchmarks;

/// <summary>Drawn zones as the bytes of a file.</summary>
internal static class DrawnZoneFiles
{
    public static readonly string[] Formats = ["ed318", "ed269", "geojson", "kml"];

    /// <summary>Formats without words for times and several layers.</summary>
    public static bool IsPlain(string format) => format is "geojson" or "kml";

    public static byte[] Write(GeozoneSet set, string format) => format switch
    {
        "ed318" => Ed318Writer.Write(set),
        "ed269" => Ed269Writer.Write(set).Content,
        "kml" => KmlWriter.Write(set).Content,
        _ => GeoJson(set),
    };

    /// <summary>Plain GeoJSON, which nothing else of the program writes.</summary>
    private static byte[] GeoJson(GeozoneSet set)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("type", "FeatureCollection");
            json.WriteStartArray("features");
            foreach (var zone in set.Zones)
            {
                Feature(json, zone);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void Feature(Utf8JsonWriter json, Geozone zone)
    {
        var volume = zone.Volumes[0];
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteStartObject("properties");
        json.WriteString("identifier", zone.Id.Identifier);
        json.WriteString("country", zone.Id.Country);
        json.WriteString("name", zone.NameIn("en"));
        json.WriteString("type", zone.Type switch { ZoneType.Prohibited => "PROHIBITED", ZoneType.Conditional => "CONDITIONAL", _ => "REQ_AUTHORIZATION" });
        Limit(json, "lower", volume.Layer.Lower);
        Limit(json, "upper", volume.Layer.Upper);
        if (volume.Shape is ZoneCircle circle)
        {
            json.WriteNumber("radius", circle.Radius.Metres);
        }

        json.WriteEndObject();
        json.WriteStartObject("geometry");
        json.WriteString("type", volume.Shape is ZoneCircle ? "Point" : "Polygon");
        json.WritePropertyName("coordinates");
        Coordinates(json, volume.Shape);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Limit(Utf8JsonWriter json, string key, VerticalLimit? limit)
    {
        if (limit is { } known)
        {
            json.WriteString(key, known.Height.Metres.ToString("R", CultureInfo.InvariantCulture));
            json.WriteString($"{key}Reference", known.Reference.ToString().ToUpperInvariant());
        }
        else
        {
            json.WriteString(key, "none");
        }
    }

    private static void Coordinates(Utf8JsonWriter json, ZoneShape shape)
    {
        if (shape is ZoneCircle circle)
        {
            Position(json, circle.Centre);
            return;
        }

        json.WriteStartArray();
        json.WriteStartArray();
        foreach (var position in ((ZonePolygon)shape).Outer)
        {
            Position(json, position);
        }

        json.WriteEndArray();
        json.WriteEndArray();
    }

    private static void Position(Utf8JsonWriter json, LatLon position)
    {
        json.WriteStartArray();
        json.WriteNumberValue(position.LongitudeDegrees);
        json.WriteNumberValue(position.LatitudeDegrees);
        json.WriteEndArray();
    }
}
