using DroneLogistics.Performance;
using DroneLogistics.Units;

namespace DroneLogistics.Simulation;

/// <summary>Energy by cause; the lines sum to <see cref="Total"/>, the open-circuit energy drawn from the battery.</summary>
/// <param name="Induced">Induced power of rotors and wing.</param>
/// <param name="Profile">Blade drag and rotor losses.</param>
/// <param name="Parasite">Airframe drag.</param>
/// <param name="Climb">Work against gravity; negative where a descent gives energy back to the rotor.</param>
/// <param name="Acceleration">Kinetic energy gained.</param>
/// <param name="Drivetrain">Motors, speed controllers, propellers, wiring.</param>
/// <param name="Avionics">Avionics, payload bay and link.</param>
/// <param name="BatteryLoss">Heat in the battery's resistance.</param>
public readonly record struct EnergyLedger(
    Energy Induced,
    Energy Profile,
    Energy Parasite,
    Energy Climb,
    Energy Acceleration,
    Energy Drivetrain,
    Energy Avionics,
    Energy BatteryLoss)
{
    public Energy Total => Induced + Profile + Parasite + Climb + Acceleration + Drivetrain + Avionics + BatteryLoss;

    public static EnergyLedger operator +(EnergyLedger a, EnergyLedger b) => new(
        a.Induced + b.Induced,
        a.Profile + b.Profile,
        a.Parasite + b.Parasite,
        a.Climb + b.Climb,
        a.Acceleration + b.Acceleration,
        a.Drivetrain + b.Drivetrain,
        a.Avionics + b.Avionics,
        a.BatteryLoss + b.BatteryLoss);

    /// <summary>The ledger of a constant power over a time, with the battery loss that the discharge showed.</summary>
    public static EnergyLedger Of(PowerBreakdown power, double seconds, Energy batteryLoss) => new(
        Energy.FromJoules(power.InducedWatts * seconds),
        Energy.FromJoules(power.ProfileWatts * seconds),
        Energy.FromJoules(power.ParasiteWatts * seconds),
        Energy.FromJoules(power.ClimbWatts * seconds),
        Energy.FromJoules(power.AccelerationWatts * seconds),
        Energy.FromJoules(power.DrivetrainWatts * seconds),
        Energy.FromJoules(power.AvionicsWatts * seconds),
        batteryLoss);
}
