using DroneLogistics.Fleet;
using DroneLogistics.Units;

namespace DroneLogistics.Performance;

/// <summary>Electrical power of a type in level flight, avionics included: on the wing where there is one, on the rotors otherwise.</summary>
public static class LevelFlight
{
    // Power curves bend over metres a second: half a metre a second is far below that and far above rounding.
    private const double CurvatureStepMetresPerSecond = 0.5;

    /// <summary>Power at the battery's terminals.</summary>
    /// <param name="type">The type.</param>
    /// <param name="mass">Mass, positive.</param>
    /// <param name="airspeed">True airspeed; positive on a wing, not negative on rotors.</param>
    /// <param name="density">Air density, positive.</param>
    public static PowerBreakdown At(AircraftType type, Mass mass, Speed airspeed, AirDensity density)
    {
        var (shaft, efficiency) = type.Wing is { } wing
            ? (WingPower.Cruise(wing, mass, airspeed, Speed.Zero, density), wing.DrivetrainEfficiency)
            : (RotorPower.Forward(type.Rotors, mass.Kilograms * RotorPower.Gravity, airspeed, density), type.Rotors.DrivetrainEfficiency);
        return shaft.ThroughDrivetrain(efficiency).WithAvionics(type.AvionicsPower);
    }

    /// <summary>
    /// What turbulence along the flight adds to the mean power: half of P''(V) sigma_u², the second term of Taylor's series of the mean. Valid
    /// where sigma_u is small against V; P'' by central differences over half a metre a second.
    /// </summary>
    /// <param name="type">The type.</param>
    /// <param name="mass">Mass, positive.</param>
    /// <param name="airspeed">Mean true airspeed, above 0.5 m/s.</param>
    /// <param name="density">Air density, positive.</param>
    /// <param name="sigma">Standard deviation of the airspeed.</param>
    public static Power TurbulencePenalty(AircraftType type, Mass mass, Speed airspeed, AirDensity density, Speed sigma)
    {
        double Watts(double more) => At(type, mass, airspeed + Speed.FromMetresPerSecond(more), density).TotalWatts;
        var step = CurvatureStepMetresPerSecond;
        var curvature = (Watts(step) - (2 * Watts(0)) + Watts(-step)) / (step * step);
        return Power.FromWatts(0.5 * curvature * sigma.MetresPerSecond * sigma.MetresPerSecond);
    }
}
