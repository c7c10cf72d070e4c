using System.Buffers.Binary;
using System.IO.Compression;

namespace DroneLogistics.Airspace.Formats;

/// <summary>
/// Takes the KML out of a KMZ (a zip). The archive is judged whole before anything is used: a path that leaves it, too many entries or
/// more bytes than allowed refuse it. Sizes are counted while inflating, not believed from the headers.
/// </summary>
internal static class KmzArchive
{
    private const int BufferBytes = 65_536;
    private const int DirectoryEndBytes = 22;
    private const int EntryBytes = 46;
    private const int LocalHeaderBytes = 30;
    private const int UnixKind = 0xF000;
    private const int UnixLink = 0xA000;

    private static readonly string[] Nested = [".ZIP", ".KMZ", ".GZ", ".TAR", ".7Z", ".BZ2", ".XZ"];

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
                RequireFile(entry, log);
            }

            if (LieOverEachOther(content.Span))
            {
                throw log.Refuse(ImportProblem.NotReadable, "(file)", "(archive)", "a zip archive", "entries that lie over each other");
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

    /// <summary>Whether two entries of the directory at the end share bytes: a few of them can then hold any amount.</summary>
    private static bool LieOverEachOther(ReadOnlySpan<byte> archive)
    {
        var end = archive.LastIndexOf("PK\u0005\u0006"u8);
        if (end < 0 || end + DirectoryEndBytes > archive.Length)
        {
            return false;
        }

        var places = new List<(long Start, long End)>();
        for (long at = BinaryPrimitives.ReadUInt32LittleEndian(archive[(end + 16)..]); at + EntryBytes <= end && archive[(int)at..].StartsWith("PK\u0001\u0002"u8);)
        {
            var entry = archive[(int)at..];
            var start = BinaryPrimitives.ReadUInt32LittleEndian(entry[42..]);
            places.Add((start, start + LocalHeaderBytes + BinaryPrimitives.ReadUInt32LittleEndian(entry[20..])));
            at += EntryBytes + BinaryPrimitives.ReadUInt16LittleEndian(entry[28..]) + BinaryPrimitives.ReadUInt16LittleEndian(entry[30..]) + BinaryPrimitives.ReadUInt16LittleEndian(entry[32..]);
        }

        places.Sort();
        return places.Zip(places.Skip(1)).Any(pair => pair.First.End > pair.Second.Start);
    }

    private static void RequireInside(string path, ImportLog log)
    {
        var isOutside = path.StartsWith('/') || path.Contains('\\') || path.Contains(':') || path.Contains('\0') || path.Split('/').Contains("..");
        if (isOutside)
        {
            throw log.Refuse(ImportProblem.ArchivePath, "(file)", path, "a path inside the archive", "one that leaves it");
        }
    }

    private static void RequireFile(ZipArchiveEntry entry, ImportLog log)
    {
        // The upper half is the mode of Unix, of which four bits tell the kind.
        if (((entry.ExternalAttributes >> 16) & UnixKind) == UnixLink)
        {
            throw log.Refuse(ImportProblem.ArchiveLink, "(file)", entry.FullName, "files and folders", "a link");
        }

        if (Nested.Contains(Path.GetExtension(entry.FullName).ToUpperInvariant()))
        {
            throw log.Refuse(ImportProblem.ArchiveNested, "(file)", entry.FullName, "no archive in the archive", "one");
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
