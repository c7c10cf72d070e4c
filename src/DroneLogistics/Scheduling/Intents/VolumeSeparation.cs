using DroneLogistics.Geodesy;
using DroneLogistics.Units;

namespace DroneLogistics.Scheduling.Intents;

/// <summary>How far two volumes are apart: exact where the grid only tells that they may meet.</summary>
/// <remarks>
/// In the plane about the one's beginning, in which lengths are right to 4 mm within 10 km: volumes that are further apart than that are told as
/// apart whatever the plane makes of them. Volumes up to 5 km long.
/// </remarks>
public static class VolumeSeparation
{
    // What rounding and the plane may be wrong by; what is apart by less is not apart.
    private const double DoubtMetres = 0.01;

    /// <summary>Whether the two have a point at an instant in common, or cannot be told apart.</summary>
    public static bool Meet(in SweptCorridor one, in SweptCorridor other) =>
        one.When.Overlaps(other.When)
        && !(one.High < other.Low || other.High < one.Low)
        && !(Beside(one, other).Metres > 0);

    /// <summary>The way over the ground from the side of the one to the side of the other; zero where they reach over each other.</summary>
    public static Length Beside(in SweptCorridor one, in SweptCorridor other)
    {
        var frame = new LocalFrame(one.From);
        var apart = Between((default, frame.ToPlane(one.To)), (frame.ToPlane(other.From), frame.ToPlane(other.To)));
        var left = apart - one.HalfWidth.Metres - other.HalfWidth.Metres - DoubtMetres;

        // No number is no distance.
        return Length.FromMetres(left > 0 ? left : 0);
    }

    private static double Between((PlanePoint From, PlanePoint To) one, (PlanePoint From, PlanePoint To) other) => Cross(one, other)
        ? 0
        : Math.Min(
            Math.Min(ToLine(one.From, other), ToLine(one.To, other)),
            Math.Min(ToLine(other.From, one), ToLine(other.To, one)));

    private static bool Cross((PlanePoint From, PlanePoint To) one, (PlanePoint From, PlanePoint To) other) =>
        Side(one, other.From) * Side(one, other.To) < 0 && Side(other, one.From) * Side(other, one.To) < 0;

    private static double Side((PlanePoint From, PlanePoint To) line, PlanePoint point) =>
        ((line.To.EastMetres - line.From.EastMetres) * (point.NorthMetres - line.From.NorthMetres))
        - ((line.To.NorthMetres - line.From.NorthMetres) * (point.EastMetres - line.From.EastMetres));

    private static double ToLine(PlanePoint point, (PlanePoint From, PlanePoint To) line)
    {
        var (east, north) = (line.To.EastMetres - line.From.EastMetres, line.To.NorthMetres - line.From.NorthMetres);
        var square = (east * east) + (north * north);
        var along = square > 0
            ? Math.Clamp((((point.EastMetres - line.From.EastMetres) * east) + ((point.NorthMetres - line.From.NorthMetres) * north)) / square, 0, 1)
            : 0;
        return point.DistanceMetres(new PlanePoint(line.From.EastMetres + (along * east), line.From.NorthMetres + (along * north)));
    }
}
