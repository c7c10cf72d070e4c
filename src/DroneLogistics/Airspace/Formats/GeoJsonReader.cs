using System.Text.Json;

namespace DroneLogistics.Airspace.Formats;

/// <summary>
/// Reads plain GeoJSON (RFC 7946): polygons, and points with a <c>radius</c> in metres, with the properties of <see cref="PlainZone"/> and
/// perhaps <c>name</c> and <c>description</c>.
/// </summary>
internal static class GeoJsonReader
{
    private const string Prefix = "GJ";

    public static (string Name, GeozoneMetadata Metadata) ReadCollection(JsonPlace root)
    {
        root.TellOthers("type", "name", "bbox", "features");
        return (root.Find("name")?.Text(200) ?? string.Empty, GeozoneMetadata.None);
    }

    public static Geozone ReadFeature(JsonPlace feature, int number)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        if (feature.AsObject().Find("properties") is { } properties)
        {
            foreach (var member in properties.AsObject().Value.EnumerateObject())
            {
                // Half a character stays spelt as an escape, which no word or number is.
                values[member.Name] = (member.Value.ValueKind == JsonValueKind.String ? JsonPlace.Characters(member.Value) : null) ?? member.Value.GetRawText();
            }
        }

        var geometry = feature.Get("geometry").AsObject();
        return new PlainZone(feature.Log, feature.Feature, "properties.", values)
            .Make(number, Prefix, values.GetValueOrDefault("name"), values.GetValueOrDefault("description"), radius => Shapes(geometry, radius));
    }

    private static IReadOnlyList<ZoneShape> Shapes(JsonPlace geometry, double? radius)
    {
        var type = geometry.Get("type").Text(int.MaxValue);
        switch (type)
        {
            case "Polygon":
                return [JsonShapes.Polygon(geometry.Get("coordinates"))];
            case "MultiPolygon":
                var polygons = geometry.Get("coordinates").Items().Select(JsonShapes.Polygon).ToList();
                return polygons.Count > 0 ? polygons : throw geometry.Get("coordinates").Refuse(ImportProblem.NoArea, "at least one polygon", "none");
            case "Point" when radius is { } metres:
                return [ShapeBuilder.Circle(geometry.Log, geometry.Feature, "properties.radius", JsonShapes.Position(geometry.Get("coordinates")), metres)];
            default:
                throw geometry.Get("type").Refuse(ImportProblem.UnsupportedGeometry, "Polygon, MultiPolygon, or a Point with properties.radius", $"\"{type}\"");
        }
    }
}
