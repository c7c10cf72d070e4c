using DroneLogistics.Geodesy;
using DroneLogistics.Units;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;

namespace DroneLogistics.Airspace;

/// <summary>What a zone covers on the ground: a circle or a polygon. The border belongs to it.</summary>
public abstract record ZoneShape
{
    private protected ZoneShape()
    {
    }

    /// <summary>A box that holds the shape.</summary>
    public abstract GeoBox Bounds { get; }

    /// <summary>Whether a point lies in the shape or on its border.</summary>
    public abstract bool Contains(LatLon point);
}

/// <summary>All points within a geodesic distance of a centre; it stays a circle and is never drawn as corners.</summary>
public sealed record ZoneCircle : ZoneShape
{
    // Smallest radius of curvature of WGS 84 (of the meridian at the equator), a (1 - e²): angles by it are never too small.
    private const double LeastRadiusMetres = 6_335_439.0;

    /// <exception cref="ArgumentOutOfRangeException">A radius that is not above zero, or a circle over a pole or the antimeridian.</exception>
    public ZoneCircle(LatLon centre, Length radius)
    {
        if (Problem(centre, radius) is { } problem)
        {
            throw new ArgumentOutOfRangeException(nameof(radius), radius.Metres, problem);
        }

        Centre = centre;
        Radius = radius;
    }

    public LatLon Centre { get; }

    public Length Radius { get; }

    public override GeoBox Bounds
    {
        get
        {
            var (north, east) = HalfExtentDegrees(Centre, Radius);
            return new GeoBox(Centre.LatitudeDegrees - north, Centre.LongitudeDegrees - east, Centre.LatitudeDegrees + north, Centre.LongitudeDegrees + east);
        }
    }

    public override bool Contains(LatLon point) => Centre.DistanceTo(point) <= Radius;

    /// <summary>What is wrong with a circle; null where nothing is.</summary>
    public static string? Problem(LatLon centre, Length radius)
    {
        if (!(radius.Metres > 0) || !double.IsFinite(radius.Metres))
        {
            return "a radius is a finite length above zero";
        }

        var (north, east) = HalfExtentDegrees(centre, radius);
        return Math.Abs(centre.LatitudeDegrees) + north < 90 && Math.Abs(centre.LongitudeDegrees) + east <= 180
            ? null
            : "a circle holds no pole and does not cross the antimeridian";
    }

    private static (double North, double East) HalfExtentDegrees(LatLon centre, Length radius)
    {
        var angle = radius.Metres / LeastRadiusMetres;
        var sine = Math.Sin(Math.Min(angle, Math.PI / 2)) / Math.Cos(double.DegreesToRadians(centre.LatitudeDegrees));
        return (double.RadiansToDegrees(angle), sine < 1 ? double.RadiansToDegrees(Math.Asin(sine)) : 180);
    }
}

/// <summary>A polygon, perhaps with holes. Its edges are straight in degrees of longitude and latitude, as GeoJSON has them (RFC 7946).</summary>
public sealed record ZonePolygon : ZoneShape
{
    private static readonly GeometryFactory Factory = new(new PrecisionModel(), 4326);

    /// <param name="outer">Closed ring: anticlockwise, at least four positions, the last the first.</param>
    /// <param name="holes">Closed rings: clockwise, inside the outer.</param>
    /// <exception cref="ArgumentException">Not a polygon by <see cref="RingRules"/> (a programmer's error: refuse at the door).</exception>
    public ZonePolygon(IReadOnlyList<LatLon> outer, IReadOnlyList<IReadOnlyList<LatLon>>? holes = null)
        : this(outer, holes ?? [], Draft(outer, holes ?? []))
    {
        if (RingRules.FaultOf(Outline) is { } crossing)
        {
            throw new ArgumentException($"{crossing.Found}; expected {crossing.Expected}", nameof(outer));
        }
    }

    private ZonePolygon(IReadOnlyList<LatLon> outer, IReadOnlyList<IReadOnlyList<LatLon>> holes, Polygon outline) =>
        (Outer, Holes, Outline, Bounds) = (outer, holes, outline, GeoBox.Around(outer));

    public IReadOnlyList<LatLon> Outer { get; }

    public IReadOnlyList<IReadOnlyList<LatLon>> Holes { get; }

    /// <summary>The same as a geometry, x longitude and y latitude in degrees. Not to be changed.</summary>
    public Polygon Outline { get; }

    public override GeoBox Bounds { get; }

    /// <remarks>Exact: the side of an edge is found with extended digits where doubles do not tell.</remarks>
    public override bool Contains(LatLon point) =>
        SimplePointInAreaLocator.Locate(new Coordinate(point.LongitudeDegrees, point.LatitudeDegrees), Outline) != Location.Exterior;

    /// <summary>The polygon of rings each of which is sound by itself; null with the fault of the rings together.</summary>
    public static ZonePolygon? OfSoundRings(IReadOnlyList<LatLon> outer, IReadOnlyList<IReadOnlyList<LatLon>> holes, out RingFault? fault)
    {
        var outline = Factory.CreatePolygon(Ring(outer), [.. holes.Select(Ring)]);
        fault = RingRules.FaultOf(outline);
        return fault is null ? new ZonePolygon(outer, holes, outline) : null;
    }

    private static Polygon Draft(IReadOnlyList<LatLon> outer, IReadOnlyList<IReadOnlyList<LatLon>> holes)
    {
        var fault = RingRules.FaultOf(outer, isHole: false)
            ?? holes.Select(hole => RingRules.FaultOf(hole, isHole: true)).FirstOrDefault(found => found is not null);
        return fault is null
            ? Factory.CreatePolygon(Ring(outer), [.. holes.Select(Ring)])
            : throw new ArgumentException($"{fault.Found}; expected {fault.Expected}", nameof(outer));
    }

    private static LinearRing Ring(IReadOnlyList<LatLon> ring)
    {
        var corners = new Coordinate[ring.Count];
        for (var index = 0; index < corners.Length; index++)
        {
            corners[index] = new Coordinate(ring[index].LongitudeDegrees, ring[index].LatitudeDegrees);
        }

        return Factory.CreateLinearRing(corners);
    }
}
