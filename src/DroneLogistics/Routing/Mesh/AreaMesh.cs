using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Index.Strtree;
using NetTopologySuite.Noding;
using NetTopologySuite.Noding.Snapround;

namespace DroneLogistics.Routing.Mesh;

/// <summary>
/// A plane cut by the outlines of areas that may overlap, as triangles that know which areas cover them. Which areas block is said
/// afterwards, so that one triangulation serves every altitude, time and permission. Immutable; for any number of threads.
/// </summary>
/// <remarks>Plane coordinates in metres. Outlines are rounded to the centimetre where they cross: areas that must not be entered are to be drawn that much wider.</remarks>
public sealed class AreaMesh
{
    /// <summary>By how much rounding may move an outline: half the diagonal of a cell of a centimetre, twice for what is rounded again where it crosses.</summary>
    public const double RoundingMetres = 0.015;

    private const double CellsPerMetre = 100;

    private readonly TriangleNet net;
    private readonly int[] faceOf;
    private readonly int[][] areasOfFace;

    private AreaMesh(TriangleNet net, int[] faceOf, int[][] areasOfFace, int areaCount)
    {
        this.net = net;
        this.faceOf = faceOf;
        this.areasOfFace = areasOfFace;
        AreaCount = areaCount;
    }

    public int AreaCount { get; }

    public int TriangleCount => net.TriangleCount;

    public int VertexCount => net.X.Length;

    /// <summary>Builds the mesh.</summary>
    /// <param name="areas">Polygons or collections of them, metres; they may overlap, and reach beyond the bounds.</param>
    /// <param name="bounds">The part of the plane in which ways may run.</param>
    public static AreaMesh Build(IReadOnlyList<Geometry> areas, Envelope bounds)
    {
        var triangulation = Triangulate(Lines(areas, bounds), bounds);
        var (faceOf, first) = Faces(triangulation);
        var net = new TriangleNet(triangulation, bounds);
        return new AreaMesh(net, faceOf, AreasOfFaces(areas, net, first), areas.Count);
    }

    /// <summary>The plane in which some areas block: their triangles are not free, those of the others are.</summary>
    /// <param name="blocks">One entry an area.</param>
    public FreeSpaceMesh Without(ReadOnlySpan<bool> blocks)
    {
        var freeFaces = new bool[areasOfFace.Length];
        for (var face = 0; face < freeFaces.Length; face++)
        {
            var free = true;
            foreach (var area in areasOfFace[face])
            {
                free &= !blocks[area];
            }

            freeFaces[face] = free;
        }

        var freeTriangles = new bool[TriangleCount];
        for (var triangle = 0; triangle < freeTriangles.Length; triangle++)
        {
            freeTriangles[triangle] = freeFaces[faceOf[triangle]];
        }

        return new FreeSpaceMesh(net, freeTriangles);
    }

    /// <summary>The areas that cover a point or whose outline passes through it, in their order.</summary>
    public IReadOnlyList<int> AreasAt(double x, double y)
    {
        if (net.Locate(x, y, out _) is not (var first and >= 0))
        {
            return [];
        }

        var seen = new HashSet<int> { first };
        var open = new Queue<int>(seen);
        var found = new SortedSet<int>();
        while (open.TryDequeue(out var triangle))
        {
            found.UnionWith(areasOfFace[faceOf[triangle]]);
            for (var side = 3 * triangle; side < (3 * triangle) + 3; side++)
            {
                if (net.Neighbours[side] is var beyond and >= 0 && net.Holds(beyond, x, y) && seen.Add(beyond))
                {
                    open.Enqueue(beyond);
                }
            }
        }

        return [.. found];
    }

    /// <summary>The outlines within the bounds, cut where they cross.</summary>
    private static List<Coordinate[]> Lines(IReadOnlyList<Geometry> areas, Envelope bounds)
    {
        var inside = GeometryFactory.Default.ToGeometry(Shrunk(bounds));
        var strings = new List<ISegmentString>();
        foreach (var area in areas.Where(area => area.EnvelopeInternal.Intersects(bounds)))
        {
            var kept = inside.EnvelopeInternal.Contains(area.EnvelopeInternal) ? area : area.Intersection(inside);
            foreach (var line in LinearComponentExtracter.GetLines(kept).Where(line => !line.IsEmpty))
            {
                strings.Add(new NodedSegmentString(line.Coordinates, null));
            }
        }

        var noder = new SnapRoundingNoder(new PrecisionModel(CellsPerMetre));
        noder.ComputeNodes(strings);
        return [.. noder.GetNodedSubstrings().Select(line => line.Coordinates)];
    }

    private static Triangulation Triangulate(List<Coordinate[]> lines, Envelope bounds)
    {
        var triangulation = new Triangulation(bounds.MinX, bounds.MinY, bounds.MaxX, bounds.MaxY);

        // In strips, so that each point lies near the one before.
        var strip = Math.Max(1, bounds.Width / Math.Sqrt(Math.Max(1, lines.Count)));
        var ordered = lines.OrderBy(line => (int)((line[0].X - bounds.MinX) / strip)).ThenBy(line => line[0].Y).ToList();
        var numbers = ordered.ConvertAll(line => Array.ConvertAll(line, point => triangulation.Insert(point.X, point.Y)));
        foreach (var line in numbers)
        {
            for (var i = 1; i < line.Length; i++)
            {
                triangulation.Fix(line[i - 1], line[i]);
            }
        }

        return triangulation;
    }

    /// <summary>Triangles with no outline between them are one face: the same areas cover all of it.</summary>
    private static (int[] FaceOf, List<int> FirstTriangle) Faces(Triangulation triangulation)
    {
        var faceOf = new int[triangulation.TriangleCount];
        Array.Fill(faceOf, -1);
        var first = new List<int>();
        var open = new Stack<int>();
        for (var start = 0; start < faceOf.Length; start++)
        {
            if (faceOf[start] >= 0)
            {
                continue;
            }

            faceOf[start] = first.Count;
            open.Push(start);
            while (open.TryPop(out var triangle))
            {
                for (var side = 3 * triangle; side < (3 * triangle) + 3; side++)
                {
                    var beyond = triangulation.Neighbours[side];
                    if (beyond >= 0 && faceOf[beyond] < 0 && !triangulation.FixedSides[side])
                    {
                        faceOf[beyond] = first.Count;
                        open.Push(beyond);
                    }
                }
            }

            first.Add(start);
        }

        return (faceOf, first);
    }

    private static int[][] AreasOfFaces(IReadOnlyList<Geometry> areas, TriangleNet net, List<int> firstTriangle)
    {
        var index = new STRtree<int>();
        var locators = new IndexedPointInAreaLocator[areas.Count];
        for (var area = 0; area < areas.Count; area++)
        {
            index.Insert(areas[area].EnvelopeInternal, area);
            locators[area] = new IndexedPointInAreaLocator(areas[area]);
        }

        index.Build();
        return [.. firstTriangle.Select(triangle =>
        {
            var middle = Middle(net, triangle);
            return index.Query(new Envelope(middle)).Where(area => locators[area].Locate(middle) != Location.Exterior).Order().ToArray();
        })];
    }

    private static Coordinate Middle(TriangleNet net, int triangle)
    {
        var (a, b, c) = (net.Corners[3 * triangle], net.Corners[(3 * triangle) + 1], net.Corners[(3 * triangle) + 2]);
        return new Coordinate((net.X[a] + net.X[b] + net.X[c]) / 3, (net.Y[a] + net.Y[b] + net.Y[c]) / 3);
    }

    // A centimetre inside, so that no outline touches the rectangle.
    private static Envelope Shrunk(Envelope bounds)
    {
        const double Cell = 1 / CellsPerMetre;
        return new Envelope(bounds.MinX + Cell, bounds.MaxX - Cell, bounds.MinY + Cell, bounds.MaxY - Cell);
    }
}
