using DroneLogistics.Geodesy;
using DroneLogistics.Units;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;
using NetTopologySuite.Operation.Distance;

namespace DroneLogistics.Terrain;

/// <summary>An island or a piece of the mainland.</summary>
/// <param name="Id">Its id in the coastline file.</param>
/// <param name="NameEnglish">Its name in English; null for most islets.</param>
/// <param name="NameChinese">Its name in Chinese; null for most islets.</param>
/// <param name="Outline">Its shore, longitude and latitude in degrees, WGS 84.</param>
/// <param name="IsMainland">Whether it is a piece of the mainland.</param>
public sealed record Island(string Id, string? NameEnglish, string? NameChinese, Polygon Outline, bool IsMainland = false);

/// <summary>The shore lines of the region: which land a point lies on, or how far it is from the next.</summary>
public sealed class Coastline
{
    // Distances are compared in degrees scaled to the same length both ways; the result is then measured on the ellipsoid.
    private static readonly GeometryFactory Factory = new(new PrecisionModel(), 4326);

    private readonly STRtree<Island> index = new();

    public Coastline(IReadOnlyList<Island> islands)
    {
        Islands = islands;
        foreach (var island in islands)
        {
            index.Insert(island.Outline.EnvelopeInternal, island);
        }

        index.Build();
    }

    public IReadOnlyList<Island> Islands { get; }

    /// <summary>The land nearest to a point and the distance to its shore, negative where the point lies on it; null without any land.</summary>
    public (Island Island, Length ShoreDistance)? Nearest(LatLon point)
    {
        var here = new Coordinate(point.LongitudeDegrees, point.LatitudeDegrees);
        if (index.IsEmpty)
        {
            return null;
        }

        var on = index.Query(new Envelope(here)).FirstOrDefault(island => island.Outline.Contains(Factory.CreatePoint(here)));
        if (on is not null)
        {
            return (on, Length.Zero - ShoreDistance(on, point));
        }

        // A first guess bounds the search; the ellipsoidal distance decides.
        var guess = Islands.MinBy(island => island.Outline.EnvelopeInternal.Distance(new Envelope(here)))!;
        var reach = ShoreDistance(guess, point).Metres / 50_000.0;
        var box = new Envelope(here);
        box.ExpandBy(reach);
        return index.Query(box)
            .Append(guess)
            .Distinct()
            .Select(island => (Island: island, ShoreDistance: ShoreDistance(island, point)))
            .OrderBy(candidate => candidate.ShoreDistance)
            .ThenBy(candidate => candidate.Island.Id, StringComparer.Ordinal)
            .First();
    }

    private static Length ShoreDistance(Island island, LatLon point)
    {
        var stretch = Math.Cos(double.DegreesToRadians(point.LatitudeDegrees));
        var shore = Stretched(island.Outline.ExteriorRing.Coordinates, stretch);
        var here = Factory.CreatePoint(new Coordinate(point.LongitudeDegrees * stretch, point.LatitudeDegrees));
        var nearest = DistanceOp.NearestPoints(Factory.CreateLineString(shore), here)[0];
        return point.DistanceTo(new LatLon(nearest.Y, nearest.X / stretch));
    }

    private static Coordinate[] Stretched(Coordinate[] ring, double stretch) =>
        [.. ring.Select(corner => new Coordinate(corner.X * stretch, corner.Y))];
}
