using DroneLogistics.Units;

namespace DroneLogistics.Performance;

/// <summary>A battery under load.</summary>
/// <param name="Volts">At its terminals.</param>
/// <param name="Amperes">Out of it.</param>
public readonly record struct BatteryLoad(double Volts, double Amperes);

/// <summary>What changes in a battery during a flight.</summary>
/// <param name="Charge">State of charge, 0 to 1.</param>
/// <param name="Kelvin">Temperature of the cells, kelvin.</param>
public readonly record struct BatteryState(double Charge, double Kelvin)
{
    public StateOfCharge StateOfCharge => new(Charge);

    public Temperature Temperature => new(Kelvin);
}
