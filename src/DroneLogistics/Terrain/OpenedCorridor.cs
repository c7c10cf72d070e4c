using DroneLogistics.Provenance;
using DroneLogistics.Units;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;

namespace DroneLogistics.Terrain;

/// <summary>The surroundings of a site and its approach, at the elevation of its pad.</summary>
internal sealed class OpenArea
{
    private readonly IPreparedGeometry prepared;

    public OpenArea(SiteGround site, Geometry area, HashSet<Land> lands)
    {
        Area = area;
        Lands = lands;
        Ground = new Ground(site.PadElevation, TerrainSource.SiteSurroundings, site.Name, SourceStatus.Assumed, Length.Zero, site.HorizontalAccuracy);
        prepared = PreparedGeometryFactory.Prepare(area);

        // Its indices are built at their first use; here, so that later uses only read.
        _ = Meets(area) && Covers(area.Buffer(-1));
    }

    public Geometry Area { get; }

    /// <summary>The lands whose reach it is in.</summary>
    public HashSet<Land> Lands { get; }

    public Ground Ground { get; }

    public bool Meets(Geometry shape) => prepared.Intersects(shape);

    public bool Covers(Geometry shape) => prepared.Covers(shape);
}

/// <summary>A corridor, and what of it lies on no surroundings or approach of a site. For one thread.</summary>
internal sealed class OpenedCorridor
{
    private static readonly Geometry Nothing = new GeometryFactory().CreatePolygon();

    private readonly Lazy<(IReadOnlyList<OpenArea> Here, Geometry Left)> opened;

    /// <param name="centreline">Its middle in the plane.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="halfWidth">Half its width on the ground, metres.</param>
    /// <param name="open">The surroundings of all sites.</param>
    public OpenedCorridor(Geometry centreline, Coordinate start, double halfWidth, IEnumerable<OpenArea> open)
    {
        Centreline = centreline;
        Start = start;
        HalfWidth = halfWidth;
        var box = centreline.EnvelopeInternal.Copy();
        box.ExpandBy(halfWidth * 1.01);
        var near = open.Where(area => area.Area.EnvelopeInternal.Intersects(box)).ToList();
        IsNearSites = near.Count > 0;
        opened = new Lazy<(IReadOnlyList<OpenArea>, Geometry)>(() => Open(near), isThreadSafe: false);
    }

    public Geometry Centreline { get; }

    public Coordinate Start { get; }

    public double HalfWidth { get; }

    /// <summary>Whether it may meet the surroundings of a site: quick, by boxes.</summary>
    public bool IsNearSites { get; }

    /// <summary>The surroundings that it meets.</summary>
    public IReadOnlyList<OpenArea> Here => opened.Value.Here;

    /// <summary>The corridor without them.</summary>
    public Geometry Left => opened.Value.Left;

    private (IReadOnlyList<OpenArea> Here, Geometry Left) Open(List<OpenArea> near)
    {
        var corridor = Plane.Around(Centreline, HalfWidth);
        List<OpenArea> here = [.. near.Where(area => area.Meets(corridor))];

        // Within an approach nothing is left: told without cutting anything.
        return (here, here.Exists(area => area.Covers(corridor)) ? Nothing : here.Aggregate(corridor, (rest, area) => Plane.Without(rest, area.Area)));
    }
}
