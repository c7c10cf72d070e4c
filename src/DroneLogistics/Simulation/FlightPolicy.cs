using DroneLogistics.Units;

namespace DroneLogistics.Simulation;

/// <summary>How flights are flown where nobody says otherwise; the numbers stand in <c>data/policy/</c> with their sources.</summary>
/// <param name="CruiseAltitude">Cruise altitude above the sea.</param>
/// <param name="MinGroundSpeed">The least ground speed against the wind.</param>
/// <param name="PackTemperature">Temperature of a pack that was kept indoors.</param>
/// <param name="SpoolPowerShare">Share of hover shaft power while the rotors turn up or down on the pad.</param>
public sealed record FlightPolicy(AltitudeAmsl CruiseAltitude, Speed MinGroundSpeed, Temperature PackTemperature, double SpoolPowerShare);

/// <summary>What must remain at landing, as an airline's fuel plan; the numbers stand in <c>data/policy/</c> with their sources.</summary>
/// <param name="ContingencyShare">Share of the trip kept for deviations.</param>
/// <param name="FinalReserveShare">Share of the full charge that must remain at landing.</param>
/// <param name="FinalReserveHoverSeconds">Or this long in hover at landing mass, whichever is larger.</param>
public sealed record ReservePolicy(double ContingencyShare, double FinalReserveShare, double FinalReserveHoverSeconds)
{
    /// <summary>The least contingency that may be asked for, a share of the trip from 0 to <see cref="ContingencyShare"/>; null: it may not be changed.</summary>
    public double? LeastContingencyShare { get; init; }
}
