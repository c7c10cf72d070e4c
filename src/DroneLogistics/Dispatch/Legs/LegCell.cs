namespace DroneLogistics.Dispatch.Legs;

/// <summary>The four flights around a place in a column: linear between them, with a bound for what the simulation may differ by.</summary>
/// <remarks>
/// The bound of a figure is the sum of three: a quarter of the second differences over payload at both ends of the cell, which is what a kink between
/// them misses at the most and four times what a smooth curve does, or the whole of one where there is no other; the same over the hours or the drift
/// of the block time between them (<see cref="LegDrift"/>) at the figure's mean rate, whichever is more, times <see cref="Safety"/>; and a floor for
/// the accuracy of the batch against the single simulation.
/// </remarks>
internal static class LegCell
{
    // Cruise may draw more than the mean of the flight, and a battery near empty more than a full one. Compared with 10,000 flights by
    // "bench legs --verify", in even and in rough forecasts.
    private const double Safety = 1.25;

    private static readonly (Func<LegRow, double> Of, double Floor)[] Figures =
    [
        (row => row.BlockSeconds, 0.02),
        (row => row.TripWattHours, 0.05),
        (row => row.LandingCharge, 2e-5),
        (row => row.ReserveMarginWattHours, 0.1),
    ];

    /// <summary>The quote at a fractional hour and payload step of a column.</summary>
    public static LegQuote Quote(LegColumn column, PlanningPolicy policy, double hour, double step)
    {
        var (h, p) = (Math.Min((int)hour, column.Hours.Length - 2), Math.Min((int)step, column.Steps - 2));
        ReadOnlySpan<LegRow> corners = [column.At(h, p), column.At(h, p + 1), column.At(h + 1, p), column.At(h + 1, p + 1)];
        foreach (var corner in corners)
        {
            if (!corner.Flies)
            {
                return new LegQuote { Miss = LegMiss.RowRefused, Column = column, Limit = corner.Limit, LimitMarginRatio = corner.LimitMarginRatio };
            }
        }

        var limit = corners[0].Limit;
        var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var corner in corners)
        {
            if (corner.Limit != limit)
            {
                return new LegQuote { Miss = LegMiss.LimitChanges, Column = column };
            }

            (least, most) = (Math.Min(least, corner.LimitMarginRatio), Math.Max(most, corner.LimitMarginRatio));
        }

        var (block, trip, charge, reserve) = (At(0), At(1), At(2), At(3));
        var quote = new LegQuote
        {
            Miss = LegMiss.None,
            Column = column,
            Limit = limit,
            LimitMarginRatio = least,
            BlockSeconds = block,
            TripWattHours = trip,
            LandingCharge = charge,
            ReserveMarginWattHours = reserve,
        };
        return !(block.Bound >= 0 && trip.Bound >= 0 && charge.Bound >= 0 && reserve.Bound >= 0) ? quote with { Miss = LegMiss.Unbounded }
            : IsClear(column, h, reserve, least, most) ? quote
            : quote with { Miss = LegMiss.NearLimit };

        LegFigure At(int figure)
        {
            var (of, floor) = Figures[figure];
            var (a, b) = (hour - h, step - p);
            var value = Between(Between(of(column.At(h, p)), of(column.At(h, p + 1)), b), Between(of(column.At(h + 1, p)), of(column.At(h + 1, p + 1)), b), a);
            var rate = MeanRate(column, policy, h, p, figure);
            var hours = Math.Max(BendOverHours(column, of, h, p), rate * column.Hours[h].DriftSeconds);
            return new LegFigure(value, BendOverPayload(column, of, h, p) + (Safety * hours) + floor);
        }
    }

    /// <summary>No limit lies so near that a flight between the four may pass it.</summary>
    private static bool IsClear(LegColumn column, int h, LegFigure reserve, double least, double most)
    {
        var (one, other) = (column.Hours[h].WindMarginMetresPerSecond, column.Hours[h + 1].WindMarginMetresPerSecond);
        return Math.Min(one, other) >= 2 * column.Hours[h].DriftMetresPerSecond
            && reserve.Value >= reserve.Bound
            && least >= (most - least) / 2;
    }

    /// <summary>Units of a figure for a second more of block time: what the flight takes over its time, at the thirstiest of the four.</summary>
    private static double MeanRate(LegColumn column, PlanningPolicy policy, int h, int p, int figure)
    {
        if (figure == 0)
        {
            return 1;
        }

        var rate = 0.0;
        for (var corner = 0; corner < 4; corner++)
        {
            var row = column.At(h + (corner >> 1), p + (corner & 1));
            rate = Math.Max(rate, (figure == 2 ? 1 - row.LandingCharge : row.TripWattHours) / row.BlockSeconds);
        }

        return figure == 3 ? rate * (1 + policy.Reserve.ContingencyShare) : rate;
    }

    /// <summary>What a line between two payloads misses at the most, at either hour; NaN where the rows do not tell.</summary>
    private static double BendOverPayload(LegColumn column, Func<LegRow, double> of, int h, int p) =>
        Math.Max(Bend(step => of(column.At(h, step)), p, column.Steps), Bend(step => of(column.At(h + 1, step)), p, column.Steps));

    /// <summary>What a line between two hours misses at the most, at either payload; NaN where the rows do not tell.</summary>
    private static double BendOverHours(LegColumn column, Func<LegRow, double> of, int h, int p) =>
        Math.Max(Bend(hour => of(column.At(hour, p)), h, column.Hours.Length), Bend(hour => of(column.At(hour, p + 1)), h, column.Hours.Length));

    /// <summary>
    /// With a kink of the slope by k in a cell, f of it from its beginning, the second differences at its ends are k (1 - f) and k f, and the line
    /// misses k f (1 - f): at the most a quarter of their sum, and less than either.
    /// </summary>
    private static double Bend(Func<int, double> at, int first, int count)
    {
        var (before, after) = (Second(first), Second(first + 1));
        return double.IsNaN(before) ? after : double.IsNaN(after) ? before : (before + after) / 4;

        double Second(int middle) => middle > 0 && middle < count - 1 ? Math.Abs(at(middle - 1) - (2 * at(middle)) + at(middle + 1)) : double.NaN;
    }

    private static double Between(double from, double to, double share) => from + (share * (to - from));
}
