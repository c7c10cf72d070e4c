using System.Runtime.CompilerServices;

namespace DroneLogistics.Routing.Mesh;

/// <content>What is seen through an interval of a side: the intervals beyond it, where a way can bend, and how long it must be at least.</content>
public sealed partial class WaySearch
{
    // A hit so near to the end of a side is that end: of points in a line rounding puts one a hair beyond the ray, and the bend there
    // would be lost. A hundredth of what outlines are rounded to; what a way gains by it is less than a vertex is known to.
    private const double SamePlaceMetres = 1e-4;

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
}
