using DroneLogistics.Units;

namespace DroneLogistics.Geodesy;

/// <summary>Distances on the sphere of the earth's mean radius: quick, and up to 0.57 % off the ellipsoid. Flights use <see cref="Geodesic"/>.</summary>
public static class MeanSphere
{
    /// <summary>(2 a + b) / 3 of WGS 84, m (Moritz, Geodetic Reference System 1980).</summary>
    public const double RadiusMetres = 6_371_008.8;

    /// <summary>The great circle by the haversine: 2 R asin √(sin²(dphi/2) + cos(phi1) cos(phi2) sin²(dlambda/2)).</summary>
    public static Length Distance(LatLon from, LatLon to)
    {
        var (latitude1, latitude2) = (double.DegreesToRadians(from.LatitudeDegrees), double.DegreesToRadians(to.LatitudeDegrees));
        var half = Math.Sin((latitude2 - latitude1) / 2);
        var turn = Math.Sin(double.DegreesToRadians(to.LongitudeDegrees - from.LongitudeDegrees) / 2);
        var haversine = (half * half) + (Math.Cos(latitude1) * Math.Cos(latitude2) * turn * turn);

        // Between antipodes rounding may lead past 1.
        return Length.FromMetres(2 * RadiusMetres * Math.Asin(Math.Sqrt(Math.Min(1, haversine))));
    }
}
