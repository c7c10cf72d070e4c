using System.Buffers.Binary;
using System.Text;

namespace DroneLogistics.Tests.Formats;

/// <summary>
/// A GeoTIFF put together byte by byte after TIFF 6.0 and OGC 19-008r4, uncompressed, in one strip or in tiles of 16 by 16; what is to be
/// wrong can be made wrong. Three posts of 30 m by default: north-west middle at 30.5 N 122.5 E.
/// </summary>
internal sealed class HandMadeTiff
{
    public const double Step = 1.0 / 3600;

    private const ushort Short = 3;
    private const ushort Long = 4;
    private const ushort Double = 12;
    private const ushort Ascii = 2;

    public bool BigEndian { get; init; }

    public int Rows { get; init; } = 3;

    public int Columns { get; init; } = 3;

    public int Bits { get; init; } = 16;

    /// <summary>1 without a sign, 2 with one, 3 floating point.</summary>
    public ushort SampleFormat { get; init; } = 2;

    public bool Tiled { get; init; }

    public ushort Compression { get; init; } = 1;

    public ushort SamplesPerPixel { get; init; } = 1;

    public string? NoData { get; init; }

    public double[] Scale { get; init; } = [Step, Step, 0];

    public double[] Tie { get; init; } = [0, 0, 0, 122.5, 30.5, 0];

    /// <summary>Keys of GeoTIFF and their values.</summary>
    public Dictionary<ushort, ushort> Keys { get; init; } = new() { [1024] = 2, [1025] = 2, [2048] = 4326, [4096] = 5773 };

    /// <summary>The file.</summary>
    /// <param name="height">By row from north and column from west.</param>
    public byte[] Bytes(Func<int, int, double> height)
    {
        var samples = Tiled ? Tiles(height) : Strip(height);
        var entries = new SortedDictionary<ushort, (ushort Type, int Count, byte[] Data)>
        {
            [256] = Number(Long, Columns),
            [257] = Number(Long, Rows),
            [258] = Number(Short, Bits),
            [259] = Number(Short, Compression),
            [262] = Number(Short, 1),
            [277] = Number(Short, SamplesPerPixel),
            [339] = Number(Short, SampleFormat),
            [33550] = Doubles(Scale),
            [33922] = Doubles(Tie),
        };
        if (Keys.Count > 0)
        {
            ushort[] directory = [1, 1, 0, (ushort)Keys.Count, .. Keys.OrderBy(key => key.Key).SelectMany(key => (ushort[])[key.Key, 0, 1, key.Value])];
            entries[34735] = (Short, directory.Length, [.. directory.SelectMany(Of)]);
        }

        if (NoData is { } text)
        {
            entries[42113] = (Ascii, text.Length + 1, [.. Encoding.ASCII.GetBytes(text), 0]);
        }

        // Header, samples one after the other, then the directory and what does not fit into it.
        var places = new List<int>();
        var place = 8;
        foreach (var piece in samples)
        {
            places.Add(place);
            place += piece.Length;
        }

        (ushort Type, int Count, byte[] Data) Longs(IEnumerable<int> numbers) => (Long, samples.Count, [.. numbers.SelectMany(Of)]);
        if (Tiled)
        {
            (entries[322], entries[323]) = (Number(Short, 16), Number(Short, 16));
            (entries[324], entries[325]) = (Longs(places), Longs(samples.Select(piece => piece.Length)));
        }
        else
        {
            entries[278] = Number(Long, Rows);
            (entries[273], entries[279]) = (Longs(places), Longs(samples.Select(piece => piece.Length)));
        }

        var file = new List<byte>();
        file.AddRange(BigEndian ? "MM"u8 : "II"u8);
        file.AddRange(Of((ushort)42));
        file.AddRange(Of(place));
        file.AddRange(samples.SelectMany(piece => piece));
        file.AddRange(Of((ushort)entries.Count));
        var beyond = place + 2 + (12 * entries.Count) + 4;
        var rest = new List<byte>();
        foreach (var (tag, (type, count, data)) in entries)
        {
            file.AddRange(Of(tag));
            file.AddRange(Of(type));
            file.AddRange(Of(count));
            file.AddRange(data.Length <= 4 ? [.. data, .. new byte[4 - data.Length]] : Of(beyond + rest.Count));
            rest.AddRange(data.Length <= 4 ? [] : data);
        }

        file.AddRange(Of(0));
        file.AddRange(rest);
        return [.. file];
    }

    private List<byte[]> Strip(Func<int, int, double> height) =>
        [[.. Enumerable.Range(0, Rows).SelectMany(row => Enumerable.Range(0, Columns).SelectMany(column => Sample(height(row, column))))]];

    private List<byte[]> Tiles(Func<int, int, double> height)
    {
        var tiles = new List<byte[]>();
        for (var top = 0; top < Rows; top += 16)
        {
            for (var left = 0; left < Columns; left += 16)
            {
                // Beyond the edge a tile holds anything.
                var (row, column) = (top, left);
                tiles.Add([.. Enumerable.Range(0, 256).SelectMany(i => Sample(row + (i / 16) < Rows && column + (i % 16) < Columns ? height(row + (i / 16), column + (i % 16)) : 8000))]);
            }
        }

        return tiles;
    }

    private byte[] Sample(double value)
    {
        var bytes = (SampleFormat, Bits) switch
        {
            (3, 64) => BitConverter.GetBytes(value),
            (3, _) => BitConverter.GetBytes((float)value),
            (2, 32) => BitConverter.GetBytes((int)value),
            (1, _) => BitConverter.GetBytes((ushort)value),
            _ => BitConverter.GetBytes((short)value),
        };
        if (BigEndian)
        {
            Array.Reverse(bytes);
        }

        return bytes;
    }

    private (ushort Type, int Count, byte[] Data) Number(ushort type, int value) => (type, 1, type == Short ? Of((ushort)value) : Of(value));

    private (ushort Type, int Count, byte[] Data) Doubles(double[] values) => (Double, values.Length, [.. values.SelectMany(value =>
    {
        var bytes = new byte[8];
        if (BigEndian)
        {
            BinaryPrimitives.WriteDoubleBigEndian(bytes, value);
        }
        else
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        }

        return bytes;
    })]);

    private byte[] Of(ushort value) => BigEndian ? [(byte)(value >> 8), (byte)value] : [(byte)value, (byte)(value >> 8)];

    private byte[] Of(int value) => BigEndian
        ? [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value]
        : [(byte)value, (byte)(value >> 8), (byte)(value >> 16), (byte)(value >> 24)];
}
