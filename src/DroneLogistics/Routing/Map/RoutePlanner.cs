using DroneLogistics.Airspace;
using DroneLogistics.Geodesy;
using DroneLogistics.Routing.Mesh;
using Stops = System.Collections.Generic.IReadOnlyList<System.Collections.Generic.IReadOnlyList<DroneLogistics.Routing.Map.MapApproach>>;

namespace DroneLogistics.Routing.Map;

/// <summary>
/// Finds the ways from site to site: from each pad along its approach to the open sea, and between the sea ends the shortest way, or the
/// quickest in a uniform wind, round everything that stands in the way. Exact on the areas of the map; equal questions give equal bits.
/// </summary>
public static class RoutePlanner
{
    /// <summary>The ways, the best first. Never empty: where nothing is permitted, the first is the best that asks for least, so that an answer can say what is wrong with it.</summary>
    /// <exception cref="ArgumentException">Fewer than two stops, or a site that the map does not know (a programmer's error).</exception>
    public static IReadOnlyList<PlannedWay> Plan(RouteMap map, RouteQuestion question)
    {
        var stops = StopsOf(map, question);
        foreach (var (standing, passage) in Leniencies(question.Passage))
        {
            var view = map.For(passage);
            if (WaysOf(view, question, stops) is { Count: > 0 } ways)
            {
                return [.. ways.Select(way => Told(view, way, standing))];
            }
        }

        return [new PlannedWay([.. stops.Select(stop => stop[0].Approach.Site.Position)], WayStanding.None, [], [])];
    }

    /// <summary>What a way bends round, and what each costs: the way is searched again without it, round the same straits.</summary>
    public static IReadOnlyList<BindingHindrance> Binding(RouteMap map, RouteQuestion question, PlannedWay way)
    {
        if (way.Standing == WayStanding.None)
        {
            return [];
        }

        var stops = StopsOf(map, question);
        var view = map.For(Leniencies(question.Passage).First(one => one.Standing == way.Standing).Passage);
        var numbers = new Dictionary<Hindrance, int>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < map.Hindrances.Count; i++)
        {
            numbers[map.Hindrances[i]] = i;
        }

        return [.. way.Bends.DistinctBy(bend => bend.Hindrance).Select(bend =>
        {
            // Volumes of one zone fall together; else one of them would hide what the other costs.
            var blocks = view.Blocks.Select((blocked, i) => blocked && i != numbers[bend.Hindrance] && !(bend.Hindrance.Zone is { } zone && map.Hindrances[i].Zone == zone)).ToArray();
            var without = map.FreshView(blocks);
            return new BindingHindrance(
                bend.Hindrance,
                bend.Where,
                WaysOf(without, question with { Alternatives = null }, stops, [.. way.Closed.Where(side => without.Straits.Holds(side))]) is [var shorter, ..] ? way.Distance - Finish(without, shorter, way.Standing).Distance : null);
        })];
    }

    /// <summary>Whether two ways are told apart: enough of the one lies far enough from the other.</summary>
    public static bool Differ(RouteMap map, PlannedWay way, PlannedWay other, AlternativeRules rules) =>
        ApartShare(InPlane(map, way), InPlane(map, other), rules.Apart.Metres) >= rules.ShareApart;

    private static PlaneLine InPlane(RouteMap map, PlannedWay way) => new([.. way.Points.Select(map.At)]);

    /// <summary>The question as it is; then with every authorization; then without zones.</summary>
    internal static IEnumerable<(WayStanding Standing, Passage Passage)> Leniencies(Passage passage)
    {
        yield return (WayStanding.Clear, passage);
        yield return (WayStanding.NeedsAuthorization, passage with { Opens = zone => zone.Type is ZoneType.ReqAuthorization or ZoneType.Conditional || passage.Opens(zone) });
        yield return (WayStanding.Prohibited, passage with { Opens = _ => true });
    }

    private static Stops StopsOf(RouteMap map, RouteQuestion question)
    {
        if (question.Stops.Count < 2)
        {
            throw new ArgumentException("A way needs an origin and a destination.", nameof(question));
        }

        return [.. question.Stops.Select(stop => map.Approaches(stop, question.Passage) ?? throw new ArgumentException($"The map has no site {stop}.", nameof(question)))];
    }

    private static IReadOnlyList<Way> WaysOf(RouteView view, RouteQuestion question, Stops stops, int[]? closed = null)
    {
        var stretch = PlaneStretch.OfWind(question.WindEastRatio, question.WindNorthRatio);

        // Most are asked for again and again: a search need not be made ready for them.
        if (stops.Count == 2 && closed is null && question.Alternatives is null && view.TryKnownLeg(stops[0], stops[1], stretch, question.LandWeight, out var known))
        {
            return known is null ? [] : [new Way([known], [])];
        }

        return view.Search(search =>
        {
            search.MeasureIn(stretch);
            var best = Between(view, search, stops, closed ?? [], question.LandWeight, stretch);
            IReadOnlyList<Way> ways = best is null ? [] : question.Alternatives is { } rules ? Differing(view, search, stops, best, question.LandWeight, rules) : [best];
            search.Keep(null);
            return ways;
        });
    }

    /// <summary>
    /// Ways that differ from all better ones: each closes a strait that a way found before passes, so that the next goes another way
    /// round something. Best first, and not past the greatest detour.
    /// </summary>
    private static List<Way> Differing(RouteView view, WaySearch search, Stops stops, Way best, double landWeight, AlternativeRules rules)
    {
        var found = new List<Way>();
        var waiting = new PriorityQueue<Way, (double Length, int Number)>();
        waiting.Enqueue(best, (best.Length, 0));
        var asked = new HashSet<string>(StringComparer.Ordinal);
        for (var searches = 0; waiting.TryDequeue(out var way, out _) && found.Count < rules.MostWays;)
        {
            if (found.TrueForAll(other => ApartShare(way.Line, other.Line, rules.Apart.Metres) >= rules.ShareApart))
            {
                found.Add(way);
            }

            foreach (var side in view.Straits.PassedBy(way.Line.Points))
            {
                var closed = way.Closed.Append(side).Order().ToArray();
                if (searches >= rules.MostSearches || !asked.Add(string.Join(' ', closed)))
                {
                    continue;
                }

                searches++;
                if (Between(view, search, stops, closed, landWeight, stretch: null) is { } other && other.Length <= best.Length * rules.GreatestDetour)
                {
                    waiting.Enqueue(other, (other.Length, searches));
                }
            }
        }

        return found;
    }

    /// <summary>The share of a way's length that lies farther than a distance from another.</summary>
    private static double ApartShare(PlaneLine way, PlaneLine other, double metres)
    {
        const double Step = 200;
        var (apart, all) = (0.0, 0.0);
        for (var i = 1; i < way.Points.Count; i++)
        {
            var ((ax, ay), (bx, by)) = (way.Points[i - 1], way.Points[i]);
            var length = Math.Sqrt(((bx - ax) * (bx - ax)) + ((by - ay) * (by - ay)));
            var pieces = Math.Max(1, (int)Math.Ceiling(length / Step));
            for (var k = 0; k < pieces; k++)
            {
                var share = (k + 0.5) / pieces;
                all += length / pieces;
                apart += other.DistanceTo(ax + (share * (bx - ax)), ay + (share * (by - ay))) > metres ? length / pieces : 0;
            }
        }

        return apart / all;
    }

    private static Way? Between(RouteView view, WaySearch search, Stops stops, int[] closed, double landWeight, PlaneStretch? stretch)
    {
        search.Keep(closed);
        var legs = new List<PlaneLeg>();
        for (var i = 1; i < stops.Count; i++)
        {
            var found = closed.Length == 0 && stretch is not null
                ? view.Leg(search, stops[i - 1], stops[i], stretch.Value, landWeight)
                : LegSearch.Best(view, search, stops[i - 1], stops[i], landWeight, isPlain: false);
            if (found is not { } leg)
            {
                return null;
            }

            legs.Add(leg);
        }

        return new Way(legs, closed);
    }

    private static PlannedWay Told(RouteView view, Way way, WayStanding standing) => way.Legs is [var leg] && way.Closed.Length == 0
        ? view.WayOf(leg, standing, () => Finish(view, way, standing))
        : Finish(view, way, standing);

    private static PlannedWay Finish(RouteView view, Way way, WayStanding standing)
    {
        var map = view.Map;
        var points = new List<LatLon> { way.Legs[0].From.Approach.Site.Position };
        var bends = new List<WayBend>();
        foreach (var leg in way.Legs)
        {
            points.Add(leg.From.Approach.SeaEnd);
            foreach (var (x, y) in leg.Way.Skip(1).SkipLast(1))
            {
                var here = map.Back(x, y);
                points.Add(here);
                bends.AddRange(map.HindrancesAt(x, y).Where(number => view.Blocks[number]).Select(number => new WayBend(map.Hindrances[number], here)));
            }

            points.Add(leg.To.Approach.SeaEnd);
            points.Add(leg.To.Approach.Site.Position);
        }

        return new PlannedWay(points, standing, bends, [.. way.Legs.SelectMany(leg => (Terrain.Approach[])[leg.From.Approach, leg.To.Approach])]) { Closed = way.Closed };
    }

    /// <summary>Legs from pad to pad in the plane, and the sides that were closed to find them.</summary>
    private sealed record Way(IReadOnlyList<PlaneLeg> Legs, int[] Closed)
    {
        public double Length { get; } = Legs.Sum(leg => leg.Length);

        public PlaneLine Line => field ??= new([.. Legs.SelectMany(leg => leg.Way.Prepend(leg.From.Pad).Append(leg.To.Pad))]);
    }

    /// <summary>A line of the plane.</summary>
    private sealed record PlaneLine(IReadOnlyList<(double X, double Y)> Points)
    {
        public double DistanceTo(double x, double y)
        {
            var best = double.PositiveInfinity;
            for (var i = 1; i < Points.Count; i++)
            {
                var ((ax, ay), (bx, by)) = (Points[i - 1], Points[i]);
                var (ex, ey) = (bx - ax, by - ay);
                var square = (ex * ex) + (ey * ey);
                var share = square > 0 ? Math.Clamp((((x - ax) * ex) + ((y - ay) * ey)) / square, 0, 1) : 0;
                var (dx, dy) = (ax + (share * ex) - x, ay + (share * ey) - y);
                best = Math.Min(best, (dx * dx) + (dy * dy));
            }

            return Math.Sqrt(best);
        }
    }
}
