using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using DroneLogistics.Routing.Mesh;

namespace DroneLogistics.Routing.Map;

/// <summary>The map as flights with the same hindrances see it. For any number of threads.</summary>
public sealed class RouteView
{
    private const int MostLegs = 512;

    private readonly ConcurrentBag<WaySearch> searches = [];
    private readonly ConcurrentDictionary<IReadOnlyList<MapApproach>, DistanceField> fields = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<(IReadOnlyList<MapApproach> From, IReadOnlyList<MapApproach> To), FlightPath?> shortest = new();
    private readonly ConcurrentDictionary<(IReadOnlyList<MapApproach> From, IReadOnlyList<MapApproach> To, PlaneStretch Stretch, double LandWeight), PlaneLeg?> legs = new();
    private readonly ConditionalWeakTable<PlaneLeg, ConcurrentDictionary<WayStanding, PlannedWay>> ways = [];
    private readonly Lazy<Straits> straits;
    private readonly int[] waters;

    internal RouteView(RouteMap map, FreeSpaceMesh mesh, bool[] blocks)
    {
        Map = map;
        Mesh = mesh;
        Blocks = blocks;
        waters = mesh.Pieces();
        straits = new Lazy<Straits>(() => new Straits(mesh));
    }

    public RouteMap Map { get; }

    internal FreeSpaceMesh Mesh { get; }

    internal Straits Straits => straits.Value;

    /// <summary>Which of the map's hindrances count.</summary>
    internal bool[] Blocks { get; }

    /// <summary>Whether a way leads from one point of the plane to another. Quick: no search is made.</summary>
    internal bool Joins((double X, double Y) from, (double X, double Y) to) =>
        Mesh.Locate(from.X, from.Y) is var start and >= 0 && Mesh.Locate(to.X, to.Y) is var end and >= 0 && waters[start] == waters[end];

    /// <summary>How far everything is from a site over its approaches. Looked at once a view; kept for the flights to come.</summary>
    internal DistanceField FieldTo(IReadOnlyList<MapApproach> site) => fields.GetOrAdd(site, approaches => Search(search =>
    {
        search.MeasureIn(PlaneStretch.None);
        search.Keep(null);
        return search.Explore(LegSearch.Ends(search, approaches), approaches[0].Pad);
    }));

    /// <summary>The shortest way from pad to pad; null where there is none. Kept, and searched from the other end: the distances to the first serve for every other.</summary>
    internal FlightPath? ShortestBetween(IReadOnlyList<MapApproach> from, IReadOnlyList<MapApproach> to) => shortest.GetOrAdd((from, to), ends => Search(search =>
    {
        search.MeasureIn(PlaneStretch.None);
        return LegSearch.Best(this, search, ends.To, ends.From, landWeight: 1, isPlain: true) is { } leg
            ? new FlightPath(
            [
                leg.To.Approach.Site.Position,
                leg.To.Approach.SeaEnd,
                .. leg.Way.Skip(1).SkipLast(1).Reverse().Select(bend => Map.Back(bend.X, bend.Y)),
                leg.From.Approach.SeaEnd,
                leg.From.Approach.Site.Position,
            ])
            : null;
    }));

    /// <summary>The best leg, as <see cref="LegSearch"/> finds it with a search that measures so. The last some hundred are kept: a flight is asked again with another payload or departure and takes the same way.</summary>
    internal PlaneLeg? Leg(WaySearch search, IReadOnlyList<MapApproach> from, IReadOnlyList<MapApproach> to, PlaneStretch stretch, double landWeight)
    {
        if (TryKnownLeg(from, to, stretch, landWeight, out var known))
        {
            return known;
        }

        if (legs.Count >= MostLegs)
        {
            legs.Clear();
        }

        return legs[(from, to, stretch, landWeight)] = LegSearch.Best(this, search, from, to, landWeight, stretch == PlaneStretch.None);
    }

    /// <summary>The best leg where it was asked for before: null too, where there is none.</summary>
    internal bool TryKnownLeg(IReadOnlyList<MapApproach> from, IReadOnlyList<MapApproach> to, PlaneStretch stretch, double landWeight, out PlaneLeg? leg) =>
        legs.TryGetValue((from, to, stretch, landWeight), out leg);

    /// <summary>The way of one leg as it is told, kept with the leg: flights on it share their path.</summary>
    internal PlannedWay WayOf(PlaneLeg leg, WayStanding standing, Func<PlannedWay> fresh) =>
        ways.GetOrCreateValue(leg).GetOrAdd(standing, _ => fresh());

    /// <summary>Does something with a search that nobody else uses meanwhile.</summary>
    internal T Search<T>(Func<WaySearch, T> question)
    {
        var search = searches.TryTake(out var idle) ? idle : new WaySearch(Mesh);
        try
        {
            return question(search);
        }
        finally
        {
            searches.Add(search);
        }
    }
}
