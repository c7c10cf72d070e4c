namespace DroneLogistics.Units;

/// <summary>A distance in metres; negative means behind or below. Default is zero.</summary>
public readonly record struct Length(double Metres) : IComparable<Length>
{
    public static readonly Length Zero = new(0);

    public double Kilometres => Metres / 1000.0;

    public static Length FromMetres(double metres) => new(metres);

    public static Length FromKilometres(double kilometres) => new(kilometres * 1000.0);

    public static Length operator +(Length a, Length b) => new(a.Metres + b.Metres);

    public static Length operator -(Length a, Length b) => new(a.Metres - b.Metres);

    public static Length operator *(Length a, double factor) => new(a.Metres * factor);

    public static bool operator <(Length a, Length b) => a.Metres < b.Metres;

    public static bool operator >(Length a, Length b) => a.Metres > b.Metres;

    public static bool operator <=(Length a, Length b) => a.Metres <= b.Metres;

    public static bool operator >=(Length a, Length b) => a.Metres >= b.Metres;

    public int CompareTo(Length other) => Metres.CompareTo(other.Metres);
}
