using DroneLogistics.Geodesy;
using DroneLogistics.Units;
using NetTopologySuite.Geometries;

namespace DroneLogistics.Terrain;

/// <summary>Blocks of cells side by side in one row.</summary>
/// <param name="Row">Of blocks, from the north.</param>
/// <param name="First">Column of the first block.</param>
/// <param name="Last">Column of the last.</param>
internal readonly record struct CellRun(int Row, int First, int Last);

/// <summary>The cells of a grid with a post above a height, alone or taken together in square blocks. For one question.</summary>
internal sealed class HighCells
{
    private readonly int cellsASide;
    private readonly int rows;
    private readonly int columns;
    private readonly bool[] blocks;

    private HighCells(ElevationGrid grid, int cellsASide)
    {
        this.cellsASide = cellsASide;
        (Grid, rows, columns) = (grid, Blocks(grid.Frame.Rows - 1), Blocks(grid.Frame.Columns - 1));
        blocks = new bool[rows * columns];

        int Blocks(int cells) => (cells + cellsASide - 1) / cellsASide;
    }

    public ElevationGrid Grid { get; }

    /// <summary>How many rows of blocks side by side there are.</summary>
    public int RunCount => Runs().Count();

    /// <summary>The cells at posts above a height; null where there is none. A void is no post.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="height">The height.</param>
    /// <param name="within">The only place that is looked at, and a cell beyond.</param>
    public static HighCells? Of(ElevationGrid grid, AltitudeAmsl height, GeoSpan within)
    {
        var (frame, cells) = (grid.Frame, new HighCells(grid, cellsASide: 1));
        var (top, bottom) = (Math.Max(0, Math.Floor(frame.RowOf(within.NorthDegrees)) - 1), Math.Min(frame.Rows - 1, Math.Ceiling(frame.RowOf(within.SouthDegrees)) + 1));
        var (left, right) = (Math.Max(0, Math.Floor(frame.ColumnOf(within.WestDegrees)) - 1), Math.Min(frame.Columns - 1, Math.Ceiling(frame.ColumnOf(within.EastDegrees)) + 1));
        var any = false;
        for (var row = (int)top; row <= bottom; row++)
        {
            for (var column = (int)left; column <= right; column++)
            {
                if (grid.At(row, column) > height)
                {
                    any = true;
                    cells.MarkAround(row, column);
                }
            }
        }

        return any ? cells : null;
    }

    /// <summary>Leaves out the cells that lie within an area as a whole.</summary>
    /// <param name="area">Longitude and latitude in degrees.</param>
    public void LeaveOut(Geometry area)
    {
        var frame = Grid.Frame;

        // Three cells beyond, so that the edge of what is cut out is none of the area within the grid.
        var box = new Envelope(
            frame.WestDegrees - (3 * frame.LongitudeStepDegrees),
            frame.EastDegrees + (3 * frame.LongitudeStepDegrees),
            frame.SouthDegrees - (3 * frame.LatitudeStepDegrees),
            frame.NorthDegrees + (3 * frame.LatitudeStepDegrees));
        var isNear = box.Intersects(area.EnvelopeInternal);
        var here = !isNear || box.Contains(area.EnvelopeInternal) ? area : Plane.Both(area, area.Factory.ToGeometry(box));
        if (!isNear || here.IsEmpty)
        {
            return;
        }

        foreach (var (row, column) in CellCover.Within(here, frame))
        {
            if (row >= 0 && row < rows && column >= 0 && column < columns)
            {
                blocks[(row * columns) + column] = false;
            }
        }
    }

    /// <summary>Leaves out the cells of which finer grids know every part: there the finest counts.</summary>
    public void LeaveOut(ElevationGrids grids)
    {
        ElevationGrid[] finer = [.. grids.All.TakeWhile(grid => grid != Grid)];
        for (var place = 0; finer.Length > 0 && place < blocks.Length; place++)
        {
            if (blocks[place])
            {
                var search = new GridSearch(finer);
                search.Look(Grid.Frame.Cell(place / columns, place % columns));
                blocks[place] = !search.Found(isWhole: true).IsWhole;
            }
        }
    }

    /// <summary>The same in blocks of four: one that holds a cell is taken as a whole.</summary>
    public HighCells Coarser()
    {
        var coarser = new HighCells(Grid, 2 * cellsASide);
        for (var place = 0; place < blocks.Length; place++)
        {
            coarser.blocks[(place / columns / 2 * coarser.columns) + (place % columns / 2)] |= blocks[place];
        }

        return coarser;
    }

    /// <summary>Blocks that touch, if only in a corner, are one piece.</summary>
    public IReadOnlyList<IReadOnlyList<CellRun>> Pieces()
    {
        var runs = Runs().ToList();
        var leader = Enumerable.Range(0, runs.Count).ToArray();
        var above = 0;
        for (var i = 0; i < runs.Count; i++)
        {
            while (runs[above].Row < runs[i].Row - 1 || (runs[above].Row == runs[i].Row - 1 && runs[above].Last < runs[i].First - 1))
            {
                above++;
            }

            for (var j = above; runs[j].Row == runs[i].Row - 1 && runs[j].First <= runs[i].Last + 1; j++)
            {
                leader[Leader(j)] = Leader(i);
            }
        }

        return [.. Enumerable.Range(0, runs.Count).GroupBy(Leader).Select(piece => (IReadOnlyList<CellRun>)[.. piece.Select(i => runs[i])])];

        int Leader(int i)
        {
            while (leader[i] != i)
            {
                i = leader[i] = leader[leader[i]];
            }

            return i;
        }
    }

    /// <summary>The highest known ground of a piece, and its post.</summary>
    public (AltitudeAmsl Top, LatLon Where) Highest(IReadOnlyList<CellRun> piece)
    {
        var (best, highest) = (double.NegativeInfinity, 0);
        foreach (var run in piece)
        {
            for (var row = run.Row * cellsASide; row < Math.Min((run.Row + 1) * cellsASide, Grid.Frame.Rows - 1); row++)
            {
                for (var column = run.First * cellsASide; column < Math.Min((run.Last + 1) * cellsASide, Grid.Frame.Columns - 1); column++)
                {
                    var (top, post, _) = Grid.Cell(row, column);
                    (best, highest) = top > best ? (top, post) : (best, highest);
                }
            }
        }

        return (AltitudeAmsl.FromMetres(best), Grid.Frame.Post(highest / Grid.Frame.Columns, highest % Grid.Frame.Columns));
    }

    /// <summary>The place of a run.</summary>
    public DegreeSpan Box(CellRun run)
    {
        var first = Grid.Frame.Cell(run.Row * cellsASide, run.First * cellsASide);
        var last = Grid.Frame.Cell(((run.Row + 1) * cellsASide) - 1, ((run.Last + 1) * cellsASide) - 1);
        return new DegreeSpan(last.South, first.North, first.West, last.East);
    }

    private void MarkAround(int row, int column)
    {
        for (var r = Math.Max(0, row - 1); r <= Math.Min(rows - 1, row); r++)
        {
            for (var c = Math.Max(0, column - 1); c <= Math.Min(columns - 1, column); c++)
            {
                blocks[(r * columns) + c] = true;
            }
        }
    }

    private IEnumerable<CellRun> Runs()
    {
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                if (blocks[(row * columns) + column])
                {
                    var first = column;
                    while (column + 1 < columns && blocks[(row * columns) + column + 1])
                    {
                        column++;
                    }

                    yield return new CellRun(row, first, column);
                }
            }
        }
    }
}
