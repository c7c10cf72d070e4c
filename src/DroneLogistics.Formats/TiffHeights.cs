using System.Runtime.InteropServices;
using BitMiracle.LibTiff.Classic;
using DroneLogistics.Provenance;
using DroneLogistics.Terrain;

namespace DroneLogistics.Formats;

/// <summary>The samples of a TIFF with one band, in strips or tiles, as heights. Sizes are judged before anything is read.</summary>
internal sealed class TiffHeights
{
    // 6001 posts a side: five degrees of three arc seconds, or one of 0.6.
    private const long MostPosts = 6001L * 6001L;

    // LZW packs best of what is allowed: 4,095 bytes into 12 bits.
    private const long BestRatio = 2730;

    // A strip or tile is held while it is read.
    private const int LargestPieceBytes = 64 * 1024 * 1024;

    private readonly Tiff tiff;
    private readonly TiffSource source;
    private readonly string file;
    private readonly double? noData;
    private readonly (SampleFormat Format, int Bits) kind;

    public TiffHeights(Tiff tiff, TiffSource source, string file, double? noData)
    {
        this.tiff = tiff;
        this.source = source;
        this.file = file;
        this.noData = noData;
        Rows = Number(TiffTag.IMAGELENGTH, "ImageLength", 2, int.MaxValue);
        Columns = Number(TiffTag.IMAGEWIDTH, "ImageWidth", 2, int.MaxValue);
        if ((long)Rows * Columns > MostPosts)
        {
            throw new DataFileException(file, "ImageLength", $"{Rows} rows of {Columns} are {(long)Rows * Columns} posts; expected at most {MostPosts}");
        }

        _ = Number(TiffTag.SAMPLESPERPIXEL, "SamplesPerPixel", 1, 1);
        _ = Number(TiffTag.ORIENTATION, "Orientation", 1, 1);
        var compression = (Compression)Number(TiffTag.COMPRESSION, "Compression", 1, ushort.MaxValue);
        if (compression is not (Compression.NONE or Compression.LZW or Compression.ADOBE_DEFLATE or Compression.DEFLATE or Compression.PACKBITS))
        {
            throw new DataFileException(file, "Compression", $"is {(int)compression}; expected 1 (none), 5 (LZW), 8 or 32946 (deflate) or 32773 (PackBits)");
        }

        kind = ((SampleFormat)Number(TiffTag.SAMPLEFORMAT, "SampleFormat", 1, ushort.MaxValue), Number(TiffTag.BITSPERSAMPLE, "BitsPerSample", 1, ushort.MaxValue));
        if (kind is not ((SampleFormat.INT, 16 or 32) or (SampleFormat.UINT, 16) or (SampleFormat.IEEEFP, 32 or 64)))
        {
            throw new DataFileException(file, "BitsPerSample", $"is {kind.Bits} of SampleFormat {(int)kind.Format}; expected 16 or 32 bit integers with a sign, 16 without, or 32 or 64 bit floating point");
        }

        if ((long)Rows * Columns * SampleBytes > source.Length * BestRatio)
        {
            throw new DataFileException(file, "ImageLength", $"{Rows} rows of {Columns} do not fit into a file of {source.Length} bytes");
        }
    }

    public int Rows { get; }

    public int Columns { get; }

    private int SampleBytes => kind.Bits / 8;

    /// <summary>The grid with these heights, rows north to south.</summary>
    /// <param name="frame">Where the posts stand.</param>
    /// <param name="quality">How well they are known.</param>
    public ElevationGrid ToGrid(GridFrame frame, GridQuality quality)
    {
        if (kind.Format == SampleFormat.IEEEFP)
        {
            var parts = new float[Rows * Columns];
            Read((samples, post) => Copy(samples, parts.AsSpan(post)));
            return new ElevationGrid(Path.GetFileName(file), frame, parts, quality);
        }

        var whole = new short[Rows * Columns];
        Read((samples, post) => Copy(samples, whole.AsSpan(post)));
        return new ElevationGrid(Path.GetFileName(file), frame, whole, quality);
    }

    private delegate void RowPart(ReadOnlySpan<byte> samples, int firstPost);

    private void Read(RowPart take)
    {
        if (tiff.IsTiled())
        {
            ReadTiles(take);
        }
        else
        {
            ReadStrips(take);
        }
    }

    private void ReadStrips(RowPart take)
    {
        var rowsPerStrip = (int)Math.Min(Rows, tiff.GetFieldDefaulted(TiffTag.ROWSPERSTRIP) is [var rows] ? (uint)rows.ToInt() : (uint)Rows);
        var rowBytes = Columns * SampleBytes;
        var piece = Piece("RowsPerStrip", (long)rowsPerStrip * rowBytes);
        for (int row = 0, strip = 0; row < Rows; row += rowsPerStrip, strip++)
        {
            var count = Math.Min(rowsPerStrip, Rows - row);
            Require(tiff.ReadEncodedStrip(strip, piece, 0, count * rowBytes), count * rowBytes, $"strip {strip}");
            for (var i = 0; i < count; i++)
            {
                take(piece.AsSpan(i * rowBytes, rowBytes), (row + i) * Columns);
            }
        }
    }

    private void ReadTiles(RowPart take)
    {
        var (width, length) = (Number(TiffTag.TILEWIDTH, "TileWidth", 16, 16_384), Number(TiffTag.TILELENGTH, "TileLength", 16, 16_384));
        var piece = Piece("TileWidth", (long)width * length * SampleBytes);
        for (var row = 0; row < Rows; row += length)
        {
            for (var column = 0; column < Columns; column += width)
            {
                var tile = tiff.ComputeTile(column, row, 0, 0);
                Require(tiff.ReadEncodedTile(tile, piece, 0, piece.Length), piece.Length, $"tile {tile}");
                var (rows, columns) = (Math.Min(length, Rows - row), Math.Min(width, Columns - column));
                for (var i = 0; i < rows; i++)
                {
                    take(piece.AsSpan(i * width * SampleBytes, columns * SampleBytes), ((row + i) * Columns) + column);
                }
            }
        }
    }

    private byte[] Piece(string key, long bytes) => bytes is > 0 and <= LargestPieceBytes
        ? new byte[bytes]
        : throw new DataFileException(file, key, $"makes pieces of {bytes} bytes; expected at most {LargestPieceBytes}");

    private void Require(int read, int expected, string piece)
    {
        if (read != expected)
        {
            throw new DataFileException(file, "(file)", $"is damaged: {piece} has {Math.Max(0, read)} of {expected} bytes. {source.Complaint}".TrimEnd());
        }
    }

    private void Copy(ReadOnlySpan<byte> samples, Span<float> heights)
    {
        for (var i = 0; i < samples.Length / SampleBytes; i++)
        {
            var value = kind.Bits == 64 ? MemoryMarshal.Cast<byte, double>(samples)[i] : MemoryMarshal.Cast<byte, float>(samples)[i];
            heights[i] = noData is { } none && (value == none || (float)value == (float)none) ? float.NaN : (float)value;
        }
    }

    private void Copy(ReadOnlySpan<byte> samples, Span<short> heights)
    {
        for (var i = 0; i < samples.Length / SampleBytes; i++)
        {
            var value = kind switch
            {
                { Bits: 32 } => MemoryMarshal.Cast<byte, int>(samples)[i],
                { Format: SampleFormat.UINT } => MemoryMarshal.Cast<byte, ushort>(samples)[i],
                _ => MemoryMarshal.Cast<byte, short>(samples)[i],
            };
            heights[i] = value == noData || value is < short.MinValue or > short.MaxValue ? ElevationGrid.Void : (short)value;
        }
    }

    private int Number(TiffTag tag, string name, int minimum, int maximum) =>
        tiff.GetFieldDefaulted(tag) is not [var field, ..] ? throw new DataFileException(file, name, "is missing")
        : field.ToInt() is var number && number >= minimum && number <= maximum ? number
        : throw new DataFileException(file, name, minimum == maximum ? $"is {field.ToInt()}; expected {minimum}" : $"is {field.ToInt()}; expected {minimum} to {maximum}");
}
