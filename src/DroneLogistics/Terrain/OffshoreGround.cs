using DroneLogistics.Geodesy;
using DroneLogistics.Units;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.OverlayNG;

namespace DroneLogistics.Terrain;

/// <summary>
/// A piece of ground that elevation grids show off every known shore and its margin: a rock, an islet that the coastline lacks, land that
/// was reclaimed since. What is no higher than the masts of vessels is left out, as every flight over water clears those.
/// </summary>
/// <param name="Area">Its cells in the plane.</param>
/// <param name="Highest">The highest ground among them.</param>
/// <param name="Where">The post that tells it.</param>
/// <param name="Slack">How far from the cells a corridor may still meet one of them: a cell's diagonal and the accuracy of its place.</param>
internal sealed record OffshoreGround(Geometry Area, Ground Highest, LatLon Where, Length Slack)
{
    // A noisy tile has more rocks than a map has room: cells are taken together by four until there are so few pieces, and so few rows in
    // them. Never one too few; a map of 1,000 pieces more is laid out in some seconds.
    private const int MostPieces = 1000;
    private const int MostRows = 20_000;

    // An edge straight in the plane leaves the parallel of a row by 2 cm at most on so many degrees, a kilometre.
    private const double LongestEdgeDegrees = 0.01;

    // Corridors look at cells so much wider: one scale for a piece of some kilometres, and a touch (DegreeCorridor).
    private const double CorridorRoom = 1.01;

    private static readonly GeometryFactory Factory = new();

    /// <summary>All of it within the coastline's box, grid by grid.</summary>
    /// <param name="grids">What users brought.</param>
    /// <param name="lands">What the coastline knows; ground in their reach is theirs.</param>
    /// <param name="plane">Of the lands.</param>
    /// <param name="policy">The masts, and where the coastline is known.</param>
    public static IReadOnlyList<OffshoreGround> Of(ElevationGrids grids, IReadOnlyList<Land> lands, Plane plane, TerrainPolicy policy)
    {
        var high = grids.All.Select(grid => HighCells.Of(grid, AltitudeAmsl.FromMetres(policy.Mast.Metres - grid.Quality.VerticalAccuracy.Metres), policy.Coverage)).OfType<HighCells>().ToList();
        if (high.Count == 0)
        {
            return [];
        }

        var reaches = lands.Select(land => plane.Back(land.Reach)).ToList();
        foreach (var cells in high)
        {
            reaches.ForEach(cells.LeaveOut);
            cells.LeaveOut(grids);
        }

        while (high.Sum(cells => cells.RunCount) > MostRows || high.Sum(cells => cells.Pieces().Count) > MostPieces)
        {
            high = high.ConvertAll(cells => cells.Coarser());
        }

        var finest = grids.All.Max(grid => grid.Quality.HorizontalAccuracy.Metres) + DiagonalMetres(grids.All[0].Frame, policy.Coverage);
        return [.. high.SelectMany(cells => cells.Pieces().Select(piece => Told(cells, piece, plane, finest * CorridorRoom)))];
    }

    private static OffshoreGround Told(HighCells cells, IReadOnlyList<CellRun> piece, Plane plane, double slack)
    {
        var (top, where) = cells.Highest(piece);
        var grid = cells.Grid;
        var ground = new Ground(top, TerrainSource.ElevationGrid, Ground.AtSea, grid.Quality.Status, grid.Quality.VerticalAccuracy) { Grids = grid.Name };
        return new OffshoreGround(OverlayNGRobust.Union(piece.Select(cells.Box).SelectMany(Pieces).Select(box => (Geometry)plane.Area(box, Factory)).ToList()), ground, where, Length.FromMetres(slack));
    }

    private static IEnumerable<GeoSpan> Pieces(DegreeSpan box)
    {
        var count = Math.Max(1, (int)Math.Ceiling((box.East - box.West) / LongestEdgeDegrees));
        double At(int i) => i == count ? box.East : box.West + ((box.East - box.West) * i / count);
        return Enumerable.Range(0, count).Select(i => new GeoSpan(box.South, box.North, At(i), At(i + 1)));
    }

    private static double DiagonalMetres(GridFrame frame, GeoSpan box) =>
        new LatLon(box.SouthDegrees, box.WestDegrees).DistanceTo(new LatLon(box.SouthDegrees + frame.LatitudeStepDegrees, box.WestDegrees + frame.LongitudeStepDegrees)).Metres;
}
