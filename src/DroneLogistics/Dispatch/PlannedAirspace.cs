using DroneLogistics.Airspace;
using DroneLogistics.Airspace.Authorizations;
using DroneLogistics.Simulation;
using DroneLogistics.Units;

namespace DroneLogistics.Dispatch;

/// <summary>What of the airspace a flight meets on its way.</summary>
/// <param name="Space">Ground, obstacles and zones.</param>
/// <param name="Permits">What was granted, as far as the question lets it count.</param>
/// <param name="Way">The way.</param>
/// <param name="Corridor">What the flight may fill; null where it cannot be flown as asked, and no check passes on it.</param>
/// <param name="Passings">The zones that it meets, piece by piece.</param>
/// <param name="Facts">What of the flight approvals speak of.</param>
/// <param name="LocalOffset">Of the local clock from UTC.</param>
public sealed record PlannedAirspace(
    FlightSpace Space,
    AirspacePermits Permits,
    FlightWay Way,
    FlightCorridor? Corridor,
    IReadOnlyList<ZonePassing> Passings,
    FlightFacts Facts,
    TimeSpan LocalOffset)
{
    /// <summary>Looks at a simulated flight.</summary>
    public static PlannedAirspace Of(World world, FlightQuestion question, AirspacePermits permits, FlightWay way, FlightForecast forecast, DateTimeOffset? arrival) =>
        Of(world, question, permits, way, new FlownFlight(forecast), arrival);

    internal static PlannedAirspace Of(World world, FlightQuestion question, AirspacePermits permits, FlightWay way, FlownFlight flown, DateTimeOffset? arrival)
    {
        var space = world.Space;
        var corridor = FlightCorridor.Of(flown.Pieces(space.Corridor), way.Volume, space.Corridor, question.Departure, way.Map.Terrain);

        // Limits above the ellipsoid count as none where nobody says how high the geoid is.
        IReadOnlyList<ZonePassing> passings = corridor is null ? [] : GeozoneFindings.Passings(corridor, space.Zones, geoidHeight: null);
        var facts = new FlightFacts
        {
            Origin = question.Origin.Id.Text,
            Destination = question.Destination.Id.Text,
            Via = [.. question.Via.Select(site => site.Id.Text)],
            AircraftType = question.Type.Id.Text,
            MassClass = permits.Rules.Classes.Of(question.Type.EmptyMass, question.Type.MaxTakeoffMass, question.Type.MaxAirspeed),
            When = arrival is { } landed && landed > question.Departure ? new TimeWindow(question.Departure, landed) : null,
            HighestOverLand = corridor?.HighestOverLand,
            HighestOverSea = corridor?.HighestOverSea,
            Zones = GeozoneFindings.Presences(passings),
        };
        return new PlannedAirspace(space, permits, way, corridor, passings, facts, world.Policy.LocalOffset);
    }
}
