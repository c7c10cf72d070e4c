namespace DroneLogistics.Geodesy;

/// <summary>A point of a plane, metres east and north of its centre.</summary>
public readonly record struct PlanePoint(double EastMetres, double NorthMetres)
{
    public double DistanceMetres(PlanePoint other) => Math.Sqrt(Square(EastMetres - other.EastMetres) + Square(NorthMetres - other.NorthMetres));

    private static double Square(double value) => value * value;
}

/// <summary>
/// The azimuthal equidistant plane about a centre on WGS 84: distance and direction from the centre are those of the geodesic, right to
/// 20 nm.
/// </summary>
/// <remarks>
/// J. P. Snyder, Map Projections - A Working Manual (1987), ch. 25. Lengths across the ray from the centre are stretched by
/// 1 + (r / R)² / 6, r the distance from the centre and R the earth's radius: 4e-6 at 30 km (0.1 m in 30 km), 1e-4 at 150 km. Lengths
/// along the ray keep. Meant for up to some hundred kilometres. Immutable.
/// </remarks>
public sealed class LocalFrame(LatLon centre)
{
    public LatLon Centre { get; } = centre;

    /// <summary>A point of the ellipsoid in the plane.</summary>
    public PlanePoint ToPlane(LatLon point)
    {
        var line = Geodesic.Inverse(Centre.LatitudeDegrees, Centre.LongitudeDegrees, point.LatitudeDegrees, point.LongitudeDegrees);
        var (sine, cosine) = Math.SinCos(double.DegreesToRadians(line.InitialAzimuthDegrees));
        return new PlanePoint(line.DistanceMetres * sine, line.DistanceMetres * cosine);
    }

    /// <summary>A point of the plane on the ellipsoid.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A coordinate that is not finite (a programmer's error).</exception>
    public LatLon ToGlobe(PlanePoint point)
    {
        var azimuth = double.RadiansToDegrees(Math.Atan2(point.EastMetres, point.NorthMetres));
        var end = Geodesic.Direct(Centre.LatitudeDegrees, Centre.LongitudeDegrees, azimuth, point.DistanceMetres(default));
        return new LatLon(end.LatitudeDegrees, end.LongitudeDegrees);
    }
}
