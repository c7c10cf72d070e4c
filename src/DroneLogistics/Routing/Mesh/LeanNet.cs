namespace DroneLogistics.Routing.Mesh;

/// <summary>
/// A net without the vertices in the middle of what is free. Outlines of what does not block a flight cut open water into triangles that
/// a search looks through one by one; the same area without them has fewer and larger ones. What is free stays so to the last bit, and
/// vertices keep their numbers.
/// </summary>
internal sealed class LeanNet
{
    // A star of more triangles is left as it is: filling it takes the cube of their number.
    private const int MostOfStar = 64;

    // Vertices whose stars were too large or had no filling may have got smaller ones when their neighbours are gone.
    private const int Rounds = 2;

    private readonly double[] x;
    private readonly double[] y;
    private readonly int[] corners;
    private readonly int[] neighbours;
    private readonly bool[] isGone;
    private readonly int[] instead;
    private readonly int[] triangleAt;

    // Of the vertex that is taken out: its triangles, the vertices round it, and what lies beyond the sides from each to the next.
    private readonly List<int> star = [];
    private readonly List<int> ring = [];
    private readonly List<int> beyond = [];

    // Of its filling: the corners not yet cut off, and the triangles.
    private readonly List<int> left = [];
    private readonly List<(int A, int B, int C)> ears = [];

    private LeanNet(TriangleNet net)
    {
        (x, y, corners, neighbours) = (net.X, net.Y, [.. net.Corners], [.. net.Neighbours]);
        isGone = new bool[net.TriangleCount];
        instead = [.. Enumerable.Range(0, net.TriangleCount)];
        triangleAt = new int[x.Length];
        for (var side = 0; side < corners.Length; side++)
        {
            triangleAt[corners[side]] = side / 3;
        }
    }

    /// <summary>The net, and which of its triangles are free; the same where there is nothing to take out.</summary>
    public static (TriangleNet Net, bool[] Free) Of(TriangleNet net, bool[] free)
    {
        var isInner = Inner(net, free);
        if (!isInner.Contains(true))
        {
            return (net, free);
        }

        var lean = new LeanNet(net);
        for (var round = 0; round < Rounds; round++)
        {
            for (var vertex = 0; vertex < isInner.Length; vertex++)
            {
                isInner[vertex] = isInner[vertex] && !(lean.Surround(vertex) && lean.Fill());
            }
        }

        return lean.Compact(net, free);
    }

    /// <summary>Vertices with free triangles all round: none at a side of the rectangle or of what is blocked.</summary>
    private static bool[] Inner(TriangleNet net, bool[] free)
    {
        var inner = new bool[net.X.Length];
        Array.Fill(inner, true);
        for (var side = 0; side < net.Corners.Length; side++)
        {
            if (!free[side / 3] || net.Neighbours[side] < 0)
            {
                inner[net.Corners[side]] = inner[net.Corners[Next(side)]] = false;
            }
        }

        return inner;
    }

    /// <summary>Gathers the star of a vertex; false where it is too large.</summary>
    private bool Surround(int vertex)
    {
        star.Clear();
        ring.Clear();
        beyond.Clear();
        var first = triangleAt[vertex];
        var triangle = first;
        do
        {
            var from = corners[3 * triangle] == vertex ? 3 * triangle : corners[(3 * triangle) + 1] == vertex ? (3 * triangle) + 1 : (3 * triangle) + 2;
            star.Add(triangle);
            ring.Add(corners[Next(from)]);
            beyond.Add(neighbours[Next(from)]);
            triangle = neighbours[Next(Next(from))];
        }
        while (triangle != first && star.Count <= MostOfStar);
        return triangle == first;
    }

    /// <summary>Fills the ring with triangles of its own corners, ear by ear; false, and nothing is done, where rounding leaves none.</summary>
    private bool Fill()
    {
        ears.Clear();
        left.Clear();
        left.AddRange(ring);
        while (left.Count > 3)
        {
            var ear = BestEar();
            if (ear < 0)
            {
                return false;
            }

            ears.Add((left[ear == 0 ? left.Count - 1 : ear - 1], left[ear], left[(ear + 1) % left.Count]));
            left.RemoveAt(ear);
        }

        if (Turn(left[0], left[1], left[2]) <= 0)
        {
            return false;
        }

        ears.Add((left[0], left[1], left[2]));
        Put();
        return true;
    }

    /// <summary>A corner to cut off: its triangle holds no other corner, and where there is such a one, neither does the circle through its own.</summary>
    private int BestEar()
    {
        var any = -1;
        for (var i = 0; i < left.Count; i++)
        {
            var (a, b, c) = (left[i == 0 ? left.Count - 1 : i - 1], left[i], left[(i + 1) % left.Count]);
            if (Turn(a, b, c) <= 0)
            {
                continue;
            }

            var (isEar, isRound) = (true, true);
            foreach (var other in left)
            {
                if (other != a && other != b && other != c)
                {
                    isEar &= !(Turn(a, b, other) >= 0 && Turn(b, c, other) >= 0 && Turn(c, a, other) >= 0);
                    isRound &= !InCircle(a, b, c, other);
                }
            }

            if (isEar && isRound)
            {
                return i;
            }

            any = isEar && any < 0 ? i : any;
        }

        return any;
    }

    /// <summary>Puts the filling into the places of the star; two places are left over.</summary>
    private void Put()
    {
        for (var i = 0; i < ears.Count; i++)
        {
            var (triangle, (a, b, c)) = (star[i], ears[i]);
            (corners[3 * triangle], corners[(3 * triangle) + 1], corners[(3 * triangle) + 2]) = (a, b, c);
        }

        for (var i = 0; i < ears.Count; i++)
        {
            var triangle = star[i];
            for (var side = 3 * triangle; side < (3 * triangle) + 3; side++)
            {
                var (from, to) = (corners[side], corners[Next(side)]);
                triangleAt[from] = triangle;
                var at = ring.IndexOf(from);
                neighbours[side] = ring[(at + 1) % ring.Count] == to ? beyond[at] : Inside(to, from);
                if (ring[(at + 1) % ring.Count] == to && beyond[at] is var other and >= 0)
                {
                    neighbours[SideOf(other, to, from)] = triangle;
                }
            }
        }

        for (var over = ears.Count; over < star.Count; over++)
        {
            (isGone[star[over]], instead[star[over]]) = (true, star[0]);
        }

        // The triangle of the filling on the other side of one of its inner sides.
        int Inside(int from, int to)
        {
            for (var i = 0; i < ears.Count; i++)
            {
                if (SideOf(star[i], from, to) >= 0)
                {
                    return star[i];
                }
            }

            throw new InvalidOperationException("A side of a filling has no other side.");
        }
    }

    /// <summary>The side of a triangle from one vertex to another; -1: it has none.</summary>
    private int SideOf(int triangle, int from, int to)
    {
        for (var side = 3 * triangle; side < (3 * triangle) + 3; side++)
        {
            if (corners[side] == from && corners[Next(side)] == to)
            {
                return side;
            }
        }

        return -1;
    }

    private (TriangleNet Net, bool[] Free) Compact(TriangleNet net, bool[] free)
    {
        var numbers = new int[isGone.Length];
        var count = 0;
        for (var triangle = 0; triangle < numbers.Length; triangle++)
        {
            numbers[triangle] = isGone[triangle] ? -1 : count++;
        }

        var (newCorners, newNeighbours, newFree) = (new int[3 * count], new int[3 * count], new bool[count]);
        for (var side = 0; side < corners.Length; side++)
        {
            if (numbers[side / 3] is var number and >= 0)
            {
                var place = (3 * number) + (side % 3);
                (newCorners[place], newNeighbours[place], newFree[number]) = (corners[side], neighbours[side] < 0 ? -1 : numbers[neighbours[side]], free[side / 3]);
            }
        }

        return (net.With(newCorners, newNeighbours, Near), newFree);

        int Near(int triangle)
        {
            while (isGone[triangle])
            {
                triangle = instead[triangle];
            }

            return numbers[triangle];
        }
    }

    private int Turn(int a, int b, int c) => Orientation.Of(x[a], y[a], x[b], y[b], x[c], y[c]);

    /// <summary>Plain: rounding may choose the worse of two fillings, never a wrong one.</summary>
    private bool InCircle(int a, int b, int c, int d)
    {
        var (ax, ay, bx, by, cx, cy) = (x[a] - x[d], y[a] - y[d], x[b] - x[d], y[b] - y[d], x[c] - x[d], y[c] - y[d]);
        return (((ax * ax) + (ay * ay)) * ((bx * cy) - (cx * by))) - (((bx * bx) + (by * by)) * ((ax * cy) - (cx * ay))) + (((cx * cx) + (cy * cy)) * ((ax * by) - (bx * ay))) > 0;
    }

    private static int Next(int side) => side % 3 == 2 ? side - 2 : side + 1;
}
