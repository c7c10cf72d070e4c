using System.IO.Compression;
using DroneLogistics.Provenance;

namespace DroneLogistics.Formats;

/// <summary>A file with one elevation tile, plain, packed with gzip or within a zip; told by its first bytes.</summary>
internal static class PackedTile
{
    // Packing makes a tile of a degree no larger than it is, 25.9 MB, and some bytes more.
    private const long LargestFileBytes = 32 * 1024 * 1024;

    // Archives of tiles hold the tile and perhaps a read-me.
    private const int MostEntries = 100;

    /// <summary>Opens a tile.</summary>
    /// <param name="content">The file; can seek.</param>
    /// <param name="file">Its name for messages.</param>
    /// <param name="ending">How the name of the tile ends, for example <c>.hgt</c>.</param>
    /// <param name="read">Reads the unpacked bytes of the tile with a name. What an archive says of their number is not believed.</param>
    /// <exception cref="DataFileException">Too large a file, no or more than one tile in it, or damaged.</exception>
    public static T Open<T>(Stream content, string file, string ending, Func<Stream, string, T> read)
    {
        if (content.Length > LargestFileBytes)
        {
            throw new DataFileException(file, "(file)", $"has {content.Length} bytes; expected at most {LargestFileBytes}");
        }

        Span<byte> first = stackalloc byte[4];
        var count = content.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        content.Position = 0;
        try
        {
            switch (first[..count])
            {
                case [0x1f, 0x8b, ..]:
                    using (var unpacked = new GZipStream(content, CompressionMode.Decompress, leaveOpen: true))
                    {
                        return read(unpacked, WithoutEnding(file, ".gz"));
                    }

                case [0x50, 0x4b, _, _]:
                    return Unzip(content, file, ending, read);
                default:
                    return read(content, file);
            }
        }
        catch (Exception trouble) when (trouble is InvalidDataException or NotSupportedException)
        {
            throw new DataFileException(file, "(file)", $"is damaged: {trouble.Message}", trouble);
        }
    }

    private static T Unzip<T>(Stream content, string file, string ending, Func<Stream, string, T> read)
    {
        using var zip = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
        if (zip.Entries.Count > MostEntries)
        {
            throw new DataFileException(file, "(file)", $"holds {zip.Entries.Count} entries; expected at most {MostEntries}");
        }

        var tiles = zip.Entries.Where(entry => entry.FullName.EndsWith(ending, StringComparison.OrdinalIgnoreCase)).ToList();
        if (tiles is not [var tile])
        {
            throw new DataFileException(file, "(file)", $"holds {tiles.Count} tiles; expected one {ending}");
        }

        using var unpacked = new CheckedStream(tile.Open(), tile.Crc32);
        return read(unpacked, tile.Name);
    }

    private static string WithoutEnding(string file, string ending) => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase) ? file[..^ending.Length] : file;
}
