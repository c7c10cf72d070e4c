namespace DroneLogistics.Units;

/// <summary>The share of a battery's present capacity that is charged, 0 to 1. Default is empty.</summary>
public readonly record struct StateOfCharge(double Ratio) : IComparable<StateOfCharge>
{
    public static readonly StateOfCharge Full = new(1);

    public double Percent => Ratio * 100.0;

    public static bool operator <(StateOfCharge a, StateOfCharge b) => a.Ratio < b.Ratio;

    public static bool operator >(StateOfCharge a, StateOfCharge b) => a.Ratio > b.Ratio;

    public static bool operator <=(StateOfCharge a, StateOfCharge b) => a.Ratio <= b.Ratio;

    public static bool operator >=(StateOfCharge a, StateOfCharge b) => a.Ratio >= b.Ratio;

    public int CompareTo(StateOfCharge other) => Ratio.CompareTo(other.Ratio);
}
