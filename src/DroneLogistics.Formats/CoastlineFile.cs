using System.Text.Json;
using DroneLogistics.Provenance;
using DroneLogistics.Terrain;
using NetTopologySuite.Features;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.Converters;

namespace DroneLogistics.Formats;

/// <summary>Reads <c>data/islands/islands.geojson</c>: shore lines as polygons with the names that are known.</summary>
public static class CoastlineFile
{
    private static readonly JsonSerializerOptions Options = new() { Converters = { new GeoJsonConverterFactory() } };

    /// <exception cref="DataFileException">Names the file and the feature.</exception>
    public static Coastline Read(ReadOnlySpan<byte> json, string file)
    {
        if (json.IsEmpty)
        {
            throw new DataFileException(file, "(file)", "is empty; expected a GeoJSON FeatureCollection");
        }

        FeatureCollection? features;
        try
        {
            features = JsonSerializer.Deserialize<FeatureCollection>(json, Options);
        }
        catch (Exception trouble) when (trouble is JsonException or ArgumentException or NotSupportedException)
        {
            throw new DataFileException(file, "(file)", $"is not a GeoJSON FeatureCollection: {trouble.Message}", trouble);
        }

        return features is null
            ? throw new DataFileException(file, "(file)", "is null; expected a GeoJSON FeatureCollection")
            : new Coastline([.. features.Select((feature, index) => ReadIsland(feature, index, file))]);
    }

    private static Island ReadIsland(IFeature feature, int index, string file)
    {
        if (feature.Geometry is not Polygon { IsEmpty: false } outline)
        {
            throw new DataFileException(file, $"features[{index}].geometry", "is no polygon");
        }

        return feature.Attributes?.GetOptionalValue("id") is string { Length: > 0 } id
            ? new Island(id, Name(feature, "name_en"), Name(feature, "name_zh"), outline, IsMainland(feature, index, file))
            : throw new DataFileException(file, $"features[{index}].properties.id", "is missing");
    }

    private static bool IsMainland(IFeature feature, int index, string file) => feature.Attributes.GetOptionalValue("kind") switch
    {
        "island" => false,
        "mainland" => true,

        // The mainland taken for an island would be flown over at the height of an islet.
        var kind => throw new DataFileException(file, $"features[{index}].properties.kind", $"is {(kind is null ? "missing" : $"\"{kind}\"")}; expected \"island\" or \"mainland\""),
    };

    private static string? Name(IFeature feature, string key) =>
        feature.Attributes.GetOptionalValue(key) is string { Length: > 0 } name ? name : null;
}
