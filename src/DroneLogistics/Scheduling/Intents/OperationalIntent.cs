using DroneLogistics.Geodesy;
using DroneLogistics.Simulation;
using DroneLogistics.Simulation.MonteCarlo;
using DroneLogistics.Units;

namespace DroneLogistics.Scheduling.Intents;

/// <summary>
/// Where a flight is meant to be and when: one 4-D volume for each piece of its way, as wide and as high as its navigation and as long in time as
/// its variations need, and the cells of the airspace that hold all of it.
/// </summary>
/// <remarks>
/// Across and above: the planned way, half the aircraft and as many standard deviations as the policy asks for. In time: from the earliest that
/// the piece is entered to the latest that it is left. A flight is not meant to be anywhere while its aircraft belongs to another one, so that
/// the times end where the tail's own claim does, however little is known of the wind.
/// </remarks>
public sealed class OperationalIntent
{
    private IReadOnlyList<Claim>? claims;

    /// <param name="volumes">In flying order.</param>
    public OperationalIntent(IReadOnlyList<SweptCorridor> volumes) => Volumes = volumes;

    /// <summary>In flying order; whole microseconds.</summary>
    public IReadOnlyList<SweptCorridor> Volumes { get; }

    /// <summary>Every number of it is one: of what is not known nothing is clear.</summary>
    public bool IsKnown => Volumes.Count > 0 && Volumes.All(volume =>
        volume.HalfWidth.Metres >= 0 && double.IsFinite(volume.HalfWidth.Metres)
        && volume.Low <= volume.High && double.IsFinite(volume.Low.Metres) && double.IsFinite(volume.High.Metres));

    /// <summary>The cells that hold it.</summary>
    /// <exception cref="ArgumentException">It is not known (a programmer's error).</exception>
    public IReadOnlyList<Claim> Claims => LazyInitializer.EnsureInitialized(ref claims, () => IsKnown
        ? AirspaceGrid.Cover(Volumes)
        : throw new ArgumentException("No cells hold what is not known."));

    /// <summary>The intent of a simulated flight; null where it cannot be flown as asked, or something of it is not a number.</summary>
    /// <param name="forecast">The flight.</param>
    /// <param name="times">How early and how late it may be.</param>
    /// <param name="policy">How wide and how high.</param>
    /// <param name="dimension">Largest extent of the aircraft.</param>
    /// <param name="departure">Block-off.</param>
    /// <param name="held">When the tail belongs to the flight.</param>
    public static OperationalIntent? Of(FlightForecast forecast, PassageTimes times, IntentPolicy policy, Length dimension, DateTimeOffset departure, TimeWindow held)
    {
        var (aside, above) = ((dimension * 0.5) + (policy.NavigationSigma * policy.Reach), (dimension * 0.5) + (policy.AltitudeSigma * policy.Reach));
        var off = policy.DepartureSigma * policy.Reach;
        var pieces = FlownPieces.Of(forecast, policy.LongestPiece);
        if (!double.IsFinite(times.EarlyRatio) || !double.IsFinite(times.LatestBlockSeconds) || !double.IsFinite(times.LateRatio))
        {
            return null;
        }

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

        return new OperationalIntent(volumes) is { IsKnown: true } known ? known : null;
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
