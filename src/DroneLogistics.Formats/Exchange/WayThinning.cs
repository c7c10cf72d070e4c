using DroneLogistics.Geodesy;

namespace DroneLogistics.Formats.Exchange;

/// <summary>Leaves out points of a way that lie on the line between others.</summary>
public static class WayThinning
{
    /// <summary>What is left out lies no further from what is kept.</summary>
    public const double ToleranceMetres = 1;

    /// <summary>The first, the last and every point that the way between its neighbours would miss by more than the tolerance.</summary>
    /// <remarks>D. H. Douglas and T. K. Peucker 1973, on a stack of our own: a way of twenty thousand points nests as deep.</remarks>
    public static IReadOnlyList<LatLon> Corners(IReadOnlyList<LatLon> points)
    {
        var way = points.Where((point, index) => index == 0 || point != points[index - 1]).ToList();
        if (way.Count <= 2)
        {
            return way;
        }

        var box = GeoBox.Around(way);
        var frame = new LocalFrame(box.Corners[^1]);
        var plane = way.Select(frame.ToPlane).ToList();
        var kept = new bool[way.Count];
        (kept[0], kept[^1]) = (true, true);
        var open = new Stack<(int From, int To)>([(0, way.Count - 1)]);
        while (open.TryPop(out var part))
        {
            var (farthest, distance) = Farthest(plane, part.From, part.To);
            if (distance > ToleranceMetres)
            {
                kept[farthest] = true;
                open.Push((part.From, farthest));
                open.Push((farthest, part.To));
            }
        }

        return [.. way.Where((_, index) => kept[index])];
    }

    private static (int Index, double Metres) Farthest(List<PlanePoint> plane, int from, int to)
    {
        var (index, farthest) = (from, 0.0);
        for (var i = from + 1; i < to; i++)
        {
            if (Distance(plane[i], plane[from], plane[to]) is var metres && metres > farthest)
            {
                (index, farthest) = (i, metres);
            }
        }

        return (index, farthest);
    }

    private static double Distance(PlanePoint point, PlanePoint from, PlanePoint to)
    {
        var (east, north) = (to.EastMetres - from.EastMetres, to.NorthMetres - from.NorthMetres);
        var square = (east * east) + (north * north);
        var share = square > 0 ? Math.Clamp((((point.EastMetres - from.EastMetres) * east) + ((point.NorthMetres - from.NorthMetres) * north)) / square, 0, 1) : 0;
        return point.DistanceMetres(new PlanePoint(from.EastMetres + (share * east), from.NorthMetres + (share * north)));
    }
}
