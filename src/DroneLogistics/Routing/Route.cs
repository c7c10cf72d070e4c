using DroneLogistics.Provenance;
using DroneLogistics.Sites;

namespace DroneLogistics.Routing;

/// <summary>The id of a route, for example <c>putuo-liuheng</c>.</summary>
public readonly record struct RouteId
{
    public RouteId(string text) => Text = Identifier.Require(text, "route");

    public string Text { get; }

    public override string ToString() => Text;
}

/// <summary>What a route is flown for.</summary>
public enum RouteKind
{
    Cargo,
    Sightseeing,
}

/// <summary>How far a route is.</summary>
public enum RouteStatus
{
    Regular,
    Trial,
    Planned,
}

/// <summary>A directed route from site to site, as the network names it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Origin">Where it begins.</param>
/// <param name="Destination">Where it ends; the origin again for a loop.</param>
/// <param name="Via">Sites on the way, in order.</param>
/// <param name="Kind">What it is flown for.</param>
/// <param name="Status">How far it is.</param>
/// <param name="Cargo">What is carried this way.</param>
/// <param name="Source">Where the record comes from.</param>
public sealed record Route(
    RouteId Id,
    SiteId Origin,
    SiteId Destination,
    IReadOnlyList<SiteId> Via,
    RouteKind Kind,
    RouteStatus Status,
    IReadOnlyList<string> Cargo,
    string Source);
