using System.Runtime.CompilerServices;

namespace DroneLogistics.Routing.Mesh;

/// <summary>
/// Shortest ways through a mesh, exactly: intervals of sides seen from a common root are searched best first (Polyanya; Cui, Harabor,
/// Grastien, Compromise-free Pathfinding on a Navigation Mesh, 2017). Keeps its room from query to query, and nothing else: one a thread.
/// </summary>
public sealed partial class WaySearch
{
    // Root lengths that differ by less are the same way found twice.
    private const double SameLength = 1e-9;

    // A hit so near to the end of a side is that end: of points in a line rounding puts one a hair beyond the ray, and the bend there
    // would be lost. A hundredth of what outlines are rounded to; what a way gains by it is less than a vertex is known to.
    private const double SamePlaceMetres = 1e-4;

    private readonly FreeSpaceMesh mesh;
    private readonly int[] corners;
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

    public WaySearch(FreeSpaceMesh mesh)
    {
        this.mesh = mesh;
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

    /// <summary>Passes no side of which the number stands here, from now on; null: passes all.</summary>
    internal void Keep(IReadOnlyCollection<int>? closedSides)
    {
        neighbours = mesh.Neighbours;
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

    /// <summary>Looks through the interval of a node into the triangle beyond it.</summary>
    private void Expand(in Node node)
    {
        var triangle = neighbours[node.Side];
        if (triangle == goalTriangle)
        {
            return;
        }

        // Beyond: from the right end of the side to the apex, and from the apex to the left end.
        var entry = SideTowards(triangle, node.Side / 3);
        var rightSide = NextSide(entry);
        var leftSide = NextSide(rightSide);
        var (leftVertex, rightVertex, apex) = (corners[entry], corners[rightSide], corners[leftSide]);
        var (rx, ry) = RootOf(node);
        var (ax, ay) = (x[apex], y[apex]);

        // A root at an end of the interval sees everything on that end's side.
        var atRight = node.RightX == rx && node.RightY == ry;
        var atLeft = node.LeftX == rx && node.LeftY == ry;
        var apexOfRight = atRight ? 1 : Turn(rx, ry, node.RightX, node.RightY, ax, ay);
        var apexOfLeft = atLeft ? -1 : Turn(rx, ry, node.LeftX, node.LeftY, ax, ay);
        if (apexOfRight > 0 && apexOfLeft < 0)
        {
            PushIf(node, rightSide, (ax, ay, apex), OnSide(rightSide, node, right: true, atRight, rightVertex, rx, ry));
            PushIf(node, leftSide, OnSide(leftSide, node, right: false, atLeft, leftVertex, rx, ry), (ax, ay, apex));
        }
        else if (apexOfRight <= 0)
        {
            // Everything that is seen lies to the left of the apex.
            var rightHit = apexOfRight == 0 ? (ax, ay, apex) : OnSide(leftSide, node, right: true, atRight, rightVertex, rx, ry);
            var leftHit = OnSide(leftSide, node, right: false, atLeft, leftVertex, rx, ry);
            PushIf(node, leftSide, leftHit, rightHit);
            if (MayBend(node, node.RightVertex, right: true))
            {
                Bend(node, node.RightVertex, node.RightX, node.RightY, rightSide, (ax, ay, apex), (x[rightVertex], y[rightVertex], rightVertex));
                Bend(node, node.RightVertex, node.RightX, node.RightY, leftSide, rightHit, (ax, ay, apex));
            }
        }
        else
        {
            var leftHit = apexOfLeft == 0 ? (ax, ay, apex) : OnSide(rightSide, node, right: false, atLeft, leftVertex, rx, ry);
            var rightHit = OnSide(rightSide, node, right: true, atRight, rightVertex, rx, ry);
            PushIf(node, rightSide, leftHit, rightHit);
            if (MayBend(node, node.LeftVertex, right: false))
            {
                Bend(node, node.LeftVertex, node.LeftX, node.LeftY, leftSide, (x[leftVertex], y[leftVertex], leftVertex), (ax, ay, apex));
                Bend(node, node.LeftVertex, node.LeftX, node.LeftY, rightSide, (ax, ay, apex), leftHit);
            }
        }
    }

    private void PushIf(in Node node, int side, (double X, double Y, int Vertex) left, (double X, double Y, int Vertex) right)
    {
        if (neighbours[side] >= 0 && !(left.X == right.X && left.Y == right.Y))
        {
            Next(node.RootLength, node.Root, side, left.X, left.Y, right.X, right.Y, left.Vertex, right.Vertex);
        }
    }

    /// <summary>
    /// Whether a way bends at an end of the interval, and none did so before to the same side that was as short. Vertices in a line are
    /// reached past each other and by way of each other in equal lengths: going on from both would double the work at each of them.
    /// </summary>
    private bool MayBend(in Node node, int vertex, bool right)
    {
        if (vertex < 0 || !isTurn[vertex])
        {
            return false;
        }

        var (rx, ry) = RootOf(node);
        var length = node.RootLength + Distance(rx, ry, x[vertex], y[vertex]);
        var at = (2 * vertex) + (right ? 1 : 0);
        if (bendQuery[at] == query && !(length < bendLength[at] - SameLength))
        {
            return false;
        }

        (bendQuery[at], bendLength[at]) = (query, length);
        return true;
    }

    /// <summary>Goes on from an end of the interval, where the way bends round an obstacle.</summary>
    private void Bend(in Node node, int vertex, double vx, double vy, int side, (double X, double Y, int Vertex) left, (double X, double Y, int Vertex) right)
    {
        if (neighbours[side] < 0 || (left.X == right.X && left.Y == right.Y))
        {
            return;
        }

        var (rx, ry) = RootOf(node);
        var length = node.RootLength + Distance(rx, ry, vx, vy);
        if (rootQuery[vertex] == query && length > rootLength[vertex] + SameLength)
        {
            return;
        }

        if (rootQuery[vertex] != query || length < rootLength[vertex])
        {
            (rootQuery[vertex], rootLength[vertex]) = (query, length);
        }

        Next(length, vertex, side, left.X, left.Y, right.X, right.Y, left.Vertex, right.Vertex);
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

    private void Next(double length, int root, int side, double leftX, double leftY, double rightX, double rightY, int leftVertex, int rightVertex)
    {
        ref var node = ref next[nextCount++];
        node.RootLength = length;
        node.Root = root;
        node.Side = side;
        node.LeftX = leftX;
        node.LeftY = leftY;
        node.RightX = rightX;
        node.RightY = rightY;
        node.LeftVertex = leftVertex;
        node.RightVertex = rightVertex;
    }

    /// <summary>The least that is left: straight through the interval to the goal, or to its mirror image where that lies on this side.</summary>
    private double AtLeast(in Node node)
    {
        var (rx, ry) = RootOf(node);
        var (gx, gy) = (goalX, goalY);
        var (dx, dy) = (node.RightX - node.LeftX, node.RightY - node.LeftY);
        var goalSide = (dx * (gy - node.LeftY)) - (dy * (gx - node.LeftX));
        var rootSide = (dx * (ry - node.LeftY)) - (dy * (rx - node.LeftX));
        if (rootSide == 0)
        {
            // Seen edge-on: from the root at one of its ends, or along it from outside.
            return Math.Min(
                Distance(rx, ry, node.LeftX, node.LeftY) + Distance(node.LeftX, node.LeftY, gx, gy),
                Distance(rx, ry, node.RightX, node.RightY) + Distance(node.RightX, node.RightY, gx, gy));
        }

        if (goalSide * rootSide > 0)
        {
            var scale = 2 * goalSide / ((dx * dx) + (dy * dy));
            (gx, gy) = (gx + (dy * scale), gy - (dx * scale));
        }

        if (Turn(rx, ry, node.LeftX, node.LeftY, gx, gy) > 0)
        {
            return Distance(rx, ry, node.LeftX, node.LeftY) + Distance(node.LeftX, node.LeftY, gx, gy);
        }

        return Turn(rx, ry, node.RightX, node.RightY, gx, gy) < 0
            ? Distance(rx, ry, node.RightX, node.RightY) + Distance(node.RightX, node.RightY, gx, gy)
            : Distance(rx, ry, gx, gy);
    }

    /// <summary>Where the ray from the root through an end of the interval meets a side; the vertex where the interval ends in one.</summary>
    private (double X, double Y, int Vertex) OnSide(int side, in Node node, bool right, bool rootThere, int vertex, double rx, double ry)
    {
        var (px, py) = right ? (node.RightX, node.RightY) : (node.LeftX, node.LeftY);
        if (rootThere || (px == x[vertex] && py == y[vertex] && (corners[side] == vertex || corners[NextSide(side)] == vertex)))
        {
            return (x[vertex], y[vertex], vertex);
        }

        var (a, b) = (corners[side], corners[NextSide(side)]);
        var (dx, dy) = (px - rx, py - ry);
        var (ex, ey) = (x[b] - x[a], y[b] - y[a]);
        var share = ((dx * (y[a] - ry)) - (dy * (x[a] - rx))) / ((dy * ex) - (dx * ey));

        // At an end of the side the hit is the vertex itself, so that a way can bend there.
        var same = SamePlaceMetres / Math.Sqrt((ex * ex) + (ey * ey));
        return !(share > same) ? (x[a], y[a], a) : !(share < 1 - same) ? (x[b], y[b], b) : (x[a] + (share * ex), y[a] + (share * ey), -1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (double X, double Y) RootOf(in Node node) =>
        node.Root >= 0 ? (x[node.Root], y[node.Root]) : ends is null ? (startX, startY) : (ends[-1 - node.Root].X, ends[-1 - node.Root].Y);

    /// <summary>Of a triangle the side to a neighbour, whether it may be passed or is closed on the way back.</summary>
    private int SideTowards(int triangle, int neighbour)
    {
        var (s, all) = (3 * triangle, mesh.Neighbours);
        return all[s] == neighbour ? s : all[s + 1] == neighbour ? s + 1 : s + 2;
    }

    private static int NextSide(int side) => side % 3 == 2 ? side - 2 : side + 1;

    /// <summary>Positive: c to the left of the ray from a through b. Plain: what is decided wrongly within rounding costs no more than rounding.</summary>
    private static double Turn(double ax, double ay, double bx, double by, double cx, double cy) =>
        ((bx - ax) * (cy - ay)) - ((by - ay) * (cx - ax));

    private static double Distance(double ax, double ay, double bx, double by)
    {
        var (dx, dy) = (bx - ax, by - ay);
        return Math.Sqrt((dx * dx) + (dy * dy));
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
