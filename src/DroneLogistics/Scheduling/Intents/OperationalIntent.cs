using DroneLogistics.Geodesy;

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
    private readonly IntentShape? shape;
    private IReadOnlyList<Claim>? claims;

    /// <param name="volumes">In flying order.</param>
    public OperationalIntent(IReadOnlyList<SweptCorridor> volumes)
        : this(volumes, shape: null)
    {
    }

    /// <param name="volumes">In flying order.</param>
    /// <param name="shape">What they are the volumes of at their times; null: not known.</param>
    internal OperationalIntent(IReadOnlyList<SweptCorridor> volumes, IntentShape? shape) => (Volumes, this.shape) = (volumes, shape);

    /// <summary>In flying order; whole microseconds.</summary>
    public IReadOnlyList<SweptCorridor> Volumes { get; }

    /// <summary>Every number of it is one: of what is not known nothing is clear.</summary>
    public bool IsKnown => Volumes.Count > 0 && Volumes.All(volume =>
        volume.HalfWidth.Metres >= 0 && double.IsFinite(volume.HalfWidth.Metres)
        && volume.Low <= volume.High && double.IsFinite(volume.Low.Metres) && double.IsFinite(volume.High.Metres));

    /// <summary>The cells that hold it.</summary>
    /// <exception cref="ArgumentException">It is not known (a programmer's error).</exception>
    public IReadOnlyList<Claim> Claims => LazyInitializer.EnsureInitialized(ref claims, () => IsKnown
        ? AirspaceGrid.Cover(Volumes, shape?.Cells ?? AirspaceGrid.CellsOf(Volumes))
        : throw new ArgumentException("No cells hold what is not known."));
}
