using DroneLogistics.Geodesy;
using NetTopologySuite.Geometries;

namespace DroneLogistics.Airspace.Conflicts;

/// <summary>
/// Degrees in which all lies that is within a distance of a piece of a geodesic, and a little more. East of the antimeridian the
/// longitudes go on beyond 180, west of it below -180.
/// </summary>
internal readonly record struct DegreeBox(double South, double West, double North, double East)
{
    // Smallest radius of curvature of WGS 84 (of the meridian at the equator), a (1 - e²): angles by it are never too small.
    public const double LeastRadiusMetres = 6_335_439.0;

    // Nearer to a pole meridians run together: every longitude is within.
    private const double PolarDegrees = 89.9;

    // Rounding of degrees near 180 is 3 nm.
    private const double RoundingMetres = 1e-3;

    public static DegreeBox Around(LatLon from, LatLon to, double pieceMetres, double metres)
    {
        var eastward = Math.IEEERemainder(to.LongitudeDegrees - from.LongitudeDegrees, 360);
        var highest = Math.Max(Math.Abs(from.LatitudeDegrees), Math.Abs(to.LatitudeDegrees));

        // A geodesic bulges towards the pole by L² tan(latitude) / 8R at the most.
        var bulge = highest < PolarDegrees ? pieceMetres * pieceMetres * Math.Tan(double.DegreesToRadians(highest)) / (4 * LeastRadiusMetres) : pieceMetres;
        var north = double.RadiansToDegrees((metres + bulge + RoundingMetres) / LeastRadiusMetres);
        var south = Math.Min(from.LatitudeDegrees, to.LatitudeDegrees) - north;
        var top = Math.Max(from.LatitudeDegrees, to.LatitudeDegrees) + north;
        if (!(highest + north < PolarDegrees))
        {
            return new DegreeBox(south, -180, top, 180);
        }

        var east = north / Math.Cos(double.DegreesToRadians(highest + north));
        var start = from.LongitudeDegrees;
        return new DegreeBox(south, Math.Min(start, start + eastward) - east, top, Math.Max(start, start + eastward) + east);
    }

    /// <summary>By how many degrees a box of -180 to 180 is shifted where it may meet this one: none, and once round where this one crosses the antimeridian.</summary>
    public IEnumerable<double> Turns()
    {
        yield return 0;
        if (East > 180)
        {
            yield return 360;
        }

        if (West < -180)
        {
            yield return -360;
        }
    }

    public Envelope Envelope(double turn) => new(West - turn, East - turn, South, North);

    /// <summary>The part of a line straight in degrees that is within, from 0 at its start to 1 at its end; null for none.</summary>
    public (double From, double To)? Clip(double latitude1, double longitude1, double latitude2, double longitude2)
    {
        // Liang and Barsky: each side cuts what lies beyond it.
        var (from, to) = (0.0, 1.0);
        return Cut(longitude2 - longitude1, West - longitude1, East - longitude1, ref from, ref to)
            && Cut(latitude2 - latitude1, South - latitude1, North - latitude1, ref from, ref to)
            ? (from, to)
            : null;
    }

    private static bool Cut(double step, double low, double high, ref double from, ref double to)
    {
        if (step == 0)
        {
            return low <= 0 && high >= 0;
        }

        var (enter, leave) = step > 0 ? (low / step, high / step) : (high / step, low / step);
        from = Math.Max(from, enter);
        to = Math.Min(to, leave);
        return from <= to;
    }
}
