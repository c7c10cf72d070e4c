namespace DroneLogistics.Weather.Formats.Grib;

/// <summary>
/// The packed numbers of a field: data representation templates 5.0 (simple), 5.2 (complex) and 5.3 (complex with spatial differencing).
/// A number is (R + X 2^E) 10^-D. Sizes are asked of the bytes that are there before anything is made room for.
/// </summary>
internal static class GribPacking
{
    private const int MostBits = 32;

    // Octets of a number that spatial differencing begins with.
    private const int MostExtraOctets = 7;

    // Beyond 2^53 a double does not tell whole numbers apart.
    private const long Largest = 1L << 53;

    /// <summary>How X is turned into a number.</summary>
    private readonly record struct Scale(double Reference, double Binary, double Decimal)
    {
        public double Of(long x) => (Reference + (x * Binary)) * Decimal;
    }

    /// <summary>Count of the numbers that section 5 tells of.</summary>
    public static long CountOf(GribSection representation) => representation.UnsignedInt(6);

    /// <summary>Unpacks section 7.</summary>
    /// <param name="representation">Section 5.</param>
    /// <param name="data">Section 7.</param>
    /// <param name="count">Of the numbers; bounded by the caller.</param>
    /// <returns>NaN where the packing tells a missing number.</returns>
    public static double[] Unpack(GribSection representation, GribSection data, int count)
    {
        var template = representation.UnsignedShort(10);
        if (template is not (0 or 2 or 3))
        {
            throw representation.Refuse(WeatherProblem.UnknownTemplate, 10, "data representation template 5.0, 5.2 or 5.3", $"5.{template}");
        }

        var reference = representation.Float(12);
        if (!float.IsFinite(reference))
        {
            throw representation.Refuse(WeatherProblem.NotFinite, 12, "a finite reference value", $"{reference}");
        }

        var scale = new Scale(reference, Math.Pow(2, representation.Signed(16, 2)), Math.Pow(10, -representation.Signed(18, 2)));
        var bits = Bits(representation, 20);
        return template == 0 ? Simple(data, count, bits, scale) : Complex(representation, data, count, bits, scale, hasDifferences: template == 3);
    }

    private static double[] Simple(GribSection data, int count, int bits, Scale scale)
    {
        var reader = new GribBits(data, 6);
        reader.Require((long)count * bits);
        var values = new double[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = Finite(data, scale.Of(reader.Next(bits)));
        }

        return values;
    }

    private static double[] Complex(GribSection representation, GribSection data, int count, int bits, Scale scale, bool hasDifferences)
    {
        var missing = representation.Byte(23);
        if (missing is not (0 or 1 or 2))
        {
            throw representation.Refuse(WeatherProblem.UnknownTemplate, 23, "missing value management 0, 1 or 2", $"{missing}");
        }

        var (order, octets) = hasDifferences ? (representation.Byte(48), representation.Byte(49)) : (0, 0);
        if (hasDifferences && (order is not (1 or 2) || octets > MostExtraOctets))
        {
            throw representation.Refuse(WeatherProblem.UnknownTemplate, 48, $"spatial differences of order 1 or 2 in at most {MostExtraOctets} octets", $"order {order}, {octets} octets");
        }

        // The first numbers and the least difference, which all others have been lessened by.
        var firsts = new long[order];
        for (var i = 0; i < order; i++)
        {
            firsts[i] = data.Signed(6 + (i * octets), octets);
        }

        var least = hasDifferences ? data.Signed(6 + (order * octets), octets) : 0;
        var reader = new GribBits(data, 6 + (hasDifferences ? (order + 1) * octets : 0));
        var packed = Groups(representation, ref reader, count, bits, missing);
        var values = new double[count];
        var (seen, before, beforeThat) = (0, 0L, 0L);
        for (var i = 0; i < count; i++)
        {
            if (packed[i] is not { } x)
            {
                values[i] = double.NaN;
                continue;
            }

            if (seen < order)
            {
                x = firsts[seen];
            }
            else if (hasDifferences)
            {
                x += least + (order == 1 ? before : (2 * before) - beforeThat);
            }

            if (!(Math.Abs(x) <= Largest))
            {
                throw data.Refuse(WeatherProblem.GribFormat, 6, $"differences that stay within {Largest}", $"{x} at number {i}");
            }

            (seen, beforeThat, before) = (seen + 1, before, x);
            values[i] = Finite(data, scale.Of(x));
        }

        return values;
    }

    /// <summary>The numbers of all groups, still differences; null where missing.</summary>
    private static long?[] Groups(GribSection representation, ref GribBits reader, int count, int bits, int missing)
    {
        var groups = representation.UnsignedInt(32);
        var (widthReference, widthBits) = (representation.Byte(36), Bits(representation, 37));
        var (lengthReference, lengthStep, lastLength, lengthBits) = (representation.UnsignedInt(38), representation.Byte(42), representation.UnsignedInt(43), Bits(representation, 47));
        if (!(groups <= count && (groups > 0 || count == 0)))
        {
            throw representation.Refuse(WeatherProblem.GribFormat, 32, $"1 to {count} groups", $"{groups}");
        }

        // Each list begins at a byte.
        static long Whole(long bitCount) => (bitCount + 7) & ~7L;
        reader.Require(Whole(groups * (long)bits) + Whole(groups * (long)widthBits) + Whole(groups * (long)lengthBits));
        var references = new uint[groups];
        var widths = new int[groups];
        var lengths = new long[groups];
        for (var group = 0; group < groups; group++)
        {
            references[group] = reader.Next(bits);
        }

        reader.ToNextByte();
        for (var group = 0; group < groups; group++)
        {
            widths[group] = (int)Math.Min(widthReference + (long)reader.Next(widthBits), int.MaxValue);
        }

        reader.ToNextByte();
        for (var group = 0; group < groups; group++)
        {
            var scaled = reader.Next(lengthBits);
            lengths[group] = group == groups - 1 ? lastLength : lengthReference + (lengthStep * (long)scaled);
        }

        reader.ToNextByte();
        if (lengths.Sum() != count)
        {
            throw representation.Refuse(WeatherProblem.GribFormat, 38, $"groups of {count} numbers together", $"{lengths.Sum()}");
        }

        if (widths.Where(width => width > MostBits).Select(width => (int?)width).FirstOrDefault() is { } tooWide)
        {
            throw representation.Refuse(WeatherProblem.GribFormat, 36, $"groups of at most {MostBits} bits a number", $"{tooWide}");
        }

        reader.Require(widths.Zip(lengths, (width, length) => width * length).Sum());
        var packed = new long?[count];
        var next = 0;
        for (var group = 0; group < groups; group++)
        {
            for (var i = 0L; i < lengths[group]; i++)
            {
                // A group without bits tells a missing number by its reference, any other by its own.
                var own = reader.Next(widths[group]);
                var isMissing = widths[group] == 0 ? IsMissing(references[group], bits, missing) : IsMissing(own, widths[group], missing);
                packed[next++] = isMissing ? null : references[group] + (long)own;
            }
        }

        return packed;
    }

    /// <summary>All ones, and with a second kind of missing numbers the one below.</summary>
    private static bool IsMissing(uint value, int bits, int kinds)
    {
        var ones = bits == MostBits ? uint.MaxValue : (1u << bits) - 1;
        return kinds > 0 && bits > 0 && (value == ones || (kinds == 2 && value == ones - 1));
    }

    private static int Bits(GribSection representation, int octet) => representation.Byte(octet) is <= MostBits and var bits
        ? bits
        : throw representation.Refuse(WeatherProblem.GribFormat, octet, $"at most {MostBits} bits a number", $"{representation.Byte(octet)}");

    private static double Finite(GribSection data, double value) => double.IsFinite(value) ? value : throw data.Refuse(WeatherProblem.NotFinite, 6, "finite numbers", $"{value}");
}

/// <summary>Which points of a grid have a number: section 6.</summary>
internal static class GribBitmap
{
    public const int Follows = 0;
    public const int AsBefore = 254;
    public const int None = 255;

    /// <summary>Reads the bits of a grid.</summary>
    public static bool[] Read(GribSection section, int points)
    {
        var reader = new GribBits(section, 7);
        reader.Require(points);
        var bits = new bool[points];
        for (var i = 0; i < points; i++)
        {
            bits[i] = reader.Next(1) != 0;
        }

        return bits;
    }
}
