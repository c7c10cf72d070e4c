using DroneLogistics.Fleet;
using DroneLogistics.Geodesy;
using DroneLogistics.Scheduling;
using DroneLogistics.Sites;
using DroneLogistics.Units;

namespace DroneLogistics.Audit;

/// <summary>One phase of a flight as it was recorded.</summary>
/// <param name="StartSeconds">Since block-off.</param>
/// <param name="Seconds">Its duration.</param>
/// <param name="From">Altitude at its start.</param>
/// <param name="To">Altitude at its end.</param>
/// <param name="MeanPower">Electrical power at the terminals.</param>
/// <param name="BatteryLoss">Heat in the battery.</param>
/// <param name="Causes">What the energy at the terminals went into, line by line.</param>
/// <param name="Total">Open-circuit energy drawn.</param>
public sealed record AuditedPhase(double StartSeconds, double Seconds, AltitudeAmsl From, AltitudeAmsl To, Power MeanPower, Energy BatteryLoss, IReadOnlyList<Energy> Causes, Energy Total);

/// <summary>A flight of the timetable as it was recorded: what the auditor reads, and nothing that a planner worked out since.</summary>
public sealed record AuditedFlight
{
    /// <summary>Its id, unique among the flights that are audited.</summary>
    public required string Id { get; init; }

    public required AircraftTypeId Type { get; init; }

    public required AircraftId Aircraft { get; init; }

    public required BatteryPackId Pack { get; init; }

    public required SiteId Origin { get; init; }

    public required SiteId Destination { get; init; }

    public required Mass Payload { get; init; }

    /// <summary>Block-off.</summary>
    public required DateTimeOffset Departure { get; init; }

    /// <summary>Block-on.</summary>
    public required DateTimeOffset Arrival { get; init; }

    public required StateOfCharge TakeoffCharge { get; init; }

    public required StateOfCharge LandingCharge { get; init; }

    /// <summary>In flying order.</summary>
    public required IReadOnlyList<AuditedPhase> Phases { get; init; }

    /// <summary>Open-circuit energy of the whole flight.</summary>
    public required Energy Trip { get; init; }

    /// <summary>Open-circuit energy that must remain at landing.</summary>
    public required Energy FinalReserve { get; init; }

    public required IReadOnlyList<Claim> Claims { get; init; }

    /// <summary>Where it is meant to be and when, in flying order.</summary>
    public required IReadOnlyList<SweptCorridor> Intent { get; init; }
}

/// <summary>What the flights were scheduled with.</summary>
/// <param name="Flights">Those that hold claims.</param>
/// <param name="Sites">Pads and chargers.</param>
/// <param name="Fleet">Tails and packs.</param>
/// <param name="Types">Aircraft types.</param>
/// <param name="Claims">How long things are held.</param>
/// <param name="PackTemperature">Of a pack at take-off and on charge.</param>
/// <param name="ChargingEfficiency">Share of a charger's power that becomes charge.</param>
public sealed record AuditedSchedule(
    IReadOnlyList<AuditedFlight> Flights,
    SiteRegister Sites,
    FleetRegister Fleet,
    IReadOnlyList<AircraftType> Types,
    ClaimPolicy Claims,
    Temperature PackTemperature,
    double ChargingEfficiency);
