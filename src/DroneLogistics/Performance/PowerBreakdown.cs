using DroneLogistics.Units;

namespace DroneLogistics.Performance;

/// <summary>Electrical power at the battery's terminals by cause, watts. The first five are shaft power.</summary>
/// <param name="InducedWatts">Induced power of rotors and wing.</param>
/// <param name="ProfileWatts">Blade drag, and the losses of a lift rotor described by its figure of merit.</param>
/// <param name="ParasiteWatts">Drag of airframe, payload and stopped rotors.</param>
/// <param name="ClimbWatts">Work against gravity; negative where a descent gives energy back to the rotor.</param>
/// <param name="AccelerationWatts">Kinetic energy gained.</param>
/// <param name="DrivetrainWatts">Losses between terminals and shaft.</param>
/// <param name="AvionicsWatts">Avionics, payload bay and link.</param>
public readonly record struct PowerBreakdown(
    double InducedWatts,
    double ProfileWatts,
    double ParasiteWatts,
    double ClimbWatts,
    double AccelerationWatts,
    double DrivetrainWatts,
    double AvionicsWatts)
{
    public double ShaftWatts => InducedWatts + ProfileWatts + ParasiteWatts + ClimbWatts + AccelerationWatts;

    public double TotalWatts => ShaftWatts + DrivetrainWatts + AvionicsWatts;

    public Power Total => Power.FromWatts(TotalWatts);

    public static PowerBreakdown operator +(PowerBreakdown a, PowerBreakdown b) => new(
        a.InducedWatts + b.InducedWatts,
        a.ProfileWatts + b.ProfileWatts,
        a.ParasiteWatts + b.ParasiteWatts,
        a.ClimbWatts + b.ClimbWatts,
        a.AccelerationWatts + b.AccelerationWatts,
        a.DrivetrainWatts + b.DrivetrainWatts,
        a.AvionicsWatts + b.AvionicsWatts);

    public static PowerBreakdown operator *(PowerBreakdown a, double factor) => new(
        a.InducedWatts * factor,
        a.ProfileWatts * factor,
        a.ParasiteWatts * factor,
        a.ClimbWatts * factor,
        a.AccelerationWatts * factor,
        a.DrivetrainWatts * factor,
        a.AvionicsWatts * factor);

    /// <summary>Adds the drivetrain's loss to shaft power: P_e = P_shaft / eta.</summary>
    public PowerBreakdown ThroughDrivetrain(double efficiency) =>
        this with { DrivetrainWatts = ShaftWatts * ((1.0 / efficiency) - 1.0) };

    public PowerBreakdown WithAvionics(Power avionics) => this with { AvionicsWatts = avionics.Watts };
}
