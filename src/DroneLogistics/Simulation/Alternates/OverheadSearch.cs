namespace DroneLogistics.Simulation.Alternates;

/// <summary>
/// Overhead the destination: the one open site that takes the least energy. Ways are asked for and flown only as long as a site may take
/// less than the best so far, by two bounds: level flight on the shortest way, then the whole diversion on a straight line that takes as long.
/// </summary>
internal static class OverheadSearch
{
    // Corners cut, and a final reserve that differs with the pad's height, may turn round what the bounds say: within this share of the reserve both are flown.
    private const double SlackShare = 0.02;

    /// <summary>The same first site, and the same nearest one where none is in reach, as when all of them are flown to.</summary>
    public static BlockedPad Of(RoutePoint overhead, Diversions diversions, IEnumerable<LandingSite> sites)
    {
        var waiting = new PriorityQueue<(LandingSite Site, bool Flown), (double Joules, string Site)>();
        foreach (var site in sites)
        {
            if (diversions.LevelJoulesAtLeast(overhead, site) is { } joules)
            {
                waiting.Enqueue((site, false), (joules, site.Id.Text));
            }
        }

        Diversion? reached = null;
        Diversion? nearest = null;
        while (waiting.TryDequeue(out var next, out var bound))
        {
            var best = reached ?? nearest;
            if (best?.Flight.Reserve is { } reserve && bound.Joules > reserve.Trip.Joules + (SlackShare * reserve.FinalReserve.Joules))
            {
                break;
            }

            if (!next.Flown && diversions.StraightJoules(overhead, next.Site) is { } more && more > bound.Joules)
            {
                waiting.Enqueue((next.Site, true), (more, next.Site.Id.Text));
                continue;
            }

            if (diversions.To(overhead, next.Site) is { Open: true, Margin: not null } diversion)
            {
                reached = diversion.Reachable && (reached is null || Better(diversion, reached)) ? diversion : reached;
                nearest = nearest is null || Nearer(diversion, nearest) ? diversion : nearest;
            }
        }

        return new BlockedPad(overhead, reached is null ? [] : [reached], nearest);
    }

    private static bool Better(Diversion one, Diversion other) => Before(one.LandingCharge!.Value.Ratio, other.LandingCharge!.Value.Ratio, one, other);

    private static bool Nearer(Diversion one, Diversion other) => Before(one.Margin!.Value.Joules, other.Margin!.Value.Joules, one, other);

    private static bool Before(double one, double other, Diversion a, Diversion b) =>
        one > other || (one == other && string.CompareOrdinal(a.Site.Id.Text, b.Site.Id.Text) < 0);
}
