using DroneLogistics.Routing.Map;
using DroneLogistics.Units;

namespace DroneLogistics.Dispatch.RoutePlanning;

/// <summary>How routes are looked for and told apart.</summary>
/// <param name="AltitudeStep">Cruise altitudes are tried at multiples of this, above 0 m.</param>
/// <param name="Apart">A place of a route so far from all of another lies apart from it.</param>
/// <param name="ShareApart">Routes with so much of their length apart differ, 0 to 1.</param>
/// <param name="GreatestDetour">No route is offered that is longer than the best times this, from 1.</param>
/// <param name="GroundRiskWeight">As how many metres over water a metre counts from which a falling aircraft may hit land, from 1.</param>
/// <param name="WingsGlideOn">A winged aircraft that fails glides on; else its flight is terminated and it comes down within its height.</param>
/// <param name="LongestBand">Altitude bands are told for pieces no longer than this, above 0 m.</param>
public sealed record RoutePolicy(Length AltitudeStep, Length Apart, double ShareApart, double GreatestDetour, double GroundRiskWeight, bool WingsGlideOn, Length LongestBand)
{
    /// <summary>The rules for so many routes.</summary>
    public AlternativeRules Alternatives(int mostWays) => new(mostWays, Apart, ShareApart, GreatestDetour);
}
