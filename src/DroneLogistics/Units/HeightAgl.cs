namespace DroneLogistics.Units;

/// <summary>A height in metres above the ground or water right below. It becomes an <see cref="AltitudeAmsl"/> only through a ground. Default is on the ground.</summary>
public readonly record struct HeightAgl(double Metres) : IComparable<HeightAgl>
{
    public static HeightAgl FromMetres(double metres) => new(metres);

    /// <summary>The altitude of this height over a ground.</summary>
    public AltitudeAmsl Above(AltitudeAmsl ground) => new(ground.Metres + Metres);

    public static bool operator <(HeightAgl a, HeightAgl b) => a.Metres < b.Metres;

    public static bool operator >(HeightAgl a, HeightAgl b) => a.Metres > b.Metres;

    public static bool operator <=(HeightAgl a, HeightAgl b) => a.Metres <= b.Metres;

    public static bool operator >=(HeightAgl a, HeightAgl b) => a.Metres >= b.Metres;

    public int CompareTo(HeightAgl other) => Metres.CompareTo(other.Metres);
}
