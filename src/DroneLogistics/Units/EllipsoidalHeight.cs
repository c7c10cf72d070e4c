namespace DroneLogistics.Units;

/// <summary>A height in metres above the WGS 84 ellipsoid, as satellite navigation gives it. Near Zhoushan the sea lies some metres off the ellipsoid. Default is on the ellipsoid.</summary>
public readonly record struct EllipsoidalHeight(double Metres)
{
    public static EllipsoidalHeight FromMetres(double metres) => new(metres);

    /// <summary>The altitude above mean sea level, given how far the geoid lies above the ellipsoid there (negative: below it).</summary>
    public AltitudeAmsl ToAmsl(Length geoidSeparation) => new(Metres - geoidSeparation.Metres);
}
