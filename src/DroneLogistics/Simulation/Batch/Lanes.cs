using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DroneLogistics.Simulation.Batch;

/// <summary>
/// One or several numbers that are reckoned with at once, one flight a lane. The kernel is written once over this; which width runs is
/// chosen by the processor. A mask is a number with all bits set where it holds.
/// </summary>
internal interface ILanes<T>
    where T : struct, ILanes<T>
{
    static abstract int Count { get; }

    static abstract T Load(ReadOnlySpan<double> column, int at);

    static abstract implicit operator T(double value);

    static abstract T operator +(T a, T b);

    static abstract T operator -(T a, T b);

    static abstract T operator *(T a, T b);

    static abstract T operator /(T a, T b);

    static abstract T operator &(T a, T b);

    static abstract T operator |(T a, T b);

    static abstract T operator ~(T a);

    static abstract T operator <(T a, T b);

    static abstract T operator >(T a, T b);

    static abstract T operator >=(T a, T b);

    static abstract T operator <=(T a, T b);

    static abstract T Sqrt(T a);

    static abstract T Exp(T a);

    static abstract T Min(T a, T b);

    static abstract T Max(T a, T b);

    static abstract T Abs(T a);

    /// <summary><paramref name="a"/> where the mask holds, <paramref name="b"/> elsewhere.</summary>
    static abstract T Select(T mask, T a, T b);

    static abstract bool Any(T mask);

    void Store(Span<double> column, int at);
}

/// <summary>One lane: the scalar twin of the wider ones.</summary>
internal readonly struct Lane1(double value) : ILanes<Lane1>
{
    private readonly double value = value;

    public static int Count => 1;

    private long Bits => BitConverter.DoubleToInt64Bits(value);

    public static Lane1 Load(ReadOnlySpan<double> column, int at) => column[at];

    public void Store(Span<double> column, int at) => column[at] = value;

    public static implicit operator Lane1(double value) => new(value);

    public static Lane1 operator +(Lane1 a, Lane1 b) => a.value + b.value;

    public static Lane1 operator -(Lane1 a, Lane1 b) => a.value - b.value;

    public static Lane1 operator *(Lane1 a, Lane1 b) => a.value * b.value;

    public static Lane1 operator /(Lane1 a, Lane1 b) => a.value / b.value;

    public static Lane1 operator &(Lane1 a, Lane1 b) => Of(a.Bits & b.Bits);

    public static Lane1 operator |(Lane1 a, Lane1 b) => Of(a.Bits | b.Bits);

    public static Lane1 operator ~(Lane1 a) => Of(~a.Bits);

    public static Lane1 operator <(Lane1 a, Lane1 b) => Mask(a.value < b.value);

    public static Lane1 operator >(Lane1 a, Lane1 b) => Mask(a.value > b.value);

    public static Lane1 operator >=(Lane1 a, Lane1 b) => Mask(a.value >= b.value);

    public static Lane1 operator <=(Lane1 a, Lane1 b) => Mask(a.value <= b.value);

    public static Lane1 Sqrt(Lane1 a) => Math.Sqrt(a.value);

    public static Lane1 Exp(Lane1 a) => Math.Exp(a.value);

    public static Lane1 Min(Lane1 a, Lane1 b) => Math.Min(a.value, b.value);

    public static Lane1 Max(Lane1 a, Lane1 b) => Math.Max(a.value, b.value);

    public static Lane1 Abs(Lane1 a) => Math.Abs(a.value);

    public static Lane1 Select(Lane1 mask, Lane1 a, Lane1 b) => mask.Bits != 0 ? a : b;

    public static bool Any(Lane1 mask) => mask.Bits != 0;

    private static Lane1 Of(long bits) => BitConverter.Int64BitsToDouble(bits);

    private static Lane1 Mask(bool holds) => Of(holds ? -1 : 0);
}

/// <summary>Four lanes of 256 bits.</summary>
internal readonly struct Lanes4(Vector256<double> value) : ILanes<Lanes4>
{
    private readonly Vector256<double> value = value;

    public static int Count => Vector256<double>.Count;

    public static Lanes4 Load(ReadOnlySpan<double> column, int at) => new(Vector256.LoadUnsafe(in column[at]));

    public void Store(Span<double> column, int at) => value.StoreUnsafe(ref column[at]);

    public static implicit operator Lanes4(double value) => new(Vector256.Create(value));

    public static Lanes4 operator +(Lanes4 a, Lanes4 b) => new(a.value + b.value);

    public static Lanes4 operator -(Lanes4 a, Lanes4 b) => new(a.value - b.value);

    public static Lanes4 operator *(Lanes4 a, Lanes4 b) => new(a.value * b.value);

    public static Lanes4 operator /(Lanes4 a, Lanes4 b) => new(a.value / b.value);

    public static Lanes4 operator &(Lanes4 a, Lanes4 b) => new(a.value & b.value);

    public static Lanes4 operator |(Lanes4 a, Lanes4 b) => new(a.value | b.value);

    public static Lanes4 operator ~(Lanes4 a) => new(~a.value);

    public static Lanes4 operator <(Lanes4 a, Lanes4 b) => new(Vector256.LessThan(a.value, b.value));

    public static Lanes4 operator >(Lanes4 a, Lanes4 b) => new(Vector256.GreaterThan(a.value, b.value));

    public static Lanes4 operator >=(Lanes4 a, Lanes4 b) => new(Vector256.GreaterThanOrEqual(a.value, b.value));

    public static Lanes4 operator <=(Lanes4 a, Lanes4 b) => new(Vector256.LessThanOrEqual(a.value, b.value));

    public static Lanes4 Sqrt(Lanes4 a) => new(Vector256.Sqrt(a.value));

    public static Lanes4 Exp(Lanes4 a) => new(Vector256.Exp(a.value));

    public static Lanes4 Min(Lanes4 a, Lanes4 b) => new(Vector256.MinNative(a.value, b.value));

    public static Lanes4 Max(Lanes4 a, Lanes4 b) => new(Vector256.MaxNative(a.value, b.value));

    public static Lanes4 Abs(Lanes4 a) => new(Vector256.Abs(a.value));

    public static Lanes4 Select(Lanes4 mask, Lanes4 a, Lanes4 b) => new(Vector256.ConditionalSelect(mask.value, a.value, b.value));

    public static bool Any(Lanes4 mask) => Vector256.AsInt64(mask.value) != Vector256<long>.Zero;
}

/// <summary>Eight lanes of 512 bits.</summary>
internal readonly struct Lanes8(Vector512<double> value) : ILanes<Lanes8>
{
    private readonly Vector512<double> value = value;

    public static int Count => Vector512<double>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Load(ReadOnlySpan<double> column, int at) => new(Vector512.LoadUnsafe(in column[at]));

    public void Store(Span<double> column, int at) => value.StoreUnsafe(ref column[at]);

    public static implicit operator Lanes8(double value) => new(Vector512.Create(value));

    public static Lanes8 operator +(Lanes8 a, Lanes8 b) => new(a.value + b.value);

    public static Lanes8 operator -(Lanes8 a, Lanes8 b) => new(a.value - b.value);

    public static Lanes8 operator *(Lanes8 a, Lanes8 b) => new(a.value * b.value);

    public static Lanes8 operator /(Lanes8 a, Lanes8 b) => new(a.value / b.value);

    public static Lanes8 operator &(Lanes8 a, Lanes8 b) => new(a.value & b.value);

    public static Lanes8 operator |(Lanes8 a, Lanes8 b) => new(a.value | b.value);

    public static Lanes8 operator ~(Lanes8 a) => new(~a.value);

    public static Lanes8 operator <(Lanes8 a, Lanes8 b) => new(Vector512.LessThan(a.value, b.value));

    public static Lanes8 operator >(Lanes8 a, Lanes8 b) => new(Vector512.GreaterThan(a.value, b.value));

    public static Lanes8 operator >=(Lanes8 a, Lanes8 b) => new(Vector512.GreaterThanOrEqual(a.value, b.value));

    public static Lanes8 operator <=(Lanes8 a, Lanes8 b) => new(Vector512.LessThanOrEqual(a.value, b.value));

    public static Lanes8 Sqrt(Lanes8 a) => new(Vector512.Sqrt(a.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Exp(Lanes8 a) => new(Vector512.Exp(a.value));

    public static Lanes8 Min(Lanes8 a, Lanes8 b) => new(Vector512.MinNative(a.value, b.value));

    public static Lanes8 Max(Lanes8 a, Lanes8 b) => new(Vector512.MaxNative(a.value, b.value));

    public static Lanes8 Abs(Lanes8 a) => new(Vector512.Abs(a.value));

    public static Lanes8 Select(Lanes8 mask, Lanes8 a, Lanes8 b) => new(Vector512.ConditionalSelect(mask.value, a.value, b.value));

    public static bool Any(Lanes8 mask) => Vector512.AsInt64(mask.value) != Vector512<long>.Zero;
}
