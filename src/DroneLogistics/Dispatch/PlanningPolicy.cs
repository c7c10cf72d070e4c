using DroneLogistics.Dispatch.RoutePlanning;
using DroneLogistics.Provenance;
using DroneLogistics.Scheduling;
using DroneLogistics.Scheduling.Intents;
using DroneLogistics.Simulation;
using DroneLogistics.Simulation.MonteCarlo;
using DroneLogistics.Units;
using DroneLogistics.Weather;

namespace DroneLogistics.Dispatch;

/// <summary>How flights are planned and judged where nobody says otherwise: <c>data/policy/planning.json</c>.</summary>
/// <param name="Flight">How they are flown.</param>
/// <param name="Reserve">What must remain at landing.</param>
/// <param name="Wind">How wind grows with height and gusts.</param>
/// <param name="Thrust">What rotors must have in hand.</param>
/// <param name="Claims">How long things are held.</param>
/// <param name="MinTakeoffCharge">From here on a pack counts as charged.</param>
/// <param name="AssumedPackHealthRatio">State of health of a pack of which nobody knows it.</param>
/// <param name="ChargingEfficiency">Share of a charger's power that becomes charge.</param>
/// <param name="PositionAdvisory">From this accuracy on a position is called approximate.</param>
/// <param name="ServiceArea">Where a new site may be asked about.</param>
/// <param name="CandidateElevation">Elevation of a point asked about, where nobody says.</param>
/// <param name="LocalOffset">Local time over UTC.</param>
/// <param name="Numbers">Every number of the file with its status and source.</param>
public sealed record PlanningPolicy(
    FlightPolicy Flight,
    ReservePolicy Reserve,
    WindPolicy Wind,
    ThrustPolicy Thrust,
    ClaimPolicy Claims,
    StateOfCharge MinTakeoffCharge,
    double AssumedPackHealthRatio,
    double ChargingEfficiency,
    Length PositionAdvisory,
    ServiceArea ServiceArea,
    AltitudeAmsl CandidateElevation,
    TimeSpan LocalOffset,
    IReadOnlyList<SourcedNumber> Numbers)
{
    /// <summary>Overhead the destination another open landing site must be in reach with the final reserve.</summary>
    public bool AlternateRequired { get; init; }

    /// <summary>How far apart the points of a leg are from which alternates are looked for.</summary>
    public Length AlternateStep { get; init; } = Length.FromKilometres(2);

    /// <summary>How routes are looked for and told apart.</summary>
    public required RoutePolicy Routes { get; init; }

    /// <summary>How likely a flight must be to end as planned, and how that is found.</summary>
    public required CompletionPolicy Completion { get; init; }

    /// <summary>How large the volumes are in which a flight is meant to stay.</summary>
    public required IntentPolicy Intent { get; init; }

    /// <summary>09:00 local time on the day after an instant: the departure where nobody names one.</summary>
    public DateTimeOffset DefaultDeparture(DateTimeOffset now) =>
        new DateTimeOffset(now.ToOffset(LocalOffset).Date, LocalOffset).AddDays(1).AddHours(9).ToUniversalTime();
}
