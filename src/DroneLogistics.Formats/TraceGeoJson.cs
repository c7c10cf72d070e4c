using System.Text.Json;
using NetTopologySuite.Features;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.Converters;

namespace DroneLogistics.Formats;

/// <summary>One point of a trace, as a feature.</summary>
/// <param name="Time">When, UTC.</param>
/// <param name="LatitudeDegrees">WGS 84.</param>
/// <param name="LongitudeDegrees">WGS 84.</param>
/// <param name="AltitudeMetresAmsl">Metres above mean sea level.</param>
/// <param name="Phase">The phase of flight.</param>
/// <param name="GroundSpeedMetresPerSecond">Ground speed.</param>
/// <param name="PowerWatts">Electrical power.</param>
/// <param name="ChargeRatio">Charge, 0 to 1; null where the battery is empty before.</param>
public sealed record TraceFeature(
    DateTimeOffset Time,
    double LatitudeDegrees,
    double LongitudeDegrees,
    double AltitudeMetresAmsl,
    string Phase,
    double GroundSpeedMetresPerSecond,
    double PowerWatts,
    double? ChargeRatio);

/// <summary>Writes a trace as GeoJSON: the path as a line with altitudes, then every point with its numbers.</summary>
/// <remarks>RFC 7946 calls the third coordinate a height above the ellipsoid; ours is above mean sea level, and the property says so.</remarks>
public static class TraceGeoJson
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Converters = { new GeoJsonConverterFactory() } };
    private static readonly GeometryFactory Geometry = new(new PrecisionModel(), 4326);

    /// <summary>The trace as text.</summary>
    public static string Write(IEnumerable<TraceFeature> trace)
    {
        var points = trace.ToList();
        var features = new FeatureCollection
        {
            new Feature(Geometry.CreateLineString([.. points.Select(Coordinate)]), new AttributesTable { { "kind", "path" }, { "verticalReference", "AMSL" } }),
        };
        foreach (var point in points)
        {
            features.Add(new Feature(Geometry.CreatePoint(Coordinate(point)), new AttributesTable
            {
                { "kind", "trace" },
                { "time", point.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture) },
                { "phase", point.Phase },
                { "groundSpeedMps", point.GroundSpeedMetresPerSecond },
                { "powerW", point.PowerWatts },
                { "socRatio", point.ChargeRatio },
            }));
        }

        return JsonSerializer.Serialize(features, Options) + "\n";
    }

    private static CoordinateZ Coordinate(TraceFeature point) => new(point.LongitudeDegrees, point.LatitudeDegrees, point.AltitudeMetresAmsl);
}
