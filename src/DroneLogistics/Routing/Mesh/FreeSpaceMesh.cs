using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Union;

namespace DroneLogistics.Routing.Mesh;

/// <summary>
/// The plane round obstacles as triangles, for shortest ways through it. Immutable; searches over it may run side by side.
/// </summary>
/// <remarks>Plane coordinates in metres, x east, y north. Obstacles are closed: their edges may be touched, not crossed.</remarks>
public sealed class FreeSpaceMesh
{
    private readonly TriangleNet net;

    private readonly Lazy<FreeSpaceMesh> lean;

    internal FreeSpaceMesh(TriangleNet net, bool[] free)
        : this(net, free, TurningPoints(net, free))
    {
    }

    private FreeSpaceMesh(TriangleNet net, bool[] free, bool[] isTurn)
    {
        this.net = net;
        Free = free;
        Neighbours = WalkableNeighbours(net, free);
        IsTurn = isTurn;
        DeadEnds = new DeadEnds(Neighbours);
        lean = new Lazy<FreeSpaceMesh>(() => LeanNet.Of(net, free) is var less && less.Net == net ? this : new FreeSpaceMesh(less.Net, less.Free, isTurn));
    }

    /// <summary>The same vertices and the same free plane in fewer triangles, without vertices in the middle of it.</summary>
    internal FreeSpaceMesh Lean => lean.Value;

    /// <summary>Coordinates of the vertices.</summary>
    internal double[] X => net.X;

    internal double[] Y => net.Y;

    /// <summary>Three vertices a triangle, anticlockwise.</summary>
    internal int[] Corners => net.Corners;

    /// <summary>The free triangle beyond each side, or -1.</summary>
    internal int[] Neighbours { get; }

    internal DeadEnds DeadEnds { get; }

    /// <summary>Triangles outside of all obstacles.</summary>
    internal bool[] Free { get; }

    /// <summary>Vertices round which a shortest way can bend: those where an obstacle is convex.</summary>
    internal bool[] IsTurn { get; }

    public int TriangleCount => Corners.Length / 3;

    public int VertexCount => X.Length;

    /// <summary>Builds the mesh.</summary>
    /// <param name="obstacles">Polygons in metres; those that overlap are united first.</param>
    /// <param name="bounds">The part of the plane in which ways may run; obstacles beyond are cut off.</param>
    public static FreeSpaceMesh Build(IReadOnlyList<Polygon> obstacles, Envelope bounds)
    {
        try
        {
            return FromDisjoint(obstacles, bounds);
        }
        catch (Exception trouble) when (trouble is CrossingEdgesException or ArgumentOutOfRangeException)
        {
            // They cross each other or the bounds: worth the slower way.
            var inside = GeometryFactory.Default.ToGeometry(Shrunk(bounds));
            var united = UnaryUnionOp.Union(obstacles.Cast<Geometry>().Select(obstacle => obstacle.Buffer(0)).ToList());
            return FromDisjoint([.. Polygons(united.Intersection(inside))], bounds);
        }
    }

    /// <summary>For each free triangle the number of the connected piece it belongs to, from 1; 0 for those that are not free.</summary>
    internal int[] Pieces()
    {
        var pieceOf = new int[TriangleCount];
        var pieces = 0;
        var open = new Stack<int>();
        for (var start = 0; start < pieceOf.Length; start++)
        {
            if (!Free[start] || pieceOf[start] > 0)
            {
                continue;
            }

            pieceOf[start] = ++pieces;
            open.Push(start);
            while (open.TryPop(out var triangle))
            {
                for (var side = 3 * triangle; side < (3 * triangle) + 3; side++)
                {
                    if (Neighbours[side] is var beyond and >= 0 && pieceOf[beyond] == 0)
                    {
                        pieceOf[beyond] = pieces;
                        open.Push(beyond);
                    }
                }
            }
        }

        return pieceOf;
    }

    /// <summary>A free triangle that holds a point; -1 where there is none.</summary>
    internal int Locate(double x, double y)
    {
        var triangle = net.Locate(x, y, out var on);
        if (triangle < 0 || Free[triangle] || on < 0)
        {
            return triangle >= 0 && Free[triangle] ? triangle : -1;
        }

        // On the edge of an obstacle: the other side of the edge, or any free triangle at the vertex, holds it too.
        return FreeBeside(triangle, x, y);
    }

    private static FreeSpaceMesh FromDisjoint(IReadOnlyList<Polygon> obstacles, Envelope bounds)
    {
        var triangulation = new Triangulation(bounds.MinX, bounds.MinY, bounds.MaxX, bounds.MaxY);
        var rings = obstacles.SelectMany(obstacle => obstacle.InteriorRings.Prepend(obstacle.ExteriorRing)).Select(ring => ring.Coordinates).ToList();
        var numbers = new List<int[]>(rings.Count);
        foreach (var ring in rings)
        {
            numbers.Add([.. ring.Select(point => triangulation.Insert(point.X, point.Y))]);
        }

        foreach (var ring in numbers)
        {
            for (var i = 1; i < ring.Length; i++)
            {
                triangulation.Fix(ring[i - 1], ring[i]);
            }
        }

        return new FreeSpaceMesh(new TriangleNet(triangulation, bounds), FreeTriangles(triangulation));
    }

    /// <summary>From a triangle at the edge of the rectangle, which is outside; each edge of an obstacle leads in or out.</summary>
    private static bool[] FreeTriangles(Triangulation triangulation)
    {
        var free = new bool[triangulation.TriangleCount];
        var seen = new bool[triangulation.TriangleCount];
        var open = new Stack<int>();
        var first = 0;
        while (triangulation.Neighbours[first] >= 0)
        {
            first++;
        }

        open.Push(first / 3);
        seen[first / 3] = free[first / 3] = true;
        while (open.TryPop(out var triangle))
        {
            for (var side = 3 * triangle; side < (3 * triangle) + 3; side++)
            {
                var beyond = triangulation.Neighbours[side];
                if (beyond >= 0 && !seen[beyond])
                {
                    seen[beyond] = true;
                    free[beyond] = free[triangle] != triangulation.FixedSides[side];
                    open.Push(beyond);
                }
            }
        }

        return free;
    }

    private static int[] WalkableNeighbours(TriangleNet net, bool[] free)
    {
        var neighbours = new int[net.Neighbours.Length];
        for (var side = 0; side < neighbours.Length; side++)
        {
            var beyond = net.Neighbours[side];
            neighbours[side] = beyond >= 0 && free[side / 3] && free[beyond] ? beyond : -1;
        }

        return neighbours;
    }

    /// <summary>A way bends only where the free angle is more than half a turn.</summary>
    private static bool[] TurningPoints(TriangleNet net, bool[] free)
    {
        var blocked = new double[net.X.Length];
        var any = new bool[net.X.Length];
        for (var triangle = 0; triangle < free.Length; triangle++)
        {
            for (var i = 0; !free[triangle] && i < 3; i++)
            {
                var (v, next, previous) = (net.Corners[(3 * triangle) + i], net.Corners[(3 * triangle) + ((i + 1) % 3)], net.Corners[(3 * triangle) + ((i + 2) % 3)]);
                blocked[v] += Angle(net, v, next, previous);
                any[v] = true;
            }
        }

        // Rounding may call a straight point of an edge a turn: that costs time, and no way.
        return [.. blocked.Select((angle, vertex) => any[vertex] && angle < Math.PI)];
    }

    private static double Angle(TriangleNet net, int at, int a, int b)
    {
        var (ax, ay) = (net.X[a] - net.X[at], net.Y[a] - net.Y[at]);
        var (bx, by) = (net.X[b] - net.X[at], net.Y[b] - net.Y[at]);
        return Math.Atan2((ax * by) - (ay * bx), (ax * bx) + (ay * by));
    }

    private int FreeBeside(int triangle, double x, double y)
    {
        var seen = new HashSet<int> { triangle };
        var open = new Queue<int>();
        open.Enqueue(triangle);
        while (open.TryDequeue(out var t))
        {
            for (var side = 3 * t; side < (3 * t) + 3; side++)
            {
                var beyond = net.Neighbours[side];
                if (beyond >= 0 && net.Holds(beyond, x, y) && seen.Add(beyond))
                {
                    if (Free[beyond])
                    {
                        return beyond;
                    }

                    open.Enqueue(beyond);
                }
            }
        }

        return -1;
    }

    // A centimetre inside, so that no obstacle touches the rectangle and every way round it stays open.
    private static Envelope Shrunk(Envelope bounds)
    {
        const double Centimetre = 0.01;
        return new Envelope(bounds.MinX + Centimetre, bounds.MaxX - Centimetre, bounds.MinY + Centimetre, bounds.MaxY - Centimetre);
    }

    private static IEnumerable<Polygon> Polygons(Geometry geometry) =>
        Enumerable.Range(0, geometry.NumGeometries).Select(geometry.GetGeometryN).SelectMany(part => part is Polygon polygon ? [polygon] : part.NumGeometries > 1 ? Polygons(part) : []).Where(polygon => !polygon.IsEmpty);
}
