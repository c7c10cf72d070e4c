using DroneLogistics.Geodesy;
using DroneLogistics.Simulation;
using DroneLogistics.Simulation.MonteCarlo;
using DroneLogistics.Units;

namespace DroneLogistics.Scheduling.Intents;

/// <summary>Where a simulated flight is meant to be, whenever it departs and however early or late it may be: the pieces of its way with the cells that hold them.</summary>
public sealed class IntentShape
{
    private readonly IReadOnlyList<FlownPiece> pieces;
    private readonly IntentPolicy policy;
    private readonly Length aside;
    private readonly Length above;
    private IReadOnlyList<AirspaceCell>? cells;

    private IntentShape(IReadOnlyList<FlownPiece> pieces, IntentPolicy policy, Length dimension)
    {
        (this.pieces, this.policy) = (pieces, policy);
        (aside, above) = ((dimension * 0.5) + (policy.NavigationSigma * policy.Reach), (dimension * 0.5) + (policy.AltitudeSigma * policy.Reach));
    }

    /// <summary>The shape of a flight; without pieces where it cannot be flown as asked.</summary>
    /// <param name="forecast">The flight.</param>
    /// <param name="policy">How wide and how high.</param>
    /// <param name="dimension">Largest extent of the aircraft.</param>
    public static IntentShape Of(FlightForecast forecast, IntentPolicy policy, Length dimension) => new(FlownPieces.Of(forecast, policy.LongestPiece), policy, dimension);

    /// <summary>The cells that hold each piece; the same whatever the times.</summary>
    internal IReadOnlyList<AirspaceCell> Cells => LazyInitializer.EnsureInitialized(ref cells, () => AirspaceGrid.CellsOf([.. pieces.Select(piece => (piece.From, piece.To, aside))]));

    /// <summary>The intent of one departure; null where the flight cannot be flown as asked, or something of it is not a number.</summary>
    /// <param name="times">How early and how late it may be.</param>
    /// <param name="departure">Block-off.</param>
    /// <param name="held">When the tail belongs to the flight.</param>
    public OperationalIntent? At(PassageTimes times, DateTimeOffset departure, TimeWindow held)
    {
        if (!double.IsFinite(times.EarlyRatio) || !double.IsFinite(times.LatestBlockSeconds) || !double.IsFinite(times.LateRatio))
        {
            return null;
        }

        var off = policy.DepartureSigma * policy.Reach;
        var volumes = new List<SweptCorridor>(pieces.Count);
        for (var i = 0; i < pieces.Count; i++)
        {
            var (from, to, _, planned) = pieces[i];
            var late = i + 1 < pieces.Count ? planned.ToSeconds * times.LateRatio : Math.Max(planned.ToSeconds * times.LateRatio, times.LatestBlockSeconds);
            var start = departure - off + TimeSpan.FromSeconds(planned.FromSeconds * times.EarlyRatio);
            var end = departure + off + Instants.FromSecondsCeiling(late);
            volumes.Add(new SweptCorridor(
                from,
                to,
                aside,
                AltitudeAmsl.FromMetres(Math.Min(planned.LowMetres, planned.HighMetres) - above.Metres),
                AltitudeAmsl.FromMetres(Math.Max(planned.LowMetres, planned.HighMetres)) + above,
                new TimeWindow(Later(start, held.Start).FloorToMicrosecond(), Earlier(end, held.End).CeilingToMicrosecond())));
        }

        return new OperationalIntent(volumes, this) is { IsKnown: true } known ? known : null;
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
