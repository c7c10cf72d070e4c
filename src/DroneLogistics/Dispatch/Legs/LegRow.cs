namespace DroneLogistics.Dispatch.Legs;

/// <summary>One simulated flight of the leg table. What does not land has no numbers (NaN).</summary>
/// <param name="BlockSeconds">Pad to pad, s.</param>
/// <param name="TripWattHours">Open-circuit energy of the trip, Wh.</param>
/// <param name="LandingCharge">Charge at landing, 0 to 1.</param>
/// <param name="ReserveMarginWattHours">What is left at landing above contingency and final reserve, Wh; negative: that much is missing.</param>
/// <param name="Limit">The limit that refuses, the first in the order of the checks; where none does, the nearest.</param>
/// <param name="LimitMarginRatio">How far inside that limit, as a share of it (of a range for temperatures); below 0 or NaN where it refuses.</param>
public readonly record struct LegRow(double BlockSeconds, double TripWattHours, double LandingCharge, double ReserveMarginWattHours, ReasonCode Limit, double LimitMarginRatio)
{
    /// <summary>No limit that the table looks at refuses it. That is no GO.</summary>
    public bool Flies => LimitMarginRatio >= 0;

    /// <summary>A flight that is not flown, with the limit that refuses it.</summary>
    public static LegRow Refused(ReasonCode limit, double margin) => new(double.NaN, double.NaN, double.NaN, double.NaN, limit, margin);
}

/// <summary>What all payloads of one hour of a leg have in common.</summary>
/// <param name="WindMarginMetresPerSecond">How far the wind lies inside the limit of the type, or the ground speed in gusts above the policy's least: the lesser; NaN where the wind is not known.</param>
/// <param name="DriftSeconds">By how much the block time between this hour and the next may differ from a straight line between theirs, from the fields of the forecast on the way; NaN where that is not known, and of the last hour.</param>
/// <param name="DriftMetresPerSecond">By how much the wind, or what the limit of the type is about, may.</param>
public readonly record struct LegHour(double WindMarginMetresPerSecond, double DriftSeconds, double DriftMetresPerSecond);
