using DroneLogistics.Geodesy;
using DroneLogistics.Units;

namespace DroneLogistics.Terrain;

/// <summary>Looks for the highest ground of boxes in grids, the finest first, and for what of them no grid knows. For one question.</summary>
internal sealed class GridSearch(ElevationGrid[] grids)
{
    // A tenth of a millimetre: edges that two grids share differ by their rounding.
    private const double SliverDegrees = 1e-9;

    private readonly bool[] told = new bool[grids.Length];
    private (double Metres, double WithAccuracy, ElevationGrid? Grid, LatLon Where) best = (0, double.NegativeInfinity, null, default);
    private bool isWhole = true;

    /// <summary>Looks at one box.</summary>
    public void Look(DegreeSpan box) => Look(box, 0);

    /// <summary>What was found in all boxes.</summary>
    /// <param name="isWhole">Whether the boxes were all there is.</param>
    public MeasuredGround Found(bool isWhole) => best.Grid is null
        ? MeasuredGround.None
        : new MeasuredGround(AltitudeAmsl.FromMetres(best.Metres), best.Grid, best.Where, isWhole && this.isWhole, [.. grids.Where((_, i) => told[i]).Select(grid => grid.Name)]);

    private void Look(DegreeSpan box, int number)
    {
        for (; number < grids.Length; number++)
        {
            var frame = grids[number].Frame;
            if (Meets(box.South, box.North, frame.SouthDegrees, frame.NorthDegrees) && Meets(box.West, box.East, frame.WestDegrees, frame.EastDegrees))
            {
                Within(Beyond(box, frame, number + 1), number);
                return;
            }
        }

        isWhole = false;
    }

    /// <summary>Whether two intervals have more than an edge in common; a point may lie on an edge.</summary>
    private static bool Meets(double from, double to, double gridFrom, double gridTo)
    {
        var common = Math.Min(to, gridTo) - Math.Max(from, gridFrom);
        return common > SliverDegrees || (to - from <= 2 * SliverDegrees && common >= -SliverDegrees);
    }

    /// <summary>What lies beyond a grid is for the next ones; returns what lies within.</summary>
    private DegreeSpan Beyond(DegreeSpan box, GridFrame frame, int next)
    {
        if (box.North > frame.NorthDegrees + SliverDegrees)
        {
            Look(box with { South = frame.NorthDegrees }, next);
            box = box with { North = frame.NorthDegrees };
        }

        if (box.South < frame.SouthDegrees - SliverDegrees)
        {
            Look(box with { North = frame.SouthDegrees }, next);
            box = box with { South = frame.SouthDegrees };
        }

        if (box.West < frame.WestDegrees - SliverDegrees)
        {
            Look(box with { East = frame.WestDegrees }, next);
            box = box with { West = frame.WestDegrees };
        }

        if (box.East > frame.EastDegrees + SliverDegrees)
        {
            Look(box with { West = frame.EastDegrees }, next);
            box = box with { East = frame.EastDegrees };
        }

        return box;
    }

    private void Within(DegreeSpan box, int number)
    {
        var (grid, frame) = (grids[number], grids[number].Frame);
        var (firstRow, lastRow) = Between(frame.RowOf(box.North), frame.RowOf(box.South), SliverDegrees / frame.LatitudeStepDegrees, frame.Rows - 2);
        var (firstColumn, lastColumn) = Between(frame.ColumnOf(box.West), frame.ColumnOf(box.East), SliverDegrees / frame.LongitudeStepDegrees, frame.Columns - 2);
        for (var row = firstRow; row <= lastRow; row++)
        {
            for (var column = firstColumn; column <= lastColumn; column++)
            {
                var (top, post, isKnown) = grid.Cell(row, column);
                Take(top, post, number);
                if (!isKnown)
                {
                    Look(Common(box, frame.Cell(row, column)), number + 1);
                }
            }
        }
    }

    /// <summary>The cells that an interval meets, a sliver less on either side, within the grid.</summary>
    private static (int First, int Last) Between(double from, double to, double sliver, int last)
    {
        var (first, second) = to - from > 2 * sliver ? (from + sliver, to - sliver) : ((from + to) / 2, (from + to) / 2);
        return (Math.Clamp((int)Math.Floor(first), 0, last), Math.Clamp((int)Math.Floor(second), 0, last));
    }

    private void Take(double metres, int post, int number)
    {
        if (!double.IsFinite(metres))
        {
            return;
        }

        told[number] = true;
        var grid = grids[number];
        if (metres + grid.Quality.VerticalAccuracy.Metres > best.WithAccuracy)
        {
            best = (metres, metres + grid.Quality.VerticalAccuracy.Metres, grid, grid.Frame.Post(post / grid.Frame.Columns, post % grid.Frame.Columns));
        }
    }

    private static DegreeSpan Common(DegreeSpan a, DegreeSpan b) =>
        new(Math.Max(a.South, b.South), Math.Min(a.North, b.North), Math.Max(a.West, b.West), Math.Min(a.East, b.East));
}
