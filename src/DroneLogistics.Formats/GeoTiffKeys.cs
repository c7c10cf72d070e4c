using System.Globalization;
using System.Text;
using BitMiracle.LibTiff.Classic;
using DroneLogistics.Geodesy;
using DroneLogistics.Provenance;
using DroneLogistics.Terrain;

namespace DroneLogistics.Formats;

/// <summary>What a GeoTIFF says of the place and the datum of its posts. Everything else than WGS 84 in degrees and heights above a geoid is refused by name.</summary>
/// <remarks>OGC 19-008r4, GeoTIFF 1.1; the tag for voids is GDAL's.</remarks>
internal sealed class GeoTiffKeys
{
    private const TiffTag PixelScale = (TiffTag)33550;
    private const TiffTag Tiepoint = (TiffTag)33922;
    private const TiffTag Transformation = (TiffTag)34264;
    private const TiffTag KeyDirectory = (TiffTag)34735;
    private const TiffTag NoDataTag = (TiffTag)42113;

    private const int ModelType = 1024;
    private const int RasterType = 1025;
    private const int GeographicType = 2048;
    private const int AngularUnits = 2054;
    private const int ProjectedType = 3072;
    private const int VerticalType = 4096;
    private const int VerticalUnits = 4099;

    private readonly Tiff tiff;
    private readonly string file;
    private readonly Dictionary<int, int> keys = [];

    public GeoTiffKeys(Tiff tiff, string file)
    {
        this.tiff = tiff;
        this.file = file;
        ReadDirectory();
        if (keys.TryGetValue(ProjectedType, out var projected))
        {
            throw new DataFileException(file, "ProjectedCSTypeGeoKey", $"is {projected}; expected no projection but latitude and longitude, EPSG:4326");
        }

        Require(ModelType, "GTModelTypeGeoKey", [2], "2 (latitude and longitude)");
        Require(GeographicType, "GeographicTypeGeoKey", [4326], "EPSG:4326 (WGS 84)");
        RequireIfGiven(AngularUnits, "GeogAngularUnitsGeoKey", [9102], "9102 (degrees)");

        // Half a pixel is 15 m of a usual tile: a corridor would look at the neighbour of the hill.
        Require(RasterType, "GTRasterTypeGeoKey", [1, 2], "1 (pixel is area) or 2 (pixel is point)");
        RequireIfGiven(VerticalType, "VerticalCSTypeGeoKey", [5773, 3855], "EPSG:5773 (EGM96) or EPSG:3855 (EGM2008), which are taken as mean sea level");
        RequireIfGiven(VerticalUnits, "VerticalUnitsGeoKey", [9001], "9001 (metres)");
    }

    /// <summary>Whether the file says which geoid its heights are above.</summary>
    public bool TellsDatum => keys.ContainsKey(VerticalType);

    /// <summary>The value that stands for a void; null where none is declared.</summary>
    public double? NoData
    {
        get
        {
            if (tiff.GetField(NoDataTag) is not { Length: > 0 } declared)
            {
                return null;
            }

            var text = Encoding.ASCII.GetString(declared[^1].ToByteArray() ?? []).Trim('\0', ' ');
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                ? value
                : throw new DataFileException(file, "GDAL_NODATA", $"is \"{text}\"; expected a number");
        }
    }

    /// <summary>Where the middles of the pixels stand.</summary>
    public GridFrame Frame(int rows, int columns)
    {
        if (tiff.GetField(Transformation) is not null)
        {
            throw new DataFileException(file, "ModelTransformationTag", "is there; expected ModelPixelScaleTag and ModelTiepointTag, rows from west to east and north up");
        }

        var scale = Doubles(PixelScale, "ModelPixelScaleTag", 3);
        var tie = Doubles(Tiepoint, "ModelTiepointTag", 6);
        RequireBetween("ModelPixelScaleTag", scale[0], GridFrame.FinestStepDegrees, GridFrame.CoarsestStepDegrees);
        RequireBetween("ModelPixelScaleTag", scale[1], GridFrame.FinestStepDegrees, GridFrame.CoarsestStepDegrees);
        if (scale[2] is not (0 or 1) || tie[2] != 0 || tie[5] != 0)
        {
            throw new DataFileException(file, "ModelPixelScaleTag", "changes heights; expected a scale of 0 or 1 and no offset");
        }

        // Of an area the tie names the corner, and the height is that of its middle.
        var half = keys[RasterType] == 1 ? 0.5 : 0;
        var (north, west) = (tie[4] + ((tie[1] - half) * scale[1]), tie[3] + ((half - tie[0]) * scale[0]));
        RequireBetween("ModelTiepointTag", north, -90, 90);
        RequireBetween("ModelTiepointTag", north - ((rows - 1) * scale[1]), -90, 90);
        RequireBetween("ModelTiepointTag", west, -180, 180);
        RequireBetween("ModelTiepointTag", west + ((columns - 1) * scale[0]), -180, 180);
        return new GridFrame(new LatLon(north, west), scale[1], scale[0], rows, columns);
    }

    private void ReadDirectory()
    {
        if (tiff.GetField(KeyDirectory) is not { Length: > 0 } field || field[^1].ToUShortArray() is not { Length: >= 4 } numbers)
        {
            throw new DataFileException(file, "GeoKeyDirectoryTag", "is missing; expected a GeoTIFF");
        }

        if (numbers[0] != 1 || numbers.Length < 4 + (4 * numbers[3]))
        {
            throw new DataFileException(file, "GeoKeyDirectoryTag", $"is of version {numbers[0]} with {numbers[3]} keys in {numbers.Length} numbers; expected version 1 and all keys");
        }

        // Keys with their value elsewhere are names and numbers of a datum of one's own, which EPSG:4326 has not.
        for (var i = 4; i < 4 + (4 * numbers[3]); i += 4)
        {
            if (numbers[i + 1] == 0)
            {
                keys[numbers[i]] = numbers[i + 3];
            }
        }
    }

    private void Require(int key, string name, int[] allowed, string expected)
    {
        if (!keys.ContainsKey(key))
        {
            throw new DataFileException(file, name, $"is missing; expected {expected}");
        }

        RequireIfGiven(key, name, allowed, expected);
    }

    private void RequireIfGiven(int key, string name, int[] allowed, string expected)
    {
        if (keys.TryGetValue(key, out var value) && !allowed.Contains(value))
        {
            throw new DataFileException(file, name, $"is {value}; expected {expected}");
        }
    }

    private double[] Doubles(TiffTag tag, string name, int count) =>
        tiff.GetField(tag) is { Length: > 0 } field && field[^1].ToDoubleArray() is { } numbers && numbers.Length == count && Array.TrueForAll(numbers, double.IsFinite)
            ? numbers
            : throw new DataFileException(file, name, $"is missing or not {count} numbers; expected one scale and one tie of the north-west corner");

    private void RequireBetween(string name, double value, double minimum, double maximum)
    {
        if (!(value >= minimum && value <= maximum))
        {
            throw new DataFileException(file, name, FormattableString.Invariant($"gives {value:R}; expected {minimum:R} to {maximum:R} degrees"));
        }
    }
}
