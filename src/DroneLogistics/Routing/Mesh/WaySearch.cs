namespace DroneLogistics.Routing.Mesh;

/// <summary>
/// Shortest ways through a mesh, exactly: intervals of sides seen from a common root are searched best first (Polyanya; Cui, Harabor,
/// Grastien, Compromise-free Pathfinding on a Navigation Mesh, 2017). Keeps its room from query to query, and nothing else: one a thread.
/// </summary>
public sealed partial class WaySearch
{
    // Root lengths that differ by less are the same way found twice.
    private const double SameLength = 1e-9;

    private readonly FreeSpaceMesh whole;
    private FreeSpaceMesh mesh;
    private int[] corners;
    private double[] x;
    private double[] y;
    private int[] neighbours;
    private int[]? pastBays;
    private PlaneStretch stretch = PlaneStretch.None;
    private double[]? stretchedX;
    private double[]? stretchedY;
    private readonly bool[] isTurn;
    private readonly double[] rootLength;
    private readonly int[] rootQuery;
    private readonly double[] bendLength;
    private readonly int[] bendQuery;
    private Node[] nodes = new Node[256];
    private readonly LengthHeap heap = new();
    private readonly Node[] next = new Node[4];
    private int nextCount;
    private int nodeCount;
    private int query;
    private double startX;
    private double startY;
    private double goalX;
    private double goalY;
    private int goalTriangle;

    public WaySearch(FreeSpaceMesh whole)
    {
        this.whole = whole;
        mesh = whole.Lean;
        (x, y, corners, neighbours, isTurn) = (mesh.X, mesh.Y, mesh.Corners, mesh.Neighbours, mesh.IsTurn);
        rootLength = new double[mesh.VertexCount];
        rootQuery = new int[mesh.VertexCount];
        bendLength = new double[2 * mesh.VertexCount];
        bendQuery = new int[2 * mesh.VertexCount];
    }

    /// <summary>Nodes put into the search of the last query.</summary>
    public int NodesOfLastQuery => nodeCount;

    /// <summary>The length of the shortest way, metres, as it is measured; NaN where a point is not free or there is no way.</summary>
    public double Length(double fromX, double fromY, double toX, double toY) => Search(fromX, fromY, toX, toY) is var end and >= 0 ? nodes[end].Total : double.NaN;

    /// <summary>The length of the way that the last query found, as it is measured.</summary>
    internal double LengthOfLastQuery { get; private set; }

    /// <summary>The shortest way, ends included; null where a point is not free or there is no way.</summary>
    public IReadOnlyList<(double X, double Y)>? Way(double fromX, double fromY, double toX, double toY)
    {
        var end = Search(fromX, fromY, toX, toY);
        if (end < 0)
        {
            return null;
        }

        LengthOfLastQuery = nodes[end].Total;
        var points = new List<(double X, double Y)> { (toX, toY) };
        var root = -1;
        for (var at = end; at >= 0; at = nodes[at].Parent)
        {
            if (nodes[at].Root >= 0 && nodes[at].Root != root)
            {
                root = nodes[at].Root;
                points.Add((mesh.X[root], mesh.Y[root]));
            }
        }

        points.Add((fromX, fromY));
        points.Reverse();
        return points;
    }

    /// <summary>Measures lengths in a stretched plane from now on; points are given and answered in the plane itself.</summary>
    internal void MeasureIn(PlaneStretch other)
    {
        if (other == stretch)
        {
            return;
        }

        stretch = other;
        if (other == PlaneStretch.None)
        {
            (x, y) = (mesh.X, mesh.Y);
            return;
        }

        stretchedX ??= new double[mesh.X.Length];
        stretchedY ??= new double[mesh.Y.Length];
        for (var i = 0; i < stretchedX.Length; i++)
        {
            (stretchedX[i], stretchedY[i]) = other.Of(mesh.X[i], mesh.Y[i]);
        }

        (x, y) = (stretchedX, stretchedY);
    }

    /// <summary>The straight distance of two points, as lengths are measured.</summary>
    internal double Measure((double X, double Y) from, (double X, double Y) to)
    {
        var ((ax, ay), (bx, by)) = (stretch.Of(from.X, from.Y), stretch.Of(to.X, to.Y));
        return Distance(ax, ay, bx, by);
    }

    /// <summary>Passes no side of the whole mesh of which the number stands here, from now on; null or none: passes all.</summary>
    internal void Keep(IReadOnlyCollection<int>? closedSides)
    {
        mesh = closedSides is { Count: > 0 } ? whole : whole.Lean;
        (corners, neighbours) = (mesh.Corners, mesh.Neighbours);
        pastBays = null;
        if (closedSides is { Count: > 0 })
        {
            neighbours = [.. neighbours];
            foreach (var side in closedSides)
            {
                var beyond = neighbours[side];
                if (beyond >= 0)
                {
                    neighbours[SideTowards(beyond, side / 3)] = -1;
                    neighbours[side] = -1;
                }
            }
        }
    }

    private int Search(double fromX, double fromY, double toX, double toY)
    {
        (startX, startY) = stretch.Of(fromX, fromY);
        (goalX, goalY) = stretch.Of(toX, toY);
        nodeCount = 0;
        heap.Clear();
        query++;
        var start = mesh.Locate(fromX, fromY);
        goalTriangle = mesh.Locate(toX, toY);
        if (start < 0 || goalTriangle < 0)
        {
            return -1;
        }

        if (start == goalTriangle)
        {
            return NewNode(new Node { Total = Distance(startX, startY, goalX, goalY), Root = -1, Parent = -1 });
        }

        // Bays are closed but for that of the goal; out of that of the start every side stays open.
        var all = neighbours;
        var gate = mesh.DeadEnds.Gates[mesh.DeadEnds.BayOf(goalTriangle)];
        neighbours = pastBays ??= PastBays();
        if (gate >= 0)
        {
            neighbours[gate] = all[gate];
        }

        var end = SearchFrom(start);
        if (gate >= 0)
        {
            neighbours[gate] = -1;
        }

        neighbours = all;
        return end;
    }

    private int[] PastBays()
    {
        int[] past = [.. neighbours];
        foreach (var gate in mesh.DeadEnds.Gates)
        {
            if (gate >= 0)
            {
                past[gate] = -1;
            }
        }

        return past;
    }

    private int SearchFrom(int start)
    {
        nextCount = 0;
        for (var side = 3 * start; side < (3 * start) + 3; side++)
        {
            if (neighbours[side] >= 0)
            {
                var (right, left) = (corners[side], corners[NextSide(side)]);
                Next(0, -1, side, x[left], y[left], x[right], y[right], left, right);
            }
        }

        for (var i = 0; i < nextCount; i++)
        {
            next[i].Total = AtLeast(next[i]);
            heap.Push(next[i].Total, Keep(next[i], -1));
        }

        while (heap.Count > 0)
        {
            var at = heap.Pop();
            ref readonly var node = ref nodes[at];
            if (node.Side < 0)
            {
                return at;
            }

            if (node.Root < 0 || !(node.RootLength > rootLength[node.Root] + SameLength))
            {
                Follow(at, node);
            }
        }

        return -1;
    }

    /// <summary>
    /// Goes on with the only way on, or with one that is no longer than all that waits: it need not wait in the queue. Nodes on the way are
    /// kept only where their root is a new one, as that is all that a way is made of.
    /// </summary>
    private void Follow(int at, Node node)
    {
        while (true)
        {
            nextCount = 0;
            Expand(node);
            if (nextCount == 0)
            {
                break;
            }

            var best = nextCount == 1 ? 0 : BestOfNext(at);
            if (best < 0)
            {
                return;
            }

            if (next[best].Root != node.Root)
            {
                at = Keep(next[best], at);
            }

            node = next[best];
        }

        if (neighbours[node.Side] == goalTriangle)
        {
            Finish(at, node);
        }
    }

    /// <summary>Lets the ways on wait, but for the shortest where nothing that waits is shorter: its number, or -1.</summary>
    private int BestOfNext(int at)
    {
        var best = 0;
        for (var i = 0; i < nextCount; i++)
        {
            next[i].Total = next[i].RootLength + AtLeast(next[i]);
            best = next[i].Total < next[best].Total ? i : best;
        }

        var first = heap.Count == 0 || next[best].Total <= heap.Least;
        for (var i = 0; i < nextCount; i++)
        {
            if (i != best || !first)
            {
                heap.Push(next[i].Total, Keep(next[i], at));
            }
        }

        return first ? best : -1;
    }

    private int Keep(in Node node, int parent)
    {
        var kept = NewNode(node);
        nodes[kept].Parent = parent;
        return kept;
    }

    private void Finish(int at, in Node node)
    {
        var (rx, ry) = RootOf(node);
        if (Turn(rx, ry, node.RightX, node.RightY, goalX, goalY) < 0 && !(node.RightX == rx && node.RightY == ry))
        {
            FinishBy(at, node, node.RightVertex, node.RightX, node.RightY);
        }
        else if (Turn(rx, ry, node.LeftX, node.LeftY, goalX, goalY) > 0 && !(node.LeftX == rx && node.LeftY == ry))
        {
            FinishBy(at, node, node.LeftVertex, node.LeftX, node.LeftY);
        }
        else
        {
            PushEnd(at, node.Root, node.RootLength, node.RootLength + Distance(rx, ry, goalX, goalY));
        }
    }

    private void FinishBy(int at, in Node node, int vertex, double vx, double vy)
    {
        // A way that would bend in the middle of a side is not the shortest: another interval holds it.
        if (vertex >= 0 && isTurn[vertex])
        {
            var (rx, ry) = RootOf(node);
            var length = node.RootLength + Distance(rx, ry, vx, vy);
            PushEnd(at, vertex, length, length + Distance(vx, vy, goalX, goalY));
        }
    }

    private void PushEnd(int parent, int root, double length, double total)
    {
        var at = NewNode(new Node { Total = total, Root = root, RootLength = length, Parent = parent, Side = -1 });
        heap.Push(total, at);
    }

    private int NewNode(in Node node)
    {
        if (nodeCount == nodes.Length)
        {
            Array.Resize(ref nodes, 2 * nodeCount);
        }

        nodes[nodeCount] = node;
        return nodeCount++;
    }

    /// <summary>An interval of a side, seen from a root: what lies beyond it is still to be looked at.</summary>
    private struct Node
    {
        public double LeftX;
        public double LeftY;
        public double RightX;
        public double RightY;
        public double RootLength;
        public double Total;

        /// <summary>Vertex from which the interval is seen; -1: the start.</summary>
        public int Root;

        /// <summary>The side that the interval lies on, in the triangle it is left through; -1: the goal is reached.</summary>
        public int Side;

        /// <summary>Vertex at the left end; -1 within the side.</summary>
        public int LeftVertex;

        public int RightVertex;

        public int Parent;
    }
}
