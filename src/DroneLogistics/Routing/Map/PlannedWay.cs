using DroneLogistics.Geodesy;
using DroneLogistics.Terrain;
using DroneLogistics.Units;

namespace DroneLogistics.Routing.Map;

/// <summary>What a way bends round.</summary>
/// <param name="Hindrance">What stands there.</param>
/// <param name="Where">The bend.</param>
public sealed record WayBend(Hindrance Hindrance, LatLon Where);

/// <summary>A way over the ground from pad to pad.</summary>
/// <param name="Points">Pads, sea ends of the approaches and bends, in order.</param>
/// <param name="Standing">How far it is permitted.</param>
/// <param name="Bends">What it bends round, in order.</param>
/// <param name="Approaches">The ways between pads and the sea that it takes, in order: at every stop in between two, by which it comes and by which it goes.</param>
public sealed record PlannedWay(IReadOnlyList<LatLon> Points, WayStanding Standing, IReadOnlyList<WayBend> Bends, IReadOnlyList<Approach> Approaches)
{
    /// <summary>The same as a path to be flown.</summary>
    public FlightPath Path { get; } = new(Points);

    /// <summary>The sides of the mesh that were closed to find it, where it is another way than the best.</summary>
    internal IReadOnlyList<int> Closed { get; init; } = [];

    /// <summary>Over the ground.</summary>
    public Length Distance => Path.Distance;
}

/// <summary>What would change if one hindrance were not there.</summary>
/// <param name="Hindrance">The hindrance.</param>
/// <param name="Where">Where the way bends round it.</param>
/// <param name="Cost">By how much the way would be shorter; zero where another one binds there too; null: without it there is no way to compare.</param>
public sealed record BindingHindrance(Hindrance Hindrance, LatLon Where, Length? Cost);
