using System.Buffers.Binary;
using DroneLogistics.Provenance;

namespace DroneLogistics.Formats;

/// <summary>
/// Looks at the first directory of a TIFF before the library does, which makes room for as many numbers as a tag claims: one damaged byte
/// would ask for gigabytes.
/// </summary>
internal static class TiffDirectory
{
    private const int HeaderBytes = 8;
    private const int EntryBytes = 12;
    private const ushort Classic = 42;

    /// <summary>Returns at the start of the file where every tag fits into it.</summary>
    /// <exception cref="DataFileException">No classic TIFF, or a tag that claims more bytes than there are.</exception>
    public static void Require(Stream content, string file)
    {
        var header = Bytes(content, 0, HeaderBytes, file);
        var isBigEndian = header is [(byte)'M', (byte)'M', ..];
        if (!isBigEndian && header is not [(byte)'I', (byte)'I', ..] || Short(header, 2, isBigEndian) != Classic)
        {
            throw new DataFileException(file, "(file)", "is no TIFF: it begins with other bytes; expected one of up to 4 GB, not a BigTIFF");
        }

        var place = Long(header, 4, isBigEndian);
        var count = Short(Bytes(content, place, 2, file), 0, isBigEndian);
        var entries = Bytes(content, place + 2, count * EntryBytes, file);
        for (var i = 0; i < count; i++)
        {
            var (tag, type, claimed) = (Short(entries, i * EntryBytes, isBigEndian), Short(entries, (i * EntryBytes) + 2, isBigEndian), Long(entries, (i * EntryBytes) + 4, isBigEndian));
            if (claimed * SizeOf(type) > content.Length)
            {
                throw new DataFileException(file, $"tag {tag}", $"claims {claimed} numbers of {SizeOf(type)} bytes; the file has {content.Length}");
            }
        }

        content.Position = 0;
    }

    // TIFF 6.0: bytes and texts 1, SHORT 2, LONG and FLOAT 4, RATIONAL and DOUBLE 8; the library skips types that it does not know.
    private static long SizeOf(ushort type) => type switch
    {
        3 or 8 => 2,
        4 or 9 or 11 or 13 => 4,
        5 or 10 or 12 => 8,
        _ => 1,
    };

    private static byte[] Bytes(Stream content, long place, int count, string file)
    {
        // A stream in memory takes no place beyond 2 GB, and the header can claim one of up to 4.
        if (place + count > content.Length)
        {
            throw new DataFileException(file, "(file)", $"is no TIFF: it ends within {count} bytes of its directory at {place}; it has {content.Length}");
        }

        var bytes = new byte[count];
        content.Position = place;
        content.ReadExactly(bytes);
        return bytes;
    }

    private static ushort Short(byte[] bytes, int place, bool isBigEndian) =>
        isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(place)) : BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(place));

    private static long Long(byte[] bytes, int place, bool isBigEndian) =>
        isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(place)) : BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(place));
}
