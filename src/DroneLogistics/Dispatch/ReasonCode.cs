namespace DroneLogistics.Dispatch;

/// <summary>Why a flight is refused, or what an answer rests on. The numbers are those of the contract.</summary>
public enum ReasonCode
{
    None = 0,
    PayloadExceedsLimit = 1,
    TakeoffMassExceedsSiteLimit = 2,
    EnergyReserveShortfall = 4,
    HeadwindExceedsAirspeed = 6,
    WindLimitExceeded = 7,
    GustLimitExceeded = 8,
    TemperatureOutsideEnvelope = 12,
    ForecastUnavailable = 15,
    SiteClosed = 23,
    PadUnavailable = 24,
    BatteryUnavailable = 27,
    AircraftUnavailable = 28,
    TimeWindowMissed = 32,
    OutsideModelValidity = 43,
    BatteryPowerInsufficient = 46,
    ThrustMarginInsufficient = 47,
    GroundSpeedTooLow = 48,
    SimulationDiverged = 49,
    StepBudgetExceeded = 50,
    WindAssumed = 100,
    TerrainAssumed = 101,
    PositionApproximate = 102,
    SitePlanned = 103,
    FleetAssumed = 104,
}
