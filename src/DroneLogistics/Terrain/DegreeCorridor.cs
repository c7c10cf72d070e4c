using DroneLogistics.Geodesy;
using DroneLogistics.Units;

namespace DroneLogistics.Terrain;

/// <summary>A corridor of some kilometres about a straight piece, and the cells of a lattice that it meets.</summary>
internal sealed class DegreeCorridor
{
    // One scale for a piece of some kilometres is right to some parts in a thousand.
    private const double ScaleRoom = 1.005;

    // A point at a post lies on the circles of four cells: rounding must not choose among them.
    private const double TouchMetres = 0.01;

    private readonly LatLon from;
    private readonly LatLon to;
    private readonly double halfWidth;
    private readonly double eastMetresPerDegree;
    private readonly double northMetresPerDegree;

    private DegreeCorridor(LatLon from, LatLon to, double halfWidth)
    {
        this.from = from;
        this.to = to;
        this.halfWidth = halfWidth;

        // Metres a degree on WGS 84 from its radii of curvature.
        var (sine, cosine) = Math.SinCos(double.DegreesToRadians((from.LatitudeDegrees + to.LatitudeDegrees) / 2));
        var e2 = Geodesic.Flattening * (2 - Geodesic.Flattening);
        var root = Math.Sqrt(1 - (e2 * sine * sine));
        eastMetresPerDegree = double.DegreesToRadians(Geodesic.SemiMajorAxisMetres / root * cosine);
        northMetresPerDegree = double.DegreesToRadians(Geodesic.SemiMajorAxisMetres * (1 - e2) / (root * root * root));
    }

    public static DegreeCorridor Of(LatLon from, LatLon to, Length halfWidth) => new(from, to, halfWidth.Metres);

    /// <summary>The box of all within reach.</summary>
    /// <param name="moreMetres">Beyond half the width.</param>
    public DegreeSpan Reach(double moreMetres)
    {
        var metres = ((halfWidth + moreMetres) * ScaleRoom) + TouchMetres;
        var (north, east) = (metres / northMetresPerDegree, metres / eastMetresPerDegree);
        return new DegreeSpan(
            Math.Min(from.LatitudeDegrees, to.LatitudeDegrees) - north,
            Math.Max(from.LatitudeDegrees, to.LatitudeDegrees) + north,
            Math.Min(from.LongitudeDegrees, to.LongitudeDegrees) - east,
            Math.Max(from.LongitudeDegrees, to.LongitudeDegrees) + east);
    }

    /// <summary>Every cell whose circle comes within reach: up to a cell's diagonal too many, never one too few.</summary>
    /// <param name="lattice">The lattice, also beyond its posts.</param>
    /// <param name="moreMetres">Beyond half the width.</param>
    /// <param name="cell">Told every cell.</param>
    public void Cells(GridFrame lattice, double moreMetres, Action<DegreeSpan> cell)
    {
        var (cellEast, cellNorth) = (lattice.LongitudeStepDegrees * eastMetresPerDegree, lattice.LatitudeStepDegrees * northMetresPerDegree);
        var (ax, ay) = (lattice.ColumnOf(from.LongitudeDegrees) * cellEast, lattice.RowOf(from.LatitudeDegrees) * cellNorth);
        var (bx, by) = (lattice.ColumnOf(to.LongitudeDegrees) * cellEast, lattice.RowOf(to.LatitudeDegrees) * cellNorth);
        var reach = ((halfWidth + moreMetres) * ScaleRoom) + TouchMetres + (Math.Sqrt((cellEast * cellEast) + (cellNorth * cellNorth)) / 2);
        var (firstRow, lastRow) = ((int)Math.Floor((Math.Min(ay, by) - reach) / cellNorth), (int)Math.Floor((Math.Max(ay, by) + reach) / cellNorth));
        var (firstColumn, lastColumn) = ((int)Math.Floor((Math.Min(ax, bx) - reach) / cellEast), (int)Math.Floor((Math.Max(ax, bx) + reach) / cellEast));
        for (var row = firstRow; row <= lastRow; row++)
        {
            for (var column = firstColumn; column <= lastColumn; column++)
            {
                if (SquareToPiece((column + 0.5) * cellEast, (row + 0.5) * cellNorth, ax, ay, bx, by) <= reach * reach)
                {
                    cell(lattice.Cell(row, column));
                }
            }
        }
    }

    private static double SquareToPiece(double x, double y, double ax, double ay, double bx, double by)
    {
        var (dx, dy) = (bx - ax, by - ay);
        var length = (dx * dx) + (dy * dy);
        var share = length > 0 ? Math.Clamp((((x - ax) * dx) + ((y - ay) * dy)) / length, 0, 1) : 0;
        var (ex, ey) = (x - ax - (share * dx), y - ay - (share * dy));
        return (ex * ex) + (ey * ey);
    }
}
