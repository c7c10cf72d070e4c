using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace DroneLogistics.Airspace;

/// <summary>A quick look at one ring by itself that proves most of them free of crossings, and says nothing of the others.</summary>
internal static class SimpleRing
{
    // Every edge is held against every other: beyond this an index is quicker.
    private const int MostEdges = 128;

    /// <summary>Whether no two edges meet but neighbours in their corner. False where that is not so or was not looked at.</summary>
    /// <param name="ring">Closed, no position twice in a row; x longitude and y latitude, degrees.</param>
    public static bool IsPlainly(Coordinate[] ring)
    {
        var edges = ring.Length - 1;
        if (edges is < 3 or > MostEdges)
        {
            return false;
        }

        for (var one = 0; one < edges; one++)
        {
            // Neighbours on one line may lie upon each other.
            if (Orientation.Index(ring[one], ring[one + 1], ring[one + 2 > edges ? 1 : one + 2]) == OrientationIndex.Collinear)
            {
                return false;
            }

            var last = one == 0 ? edges - 1 : edges;
            for (var other = one + 2; other < last; other++)
            {
                if (!AreApart(ring[one], ring[one + 1], ring[other], ring[other + 1]))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Whether edges certainly have no point in common: their boxes do not meet, or one lies on one side of the other's line.</summary>
    private static bool AreApart(Coordinate a, Coordinate b, Coordinate c, Coordinate d) =>
        Math.Max(a.X, b.X) < Math.Min(c.X, d.X) || Math.Min(a.X, b.X) > Math.Max(c.X, d.X)
        || Math.Max(a.Y, b.Y) < Math.Min(c.Y, d.Y) || Math.Min(a.Y, b.Y) > Math.Max(c.Y, d.Y)
        || AreOnOneSide(a, b, c, d) || AreOnOneSide(c, d, a, b);

    /// <remarks>Exact: the side is found with extended digits where doubles do not tell.</remarks>
    private static bool AreOnOneSide(Coordinate from, Coordinate to, Coordinate c, Coordinate d)
    {
        var side = Orientation.Index(from, to, c);
        return side != OrientationIndex.Collinear && side == Orientation.Index(from, to, d);
    }
}
