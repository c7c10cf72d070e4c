namespace DroneLogistics.Simulation.Alternates;

/// <summary>A point of a route and the sites that can be reached from it.</summary>
/// <param name="Point">Where and when.</param>
/// <param name="Reachable">Sites reachable with the charge, payload and wind then; the one that leaves the most charge first.</param>
public sealed record PointAlternates(RoutePoint Point, IReadOnlyList<Diversion> Reachable);

/// <summary>Overhead the destination, whose pad is blocked.</summary>
/// <param name="Point">In hover, before the way down.</param>
/// <param name="Reachable">Sites other than the destination, the origin among them; the one that leaves the most charge first.</param>
/// <param name="Nearest">The open site of least energy, reachable or not; null where none can be flown to.</param>
public sealed record BlockedPad(RoutePoint Point, IReadOnlyList<Diversion> Reachable, Diversion? Nearest);

/// <summary>Where a flight could land instead, all along its way.</summary>
/// <remarks>
/// The way is that in forward flight, from the end of the first transition to the beginning of the last: before and after it the aircraft hovers
/// over its pads. Where the battery does not last there are no points, and nothing is in reach.
/// </remarks>
public sealed record RouteAlternates
{
    /// <summary>The ends of every leg and points between them.</summary>
    public required IReadOnlyList<PointAlternates> Points { get; init; }

    /// <summary>The last point from which the origin can be reached with the final reserve, to a metre; null where there is none.</summary>
    public required RoutePoint? PointOfNoReturn { get; init; }

    /// <summary>The origin can be reached from all of the way: the point of no return is its end.</summary>
    public required bool ReturnsThroughout { get; init; }

    /// <summary>Where returning takes as long as going on, to a metre; null where one of them is shorter everywhere.</summary>
    public required RoutePoint? EqualTimePoint { get; init; }

    /// <summary>Share of the way from which a site other than origin and destination can be reached, 0 to 1.</summary>
    public required double AlternateShare { get; init; }

    /// <summary>Share of the way from which any site can be reached, 0 to 1.</summary>
    public required double LandingShare { get; init; }

    /// <summary>Null where the battery does not last so long.</summary>
    public required BlockedPad? Blocked { get; init; }
}
