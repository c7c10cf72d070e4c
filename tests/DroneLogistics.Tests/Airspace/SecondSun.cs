using DroneLogistics.Geodesy;

namespace DroneLogistics.Tests.Airspace;

/// <summary>
/// The sun's height by the short series of the Astronomical Almanac (page C5; 0.01 degrees, 1950 to 2050) and by sidereal time: no
/// equation of time, no hour angle of sunrise.
/// </summary>
internal static class SecondSun
{
    public static double HeightDegrees(DateTimeOffset instant, LatLon place)
    {
        var n = (instant - new DateTimeOffset(2000, 1, 1, 12, 0, 0, TimeSpan.Zero)).TotalDays;
        var anomaly = 357.528 + (0.9856003 * n);
        var longitude = 280.460 + (0.9856474 * n) + (1.915 * Sin(anomaly)) + (0.020 * Sin(2 * anomaly));
        var obliquity = 23.439 - (0.0000004 * n);
        var (x, y, z) = (Cos(longitude), Cos(obliquity) * Sin(longitude), Sin(obliquity) * Sin(longitude));

        // Greenwich mean sidereal time, Meeus (12.4); then the zenith as a direction among the stars.
        var sidereal = 280.46061837 + (360.98564736629 * n) + place.LongitudeDegrees;
        var latitude = place.LatitudeDegrees;
        var cosine = (x * Cos(latitude) * Cos(sidereal)) + (y * Cos(latitude) * Sin(sidereal)) + (z * Sin(latitude));
        return double.RadiansToDegrees(Math.Asin(cosine));
    }

    private static double Sin(double degrees) => Math.Sin(double.DegreesToRadians(degrees));

    private static double Cos(double degrees) => Math.Cos(double.DegreesToRadians(degrees));
}
