using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using DroneLogistics.Geodesy;
using DroneLogistics.Provenance;
using DroneLogistics.Terrain;

namespace DroneLogistics.Formats;

/// <summary>
/// Reads an elevation tile of one degree in the form of the Shuttle Radar Topography Mission: 1201 or 3601 posts a side, 16 bit, high byte
/// first, north to south, metres above the geoid EGM96, taken as above mean sea level; plain, gzip, or the one tile of a zip.
/// </summary>
/// <remarks>The place is told by the name: <c>N30E122.hgt</c> has its south-west corner at 30 N 122 E. Heights are read into the array that is kept; nothing else of the size of a tile is held.</remarks>
public static partial class SrtmTile
{
    private const int CoarsePosts = 1201;
    private const int FinePosts = 3601;

    /// <summary>Reads a tile.</summary>
    /// <param name="content">The file; can seek.</param>
    /// <param name="file">Its name; folders before it do not matter.</param>
    /// <param name="quality">How well its heights are known.</param>
    /// <exception cref="DataFileException">Names the file and what was expected.</exception>
    public static ElevationGrid Read(Stream content, string file, GridQuality quality) => PackedTile.Open(content, file, ".hgt", (tile, name) =>
    {
        var corner = NorthWest(name, file);
        var metres = Heights(tile, file);
        var posts = metres.Length == CoarsePosts * CoarsePosts ? CoarsePosts : FinePosts;
        var step = 1.0 / (posts - 1);
        return new ElevationGrid(Path.GetFileName(file), new GridFrame(corner, step, step, posts, posts), metres, quality);
    });

    private static LatLon NorthWest(string name, string file)
    {
        if (Place().Match(Path.GetFileName(name)) is not { Success: true } place)
        {
            throw new DataFileException(file, "(name)", $"is \"{name}\"; expected the south-west corner, for example N30E122.hgt");
        }

        var south = Degrees(place.Groups["lat"].Value) * (place.Groups["ns"].Value is "N" or "n" ? 1 : -1);
        var west = Degrees(place.Groups["lon"].Value) * (place.Groups["ew"].Value is "E" or "e" ? 1 : -1);
        return south is >= -90 and <= 89 && west is >= -180 and <= 179
            ? new LatLon(south + 1, west)
            : throw new DataFileException(file, "(name)", $"is \"{name}\"; expected a latitude between 90 S and 89 N and a longitude between 180 W and 179 E");
    }

    private static int Degrees(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>All heights. Which of the two sizes it is shows where the bytes end; a sender that packed more is not followed.</summary>
    private static short[] Heights(Stream tile, string file)
    {
        var coarse = new short[CoarsePosts * CoarsePosts];
        var count = Fill(tile, MemoryMarshal.AsBytes(coarse.AsSpan()));
        if (count < coarse.Length * sizeof(short))
        {
            throw WrongSize(file, $"{count}");
        }

        var next = tile.ReadByte();
        if (next < 0)
        {
            return InOrder(coarse);
        }

        var fine = new short[FinePosts * FinePosts];
        var bytes = MemoryMarshal.AsBytes(fine.AsSpan());
        MemoryMarshal.AsBytes(coarse.AsSpan()).CopyTo(bytes);
        bytes[count] = (byte)next;
        count += 1 + Fill(tile, bytes[(count + 1)..]);
        return count < bytes.Length ? throw WrongSize(file, $"{count}")
            : tile.ReadByte() >= 0 ? throw WrongSize(file, $"more than {bytes.Length}")
            : InOrder(fine);
    }

    private static int Fill(Stream tile, Span<byte> bytes)
    {
        try
        {
            return tile.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        }
        catch (EndOfStreamException trouble)
        {
            throw new InvalidDataException(trouble.Message, trouble);
        }
    }

    private static DataFileException WrongSize(string file, string bytes) => new(
        file,
        "(file)",
        $"has {bytes} bytes of heights; expected {CoarsePosts * CoarsePosts * sizeof(short)} ({CoarsePosts} posts a side) or {FinePosts * FinePosts * sizeof(short)} ({FinePosts})");

    private static short[] InOrder(short[] heights)
    {
        if (BitConverter.IsLittleEndian)
        {
            BinaryPrimitives.ReverseEndianness(heights, heights);
        }

        return heights;
    }

    [GeneratedRegex(@"\A(?<ns>[NSns])(?<lat>\d{2})(?<ew>[EWew])(?<lon>\d{3})(\.SRTMGL[13])?\.hgt\z", RegexOptions.IgnoreCase)]
    private static partial Regex Place();
}
