using DroneLogistics.Provenance;
using DroneLogistics.Terrain;

namespace DroneLogistics.Formats;

/// <summary>The elevation tiles of a folder. The files are opened and cached by who asks.</summary>
public static class ElevationTiles
{
    private static readonly string[] Srtm = [".hgt", ".hgt.gz", ".hgt.zip", ".zip"];
    private static readonly string[] GeoTiff = [".tif", ".tiff"];

    /// <summary>Whether a file is a tile by its name.</summary>
    public static bool IsTile(string file) => EndsWithOne(file, Srtm) || EndsWithOne(file, GeoTiff);

    /// <summary>Reads a tile.</summary>
    /// <param name="content">The file; can seek.</param>
    /// <param name="file">Its name.</param>
    /// <param name="accuracy">Of the policy.</param>
    /// <exception cref="DataFileException">Names the file and what was expected.</exception>
    public static ElevationGrid Read(Stream content, string file, TileAccuracy accuracy) => EndsWithOne(file, GeoTiff)
        ? GeoTiffTile.Read(content, file, new GridQuality(accuracy.GeoTiffVertical, accuracy.Horizontal, SourceStatus.Published))
        : SrtmTile.Read(content, file, new GridQuality(accuracy.SrtmVertical, accuracy.Horizontal, SourceStatus.Published));

    private static bool EndsWithOne(string file, string[] endings) => Array.Exists(endings, ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}
