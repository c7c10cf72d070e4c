using DroneLogistics.Airspace;
using DroneLogistics.Provenance;
using DroneLogistics.Routing;
using DroneLogistics.Sites;
using DroneLogistics.Units;

namespace DroneLogistics.Scheduling.Closures;

/// <summary>The id of a closure.</summary>
public readonly record struct ClosureId
{
    public ClosureId(string text) => Text = Identifier.Require(text, "closure");

    public string Text { get; }

    public override string ToString() => Text;
}

/// <summary>Why something is closed. The zero value is unknown.</summary>
public enum ClosureCause
{
    Unknown = 0,
    Weather,
    Maintenance,
    Event,
    AuthorityOrder,
    Incident,
    Other,
}

/// <summary>What is closed.</summary>
public abstract record ClosureTarget
{
    private protected ClosureTarget()
    {
    }
}

/// <summary>A site: nobody takes off or lands there. Flights may pass over it.</summary>
public sealed record SiteClosed(SiteId Site) : ClosureTarget;

/// <summary>A directed route: no flight from its first to its last stop by way of those between.</summary>
public sealed record RouteClosed(RouteId Route, RouteStops Stops) : ClosureTarget;

/// <summary>A region from the ground up: nobody flies through it.</summary>
public sealed record RegionClosed(ZoneShape Region) : ClosureTarget
{
    // ISO 3166-1 leaves ZZZ to its users: no authority publishes a zone of it.
    private const string NoCountry = "ZZZ";

    /// <summary>The closure as the zone that it is for a flight: prohibited, from the ground up, for its time.</summary>
    public Geozone ZoneOf(Closure closure) => new()
    {
        Id = new ZoneId(NoCountry, closure.Id.Text),
        Names = [new LocalizedText("en", $"closure {closure.Id}"), new LocalizedText("zh", $"临时关闭区域 {closure.Id}")],
        Type = ZoneType.Prohibited,
        Variant = ZoneVariant.Common,
        Reasons = [ZoneReason.Other],
        OtherReasonInfo = closure.Description.Length > 0 ? [new LocalizedText("en", closure.Description)] : [],
        LimitedApplicability = [new LimitedApplicability(closure.When.Start, closure.When.End)],
        Volumes = [new ZoneVolume(Region, ZoneLayer.GroundUp)],
    };
}

/// <summary>The stops of a way, from the first to the last.</summary>
public readonly record struct RouteStops
{
    private readonly string text;

    public RouteStops(SiteId origin, IEnumerable<SiteId> via, SiteId destination) =>
        text = string.Join('>', via.Prepend(origin).Append(destination).Select(site => site.Text));

    public static RouteStops Of(Route route) => new(route.Origin, route.Via, route.Destination);

    public override string ToString() => text ?? string.Empty;
}

/// <summary>Something is closed for a while.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Target">What.</param>
/// <param name="Cause">Why.</param>
/// <param name="Description">Why, in words; may be empty.</param>
/// <param name="When">From when to when, half-open.</param>
public sealed record Closure(ClosureId Id, ClosureTarget Target, ClosureCause Cause, string Description, TimeWindow When)
{
    public string ResourceName => $"closures/{Id}";
}
