using DroneLogistics.Airspace;
using DroneLogistics.Fleet;
using DroneLogistics.Routing.Map;
using DroneLogistics.Sites;
using DroneLogistics.Units;
using DroneLogistics.Weather;

namespace DroneLogistics.Dispatch.Legs;

/// <summary>
/// The approved way of every leg in every type: the shortest the planner finds at the policy's altitude round everything that stands in the way at
/// any time of the table, in still air. A zone that is in force for an hour is flown round all day.
/// </summary>
/// <remarks>Closed sites, routes and regions move no way, here as elsewhere: the checks refuse what they close.</remarks>
public sealed class LegWays
{
    // As the grids of the wind: no battery here lasts as long.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    private readonly FlightSpace space;
    private readonly PlanningPolicy policy;
    private readonly SiteRegister sites;
    private readonly IReadOnlyList<AircraftType> types;
    private readonly HashSet<ZoneId> inForce;
    private readonly PlannedWay[] ways;

    private LegWays(LegTableQuestion question, HashSet<ZoneId> inForce, PlannedWay[] ways)
    {
        (space, policy, sites, types) = (question.World.Space, question.World.Policy, question.World.Sites, question.Types);
        (this.inForce, this.ways) = (inForce, ways);
    }

    /// <summary>How many ways were looked for to make them.</summary>
    public int Count => ways.Length;

    /// <summary>The way of a leg and type by their place in the table.</summary>
    public PlannedWay this[int index] => ways[index];

    /// <summary>Lays the ways out; takes those from before where nothing that stands in a way has changed.</summary>
    /// <param name="question">Sites, types, space and hours.</param>
    /// <param name="legs">The legs in the order of the table.</param>
    /// <param name="before">Ways of another table; null: there is none.</param>
    /// <param name="run">Does the work.</param>
    internal static LegWays Lay(LegTableQuestion question, IReadOnlyList<(Site Origin, Site Destination)> legs, LegWays? before, LegWork run)
    {
        var world = question.World;
        var (window, inForce) = InForce(question);
        if (before is not null
            && before.space == world.Space
            && before.policy == world.Policy
            && before.sites == world.Sites
            && before.types.SequenceEqual(question.Types)
            && before.inForce.SetEquals(inForce))
        {
            return before;
        }

        var ways = new PlannedWay[legs.Count * question.Types.Count];
        run(LegStage.Ways, ways.Length, index =>
        {
            var (leg, type) = (legs[index / question.Types.Count], question.Types[index % question.Types.Count]);
            var asked = new FlightQuestion { Origin = leg.Origin, Destination = leg.Destination, Type = type, Payload = default, Departure = question.First };
            var (map, route, _) = FlightWay.Ask(world, asked, world.Space.PermitsFor(asked), Wind.Calm, type.CruiseAirspeed);
            ways[index] = RoutePlanner.Plan(map, route with { Passage = route.Passage with { When = window } })[0];
        });
        return new LegWays(question, inForce, ways);
    }

    /// <summary>Ways that were laid out elsewhere for the same question.</summary>
    internal static LegWays Of(LegTableQuestion question, PlannedWay[] ways) => new(question, InForce(question).Zones, ways);

    private static (TimeWindow Window, HashSet<ZoneId> Zones) InForce(LegTableQuestion question)
    {
        var window = new TimeWindow(question.First, question.Last + Longest);
        return (window, question.World.Space.ZoneSets.SelectMany(set => set.Zones).Where(zone => zone.ForceWindows(window).Count > 0).Select(zone => zone.Id).ToHashSet());
    }
}
