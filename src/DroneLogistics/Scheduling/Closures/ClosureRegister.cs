using DroneLogistics.Airspace;
using DroneLogistics.Routing;
using DroneLogistics.Sites;
using DroneLogistics.Units;

namespace DroneLogistics.Scheduling.Closures;

/// <summary>A route that no flight may use, whatever the time.</summary>
/// <param name="Id">Which.</param>
/// <param name="Stops">Its stops.</param>
/// <param name="State">Suspended or retired.</param>
public sealed record BarredRoute(RouteId Id, RouteStops Stops, RouteState State);

/// <summary>What is closed, as of one revision of the airspace. Immutable.</summary>
public sealed class ClosureRegister
{
    /// <summary>Nothing is closed, as nobody has said so.</summary>
    public static readonly ClosureRegister None = new(0, [], []);

    private readonly ILookup<SiteId, Closure> bySite;
    private readonly ILookup<RouteStops, Closure> byRoute;
    private readonly ILookup<RouteStops, BarredRoute> barred;

    /// <param name="revision">Grows with every change.</param>
    /// <param name="closures">All of them, past ones too.</param>
    /// <param name="barredRoutes">Routes that are suspended or retired.</param>
    public ClosureRegister(long revision, IReadOnlyList<Closure> closures, IReadOnlyList<BarredRoute> barredRoutes)
    {
        Revision = revision;
        All = closures;
        BarredRoutes = barredRoutes;
        bySite = closures.Where(closure => closure.Target is SiteClosed).OrderBy(closure => closure.When.Start).ToLookup(closure => ((SiteClosed)closure.Target).Site);
        byRoute = closures.Where(closure => closure.Target is RouteClosed).OrderBy(closure => closure.When.Start).ToLookup(closure => ((RouteClosed)closure.Target).Stops);
        barred = barredRoutes.ToLookup(route => route.Stops);
    }

    public long Revision { get; }

    public IReadOnlyList<Closure> All { get; }

    public IReadOnlyList<BarredRoute> BarredRoutes { get; }

    /// <summary>The closures of a site that overlap an interval, by their start.</summary>
    public IEnumerable<Closure> Of(SiteId site, TimeWindow within) => bySite[site].Where(closure => closure.When.Overlaps(within));

    /// <summary>The closures of a way that overlap an interval, by their start.</summary>
    public IEnumerable<Closure> Of(RouteStops way, TimeWindow within) => byRoute[way].Where(closure => closure.When.Overlaps(within));

    /// <summary>The routes of a way that are suspended or retired.</summary>
    public IEnumerable<BarredRoute> Barred(RouteStops way) => barred[way];

    /// <summary>The closed regions as the zones that they are for a flight.</summary>
    public IReadOnlyList<Geozone> Regions => [.. All.Where(closure => closure.Target is RegionClosed).Select(closure => ((RegionClosed)closure.Target).ZoneOf(closure))];
}
