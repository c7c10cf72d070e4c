using System.Collections.Concurrent;
using DroneLogistics.Airspace;
using DroneLogistics.Airspace.Conflicts;
using DroneLogistics.Airspace.Obstacles;
using DroneLogistics.Performance;
using DroneLogistics.Routing.Map;
using DroneLogistics.Sites;
using DroneLogistics.Terrain;
using DroneLogistics.Units;

namespace DroneLogistics.Dispatch;

/// <summary>
/// What flights pass through: ground, obstacles, zones, and what was granted. Immutable; maps of it are laid out when a width is first
/// asked for and kept. For any number of threads.
/// </summary>
public sealed class FlightSpace
{
    // Types with nearly the same corridor share a map: half widths are rounded up to this.
    private const double WidthStepMetres = 5;

    // Of all maps together, some 10 MB each: in the course of a day zones come and go, and a search for another departure sees a score.
    private const int MostViews = 64;

    private readonly KeptViews views = new(MostViews);
    private readonly EmbeddedTerrain terrain;
    private readonly IReadOnlyList<SiteGround> sites;
    private readonly Func<double, RouteMap> layOut;
    private readonly ConcurrentDictionary<double, Lazy<RouteMap>> maps = [];

    /// <param name="terrain">The ground.</param>
    /// <param name="obstacles">What stands on it.</param>
    /// <param name="zones">Sets of zones.</param>
    /// <param name="permits">Rules of the country, approvals and slots.</param>
    /// <param name="corridor">How wide a flight may stray, and how high it must pass.</param>
    /// <param name="sites">Where flights begin and end.</param>
    public FlightSpace(EmbeddedTerrain terrain, ObstacleSet obstacles, IReadOnlyList<GeozoneSet> zones, AirspacePermits permits, CorridorPolicy corridor, SiteRegister sites)
        : this(terrain, obstacles, zones, permits, corridor, [.. sites.All.Select(GroundOf)], null)
    {
    }

    private FlightSpace(
        EmbeddedTerrain terrain,
        ObstacleSet obstacles,
        IReadOnlyList<GeozoneSet> zones,
        AirspacePermits permits,
        CorridorPolicy corridor,
        IReadOnlyList<SiteGround> sites,
        Func<double, RouteMap>? layOut)
    {
        this.terrain = terrain;
        this.sites = sites;
        this.layOut = layOut ?? LayOut;
        Obstacles = obstacles;
        ZoneSets = zones;
        Zones = new ZoneIndex(zones.SelectMany(set => set.Zones));
        Permits = permits;
        Corridor = corridor;
    }

    public ObstacleSet Obstacles { get; }

    public IReadOnlyList<GeozoneSet> ZoneSets { get; }

    public ZoneIndex Zones { get; }

    public AirspacePermits Permits { get; }

    public CorridorPolicy Corridor { get; }

    /// <summary>What was granted, as far as a question lets it count.</summary>
    public AirspacePermits PermitsFor(FlightQuestion question) => question.WithoutApprovals ? Permits.WithoutApprovals() : Permits;

    public TerrainPolicy TerrainPolicy => terrain.Policy;

    /// <summary>Elevation grids that a user brought; read at the first call.</summary>
    public ElevationGrids Grids => terrain.Grids;

    /// <summary>The same with other zones.</summary>
    public FlightSpace WithZones(IReadOnlyList<GeozoneSet> zones) => With(zones, Obstacles);

    /// <summary>The same with other obstacles.</summary>
    public FlightSpace WithObstacles(ObstacleSet obstacles) => With(ZoneSets, obstacles);

    /// <summary>The same with other zones and obstacles.</summary>
    public FlightSpace With(IReadOnlyList<GeozoneSet> zones, ObstacleSet obstacles) => new(terrain, obstacles, zones, Permits, Corridor, sites, null);

    /// <summary>The same with other places to land.</summary>
    public FlightSpace With(SiteRegister others) => new(terrain, Obstacles, ZoneSets, Permits, Corridor, [.. others.All.Select(GroundOf)], null);

    /// <summary>The same with other permits; ways do not ask for them, so its maps are those of this space.</summary>
    public FlightSpace With(AirspacePermits permits) => new(terrain, Obstacles, ZoneSets, permits, Corridor, sites, MapOf);

    /// <summary>The same with another place to land; its maps are those of this space with that place on them.</summary>
    public FlightSpace With(Site guest) =>
        new(terrain, Obstacles, ZoneSets, Permits, Corridor, [.. sites, GroundOf(guest)], metres => MapOf(metres).With(GroundOf(guest)));

    /// <summary>The map for a corridor, a little wider where that lets types share one. The first question lays it out: seconds.</summary>
    /// <param name="halfWidth">Half the width of the corridor, above 0 m.</param>
    public RouteMap MapFor(Length halfWidth) => MapOf(Math.Ceiling(halfWidth.Metres / WidthStepMetres) * WidthStepMetres);

    private RouteMap MapOf(double metres) => maps.GetOrAdd(metres, wide => new Lazy<RouteMap>(() => layOut(wide))).Value;

    /// <summary>A map on which no way is longer than the shortest there can be over the same approaches: for judging others, not to be flown. Laid out at each call: seconds.</summary>
    /// <param name="halfWidth">Half the width of the corridor, above 0 m.</param>
    public RouteMap BoundFor(Length halfWidth) => MapFor(halfWidth).Bound(Obstacles, ZoneSets, Rules);

    private RouteRules Rules => new(Corridor.Clearance, Corridor.TrueHeightLimit, Corridor.SeaAltitudeLimit);

    private RouteMap LayOut(double metres) => RouteMap.Build(terrain, Obstacles, ZoneSets, sites, Length.FromMetres(metres), Rules, views);

    private static SiteGround GroundOf(Site site) => new(site.Id.Text, site.Position, site.Elevation, site.HorizontalAccuracy);
}
