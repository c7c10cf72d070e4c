using DroneLogistics.Geodesy;
using DroneLogistics.Terrain;
using DroneLogistics.Units;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace DroneLogistics.Airspace.Obstacles;

/// <summary>What stands highest in a corridor.</summary>
/// <param name="Obstacle">The structure; of wires, the higher of the two that bear them.</param>
/// <param name="Top">The altitude that may be reached anywhere on it.</param>
/// <param name="HorizontalAccuracy">By which it was drawn wider: the larger of the two for wires.</param>
/// <param name="IsWire">Whether the corridor meets the wires between two structures.</param>
public sealed record ObstacleInTheWay(Obstacle Obstacle, AltitudeAmsl Top, Length HorizontalAccuracy, bool IsWire)
{
    public string Name => IsWire ? $"{Obstacle.NameEnglish}, wires of {Obstacle.Line}" : Obstacle.NameEnglish;
}

/// <summary>
/// Structures as discs of the radius within which they stand, and the wires between the structures of one line as strips of the same
/// half width at the full height of the higher end: no sag is published. Pure, and immutable but for what it remembers of pieces it was
/// asked about; for any number of threads.
/// </summary>
public sealed class ObstacleSet
{
    private static readonly Length LongestPiece = Length.FromKilometres(5);
    private static readonly GeometryFactory Factory = new();

    private readonly Plane plane;
    private readonly PieceMemo<IReadOnlyList<ObstacleInTheWay>> within = new();
    private readonly STRtree<Shape> index = new();
    private readonly List<(ObstacleInTheWay Answer, IReadOnlyList<LatLon> Middle)> shapes = [];

    /// <param name="obstacles">Structures of one line in the order in which its wires join them.</param>
    public ObstacleSet(IReadOnlyList<Obstacle> obstacles)
    {
        All = obstacles;
        plane = new Plane(obstacles.Count > 0
            ? new LatLon(obstacles.Average(obstacle => obstacle.Position.LatitudeDegrees), obstacles.Average(obstacle => obstacle.Position.LongitudeDegrees))
            : default);
        foreach (var obstacle in obstacles)
        {
            var here = plane.At(obstacle.Position);
            var answer = new ObstacleInTheWay(obstacle, obstacle.Top, obstacle.HorizontalAccuracy, IsWire: false);
            Insert(Factory.CreatePoint(here), answer);
            shapes.Add((answer, [obstacle.Position]));
        }

        foreach (var line in obstacles.Where(obstacle => obstacle.Line is not null).GroupBy(obstacle => obstacle.Line, StringComparer.Ordinal))
        {
            foreach (var (one, other) in line.Zip(line.Skip(1)))
            {
                var higher = other.Top > one.Top ? other : one;
                var accuracy = other.HorizontalAccuracy > one.HorizontalAccuracy ? other.HorizontalAccuracy : one.HorizontalAccuracy;
                var answer = new ObstacleInTheWay(higher, higher.Top, accuracy, IsWire: true);
                Insert(Centreline(one.Position, other.Position), answer);
                shapes.Add((answer, [one.Position, other.Position]));
            }
        }

        index.Build();
    }

    public IReadOnlyList<Obstacle> All { get; }

    /// <summary>Each structure at its place, and each span of wires from end to end.</summary>
    public IEnumerable<(ObstacleInTheWay Answer, IReadOnlyList<LatLon> Middle)> Shapes => shapes;

    /// <summary>All that may stand within half a width of the geodesic from one point to another, ends round, touching included; the highest first, then by id.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A half width that is negative or not finite (a programmer's error).</exception>
    public IReadOnlyList<ObstacleInTheWay> Within(LatLon from, LatLon to, Length halfWidth)
    {
        if (!(halfWidth.Metres >= 0 && double.IsFinite(halfWidth.Metres)))
        {
            throw new ArgumentOutOfRangeException(nameof(halfWidth), halfWidth.Metres, "Half a width is 0 m or more.");
        }

        return All.Count == 0 ? [] : within.Of(from, to, halfWidth.Metres, () => Found(from, to, halfWidth));
    }

    private IReadOnlyList<ObstacleInTheWay> Found(LatLon from, LatLon to, Length halfWidth)
    {
        var places = Plane.Pieces(from, to, LongestPiece).ToList();
        return [.. places.Zip(places.Skip(1), Centreline)
            .SelectMany(piece => Meeting(piece, halfWidth.Metres))
            .Distinct()
            .OrderByDescending(found => found.Top)
            .ThenBy(found => found.Obstacle.Id, StringComparer.Ordinal)
            .ThenBy(found => found.IsWire)];
    }

    /// <summary>The highest of <see cref="Within"/>; null where nothing stands.</summary>
    public ObstacleInTheWay? HighestObstacle(LatLon from, LatLon to, Length halfWidth) =>
        Within(from, to, halfWidth) is [var highest, ..] ? highest : null;

    private IEnumerable<ObstacleInTheWay> Meeting(Geometry piece, double metres)
    {
        var halfWidth = Plane.Safe(metres, piece.Coordinate);
        var box = piece.EnvelopeInternal.Copy();
        box.ExpandBy(halfWidth);
        return index.Query(box).Where(shape => shape.Middle.IsWithinDistance(piece, halfWidth + shape.Radius)).Select(shape => shape.Answer);
    }

    private void Insert(Geometry middle, ObstacleInTheWay answer)
    {
        var radius = Plane.Safe(answer.HorizontalAccuracy.Metres, middle.Coordinate);
        var box = middle.EnvelopeInternal.Copy();
        box.ExpandBy(radius);
        index.Insert(box, new Shape(middle, radius, answer));
    }

    private Geometry Centreline(LatLon from, LatLon to)
    {
        var (a, b) = (plane.At(from), plane.At(to));
        return a.Equals2D(b) ? Factory.CreatePoint(a) : Factory.CreateLineString([a, b]);
    }

    private sealed record Shape(Geometry Middle, double Radius, ObstacleInTheWay Answer);
}
