using DroneLogistics.Geodesy;
using DroneLogistics.Units;
using NetTopologySuite.Geometries;

namespace DroneLogistics.Terrain;

/// <summary>What grids know of an area.</summary>
/// <param name="Top">Its highest known ground; null where none is known.</param>
/// <param name="Grid">The grid that tells it.</param>
/// <param name="Where">The post.</param>
/// <param name="IsWhole">Whether every part of the area is known.</param>
/// <param name="Names">The grids that know parts of it, in order.</param>
public sealed record MeasuredGround(AltitudeAmsl? Top, ElevationGrid? Grid, LatLon Where, bool IsWhole, IReadOnlyList<string> Names)
{
    /// <summary>Nothing is known.</summary>
    public static readonly MeasuredGround None = new(null, null, default, IsWhole: false, []);

    /// <summary>As an answer about the ground; null where nothing is known.</summary>
    /// <param name="place">The name of what stands there: an island.</param>
    public Ground? As(string place) => Top is { } top && Grid is { } grid
        ? new Ground(top, TerrainSource.ElevationGrid, place, grid.Quality.Status, grid.Quality.VerticalAccuracy) { Grids = string.Join(", ", Names) }
        : null;
}

/// <summary>
/// All elevation grids that a user brought. At a place the finest that knows it counts; where that one has a void or ends, the next does.
/// Tiles that share their edge posts leave no gap between them. For any number of threads.
/// </summary>
/// <remarks>Longitudes are not wrapped: an area across the antimeridian is not known as a whole.</remarks>
public sealed class ElevationGrids
{
    /// <summary>No grid.</summary>
    public static readonly ElevationGrids None = new([]);

    // A straight piece in degrees leaves its geodesic by 0.3 m at most at this length and 31 degrees, less than half a cell.
    private static readonly Length LongestPiece = Length.FromKilometres(5);

    private readonly ElevationGrid[] all;

    /// <param name="grids">In any order.</param>
    public ElevationGrids(IEnumerable<ElevationGrid> grids) =>
        all = [.. grids.OrderBy(grid => grid.Frame.LatitudeStepDegrees * grid.Frame.LongitudeStepDegrees).ThenBy(grid => grid.Name, StringComparer.Ordinal)];

    /// <summary>The finest first; of equal ones in the order of their names.</summary>
    public IReadOnlyList<ElevationGrid> All => all;

    /// <summary>
    /// The highest cell anywhere within half a width of the geodesic from one point to another, ends round. Cells are taken by the circle
    /// round them, and the accuracy of their place counts as width: never one too few.
    /// </summary>
    /// <param name="from">Where it begins.</param>
    /// <param name="to">Where it ends; the same for a disc.</param>
    /// <param name="halfWidth">Not negative.</param>
    public MeasuredGround Highest(LatLon from, LatLon to, Length halfWidth)
    {
        if (all.Length == 0)
        {
            return MeasuredGround.None;
        }

        var places = Plane.Pieces(from, to, LongestPiece).ToList();
        GridSearch? search = null;
        var isWhole = true;
        for (var i = 1; i < places.Count; i++)
        {
            var corridor = DegreeCorridor.Of(places[i - 1], places[i], halfWidth);
            var near = Near(corridor.Reach(all.Max(grid => grid.Quality.HorizontalAccuracy.Metres)));
            if (near.Length == 0)
            {
                isWhole = false;
                continue;
            }

            // Cells of the finest grid there, which goes on beyond its posts.
            search ??= new GridSearch(all);
            corridor.Cells(near[0].Frame, near.Max(grid => grid.Quality.HorizontalAccuracy.Metres), search.Look);
        }

        return search?.Found(isWhole) ?? MeasuredGround.None;
    }

    /// <summary>The highest cell that touches an area or is next to one that does.</summary>
    /// <param name="area">Longitude and latitude in degrees.</param>
    internal MeasuredGround Over(Geometry area)
    {
        var box = area.EnvelopeInternal;
        var near = Near(new DegreeSpan(box.MinY, box.MaxY, box.MinX, box.MaxX));
        if (near.Length == 0)
        {
            return MeasuredGround.None;
        }

        // Cells of the coarsest grid there: a finer one is looked at in each of them.
        var lattice = near[^1].Frame;
        var search = new GridSearch(near);
        foreach (var (row, column) in CellCover.Of(area, lattice))
        {
            search.Look(lattice.Cell(row, column));
        }

        return search.Found(isWhole: true);
    }

    /// <summary>
    /// How far beyond an area's edge a cell may tell of ground within: the diagonal of the coarsest cell there and the accuracy of its place; zero without a grid.
    /// </summary>
    internal Length SlackAt(Envelope box)
    {
        var slack = 0.0;
        foreach (var grid in Near(new DegreeSpan(box.MinY, box.MaxY, box.MinX, box.MaxX)))
        {
            var cell = grid.Frame.Cell(0, 0);
            var diagonal = new LatLon(box.MinY, cell.West).DistanceTo(new LatLon(box.MinY + grid.Frame.LatitudeStepDegrees, cell.East)).Metres;
            slack = Math.Max(slack, diagonal + grid.Quality.HorizontalAccuracy.Metres);
        }

        return Length.FromMetres(slack);
    }

    private ElevationGrid[] Near(DegreeSpan box) => Array.FindAll(all, grid =>
        grid.Frame.SouthDegrees <= box.North && grid.Frame.NorthDegrees >= box.South && grid.Frame.WestDegrees <= box.East && grid.Frame.EastDegrees >= box.West);
}
