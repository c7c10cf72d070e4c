using DroneLogistics.Provenance;
using DroneLogistics.Units;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Distance;
using NetTopologySuite.Operation.OverlayNG;
using NetTopologySuite.Operation.Union;

namespace DroneLogistics.Terrain;

/// <summary>
/// The ground of islands with sites: cones of the summits over a lower inland height, and the surroundings of each pad with its approach
/// from the open sea at the elevation of the pad. The accuracy of a site's position lowers nothing: it widens no disc and no approach.
/// </summary>
internal sealed class SiteLayer
{
    // The corridor of a flight along an approach is as wide as the approach; arcs drawn as chords would leave slivers beside it.
    private const double Sliver = 0.5;

    private readonly EmbeddedTerrain embedded;
    private readonly double contingency;
    private readonly List<OpenArea> open = [];
    private readonly HashSet<Land> homes = [];

    public SiteLayer(EmbeddedTerrain embedded, IReadOnlyList<Approach> approaches, double contingency)
    {
        this.embedded = embedded;
        this.contingency = contingency;

        // One area a site, whatever the number of its approaches: each is taken out of corridors by itself.
        foreach (var site in approaches.GroupBy(approach => approach.Site))
        {
            var pad = embedded.Plane.At(site.Key.Position);
            var around = OverlayNGRobust.Union(site.Select(approach => Surroundings(pad, embedded.Plane.At(approach.SeaEnd))).ToList());
            open.Add(new OpenArea(site.Key, around, [.. embedded.Lands.Where(land => land.Reach.EnvelopeInternal.Intersects(around.EnvelopeInternal) && land.ReachMeets(around))]));
            if (embedded.Lands.FirstOrDefault(land => land.Covers(pad)) is { } home)
            {
                homes.Add(home);
            }
        }
    }

    /// <summary>From each pad straight to the nearest point of the sea from which all land is out of a corridor's reach.</summary>
    public static IReadOnlyList<Approach> Approaches(EmbeddedTerrain embedded, IReadOnlyList<SiteGround> sites, double contingency)
    {
        if (sites.Count == 0)
        {
            return [];
        }

        var closed = UnaryUnionOp.Union(embedded.Lands.Select(land => Plane.Around(land.Reach, contingency)));
        return [.. sites.Select(site => new Approach(site, embedded.Plane.Back(NearestOpenSea(closed, embedded.Plane.At(site.Position))), Length.FromMetres(contingency)))];
    }

    /// <summary>A corridor as the sites leave it: worked out once, however many lands it meets.</summary>
    public OpenedCorridor Over(Geometry centreline, Coordinate start, double halfWidth) => new(centreline, start, halfWidth, open);

    /// <summary>The ground of a land in a corridor that it meets; null where all it has there is a margin that an approach opens, or where it is measured and no pad stands.</summary>
    /// <param name="land">The land.</param>
    /// <param name="corridor">The corridor.</param>
    /// <param name="isMeasured">Whether elevation grids tell of the land: a pad counts even then.</param>
    public Ground? GroundOf(Land land, OpenedCorridor corridor, bool isMeasured = false)
    {
        var isHome = homes.Contains(land);
        if (isMeasured)
        {
            return isHome && corridor.IsNearSites ? Pads(land, corridor).Aggregate(default(Ground), (highest, pad) => highest is null ? pad : Ground.Higher(highest, pad)) : null;
        }

        if (!corridor.IsNearSites && !isHome)
        {
            return land.Flat;
        }

        if (!isHome)
        {
            // An approach opens the margin of another land, never the land.
            return Meets(land, corridor) || land.IsWithin(corridor.HalfWidth, corridor.Centreline, corridor.Start) ? land.Flat : null;
        }

        var opened = Pads(land, corridor);
        var shape = Meets(land, corridor) ? Shape(land, corridor.Left) : null;
        return (shape is null ? opened : opened.Append(shape)).DefaultIfEmpty(land.Flat).Aggregate(Ground.Higher);
    }

    private static IEnumerable<Ground> Pads(Land land, OpenedCorridor corridor) => corridor.Here.Where(area => area.Lands.Contains(land)).Select(area => area.Ground);

    private bool Meets(Land land, OpenedCorridor corridor) =>
        !corridor.Left.IsEmpty && (land.ReachMeets(corridor.Left) || land.ShoreIsWithin(Math.Max(0, contingency - corridor.HalfWidth), corridor.Left));

    /// <summary>The highest of the cones and the inland height over what is left of a corridor.</summary>
    private Ground Shape(Land land, Geometry left)
    {
        if (land.Flat.Top is not { } top || land.Summits.Count == 0)
        {
            return land.Flat;
        }

        var policy = embedded.Policy;
        var highest = policy.InlandHeight(top).Metres;
        foreach (var (summit, accuracy) in land.Summits)
        {
            // From the whole corridor, not only from its part over the island: never too low, and too high only off the shore.
            var away = Math.Max(0, left.Distance(left.Factory.CreatePoint(summit)) - accuracy);
            highest = Math.Max(highest, top.Metres - (policy.ConeSlopeRatio * away));
        }

        return land.Flat with { Top = AltitudeAmsl.FromMetres(highest), Source = TerrainSource.IslandShape, Status = SourceStatus.Assumed };
    }

    private Geometry Surroundings(Coordinate pad, Coordinate sea)
    {
        var factory = GeometryFactory.Default;
        var disc = Plane.Around(factory.CreatePoint(pad), embedded.Policy.SiteDiscRadius.Metres);
        return contingency > 0 ? Plane.Either(disc, Plane.Around(factory.CreateLineString([pad, sea]), contingency + Sliver)) : disc;
    }

    /// <summary>The nearest point of the outer edge of what is closed; the pad itself where nothing is.</summary>
    private static Coordinate NearestOpenSea(Geometry closed, Coordinate pad)
    {
        var here = GeometryFactory.Default.CreatePoint(pad);
        for (var i = 0; i < closed.NumGeometries; i++)
        {
            // A hole is a bay or a strait that nobody gets out of.
            var edge = GeometryFactory.Default.CreatePolygon(((Polygon)closed.GetGeometryN(i)).ExteriorRing.CoordinateSequence);
            if (edge.Covers(here))
            {
                return DistanceOp.NearestPoints(edge.ExteriorRing, here)[0];
            }
        }

        return pad;
    }
}
