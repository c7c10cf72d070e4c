using System.Collections.Concurrent;
using DroneLogistics.Airspace;
using DroneLogistics.Airspace.Obstacles;
using DroneLogistics.Geodesy;
using DroneLogistics.Routing.Mesh;
using DroneLogistics.Terrain;
using DroneLogistics.Units;
using NetTopologySuite.Geometries;

namespace DroneLogistics.Routing.Map;

/// <summary>
/// The region as flights with a corridor of one width see it: all that may stand in the way, cut into triangles once, and the ways from
/// the pads to the open sea. Which hindrances count is asked flight by flight. For any number of threads.
/// </summary>
public sealed class RouteMap
{
    // Of a map alone: flights of one day share a few views, a study of routes looks at one for each altitude.
    private const int MostViews = 12;

    // Altitudes of cruise that are asked for; a search for a better one tries some dozens.
    private const int MostLevels = 256;

    private readonly EmbeddedTerrain terrain;
    private readonly AreaMesh mesh;
    private readonly ApproachFinder finder;
    private readonly Dictionary<string, IReadOnlyList<MapApproach>> approaches;
    private readonly ConcurrentDictionary<string, IReadOnlyList<MapApproach>> passable = new(StringComparer.Ordinal);
    private readonly KeptViews views;
    private readonly ConcurrentDictionary<(AltitudeAmsl Altitude, Length Above, Length Below), (bool[] Always, int[] Zones)> levels = new();

    private RouteMap(EmbeddedTerrain terrain, IReadOnlyList<(Hindrance Hindrance, Geometry Area)> all, IReadOnlyList<SiteGround> sites, Length halfWidth, Length clearance, KeptViews views)
    {
        this.terrain = terrain;
        this.views = views;
        HalfWidth = halfWidth;
        Hindrances = [.. all.Select(one => one.Hindrance)];
        mesh = AreaMesh.Build([.. all.Select(one => one.Area)], all[^1].Area.EnvelopeInternal);
        var land = Hindrances.Select(hindrance => hindrance.Kind is HindranceKind.Land or HindranceKind.Outside).ToArray();
        finder = new ApproachFinder(terrain, new OpenSea(mesh.Without(land)), halfWidth, clearance);
        approaches = sites.ToDictionary(site => site.Name, finder.Of, StringComparer.Ordinal);
        Terrain = new TerrainMap(terrain, [.. approaches.Values.SelectMany(list => list).Select(one => one.Approach)], halfWidth);
    }

    private RouteMap(RouteMap map, IReadOnlyList<(Hindrance Hindrance, Geometry Area)> all)
    {
        (terrain, finder, HalfWidth, approaches, Terrain, views) = (map.terrain, map.finder, map.HalfWidth, map.approaches, map.Terrain, map.views);
        Hindrances = [.. all.Select(one => one.Hindrance)];
        mesh = AreaMesh.Build([.. all.Select(one => one.Area)], all[^1].Area.EnvelopeInternal);
    }

    private RouteMap(RouteMap map, SiteGround guest)
    {
        (terrain, mesh, finder, HalfWidth, Hindrances, views) = (map.terrain, map.mesh, map.finder, map.HalfWidth, map.Hindrances, map.views);
        approaches = new(map.approaches, StringComparer.Ordinal) { [guest.Name] = finder.Of(guest) };
        Terrain = new TerrainMap(terrain, [.. approaches.Values.SelectMany(list => list).Select(one => one.Approach)], HalfWidth);
    }

    /// <summary>Half the width of the corridors for which the map holds.</summary>
    public Length HalfWidth { get; }

    public IReadOnlyList<Hindrance> Hindrances { get; }

    /// <summary>The ground with the approaches of the sites open.</summary>
    public TerrainMap Terrain { get; }

    /// <summary>Lays out the map: about a second.</summary>
    /// <param name="terrain">The ground.</param>
    /// <param name="obstacles">What stands on it.</param>
    /// <param name="zones">Zones, in force or not.</param>
    /// <param name="sites">Sites that flights begin and end at.</param>
    /// <param name="halfWidth">Half the width of a flight's corridor, above 0 m.</param>
    /// <param name="rules">Between which heights flights pass.</param>
    /// <param name="views">Where its views are kept among those of other maps; null: a few of its own.</param>
    public static RouteMap Build(EmbeddedTerrain terrain, ObstacleSet obstacles, IReadOnlyList<GeozoneSet> zones, IReadOnlyList<SiteGround> sites, Length halfWidth, RouteRules rules, KeptViews? views = null) =>
        halfWidth.Metres > 0 && double.IsFinite(halfWidth.Metres)
            ? new RouteMap(terrain, HindranceAreas.Of(terrain, obstacles, zones, halfWidth, rules), sites, halfWidth, rules.Clearance, views ?? new KeptViews(MostViews))
            : throw new ArgumentOutOfRangeException(nameof(halfWidth), halfWidth.Metres, "Half the width of a corridor is above 0 m.");

    /// <summary>The same with nothing drawn larger than it is: no way over the same approaches can be shorter than those on it. For judging ways, not to be flown.</summary>
    public RouteMap Bound(ObstacleSet obstacles, IReadOnlyList<GeozoneSet> zones, RouteRules rules) =>
        new(this, HindranceAreas.Of(terrain, obstacles, zones, HalfWidth, rules, isInside: true));

    /// <summary>The same with another place to land: the rest is not laid out again.</summary>
    public RouteMap With(SiteGround guest) => new(this, guest);

    /// <summary>The map as one flight sees it.</summary>
    public RouteView For(Passage flight)
    {
        var (always, zones) = levels.GetOrAdd((flight.Altitude, flight.Above, flight.Below), _ => LevelOf(flight));
        var blocks = (bool[])always.Clone();
        foreach (var number in zones)
        {
            blocks[number] = Hindrances[number].Blocks(flight);
        }

        return ViewOf(blocks);
    }

    internal RouteView ViewOf(bool[] blocks)
    {
        const int Bits = 16;
        var key = string.Create((blocks.Length + Bits - 1) / Bits, blocks, static (text, flags) =>
        {
            text.Clear();
            for (var i = 0; i < flags.Length; i++)
            {
                text[i / Bits] |= (char)(flags[i] ? 1 << (i % Bits) : 0);
            }
        });
        return views.Of(this, key, () => FreshView(blocks));
    }

    /// <summary>What every flight at a level meets, whenever it is and whatever it may enter, and the zones there, of which that is asked.</summary>
    private (bool[] Always, int[] Zones) LevelOf(Passage flight)
    {
        if (levels.Count >= MostLevels)
        {
            levels.Clear();
        }

        return ([.. Hindrances.Select(hindrance => hindrance.Blocks(flight) && !hindrance.IsZoneAt(flight))], [.. Enumerable.Range(0, Hindrances.Count).Where(number => Hindrances[number].IsZoneAt(flight))]);
    }

    /// <summary>A view that nobody keeps.</summary>
    internal RouteView FreshView(bool[] blocks) => new(this, mesh.Without(blocks), blocks);

    /// <summary>The approaches of a site that let a flight pass; all where none does, so that an answer can say what is wrong. The same list for flights that pass by the same ones.</summary>
    internal IReadOnlyList<MapApproach>? Approaches(string site, Passage flight)
    {
        if (approaches.GetValueOrDefault(site) is not { } all || all.All(approach => approach.LetsPass(flight)) || !all.Any(approach => approach.LetsPass(flight)))
        {
            return approaches.GetValueOrDefault(site);
        }

        var key = $"{site} {string.Concat(all.Select(approach => approach.LetsPass(flight) ? '1' : '0'))}";
        return passable.GetOrAdd(key, _ => [.. all.Where(approach => approach.LetsPass(flight))]);
    }

    internal (double X, double Y) At(LatLon point) => terrain.Plane.At(point) is var place ? (place.X, place.Y) : default;

    internal LatLon Back(double x, double y) => terrain.Plane.Back(new Coordinate(x, y));

    /// <summary>The hindrances whose areas cover a point of the plane or end there, by number.</summary>
    internal IEnumerable<int> HindrancesAt(double x, double y) => mesh.AreasAt(x, y);
}
