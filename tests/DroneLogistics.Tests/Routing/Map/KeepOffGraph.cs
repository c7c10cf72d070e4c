namespace DroneLogistics.Tests.Routing.Map;

/// <summary>What is to be kept off: a disc, or a polygon with a disc of radius zero about each corner. Metres east and north.</summary>
/// <param name="Ring">Corners anticlockwise, the first not repeated; a single one is the centre of a circle.</param>
/// <param name="Radius">Of the circle; of a polygon zero.</param>
internal sealed record KeepOff((double X, double Y)[] Ring, double Radius);

/// <summary>
/// The referee of ways round drawn zones: shortest ways that keep a distance from discs and polygons, over a visibility graph in plain
/// arithmetic. Nothing is drawn wider: a piece of a way is judged by its distance from the shapes themselves.
/// </summary>
/// <remarks>
/// Ways bend on circles: about a disc of radius r of r and the distance w, about a corner of w. Each is taken as points at equal angles on
/// it, and pieces may come as near as the middle of a chord between two. A way round the true shapes is therefore never shorter than the
/// shortest of the graph; which is too short by at most (pi / points)² / 6 of what it bends round, 0.02 % for 96 and 0.3 % for 24 points.
/// </remarks>
internal sealed class KeepOffGraph
{
    private const int PointsOnDisc = 96;
    private const int PointsAtCorner = 24;

    private readonly IReadOnlyList<KeepOff> shapes;
    private readonly double distance;
    private readonly List<(double X, double Y)> bends = [];

    public KeepOffGraph(IReadOnlyList<KeepOff> shapes, double distance)
    {
        this.shapes = shapes;
        this.distance = distance;
        foreach (var shape in shapes)
        {
            var points = shape.Ring.Length == 1 ? PointsOnDisc : PointsAtCorner;
            foreach (var (x, y) in shape.Ring)
            {
                for (var i = 0; i < points; i++)
                {
                    var (sine, cosine) = Math.SinCos(Math.Tau * i / points);
                    var bend = (X: x + ((shape.Radius + distance) * cosine), Y: y + ((shape.Radius + distance) * sine));
                    if (shapes.All(other => !(FromShape(other, bend) < LeastFrom(other))))
                    {
                        bends.Add(bend);
                    }
                }
            }
        }
    }

    /// <summary>Whether a point is farther from all shapes than the distance and some metres.</summary>
    public bool IsFree((double X, double Y) point, double moreMetres) => shapes.All(shape => FromShape(shape, point) > shape.Radius + distance + moreMetres);

    /// <summary>The length of the shortest way; infinite where there is none.</summary>
    public double Length((double X, double Y) from, (double X, double Y) to)
    {
        (double X, double Y)[] places = [.. bends, to, from];
        var (goal, start) = (places.Length - 2, places.Length - 1);
        var best = new double[places.Length];
        var done = new bool[places.Length];
        Array.Fill(best, double.PositiveInfinity);
        best[start] = 0;
        var open = new PriorityQueue<int, double>();
        open.Enqueue(start, 0);
        while (open.TryDequeue(out var at, out _))
        {
            if (at == goal)
            {
                return best[at];
            }

            if (done[at])
            {
                continue;
            }

            done[at] = true;
            for (var next = 0; next < places.Length; next++)
            {
                var length = best[at] + Apart(places[at], places[next]);
                if (!done[next] && length < best[next] && Sees(places[at], places[next]))
                {
                    best[next] = length;
                    open.Enqueue(next, length + Apart(places[next], to));
                }
            }
        }

        return double.PositiveInfinity;
    }

    /// <summary>How near the middle of a chord between two points of a bend comes; a micrometre less for rounding.</summary>
    private double LeastFrom(KeepOff shape) => ((shape.Radius + distance) * Math.Cos(Math.PI / (shape.Ring.Length == 1 ? PointsOnDisc : PointsAtCorner))) - 1e-6;

    private bool Sees((double X, double Y) a, (double X, double Y) b) => shapes.All(shape => !(FromPiece(shape, a, b) < LeastFrom(shape)));

    /// <summary>Zero within a polygon.</summary>
    private static double FromShape(KeepOff shape, (double X, double Y) point)
    {
        var inside = false;
        var least = Apart(point, shape.Ring[0]);
        for (var i = 0; i < shape.Ring.Length; i++)
        {
            var (p, q) = (shape.Ring[i], shape.Ring[(i + 1) % shape.Ring.Length]);
            least = Math.Min(least, FromLine(point, p, q));
            inside ^= p.Y > point.Y != q.Y > point.Y && point.X < p.X + ((point.Y - p.Y) / (q.Y - p.Y) * (q.X - p.X));
        }

        return inside ? 0 : least;
    }

    /// <summary>The distance of a piece of which neither end lies within the shape.</summary>
    private static double FromPiece(KeepOff shape, (double X, double Y) a, (double X, double Y) b)
    {
        var least = double.PositiveInfinity;
        for (var i = 0; i < shape.Ring.Length; i++)
        {
            var (p, q) = (shape.Ring[i], shape.Ring[(i + 1) % shape.Ring.Length]);
            least = Math.Min(least, FromLine(p, a, b));
            if (shape.Ring.Length > 1)
            {
                least = Cross(a, b, p, q) ? 0 : Math.Min(least, Math.Min(FromLine(a, p, q), FromLine(b, p, q)));
            }
        }

        return least;
    }

    private static bool Cross((double X, double Y) a, (double X, double Y) b, (double X, double Y) p, (double X, double Y) q) =>
        Side(a, b, p) > 0 != Side(a, b, q) > 0 && Side(p, q, a) > 0 != Side(p, q, b) > 0;

    private static double Side((double X, double Y) a, (double X, double Y) b, (double X, double Y) c) => ((b.X - a.X) * (c.Y - a.Y)) - ((b.Y - a.Y) * (c.X - a.X));

    private static double FromLine((double X, double Y) point, (double X, double Y) p, (double X, double Y) q)
    {
        var (ex, ey) = (q.X - p.X, q.Y - p.Y);
        var square = (ex * ex) + (ey * ey);
        var share = square > 0 ? Math.Clamp((((point.X - p.X) * ex) + ((point.Y - p.Y) * ey)) / square, 0, 1) : 0;
        return Apart(point, (p.X + (share * ex), p.Y + (share * ey)));
    }

    private static double Apart((double X, double Y) a, (double X, double Y) b) => Math.Sqrt(((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y)));
}
