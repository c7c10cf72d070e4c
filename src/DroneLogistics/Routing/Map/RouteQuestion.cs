using DroneLogistics.Units;

namespace DroneLogistics.Routing.Map;

/// <summary>From where to where, and how the flight passes.</summary>
/// <param name="Stops">Names of the sites: origin, sites to be flown over in order, destination; at least two.</param>
/// <param name="Passage">How hindrances see it.</param>
public sealed record RouteQuestion(IReadOnlyList<string> Stops, Passage Passage)
{
    /// <summary>Where the wind blows to, east component over airspeed; ways are the quickest in it. Zero: the shortest over the ground.</summary>
    public double WindEastRatio { get; init; }

    /// <summary>North component over airspeed.</summary>
    public double WindNorthRatio { get; init; }

    /// <summary>As how many metres over the sea a metre between pad and sea counts, from 1: above it approaches are chosen that are short over land.</summary>
    public double LandWeight { get; init; } = 1;

    /// <summary>Which other ways are wanted beside the best; null: none.</summary>
    public AlternativeRules? Alternatives { get; init; }
}

/// <summary>How many ways are wanted, and when two differ enough to be told apart.</summary>
/// <param name="MostWays">At most, the best among them; from 1.</param>
/// <param name="Apart">So far from every point of the other.</param>
/// <param name="ShareApart">On so much of its length, 0 to 1.</param>
/// <param name="GreatestDetour">No way is offered that is longer than the best times this, from 1.</param>
public sealed record AlternativeRules(int MostWays, Length Apart, double ShareApart, double GreatestDetour)
{
    /// <summary>Searches for ways that differ: each closes one strait more. As it stands far more than any question needs; who is in a hurry asks for fewer.</summary>
    public int MostSearches { get; init; } = 400;
}

/// <summary>How far a way is permitted. The zero value is not at all.</summary>
public enum WayStanding
{
    /// <summary>No way was found: the straight line stands for it.</summary>
    None = 0,

    /// <summary>It passes zones in which the flight is prohibited.</summary>
    Prohibited,

    /// <summary>It passes zones that need an authorization which the flight has not.</summary>
    NeedsAuthorization,

    /// <summary>Nothing stands in the way.</summary>
    Clear,
}
