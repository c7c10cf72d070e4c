using System.IO.Compression;
using DroneLogistics.Provenance;

namespace DroneLogistics.Formats.Exchange;

/// <summary>
/// Entries of a zip of others, never written to a disk. The archive is judged whole before anything is used: a path that leaves it, a path twice
/// or too many entries refuse it. Sizes are counted while inflating, not believed from the headers.
/// </summary>
internal static class PackedEntries
{
    private const int BufferBytes = 65_536;

    /// <summary>The bytes of the entries whose path is asked for, by path.</summary>
    /// <exception cref="DataFileException">No zip, or one that is refused.</exception>
    public static IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Read(ReadOnlyMemory<byte> content, string file, Func<string, bool> asked)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(content.ToArray(), writable: false), ZipArchiveMode.Read);
            if (archive.Entries.Count > WayLimits.MaxArchiveEntries)
            {
                throw new DataFileException(file, "(entries)", $"has {archive.Entries.Count} entries; expected at most {WayLimits.MaxArchiveEntries}");
            }

            var paths = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            foreach (var entry in archive.Entries)
            {
                RequireInside(entry.FullName, file);
                if (!paths.Add(entry.FullName))
                {
                    throw new DataFileException(file, WayText.Short(entry.FullName), "stands twice in the archive; expected once");
                }
            }

            return archive.Entries.Where(entry => asked(entry.FullName)).ToDictionary(entry => entry.FullName, entry => Inflate(entry, file), StringComparer.Ordinal);
        }
        catch (Exception trouble) when (trouble is InvalidDataException or EndOfStreamException or NotSupportedException)
        {
            throw new DataFileException(file, "(archive)", $"is not a zip archive: {trouble.Message}", trouble);
        }
    }

    private static void RequireInside(string path, string file)
    {
        if (path.StartsWith('/') || path.Contains('\\') || path.Contains(':') || path.Contains('\0') || path.Split('/').Contains(".."))
        {
            throw new DataFileException(file, WayText.Short(path), "leaves the archive; expected a path inside of it");
        }
    }

    private static ReadOnlyMemory<byte> Inflate(ZipArchiveEntry entry, string file)
    {
        // A packed size below a kilobyte says nothing about a ratio.
        var most = Math.Min(WayLimits.MaxInflatedBytes, WayLimits.MaxInflationRatio * Math.Max(1024, entry.CompressedLength));
        using var packed = new CheckedStream(entry.Open(), entry.Crc32);
        using var inflated = new MemoryStream();
        var buffer = new byte[BufferBytes];
        for (int count; (count = packed.Read(buffer)) > 0;)
        {
            inflated.Write(buffer, 0, count);
            if (inflated.Length > most)
            {
                throw new DataFileException(file, WayText.Short(entry.FullName), FormattableString.Invariant($"inflates to more than {most} bytes from {entry.CompressedLength}"));
            }
        }

        return inflated.ToArray();
    }
}
