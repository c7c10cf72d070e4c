using DroneLogistics.Provenance;
using DroneLogistics.Terrain;

namespace DroneLogistics.Formats;

/// <summary>
/// Reads heights from a GeoTIFF: one band of integers or floating point in strips or tiles, latitude and longitude on WGS 84 (EPSG:4326),
/// metres above the geoid EGM96 or EGM2008, taken as above mean sea level. Of several images the first.
/// </summary>
/// <remarks>Where the file names no vertical datum, its heights are taken as above mean sea level and told as assumed.</remarks>
public static class GeoTiffTile
{
    // The largest grid in 64 bits, and its directory.
    private const long LargestFileBytes = 320L * 1024 * 1024;

    /// <summary>Reads a tile.</summary>
    /// <param name="content">The file; can seek.</param>
    /// <param name="file">Its path; the grid has its name without folders.</param>
    /// <param name="quality">How well its heights are known where it names their datum.</param>
    /// <exception cref="DataFileException">Names the file, the tag or key and what was expected.</exception>
    public static ElevationGrid Read(Stream content, string file, GridQuality quality)
    {
        if (content.Length > LargestFileBytes)
        {
            throw new DataFileException(file, "(file)", $"has {content.Length} bytes; expected at most {LargestFileBytes}");
        }

        TiffDirectory.Require(content, file);
        var source = new TiffSource(content);
        try
        {
            using var tiff = source.Open(file) ?? throw new DataFileException(file, "(file)", $"is no TIFF: {source.Complaint}");
            var keys = new GeoTiffKeys(tiff, file);
            var heights = new TiffHeights(tiff, source, file, keys.NoData);
            return heights.ToGrid(keys.Frame(heights.Rows, heights.Columns), keys.TellsDatum ? quality : quality with { Status = SourceStatus.Assumed });
        }
        catch (Exception trouble) when (trouble is not DataFileException)
        {
            // The library runs over the end of what a damaged file claims in many ways; none of them is a height.
            throw new DataFileException(file, "(file)", $"is damaged: {(source.Complaint.Length > 0 ? source.Complaint : trouble.Message)}", trouble);
        }
    }
}
