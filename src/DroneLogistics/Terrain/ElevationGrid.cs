using DroneLogistics.Geodesy;
using DroneLogistics.Provenance;
using DroneLogistics.Units;

namespace DroneLogistics.Terrain;

/// <summary>
/// Elevations at the posts of a grid of latitudes and longitudes on WGS 84, metres above mean sea level. Between posts the ground is taken
/// at the highest of the four corners, which no interpolation exceeds. A void is not known, and never sea. Immutable.
/// </summary>
public sealed class ElevationGrid
{
    private readonly float[] heights;
    private readonly double north;
    private readonly double west;
    private readonly double latitudeStep;
    private readonly double longitudeStep;

    /// <param name="name">Named in answers, for example the file.</param>
    /// <param name="firstPost">The post in the north-west corner.</param>
    /// <param name="latitudeStepDegrees">From row to row southwards, above 0.</param>
    /// <param name="longitudeStepDegrees">From column to column eastwards, above 0.</param>
    /// <param name="rows">Rows, 2 or more.</param>
    /// <param name="columns">Columns, 2 or more.</param>
    /// <param name="metres">Rows north to south, columns west to east, metres above mean sea level, NaN = void. Kept, not copied.</param>
    /// <param name="verticalAccuracy">What a height may be wrong by, as the maker of the data states it.</param>
    /// <param name="status">How the heights are known.</param>
    /// <exception cref="ArgumentException">Sizes that do not fit, or steps that are not above 0 (a programmer's error: the readers refuse at the door).</exception>
    public ElevationGrid(
        string name,
        LatLon firstPost,
        double latitudeStepDegrees,
        double longitudeStepDegrees,
        int rows,
        int columns,
        float[] metres,
        Length verticalAccuracy,
        SourceStatus status)
    {
        if (rows < 2 || columns < 2 || metres.Length != (long)rows * columns)
        {
            throw new ArgumentException($"{rows} rows by {columns} columns do not hold {metres.Length} heights.", nameof(metres));
        }

        if (!(latitudeStepDegrees > 0 && longitudeStepDegrees > 0))
        {
            throw new ArgumentException("Steps of a grid are above 0.", nameof(latitudeStepDegrees));
        }

        Name = name;
        Rows = rows;
        Columns = columns;
        VerticalAccuracy = verticalAccuracy;
        Status = status;
        heights = metres;
        north = firstPost.LatitudeDegrees;
        west = firstPost.LongitudeDegrees;
        latitudeStep = latitudeStepDegrees;
        longitudeStep = longitudeStepDegrees;
    }

    public string Name { get; }

    public int Rows { get; }

    public int Columns { get; }

    public Length VerticalAccuracy { get; }

    public SourceStatus Status { get; }

    /// <summary>The height at a post; null where it is void.</summary>
    public AltitudeAmsl? At(int row, int column)
    {
        var metres = heights[(row * Columns) + column];
        return float.IsFinite(metres) ? AltitudeAmsl.FromMetres(metres) : null;
    }

    /// <summary>The highest corner of the cell of a point; null outside the posts or where a corner is void.</summary>
    public AltitudeAmsl? Highest(LatLon point)
    {
        var (top, isWhole) = Highest(point, point, Length.Zero);
        return isWhole ? top : null;
    }

    /// <summary>
    /// The highest corner of all cells within half a width of a straight piece, and whether all of them are known. Cells are taken by the
    /// circle round them: up to a cell's diagonal too many, never one too few.
    /// </summary>
    public (AltitudeAmsl? Top, bool IsWhole) Highest(LatLon from, LatLon to, Length halfWidth)
    {
        var scale = Scale.At((from.LatitudeDegrees + to.LatitudeDegrees) / 2, north, west);
        var (ax, ay) = scale.Metres(from);
        var (bx, by) = scale.Metres(to);
        var (cellEast, cellNorth) = (longitudeStep * scale.EastMetresPerDegree, latitudeStep * scale.NorthMetresPerDegree);
        var isPoint = from == to && halfWidth.Metres <= 0;

        // One scale for a piece of some kilometres is right to some parts in a thousand.
        var reach = isPoint ? 0 : (halfWidth.Metres * 1.005) + (double.Hypot(cellEast, cellNorth) / 2);
        var firstColumn = (int)Math.Floor(Bounded((Math.Min(ax, bx) - reach) / cellEast));
        var lastColumn = (int)Math.Floor(Bounded((Math.Max(ax, bx) + reach) / cellEast));
        var firstRow = (int)Math.Floor(Bounded((Math.Min(ay, by) - reach) / cellNorth));
        var lastRow = (int)Math.Floor(Bounded((Math.Max(ay, by) + reach) / cellNorth));
        if (isPoint)
        {
            (firstColumn, firstRow) = (OnPost(ax / cellEast, firstColumn, Columns), OnPost(ay / cellNorth, firstRow, Rows));
            (lastColumn, lastRow) = (firstColumn, firstRow);
        }

        var (top, isWhole) = (double.NegativeInfinity, true);
        for (var row = firstRow; row <= lastRow; row++)
        {
            for (var column = firstColumn; column <= lastColumn; column++)
            {
                if (!isPoint && ToPiece((column + 0.5) * cellEast, (row + 0.5) * cellNorth, ax, ay, bx, by) > reach)
                {
                    continue;
                }

                if (row < 0 || column < 0 || row >= Rows - 1 || column >= Columns - 1)
                {
                    isWhole = false;
                    continue;
                }

                var corner = (row * Columns) + column;
                foreach (var metres in (ReadOnlySpan<float>)[heights[corner], heights[corner + 1], heights[corner + Columns], heights[corner + Columns + 1]])
                {
                    isWhole &= float.IsFinite(metres);
                    top = float.IsFinite(metres) ? Math.Max(top, metres) : top;
                }
            }
        }

        return double.IsFinite(top) ? (AltitudeAmsl.FromMetres(top), isWhole) : (null, false);
    }

    // A piece far from the grid would not fit an int; beyond its edges by one cell is enough to say that it is not covered.
    private double Bounded(double cells) => Math.Clamp(cells, -2, Math.Max(Rows, Columns) + 1);

    // The last post of a row or column belongs to the cell before it.
    private static int OnPost(double place, int cell, int posts) => cell == posts - 1 && place <= posts - 1 + 1e-9 ? cell - 1 : cell;

    private static double ToPiece(double x, double y, double ax, double ay, double bx, double by)
    {
        var (dx, dy) = (bx - ax, by - ay);
        var length = (dx * dx) + (dy * dy);
        var share = length > 0 ? Math.Clamp((((x - ax) * dx) + ((y - ay) * dy)) / length, 0, 1) : 0;
        return double.Hypot(x - ax - (share * dx), y - ay - (share * dy));
    }

    /// <summary>Metres a degree on WGS 84 at a latitude, from its radii of curvature; x east and y south of the first post.</summary>
    private readonly record struct Scale(double EastMetresPerDegree, double NorthMetresPerDegree, double NorthEdge, double WestEdge)
    {
        public static Scale At(double latitude, double north, double west)
        {
            var (sine, cosine) = Math.SinCos(double.DegreesToRadians(latitude));
            var e2 = Geodesic.Flattening * (2 - Geodesic.Flattening);
            var root = Math.Sqrt(1 - (e2 * sine * sine));
            return new Scale(
                double.DegreesToRadians(Geodesic.SemiMajorAxisMetres / root * cosine),
                double.DegreesToRadians(Geodesic.SemiMajorAxisMetres * (1 - e2) / (root * root * root)),
                north,
                west);
        }

        public (double X, double Y) Metres(LatLon point) =>
            ((point.LongitudeDegrees - WestEdge) * EastMetresPerDegree, (NorthEdge - point.LatitudeDegrees) * NorthMetresPerDegree);
    }
}
