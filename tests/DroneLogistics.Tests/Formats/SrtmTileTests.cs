using System.IO.Compression;
using DroneLogistics.Formats;
using DroneLogistics.Provenance;
using DroneLogistics.Terrain;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Formats;

public sealed class SrtmTileTests
{
    private const int Coarse = 1201 * 1201 * 2;
    private const int Fine = 3601 * 3601 * 2;

    private static readonly GridQuality Quality = new(Length.FromMetres(16), Length.FromMetres(20), SourceStatus.Published);

    // The name tells the south-west corner; rows begin in the north.
    [TestCase("N30E122.hgt", 1201, 31, 122)]
    [TestCase("N30E122.hgt", 3601, 31, 122)]
    [TestCase("n29e121.SRTMGL1.HGT", 3601, 30, 121)]
    [TestCase("S01W070.hgt", 1201, 0, -70)]
    [TestCase("S90E179.hgt", 1201, -89, 179)]
    public void The_name_tells_the_corner_the_size_the_posts_and_the_first_height_is_the_north_west_one(string name, int posts, double north, double west)
    {
        // 258 is 0x0102: the high byte first.
        var grid = Read(Tile(posts, (0, 0, 258), (0, posts - 1, 31), (posts - 1, 0, -2), (7, 9, 503)), name);

        Assert.That((grid.Frame.Rows, grid.Frame.Columns, grid.Frame.NorthDegrees, grid.Frame.WestDegrees), Is.EqualTo((posts, posts, north, west)));
        Assert.That((grid.Frame.SouthDegrees, grid.Frame.EastDegrees), Is.EqualTo((north - 1, west + 1)).Within(1e-9));
        Assert.That((grid.At(0, 0)!.Value.Metres, grid.At(0, posts - 1)!.Value.Metres, grid.At(posts - 1, 0)!.Value.Metres, grid.At(7, 9)!.Value.Metres), Is.EqualTo((258, 31, -2, 503)));
        Assert.That((grid.Name, grid.Quality), Is.EqualTo((name, Quality)));
    }

    [Test]
    public void A_void_is_not_known_and_never_sea()
    {
        var grid = Read(Tile(1201, (600, 600, short.MinValue)), "N30E122.hgt");

        Assert.That(grid.At(600, 600), Is.Null);
        Assert.That(grid.At(600, 601)!.Value.Metres, Is.Zero);
    }

    [TestCase(1201)]
    [TestCase(3601)]
    public void Packed_with_gzip_or_in_a_zip_a_tile_is_the_same(int posts)
    {
        var tile = Tile(posts, (5, 6, 321), (posts - 1, posts - 1, 77));
        foreach (var (bytes, name) in ((byte[], string)[])[(Gzip(tile), "N30E122.hgt.gz"), (Zip(("N30E122.hgt", tile)), "anything.zip"), (Zip(("read-me.txt", [1]), ("folder/N30E122.SRTMGL1.hgt", tile)), "N30E122.hgt.zip")])
        {
            var grid = Read(bytes, name);

            Assert.That((grid.Frame.NorthDegrees, grid.At(5, 6)!.Value.Metres, grid.At(posts - 1, posts - 1)!.Value.Metres), Is.EqualTo((31, 321, 77)), name);
            Assert.That(grid.Name, Is.EqualTo(name));
        }
    }

    [TestCase("N30.hgt")]
    [TestCase("tile.hgt")]
    [TestCase("N30E122.hgt.bak")]
    [TestCase("N30E1222.hgt")]
    [TestCase("X30E122.hgt")]
    [TestCase("N90E122.hgt")]
    [TestCase("S91E122.hgt")]
    [TestCase("N30E180.hgt")]
    [TestCase("N30W181.hgt")]
    public void A_name_that_tells_no_corner_on_the_globe_is_refused(string name) =>
        Refused(Tile(1201), name, $"{name}: (name): is \"{name}\"; expected");

    [TestCase(0, "has 0 bytes of heights; expected 2884802 (1201 posts a side) or 25934402 (3601)")]
    [TestCase(Coarse - 2, "has 2884800 bytes of heights")]
    [TestCase(Coarse + 2, "has 2884804 bytes of heights")]
    [TestCase(Fine - 1, "has 25934401 bytes of heights")]
    [TestCase(Fine + 1, "has more than 25934402 bytes of heights")]
    public void Another_size_is_refused_with_the_two_that_are_tiles(int bytes, string message)
    {
        Refused(new byte[bytes], "N30E122.hgt", message);
        if (bytes > 0)
        {
            Refused(Gzip(new byte[bytes]), "N30E122.hgt.gz", message);
        }

        Refused(Zip(("N30E122.hgt", new byte[bytes])), "N30E122.zip", message);
    }

    [Test]
    public void What_unpacks_to_more_than_a_tile_is_not_followed_to_its_end()
    {
        // 400 MB of zeros pack into 390 kB.
        using var endless = new EndlessZeros(400_000_000);
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            endless.CopyTo(gzip);
        }

        packed.Position = 0;
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.That(() => SrtmTile.Read(packed, "N30E122.hgt.gz", Quality), Throws.TypeOf<DataFileException>().With.Message.Contains("more than 25934402"));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(35_000_000), "the array of a tile, that of a coarse one and a buffer");
    }

    [Test]
    public void A_fine_tile_takes_the_memory_of_its_heights_and_of_a_coarse_one()
    {
        var packed = Gzip(Tile(3601));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var grid = Read(packed, "N30E122.hgt.gz");

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(Fine + Coarse + 1_000_000));
        Assert.That(grid.Frame.Rows, Is.EqualTo(3601));
    }

    [Test]
    public void Too_large_a_file_and_an_archive_of_no_or_several_tiles_or_of_too_many_entries_are_refused()
    {
        Refused(new byte[33_554_433], "N30E122.hgt", "has 33554433 bytes; expected at most 33554432");
        Refused(Zip(("N30E122.txt", [1])), "N30E122.zip", "holds 0 tiles; expected one .hgt");
        Refused(Zip(("N30E122.hgt", [1]), ("N31E122.hgt", [1])), "N30E122.zip", "holds 2 tiles; expected one .hgt");
        Refused(Zip([.. Enumerable.Range(0, 101).Select(i => ($"{i}.txt", (byte[])[1]))]), "N30E122.zip", "holds 101 entries; expected at most 100");
    }

    [Test]
    public void A_damaged_archive_is_refused_and_no_height_of_it_used()
    {
        var random = new Random(1);
        var heights = new byte[Coarse];
        random.NextBytes(heights);
        var (gzip, zip) = (Gzip(heights), Zip(("N30E122.hgt", heights)));

        // Random bytes do not pack: they are stored, and one that is turned keeps the size.
        foreach (var (bytes, name) in ((byte[], string)[])[(gzip, "N30E122.hgt.gz"), (zip, "N30E122.zip")])
        {
            bytes[bytes.Length / 2] ^= 0x10;
            Refused(bytes, name, "is damaged: ");
            Refused(bytes[..(bytes.Length / 2)], name, name.EndsWith("gz", StringComparison.Ordinal) ? "bytes of heights" : "is damaged: ");
        }
    }

    private static ElevationGrid Read(byte[] bytes, string name) => SrtmTile.Read(new MemoryStream(bytes), $"folder/{name}", Quality);

    private static void Refused(byte[] bytes, string name, string message) =>
        Assert.That(() => SrtmTile.Read(new MemoryStream(bytes), name, Quality), Throws.TypeOf<DataFileException>().With.Message.StartsWith($"{name}: ").And.Message.Contains(message));

    /// <summary>A tile of zeros with some heights, the high byte first.</summary>
    private static byte[] Tile(int posts, params (int Row, int Column, short Metres)[] heights)
    {
        var bytes = new byte[posts * posts * 2];
        foreach (var (row, column, metres) in heights)
        {
            var place = 2 * ((row * posts) + column);
            (bytes[place], bytes[place + 1]) = ((byte)(metres >> 8), (byte)metres);
        }

        return bytes;
    }

    private static byte[] Gzip(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private static byte[] Zip(params (string Name, byte[] Bytes)[] entries)
    {
        var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create))
        {
            foreach (var (name, bytes) in entries)
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                entry.Write(bytes);
            }
        }

        return packed.ToArray();
    }

    private sealed class EndlessZeros(long count) : Stream
    {
        private long left = count;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var given = (int)Math.Min(left, count);
            Array.Clear(buffer, offset, given);
            left -= given;
            return given;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
