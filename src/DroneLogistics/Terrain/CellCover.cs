using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;

namespace DroneLogistics.Terrain;

/// <summary>Which cells of a lattice an area touches or holds. What the edges of its rings touch, with the cells next to that, is its rim: rather one cell too many.</summary>
/// <remarks>Row by row: between each second pair of edges lies what is inside.</remarks>
internal sealed class CellCover
{
    private readonly int firstRow;
    private readonly int firstColumn;
    private readonly int columns;
    private readonly bool[] covered;
    private readonly List<double>[] crossings;
    private readonly List<(int Row, int First, int Last)> rim = [];

    private CellCover(int firstRow, int firstColumn, int rows, int columns)
    {
        this.firstRow = firstRow;
        this.firstColumn = firstColumn;
        this.columns = columns;
        covered = new bool[rows * columns];
        crossings = [.. Enumerable.Range(0, rows).Select(_ => new List<double>())];
    }

    /// <summary>The cells that an area touches and its rim, row by row.</summary>
    /// <param name="area">Polygons, longitude and latitude in degrees.</param>
    /// <param name="lattice">The lattice, also beyond its posts.</param>
    public static IEnumerable<(int Row, int Column)> Of(Geometry area, GridFrame lattice) => Cells(area, lattice, withRim: true);

    /// <summary>The cells that lie within an area as a whole, without its rim, row by row.</summary>
    /// <param name="area">Polygons, longitude and latitude in degrees.</param>
    /// <param name="lattice">The lattice, also beyond its posts.</param>
    public static IEnumerable<(int Row, int Column)> Within(Geometry area, GridFrame lattice) => Cells(area, lattice, withRim: false);

    private static IEnumerable<(int Row, int Column)> Cells(Geometry area, GridFrame lattice, bool withRim)
    {
        // One cell more on every side for the neighbours of the edge.
        var box = area.EnvelopeInternal;
        var (top, left) = ((int)Math.Floor(lattice.RowOf(box.MaxY)) - 1, (int)Math.Floor(lattice.ColumnOf(box.MinX)) - 1);
        var (bottom, right) = ((int)Math.Floor(lattice.RowOf(box.MinY)) + 1, (int)Math.Floor(lattice.ColumnOf(box.MaxX)) + 1);
        var cover = new CellCover(top, left, bottom - top + 1, right - left + 1);
        foreach (var ring in LinearComponentExtracter.GetLines(area).Cast<LineString>())
        {
            var corners = ring.Coordinates;
            for (var i = 1; i < corners.Length; i++)
            {
                cover.AddEdge(lattice.ColumnOf(corners[i - 1].X) - left, lattice.RowOf(corners[i - 1].Y) - top, lattice.ColumnOf(corners[i].X) - left, lattice.RowOf(corners[i].Y) - top);
            }
        }

        cover.Fill();
        foreach (var (row, first, last) in cover.rim)
        {
            Array.Fill(cover.covered, withRim, (row * cover.columns) + first, last - first + 1);
        }

        return cover.Cells();
    }

    private void AddEdge(double ax, double ay, double bx, double by)
    {
        var (first, last) = ((int)Math.Floor(Math.Min(ay, by)), (int)Math.Floor(Math.Max(ay, by)));
        for (var row = first; row <= last; row++)
        {
            var (x0, x1) = (XAt(row), XAt(row + 1));
            Mark(row, Math.Min(x0, x1), Math.Max(x0, x1));
            var middle = row + 0.5;
            if (ay <= middle != by <= middle)
            {
                crossings[row].Add(ax + ((middle - ay) / (by - ay) * (bx - ax)));
            }
        }

        // Where the edge enters or leaves a row, or its end.
        double XAt(double y) => ay == by ? (y <= ay ? ax : bx) : ax + (Math.Clamp((y - ay) / (by - ay), 0, 1) * (bx - ax));
    }

    private void Mark(int row, double from, double to)
    {
        var (first, last) = ((int)Math.Floor(from) - 1, (int)Math.Floor(to) + 1);
        for (var near = row - 1; near <= row + 1; near++)
        {
            rim.Add((near, first, last));
        }
    }

    private void Fill()
    {
        for (var row = 0; row < crossings.Length; row++)
        {
            crossings[row].Sort();
            for (var i = 1; i < crossings[row].Count; i += 2)
            {
                var (first, last) = ((int)Math.Floor(crossings[row][i - 1]), (int)Math.Floor(crossings[row][i]));
                Array.Fill(covered, true, (row * columns) + first, last - first + 1);
            }
        }
    }

    private IEnumerable<(int Row, int Column)> Cells()
    {
        for (var place = 0; place < covered.Length; place++)
        {
            if (covered[place])
            {
                yield return (firstRow + (place / columns), firstColumn + (place % columns));
            }
        }
    }
}
