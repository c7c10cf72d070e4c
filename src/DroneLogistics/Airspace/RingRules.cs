using DroneLogistics.Geodesy;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Valid;

namespace DroneLogistics.Airspace;

/// <summary>What is wrong with a ring or polygon, at which position of which ring (0 the outer, then the holes).</summary>
public sealed record RingFault(ImportProblem Problem, int? Ring, int? Position, string Expected, string Found);

/// <summary>The rules a polygon of a zone obeys. Nothing is mended here: a fault is told and the polygon is refused.</summary>
public static class RingRules
{
    // A file of thousands of holes that is faulty anyway is not compared pair by pair.
    private const int MostHolesCompared = 100;

    public const int LeastPositions = 4;

    /// <summary>The first fault of one ring by itself; null where there is none.</summary>
    public static RingFault? FaultOf(IReadOnlyList<LatLon> ring, bool isHole)
    {
        if (ring.Count < LeastPositions)
        {
            return new RingFault(ImportProblem.TooFewPositions, null, null, "at least 4 positions, the last equal to the first", $"{ring.Count} positions");
        }

        if (ring[0] != ring[^1])
        {
            return new RingFault(ImportProblem.RingNotClosed, null, ring.Count - 1, $"the first position again, {Text(ring[0])}", Text(ring[^1]));
        }

        for (var index = 1; index < ring.Count; index++)
        {
            if (ring[index] == ring[index - 1])
            {
                return new RingFault(ImportProblem.RepeatedPosition, null, index, "a position other than the one before", Text(ring[index]));
            }

            if (Math.Abs(ring[index].LongitudeDegrees - ring[index - 1].LongitudeDegrees) > 180)
            {
                return new RingFault(ImportProblem.CrossesAntimeridian, null, index, "an edge that does not cross the antimeridian; cut the zone there", $"{Text(ring[index - 1])} to {Text(ring[index])}");
            }
        }

        var area = SignedArea(ring);
        return area switch
        {
            0 or double.NaN => new RingFault(ImportProblem.NoArea, null, null, "a ring that encloses an area", "no area"),
            > 0 when isHole => new RingFault(ImportProblem.WrongWinding, null, null, "a clockwise hole", "an anticlockwise ring"),
            < 0 when !isHole => new RingFault(ImportProblem.WrongWinding, null, null, "an anticlockwise outer ring", "a clockwise ring"),
            _ => null,
        };
    }

    /// <summary>The first fault of the rings together: edges that cross or touch themselves or each other, holes outside.</summary>
    public static RingFault? FaultOf(Polygon polygon)
    {
        // Most rings are small and plainly simple; the general test tells what is wrong with the others, or that nothing is.
        var error = polygon.NumInteriorRings == 0 && SimpleRing.IsPlainly(polygon.Shell.Coordinates) ? null : new IsValidOp(polygon).ValidationError;
        if (error is null)
        {
            return null;
        }

        var at = error.Coordinate is { } place ? FormattableString.Invariant($" at longitude {place.X:R}, latitude {place.Y:R}") : string.Empty;
        var isCrossing = error.ErrorType is TopologyValidationErrors.SelfIntersection or TopologyValidationErrors.RingSelfIntersection;
        if (HolesOverlap(polygon))
        {
            return new RingFault(ImportProblem.HolesOverlap, null, null, "holes apart from each other", $"{error.Message.TrimEnd('.')}{at}");
        }

        return new RingFault(
            isCrossing ? ImportProblem.SelfIntersection : ImportProblem.InvalidPolygon,
            null,
            null,
            isCrossing ? "rings that neither cross nor touch themselves or each other" : "holes inside the outer ring and apart from each other",
            $"{error.Message.TrimEnd('.')}{at}");
    }

    /// <summary>Whether two holes, each sound by itself, have area in common.</summary>
    private static bool HolesOverlap(Polygon polygon)
    {
        var holes = polygon.Holes.Select(hole => polygon.Factory.CreatePolygon(hole)).Where(hole => hole.IsValid).ToList();
        return holes.Count <= MostHolesCompared && holes.Index().Any(one => holes.Skip(one.Index + 1).Any(other => one.Item.Overlaps(other) || one.Item.Contains(other) || other.Contains(one.Item)));
    }

    /// <summary>Twice the area in square degrees, positive anticlockwise; counted from the first position to keep its digits.</summary>
    private static double SignedArea(IReadOnlyList<LatLon> ring)
    {
        var (x0, y0) = (ring[0].LongitudeDegrees, ring[0].LatitudeDegrees);
        var sum = 0.0;
        for (var index = 1; index < ring.Count; index++)
        {
            var (a, b) = (ring[index - 1], ring[index]);
            sum += ((a.LongitudeDegrees - x0) * (b.LatitudeDegrees - y0)) - ((b.LongitudeDegrees - x0) * (a.LatitudeDegrees - y0));
        }

        return sum;
    }

    private static string Text(LatLon point) => FormattableString.Invariant($"[{point.LongitudeDegrees:R}, {point.LatitudeDegrees:R}]");
}
