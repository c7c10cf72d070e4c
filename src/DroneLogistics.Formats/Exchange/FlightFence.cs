using DroneLogistics.Geodesy;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Buffer;
using NetTopologySuite.Operation.Union;

namespace DroneLogistics.Formats.Exchange;

/// <summary>A polygon of a geofence.</summary>
/// <param name="Corners">Anticlockwise, the first not repeated.</param>
/// <param name="IsInclusion">To be kept in; else to be kept out of.</param>
public sealed record FencePolygon(IReadOnlyList<LatLon> Corners, bool IsInclusion);

/// <summary>The geofence of a flight: all that its corridor covers, and what it goes round to be kept out of. It never reaches beyond the corridor.</summary>
public static class FlightFence
{
    // Of a quarter of a circle: the outline stays within 0.5 % of the half width inside.
    private const int SegmentsOfAQuarter = 8;

    // Corners that stand out less are left out, inwards and outwards: ground stations take some hundred corners.
    private const double FinestMetres = 0.5;

    /// <summary>The fence round a corridor; none where there is no corridor.</summary>
    public static IReadOnlyList<FencePolygon> Of(IReadOnlyList<SweptCorridor> corridor)
    {
        if (corridor.Count == 0)
        {
            return [];
        }

        var box = GeoBox.Around(corridor.SelectMany(piece => (LatLon[])[piece.From, piece.To]));
        var frame = new LocalFrame(new LatLon(
            (box.SouthWest.LatitudeDegrees + box.NorthEast.LatitudeDegrees) / 2,
            (box.SouthWest.LongitudeDegrees + box.NorthEast.LongitudeDegrees) / 2));
        var rounding = new BufferParameters(SegmentsOfAQuarter);
        var covered = UnaryUnionOp.Union(corridor.Select(piece => BufferOp.Buffer(Line(frame, piece), piece.HalfWidth.Metres - FinestMetres, rounding)));
        var simple = NetTopologySuite.Simplify.TopologyPreservingSimplifier.Simplify(covered, FinestMetres);
        var polygons = Enumerable.Range(0, simple.NumGeometries).Select(i => (Polygon)simple.GetGeometryN(i)).ToList();
        return
        [
            .. polygons.Select(polygon => new FencePolygon(Corners(frame, polygon.Shell), IsInclusion: true)),
            .. polygons.SelectMany(polygon => polygon.Holes).Select(hole => new FencePolygon(Corners(frame, hole), IsInclusion: false)),
        ];
    }

    private static Geometry Line(LocalFrame frame, SweptCorridor piece)
    {
        var (from, to) = (At(frame, piece.From), At(frame, piece.To));
        return piece.From == piece.To ? GeometryFactory.Default.CreatePoint(from) : GeometryFactory.Default.CreateLineString([from, to]);
    }

    private static Coordinate At(LocalFrame frame, LatLon point)
    {
        var plane = frame.ToPlane(point);
        return new Coordinate(plane.EastMetres, plane.NorthMetres);
    }

    private static List<LatLon> Corners(LocalFrame frame, LineString ring)
    {
        var corners = ring.Coordinates.SkipLast(1).Select(corner => frame.ToGlobe(new PlanePoint(corner.X, corner.Y))).ToList();
        if (!NetTopologySuite.Algorithm.Orientation.IsCCW(ring.Coordinates))
        {
            corners.Reverse();
        }

        return corners;
    }
}
