using DroneLogistics.Geodesy;
using DroneLogistics.Provenance;
using DroneLogistics.Units;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace DroneLogistics.Terrain;

/// <summary>
/// The highest ground at a point and over a corridor, from the finest source there: elevation grids, the surroundings of sites, islands,
/// islets by area, masts over water. Pure, and immutable but for what it remembers of pieces it was asked about; for any number of threads.
/// </summary>
/// <remarks>
/// What grids know counts always. It stands for the figure that ships of a land where it knows the whole corridor, or all of the land's
/// reach; else that figure counts as well, so that a void lowers nothing. Masts count over water whatever a grid says: it shows nothing
/// that floats. The mainland is not flown over whatever its height.
/// </remarks>
public sealed class TerrainMap
{
    // A straight piece of the plane leaves its geodesic by 3 mm at most at this length and 100 km from the middle of the region.
    private static readonly Length LongestPiece = Length.FromKilometres(5);

    private static readonly Ground Unknown = new(null, TerrainSource.Unknown, "outside the coastline", SourceStatus.Unknown, Length.Zero);

    private static readonly GeometryFactory Factory = new();

    private readonly EmbeddedTerrain embedded;
    private readonly double contingency;
    private readonly STRtree<Land> index = new();
    private readonly SiteLayer sites;
    private readonly IReadOnlyList<(Geometry Area, Ground Masts)> channels;
    private readonly Ground masts;
    private readonly Geometry coverage;
    private readonly Envelope wellWithin;
    private readonly PieceMemo<Ground> highest = new();
    private readonly PieceMemo<bool> water = new();

    /// <param name="embedded">The ground that ships, and elevation grids.</param>
    /// <param name="sites">The sites whose surroundings and approaches are known to be open.</param>
    /// <param name="contingency">What keeps a flight off the shore in straits, and half the width of the approaches: half the flight geography and the lateral contingency volume; not negative.</param>
    public TerrainMap(EmbeddedTerrain embedded, IReadOnlyList<SiteGround> sites, Length contingency)
        : this(embedded, SiteLayer.Approaches(embedded, sites, Reaching(contingency)), contingency)
    {
    }

    /// <param name="embedded">The ground that ships, and elevation grids.</param>
    /// <param name="approaches">The ways between pads and the open sea that are known to be open.</param>
    /// <param name="contingency">What keeps a flight off the shore in straits: half the flight geography and the lateral contingency volume; not negative.</param>
    public TerrainMap(EmbeddedTerrain embedded, IReadOnlyList<Approach> approaches, Length contingency)
    {
        this.embedded = embedded;
        this.contingency = Reaching(contingency);
        foreach (var land in embedded.Lands)
        {
            index.Insert(land.Reach.EnvelopeInternal, land);
        }

        index.Build();
        var policy = embedded.Policy;
        masts = new Ground(policy.Mast, TerrainSource.VesselMasts, "vessels at sea", SourceStatus.Assumed, Length.Zero);
        channels = [.. policy.Channels.Select(channel =>
            (embedded.Plane.Area(channel.Box, Factory) as Geometry, new Ground(policy.ChannelMast, TerrainSource.VesselMasts, channel.Name, channel.Status, Length.Zero)))];
        coverage = embedded.Plane.Area(policy.Coverage, Factory);
        wellWithin = WellWithin(coverage);
        sites = new SiteLayer(embedded, approaches, contingency.Metres);
        Approaches = approaches;
    }

    /// <summary>The way between each pad and the open sea.</summary>
    public IReadOnlyList<Approach> Approaches { get; }

    /// <summary>The highest ground at a point.</summary>
    public Ground HighestGround(LatLon point) => highest.Of(point, point, 0, () => Finest(point, point, Length.Zero));

    /// <summary>
    /// The highest ground anywhere within half a width of the geodesic from one point to another, ends round: of the whole area, not of
    /// samples. Arcs are drawn up to 0.27 % of the half width outside, and grids by whole cells, so that nothing is missed.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A half width that is negative or not finite (a programmer's error).</exception>
    public Ground HighestGround(LatLon from, LatLon to, Length halfWidth)
    {
        if (!(halfWidth.Metres >= 0 && double.IsFinite(halfWidth.Metres)))
        {
            throw new ArgumentOutOfRangeException(nameof(halfWidth), halfWidth.Metres, "Half a width is 0 m or more.");
        }

        return highest.Of(from, to, halfWidth.Metres, () =>
        {
            var places = Plane.Pieces(from, to, LongestPiece).ToList();
            return places.Zip(places.Skip(1), (a, b) => Finest(a, b, halfWidth)).Aggregate(Ground.Higher);
        });
    }

    /// <summary>Whether all within half a width of the geodesic from one point to another, ends round, is water, and no shore margin; where nothing is known it is not.</summary>
    public bool IsOverWater(LatLon from, LatLon to, Length halfWidth) => water.Of(from, to, halfWidth.Metres, () =>
    {
        var places = Plane.Pieces(from, to, LongestPiece).ToList();
        return places.Zip(places.Skip(1)).All(piece =>
        {
            var (centreline, start) = (Centreline(piece.First, piece.Second), embedded.Plane.At(piece.First));
            var wide = halfWidth.Metres > 0 ? Plane.Safe(halfWidth.Metres, start) : 0;
            return IsCovered(centreline, halfWidth.Metres) && !Near(centreline, wide).Any(land => land.Meets(centreline, start, wide, leastFromShore: 0));
        });
    });

    /// <summary>How much of a path has land within a distance, its ends told to 5 m; where nothing is known there is land.</summary>
    /// <param name="points">The path.</param>
    /// <param name="within">The distance, 0 m or more.</param>
    public Length NearLand(IReadOnlyList<LatLon> points, Length within)
    {
        var metres = 0.0;
        foreach (var (from, to) in points.Zip(points.Skip(1)).SelectMany(leg => Plane.Pieces(leg.First, leg.Second, LongestPiece).ToList() is var places ? places.Zip(places.Skip(1)) : []))
        {
            var centreline = Centreline(from, to);
            var lands = Near(centreline, within.Metres).ToList();
            metres += !IsCovered(centreline, within.Metres) ? from.DistanceTo(to).Metres
                : lands.Count == 0 || centreline is Point ? 0
                : NearLand(lands, centreline.Coordinates[0], centreline.Coordinates[^1], within.Metres);
        }

        return Length.FromMetres(metres);
    }

    /// <summary>By halving: from the middle of a piece nothing of it is farther than half its length.</summary>
    private static double NearLand(List<Land> lands, Coordinate from, Coordinate to, double within)
    {
        const double Accuracy = 5;
        var (length, middle) = (from.Distance(to), new Coordinate((from.X + to.X) / 2, (from.Y + to.Y) / 2));
        var nearest = lands.Min(land => land.DistanceTo(middle));
        return nearest + (length / 2) <= within ? length
            : nearest - (length / 2) > within ? 0
            : length <= Accuracy ? (nearest <= within ? length : 0)
            : NearLand(lands, from, middle, within) + NearLand(lands, middle, to, within);
    }

    private static double Reaching(Length contingency) => contingency.Metres >= 0 && double.IsFinite(contingency.Metres)
        ? contingency.Metres
        : throw new ArgumentOutOfRangeException(nameof(contingency), contingency.Metres, "A contingency volume reaches 0 m or more.");

    private Ground Finest(LatLon from, LatLon to, Length halfWidth)
    {
        var measured = embedded.Grids.Highest(from, to, halfWidth);
        var shipped = Embedded(from, to, halfWidth.Metres, measured.IsWhole);
        if (measured.As(measured.Top is null ? string.Empty : LandAt(measured.Where)) is not { } ground)
        {
            return shipped ?? Unknown;
        }

        return (shipped is null ? ground : Ground.Higher(shipped, ground)) with { Grids = ground.Grids };
    }

    /// <summary>The name of the land at a point or with its margin there.</summary>
    private string LandAt(LatLon point)
    {
        var place = embedded.Plane.At(point);
        return Near(Factory.CreatePoint(place), 0).FirstOrDefault(land => land.Covers(place) || land.ReachMeets(Factory.CreatePoint(place)))?.Flat.Name ?? Ground.AtSea;
    }

    /// <summary>What ships of a piece, less the lands that grids tell of; null where nothing is left.</summary>
    private Ground? Embedded(LatLon from, LatLon to, double metres, bool isMeasured)
    {
        var centreline = Centreline(from, to);
        var start = embedded.Plane.At(from);
        var halfWidth = metres > 0 ? Plane.Safe(metres, start) : 0;
        if (!IsCovered(centreline, metres))
        {
            // Outside the coastline anything may be water.
            return isMeasured ? masts : Unknown;
        }

        var least = Plane.Safe(contingency, start);
        var corridor = sites.Over(centreline, start, metres);
        var grounds = Near(centreline, Math.Max(halfWidth, least))
            .Where(land => land.Meets(centreline, start, halfWidth, least))
            .Select(land => sites.GroundOf(land, corridor, land.Flat.Top is not null && (isMeasured || land.IsMeasured)))
            .OfType<Ground>()
            .ToList();
        if (MastsOver(centreline, start, halfWidth) is { } vessels)
        {
            grounds.Add(vessels);
        }

        return grounds.Count > 0 ? grounds.Aggregate(Ground.Higher) : null;
    }

    private bool IsCovered(Geometry centreline, double metres)
    {
        // Twice the half width is more than any drawing of its arcs.
        var box = centreline.EnvelopeInternal.Copy();
        box.ExpandBy(2 * metres);
        return wellWithin.Contains(box) || coverage.Covers(Plane.Around(centreline, metres));
    }

    /// <summary>A box of the plane within an area that holds its own middle: found to 2 % of its size.</summary>
    private static Envelope WellWithin(Geometry area)
    {
        var box = area.EnvelopeInternal.Copy();
        while (!area.Covers(Factory.ToGeometry(box)))
        {
            box.ExpandBy(-0.01 * box.Width, -0.01 * box.Height);
        }

        return box;
    }

    /// <summary>The masts of vessels on the water of a corridor; null where all of it is on land.</summary>
    private Ground? MastsOver(Geometry centreline, Coordinate start, double halfWidth)
    {
        if (Near(centreline, halfWidth).Any(land => land.Holds(centreline, start, halfWidth)))
        {
            return null;
        }

        var here = channels.Where(channel => channel.Area.IsWithinDistance(centreline, halfWidth)).Select(channel => channel.Masts);
        return here.Append(masts).Aggregate(Ground.Higher);
    }

    private IEnumerable<Land> Near(Geometry centreline, double metres)
    {
        var box = centreline.EnvelopeInternal.Copy();
        box.ExpandBy(metres);
        return index.Query(box);
    }

    private Geometry Centreline(LatLon from, LatLon to)
    {
        var (a, b) = (embedded.Plane.At(from), embedded.Plane.At(to));
        return a.Equals2D(b) ? Factory.CreatePoint(a) : Factory.CreateLineString([a, b]);
    }
}
