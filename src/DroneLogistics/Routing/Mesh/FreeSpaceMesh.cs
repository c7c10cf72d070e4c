using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Union;

namespace DroneLogistics.Routing.Mesh;

/// <summary>
/// The plane round obstacles as triangles, for shortest ways through it. Immutable; searches over it may run side by side.
/// </summary>
/// <remarks>Plane coordinates in metres, x east, y north. Obstacles are closed: their edges may be touched, not crossed.</remarks>
public sealed class FreeSpaceMesh
{
    // Triangles a cell of the locator holds on average: the walk from any of them is short.
    private const double TrianglesPerCell = 2;

    private readonly double minX;
    private readonly double minY;
    private readonly double cellsPerMetreX;
    private readonly double cellsPerMetreY;
    private readonly int columns;
    private readonly int rows;
    private readonly int[] cells;

    private FreeSpaceMesh(Triangulation triangulation, bool[] free, Envelope bounds)
    {
        X = [.. triangulation.Xs];
        Y = [.. triangulation.Ys];
        Corners = [.. triangulation.Corners];
        Free = free;
        Neighbours = WalkableNeighbours(triangulation, free);
        AllNeighbours = [.. triangulation.Neighbours];
        IsTurn = TurningPoints(triangulation, free);
        (minX, minY) = (bounds.MinX, bounds.MinY);
        columns = rows = Math.Max(1, (int)Math.Sqrt(triangulation.TriangleCount / TrianglesPerCell));
        (cellsPerMetreX, cellsPerMetreY) = (columns / bounds.Width, rows / bounds.Height);
        cells = Nearby(triangulation);
    }

    /// <summary>Coordinates of the vertices.</summary>
    internal double[] X { get; }

    internal double[] Y { get; }

    /// <summary>Three vertices a triangle, anticlockwise.</summary>
    internal int[] Corners { get; }

    /// <summary>The free triangle beyond each side, or -1.</summary>
    internal int[] Neighbours { get; }

    /// <summary>The triangle beyond each side, free or not, or -1.</summary>
    internal int[] AllNeighbours { get; }

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

    /// <summary>A free triangle that holds a point; -1 where there is none.</summary>
    internal int Locate(double x, double y)
    {
        var column = (int)((x - minX) * cellsPerMetreX);
        var row = (int)((y - minY) * cellsPerMetreY);
        if (!(x >= minX && y >= minY && column < columns && row < rows))
        {
            return -1;
        }

        var triangle = Walk(cells[(row * columns) + column], x, y, out var on);
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

        return new FreeSpaceMesh(triangulation, FreeTriangles(triangulation), bounds);
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

    private static int[] WalkableNeighbours(Triangulation triangulation, bool[] free)
    {
        var neighbours = new int[triangulation.Neighbours.Count];
        for (var side = 0; side < neighbours.Length; side++)
        {
            var beyond = triangulation.Neighbours[side];
            neighbours[side] = beyond >= 0 && free[side / 3] && free[beyond] ? beyond : -1;
        }

        return neighbours;
    }

    /// <summary>A way bends only where the free angle is more than half a turn.</summary>
    private static bool[] TurningPoints(Triangulation triangulation, bool[] free)
    {
        var blocked = new double[triangulation.VertexCount];
        var any = new bool[triangulation.VertexCount];
        for (var triangle = 0; triangle < free.Length; triangle++)
        {
            for (var i = 0; !free[triangle] && i < 3; i++)
            {
                var (v, next, previous) = (triangulation.Corners[(3 * triangle) + i], triangulation.Corners[(3 * triangle) + ((i + 1) % 3)], triangulation.Corners[(3 * triangle) + ((i + 2) % 3)]);
                blocked[v] += Angle(triangulation, v, next, previous);
                any[v] = true;
            }
        }

        // Rounding may call a straight point of an edge a turn: that costs time, and no way.
        return [.. blocked.Select((angle, vertex) => any[vertex] && angle < Math.PI)];
    }

    private static double Angle(Triangulation triangulation, int at, int a, int b)
    {
        var (ax, ay) = (triangulation.Xs[a] - triangulation.Xs[at], triangulation.Ys[a] - triangulation.Ys[at]);
        var (bx, by) = (triangulation.Xs[b] - triangulation.Xs[at], triangulation.Ys[b] - triangulation.Ys[at]);
        return Math.Atan2((ax * by) - (ay * bx), (ax * bx) + (ay * by));
    }

    /// <summary>For each cell a triangle near its middle.</summary>
    private int[] Nearby(Triangulation triangulation)
    {
        var nearby = new int[columns * rows];
        var triangle = 0;
        for (var row = 0; row < rows; row++)
        {
            for (var i = 0; i < columns; i++)
            {
                // There and back again, so that each walk is short.
                var column = row % 2 == 0 ? i : columns - 1 - i;
                var (x, y) = (minX + ((column + 0.5) / cellsPerMetreX), minY + ((row + 0.5) / cellsPerMetreY));
                triangle = Math.Max(0, Walk(triangle, x, y, out _));
                nearby[(row * columns) + column] = triangle;
            }
        }

        return nearby;
    }

    private int Walk(int triangle, double x, double y, out int on)
    {
        for (var steps = 0; steps <= 4 * TriangleCount; steps++)
        {
            var beyond = -1;
            on = -1;
            for (var i = 0; i < 3 && beyond < 0; i++)
            {
                var side = (3 * triangle) + ((i + steps) % 3);
                var next = side % 3 == 2 ? side - 2 : side + 1;
                var orientation = Orientation.Of(X[Corners[side]], Y[Corners[side]], X[Corners[next]], Y[Corners[next]], x, y);
                beyond = orientation < 0 ? side : beyond;
                on = orientation == 0 ? side : on;
            }

            if (beyond < 0)
            {
                return triangle;
            }

            if (AllNeighbours[beyond] < 0)
            {
                return -1;
            }

            triangle = AllNeighbours[beyond];
        }

        throw new InvalidOperationException("The walk through the mesh does not end.");
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
                var beyond = AllNeighbours[side];
                if (beyond >= 0 && Holds(beyond, x, y) && seen.Add(beyond))
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

    private bool Holds(int triangle, double x, double y)
    {
        var (a, b, c) = (Corners[3 * triangle], Corners[(3 * triangle) + 1], Corners[(3 * triangle) + 2]);
        return Orientation.Of(X[a], Y[a], X[b], Y[b], x, y) >= 0
            && Orientation.Of(X[b], Y[b], X[c], Y[c], x, y) >= 0
            && Orientation.Of(X[c], Y[c], X[a], Y[a], x, y) >= 0;
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
