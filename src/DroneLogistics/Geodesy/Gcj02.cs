namespace DroneLogistics.Geodesy;

/// <summary>
/// The obfuscated datum of public maps in mainland China: where such a map draws a point of WGS 84, some 100 to 700 m off. For telling
/// that data are in it, never for flying by them.
/// </summary>
/// <remarks>
/// GCJ-02 is not published; formula and constants are those found by observation that the map libraries in the open share. Symbols:
/// x, y degrees from 105 E and 35 N; the offsets are metres on the ellipsoid of Krasovsky 1940.
/// </remarks>
public static class Gcj02
{
    // Krasovsky 1940.
    private const double SemiMajorAxisMetres = 6378245.0;
    private const double EccentricitySquared = 0.00669342162296594323;

    // Outside of this box the libraries apply no offset.
    private static readonly GeoBox Area = new(0.8293, 72.004, 55.8271, 137.8347);

    /// <summary>Where a map in GCJ-02 draws a point of WGS 84; the point itself outside of the area.</summary>
    public static LatLon FromWgs84(LatLon point)
    {
        if (!Area.Contains(point.LatitudeDegrees, point.LongitudeDegrees))
        {
            return point;
        }

        var (x, y) = (point.LongitudeDegrees - 105.0, point.LatitudeDegrees - 35.0);
        var (sine, cosine) = Math.SinCos(double.DegreesToRadians(point.LatitudeDegrees));
        var w = Math.Sqrt(1.0 - (EccentricitySquared * sine * sine));
        var meridianRadius = SemiMajorAxisMetres * (1.0 - EccentricitySquared) / (w * w * w);
        var parallelRadius = SemiMajorAxisMetres / w * cosine;
        return new LatLon(
            point.LatitudeDegrees + double.RadiansToDegrees(NorthMetres(x, y) / meridianRadius),
            point.LongitudeDegrees + double.RadiansToDegrees(EastMetres(x, y) / parallelRadius));
    }

    private static double NorthMetres(double x, double y) =>
        -100.0 + (2.0 * x) + (3.0 * y) + (0.2 * y * y) + (0.1 * x * y) + (0.2 * Math.Sqrt(Math.Abs(x)))
        + Waves((20.0, 6.0 * x), (20.0, 2.0 * x), (20.0, y), (40.0, y / 3.0), (160.0, y / 12.0), (320.0, y / 30.0));

    private static double EastMetres(double x, double y) =>
        300.0 + x + (2.0 * y) + (0.1 * x * x) + (0.1 * x * y) + (0.1 * Math.Sqrt(Math.Abs(x)))
        + Waves((20.0, 6.0 * x), (20.0, 2.0 * x), (20.0, x), (40.0, x / 3.0), (150.0, x / 12.0), (300.0, x / 30.0));

    private static double Waves(params ReadOnlySpan<(double Amplitude, double HalfTurns)> waves)
    {
        var sum = 0.0;
        foreach (var (amplitude, halfTurns) in waves)
        {
            sum += amplitude * Math.Sin(halfTurns * Math.PI);
        }

        return sum * 2.0 / 3.0;
    }
}
