using DroneLogistics.Airspace.Authorizations;
using DroneLogistics.Airspace.National;
using DroneLogistics.Simulation;
using DroneLogistics.Units;

namespace DroneLogistics.Dispatch;

/// <summary>What approvals are asked about, from a flight as it was simulated.</summary>
public static class AuthorizationFacts
{
    /// <summary>The facts of a flight.</summary>
    /// <param name="question">Sites, type and departure.</param>
    /// <param name="arrival">Block-on; null where the flight cannot get there.</param>
    /// <param name="corridor">What it may fill; null where it is not known, and no approval covers it.</param>
    /// <param name="presences">The zones it meets.</param>
    /// <param name="rules">Of the country, for the class of the type.</param>
    public static FlightFacts Of(FlightQuestion question, DateTimeOffset? arrival, FlightCorridor? corridor, IReadOnlyList<ZonePresence> presences, NationalRules rules) => new()
    {
        Origin = question.Origin.Id.Text,
        Destination = question.Destination.Id.Text,
        Via = [.. question.Via.Select(site => site.Id.Text)],
        AircraftType = question.Type.Id.Text,
        MassClass = rules.Classes.Of(question.Type.EmptyMass, question.Type.MaxTakeoffMass, question.Type.MaxAirspeed),
        When = arrival > question.Departure ? new TimeWindow(question.Departure, arrival.Value) : null,
        HighestOverLand = corridor?.HighestOverLand,
        HighestOverSea = corridor?.HighestOverSea,
        Zones = presences,
    };
}
