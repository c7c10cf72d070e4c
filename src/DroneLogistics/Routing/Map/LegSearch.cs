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
    /// <param name="landWeight">As how many metres over the sea a metre of an approach counts, from 1.</param>
    /// <param name="isPlain">Whether the search measures the plane as it is and passes all that is free.</param>
    public static PlaneLeg? Best(RouteView view, WaySearch search, IReadOnlyList<MapApproach> from, IReadOnlyList<MapApproach> to, double landWeight, bool isPlain)
    {
        if (!from.Any(a => to.Any(b => view.Joins(a.Sea, b.Sea))))
        {
            return null;
        }

        // What the field knows is measured with approaches as they are: a bound from below for heavier ones, and the answer only for those.
        return search.Best(Ends(search, from, landWeight), Ends(search, to, landWeight), view.FieldTo(to), isPlain && landWeight == 1) is { } found
            ? new PlaneLeg(from[found.Start], to[found.Goal], found.Points, found.Length)
            : null;
    }

    /// <summary>The sea ends, with the way over land as it is measured times its weight.</summary>
    public static IReadOnlyList<WayEnd> Ends(WaySearch search, IReadOnlyList<MapApproach> approaches, double landWeight = 1) =>
        [.. approaches.Select(approach => new WayEnd(approach.Sea.X, approach.Sea.Y, landWeight * search.Measure(approach.Pad, approach.Sea)))];
}
