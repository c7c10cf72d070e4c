using BitMiracle.LibTiff.Classic;
using CsCheck;
using DroneLogistics.Formats;
using DroneLogistics.Provenance;
using DroneLogistics.Terrain;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Formats;

public sealed class GeoTiffTileTests
{
    private static readonly GridQuality Quality = new(Length.FromMetres(16), Length.FromMetres(20), SourceStatus.Published);

    private static readonly Dictionary<ushort, ushort> Usual = new() { [1024] = 2, [1025] = 2, [2048] = 4326, [4096] = 5773 };

    [Test]
    public void Every_kind_of_sample_in_strips_and_tiles_and_either_order_of_bytes_has_its_heights_in_their_places(
        [Values(false, true)] bool bigEndian,
        [Values(false, true)] bool tiled,
        [Values("2/16", "1/16", "2/32", "3/32", "3/64")] string kind)
    {
        var numbers = kind.Split('/').Select(int.Parse).ToArray();
        var grid = Read(new HandMadeTiff { BigEndian = bigEndian, Tiled = tiled, SampleFormat = (ushort)numbers[0], Bits = numbers[1], Rows = 20, Columns = 35 }.Bytes((row, column) => (100 * row) + column));

        Assert.That((grid.Frame.Rows, grid.Frame.Columns, grid.Name), Is.EqualTo((20, 35, "tile.tif")));
        for (var row = 0; row < 20; row++)
        {
            for (var column = 0; column < 35; column++)
            {
                Assert.That(grid.At(row, column)!.Value.Metres, Is.EqualTo((100 * row) + column), $"row {row}, column {column}");
            }
        }
    }

    [Test]
    public void What_the_library_writes_packed_is_read_back([Values(Compression.NONE, Compression.LZW, Compression.ADOBE_DEFLATE, Compression.PACKBITS)] Compression compression, [Values(false, true)] bool tiled)
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.tif");
        try
        {
            Write(path, compression, tiled, 50, 70, (row, column) => row - (column / 4f));
            using var content = File.OpenRead(path);
            var grid = GeoTiffTile.Read(content, path, Quality);

            Assert.That(grid.At(49, 69)!.Value.Metres, Is.EqualTo(31.75));
            Assert.That(grid.At(0, 69)!.Value.Metres, Is.EqualTo(-17.25));
            Assert.That(grid.At(17, 3)!.Value.Metres, Is.EqualTo(16.25));
        }
        finally
        {
            File.Delete(path);
        }
    }

    // The tie names the corner of an area, the middle of a point: half of 1/3600 of a degree between them.
    [TestCase(2, 30.5, 122.5)]
    [TestCase(1, 30.5 - (0.5 / 3600), 122.5 + (0.5 / 3600))]
    public void A_pixel_that_is_an_area_has_its_height_in_its_middle(int rasterType, double north, double west)
    {
        var frame = Read(new HandMadeTiff { Keys = With(1025, (ushort)rasterType) }.Bytes((_, _) => 1)).Frame;

        Assert.That((frame.NorthDegrees, frame.WestDegrees), Is.EqualTo((north, west)).Within(1e-12));
        Assert.That(frame.SouthDegrees, Is.EqualTo(north - (2 * HandMadeTiff.Step)).Within(1e-12));
        Assert.That(frame.EastDegrees, Is.EqualTo(west + (2 * HandMadeTiff.Step)).Within(1e-12));
    }

    [Test]
    public void A_tie_of_another_pixel_than_the_first_moves_the_grid()
    {
        var frame = Read(new HandMadeTiff { Tie = [2, 1, 0, 122.5, 30.5, 0] }.Bytes((_, _) => 1)).Frame;

        Assert.That(frame.NorthDegrees, Is.EqualTo(30.5 + HandMadeTiff.Step).Within(1e-12));
        Assert.That(frame.WestDegrees, Is.EqualTo(122.5 - (2 * HandMadeTiff.Step)).Within(1e-12));
    }

    [TestCase(2, 16, "-32768", -32768)]
    [TestCase(2, 16, "-99", -99)]
    [TestCase(2, 16, null, -9999)]
    [TestCase(2, 32, "-2147483648", -2147483648.0)]
    [TestCase(2, 32, null, 99_999)]
    [TestCase(1, 16, "0", 0)]
    [TestCase(1, 16, "65535", 65535)]
    [TestCase(3, 32, "-3.40282346600000016e+38", -3.402823466e+38)]
    [TestCase(3, 32, "nan", double.NaN)]
    [TestCase(3, 32, null, double.NaN)]
    [TestCase(3, 64, "-9999", -9999)]
    [TestCase(3, 64, null, double.NegativeInfinity)]
    [TestCase(3, 64, null, 1e300)]
    public void A_void_is_not_known_whether_declared_or_no_height_at_all(int format, int bits, string? declared, double value)
    {
        var grid = Read(new HandMadeTiff { SampleFormat = (ushort)format, Bits = bits, NoData = declared }.Bytes((row, column) => row == 1 && column == 1 ? value : 12));

        Assert.That(grid.At(1, 1), Is.Null);
        Assert.That(grid.At(1, 2)!.Value.Metres, Is.EqualTo(12));
    }

    [TestCase(5773, SourceStatus.Published)]
    [TestCase(3855, SourceStatus.Published)]
    [TestCase(0, SourceStatus.Assumed)]
    public void Heights_above_a_geoid_that_is_named_are_published_and_of_a_datum_that_is_not_assumed(int vertical, SourceStatus status)
    {
        var keys = new Dictionary<ushort, ushort>(Usual);
        keys.Remove(4096);
        if (vertical > 0)
        {
            keys[4096] = (ushort)vertical;
        }

        Assert.That(Read(new HandMadeTiff { Keys = keys }.Bytes((_, _) => 1)).Quality.Status, Is.EqualTo(status));
    }

    [TestCase(1024, 1, "GTModelTypeGeoKey: is 1; expected 2")]
    [TestCase(1024, 3, "GTModelTypeGeoKey: is 3")]
    [TestCase(1025, 7, "GTRasterTypeGeoKey: is 7")]
    [TestCase(2048, 4490, "GeographicTypeGeoKey: is 4490; expected EPSG:4326")]
    [TestCase(2048, 4979, "GeographicTypeGeoKey: is 4979")]
    [TestCase(3072, 32651, "ProjectedCSTypeGeoKey: is 32651")]
    [TestCase(2054, 9101, "GeogAngularUnitsGeoKey: is 9101")]
    [TestCase(4096, 5737, "VerticalCSTypeGeoKey: is 5737; expected EPSG:5773 (EGM96) or EPSG:3855 (EGM2008)")]
    [TestCase(4096, 4979, "VerticalCSTypeGeoKey: is 4979")]
    [TestCase(4099, 9002, "VerticalUnitsGeoKey: is 9002")]
    public void Another_system_or_datum_is_refused_by_its_key(int key, int value, string message) =>
        Refused(new HandMadeTiff { Keys = With((ushort)key, (ushort)value) }.Bytes((_, _) => 1), message);

    [TestCase(1024, "GTModelTypeGeoKey: is missing")]
    [TestCase(1025, "GTRasterTypeGeoKey: is missing")]
    [TestCase(2048, "GeographicTypeGeoKey: is missing")]
    public void A_key_that_is_missing_is_refused(int key, string message)
    {
        var keys = new Dictionary<ushort, ushort>(Usual);
        keys.Remove((ushort)key);
        Refused(new HandMadeTiff { Keys = keys }.Bytes((_, _) => 1), message);
    }

    [Test]
    public void What_is_no_grid_of_heights_on_the_globe_is_refused_by_tag_and_value()
    {
        static int One(int row, int column) => 1;
        void Wrong(HandMadeTiff tiff, string message) => Refused(tiff.Bytes((row, column) => One(row, column)), message);

        Wrong(new HandMadeTiff { Keys = [] }, "GeoKeyDirectoryTag: is missing");
        Wrong(new HandMadeTiff { SamplesPerPixel = 3 }, "SamplesPerPixel: is 3; expected 1");
        Wrong(new HandMadeTiff { Compression = 7 }, "Compression: is 7");
        Wrong(new HandMadeTiff { Bits = 8, SampleFormat = 1 }, "BitsPerSample: is 8");
        Wrong(new HandMadeTiff { NoData = "none" }, "GDAL_NODATA: is \"none\"; expected a number");
        Wrong(new HandMadeTiff { Scale = [0.5, 0.5, 0] }, "ModelPixelScaleTag: gives 0.5; expected 1E-05 to 0.001 degrees");
        Wrong(new HandMadeTiff { Scale = [30, 30, 0] }, "ModelPixelScaleTag: gives 30");
        Wrong(new HandMadeTiff { Scale = [double.NaN, HandMadeTiff.Step, 0] }, "ModelPixelScaleTag: is missing or not 3 numbers");
        Wrong(new HandMadeTiff { Scale = [HandMadeTiff.Step, -HandMadeTiff.Step, 0] }, "ModelPixelScaleTag");
        Wrong(new HandMadeTiff { Scale = [HandMadeTiff.Step, HandMadeTiff.Step, 0.3048] }, "changes heights");
        Wrong(new HandMadeTiff { Tie = [0, 0, 0, 122.5, 30.5, 11] }, "changes heights");
        Wrong(new HandMadeTiff { Tie = [0, 0, 0, 500_000, 3_300_000, 0] }, "ModelTiepointTag: gives 3300000; expected -90 to 90 degrees");
        Wrong(new HandMadeTiff { Tie = [0, 0, 0, 122.5, 30.5, 0, 2, 2, 0, 122.6, 30.4, 0] }, "ModelTiepointTag: is missing or not 6 numbers");
    }

    [TestCase(256, 100_000_000, "100000000 are 300000000 posts; expected at most 36012001")]
    [TestCase(257, 2_000_000_000, "expected at most 36012001")]
    [TestCase(257, 1_000_000, "do not fit into a file of")]
    [TestCase(256, 1, "ImageWidth: is 1")]
    public void A_file_that_claims_more_posts_than_any_tile_or_its_size_holds_is_refused_before_it_is_read(int tag, int claimed, string message)
    {
        var bytes = new HandMadeTiff().Bytes((_, _) => 1);

        // The first two entries of the directory are the width and the length.
        var directory = BitConverter.ToInt32(bytes, 4);
        BitConverter.GetBytes(claimed).CopyTo(bytes, directory + 2 + (12 * (tag - 256)) + 8);
        Refused(bytes, message);
    }

    [Test]
    public void A_damaged_file_is_refused_by_name_or_read_and_never_printed_about()
    {
        var whole = new HandMadeTiff { Rows = 20, Columns = 20, Tiled = true }.Bytes((row, column) => row + column);
        var printed = new StringWriter();
        var (output, error) = (Console.Out, Console.Error);
        Console.SetOut(printed);
        Console.SetError(printed);
        var refused = 0;
        try
        {
            Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte, Gen.Int[0, whole.Length], Gen.Bool).Sample(
                (place, value, length, cut) =>
                {
                    var bytes = cut ? whole[..length] : [.. whole];
                    if (!cut)
                    {
                        bytes[place] = value;
                    }

                    try
                    {
                        _ = Read(bytes);
                    }
                    catch (DataFileException trouble)
                    {
                        Assert.That(trouble.File, Is.EqualTo("folder/tile.tif"));
                        refused++;
                    }
                },
                iter: 1000,
                threads: 1);
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }

        Assert.That(refused, Is.GreaterThan(200));
        Assert.That(printed.ToString(), Is.Empty);
    }

    [Test]
    public void What_is_no_tiff_or_claims_more_numbers_than_it_holds_is_refused()
    {
        Refused("not a picture at all"u8.ToArray(), "is no TIFF: it begins with other bytes");
        Refused([], "is no TIFF: it ends within 8 bytes of its directory at 0; it has 0");

        // The directory said to lie beyond 2 GB, where no stream in memory has a place, and at the last byte.
        var far = new HandMadeTiff().Bytes((_, _) => 1);
        BitConverter.GetBytes(0xFF00_0010u).CopyTo(far, 4);
        Refused(far, $"is no TIFF: it ends within 2 bytes of its directory at 4278190096; it has {far.Length}");
        BitConverter.GetBytes(far.Length - 1).CopyTo(far, 4);
        Refused(far, $"is no TIFF: it ends within 2 bytes of its directory at {far.Length - 1}");

        // The number of heights that mark the scale, 3, becomes 3 and 42 times 2^24: the library would make room for 5.6 GB.
        var bytes = new HandMadeTiff().Bytes((_, _) => 1);
        var entry = Enumerable.Range(0, 20).Select(i => BitConverter.ToInt32(bytes, 4) + 2 + (12 * i)).First(place => BitConverter.ToUInt16(bytes, place) == 33550);
        bytes[entry + 7] = 42;
        Refused(bytes, "tag 33550: claims 704643075 numbers of 8 bytes");
    }

    private static Dictionary<ushort, ushort> With(ushort key, ushort value) => new(Usual) { [key] = value };

    private static ElevationGrid Read(byte[] bytes) => GeoTiffTile.Read(new MemoryStream(bytes), "folder/tile.tif", Quality);

    private static void Refused(byte[] bytes, string message) =>
        Assert.That(() => Read(bytes), Throws.TypeOf<DataFileException>().With.Message.StartsWith("folder/tile.tif: ").And.Message.Contains(message));

    private static void Write(string path, Compression compression, bool tiled, int rows, int columns, Func<int, int, float> height)
    {
        // Tags of GeoTIFF are unknown to the library until they are told.
        var before = Tiff.SetTagExtender(tiff => tiff.MergeFieldInfo(
        [
            new TiffFieldInfo((TiffTag)33550, 3, 3, TiffType.DOUBLE, FieldBit.Custom, true, false, "ModelPixelScale"),
            new TiffFieldInfo((TiffTag)33922, 6, 6, TiffType.DOUBLE, FieldBit.Custom, true, false, "ModelTiepoint"),
            new TiffFieldInfo((TiffTag)34735, TiffFieldInfo.Variable2, TiffFieldInfo.Variable2, TiffType.SHORT, FieldBit.Custom, true, true, "GeoKeyDirectory"),
        ], 3));
        using var tiff = Tiff.Open(path, "w");
        Tiff.SetTagExtender(before);
        tiff.SetField(TiffTag.IMAGEWIDTH, columns);
        tiff.SetField(TiffTag.IMAGELENGTH, rows);
        tiff.SetField(TiffTag.BITSPERSAMPLE, 32);
        tiff.SetField(TiffTag.SAMPLEFORMAT, SampleFormat.IEEEFP);
        tiff.SetField(TiffTag.SAMPLESPERPIXEL, 1);
        tiff.SetField(TiffTag.PHOTOMETRIC, Photometric.MINISBLACK);
        tiff.SetField(TiffTag.PLANARCONFIG, PlanarConfig.CONTIG);
        tiff.SetField(TiffTag.COMPRESSION, compression);
        tiff.SetField((TiffTag)33550, (object)(double[])[HandMadeTiff.Step, HandMadeTiff.Step, 0]);
        tiff.SetField((TiffTag)33922, (object)(double[])[0, 0, 0, 122.5, 30.5, 0]);
        short[] keys = [1, 1, 0, 3, 1024, 0, 1, 2, 1025, 0, 1, 1, 2048, 0, 1, 4326];
        tiff.SetField((TiffTag)34735, keys.Length, keys);
        var side = tiled ? 32 : columns;
        if (tiled)
        {
            tiff.SetField(TiffTag.TILEWIDTH, side);
            tiff.SetField(TiffTag.TILELENGTH, side);
        }
        else
        {
            tiff.SetField(TiffTag.ROWSPERSTRIP, 7);
        }

        var depth = tiled ? side : 7;
        var piece = new float[side * depth];
        for (int top = 0, number = 0; top < rows; top += depth)
        {
            for (var left = 0; left < columns; left += side, number++)
            {
                for (var i = 0; i < piece.Length; i++)
                {
                    piece[i] = height(top + (i / side), left + (i % side));
                }

                var bytes = new byte[piece.Length * sizeof(float)];
                Buffer.BlockCopy(piece, 0, bytes, 0, bytes.Length);
                var count = tiled ? bytes.Length : Math.Min(depth, rows - top) * side * sizeof(float);
                Assert.That(tiled ? tiff.WriteEncodedTile(number, bytes, count) : tiff.WriteEncodedStrip(number, bytes, count), Is.EqualTo(count));
            }
        }
    }
}
