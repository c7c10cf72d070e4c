using NetTopologySuite.Algorithm;

namespace DroneLogistics.Routing.Mesh;

/// <summary>On which side of a line a point lies, exactly: plain arithmetic where its error cannot matter, more digits where it can.</summary>
internal static class Orientation
{
    // (3 + 16 eps) eps, eps = 2^-53: the bound of Shewchuk, Adaptive Precision Floating-Point Arithmetic, 1997, for this determinant.
    private const double ErrorBound = 3.3306690738754716e-16;

    /// <summary>Positive: c lies to the left of the line from a to b; negative: to the right; 0: on it.</summary>
    public static int Of(double ax, double ay, double bx, double by, double cx, double cy)
    {
        var left = (ax - cx) * (by - cy);
        var right = (ay - cy) * (bx - cx);
        var determinant = left - right;
        var bound = ErrorBound * (Math.Abs(left) + Math.Abs(right));
        return determinant > bound ? 1 : determinant < -bound ? -1 : CGAlgorithmsDD.OrientationIndex(ax, ay, bx, by, cx, cy);
    }
}
