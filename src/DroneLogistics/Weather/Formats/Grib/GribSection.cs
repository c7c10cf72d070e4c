using System.Buffers.Binary;

namespace DroneLogistics.Weather.Formats.Grib;

/// <summary>Makes the refusals of one file, each with its byte.</summary>
internal sealed class GribFile(string name, ReadOnlyMemory<byte> bytes)
{
    public ReadOnlyMemory<byte> Bytes => bytes;

    public WeatherRefusedException Refuse(WeatherProblem problem, long offset, string expected, string found) =>
        new(new WeatherDiagnostic(problem, name, $"byte {offset}", expected, found));
}

/// <summary>One section of a message, big-endian; octets are counted from 1 as the manual does.</summary>
internal sealed class GribSection(GribFile file, int number, int offset, int length)
{
    private const int HeaderOctets = 5;

    public int Number => number;

    public int Length => length;

    public ReadOnlySpan<byte> Bytes => file.Bytes.Span.Slice(offset, length);

    /// <summary>The section that begins at a byte.</summary>
    /// <param name="file">The file.</param>
    /// <param name="offset">Of its first byte.</param>
    /// <param name="end">Of the message.</param>
    public static GribSection At(GribFile file, int offset, int end)
    {
        if (!(offset + HeaderOctets <= end))
        {
            throw file.Refuse(WeatherProblem.GribFormat, offset, "a section or 7777", $"{end - offset} bytes to the end of the message");
        }

        var span = file.Bytes.Span;
        var length = BinaryPrimitives.ReadUInt32BigEndian(span[offset..]);
        return length >= HeaderOctets && length <= end - offset
            ? new GribSection(file, span[offset + 4], offset, (int)length)
            : throw file.Refuse(WeatherProblem.GribFormat, offset, $"a section of {HeaderOctets} to {end - offset} bytes", $"{length}");
    }

    public int Byte(int octet) => Octets(octet, 1)[0];

    public int UnsignedShort(int octet) => BinaryPrimitives.ReadUInt16BigEndian(Octets(octet, 2));

    public uint UnsignedInt(int octet) => BinaryPrimitives.ReadUInt32BigEndian(Octets(octet, 4));

    /// <summary>Sign and magnitude, the first bit being the sign.</summary>
    public long Signed(int octet, int count)
    {
        var value = 0L;
        var octets = Octets(octet, count);
        for (var i = 0; i < count; i++)
        {
            value = (value << 8) | (uint)(i == 0 ? octets[i] & 0x7F : octets[i]);
        }

        return count > 0 && (octets[0] & 0x80) != 0 ? -value : value;
    }

    /// <summary>IEEE 754, 32 bits.</summary>
    public float Float(int octet) => BinaryPrimitives.ReadSingleBigEndian(Octets(octet, 4));

    /// <summary>Refuses the file at an octet.</summary>
    public WeatherRefusedException Refuse(WeatherProblem problem, int octet, string expected, string found) =>
        file.Refuse(problem, offset + octet - 1, $"{expected} (section {number}, octet {octet})", found);

    private ReadOnlySpan<byte> Octets(int octet, int count) => octet - 1 + count <= length
        ? Bytes.Slice(octet - 1, count)
        : throw Refuse(WeatherProblem.GribFormat, octet, $"{count} more bytes", $"a section of {length}");
}

/// <summary>Bits of a section, the highest of a byte first.</summary>
internal ref struct GribBits(GribSection section, int octet)
{
    private readonly ReadOnlySpan<byte> bytes = section.Bytes;
    private long position = (octet - 1) * 8L;

    /// <summary>Asks before anything is read or made room for.</summary>
    public readonly void Require(long bits)
    {
        if (!(position + bits <= bytes.Length * 8L))
        {
            throw section.Refuse(WeatherProblem.GribFormat, (int)(position / 8) + 1, $"{bits} bits of data", $"{(bytes.Length * 8L) - position}");
        }
    }

    /// <summary>The next bits as a number, at most 32; <see cref="Require"/> was asked.</summary>
    public uint Next(int count)
    {
        var value = 0UL;
        var left = count;
        while (left > 0)
        {
            var within = (int)(position & 7);
            var take = Math.Min(left, 8 - within);
            var part = (bytes[(int)(position >> 3)] >> (8 - within - take)) & ((1 << take) - 1);
            value = (value << take) | (uint)part;
            (position, left) = (position + take, left - take);
        }

        return (uint)value;
    }

    public void ToNextByte() => position = (position + 7) & ~7L;
}
