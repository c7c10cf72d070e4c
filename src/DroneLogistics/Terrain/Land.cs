using DroneLogistics.Units;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Operation.Distance;

namespace DroneLogistics.Terrain;

/// <summary>
/// An island or piece of the mainland in the plane: its shore, and the area in which its elevation holds: its shore margin, less the
/// straits, where only the contingency volume keeps off the shore; and what elevation grids know of it. Immutable; for any number of threads.
/// </summary>
internal sealed class Land
{
    private readonly IndexedPointInAreaLocator inside;
    private readonly IndexedPointInAreaLocator insideReach;
    private readonly IndexedFacetDistance facets;
    private readonly IndexedFacetDistance reachFacets;
    private readonly IPreparedGeometry reachIndexed;

    public Land(string id, string nameChinese, Polygon shore, Geometry reach, Ground flat, IReadOnlyList<(Coordinate Place, double AccuracyMetres)> summits)
    {
        Id = id;
        NameChinese = nameChinese;
        Shore = shore;
        Reach = reach;
        Flat = flat;
        Summits = summits;
        Highest = flat;
        inside = new IndexedPointInAreaLocator(shore);
        insideReach = new IndexedPointInAreaLocator(reach);
        facets = new IndexedFacetDistance(shore);
        reachFacets = new IndexedFacetDistance(reach);

        reachIndexed = PreparedGeometryFactory.Prepare(reach);

        // The indices are built at their first use; here, so that later uses only read.
        _ = Covers(shore.EnvelopeInternal.Centre) | ReachCovers(shore.EnvelopeInternal.Centre) | ReachMeets(reach.Factory.ToGeometry(reach.EnvelopeInternal));
    }

    public string Id { get; }

    /// <summary>Empty where it has none.</summary>
    public string NameChinese { get; }

    public Polygon Shore { get; }

    /// <summary>The shore and its margin, less the straits.</summary>
    public Geometry Reach { get; }

    /// <summary>The ground anywhere on it, taken flat.</summary>
    public Ground Flat { get; }

    public IReadOnlyList<(Coordinate Place, double AccuracyMetres)> Summits { get; }

    /// <summary>Whether elevation grids know all of its reach: what ships of its height is not used then.</summary>
    public bool IsMeasured { get; private init; }

    /// <summary>The highest ground in its reach: as the grids tell where they know all of it, else the higher of <see cref="Flat"/> and what they know.</summary>
    public Ground Highest { get; private init; }

    /// <summary>How far from its reach a corridor may still meet a cell of a grid that tells of ground within; zero without a grid.</summary>
    public Length GridSlack { get; private init; }

    /// <summary>The same with what the grids know of it.</summary>
    public Land With(MeasuredGround measured, Length slack) => new(Id, NameChinese, Shore, Reach, Flat, Summits)
    {
        IsMeasured = measured.IsWhole,
        Highest = measured.As(Flat.Name) is not { } ground ? Flat : measured.IsWhole ? ground : Ground.Higher(Flat, ground),
        GridSlack = slack,
    };

    public bool Covers(Coordinate place) => inside.Locate(place) != Location.Exterior;

    /// <summary>Whether its elevation holds anywhere in a corridor: in reach of its half width, or the shore within the least distance.</summary>
    public bool Meets(Geometry centreline, Coordinate start, double halfWidth, double leastFromShore)
    {
        if (halfWidth <= 0 && centreline is Point)
        {
            return ReachCovers(start) || Covers(start) || (leastFromShore > 0 && facets.IsWithinDistance(centreline, leastFromShore));
        }

        return ReachCovers(start)
            || Covers(start)
            || reachFacets.IsWithinDistance(centreline, halfWidth)
            || facets.IsWithinDistance(centreline, Math.Max(halfWidth, leastFromShore));
    }

    /// <summary>Whether the whole corridor lies on it, with no water within.</summary>
    public bool Holds(Geometry centreline, Coordinate start, double halfWidth) =>
        Covers(start) && (centreline is Point && halfWidth <= 0 || facets.Distance(centreline) > halfWidth);

    /// <summary>Whether its elevation holds anywhere in an area.</summary>
    public bool ReachMeets(Geometry area) => reachIndexed.Intersects(area);

    /// <summary>Whether the shore or the land within it comes within a distance of a line.</summary>
    public bool IsWithin(double metres, Geometry centreline, Coordinate start) => Covers(start) || ShoreIsWithin(metres, centreline);

    /// <summary>Whether the shore comes within a distance of what does not lie on the land.</summary>
    public bool ShoreIsWithin(double metres, Geometry area) => facets.IsWithinDistance(area, metres);

    /// <summary>From a place to the land; 0 on it.</summary>
    public double DistanceTo(Coordinate place) => Covers(place) ? 0 : facets.Distance(Shore.Factory.CreatePoint(place));

    private bool ReachCovers(Coordinate place) => insideReach.Locate(place) != Location.Exterior;
}
