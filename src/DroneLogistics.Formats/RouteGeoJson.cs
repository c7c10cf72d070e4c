using System.Text.Json;
using NetTopologySuite.Features;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.Converters;

namespace DroneLogistics.Formats;

/// <summary>Writes routes as GeoJSON: each a line at its cruise altitude with its facts.</summary>
/// <remarks>RFC 7946 calls the third coordinate a height above the ellipsoid; ours is above mean sea level, and the property says so.</remarks>
public static class RouteGeoJson
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Converters = { new GeoJsonConverterFactory() } };
    private static readonly GeometryFactory Geometry = new(new PrecisionModel(), 4326);

    /// <summary>The routes as text, in their order.</summary>
    public static string Write(IEnumerable<DrawnRoute> routes)
    {
        var features = new FeatureCollection();
        foreach (var route in routes)
        {
            var facts = new AttributesTable { { "name", route.Name }, { "description", route.Description }, { "verticalReference", "AMSL" } };
            foreach (var (key, value) in route.Facts)
            {
                facts.Add(key, value);
            }

            var line = route.Waypoints.Select(point => (Coordinate)new CoordinateZ(point.LongitudeDegrees, point.LatitudeDegrees, route.Cruise.Metres));
            features.Add(new Feature(Geometry.CreateLineString([.. line]), facts));
        }

        return JsonSerializer.Serialize(features, Options) + "\n";
    }
}
