namespace DroneLogistics.Tests.Routing.Mesh;

/// <summary>
/// The referee: shortest ways round polygons by trying every pair of corners, in plain arithmetic and without a line of the product's
/// geometry. Slow on purpose.
/// </summary>
internal sealed class VisibilityGraph
{
    private readonly List<(double X, double Y)[]> rings;
    private readonly List<(double X, double Y)> corners = [];
    private readonly List<List<(int To, double Length)>> edges = [];

    public VisibilityGraph(IEnumerable<(double X, double Y)[]> polygons)
    {
        rings = [.. polygons];
        foreach (var ring in rings)
        {
            corners.AddRange(ring);
        }

        for (var i = 0; i < corners.Count; i++)
        {
            edges.Add([]);
        }

        for (var i = 0; i < corners.Count; i++)
        {
            for (var j = i + 1; j < corners.Count; j++)
            {
                if (Sees(corners[i], corners[j]))
                {
                    var length = Distance(corners[i], corners[j]);
                    edges[i].Add((j, length));
                    edges[j].Add((i, length));
                }
            }
        }
    }

    public double Length((double X, double Y) from, (double X, double Y) to)
    {
        if (Sees(from, to))
        {
            return Distance(from, to);
        }

        var best = new double[corners.Count];
        Array.Fill(best, double.PositiveInfinity);
        var open = new PriorityQueue<int, double>();
        for (var i = 0; i < corners.Count; i++)
        {
            if (Sees(from, corners[i]))
            {
                best[i] = Distance(from, corners[i]);
                open.Enqueue(i, best[i]);
            }
        }

        var total = double.PositiveInfinity;
        while (open.TryDequeue(out var at, out var length) && length < total)
        {
            if (length > best[at])
            {
                continue;
            }

            if (Sees(corners[at], to))
            {
                total = Math.Min(total, length + Distance(corners[at], to));
            }

            foreach (var (next, step) in edges[at])
            {
                if (length + step < best[next])
                {
                    best[next] = length + step;
                    open.Enqueue(next, best[next]);
                }
            }
        }

        return total;
    }

    public bool IsFree((double X, double Y) point) => rings.TrueForAll(ring => !Inside(ring, point));

    /// <summary>
    /// The segment enters no polygon: it is cut at every corner and edge that it meets, and the middle of each piece must be outside.
    /// </summary>
    public bool Sees((double X, double Y) a, (double X, double Y) b)
    {
        foreach (var ring in rings)
        {
            if (ring.All(point => point.X < Math.Min(a.X, b.X)) || ring.All(point => point.X > Math.Max(a.X, b.X))
                || ring.All(point => point.Y < Math.Min(a.Y, b.Y)) || ring.All(point => point.Y > Math.Max(a.Y, b.Y)))
            {
                continue;
            }

            var cuts = new List<double> { 0, 1 };
            for (var i = 0; i < ring.Length; i++)
            {
                var (p, q) = (ring[i], ring[(i + 1) % ring.Length]);
                var denominator = ((b.X - a.X) * (q.Y - p.Y)) - ((b.Y - a.Y) * (q.X - p.X));
                if (Math.Abs(denominator) > 0)
                {
                    var along = (((p.X - a.X) * (q.Y - p.Y)) - ((p.Y - a.Y) * (q.X - p.X))) / denominator;
                    var across = (((p.X - a.X) * (b.Y - a.Y)) - ((p.Y - a.Y) * (b.X - a.X))) / denominator;
                    if (across is >= -1e-12 and <= 1 + 1e-12 && along is > 0 and < 1)
                    {
                        cuts.Add(along);
                    }
                }
            }

            cuts.Sort();
            for (var i = 1; i < cuts.Count; i++)
            {
                var middle = 0.5 * (cuts[i - 1] + cuts[i]);
                if (cuts[i] - cuts[i - 1] > 1e-9 && Inside(ring, (a.X + (middle * (b.X - a.X)), a.Y + (middle * (b.Y - a.Y)))))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Inside by more than a tenth of a millimetre: the edge itself is free.</summary>
    private static bool Inside((double X, double Y)[] ring, (double X, double Y) point)
    {
        var inside = false;
        for (var i = 0; i < ring.Length; i++)
        {
            var (p, q) = (ring[i], ring[(i + 1) % ring.Length]);
            if (FromEdge(point, p, q) < 1e-4)
            {
                return false;
            }

            if (p.Y > point.Y != q.Y > point.Y && point.X < p.X + ((point.Y - p.Y) / (q.Y - p.Y) * (q.X - p.X)))
            {
                inside = !inside;
            }
        }

        return inside;
    }

    private static double FromEdge((double X, double Y) point, (double X, double Y) p, (double X, double Y) q)
    {
        var (dx, dy) = (q.X - p.X, q.Y - p.Y);
        var share = Math.Clamp((((point.X - p.X) * dx) + ((point.Y - p.Y) * dy)) / ((dx * dx) + (dy * dy)), 0, 1);
        return Distance(point, (p.X + (share * dx), p.Y + (share * dy)));
    }

    private static double Distance((double X, double Y) a, (double X, double Y) b) => Math.Sqrt(((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y)));
}
