using DroneLogistics.Fleet;
using DroneLogistics.Provenance;
using DroneLogistics.Units;

namespace DroneLogistics.Simulation;

/// <summary>A flight as it was planned, and what it took where that was measured.</summary>
public sealed record FlightRecord
{
    /// <summary>Its name in the log.</summary>
    public required string Flight { get; init; }

    /// <summary>The name of its route in the log.</summary>
    public required string Route { get; init; }

    /// <summary>Speed over the ground as commanded; zero is a hover.</summary>
    public required Speed CommandedSpeed { get; init; }

    public required Mass Payload { get; init; }

    /// <summary>Cruise heights above the pad in flying order; several where the height is changed on the way.</summary>
    public required IReadOnlyList<Length> Heights { get; init; }

    /// <summary>Mean wind met on the way, of whatever direction; null: not known.</summary>
    public required Speed? AmbientWind { get; init; }

    /// <summary>Energy at the battery's terminals; null: not measured. Never an input of a prediction.</summary>
    public required Energy? MeasuredEnergy { get; init; }
}

/// <summary>A closed route of which only the flown length is known: a regular polygon from the pad back to it.</summary>
/// <param name="Name">Its name in the logs.</param>
/// <param name="FlownLength">Length as flown.</param>
/// <param name="Legs">Straight legs, a stop after each; 2 is out and back, 1 a single leg.</param>
public sealed record RecordedRoute(string Name, Length FlownLength, int Legs);

/// <summary>What a data set of flights says of itself: <c>data/validation/*-routes.json</c>.</summary>
public sealed record RecordedRoutes
{
    /// <summary>The type that flew.</summary>
    public required AircraftTypeId AircraftType { get; init; }

    public required AltitudeAmsl PadElevation { get; init; }

    /// <summary>Mean and standard deviation of the wind where a flight does not say its own.</summary>
    public required (Speed Mean, Speed Deviation) UnknownWind { get; init; }

    /// <summary>The routes of known length by name.</summary>
    public required IReadOnlyDictionary<string, RecordedRoute> Routes { get; init; }

    /// <summary>Every number of the file with its status and source.</summary>
    public required IReadOnlyList<SourcedNumber> Numbers { get; init; }
}
