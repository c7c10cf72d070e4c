namespace DroneLogistics.Fleet;

/// <summary>
/// A cell's open-circuit voltage as straight pieces U = a + b s, from full to empty. Cut at the points of its table and at
/// <see cref="LowCharge"/>, below which the resistance grows: on each piece the discharge is smooth.
/// </summary>
public sealed class VoltagePieces
{
    /// <summary>Below this charge the resistance grows: a property of the formula of the resistance, not of a cell.</summary>
    public const double LowCharge = 0.2;

    /// <summary>No table at all.</summary>
    public static readonly VoltagePieces None = new([], [], []);

    private readonly double[] knots;
    private readonly double[] intercepts;
    private readonly double[] slopes;

    private VoltagePieces(double[] knots, double[] intercepts, double[] slopes)
    {
        this.knots = knots;
        this.intercepts = intercepts;
        this.slopes = slopes;
    }

    /// <summary>Charges at which the pieces meet, falling from 1 to 0; one more than pieces.</summary>
    internal ReadOnlySpan<double> Knots => knots;

    /// <summary>a of each piece, volts a cell.</summary>
    internal ReadOnlySpan<double> Intercepts => intercepts;

    /// <summary>b of each piece, volts a cell per unit of charge.</summary>
    internal ReadOnlySpan<double> Slopes => slopes;

    /// <summary>Cuts a table: charge falling from 1 to 0, at least two points.</summary>
    public static VoltagePieces Of(IReadOnlyList<(double StateOfCharge, double Volts)> table)
    {
        var points = WithLowCharge(table);
        var pieces = points.Count - 1;
        var (intercepts, slopes) = (new double[pieces], new double[pieces]);
        for (var i = 0; i < pieces; i++)
        {
            slopes[i] = (points[i].Volts - points[i + 1].Volts) / (points[i].StateOfCharge - points[i + 1].StateOfCharge);
            intercepts[i] = points[i + 1].Volts - (slopes[i] * points[i + 1].StateOfCharge);
        }

        return new VoltagePieces([.. points.Select(point => point.StateOfCharge)], intercepts, slopes);
    }

    /// <summary>The piece that reaches down from a charge: at a knot, the piece below it; above full the first, below empty the last.</summary>
    public int Below(double charge)
    {
        var piece = 0;
        while (piece < slopes.Length - 1 && !(charge > knots[piece + 1]))
        {
            piece++;
        }

        return piece;
    }

    private static List<(double StateOfCharge, double Volts)> WithLowCharge(IReadOnlyList<(double StateOfCharge, double Volts)> table)
    {
        var points = table.ToList();
        var at = points.FindIndex(point => point.StateOfCharge <= LowCharge);
        if (at > 0 && points[at].StateOfCharge < LowCharge)
        {
            var (above, below) = (points[at - 1], points[at]);
            var share = (LowCharge - below.StateOfCharge) / (above.StateOfCharge - below.StateOfCharge);
            points.Insert(at, (LowCharge, below.Volts + (share * (above.Volts - below.Volts))));
        }

        return points;
    }
}
