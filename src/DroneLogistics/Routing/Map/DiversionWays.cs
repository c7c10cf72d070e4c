using DroneLogistics.Geodesy;
using DroneLogistics.Routing.Mesh;
using DroneLogistics.Units;

namespace DroneLogistics.Routing.Map;

/// <summary>
/// Ways of a flight that leaves its own: from a point of it, or from overhead one of its stops, to the pad of a site, round everything that
/// it goes round itself. Over land it keeps to approaches: on one it goes on to the sea end, or over the pad and out by another. The
/// shortest over the ground whatever the wind, so that they are known before it: exact as the planner's. For any number of threads.
/// </summary>
public sealed class DiversionWays
{
    // Points of a geodesic leave the straight line of the plane by 0.6 m on the longest approach; far less than any corridor is wide.
    private const double OnLineMetres = 3;

    // How far beside a point it is looked for free sea, metres, and in how many directions.
    private const int Directions = 16;
    private static readonly double[] Aside = [0, 0.02, 0.2, 1];

    private readonly RouteMap map;
    private readonly Passage passage;
    private readonly IReadOnlyList<string> stops;

    /// <param name="map">The map of the flight.</param>
    /// <param name="question">What the map was asked for it; its times those of diversions too.</param>
    /// <param name="standing">How far its own way is permitted: a way through zones that need an authorization may be left through such zones.</param>
    public DiversionWays(RouteMap map, RouteQuestion question, WayStanding standing)
    {
        this.map = map;
        passage = RoutePlanner.Leniencies(question.Passage).First(one => one.Standing == standing || standing == WayStanding.None).Passage;
        (View, Standing) = (map.For(passage), standing);
        stops = [.. question.Stops.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The map as the diversions see it.</summary>
    internal RouteView View { get; }

    /// <summary>How far the way of the flight is permitted.</summary>
    internal WayStanding Standing { get; }

    /// <summary>The shortest way from a point to the pad of a site; null where there is none, as over land and off every approach of the flight's stops.</summary>
    /// <exception cref="ArgumentException">The map does not know the site (a programmer's error).</exception>
    public FlightPath? To(LatLon point, string site)
    {
        var targets = ApproachesOf(site);
        var place = map.At(point);
        if (OverheadAt(place) is { } here)
        {
            return here == site ? null : View.ShortestBetween(ApproachesOf(here), ApproachesOf(site));
        }

        // What lies on an approach of the site itself is flown straight.
        return targets.Any(approach => IsOn(approach, place)) ? new FlightPath([point, targets[0].Approach.Site.Position]) : FromPoint(point, place, targets);
    }

    /// <summary>What no way from a point to a site is shorter than: the way itself overhead a stop, where it is known, else the straight line. Null where there is none.</summary>
    public Length? AtLeast(LatLon point, string site) => OverheadAt(map.At(point)) is { } here
        ? View.ShortestBetween(ApproachesOf(here), ApproachesOf(site))?.Distance
        : point.DistanceTo(ApproachesOf(site)[0].Approach.Site.Position);

    private FlightPath? FromPoint(LatLon point, (double X, double Y) place, IReadOnlyList<MapApproach> targets) => View.Search(search =>
    {
        search.MeasureIn(PlaneStretch.None);
        var starts = StartsOf(search, point, place);
        if (!starts.Exists(start => targets.Any(target => View.Joins((start.End.X, start.End.Y), target.Sea))))
        {
            return null;
        }

        return search.Best([.. starts.Select(start => start.End)], LegSearch.Ends(search, targets), View.FieldTo(targets), isExact: true) is { } found
            ? new FlightPath(
            [
                .. starts[found.Start].Before,
                .. found.Points.Skip(1).SkipLast(1).Select(bend => map.Back(bend.X, bend.Y)),
                targets[found.Goal].Approach.SeaEnd,
                targets[found.Goal].Approach.Site.Position,
            ])
            : null;
    });

    /// <summary>Where the way over the sea may begin, with what is flown before: at the point itself, and on an approach at the sea ends of its site.</summary>
    private List<(WayEnd End, IReadOnlyList<LatLon> Before)> StartsOf(WaySearch search, LatLon point, (double X, double Y) place)
    {
        var (x, y) = Beside(place);
        var starts = new List<(WayEnd, IReadOnlyList<LatLon>)> { (new WayEnd(x, y, 0), [point]) };
        foreach (var approaches in stops.Select(ApproachesOf))
        {
            if (approaches.FirstOrDefault(approach => IsOn(approach, place)) is not { } along)
            {
                continue;
            }

            foreach (var other in approaches)
            {
                var (sea, pad) = (other.Approach.SeaEnd, other.Approach.Site.Position);
                starts.Add(other == along
                    ? (new WayEnd(other.Sea.X, other.Sea.Y, search.Measure(place, other.Sea)), [point, sea])
                    : (new WayEnd(other.Sea.X, other.Sea.Y, search.Measure(place, other.Pad) + search.Measure(other.Pad, other.Sea)), [point, pad, sea]));
            }
        }

        return starts;
    }

    /// <summary>The way of a flight lies on edges of what it goes round, and rounding puts points of it on their other side: then a point beside it that is free.</summary>
    private (double X, double Y) Beside((double X, double Y) place)
    {
        foreach (var metres in Aside)
        {
            for (var direction = 0; direction < Directions; direction++)
            {
                var (sine, cosine) = Math.SinCos(Math.Tau * direction / Directions);
                var (x, y) = (place.X + (metres * sine), place.Y + (metres * cosine));
                if (View.Mesh.Locate(x, y) >= 0)
                {
                    return (x, y);
                }
            }
        }

        return place;
    }

    private string? OverheadAt((double X, double Y) place) => stops.FirstOrDefault(stop => ApproachesOf(stop)[0].Pad is var pad && Square(place, pad) <= OnLineMetres * OnLineMetres);

    private IReadOnlyList<MapApproach> ApproachesOf(string site) => map.Approaches(site, passage) ?? throw new ArgumentException($"The map has no site {site}.", nameof(site));

    private static bool IsOn(MapApproach approach, (double X, double Y) place)
    {
        var ((ax, ay), (bx, by)) = (approach.Pad, approach.Sea);
        var square = Square(approach.Pad, approach.Sea);
        var share = square > 0 ? Math.Clamp((((place.X - ax) * (bx - ax)) + ((place.Y - ay) * (by - ay))) / square, 0, 1) : 0;
        return Square(place, (ax + (share * (bx - ax)), ay + (share * (by - ay)))) <= OnLineMetres * OnLineMetres;
    }

    private static double Square((double X, double Y) a, (double X, double Y) b) => ((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y));
}
