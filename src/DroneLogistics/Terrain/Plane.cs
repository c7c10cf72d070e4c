using DroneLogistics.Geodesy;
using DroneLogistics.Units;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Buffer;
using NetTopologySuite.Operation.OverlayNG;

namespace DroneLogistics.Terrain;

/// <summary>
/// Points, pieces of a path and areas in one plane for a region, metres. A length of the plane is that of the ground or up to
/// (r / R)² / 6 longer, r from the middle: <see cref="Safe"/> makes up for it, so that nothing within a distance is missed.
/// </summary>
internal sealed class Plane(LatLon middle)
{
    private const double EarthRadiusMetres = 6_371_000;

    // Arcs are drawn as 16 chords a quarter, outside the arc: 0.27 % of the radius too far, never too near.
    private const int ChordsPerQuarter = 16;

    private static readonly double OutsideArc = OutsideArcOf(ChordsPerQuarter);

    private readonly LocalFrame frame = new(middle);

    public Coordinate At(LatLon point)
    {
        var place = frame.ToPlane(point);
        return new Coordinate(place.EastMetres, place.NorthMetres);
    }

    public LatLon Back(Coordinate place) => frame.ToGlobe(new PlanePoint(place.X, place.Y));

    /// <summary>An area of the plane with longitude and latitude in degrees: right to centimetres for edges of some hundred metres.</summary>
    public Geometry Back(Geometry area)
    {
        var back = area.Copy();
        back.Apply(new BackFilter(this));
        back.GeometryChanged();
        return back;
    }

    /// <summary>A distance on the ground as the largest that it is in the plane at a place.</summary>
    public static double Safe(double metres, Coordinate place)
    {
        var share = Math.Sqrt((place.X * place.X) + (place.Y * place.Y)) / EarthRadiusMetres;
        return metres * (1 + (share * share / 6));
    }

    public Polygon Area(Polygon outline)
    {
        var factory = outline.Factory;
        LinearRing Ring(LineString ring) => factory.CreateLinearRing([.. ring.Coordinates.Select(corner => At(new LatLon(corner.Y, corner.X)))]);
        return factory.CreatePolygon(Ring(outline.ExteriorRing), [.. outline.InteriorRings.Select(Ring)]);
    }

    public Polygon Area(GeoSpan box, GeometryFactory factory) => Area(factory.CreatePolygon(
    [
        new Coordinate(box.WestDegrees, box.SouthDegrees),
        new Coordinate(box.EastDegrees, box.SouthDegrees),
        new Coordinate(box.EastDegrees, box.NorthDegrees),
        new Coordinate(box.WestDegrees, box.NorthDegrees),
        new Coordinate(box.WestDegrees, box.SouthDegrees),
    ]));

    /// <summary>By how much a radius is drawn longer, so that the chords of an arc lie outside of it.</summary>
    /// <remarks>The library rounds the number of chords of a corner's arc to the nearest: one chord may span half as much again.</remarks>
    public static double OutsideArcOf(int chordsPerQuarter) => 1 / Math.Cos(1.5 * Math.PI / (4 * chordsPerQuarter));

    /// <summary>All within a distance of a shape, and at most 0.27 % of it more.</summary>
    public static Geometry Around(Geometry shape, double metres)
    {
        if (!(metres > 0))
        {
            return shape;
        }

        var wide = Safe(metres, shape.EnvelopeInternal.Centre) * OutsideArc;
        return BufferOp.Buffer(shape, wide, new BufferParameters(ChordsPerQuarter));
    }

    public static Geometry Without(Geometry shape, Geometry taken) => OverlayNGRobust.Overlay(shape, taken, NetTopologySuite.Operation.Overlay.SpatialFunction.Difference);

    public static Geometry Both(Geometry shape, Geometry other) => OverlayNGRobust.Overlay(shape, other, NetTopologySuite.Operation.Overlay.SpatialFunction.Intersection);

    public static Geometry Either(Geometry shape, Geometry other) => OverlayNGRobust.Overlay(shape, other, NetTopologySuite.Operation.Overlay.SpatialFunction.Union);

    /// <summary>The places of a path's pieces, none longer than <paramref name="longest"/>, along the geodesic.</summary>
    public static IEnumerable<LatLon> Pieces(LatLon from, LatLon to, Length longest)
    {
        var line = Geodesic.Inverse(from.LatitudeDegrees, from.LongitudeDegrees, to.LatitudeDegrees, to.LongitudeDegrees);

        // A whole number of pieces stays so where rounding adds a billionth.
        var count = Math.Max(1, (int)Math.Ceiling((line.DistanceMetres / longest.Metres) - 1e-9));
        yield return from;
        for (var i = 1; i < count; i++)
        {
            var place = Geodesic.Direct(from.LatitudeDegrees, from.LongitudeDegrees, line.InitialAzimuthDegrees, line.DistanceMetres * i / count);
            yield return new LatLon(place.LatitudeDegrees, place.LongitudeDegrees);
        }

        yield return to;
    }

    private sealed class BackFilter(Plane plane) : ICoordinateFilter
    {
        public void Filter(Coordinate coord)
        {
            var place = plane.Back(coord.Copy());
            (coord.X, coord.Y) = (place.LongitudeDegrees, place.LatitudeDegrees);
        }
    }
}
