namespace DroneLogistics.Units;

/// <summary>A point in the vertical, metres above mean sea level. Two points give a <see cref="Length"/>. Default is sea level.</summary>
public readonly record struct AltitudeAmsl(double Metres) : IComparable<AltitudeAmsl>
{
    public static AltitudeAmsl FromMetres(double metres) => new(metres);

    public static Length operator -(AltitudeAmsl a, AltitudeAmsl b) => new(a.Metres - b.Metres);

    public static AltitudeAmsl operator +(AltitudeAmsl a, Length above) => new(a.Metres + above.Metres);

    public static bool operator <(AltitudeAmsl a, AltitudeAmsl b) => a.Metres < b.Metres;

    public static bool operator >(AltitudeAmsl a, AltitudeAmsl b) => a.Metres > b.Metres;

    public static bool operator <=(AltitudeAmsl a, AltitudeAmsl b) => a.Metres <= b.Metres;

    public static bool operator >=(AltitudeAmsl a, AltitudeAmsl b) => a.Metres >= b.Metres;

    public int CompareTo(AltitudeAmsl other) => Metres.CompareTo(other.Metres);
}
