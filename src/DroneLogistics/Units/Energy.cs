namespace DroneLogistics.Units;

/// <summary>An energy in joules inside, watt-hours at the edge. Default is zero.</summary>
public readonly record struct Energy(double Joules) : IComparable<Energy>
{
    private const double JoulesPerWattHour = 3600.0;

    public static readonly Energy Zero = new(0);

    public double WattHours => Joules / JoulesPerWattHour;

    public static Energy FromWattHours(double wattHours) => new(wattHours * JoulesPerWattHour);

    public static Energy FromJoules(double joules) => new(joules);

    public static Energy operator +(Energy a, Energy b) => new(a.Joules + b.Joules);

    public static Energy operator -(Energy a, Energy b) => new(a.Joules - b.Joules);

    public static Energy operator *(Energy a, double factor) => new(a.Joules * factor);

    public static bool operator <(Energy a, Energy b) => a.Joules < b.Joules;

    public static bool operator >(Energy a, Energy b) => a.Joules > b.Joules;

    public static bool operator <=(Energy a, Energy b) => a.Joules <= b.Joules;

    public static bool operator >=(Energy a, Energy b) => a.Joules >= b.Joules;

    public int CompareTo(Energy other) => Joules.CompareTo(other.Joules);
}
