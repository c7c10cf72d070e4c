using DroneLogistics.Units;

namespace DroneLogistics.Simulation.Alternates;

/// <summary>What becomes of a flight that leaves its path for another site: the rest of it, simulated as any flight is.</summary>
/// <param name="Site">Where it lands.</param>
/// <param name="Flight">The flight from the moment on: its reserve plan begins with the charge then.</param>
/// <param name="Open">The site is open when it lands.</param>
public sealed record Diversion(LandingSite Site, FlightForecast Flight, bool Open)
{
    /// <summary>From the moment to block-on; infinite where the site cannot be flown to at all.</summary>
    public double Seconds => Flight.BlockSeconds ?? double.PositiveInfinity;

    /// <summary>Charge at landing; null where it does not get there.</summary>
    public StateOfCharge? LandingCharge => Flight.LandingCharge;

    /// <summary>What is left at landing beyond the final reserve, negative where it is missing; null where the site cannot be flown to at all.</summary>
    public Energy? Margin => Flight.Reserve is { } reserve ? reserve.AtLanding - reserve.FinalReserve : null;

    /// <summary>Lands with at least the final reserve, open or not.</summary>
    public bool HasReserve => LandingCharge is not null && Margin >= Energy.Zero;

    /// <summary>Lands with at least the final reserve at an open site.</summary>
    public bool Reachable => Open && HasReserve;
}
