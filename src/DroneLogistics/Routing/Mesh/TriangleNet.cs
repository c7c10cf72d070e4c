using NetTopologySuite.Geometries;

namespace DroneLogistics.Routing.Mesh;

/// <summary>
/// Triangles that fill a rectangle of the plane, with a locator. Which of them are free is not said here, so that one triangulation
/// serves many answers. Immutable; for any number of threads.
/// </summary>
internal sealed class TriangleNet
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

    public TriangleNet(Triangulation triangulation, Envelope bounds)
    {
        X = [.. triangulation.Xs];
        Y = [.. triangulation.Ys];
        Corners = [.. triangulation.Corners];
        Neighbours = [.. triangulation.Neighbours];
        (minX, minY) = (bounds.MinX, bounds.MinY);
        columns = rows = Math.Max(1, (int)Math.Sqrt(triangulation.TriangleCount / TrianglesPerCell));
        (cellsPerMetreX, cellsPerMetreY) = (columns / bounds.Width, rows / bounds.Height);
        cells = Nearby();
    }

    private TriangleNet(TriangleNet net, int[] corners, int[] neighbours, Func<int, int> near)
    {
        (X, Y, Corners, Neighbours) = (net.X, net.Y, corners, neighbours);
        (minX, minY, columns, rows, cellsPerMetreX, cellsPerMetreY) = (net.minX, net.minY, net.columns, net.rows, net.cellsPerMetreX, net.cellsPerMetreY);
        cells = Array.ConvertAll(net.cells, triangle => near(triangle));
    }

    /// <summary>Coordinates of the vertices.</summary>
    public double[] X { get; }

    public double[] Y { get; }

    /// <summary>Three vertices a triangle, anticlockwise.</summary>
    public int[] Corners { get; }

    /// <summary>The triangle beyond each side, or -1.</summary>
    public int[] Neighbours { get; }

    public int TriangleCount => Corners.Length / 3;

    /// <summary>Other triangles with the same vertices that fill the same rectangle.</summary>
    /// <param name="corners">Three vertices a triangle, anticlockwise.</param>
    /// <param name="neighbours">The triangle beyond each side, or -1.</param>
    /// <param name="near">For a triangle of this net one of the others that is near.</param>
    public TriangleNet With(int[] corners, int[] neighbours, Func<int, int> near) => new(this, corners, neighbours, near);

    /// <summary>A triangle that holds a point; -1 outside the rectangle. <paramref name="on"/>: a side of it that the point lies on, or -1.</summary>
    public int Locate(double x, double y, out int on)
    {
        on = -1;
        var column = (int)((x - minX) * cellsPerMetreX);
        var row = (int)((y - minY) * cellsPerMetreY);
        return x >= minX && y >= minY && column < columns && row < rows ? Walk(cells[(row * columns) + column], x, y, out on) : -1;
    }

    public bool Holds(int triangle, double x, double y)
    {
        var (a, b, c) = (Corners[3 * triangle], Corners[(3 * triangle) + 1], Corners[(3 * triangle) + 2]);
        return Orientation.Of(X[a], Y[a], X[b], Y[b], x, y) >= 0
            && Orientation.Of(X[b], Y[b], X[c], Y[c], x, y) >= 0
            && Orientation.Of(X[c], Y[c], X[a], Y[a], x, y) >= 0;
    }

    /// <summary>For each cell a triangle near its middle.</summary>
    private int[] Nearby()
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

            if (Neighbours[beyond] < 0)
            {
                return -1;
            }

            triangle = Neighbours[beyond];
        }

        throw new InvalidOperationException("The walk through the mesh does not end.");
    }
}
