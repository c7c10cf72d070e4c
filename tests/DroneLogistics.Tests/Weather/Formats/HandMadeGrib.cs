using System.Buffers.Binary;

namespace DroneLogistics.Tests.Weather.Formats;

/// <summary>How the numbers of a hand-made field are packed.</summary>
public enum Packing
{
    Simple,
    Complex,
    FirstOrder,
    SecondOrder,
}

/// <summary>
/// Writes GRIB edition 2 from the tables of the manual, apart from the reader: bits as a list of booleans, numbers as whole multiples of a
/// step, points in any order of scan.
/// </summary>
internal sealed record HandMadeGrib
{
    public byte Edition { get; init; } = 2;

    public int Columns { get; init; } = 5;

    public int Rows { get; init; } = 4;

    public double SouthDegrees { get; init; } = 29;

    public double WestDegrees { get; init; } = 121;

    public double StepDegrees { get; init; } = 0.25;

    /// <summary>Flag table 3.4.</summary>
    public byte Scan { get; init; }

    public Packing Packing { get; init; }

    /// <summary>The numbers are whole multiples of 10^-D from the reference on.</summary>
    public int DecimalScale { get; init; } = 1;

    public int BinaryScale { get; init; }

    public float Reference { get; init; } = -500;

    public int BitsPerValue { get; init; } = 16;

    /// <summary>0: missing points are left out by a bitmap; 1 and 2: told within the groups.</summary>
    public int MissingManagement { get; init; }

    public int GroupLength { get; init; } = 6;

    public (int Category, int Number) Parameter { get; init; } = (2, 2);

    public (int Type, int Value) Surface { get; init; } = (103, 10);

    public DateTimeOffset ReferenceTime { get; init; } = Worlds.Nine;

    public int ForecastHours { get; init; }

    /// <summary>Null for an instant; else the sum over the hours that end at the forecast hour.</summary>
    public int? SumOfHours { get; init; }

    public byte? Members { get; init; }

    /// <summary>Overrides of template numbers: section 3, 4, 5.</summary>
    public (int Grid, int Product, int Data)? Templates { get; init; }

    /// <summary>One message.</summary>
    /// <param name="x">The whole number at row from the south and column from the west; null where missing.</param>
    public byte[] Message(Func<int, int, long?> x)
    {
        long?[] inOrder = [.. Order().Select(point => x(point.Row, point.Column))];
        var hasBitmap = MissingManagement == 0 && inOrder.Any(value => value is null);
        long?[] packed = [.. inOrder.Where(value => !hasBitmap || value is not null)];
        byte[] body =
        [
            .. Section(1, [.. Short(7), .. Short(0), 2, 1, 1, .. Time(ReferenceTime), 0, 1]),
            .. Section(3, GridBody()),
            .. Section(4, ProductBody()),
            .. Section(5, [.. Int((uint)packed.Length), .. DataBody(packed)]),
            .. Section(6, hasBitmap ? [0, .. Bytes([.. inOrder.Select(value => value is not null)])] : [255]),
            .. Section(7, Pack(packed)),
            .. "7777"u8,
        ];
        var length = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(length, (ulong)body.Length + 16);
        return [.. "GRIB"u8, 0, 0, 0, Edition, .. length, .. body];
    }

    /// <summary>The number that X stands for.</summary>
    public double ValueOf(long x) => (Reference + (x * Math.Pow(2, BinaryScale))) / Math.Pow(10, DecimalScale);

    private IEnumerable<(int Row, int Column)> Order()
    {
        var (outer, inner) = (Scan & 0x20) != 0 ? (Columns, Rows) : (Rows, Columns);
        for (var line = 0; line < outer; line++)
        {
            for (var step = 0; step < inner; step++)
            {
                var along = (Scan & 0x10) != 0 && line % 2 == 1 ? inner - 1 - step : step;
                var (j, i) = (Scan & 0x20) != 0 ? (along, line) : (line, along);
                yield return ((Scan & 0x40) != 0 ? j : Rows - 1 - j, (Scan & 0x80) != 0 ? Columns - 1 - i : i);
            }
        }
    }

    private byte[] GridBody()
    {
        var (south, north) = (SouthDegrees, SouthDegrees + ((Rows - 1) * StepDegrees));
        var (west, east) = (WestDegrees, WestDegrees + ((Columns - 1) * StepDegrees));
        var (la1, la2) = (Scan & 0x40) != 0 ? (south, north) : (north, south);
        var (lo1, lo2) = (Scan & 0x80) != 0 ? (east, west) : (west, east);
        return
        [
            0, .. Int((uint)(Columns * Rows)), 0, 0, .. Short(Templates?.Grid ?? 0),
            6, .. new byte[15], .. Int((uint)Columns), .. Int((uint)Rows), .. Int(0), .. Int(uint.MaxValue),
            .. Angle(la1), .. Angle(lo1 % 360), 0x30, .. Angle(la2), .. Angle(lo2 % 360), .. Angle(StepDegrees), .. Angle(StepDegrees), Scan,
        ];
    }

    private byte[] ProductBody()
    {
        var start = ForecastHours - (SumOfHours ?? 0);
        byte[] common =
        [
            .. Short(0), .. Short(Templates?.Product ?? (SumOfHours, Members) switch { (null, null) => 0, (null, _) => 1, (_, null) => 8, _ => 11 }),
            (byte)Parameter.Category, (byte)Parameter.Number, 2, 0, 81, .. Short(0), 0, 1, .. SignedInt(start),
            (byte)Surface.Type, 0, .. SignedInt(Surface.Value), 255, 0, .. Int(0),
        ];
        byte[] ensemble = Members is { } members ? [3, 1, members] : [];
        byte[] interval = SumOfHours is { } hours ? [.. Time(ReferenceTime.AddHours(ForecastHours)), 1, .. Int(0), 1, 2, 1, .. Int((uint)hours), 255, .. Int(0)] : [];
        return [.. common, .. ensemble, .. interval];
    }

    private byte[] DataBody(long?[] packed)
    {
        byte[] start =
        [
            .. Short(Templates?.Data ?? Packing switch { Packing.Simple => 0, Packing.Complex => 2, _ => 3 }),
            .. Int(BitConverter.SingleToUInt32Bits(Reference)), .. SignedShort(BinaryScale), .. SignedShort(DecimalScale), (byte)BitsPerValue, 0,
        ];
        if (Packing == Packing.Simple)
        {
            return start;
        }

        var groups = Groups(Differences(packed).Values);
        byte[] complex =
        [
            1, (byte)MissingManagement, .. Int(uint.MaxValue), .. Int(uint.MaxValue), .. Int((uint)groups.Count),
            1, 6, .. Int((uint)GroupLength - 1), 1, .. Int((uint)groups[^1].Count), 5,
        ];
        return Packing == Packing.Complex ? [.. start, .. complex] : [.. start, .. complex, (byte)Order(Packing), 3];
    }

    private byte[] Pack(long?[] packed)
    {
        var bits = new List<bool>();
        if (Packing == Packing.Simple)
        {
            foreach (var value in packed)
            {
                Add(bits, (ulong)value!.Value, BitsPerValue);
            }

            return Bytes(bits);
        }

        var (firsts, least, values) = Differences(packed);
        foreach (var number in Packing == Packing.Complex ? [] : firsts.Append(least))
        {
            Add(bits, ((ulong)Math.Abs(number)) | (number < 0 ? 1UL << 23 : 0), 24);
        }

        // Reference, width and own numbers of each group; a width takes in the codes of missing numbers.
        var groups = Groups(values).Select(Group).ToList();
        Fill(bits, groups.Select(group => group.Reference), BitsPerValue);
        Fill(bits, groups.Select(group => (ulong)group.Width - 1), 6);

        // Lengths are a reference of one less and one step, but for the last.
        Fill(bits, groups.Select((_, index) => index == groups.Count - 1 ? 0UL : 1), 5);
        foreach (var (_, width, numbers) in groups)
        {
            foreach (var number in numbers)
            {
                Add(bits, number, width);
            }
        }

        return Bytes(bits);
    }

    private (ulong Reference, int Width, ulong[] Numbers) Group(List<long?> values)
    {
        var known = values.OfType<long>().ToList();
        var reference = known.Count == 0 ? 0 : known.Min();
        var largest = known.Count == 0 ? 0 : known.Max() - reference + (MissingManagement > 0 ? 2 : 0);
        var width = Math.Max(2, 64 - System.Numerics.BitOperations.LeadingZeroCount((ulong)largest));
        if ((1L << width) - 1 - largest < (MissingManagement > 0 ? 1 : 0))
        {
            width++;
        }

        // Of two kinds of missing numbers both are met.
        return ((ulong)reference, width, [.. values.Select((value, index) => value is { } there ? (ulong)(there - reference) : (1UL << width) - 1 - (MissingManagement == 2 && index % 2 == 1 ? 1UL : 0))]);
    }

    private (List<long> Firsts, long Least, long?[] Values) Differences(long?[] packed)
    {
        var order = Order(Packing);
        if (order == 0)
        {
            return ([], 0, packed);
        }

        var known = packed.OfType<long>().ToList();
        var differences = known.Select((value, index) => index < order ? 0 : order == 1 ? value - known[index - 1] : value - (2 * known[index - 1]) + known[index - 2]).ToList();
        var least = differences.Skip(order).DefaultIfEmpty(0).Min();
        var next = 0;
        long?[] lessened = [.. packed.Select(value => value is null ? (long?)null : next++ < order ? 0 : differences[next - 1] - least)];
        return ([.. known.Take(order), .. Enumerable.Repeat(0L, Math.Max(0, order - known.Count))], least, lessened);
    }

    private List<List<long?>> Groups(long?[] values) => [.. values.Chunk(GroupLength).Select(chunk => chunk.ToList())];

    private static int Order(Packing packing) => packing switch { Packing.FirstOrder => 1, Packing.SecondOrder => 2, _ => 0 };

    private static void Fill(List<bool> bits, IEnumerable<ulong> numbers, int width)
    {
        foreach (var number in numbers)
        {
            Add(bits, number, width);
        }

        while (bits.Count % 8 != 0)
        {
            bits.Add(false);
        }
    }

    private static void Add(List<bool> bits, ulong number, int width)
    {
        for (var bit = width - 1; bit >= 0; bit--)
        {
            bits.Add(((number >> bit) & 1) == 1);
        }
    }

    private static byte[] Bytes(List<bool> bits) => [.. bits.Chunk(8).Select(eight => (byte)eight.Select((bit, index) => bit ? 128 >> index : 0).Sum())];

    private static byte[] Section(int number, byte[] body) => [.. Int((uint)body.Length + 5), (byte)number, .. body];

    private static byte[] Time(DateTimeOffset time) => [.. Short(time.Year), (byte)time.Month, (byte)time.Day, (byte)time.Hour, (byte)time.Minute, (byte)time.Second];

    private static byte[] Angle(double degrees) => SignedInt((int)Math.Round(degrees * 1e6));

    private static byte[] SignedInt(int value) => Int((uint)Math.Abs(value) | (value < 0 ? 1U << 31 : 0));

    private static byte[] SignedShort(int value) => Short(Math.Abs(value) | (value < 0 ? 1 << 15 : 0));

    private static byte[] Int(uint value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    private static byte[] Short(int value) => [(byte)(value >> 8), (byte)value];
}
