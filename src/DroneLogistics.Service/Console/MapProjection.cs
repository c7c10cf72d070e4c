using DroneLogistics.Geodesy;

namespace DroneLogistics.Service;

/// <summary>A rectangle on the picture, pixels, y down.</summary>
internal readonly record struct PixelBox(double X, double Y, double Width, double Height)
{
    public double Right => X + Width;

    public double Bottom => Y + Height;

    public PixelBox Grown(double pixels) => new(X - pixels, Y - pixels, Width + (2 * pixels), Height + (2 * pixels));

    public bool Contains(PixelBox other) => other.X >= X && other.Y >= Y && other.Right <= Right && other.Bottom <= Bottom;

    /// <summary>The area both cover.</summary>
    public double Overlap(PixelBox other) =>
        Math.Max(0, Math.Min(Right, other.Right) - Math.Max(X, other.X)) * Math.Max(0, Math.Min(Bottom, other.Bottom) - Math.Max(Y, other.Y));

    /// <summary>From a point to the nearest point of the rectangle; zero inside.</summary>
    public double DistanceTo((double X, double Y) point)
    {
        var (x, y) = Nearest(point);
        return Math.Sqrt(((x - point.X) * (x - point.X)) + ((y - point.Y) * (y - point.Y)));
    }

    public (double X, double Y) Nearest((double X, double Y) point) => (Math.Clamp(point.X, X, Right), Math.Clamp(point.Y, Y, Bottom));
}

/// <summary>Equirectangular about the middle latitude of the points shown: north is up, and a kilometre is as long both ways there.</summary>
internal sealed class MapProjection
{
    // Mean length of a degree of latitude; a picture needs no ellipsoid.
    private const double KilometresPerDegree = 111.2;

    // Room round the outermost points, as a share of the larger extent.
    private const double Room = 0.07;

    // A network on one spot is still shown with some land round it.
    private const double SmallestDegrees = 0.05;

    private readonly double west;
    private readonly double north;
    private readonly double stretch;
    private readonly double pixelsPerDegree;

    /// <param name="points">What must be on the picture; at least one.</param>
    /// <param name="left">Left edge of the frame, pixels.</param>
    /// <param name="top">Upper edge of the frame.</param>
    /// <param name="width">Width of the frame; its height follows.</param>
    public MapProjection(IReadOnlyCollection<LatLon> points, double left, double top, double width)
    {
        var (south, northmost) = (points.Min(point => point.LatitudeDegrees), points.Max(point => point.LatitudeDegrees));
        var (westmost, east) = (points.Min(point => point.LongitudeDegrees), points.Max(point => point.LongitudeDegrees));
        stretch = Math.Cos(double.DegreesToRadians((south + northmost) / 2));
        var across = Math.Max((east - westmost) * stretch, SmallestDegrees);
        var up = Math.Max(northmost - south, SmallestDegrees);
        var margin = Room * Math.Max(across, up);

        // A tall network would make an endless picture: it gets a frame no taller than wide, with sea at the sides.
        pixelsPerDegree = Math.Min(width / (across + (2 * margin)), width / (up + (2 * margin)));
        var height = (up + (2 * margin)) * pixelsPerDegree;
        north = ((south + northmost) / 2) + (height / 2 / pixelsPerDegree);
        west = ((westmost + east) / 2) - (width / 2 / pixelsPerDegree / stretch);
        Frame = new PixelBox(left, top, width, height);
    }

    public PixelBox Frame { get; }

    public double PixelsPerKilometre => pixelsPerDegree / KilometresPerDegree;

    public double West => west;

    public double East => west + (Frame.Width / pixelsPerDegree / stretch);

    public double North => north;

    public double South => north - (Frame.Height / pixelsPerDegree);

    public (double X, double Y) Place(LatLon position) => Place(position.LatitudeDegrees, position.LongitudeDegrees);

    public (double X, double Y) Place(double latitudeDegrees, double longitudeDegrees) =>
        (Frame.X + ((longitudeDegrees - west) * stretch * pixelsPerDegree), Frame.Y + ((north - latitudeDegrees) * pixelsPerDegree));
}
