using DroneLogistics.Geodesy;
using DroneLogistics.Units;

namespace DroneLogistics.Routing;

/// <summary>One straight piece of a path over the ground.</summary>
/// <param name="From">Where it begins.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Distance">Geodesic length.</param>
/// <param name="Track">Its direction at its middle: the same line flown the other way has exactly the opposite track.</param>
/// <param name="InitialTrack">Its direction at its beginning.</param>
/// <param name="FinalTrack">Its direction at its end.</param>
public sealed record PathSegment(LatLon From, LatLon To, Length Distance, Bearing Track, Bearing InitialTrack, Bearing FinalTrack);

/// <summary>A path over the ground from pad to pad.</summary>
public sealed class FlightPath
{
    // Smaller corners are the rounding of points on one line: a centimetre in ten kilometres.
    private const double SmallestCornerRadians = 1e-6;

    // Null: nothing is remembered.
    private readonly Dictionary<Length, LatLon>? known;

    /// <summary>Through the points in order; points that repeat the one before are left out.</summary>
    /// <exception cref="ArgumentException">Fewer than two different points (a programmer's error).</exception>
    public FlightPath(IReadOnlyList<LatLon> points)
    {
        var segments = new List<PathSegment>();
        for (var i = 1; i < points.Count; i++)
        {
            if (points[i] != points[i - 1])
            {
                segments.Add(Between(points[i - 1], points[i]));
            }
        }

        Segments = segments.Count > 0 ? segments : throw new ArgumentException("A path needs two different points.", nameof(points));
        Legs = Straightened(segments);
        Distance = segments.Aggregate(Length.Zero, (sum, segment) => sum + segment.Distance);
    }

    private FlightPath(FlightPath path)
    {
        (Segments, Legs, Distance) = (path.Segments, path.Legs, path.Distance);
        known = [];
    }

    /// <summary>From point to point.</summary>
    public IReadOnlyList<PathSegment> Segments { get; }

    /// <summary>From corner to corner: a point on the line between its neighbours changes nothing of how the path is flown.</summary>
    public IReadOnlyList<PathSegment> Legs { get; }

    public Length Distance { get; }

    public LatLon Origin => Segments[0].From;

    public LatLon Destination => Segments[^1].To;

    /// <summary>The point at a distance from the origin along the path; the ends beyond its ends.</summary>
    public LatLon PointAt(Length distance)
    {
        if (known is null)
        {
            return Found(distance);
        }

        if (!known.TryGetValue(distance, out var point))
        {
            point = Found(distance);
            known.Add(distance, point);
        }

        return point;
    }

    /// <summary>The same path, which remembers the points it was asked for: for many flights over it, on one thread at a time.</summary>
    internal FlightPath Remembering() => new(this);

    private LatLon Found(Length distance)
    {
        var left = distance;
        foreach (var segment in Segments)
        {
            if (left < segment.Distance)
            {
                return left > Length.Zero ? segment.From.Towards(segment.InitialTrack, left) : segment.From;
            }

            left -= segment.Distance;
        }

        return Destination;
    }

    /// <summary>By how much the direction changes from one segment to the next, 0 to pi.</summary>
    public static double CornerRadians(PathSegment before, PathSegment after) =>
        double.DegreesToRadians(Math.Abs(Math.IEEERemainder(after.InitialTrack.Degrees - before.FinalTrack.Degrees, 360)));

    private static IReadOnlyList<PathSegment> Straightened(List<PathSegment> segments)
    {
        var legs = new List<PathSegment>(segments.Count);
        foreach (var segment in segments)
        {
            if (legs.Count > 0 && CornerRadians(legs[^1], segment) <= SmallestCornerRadians)
            {
                legs[^1] = Between(legs[^1].From, segment.To);
            }
            else
            {
                legs.Add(segment);
            }
        }

        return legs;
    }

    private static PathSegment Between(LatLon from, LatLon to)
    {
        var line = Geodesic.Inverse(from.LatitudeDegrees, from.LongitudeDegrees, to.LatitudeDegrees, to.LongitudeDegrees);
        var middle = Geodesic.Direct(from.LatitudeDegrees, from.LongitudeDegrees, line.InitialAzimuthDegrees, line.DistanceMetres / 2);
        return new PathSegment(
            from,
            to,
            Length.FromMetres(line.DistanceMetres),
            Bearing.FromDegrees(middle.AzimuthDegrees),
            Bearing.FromDegrees(line.InitialAzimuthDegrees),
            Bearing.FromDegrees(line.FinalAzimuthDegrees));
    }
}
