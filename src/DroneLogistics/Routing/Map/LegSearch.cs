using DroneLogistics.Routing.Mesh;

namespace DroneLogistics.Routing.Map;

/// <summary>A leg from pad to pad in the plane: by which approaches, and the way between their sea ends.</summary>
internal sealed record PlaneLeg(MapApproach From, MapApproach To, IReadOnlyList<(double X, double Y)> Way, double Length);

/// <summary>The best leg over all approaches of two sites.</summary>
internal static class LegSearch
{
    /// <summary>Exact; null: there is none.</summary>
    /// <param name="view">The map as the flight sees it.</param>
    /// <param name="search">A search of it, which measures and passes as it is told.</param>
    /// <param name="from">Approaches of the origin.</param>
    /// <param name="to">Approaches of the destination.</param>
    /// <param name="isPlain">Whether the search measures the plane as it is and passes all that is free.</param>
    public static PlaneLeg? Best(RouteView view, WaySearch search, IReadOnlyList<MapApproach> from, IReadOnlyList<MapApproach> to, bool isPlain)
    {
        if (!from.Any(a => to.Any(b => view.Joins(a.Sea, b.Sea))))
        {
            return null;
        }

        return search.Best(Ends(search, from), Ends(search, to), view.FieldTo(to), isPlain) is { } found
            ? new PlaneLeg(from[found.Start], to[found.Goal], found.Points, found.Length)
            : null;
    }

    /// <summary>The sea ends, with the way over land as it is measured.</summary>
    public static IReadOnlyList<WayEnd> Ends(WaySearch search, IReadOnlyList<MapApproach> approaches) =>
        [.. approaches.Select(approach => new WayEnd(approach.Sea.X, approach.Sea.Y, search.Measure(approach.Pad, approach.Sea)))];
}
