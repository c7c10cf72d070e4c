namespace DroneLogistics.Weather.Formats.Grib;

/// <summary>
/// Grid definition template 3.0, latitude and longitude, in any of its orders of points. Its numbers are laid out anew: rows from south to
/// north, columns from west to east, longitudes -180 to 180.
/// </summary>
internal sealed class GribGrid
{
    private const uint Missing = uint.MaxValue;
    private const double MicrodegreesInADegree = 1e6;

    // A thousandth of a degree: steps are written to a millionth and rounded.
    private const double StepTolerance = 1e-3;

    private readonly int columns;
    private readonly int rows;
    private readonly bool isWestward;
    private readonly bool isNorthward;
    private readonly bool runsByColumn;
    private readonly bool turnsEveryRow;
    private readonly int firstColumn;

    private GribGrid(GribSection section, int columns, int rows)
    {
        (this.columns, this.rows) = (columns, rows);
        var scan = section.Byte(72);
        (isWestward, isNorthward, runsByColumn, turnsEveryRow) = ((scan & 0x80) != 0, (scan & 0x40) != 0, (scan & 0x20) != 0, (scan & 0x10) != 0);
        if ((scan & 0x0F) != 0)
        {
            throw section.Refuse(WeatherProblem.UnknownTemplate, 72, "an order of points without offset rows", $"flags {scan:X2}");
        }

        var units = UnitsInADegree(section);
        LatitudesDegrees = Latitudes(section, units);
        (LongitudesDegrees, firstColumn) = Longitudes(section, units);
    }

    /// <summary>South to north.</summary>
    public double[] LatitudesDegrees { get; }

    /// <summary>West to east.</summary>
    public double[] LongitudesDegrees { get; }

    public int Count => columns * rows;

    /// <summary>Reads section 3.</summary>
    /// <param name="section">The section.</param>
    /// <param name="limits">Bounds of size, asked before anything is made room for.</param>
    public static GribGrid Read(GribSection section, WeatherFileLimits limits)
    {
        if (section.UnsignedShort(13) is not 0 and var template)
        {
            throw section.Refuse(WeatherProblem.UnknownTemplate, 13, "grid definition template 3.0", $"3.{template}");
        }

        var (points, columns, rows) = (section.UnsignedInt(7), section.UnsignedInt(31), section.UnsignedInt(35));
        if (section.Byte(11) != 0 || columns == Missing || rows == Missing)
        {
            throw section.Refuse(WeatherProblem.UnknownTemplate, 11, "a grid with as many points in every row", "a list of numbers of points");
        }

        if (!(points <= limits.MaxGridPoints))
        {
            throw section.Refuse(WeatherProblem.TooLarge, 7, $"at most {limits.MaxGridPoints} points", $"{points}");
        }

        return columns >= 2 && rows >= 2 && (ulong)columns * rows == points
            ? new GribGrid(section, (int)columns, (int)rows)
            : throw section.Refuse(WeatherProblem.GribFormat, 31, $"{points} points in at least 2 columns and 2 rows", $"{columns} times {rows}");
    }

    /// <summary>Numbers in the order of the file, laid out by row from the south and column from the west.</summary>
    public double[] LayOut(double[] values)
    {
        var laidOut = new double[values.Length];
        for (var k = 0; k < values.Length; k++)
        {
            var (line, along) = runsByColumn ? (k / rows, k % rows) : (k / columns, k % columns);
            var last = (runsByColumn ? rows : columns) - 1;
            var turned = turnsEveryRow && (line & 1) != 0 ? last - along : along;
            var (j, i) = runsByColumn ? (turned, line) : (line, turned);
            var row = isNorthward ? j : rows - 1 - j;
            var eastward = isWestward ? columns - 1 - i : i;
            laidOut[(row * columns) + ((eastward - firstColumn + columns) % columns)] = values[k];
        }

        return laidOut;
    }

    public bool IsSameAs(GribGrid other) =>
        LatitudesDegrees.AsSpan().SequenceEqual(other.LatitudesDegrees) && LongitudesDegrees.AsSpan().SequenceEqual(other.LongitudesDegrees);

    /// <summary>To be divided by: a millionth of a degree is no double, a million is.</summary>
    private static double UnitsInADegree(GribSection section)
    {
        var (basic, subdivisions) = (section.UnsignedInt(39), section.UnsignedInt(43));
        return basic is 0 or Missing ? MicrodegreesInADegree
            : subdivisions is > 0 and not Missing ? (double)subdivisions / basic
            : throw section.Refuse(WeatherProblem.GribFormat, 43, "subdivisions of the basic angle", $"{subdivisions}");
    }

    private double[] Latitudes(GribSection section, double units)
    {
        var (first, last) = (section.Signed(47, 4) / units, section.Signed(56, 4) / units);
        var (south, north) = isNorthward ? (first, last) : (last, first);
        if (!(south >= -90 && north <= 90 && south < north))
        {
            throw section.Refuse(WeatherProblem.GribFormat, 47, "latitudes of -90 to 90 degrees in the order of the scan", FormattableString.Invariant($"{first:R} to {last:R}"));
        }

        RequireStep(section, 68, 0x10, units, (north - south) / (rows - 1));
        return Evenly(south, north, rows);
    }

    private (double[] Degrees, int FirstColumn) Longitudes(GribSection section, double units)
    {
        var (first, last) = (section.Signed(51, 4) / units, section.Signed(60, 4) / units);
        if (!(Math.Abs(first) <= 360 && Math.Abs(last) <= 360))
        {
            throw section.Refuse(WeatherProblem.GribFormat, 51, "longitudes of -360 to 360 degrees", FormattableString.Invariant($"{first:R} to {last:R}"));
        }

        var (start, end) = isWestward ? (last, first) : (first, last);
        var span = end - start;
        span = span <= 0 ? span + 360 : span > 360 ? span - 360 : span;
        var step = span / (columns - 1);
        RequireStep(section, 64, 0x20, units, step);
        var west = start >= 180 ? start - 360 : start < -180 ? start + 360 : start;
        if (west + span <= 180)
        {
            return (Evenly(west, west + span, columns), 0);
        }

        // All round the earth it is turned, so that it begins at the first meridian at or after 180 degrees west.
        var isGlobal = Math.Abs((step * columns) - 360) <= StepTolerance;
        if (!isGlobal)
        {
            throw section.Refuse(WeatherProblem.UnknownTemplate, 51, "a grid round the earth or one that does not cross the antimeridian", FormattableString.Invariant($"{first:R} to {last:R}"));
        }

        var turn = Enumerable.Range(0, columns).First(column => west + (column * step) >= 180 - (step / 1e6));
        var begin = west + (turn * step) - 360;
        return (Evenly(begin, begin + span, columns), turn);
    }

    private static void RequireStep(GribSection section, int octet, int givenFlag, double units, double step)
    {
        var told = section.UnsignedInt(octet);
        if ((section.Byte(55) & givenFlag) != 0 && told != Missing && !(Math.Abs((told / units) - step) <= StepTolerance))
        {
            throw section.Refuse(WeatherProblem.GribFormat, octet, FormattableString.Invariant($"a step of {step:R} degrees as between the ends"), FormattableString.Invariant($"{told / units:R}"));
        }
    }

    private static double[] Evenly(double from, double to, int count)
    {
        var points = new double[count];
        for (var i = 0; i < count; i++)
        {
            // Weighted from both ends, so that the last one is exact.
            points[i] = ((from * (count - 1 - i)) + (to * i)) / (count - 1);
        }

        return points;
    }
}
