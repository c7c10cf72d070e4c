using DroneLogistics.Geodesy;

namespace DroneLogistics.Audit;

/// <summary>How near two short lines over the ground come to each other, as straight lines between points of the WGS 84 ellipsoid in space.</summary>
/// <remarks>
/// A line of a kilometre runs 2 cm below the ground in its middle, so that the distance is right to that. The nearest points of two segments:
/// C. Ericson, Real-Time Collision Detection (2005), 5.1.9, recalled.
/// </remarks>
internal static class LinesInSpace
{
    private const double EquatorMetres = 6_378_137;
    private const double Flattening = 1 / 298.257223563;

    /// <summary>Metres; NaN where a coordinate is none.</summary>
    public static double Apart(LatLon from, LatLon to, LatLon otherFrom, LatLon otherTo)
    {
        var (p, q) = (Place(from), Place(otherFrom));
        var (d, e, r) = (Less(Place(to), p), Less(Place(otherTo), q), Less(p, q));
        var (a, b, c, f, g) = (Dot(d, d), Dot(d, e), Dot(d, r), Dot(e, r), Dot(e, e));
        double s, t;
        if (!(a > 0))
        {
            (s, t) = (0, g > 0 ? Math.Clamp(f / g, 0, 1) : 0);
        }
        else if (!(g > 0))
        {
            (s, t) = (Math.Clamp(-c / a, 0, 1), 0);
        }
        else
        {
            var square = (a * g) - (b * b);
            s = square > 0 ? Math.Clamp(((b * f) - (c * g)) / square, 0, 1) : 0;
            t = ((b * s) + f) / g;
            if (t is < 0 or > 1)
            {
                t = Math.Clamp(t, 0, 1);
                s = Math.Clamp(((b * t) - c) / a, 0, 1);
            }
        }

        var between = Less((p.X + (s * d.X), p.Y + (s * d.Y), p.Z + (s * d.Z)), (q.X + (t * e.X), q.Y + (t * e.Y), q.Z + (t * e.Z)));
        return Math.Sqrt(Dot(between, between));
    }

    private static (double X, double Y, double Z) Place(LatLon at)
    {
        var (north, east) = (double.DegreesToRadians(at.LatitudeDegrees), double.DegreesToRadians(at.LongitudeDegrees));
        var square = Flattening * (2 - Flattening);
        var radius = EquatorMetres / Math.Sqrt(1 - (square * Math.Sin(north) * Math.Sin(north)));
        return (radius * Math.Cos(north) * Math.Cos(east), radius * Math.Cos(north) * Math.Sin(east), radius * (1 - square) * Math.Sin(north));
    }

    private static (double X, double Y, double Z) Less((double X, double Y, double Z) one, (double X, double Y, double Z) other) =>
        (one.X - other.X, one.Y - other.Y, one.Z - other.Z);

    private static double Dot((double X, double Y, double Z) one, (double X, double Y, double Z) other) => (one.X * other.X) + (one.Y * other.Y) + (one.Z * other.Z);
}
