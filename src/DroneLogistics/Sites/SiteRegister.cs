using System.Diagnostics.CodeAnalysis;

namespace DroneLogistics.Sites;

/// <summary>All sites of a network, in the order of their file.</summary>
public sealed class SiteRegister
{
    private readonly Dictionary<SiteId, Site> byId;

    /// <exception cref="ArgumentException">Two sites with one id.</exception>
    public SiteRegister(IEnumerable<Site> sites)
    {
        All = [.. sites];
        byId = All.ToDictionary(site => site.Id);
    }

    public IReadOnlyList<Site> All { get; }

    public bool TryGet(SiteId id, [NotNullWhen(true)] out Site? site) => byId.TryGetValue(id, out site);

    /// <exception cref="KeyNotFoundException">Unknown (a programmer's error: names are resolved at the door).</exception>
    public Site this[SiteId id] => byId[id];
}
