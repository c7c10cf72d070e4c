using DroneLogistics.Formats;
using DroneLogistics.Provenance;
using DroneLogistics.Terrain;

namespace DroneLogistics.Service;

/// <summary>Elevation tiles in folders: listed at once, read when the ground is first asked for.</summary>
public static class TerrainTileFiles
{
    // Nineteen tiles of a degree and one arc second, half a gigabyte.
    private const long MostPosts = 250_000_000;

    /// <summary>What reads the tiles of both folders.</summary>
    /// <param name="folder">One that may hold tiles among other files.</param>
    /// <param name="tiles">One that was named for its tiles; null: none.</param>
    /// <param name="accuracy">Of the policy.</param>
    /// <returns>Null where there is no tile.</returns>
    /// <exception cref="DataFileException">The folder that was named cannot be read or holds no tile: a misspelt name must not leave its tiles out in silence. What is returned throws it for a tile that cannot be used.</exception>
    public static Func<ElevationGrids>? In(string folder, string? tiles, TileAccuracy accuracy)
    {
        var files = Directory.Exists(folder) ? TilesOf(folder) : [];
        if (tiles is not null)
        {
            var named = TilesOf(tiles);
            files.AddRange(named.Count > 0 ? named : throw new DataFileException(tiles, "(folder)", "holds no elevation tile; expected .hgt, .hgt.gz, .zip, .tif or .tiff"));
        }

        return files.Count > 0 ? () => Read(files, accuracy) : null;
    }

    private static List<string> TilesOf(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder).Where(ElevationTiles.IsTile).Order(StringComparer.Ordinal)];
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw new DataFileException(folder, "(folder)", $"cannot be read: {trouble.Message}", trouble);
        }
    }

    private static ElevationGrids Read(List<string> files, TileAccuracy accuracy)
    {
        var grids = new List<ElevationGrid>();
        var posts = 0L;
        foreach (var path in files)
        {
            var grid = Read(path, accuracy);
            posts += (long)grid.Frame.Rows * grid.Frame.Columns;
            grids.Add(posts <= MostPosts ? grid : throw new DataFileException(path, "(file)", $"brings the heights of all tiles to {posts}; expected at most {MostPosts}"));
        }

        return new ElevationGrids(grids);
    }

    private static ElevationGrid Read(string path, TileAccuracy accuracy)
    {
        try
        {
            using var content = File.OpenRead(path);
            return ElevationTiles.Read(content, path, accuracy);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw new DataFileException(path, "(file)", $"cannot be read: {trouble.Message}", trouble);
        }
    }
}
