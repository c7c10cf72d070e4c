namespace DroneLogistics.Airspace.Authorizations;

/// <summary>A way that an authorisation names by the sites on it, at least two, origin first.</summary>
/// <param name="Stops">Ids of sites in order; the first again at the end for a loop.</param>
/// <param name="BothWays">Whether it may be flown from its end as well.</param>
public sealed record AuthorizedRoute(IReadOnlyList<string> Stops, bool BothWays)
{
    /// <summary>
    /// Whether a flight keeps to it: from one stop to a later one, and what it passes by lies between in the same order. A flight may land at
    /// any stop and may leave stops out.
    /// </summary>
    public bool Covers(string origin, IReadOnlyList<string> via, string destination) =>
        IsPart(Stops, origin, via, destination) || (BothWays && IsPart([.. Stops.Reverse()], origin, via, destination));

    /// <summary>Whether the flight's sites are found in the stops in their order. The first fit of each leaves the most for those after it.</summary>
    private static bool IsPart(IReadOnlyList<string> stops, string origin, IReadOnlyList<string> via, string destination)
    {
        var at = 0;
        foreach (var site in (string[])[origin, .. via, destination])
        {
            while (at < stops.Count && stops[at] != site)
            {
                at++;
            }

            if (at == stops.Count)
            {
                return false;
            }

            at++;
        }

        return true;
    }
}
