using DroneLogistics.Geodesy;

namespace DroneLogistics.Formats.Exchange;

/// <summary>Outlines of what a piece of a flight may fill, for formats that know polygons and no width round a line.</summary>
public static class VolumeOutline
{
    // Corners of each round end: the outline reaches 1 / cos(pi / 16) - 1 = 2 % of the half width beyond it at its corners.
    private const int CornersOfAnEnd = 8;

    // What the plane stretches across the ray from its centre, the middle of a piece, is below 1e-6 for pieces of up to 30 km.
    private const double Stretch = 1 + 1e-6;

    /// <summary>A polygon that holds all of a piece, anticlockwise, the first corner not repeated: straight sides, ends of eight sides round the half circles.</summary>
    /// <param name="piece">With two different points.</param>
    public static IReadOnlyList<LatLon> Round(SweptCorridor piece)
    {
        var frame = new LocalFrame(Middle(piece));
        var (from, to) = (frame.ToPlane(piece.From), frame.ToPlane(piece.To));
        var along = Math.Atan2(to.NorthMetres - from.NorthMetres, to.EastMetres - from.EastMetres);
        var radius = piece.HalfWidth.Metres * Stretch / Math.Cos(Math.PI / (2 * CornersOfAnEnd));
        var corners = new List<LatLon>();
        foreach (var (end, start) in ((PlanePoint, double)[])[(to, along - (Math.PI / 2)), (from, along + (Math.PI / 2))])
        {
            for (var i = 0; i < CornersOfAnEnd; i++)
            {
                var (sine, cosine) = Math.SinCos(start + ((i + 0.5) * Math.PI / CornersOfAnEnd));
                corners.Add(frame.ToGlobe(new PlanePoint(end.EastMetres + (radius * cosine), end.NorthMetres + (radius * sine))));
            }
        }

        return corners;
    }

    private static LatLon Middle(SweptCorridor piece)
    {
        var line = Geodesic.Inverse(piece.From.LatitudeDegrees, piece.From.LongitudeDegrees, piece.To.LatitudeDegrees, piece.To.LongitudeDegrees);
        return piece.From.Towards(Units.Bearing.FromDegrees(line.InitialAzimuthDegrees), Units.Length.FromMetres(line.DistanceMetres / 2));
    }
}
