using DroneLogistics.Geodesy;

namespace DroneLogistics.Terrain;

/// <summary>Where the posts of an elevation grid stand: in rows from north to south and columns from west to east, WGS 84. Between four posts lies a cell.</summary>
/// <param name="FirstPost">The post in the north-west corner.</param>
/// <param name="LatitudeStepDegrees">From row to row southwards, from <see cref="FinestStepDegrees"/> to <see cref="CoarsestStepDegrees"/>.</param>
/// <param name="LongitudeStepDegrees">From column to column eastwards, within the same bounds.</param>
/// <param name="Rows">Rows of posts, 2 or more.</param>
/// <param name="Columns">Columns of posts, 2 or more.</param>
public sealed record GridFrame(LatLon FirstPost, double LatitudeStepDegrees, double LongitudeStepDegrees, int Rows, int Columns)
{
    /// <summary>A metre or so: below it a corridor has more cells than an answer has time.</summary>
    public const double FinestStepDegrees = 1e-5;

    /// <summary>A little more than three arc seconds: the hills of an islet are lost in a coarser grid.</summary>
    public const double CoarsestStepDegrees = 1e-3;

    public double NorthDegrees => FirstPost.LatitudeDegrees;

    public double SouthDegrees => NorthDegrees - ((Rows - 1) * LatitudeStepDegrees);

    public double WestDegrees => FirstPost.LongitudeDegrees;

    public double EastDegrees => WestDegrees + ((Columns - 1) * LongitudeStepDegrees);

    /// <summary>How many rows south of the first post; whole at posts.</summary>
    public double RowOf(double latitude) => (NorthDegrees - latitude) / LatitudeStepDegrees;

    /// <summary>How many columns east of the first post; whole at posts.</summary>
    public double ColumnOf(double longitude) => (longitude - WestDegrees) / LongitudeStepDegrees;

    /// <summary>The place of a post, rows from 0 in the north and columns from 0 in the west.</summary>
    public LatLon Post(int row, int column) => new(
        Math.Clamp(NorthDegrees - (row * LatitudeStepDegrees), -90, 90),
        Math.Clamp(WestDegrees + (column * LongitudeStepDegrees), -180, 180));

    /// <summary>A cell of the lattice, which goes on beyond the posts.</summary>
    internal DegreeSpan Cell(int row, int column) => new(
        NorthDegrees - ((row + 1) * LatitudeStepDegrees),
        NorthDegrees - (row * LatitudeStepDegrees),
        WestDegrees + (column * LongitudeStepDegrees),
        WestDegrees + ((column + 1) * LongitudeStepDegrees));

    /// <summary>Whether every number is within its bounds; NaN is not.</summary>
    public bool IsUsable =>
        Rows >= 2
        && Columns >= 2
        && LatitudeStepDegrees is >= FinestStepDegrees and <= CoarsestStepDegrees
        && LongitudeStepDegrees is >= FinestStepDegrees and <= CoarsestStepDegrees
        && NorthDegrees <= 90 + Rounding
        && SouthDegrees >= -90 - Rounding
        && WestDegrees >= -180 - Rounding
        && EastDegrees <= 180 + Rounding;

    // Half a pixel and the rounding of steps lead a world-wide grid beyond its edge by less than this.
    private const double Rounding = CoarsestStepDegrees;
}

/// <summary>A box of latitudes and longitudes, degrees; a point where both are equal.</summary>
internal readonly record struct DegreeSpan(double South, double North, double West, double East);
