using System.Buffers.Binary;

namespace DroneLogistics.Weather.Formats.Grib;

/// <summary>One field of a GRIB file: a quantity on a grid of latitude and longitude at one height and instant.</summary>
/// <param name="Product">What it is.</param>
/// <param name="LatitudesDegrees">South to north.</param>
/// <param name="LongitudesDegrees">West to east, -180 to 180.</param>
/// <param name="Values">By latitude and longitude, the last running fastest; NaN where missing.</param>
public sealed record GribField(GribProduct Product, IReadOnlyList<double> LatitudesDegrees, IReadOnlyList<double> LongitudesDegrees, IReadOnlyList<double> Values);

/// <summary>
/// Reads GRIB edition 2 (WMO FM 92): messages one after the other, each of them with one field or several. What is cut, of another edition
/// or of an unknown template refuses the file by name and byte.
/// </summary>
internal static class GribFields
{
    private const int IndicatorBytes = 16;
    private const int EndBytes = 4;

    /// <summary>Reads the fields that are asked for; others are skipped and need not be of a known template.</summary>
    /// <param name="file">The file.</param>
    /// <param name="limits">Bounds of size, asked before anything is made room for.</param>
    /// <param name="wanted">By discipline, category and number.</param>
    /// <param name="skipped">Told of each field that is not asked for.</param>
    public static IEnumerable<(GribProduct Product, GribGrid Grid, double[] Values, int Offset)> Read(
        GribFile file, WeatherFileLimits limits, Func<(int Discipline, int Category, int Number), bool> wanted, Action<string, int> skipped)
    {
        if (file.Bytes.IsEmpty || file.Bytes.Length > limits.MaxFileBytes)
        {
            throw file.Refuse(WeatherProblem.TooLarge, 0, $"1 to {limits.MaxFileBytes} bytes", $"{file.Bytes.Length}");
        }

        var unpacked = 0L;
        for (var offset = 0; offset < file.Bytes.Length;)
        {
            var (discipline, end) = Indicator(file, offset);
            var message = new Message(discipline);
            foreach (var section in Sections(file, offset + IndicatorBytes, end))
            {
                message.Take(section);
                if (section.Number != 7)
                {
                    continue;
                }

                if (!wanted(message.Parameter))
                {
                    skipped($"{message.Parameter.Discipline}-{message.Parameter.Category}-{message.Parameter.Number}", offset);
                    continue;
                }

                var (product, grid) = (message.Product(), message.Grid(limits));
                unpacked += grid.Count;
                if (!(unpacked <= limits.MaxUnpackedValues))
                {
                    throw file.Refuse(WeatherProblem.TooLarge, offset, $"at most {limits.MaxUnpackedValues} points of all fields", $"{unpacked} up to here");
                }

                yield return (product, grid, grid.LayOut(message.Values(section, grid.Count)), offset);
            }

            if (!message.HasData)
            {
                throw file.Refuse(WeatherProblem.GribFormat, end, "a section of data in the message", "7777");
            }

            offset = end + EndBytes;
        }
    }

    /// <summary>Section 0: the discipline, and where 7777 stands.</summary>
    private static (int Discipline, int End) Indicator(GribFile file, int offset)
    {
        var rest = file.Bytes.Span[offset..];
        if (rest.Length < IndicatorBytes || !rest.StartsWith("GRIB"u8))
        {
            throw file.Refuse(WeatherProblem.GribFormat, offset, "GRIB and 12 more bytes", rest.Length < IndicatorBytes ? $"{rest.Length} bytes to the end of the file" : "other bytes");
        }

        if (rest[7] is not 2 and var edition)
        {
            throw file.Refuse(WeatherProblem.UnknownTemplate, offset + 7, "GRIB edition 2", $"edition {edition}");
        }

        var length = BinaryPrimitives.ReadUInt64BigEndian(rest[8..]);
        if (!(length >= IndicatorBytes + EndBytes && length <= (ulong)rest.Length))
        {
            throw file.Refuse(WeatherProblem.GribFormat, offset + 8, $"a message of {IndicatorBytes + EndBytes} to {rest.Length} bytes, the rest of the file", $"{length}");
        }

        var end = (int)length - EndBytes;
        return rest[end..].StartsWith("7777"u8)
            ? (rest[6], offset + end)
            : throw file.Refuse(WeatherProblem.GribFormat, offset + end, "7777 at the end of the message", "other bytes");
    }

    private static IEnumerable<GribSection> Sections(GribFile file, int offset, int end)
    {
        while (offset < end)
        {
            var section = GribSection.At(file, offset, end);
            yield return section;
            offset += section.Length;
        }
    }

    /// <summary>The sections that hold for the next field: each holds until another of its number comes.</summary>
    private sealed class Message(int discipline)
    {
        private const int LastNumber = 7;

        private readonly GribSection?[] latest = new GribSection?[LastNumber + 1];
        private bool[]? bitmap;
        private GribSection? gridSection;
        private GribGrid? grid;

        public (int Discipline, int Category, int Number) Parameter => (discipline, Section(4).Byte(10), Section(4).Byte(11));

        public bool HasData => latest[LastNumber] is not null;

        public void Take(GribSection section)
        {
            if (section.Number is < 1 or > LastNumber)
            {
                throw section.Refuse(WeatherProblem.GribFormat, 5, $"a section of 1 to {LastNumber}", $"{section.Number}");
            }

            latest[section.Number] = section;
        }

        public GribProduct Product() => GribProduct.Read(discipline, GribProduct.Time(Section(1), 13), Section(4));

        public GribGrid Grid(WeatherFileLimits limits)
        {
            if (gridSection != Section(3))
            {
                (gridSection, grid, bitmap) = (Section(3), GribGrid.Read(Section(3), limits), null);
            }

            return grid!;
        }

        /// <summary>The numbers of all points in the order of the file, NaN where there is none.</summary>
        public double[] Values(GribSection data, int points)
        {
            var present = Bitmap(points);
            var count = present?.Count(isThere => isThere) ?? points;
            var told = GribPacking.CountOf(Section(5));
            if (told != count)
            {
                throw Section(5).Refuse(WeatherProblem.CountsDiffer, 6, $"{count} numbers as the grid and its bitmap have", $"{told}");
            }

            var values = GribPacking.Unpack(Section(5), data, count);
            if (present is null)
            {
                return values;
            }

            var next = 0;
            return Array.ConvertAll(present, isThere => isThere ? values[next++] : double.NaN);
        }

        private bool[]? Bitmap(int points)
        {
            switch (Section(6).Byte(6))
            {
                case GribBitmap.None:
                    return null;
                case GribBitmap.Follows:
                    return bitmap = GribBitmap.Read(Section(6), points);
                case GribBitmap.AsBefore when bitmap is not null:
                    return bitmap;
                case var indicator:
                    throw Section(6).Refuse(WeatherProblem.UnknownTemplate, 6, "a bitmap, the one before or none", $"indicator {indicator}");
            }
        }

        private GribSection Section(int number) =>
            latest[number] ?? throw latest[LastNumber]!.Refuse(WeatherProblem.GribFormat, 1, $"section {number} before the data", "none");
    }
}
