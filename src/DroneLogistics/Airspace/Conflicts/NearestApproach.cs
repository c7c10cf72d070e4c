using DroneLogistics.Geodesy;
using DroneLogistics.Units;

namespace DroneLogistics.Airspace.Conflicts;

/// <summary>Where a geodesic comes nearest to a shape.</summary>
/// <param name="Distance">Along the ground, never too large, and by 5 mm at the most too small up to 5 km; zero where the line meets the shape.</param>
/// <param name="OnLine">The point of the line; the first, where it meets the shape.</param>
/// <param name="OnShape">The point of the shape.</param>
public readonly record struct NearestApproach(Length Distance, LatLon OnLine, LatLon OnShape)
{
    /// <summary>What rounding and the drawing of curves as chords may be wrong by; what lies within a reach by less is within it.</summary>
    internal const double DoubtMetres = 0.003;

    // Within it an edge, straight in degrees, is one straight piece of the plane but for millimetres, and the plane keeps lengths.
    private static readonly Length LongestPiece = Length.FromKilometres(5);

    /// <summary>The nearest approach of the geodesic between two points to a shape; null where it is further away than a reach.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A reach that is negative or not finite (a programmer's error).</exception>
    public static NearestApproach? Within(Length reach, ZoneShape shape, LatLon from, LatLon to)
    {
        if (!(reach.Metres >= 0 && double.IsFinite(reach.Metres)))
        {
            throw new ArgumentOutOfRangeException(nameof(reach), reach.Metres, "A reach is 0 m or more.");
        }

        return shape switch
        {
            ZoneCircle circle => CircleApproach.Within(reach.Metres + DoubtMetres, circle, from, to),
            ZonePolygon polygon => PolygonApproach.Within(reach.Metres + DoubtMetres, polygon, Terrain.Plane.Pieces(from, to, LongestPiece)),
            _ => throw new System.Diagnostics.UnreachableException($"A shape that is neither circle nor polygon: {shape.GetType().Name}."),
        };
    }
}
