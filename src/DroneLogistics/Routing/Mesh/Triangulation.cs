namespace DroneLogistics.Routing.Mesh;

/// <summary>Two edges that must both stand in a triangulation cross each other.</summary>
public sealed class CrossingEdgesException(string message) : Exception(message);

/// <summary>
/// A constrained Delaunay triangulation of a rectangle: points are put in one by one with flips (Lawson), then edges that must stand are
/// freed of the edges that cross them (Sloan, A fast algorithm for generating constrained Delaunay triangulations, 1993).
/// </summary>
/// <remarks>
/// Triangle t has the corners 3t, 3t + 1, 3t + 2 anticlockwise; its side i runs from corner i to the next, and the neighbour i lies beyond it.
/// </remarks>
internal sealed class Triangulation
{
    /// <summary>No triangle beyond this side.</summary>
    public const int None = -1;

    private readonly List<double> xs = [];
    private readonly List<double> ys = [];
    private readonly List<int> corners = [];
    private readonly List<int> neighbours = [];
    private readonly List<bool> fixedSides = [];
    private readonly Stack<int> doubtful = [];
    private readonly Dictionary<(double X, double Y), int> known = [];
    private int last;

    /// <summary>Two triangles that fill a rectangle.</summary>
    public Triangulation(double minX, double minY, double maxX, double maxY)
    {
        var (a, b, c, d) = (Vertex(minX, minY), Vertex(maxX, minY), Vertex(maxX, maxY), Vertex(minX, maxY));
        AddTriangle(a, b, c, None, None, 1);
        AddTriangle(a, c, d, 0, None, None);
        VertexTriangle = [0, 0, 0, 1];
    }

    public int VertexCount => xs.Count;

    public int TriangleCount => corners.Count / 3;

    public IReadOnlyList<double> Xs => xs;

    public IReadOnlyList<double> Ys => ys;

    public IReadOnlyList<int> Corners => corners;

    public IReadOnlyList<int> Neighbours => neighbours;

    /// <summary>Sides that stand.</summary>
    public IReadOnlyList<bool> FixedSides => fixedSides;

    private List<int> VertexTriangle { get; }

    /// <summary>Puts a point in; a point that is there already keeps its number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The point is not inside the rectangle.</exception>
    public int Insert(double x, double y)
    {
        if (known.TryGetValue((x, y), out var there))
        {
            return there;
        }

        var (triangle, side) = Locate(x, y);
        var vertex = Vertex(x, y);
        VertexTriangle.Add(triangle);
        if (side < 0)
        {
            SplitTriangle(triangle, vertex);
        }
        else
        {
            SplitSide((3 * triangle) + side, vertex);
        }

        Legalize(vertex);
        return vertex;
    }

    /// <summary>Makes the edge between two vertices stand; where it passes through vertices, edge by edge.</summary>
    /// <exception cref="CrossingEdgesException">It crosses an edge that stands.</exception>
    public void Fix(int from, int to)
    {
        while (from != to)
        {
            from = FixUpToNextVertex(from, to);
        }
    }

    private int Vertex(double x, double y)
    {
        xs.Add(x);
        ys.Add(y);
        known[(x, y)] = xs.Count - 1;
        return xs.Count - 1;
    }

    private int AddTriangle(int a, int b, int c, int beyondA, int beyondB, int beyondC)
    {
        corners.AddRange([a, b, c]);
        neighbours.AddRange([beyondA, beyondB, beyondC]);
        fixedSides.AddRange([false, false, false]);
        return TriangleCount - 1;
    }

    private static int Next(int side) => side % 3 == 2 ? side - 2 : side + 1;

    private static int Previous(int side) => side % 3 == 0 ? side + 2 : side - 1;

    private int Side(int a, int b, double x, double y) => Orientation.Of(xs[a], ys[a], xs[b], ys[b], x, y);

    /// <summary>The triangle that holds a point, and its side where the point lies on one, else -1. Walks towards it from the last one found.</summary>
    private (int Triangle, int Side) Locate(double x, double y)
    {
        var triangle = last;
        for (var steps = 0; steps <= 4 * TriangleCount; steps++)
        {
            var (beyond, on) = (-1, -1);
            for (var i = 0; i < 3 && beyond < 0; i++)
            {
                var side = (3 * triangle) + ((i + steps) % 3);
                var orientation = Side(corners[side], corners[Next(side)], x, y);
                beyond = orientation < 0 ? side : beyond;
                on = orientation == 0 ? side : on;
            }

            if (beyond < 0)
            {
                last = triangle;
                return (triangle, on < 0 ? -1 : on - (3 * triangle));
            }

            triangle = neighbours[beyond] is var next and >= 0
                ? next
                : throw new ArgumentOutOfRangeException(nameof(x), x, $"The point ({x:R}, {y:R}) lies outside the rectangle that is triangulated.");
        }

        throw new InvalidOperationException("The walk through the triangulation does not end.");
    }

    private void SplitTriangle(int triangle, int vertex)
    {
        var s = 3 * triangle;
        var (a, b, c) = (corners[s], corners[s + 1], corners[s + 2]);
        var (beyondA, beyondB, beyondC) = (neighbours[s], neighbours[s + 1], neighbours[s + 2]);
        var (fixedB, fixedC) = (fixedSides[s + 1], fixedSides[s + 2]);
        var second = AddTriangle(b, c, vertex, beyondB, None, triangle);
        var third = AddTriangle(c, a, vertex, beyondC, triangle, second);
        neighbours[(3 * second) + 1] = third;
        (fixedSides[3 * second], fixedSides[3 * third]) = (fixedB, fixedC);
        SetTriangle(triangle, a, b, vertex, beyondA, second, third, fixedSides[s], false, false);
        Replace(beyondB, triangle, second);
        Replace(beyondC, triangle, third);
        (VertexTriangle[a], VertexTriangle[b], VertexTriangle[c], VertexTriangle[vertex]) = (triangle, triangle, second, triangle);
        Doubt(3 * triangle, 3 * second, 3 * third);
    }

    private void SplitSide(int side, int vertex)
    {
        var t = side / 3;
        var (a, b, c) = (corners[side], corners[Next(side)], corners[Previous(side)]);
        var other = neighbours[side];
        if (other < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(vertex), vertex, "A point lies on the edge of the rectangle that is triangulated.");
        }

        var otherSide = SideTowards(other, t);
        var d = corners[Previous(otherSide)];
        var stands = fixedSides[side];
        var (beyondBc, beyondCa) = (neighbours[Next(side)], neighbours[Previous(side)]);
        var (beyondAd, beyondDb) = (neighbours[Next(otherSide)], neighbours[Previous(otherSide)]);
        var (fixedBc, fixedCa) = (fixedSides[Next(side)], fixedSides[Previous(side)]);
        var (fixedAd, fixedDb) = (fixedSides[Next(otherSide)], fixedSides[Previous(otherSide)]);
        var right = AddTriangle(vertex, b, c, None, beyondBc, t);
        var left = AddTriangle(vertex, a, d, t, beyondAd, other);
        SetTriangle(t, a, vertex, c, left, right, beyondCa, stands, false, fixedCa);
        SetTriangle(other, b, vertex, d, right, left, beyondDb, stands, false, fixedDb);
        neighbours[3 * right] = other;
        (fixedSides[3 * right], fixedSides[(3 * right) + 1]) = (stands, fixedBc);
        (fixedSides[3 * left], fixedSides[(3 * left) + 1]) = (stands, fixedAd);
        Replace(beyondBc, t, right);
        Replace(beyondAd, other, left);
        (VertexTriangle[a], VertexTriangle[b], VertexTriangle[c], VertexTriangle[d], VertexTriangle[vertex]) = (t, right, right, left, t);
        Doubt((3 * t) + 2, (3 * right) + 1, (3 * left) + 1, (3 * other) + 2);
    }

    private void SetTriangle(int t, int a, int b, int c, int beyondA, int beyondB, int beyondC, bool fixedA, bool fixedB, bool fixedC)
    {
        var s = 3 * t;
        (corners[s], corners[s + 1], corners[s + 2]) = (a, b, c);
        (neighbours[s], neighbours[s + 1], neighbours[s + 2]) = (beyondA, beyondB, beyondC);
        (fixedSides[s], fixedSides[s + 1], fixedSides[s + 2]) = (fixedA, fixedB, fixedC);
    }

    private void Doubt(params ReadOnlySpan<int> sides)
    {
        foreach (var side in sides)
        {
            doubtful.Push(side);
        }
    }

    private void Replace(int triangle, int old, int by)
    {
        if (triangle >= 0)
        {
            neighbours[SideTowards(triangle, old)] = by;
        }
    }

    private int SideTowards(int triangle, int neighbour)
    {
        var s = 3 * triangle;
        return neighbours[s] == neighbour ? s : neighbours[s + 1] == neighbour ? s + 1 : s + 2;
    }

    private void Legalize(int vertex)
    {
        while (doubtful.TryPop(out var side))
        {
            // A flip since may have turned the triangle: the side in doubt is the one that faces the new vertex.
            var t = side / 3;
            var s = 3 * t;
            side = corners[s] == vertex ? s + 1 : corners[s + 1] == vertex ? s + 2 : corners[s + 2] == vertex ? s : -1;
            if (side < 0 || neighbours[side] < 0 || fixedSides[side] || !InCircle(side))
            {
                continue;
            }

            var (first, second) = Flip(side);
            doubtful.Push(3 * first);
            doubtful.Push(3 * second);
        }
    }

    /// <summary>The corner opposite of a side, in the triangle beyond it, lies within the circle of this triangle.</summary>
    private bool InCircle(int side)
    {
        var (a, b, c) = (corners[side], corners[Next(side)], corners[Previous(side)]);
        var d = corners[Previous(SideTowards(neighbours[side], side / 3))];
        var (adx, ady, bdx, bdy, cdx, cdy) = (xs[a] - xs[d], ys[a] - ys[d], xs[b] - xs[d], ys[b] - ys[d], xs[c] - xs[d], ys[c] - ys[d]);
        var (alift, blift, clift) = ((adx * adx) + (ady * ady), (bdx * bdx) + (bdy * bdy), (cdx * cdx) + (cdy * cdy));
        var (ab, bc, ca) = ((adx * bdy) - (bdx * ady), (bdx * cdy) - (cdx * bdy), (cdx * ady) - (adx * cdy));

        // Four points nearly on a circle may stay as they are: their triangles are equally good, and no flip is undone by the next.
        const double Nearly = 1e-14;
        return (alift * bc) + (blift * ca) + (clift * ab) > Nearly * ((alift * Math.Abs(bc)) + (blift * Math.Abs(ca)) + (clift * Math.Abs(ab)));
    }

    /// <summary>Turns the diagonal of two triangles; the two that come of it.</summary>
    private (int First, int Second) Flip(int side)
    {
        var t = side / 3;
        var other = neighbours[side];
        var otherSide = SideTowards(other, t);
        var (a, b, c, d) = (corners[side], corners[Next(side)], corners[Previous(side)], corners[Previous(otherSide)]);
        var (beyondBc, beyondCa) = (neighbours[Next(side)], neighbours[Previous(side)]);
        var (beyondAd, beyondDb) = (neighbours[Next(otherSide)], neighbours[Previous(otherSide)]);
        var (fixedBc, fixedCa) = (fixedSides[Next(side)], fixedSides[Previous(side)]);
        var (fixedAd, fixedDb) = (fixedSides[Next(otherSide)], fixedSides[Previous(otherSide)]);
        SetTriangle(t, c, a, d, beyondCa, beyondAd, other, fixedCa, fixedAd, false);
        SetTriangle(other, d, b, c, beyondDb, beyondBc, t, fixedDb, fixedBc, false);
        Replace(beyondAd, other, t);
        Replace(beyondBc, t, other);
        (VertexTriangle[a], VertexTriangle[b], VertexTriangle[c], VertexTriangle[d]) = (t, other, t, t);
        return (t, other);
    }

    private int FixUpToNextVertex(int from, int to)
    {
        var (side, vertex) = FirstCrossing(from, to);
        if (vertex >= 0)
        {
            Stand(from, vertex);
            return vertex;
        }

        var crossings = Crossings(from, to, side, out var reached);
        while (crossings.TryDequeue(out var edge))
        {
            var crossing = SideBetween(edge.A, edge.B);
            if (!IsConvex(crossing))
            {
                crossings.Enqueue(edge);
                continue;
            }

            var (first, _) = Flip(crossing);

            // The new diagonal runs from corner 2 to corner 0 of the first triangle.
            var (p, q) = (corners[(3 * first) + 2], corners[3 * first]);
            if (p != from && p != reached && q != from && q != reached && Crosses(from, reached, p, q))
            {
                crossings.Enqueue((p, q));
            }
        }

        Stand(from, reached);
        return reached;
    }

    /// <summary>Round a vertex: the neighbour that lies on the way to another vertex, or the side that the way crosses first.</summary>
    private (int Side, int Vertex) FirstCrossing(int from, int to)
    {
        var start = VertexTriangle[from];
        var t = start;
        do
        {
            var side = CornerOf(t, from);
            var (a, b) = (corners[Next(side)], corners[Previous(side)]);
            if (a == to || b == to)
            {
                return (-1, to);
            }

            var (toA, toB) = (Side(from, to, xs[a], ys[a]), Side(from, to, xs[b], ys[b]));
            if (toA == 0 && Ahead(from, to, a))
            {
                return (-1, a);
            }

            if (toB == 0 && Ahead(from, to, b))
            {
                return (-1, b);
            }

            if (toA < 0 && toB > 0)
            {
                return (Next(side), -1);
            }

            t = neighbours[side];
        }
        while (t != start && t >= 0);

        throw new InvalidOperationException("No triangle of a vertex lies towards another vertex.");
    }

    private bool Ahead(int from, int to, int vertex) =>
        ((xs[to] - xs[from]) * (xs[vertex] - xs[from])) + ((ys[to] - ys[from]) * (ys[vertex] - ys[from])) > 0;

    private int CornerOf(int triangle, int vertex)
    {
        var s = 3 * triangle;
        return corners[s] == vertex ? s : corners[s + 1] == vertex ? s + 1 : s + 2;
    }

    /// <summary>The edges that a way crosses, as far as the first vertex on it.</summary>
    private Queue<(int A, int B)> Crossings(int from, int to, int side, out int reached)
    {
        var crossings = new Queue<(int, int)>();
        while (true)
        {
            if (fixedSides[side])
            {
                throw new CrossingEdgesException(FormattableString.Invariant(
                    $"The edge from ({xs[from]:R}, {ys[from]:R}) to ({xs[to]:R}, {ys[to]:R}) crosses the edge from ({xs[corners[side]]:R}, {ys[corners[side]]:R}) to ({xs[corners[Next(side)]]:R}, {ys[corners[Next(side)]]:R})."));
            }

            crossings.Enqueue((corners[side], corners[Next(side)]));
            var beyond = SideTowards(neighbours[side], side / 3);
            var apex = corners[Previous(beyond)];
            var orientation = apex == to ? 0 : Side(from, to, xs[apex], ys[apex]);
            if (orientation == 0)
            {
                reached = apex;
                return crossings;
            }

            // Beyond: the side runs from the left end to the right end of the one crossed, then to the apex.
            side = orientation > 0 ? Next(beyond) : Previous(beyond);
        }
    }

    private int SideBetween(int a, int b)
    {
        var side = SideBetween(a, b, anticlockwise: false);
        return side >= 0 ? side : SideBetween(a, b, anticlockwise: true) is var other and >= 0
            ? other
            : throw new InvalidOperationException("Two vertices that share an edge do not share a triangle.");
    }

    /// <summary>Turns round a vertex, clockwise or not, until the edge is met or the rectangle ends.</summary>
    private int SideBetween(int a, int b, bool anticlockwise)
    {
        var start = VertexTriangle[a];
        var t = start;
        do
        {
            var corner = CornerOf(t, a);
            if (corners[Next(corner)] == b)
            {
                return corner;
            }

            if (corners[Previous(corner)] == b)
            {
                return Previous(corner);
            }

            t = neighbours[anticlockwise ? Previous(corner) : corner];
        }
        while (t != start && t >= 0);

        return None;
    }

    private bool IsConvex(int side)
    {
        var (a, b, c) = (corners[side], corners[Next(side)], corners[Previous(side)]);
        var d = corners[Previous(SideTowards(neighbours[side], side / 3))];
        return Side(c, d, xs[a], ys[a]) * Side(c, d, xs[b], ys[b]) < 0;
    }

    private bool Crosses(int from, int to, int p, int q) => Side(from, to, xs[p], ys[p]) * Side(from, to, xs[q], ys[q]) < 0;

    private void Stand(int a, int b)
    {
        var side = SideBetween(a, b);
        fixedSides[side] = true;
        if (neighbours[side] >= 0)
        {
            fixedSides[SideTowards(neighbours[side], side / 3)] = true;
        }
    }
}
