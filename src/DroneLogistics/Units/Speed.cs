namespace DroneLogistics.Units;

/// <summary>A speed in metres a second. Default is zero.</summary>
public readonly record struct Speed(double MetresPerSecond) : IComparable<Speed>
{
    public static readonly Speed Zero = new(0);

    public static Speed FromMetresPerSecond(double metresPerSecond) => new(metresPerSecond);

    public static Speed operator +(Speed a, Speed b) => new(a.MetresPerSecond + b.MetresPerSecond);

    public static Speed operator -(Speed a, Speed b) => new(a.MetresPerSecond - b.MetresPerSecond);

    public static Speed operator *(Speed a, double factor) => new(a.MetresPerSecond * factor);

    public static bool operator <(Speed a, Speed b) => a.MetresPerSecond < b.MetresPerSecond;

    public static bool operator >(Speed a, Speed b) => a.MetresPerSecond > b.MetresPerSecond;

    public static bool operator <=(Speed a, Speed b) => a.MetresPerSecond <= b.MetresPerSecond;

    public static bool operator >=(Speed a, Speed b) => a.MetresPerSecond >= b.MetresPerSecond;

    public int CompareTo(Speed other) => MetresPerSecond.CompareTo(other.MetresPerSecond);
}
