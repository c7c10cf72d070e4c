namespace DroneLogistics.Routing.Mesh;

/// <summary>An end of a way: a point of the plane, and the length that belongs to it beyond.</summary>
internal readonly record struct WayEnd(double X, double Y, double Beyond);

/// <summary>
/// How far every vertex of a mesh is from the nearest of some ends, the length beyond it included, and where the way leads on: another
/// vertex, or -1 less the number of the end. Exact. What no way leads to is infinitely far.
/// </summary>
/// <param name="Ends">Where ways end.</param>
/// <param name="Beyond">The point that the lengths beyond the ends lead to, straight.</param>
/// <param name="Length">By vertex, metres.</param>
/// <param name="Onward">By vertex.</param>
internal sealed record DistanceField(IReadOnlyList<WayEnd> Ends, (double X, double Y) Beyond, double[] Length, int[] Onward);

/// <summary>A way between the best of several starts and the best of several goals.</summary>
internal sealed record WayFound(IReadOnlyList<(double X, double Y)> Points, int Start, int Goal, double Length);

/// <content>Searches from several starts to several goals, with the distances to the goals as what is left at least.</content>
public sealed partial class WaySearch
{
    private WayEnd[]? ends;
    private int[]? idle;
    private int idleCount;
    private int[] firsts = [];

    /// <summary>Distances to some ends from all vertices, measured in the plane as it is. Looks at everything once: a search without a goal.</summary>
    /// <param name="goals">The ends.</param>
    /// <param name="beyond">The point that the lengths beyond them lead to.</param>
    internal DistanceField Explore(IReadOnlyList<WayEnd> goals, (double X, double Y) beyond)
    {
        var field = new DistanceField(goals, beyond, new double[mesh.VertexCount], new int[mesh.VertexCount]);
        Array.Fill(field.Length, double.PositiveInfinity);
        Begin(goals);
        foreach (var interval in FirstIntervals())
        {
            Await(interval, -1, interval.RootLength + NearestOf(interval));
        }

        while (heap.Count > 0)
        {
            var at = heap.Pop();
            var node = nodes[at];
            Release(at);
            if (node.Root >= 0 && node.RootLength > rootLength[node.Root] + SameLength)
            {
                continue;
            }

            // As long as there is one way on, nothing has to wait.
            while (true)
            {
                See(field, node, node.LeftVertex);
                See(field, node, node.RightVertex);
                nextCount = 0;
                Expand(node);
                if (nextCount != 1)
                {
                    break;
                }

                node = next[0];
            }

            for (var i = 0; i < nextCount; i++)
            {
                Await(next[i], -1, next[i].RootLength + NearestOf(next[i]));
            }
        }

        ends = null;
        return field;
    }

    /// <summary>The best way from any start to any goal.</summary>
    /// <param name="starts">Where it may begin.</param>
    /// <param name="targets">Where it may end; the ends of the field, in the same order.</param>
    /// <param name="field">Distances to the goals in the plane as it is, with the obstacles of this mesh or fewer.</param>
    /// <param name="isExact">Whether they are just what they are now: then the field tells the way on from the first bend.</param>
    internal WayFound? Best(IReadOnlyList<WayEnd> starts, IReadOnlyList<WayEnd> targets, DistanceField field, bool isExact)
    {
        var goals = targets.Select(goal => Stretched(goal)).ToArray();
        var goalTriangles = targets.Select(goal => mesh.Locate(goal.X, goal.Y)).ToArray();
        Begin(starts);
        for (var i = 0; i < starts.Count; i++)
        {
            var triangle = mesh.Locate(starts[i].X, starts[i].Y);
            for (var goal = 0; goal < goals.Length && triangle >= 0; goal++)
            {
                if (goalTriangles[goal] == triangle)
                {
                    Arrive(-1, -1 - i, ends![i].Beyond, goals, goal);
                }
            }
        }

        foreach (var interval in FirstIntervals())
        {
            Await(interval, -1, interval.RootLength + LeftOf(interval, goals, field));
        }

        while (heap.Count > 0)
        {
            var at = heap.Pop();
            var node = nodes[at];
            if (node.Side < 0)
            {
                return Found(starts, field, at, node.LeftVertex);
            }

            if (node.Root >= 0 && isExact && field.Length[node.Root] < double.PositiveInfinity)
            {
                return Told(starts, field, at);
            }

            if (node.Root < 0 || !(node.RootLength > rootLength[node.Root] + SameLength))
            {
                FollowMany(at, node, goals, goalTriangles, field);
            }
        }

        ends = null;
        return null;
    }

    private void FollowMany(int at, Node node, WayEnd[] goals, int[] goalTriangles, DistanceField field)
    {
        while (true)
        {
            var triangle = neighbours[node.Side];
            for (var goal = 0; goal < goals.Length; goal++)
            {
                if (goalTriangles[goal] == triangle)
                {
                    FinishAt(at, node, goals, goal);
                }
            }

            nextCount = 0;
            Expand(node);
            if (nextCount != 1 || next[0].Root != node.Root)
            {
                break;
            }

            node = next[0];
        }

        for (var i = 0; i < nextCount; i++)
        {
            Await(next[i], at, next[i].RootLength + LeftOf(next[i], goals, field));
        }
    }

    private void FinishAt(int at, in Node node, WayEnd[] goals, int goal)
    {
        var (rx, ry) = RootOf(node);
        if (Turn(rx, ry, node.RightX, node.RightY, goals[goal].X, goals[goal].Y) < 0 && !(node.RightX == rx && node.RightY == ry))
        {
            BendAt(node.RightVertex, node.RightX, node.RightY, node);
        }
        else if (Turn(rx, ry, node.LeftX, node.LeftY, goals[goal].X, goals[goal].Y) > 0 && !(node.LeftX == rx && node.LeftY == ry))
        {
            BendAt(node.LeftVertex, node.LeftX, node.LeftY, node);
        }
        else
        {
            Arrive(at, node.Root, node.RootLength, goals, goal);
        }

        void BendAt(int vertex, double vx, double vy, in Node seen)
        {
            if (vertex >= 0 && isTurn[vertex])
            {
                var (fromX, fromY) = RootOf(seen);
                Arrive(at, vertex, seen.RootLength + Distance(fromX, fromY, vx, vy), goals, goal);
            }
        }
    }

    private void Arrive(int parent, int root, double length, WayEnd[] goals, int goal)
    {
        var (rx, ry) = RootOf(new Node { Root = root });
        var end = new Node { Root = root, RootLength = length, Side = -1, LeftVertex = goal };
        Await(end, parent, length + Distance(rx, ry, goals[goal].X, goals[goal].Y) + goals[goal].Beyond);
    }

    /// <summary>
    /// What is left at least beyond an interval. A way through a point p of it is |root p| and what is left from p: what is left from an end
    /// of the side, less the way from there to p. Towards the end that is less, |root p| falls no steeper than that rises: the least of the
    /// sum is where both ends say the same, or at the end of the interval that is next to it. Where the field says nothing, the straight line.
    /// </summary>
    private double LeftOf(in Node node, WayEnd[] goals, DistanceField field)
    {
        var (a, b) = (corners[node.Side], corners[NextSide(node.Side)]);
        var (ofA, ofB) = (LeftFrom(a, field), LeftFrom(b, field));
        if (ofA < double.PositiveInfinity && ofB < double.PositiveInfinity)
        {
            var (ex, ey) = (x[b] - x[a], y[b] - y[a]);
            var square = (ex * ex) + (ey * ey);
            var length = Math.Sqrt(square);
            var right = (((node.RightX - x[a]) * ex) + ((node.RightY - y[a]) * ey)) / square;
            var left = (((node.LeftX - x[a]) * ex) + ((node.LeftY - y[a]) * ey)) / square;
            var share = Math.Max(right, Math.Min(left, (ofA - ofB + length) / (2 * length)));
            var (rx, ry) = RootOf(node);
            var least = Distance(rx, ry, x[a] + (share * ex), y[a] + (share * ey)) + Math.Max(ofA - (share * length), ofB - ((1 - share) * length));
            return node.Root >= 0 && LeftFrom(node.Root, field) is var ofRoot && ofRoot < double.PositiveInfinity ? Math.Max(least, ofRoot) : least;
        }

        var straight = double.PositiveInfinity;
        foreach (var goal in goals)
        {
            (goalX, goalY) = (goal.X, goal.Y);
            straight = Math.Min(straight, AtLeast(node) + goal.Beyond);
        }

        return straight;
    }

    /// <summary>
    /// What is left at least from a vertex, as lengths are measured, from what is left in the plane as it is. Drawn out by s along the wind,
    /// a piece of a way that has the share c of its direction along it becomes longer by sqrt(1 + (s² - 1) c²), which is convex in c. By
    /// Jensen's inequality a way of length L between points that lie D apart, Dw of it along the wind, is at least
    /// sqrt(L² + (s² - 1) Dw²) long, and (s² - 1) Dw² = |stretched D|² - |D|².
    /// </summary>
    private double LeftFrom(int vertex, DistanceField field)
    {
        var left = field.Length[vertex];
        if (stretch == PlaneStretch.None)
        {
            return left;
        }

        var (dx, dy) = (mesh.X[vertex] - field.Beyond.X, mesh.Y[vertex] - field.Beyond.Y);
        var (sx, sy) = stretch.Of(dx, dy);
        return Math.Sqrt((left * left) + ((sx * sx) + (sy * sy)) - ((dx * dx) + (dy * dy)));
    }

    /// <summary>How far the nearest point of an interval is from its root.</summary>
    private double NearestOf(in Node node)
    {
        var (rx, ry) = RootOf(node);
        var (ex, ey) = (node.RightX - node.LeftX, node.RightY - node.LeftY);
        var share = Math.Clamp((((rx - node.LeftX) * ex) + ((ry - node.LeftY) * ey)) / ((ex * ex) + (ey * ey)), 0, 1);
        return Distance(rx, ry, node.LeftX + (share * ex), node.LeftY + (share * ey));
    }

    private void See(DistanceField field, in Node node, int vertex)
    {
        // A root is no way on from itself, whatever rounding makes of its length.
        if (vertex >= 0 && vertex != node.Root)
        {
            var (rx, ry) = RootOf(node);
            var length = node.RootLength + Distance(rx, ry, x[vertex], y[vertex]);
            if (length < field.Length[vertex])
            {
                (field.Length[vertex], field.Onward[vertex]) = (length, node.Root);
            }
        }
    }

    private void Begin(IReadOnlyList<WayEnd> starts)
    {
        (nodeCount, idleCount, goalTriangle) = (0, 0, -1);
        heap.Clear();
        query++;
        ends = [.. starts.Select(start => Stretched(start))];
        firsts = [.. starts.Select(start => mesh.Locate(start.X, start.Y))];
    }

    private List<Node> FirstIntervals()
    {
        var first = new List<Node>();
        for (var i = 0; i < firsts.Length; i++)
        {
            nextCount = 0;
            for (var side = 3 * firsts[i]; firsts[i] >= 0 && side < (3 * firsts[i]) + 3; side++)
            {
                if (neighbours[side] >= 0)
                {
                    var (right, left) = (corners[side], corners[NextSide(side)]);
                    Next(ends![i].Beyond, -1 - i, side, x[left], y[left], x[right], y[right], left, right);
                }
            }

            first.AddRange(next.AsSpan(0, nextCount));
        }

        return first;
    }

    private void Await(in Node node, int parent, double total)
    {
        if (!(total < double.PositiveInfinity))
        {
            return;
        }

        int at;
        if (idleCount > 0)
        {
            at = idle![--idleCount];
            nodes[at] = node;
        }
        else
        {
            at = NewNode(node);
        }

        nodes[at].Parent = parent;
        nodes[at].Total = total;
        heap.Push(total, at);
    }

    private void Release(int at)
    {
        idle ??= new int[256];
        if (idleCount == idle.Length)
        {
            Array.Resize(ref idle, 2 * idleCount);
        }

        idle[idleCount++] = at;
    }

    private WayEnd Stretched(WayEnd end)
    {
        var (sx, sy) = stretch.Of(end.X, end.Y);
        return new WayEnd(sx, sy, end.Beyond);
    }

    /// <summary>The way to a goal that was reached.</summary>
    private WayFound Found(IReadOnlyList<WayEnd> starts, DistanceField field, int at, int goal)
    {
        var points = new List<(double X, double Y)> { (field.Ends[goal].X, field.Ends[goal].Y) };
        var start = AddBack(points, at);
        points.Add((starts[start].X, starts[start].Y));
        points.Reverse();
        ends = null;
        return new WayFound(points, start, goal, nodes[at].Total);
    }

    /// <summary>The way to the first bend, and on as the field tells.</summary>
    private WayFound Told(IReadOnlyList<WayEnd> starts, DistanceField field, int at)
    {
        var points = new List<(double X, double Y)>();
        var start = AddBack(points, at);
        points.Add((starts[start].X, starts[start].Y));
        points.Reverse();
        var vertex = nodes[at].Root;
        while (field.Onward[vertex] >= 0)
        {
            vertex = field.Onward[vertex];
            points.Add((mesh.X[vertex], mesh.Y[vertex]));
        }

        var goal = -1 - field.Onward[vertex];
        points.Add((field.Ends[goal].X, field.Ends[goal].Y));
        ends = null;
        return new WayFound(points, start, goal, nodes[at].RootLength + field.Length[nodes[at].Root]);
    }

    private int AddBack(List<(double X, double Y)> points, int at)
    {
        var root = -1;
        var start = 0;
        for (var node = at; node >= 0; node = nodes[node].Parent)
        {
            if (nodes[node].Root < 0)
            {
                start = -1 - nodes[node].Root;
            }
            else if (nodes[node].Root != root)
            {
                root = nodes[node].Root;
                points.Add((mesh.X[root], mesh.Y[root]));
            }
        }

        return start;
    }
}
