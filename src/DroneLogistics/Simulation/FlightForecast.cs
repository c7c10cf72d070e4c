using DroneLogistics.Performance;
using DroneLogistics.Units;

namespace DroneLogistics.Simulation;

/// <summary>What the battery did on a flight.</summary>
public enum BatteryEnd
{
    /// <summary>Not simulated: the flight cannot be flown as asked. The zero value is never a pass.</summary>
    NotFlown = 0,

    /// <summary>It carried the aircraft to the destination.</summary>
    Landed,

    /// <summary>It was empty on the way.</summary>
    Empty,

    /// <summary>It could not give the power asked on the way.</summary>
    PowerInsufficient,

    /// <summary>The flight takes more steps of integration than any flight needs.</summary>
    StepBudgetExceeded,
}

/// <summary>One phase of a simulated flight.</summary>
/// <param name="Phase">Which.</param>
/// <param name="StartSeconds">Since block-off.</param>
/// <param name="Seconds">Its duration.</param>
/// <param name="DistanceMetres">Ground distance.</param>
/// <param name="From">Altitude at its start.</param>
/// <param name="To">Altitude at its end.</param>
/// <param name="Airspeed">Mean true airspeed.</param>
/// <param name="MeanPower">Mean electrical power.</param>
/// <param name="Energy">Where its energy went.</param>
/// <param name="EndCharge">Charge at its end; null where the battery did not last.</param>
public sealed record PhaseForecast(
    FlightPhase Phase,
    double StartSeconds,
    double Seconds,
    double DistanceMetres,
    AltitudeAmsl From,
    AltitudeAmsl To,
    Speed Airspeed,
    Power MeanPower,
    EnergyLedger Energy,
    StateOfCharge? EndCharge)
{
    public Speed GroundSpeed => Speed.FromMetresPerSecond(Seconds > 0 ? DistanceMetres / Seconds : 0);
}

/// <summary>A simulated flight.</summary>
public sealed record FlightForecast
{
    public required FlightTask Task { get; init; }

    public required FlightProfile Profile { get; init; }

    /// <summary>Empty where the flight cannot be flown as asked.</summary>
    public required IReadOnlyList<PhaseForecast> Phases { get; init; }

    /// <summary>The battery after each segment of the profile; shorter than the profile where the battery did not last.</summary>
    public required IReadOnlyList<BatteryState> SegmentEnds { get; init; }

    public required BatteryEnd BatteryEnd { get; init; }

    /// <summary>Null where the battery did not carry it to the destination.</summary>
    public required StateOfCharge? LandingCharge { get; init; }

    /// <summary>Lowest voltage under load; null where the battery was not asked for power it could give.</summary>
    public required double? MinLoadedVolts { get; init; }

    /// <summary>Voltage under the hover of a landing that must wait, at landing mass and charge; null where it does not land.</summary>
    public double? LandingHoverVolts { get; init; }

    /// <summary>Highest current, ampere.</summary>
    public required double? MaxCurrentAmperes { get; init; }

    /// <summary>The coldest and the hottest that the cells were; null where the flight cannot be flown as asked.</summary>
    public required (Temperature Coldest, Temperature Hottest)? CellTemperatures { get; init; }

    /// <summary>The limits of the battery that the flight passes, each with its first instant.</summary>
    public required IReadOnlyList<BatteryEvent> Events { get; init; }

    /// <summary>Where the battery could not give the power asked: what it could give at the most, U² / 4R, and what was asked, watts.</summary>
    public (double AvailableWatts, double AskedWatts)? PowerShortfall { get; init; }

    public required EnergyLedger Energy { get; init; }

    /// <summary>Null where the flight cannot be flown as asked.</summary>
    public required ReservePlan? Reserve { get; init; }

    /// <summary>Pad to pad; null where the flight cannot be flown as asked.</summary>
    public double? BlockSeconds => Phases.Count == 0 ? null : Phases[^1].StartSeconds + Phases[^1].Seconds;
}

/// <summary>The reserve policy, line by line; open-circuit energy.</summary>
/// <param name="Trip">Energy of the trip.</param>
/// <param name="Contingency">Share of the trip.</param>
/// <param name="FinalReserve">What must remain at landing.</param>
/// <param name="HoverMinutesBind">The minutes of hover are the larger part of the final reserve, not the share of the charge.</param>
/// <param name="Available">Charge at block-off.</param>
/// <param name="AtLanding">Available less trip; negative: that much is missing.</param>
public sealed record ReservePlan(Energy Trip, Energy Contingency, Energy FinalReserve, bool HoverMinutesBind, Energy Available, Energy AtLanding)
{
    public Energy RequiredAtLanding => Contingency + FinalReserve;

    public Energy Required => Trip + Contingency + FinalReserve;

    public Energy Margin => AtLanding - RequiredAtLanding;
}
