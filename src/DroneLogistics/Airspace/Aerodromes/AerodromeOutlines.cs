using DroneLogistics.Geodesy;

namespace DroneLogistics.Airspace.Aerodromes;

/// <summary>The plan outlines of a runway's protection as polygons. They are never smaller than the rule: straight sides lie 0.05 m outside, arcs up to 0.3 m.</summary>
public static class AerodromeOutlines
{
    // Corners on tangents to the arc, so that the polygon holds it: outside by R (1 / cos 0.5° - 1), 0.23 m at 6 km.
    private const double ArcStepRadians = Math.PI / 180;

    // An edge straight in degrees bends away from the geodesic by L² tan(latitude) / (8 R): 1 cm at 30° for 940 m, 2 cm at 50°.
    private const double LongestEdgeMetres = 900;

    // So much farther out than the rule everywhere: more than an edge bends in up to 70° of latitude.
    private const double OutsideMetres = 0.05;

    /// <summary>The control area: arcs about the strip's ends joined by tangents, and the approach trapezoids that jut out of them.</summary>
    public static ZonePolygon ControlArea(Runway runway, AerodromeRules rules)
    {
        var frame = new RunwayFrame(runway);
        var stripEnd = frame.HalfLengthMetres + rules.StripBeyondEnd.Metres;
        var quarter = Quarter(rules);

        // A quarter of the outline, along and right of the strip's end, from the axis outwards; then its mirror images, anticlockwise.
        IEnumerable<(double Along, double Right)> ahead = quarter.Select(point => (stripEnd + point.Ahead, point.Aside));
        List<(double Along, double Right)> outline =
        [
            .. ahead,
            .. ahead.Reverse().Select(point => (-point.Along, point.Right)),
            .. ahead.Select(point => (-point.Along, -point.Right)),
            .. ahead.Reverse().Select(point => (point.Along, -point.Right)),
        ];
        return Polygon(frame, outline);
    }

    /// <summary>The clearance protection rectangle.</summary>
    public static ZonePolygon ClearanceRectangle(Runway runway, AerodromeRules rules)
    {
        var frame = new RunwayFrame(runway);
        var (end, side) = (frame.HalfLengthMetres + rules.ClearanceBeyondEnd.Metres + OutsideMetres, rules.ClearanceSide.Metres + OutsideMetres);
        return Polygon(frame, [(end, side), (-end, side), (-end, -side), (end, -side)]);
    }

    /// <summary>Half of the trapezoid's far edge, its side up to the arc, and the arc to the tangent, seen from the strip's end.</summary>
    private static List<(double Ahead, double Aside)> Quarter(AerodromeRules rules)
    {
        var surfaces = rules.Surfaces;
        var (radius, length, spread) = (rules.ControlRadius.Metres + OutsideMetres, surfaces.ApproachLength.Metres + OutsideMetres, surfaces.ApproachDivergence);
        var half = (surfaces.ApproachInnerWidth.Metres / 2) + OutsideMetres;
        var quarter = new List<(double, double)>();
        var first = 0.0;
        if (length > radius)
        {
            // Where the trapezoid's side leaves the arc: x² + (half + spread x)² = radius².
            var a = 1 + (spread * spread);
            var b = half * spread;
            var x = (-b + Math.Sqrt((b * b) - (a * ((half * half) - (radius * radius))))) / a;
            quarter.Add((length, half + (spread * length)));
            quarter.Add((x, half + (spread * x)));
            first = Math.Atan2(half + (spread * x), x);
        }

        var steps = (int)Math.Ceiling(((Math.PI / 2) - first) / ArcStepRadians);
        var step = ((Math.PI / 2) - first) / steps;
        var outside = radius / Math.Cos(step / 2);
        for (var index = 0; index < steps; index++)
        {
            var (sine, cosine) = Math.SinCos(first + ((index + 0.5) * step));
            quarter.Add((outside * cosine, outside * sine));
        }

        quarter.Add((0, radius));
        return quarter;
    }

    private static ZonePolygon Polygon(RunwayFrame frame, IReadOnlyList<(double Along, double Right)> corners)
    {
        var ring = new List<LatLon>();
        for (var index = 0; index < corners.Count; index++)
        {
            var (from, to) = (corners[index], corners[(index + 1) % corners.Count]);
            var pieces = (int)Math.Ceiling(Math.Max(1, Math.Sqrt(Square(to.Along - from.Along) + Square(to.Right - from.Right)) / LongestEdgeMetres));
            for (var piece = 0; piece < pieces; piece++)
            {
                var share = (double)piece / pieces;
                ring.Add(frame.Place(from.Along + (share * (to.Along - from.Along)), from.Right + (share * (to.Right - from.Right))));
            }
        }

        // Along the runway and then to its right is clockwise: turn the ring round.
        ring.Reverse();
        ring.Add(ring[0]);
        return new ZonePolygon(ring);
    }

    private static double Square(double value) => value * value;
}
