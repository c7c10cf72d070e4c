namespace DroneLogistics.Units;

/// <summary>A mass in kilograms. Default is zero.</summary>
public readonly record struct Mass(double Kilograms) : IComparable<Mass>
{
    public static readonly Mass Zero = new(0);

    public static Mass FromKilograms(double kilograms) => new(kilograms);

    public static Mass operator +(Mass a, Mass b) => new(a.Kilograms + b.Kilograms);

    public static Mass operator -(Mass a, Mass b) => new(a.Kilograms - b.Kilograms);

    public static bool operator <(Mass a, Mass b) => a.Kilograms < b.Kilograms;

    public static bool operator >(Mass a, Mass b) => a.Kilograms > b.Kilograms;

    public static bool operator <=(Mass a, Mass b) => a.Kilograms <= b.Kilograms;

    public static bool operator >=(Mass a, Mass b) => a.Kilograms >= b.Kilograms;

    public int CompareTo(Mass other) => Kilograms.CompareTo(other.Kilograms);
}
