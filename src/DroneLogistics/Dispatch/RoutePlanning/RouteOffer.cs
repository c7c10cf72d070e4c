using DroneLogistics.Fleet;
using DroneLogistics.Sites;
using DroneLogistics.Units;

namespace DroneLogistics.Dispatch.RoutePlanning;

/// <summary>In what an offer differs from what was asked.</summary>
public enum RouteOfferKind
{
    Unknown = 0,

    /// <summary>Without a stop, with less on board.</summary>
    LessPayload,

    /// <summary>By way of landing sites of the network, a fresh pack at each.</summary>
    StopAtSites,

    /// <summary>By way of sites of the network, with less on board.</summary>
    StopAtSitesWithLessPayload,

    /// <summary>By way of an island that has no site yet.</summary>
    StopAtNewSite,

    /// <summary>With an aircraft of another type.</summary>
    OtherAircraft,
}

/// <summary>
/// What can be flown where the flight that was asked for cannot. Every leg is decided GO with every check, on an assumed fleet; on legs to
/// and from a new site an approval may be missing still, and where the flight itself is short of energy some leg an alternate.
/// </summary>
/// <param name="Kind">In what it differs.</param>
/// <param name="Type">The type that flies.</param>
/// <param name="Payload">What it carries.</param>
/// <param name="Stops">Where it lands on the way, in order.</param>
/// <param name="NewSites">Those of them that are no site of the network: an assumed landing place on a named island.</param>
/// <param name="Legs">The flights, one after another with the turnaround of the policy between them.</param>
public sealed record RouteOffer(RouteOfferKind Kind, AircraftType Type, Mass Payload, IReadOnlyList<Site> Stops, IReadOnlySet<SiteId> NewSites, IReadOnlyList<Decision> Legs)
{
    /// <summary>An approval must be asked for before it can be flown.</summary>
    public bool NeedsApproval => Legs.Any(leg => leg.Findings.Any(finding => finding.Code == ReasonCode.AuthorizationMissing));

    /// <summary>On some leg no other site is in reach from overhead its end: it is refused for that until the policy or a new site helps.</summary>
    public bool LacksAlternate => Legs.Any(leg => leg.Findings.Any(finding => finding.Code == ReasonCode.AlternateUnreachable));
}
