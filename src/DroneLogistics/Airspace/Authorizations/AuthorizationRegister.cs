namespace DroneLogistics.Airspace.Authorizations;

/// <summary>The authorisations that are held. Immutable; no id twice. Adding one never uncovers what was covered.</summary>
public sealed class AuthorizationRegister
{
    public static readonly AuthorizationRegister Empty = new([]);

    private readonly Dictionary<AuthorizationId, Authorization> byId;

    /// <exception cref="ArgumentException">An id twice (a programmer's error: refuse at the door).</exception>
    public AuthorizationRegister(IEnumerable<Authorization> authorizations)
    {
        All = [.. authorizations.OrderBy(authorization => authorization.Id.Text, StringComparer.Ordinal)];
        byId = All.ToDictionary(authorization => authorization.Id);
    }

    /// <summary>In the order of their ids.</summary>
    public IReadOnlyList<Authorization> All { get; }

    public Authorization? Find(AuthorizationId id) => byId.GetValueOrDefault(id);

    /// <summary>Whether the flight as such is approved, as a rule of the country asks.</summary>
    public AuthorizationAnswer ForFlight(FlightFacts facts) =>
        Best(All.Where(authorization => authorization.ApprovesFlight), authorization => authorization.MissesOf(facts));

    /// <summary>Whether the flight may pass a zone.</summary>
    public AuthorizationAnswer ForZone(FlightFacts facts, Geozone zone) => Best(All, authorization => authorization.Opens(zone)
        ? authorization.MissesOf(facts)
        : authorization.MissesOf(facts).Append(AuthorizationMiss.Of(AuthorizationMissKind.Zone)));

    /// <summary>The first that misses nothing; else the one with the fewest misses, among equals the one whose worst is mended most easily.</summary>
    private static AuthorizationAnswer Best(IEnumerable<Authorization> authorizations, Func<Authorization, IEnumerable<AuthorizationMiss>> missesOf)
    {
        var (nearest, misses) = authorizations
            .Select(authorization => (Authorization: authorization, Misses: (IReadOnlyList<AuthorizationMiss>)[.. missesOf(authorization)]))
            .OrderBy(held => held.Misses.Count)
            .ThenBy(held => held.Misses.Select(miss => miss.Kind).DefaultIfEmpty().Max())
            .FirstOrDefault((null!, []));
        return nearest is not null && misses.Count == 0
            ? new AuthorizationAnswer(nearest, null, [])
            : new AuthorizationAnswer(null, nearest, misses);
    }
}
