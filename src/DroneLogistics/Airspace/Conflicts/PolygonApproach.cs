using DroneLogistics.Geodesy;
using DroneLogistics.Units;

namespace DroneLogistics.Airspace.Conflicts;

/// <summary>
/// Where a line comes nearest to a polygon whose edges are straight in degrees.
/// </summary>
/// <remarks>
/// Each piece of the line is straight in the azimuthal equidistant plane about its middle. An edge is cut to the degrees in reach and
/// halved while its curve may leave its chord by more than <see cref="ChordMetres"/> and could still be nearer than the nearest yet. A
/// curve straight in degrees has a geodesic curvature of at most 1.155 tan(latitude) / R, so it leaves a chord of length l by no more
/// than 1.155 tan(latitude) l² / 8R; the factor taken, 1.5, holds for the ellipsoid and the plane as well.
/// </remarks>
internal sealed class PolygonApproach
{
    // What a curve may leave its chord by in the end; it is taken off every distance.
    private const double ChordMetres = 0.001;

    private const double CurvatureFactor = 1.5;

    // Next to a pole nothing straight in degrees is straight: the halving ends, and the whole doubt counts as nearer.
    private const int MostHalvings = 30;

    private readonly LocalFrame frame;
    private readonly DegreeBox box;
    private readonly PlanePoint start;
    private readonly PlanePoint end;
    private readonly double sagitta;
    private readonly double keeps;

    private PolygonApproach(LatLon from, LatLon to, double reach)
    {
        var line = Geodesic.Inverse(from.LatitudeDegrees, from.LongitudeDegrees, to.LatitudeDegrees, to.LongitudeDegrees);
        var middle = Geodesic.Direct(from.LatitudeDegrees, from.LongitudeDegrees, line.InitialAzimuthDegrees, line.DistanceMetres / 2);
        frame = new LocalFrame(new LatLon(middle.LatitudeDegrees, middle.LongitudeDegrees));
        (start, end) = (frame.ToPlane(from), frame.ToPlane(to));
        box = DegreeBox.Around(from, to, line.DistanceMetres, reach);

        // The plane stretches lengths across its rays by up to 1 + (r / R)² / 6: 1.2 mm of 5 km.
        var furthest = ((line.DistanceMetres / 2) + reach) / DegreeBox.LeastRadiusMetres;
        keeps = 1 - (furthest * furthest / 6);
        var latitude = Math.Min(90, Math.Max(Math.Abs(box.South), Math.Abs(box.North)));
        sagitta = CurvatureFactor * (Math.Tan(double.DegreesToRadians(latitude)) + (2 * furthest)) / (8 * DegreeBox.LeastRadiusMetres);
    }

    private double Nearest { get; set; }

    private double Along { get; set; }

    private PlanePoint? OnLine { get; set; }

    private PlanePoint OnEdge { get; set; }

    public static NearestApproach? Within(double reach, ZonePolygon polygon, IEnumerable<LatLon> places)
    {
        var nearest = reach;
        NearestApproach? found = null;
        var outline = polygon.Outline.EnvelopeInternal;
        LatLon? before = null;
        foreach (var place in places)
        {
            if (before is not { } from)
            {
                // Who begins outside and meets no edge stays outside.
                if (outline.Contains(place.LongitudeDegrees, place.LatitudeDegrees) && polygon.Contains(place))
                {
                    return new NearestApproach(Length.Zero, place, place);
                }

                before = place;
                continue;
            }

            before = place;
            var piece = new PolygonApproach(from, place, nearest) { Nearest = nearest };
            foreach (var turn in piece.box.Turns().Where(turn => piece.box.Envelope(turn).Intersects(outline)))
            {
                piece.Visit(polygon.Outer, turn);
                foreach (var hole in polygon.Holes)
                {
                    piece.Visit(hole, turn);
                }
            }

            if (piece.OnLine is { } onLine)
            {
                nearest = piece.Nearest;
                found = new NearestApproach(Length.FromMetres(Math.Max(0, nearest)), piece.frame.ToGlobe(onLine), piece.frame.ToGlobe(piece.OnEdge));

                // The first place where it meets is the answer; later pieces are no nearer.
                if (!(nearest > 0))
                {
                    return found;
                }
            }
        }

        return found;
    }

    private void Visit(IReadOnlyList<LatLon> ring, double turn)
    {
        for (var i = 1; i < ring.Count; i++)
        {
            var edge = new Edge(ring[i - 1], ring[i], turn);
            if (box.Clip(edge.Latitude(0), edge.Longitude(0), edge.Latitude(1), edge.Longitude(1)) is var (first, last))
            {
                Visit(edge, (first, Plane(edge, first)), (last, Plane(edge, last)), 0);
            }
        }
    }

    private void Visit(in Edge edge, (double At, PlanePoint Point) first, (double At, PlanePoint Point) last, int depth)
    {
        var chord = first.Point.DistanceMetres(last.Point);
        var doubt = sagitta * chord * chord;
        var (distance, along, onEdge) = Between(first.Point, last.Point);
        var least = (distance * keeps) - doubt;
        if (least > Nearest)
        {
            return;
        }

        if (doubt <= ChordMetres || depth >= MostHalvings)
        {
            least = Math.Max(0, least);
            if (OnLine is null || least < Nearest || (least == Nearest && along < Along))
            {
                (Nearest, Along, OnEdge) = (least, along, onEdge);
                OnLine = new PlanePoint(start.EastMetres + (along * (end.EastMetres - start.EastMetres)), start.NorthMetres + (along * (end.NorthMetres - start.NorthMetres)));
            }

            return;
        }

        var at = (first.At + last.At) / 2;
        var middle = (at, Plane(edge, at));
        Visit(edge, first, middle, depth + 1);
        Visit(edge, middle, last, depth + 1);
    }

    private PlanePoint Plane(in Edge edge, double at) => frame.ToPlane(edge.At(at));

    /// <summary>The least distance between the line and a chord: how far along the line from 0 to 1, and the point of the chord.</summary>
    private (double Distance, double Along, PlanePoint OnChord) Between(PlanePoint a, PlanePoint b)
    {
        if (Crossing(a, b) is { } crossing)
        {
            return crossing;
        }

        var best = FromLine(a);
        Keep(FromLine(b));
        Keep(FromChord(start, 0));
        Keep(FromChord(end, 1));
        return best;

        (double, double, PlanePoint) FromLine(PlanePoint point)
        {
            var (along, foot) = Foot(point, start, end);
            return (point.DistanceMetres(foot), along, point);
        }

        (double, double, PlanePoint) FromChord(PlanePoint point, double along)
        {
            var (_, foot) = Foot(point, a, b);
            return (point.DistanceMetres(foot), along, foot);
        }

        void Keep((double Distance, double Along, PlanePoint OnChord) other)
        {
            if (other.Distance < best.Item1)
            {
                best = other;
            }
        }
    }

    /// <summary>Where the line crosses a chord; parallel ones are told by their ends.</summary>
    private (double Distance, double Along, PlanePoint OnChord)? Crossing(PlanePoint a, PlanePoint b)
    {
        var (lineEast, lineNorth) = (end.EastMetres - start.EastMetres, end.NorthMetres - start.NorthMetres);
        var (chordEast, chordNorth) = (b.EastMetres - a.EastMetres, b.NorthMetres - a.NorthMetres);
        var (east, north) = (a.EastMetres - start.EastMetres, a.NorthMetres - start.NorthMetres);
        var turn = (lineEast * chordNorth) - (lineNorth * chordEast);
        var along = ((east * chordNorth) - (north * chordEast)) / turn;
        var onChord = ((east * lineNorth) - (north * lineEast)) / turn;
        return along is >= 0 and <= 1 && onChord is >= 0 and <= 1
            ? (0, along, new PlanePoint(a.EastMetres + (onChord * chordEast), a.NorthMetres + (onChord * chordNorth)))
            : null;
    }

    private static (double At, PlanePoint Foot) Foot(PlanePoint point, PlanePoint a, PlanePoint b)
    {
        var (east, north) = (b.EastMetres - a.EastMetres, b.NorthMetres - a.NorthMetres);
        var square = (east * east) + (north * north);
        var at = square > 0 ? Math.Clamp((((point.EastMetres - a.EastMetres) * east) + ((point.NorthMetres - a.NorthMetres) * north)) / square, 0, 1) : 0;
        return (at, new PlanePoint(a.EastMetres + (at * east), a.NorthMetres + (at * north)));
    }

    /// <summary>An edge straight in degrees, turned to the longitudes of the box.</summary>
    private readonly record struct Edge(LatLon From, LatLon To, double Turn)
    {
        public double Latitude(double at) => From.LatitudeDegrees + (at * (To.LatitudeDegrees - From.LatitudeDegrees));

        public double Longitude(double at) => From.LongitudeDegrees + Turn + (at * (To.LongitudeDegrees - From.LongitudeDegrees));

        public LatLon At(double at) => new(Latitude(at), From.LongitudeDegrees + (at * (To.LongitudeDegrees - From.LongitudeDegrees)));
    }
}
