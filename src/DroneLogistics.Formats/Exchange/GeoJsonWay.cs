using DroneLogistics.Geodesy;
using DroneLogistics.Units;

namespace DroneLogistics.Formats.Exchange;

/// <summary>
/// Reads the one line of a GeoJSON file (RFC 7946), or of several that of the feature whose <c>kind</c> is <c>way</c>. Its third coordinates are
/// above the ellipsoid, or above mean sea level where the property <c>verticalReference</c> says AMSL.
/// </summary>
internal static class GeoJsonWay
{
    private const int MostFeatures = 10_000;

    public static ImportedWay Read(ReadOnlyMemory<byte> content, string file, GeoidGrid geoid)
    {
        var root = JsonSpot.Parse(content, file);
        var lines = Features(root).Where(feature => Type(feature.Geometry) == "LineString").ToList();
        var ways = lines.Where(line => Property(line.Properties, "kind") == "way").ToList();
        var (geometry, properties) = (ways.Count > 0 ? ways : lines) is [var only]
            ? only
            : throw root.Says($"has {lines.Count} lines; expected one LineString, or one whose property kind is way");
        var isAmsl = Property(properties, FlightGeoJson.VerticalReference) switch
        {
            "AMSL" => true,
            null or "WGS84" => false,
            var other => throw properties!.Get(FlightGeoJson.VerticalReference).Says($"is \"{WayText.Short(other)}\"; expected AMSL or WGS84"),
        };
        return new ImportedWay
        {
            Format = ExchangeFormat.GeoJson,
            Name = Property(properties, "name") ?? string.Empty,
            Points = WayImport.Way(geometry.Get("coordinates").Items(WayLimits.MaxPoints).Select(position => position.LonLat()).Select(point => new ImportedPoint(point.Place, Altitude(point.Place, point.Metres), null)), file),
            Airspeed = properties?.Find("cruiseAirspeedMps") is { } speed ? Speed.FromMetresPerSecond(speed.Number(0, 400)) : null,
            IsRefused = Property(properties, "verdict") == "NO_GO",
            Fence = [.. Features(root).Where(feature => Type(feature.Geometry) == "Polygon").SelectMany(feature => Polygons(feature.Geometry))],
        };

        AltitudeAmsl? Altitude(LatLon place, double? metres) =>
            isAmsl ? metres is { } amsl ? AltitudeAmsl.FromMetres(amsl) : null : WayImport.Amsl(geoid, place, metres);
    }

    private static IEnumerable<(JsonSpot Geometry, JsonSpot? Properties)> Features(JsonSpot root) => Type(root) switch
    {
        "FeatureCollection" => root.Get("features").Items(MostFeatures).Where(feature => feature.Find("geometry") is not null).Select(feature => (feature.Get("geometry"), feature.Find("properties"))),
        "Feature" => [(root.Get("geometry"), root.Find("properties"))],
        _ => [(root, null)],
    };

    // The shell alone stands for the fence; holes are fences of their own.
    private static IEnumerable<FencePolygon> Polygons(JsonSpot geometry) =>
        geometry.Get("coordinates").Items(MostFeatures).Select((ring, index) => new FencePolygon([.. ring.Items(WayLimits.MaxPoints).Select(position => position.LonLat().Place).SkipLast(1)], index == 0));

    private static string Type(JsonSpot spot) => spot.Get("type").Text();

    private static string? Property(JsonSpot? properties, string key) =>
        properties?.Find(key) is { Kind: System.Text.Json.JsonValueKind.String } text ? text.Text() : null;
}
