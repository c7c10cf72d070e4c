using System.IO.Compression;

namespace DroneLogistics.Airspace.Formats;

/// <summary>
/// Takes the KML out of a KMZ (a zip). The archive is judged whole before anything is used: a path that leaves it, too many entries or
/// more bytes than allowed refuse it. Sizes are counted while inflating, not believed from the headers.
/// </summary>
internal static class KmzArchive
{
    private const int BufferBytes = 65_536;

    public static ReadOnlyMemory<byte> Document(ReadOnlyMemory<byte> content, ImportLog log)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(content.ToArray(), writable: false), ZipArchiveMode.Read);
            if (archive.Entries.Count > log.Limits.MaxArchiveEntries)
            {
                throw log.Refuse(ImportProblem.ArchiveBomb, "(file)", "(entries)", $"at most {log.Limits.MaxArchiveEntries} entries", $"{archive.Entries.Count}");
            }

            foreach (var entry in archive.Entries)
            {
                RequireInside(entry.FullName, log);
            }

            var documents = archive.Entries.Where(entry => entry.FullName.EndsWith(".kml", StringComparison.OrdinalIgnoreCase)).ToList();
            return documents.Count == 1
                ? Inflate(documents[0], log)
                : throw log.Refuse(ImportProblem.UnknownFormat, "(file)", "*.kml", "one document, as zones of further ones would be missed", $"{documents.Count}");
        }
        catch (InvalidDataException trouble)
        {
            throw log.Refuse(ImportProblem.NotReadable, "(file)", "(archive)", "a zip archive", trouble.Message);
        }
    }

    private static void RequireInside(string path, ImportLog log)
    {
        var isOutside = path.StartsWith('/') || path.Contains('\\') || path.Contains(':') || path.Contains('\0') || path.Split('/').Contains("..");
        if (isOutside)
        {
            throw log.Refuse(ImportProblem.ArchivePath, "(file)", path, "a path inside the archive", "one that leaves it");
        }
    }

    private static ReadOnlyMemory<byte> Inflate(ZipArchiveEntry entry, ImportLog log)
    {
        // A packed size below a kilobyte says nothing about a ratio.
        var most = Math.Min(log.Limits.MaxInflatedBytes, log.Limits.MaxInflationRatio * Math.Max(1024, entry.CompressedLength));
        using var packed = entry.Open();
        using var inflated = new MemoryStream();
        var buffer = new byte[BufferBytes];
        for (int count; (count = packed.Read(buffer)) > 0;)
        {
            inflated.Write(buffer, 0, count);
            if (inflated.Length > most)
            {
                throw log.Refuse(ImportProblem.ArchiveBomb, "(file)", entry.FullName, FormattableString.Invariant($"at most {most:F0} bytes of {entry.CompressedLength} packed ones"), "more");
            }
        }

        return inflated.ToArray();
    }
}
