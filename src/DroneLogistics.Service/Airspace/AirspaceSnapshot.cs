using DroneLogistics.Airspace;
using DroneLogistics.Airspace.Formats;
using DroneLogistics.Airspace.Obstacles;
using DroneLogistics.Dispatch;
using DroneLogistics.Geodesy;

namespace DroneLogistics.Service;

/// <summary>What is known of an imported file beside its zones.</summary>
/// <param name="FileName">Its name.</param>
/// <param name="Sha256">Of its bytes.</param>
/// <param name="Imported">When.</param>
/// <param name="Revision">The revision of the airspace that it made.</param>
public sealed record ImportedFile(string FileName, byte[] Sha256, DateTimeOffset Imported, long Revision);

/// <summary>A set of zones that the service holds.</summary>
/// <param name="Id">Its id, lower-case letters, digits and hyphens.</param>
/// <param name="Zones">The set.</param>
/// <param name="File">The file it was imported from; null of sets that ship.</param>
public sealed record HeldGeozoneSet(string Id, GeozoneSet Zones, ImportedFile? File)
{
    public string ResourceName => $"{AirspaceNames.GeozoneSets}/{Id}";
}

/// <summary>Obstacles that were imported together.</summary>
/// <param name="Id">The id of the set, lower-case letters, digits and hyphens.</param>
/// <param name="Obstacles">Those of a line in the order of its wires.</param>
/// <param name="Provenance">Where they are from.</param>
/// <param name="File">The file they were imported from.</param>
public sealed record HeldObstacleSet(string Id, IReadOnlyList<Obstacle> Obstacles, GeozoneProvenance Provenance, ImportedFile File)
{
    public string ResourceName => $"{AirspaceNames.ObstacleSets}/{Id}";
}

/// <summary>A zone with the set it is of.</summary>
public sealed record HeldGeozone(HeldGeozoneSet Set, Geozone Zone)
{
    public string Id { get; } = AirspaceNames.IdOf(Zone.Id);
}

/// <summary>The airspace as the service knows it at one revision. Immutable; for any number of threads.</summary>
public sealed class AirspaceSnapshot
{
    private readonly AirspaceData shipped;
    private readonly Dictionary<string, HeldGeozone> byId;

    private readonly Dictionary<string, string> setsOfObstacles;

    private AirspaceSnapshot(AirspaceData shipped, GeoBox region, IReadOnlyList<KnownPlace> places, long revision, IReadOnlyList<HeldGeozoneSet> sets, IReadOnlyList<HeldObstacleSet> obstacles)
    {
        this.shipped = shipped;
        Region = region;
        KnownPlaces = places;
        Revision = revision;
        Sets = sets;
        Zones = [.. sets.SelectMany(set => set.Zones.Zones.Select(zone => new HeldGeozone(set, zone))).OrderBy(held => held.Id, StringComparer.Ordinal)];
        byId = Zones.ToDictionary(held => held.Id, StringComparer.Ordinal);
        ObstacleSets = obstacles;
        Obstacles = obstacles.Count == 0 ? shipped.Obstacles : new ObstacleSet([.. shipped.Obstacles.All, .. obstacles.SelectMany(set => set.Obstacles)]);
        setsOfObstacles = obstacles.SelectMany(set => set.Obstacles.Select(obstacle => (obstacle.Id, set.ResourceName))).ToDictionary(StringComparer.Ordinal);
    }

    /// <summary>Grows with every change; 0 of what ships.</summary>
    public long Revision { get; }

    /// <summary>Those that ship, then the imported ones by id. No zone stands in two of them.</summary>
    public IReadOnlyList<HeldGeozoneSet> Sets { get; }

    /// <summary>The zones of all sets by id.</summary>
    public IReadOnlyList<HeldGeozone> Zones { get; }

    /// <summary>The imported ones by id. No obstacle and no line stands in two of them, nor in what ships.</summary>
    public IReadOnlyList<HeldObstacleSet> ObstacleSets { get; }

    /// <summary>Those that ship, then those of the imported sets.</summary>
    public ObstacleSet Obstacles { get; }

    public AirspacePolicy Policy => shipped.Policy;

    /// <summary>Where zones are expected, for telling swapped coordinates.</summary>
    public GeoBox Region { get; }

    /// <summary>Places whose position is known, for finding data in the wrong datum.</summary>
    public IReadOnlyList<KnownPlace> KnownPlaces { get; }

    public IEnumerable<HeldGeozoneSet> Imported => Sets.Where(set => set.File is not null);

    public HeldGeozone? Find(string id) => byId.GetValueOrDefault(id);

    public HeldObstacleSet? FindObstacleSet(string id) => ObstacleSets.FirstOrDefault(set => set.Id == id);

    /// <summary>The resource name of the set of an obstacle; empty where it ships.</summary>
    public string SetOf(Obstacle obstacle) => setsOfObstacles.GetValueOrDefault(obstacle.Id, string.Empty);

    public HeldGeozoneSet? FindSet(string id) => Sets.FirstOrDefault(set => set.Id == id);

    /// <summary>What ships.</summary>
    public static AirspaceSnapshot Shipped(AirspaceData data, World world)
    {
        var area = world.Policy.ServiceArea;
        return new AirspaceSnapshot(
            data,
            new GeoBox(area.SouthDegrees, area.WestDegrees, area.NorthDegrees, area.EastDegrees),
            [
                .. world.Sites.All.Select(site => new KnownPlace(site.Id.Text, [site.NameEnglish, site.NameChinese], site.Position, IsAerodrome: false)),
                .. data.Aerodromes.Select(aerodrome => new KnownPlace(aerodrome.Ident, [aerodrome.NameEnglish, aerodrome.NameChinese], aerodrome.Position, IsAerodrome: true)),
            ],
            0,
            [.. data.Zones.Select(set => new HeldGeozoneSet(AirspaceNames.SetIdOf(set.Name), set, null))],
            []);
    }

    /// <summary>What ships with other imported sets.</summary>
    public AirspaceSnapshot With(long revision, IEnumerable<HeldGeozoneSet> imported, IEnumerable<HeldObstacleSet> obstacles) => new(
        shipped,
        Region,
        KnownPlaces,
        revision,
        [.. Sets.Where(set => set.File is null), .. imported.OrderBy(set => set.Id, StringComparer.Ordinal)],
        [.. obstacles.OrderBy(set => set.Id, StringComparer.Ordinal)]);

    /// <summary>The obstacles of now with one set in the place of that of its id.</summary>
    public ObstacleSet ObstaclesWith(HeldObstacleSet set) => With(Revision, Imported, [.. ObstacleSets.Where(held => held.Id != set.Id), set]).Obstacles;
}
