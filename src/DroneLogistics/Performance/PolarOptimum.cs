using DroneLogistics.Fleet;
using DroneLogistics.Units;

namespace DroneLogistics.Performance;

/// <summary>The best points of the parabolic polar C_D = C_D0 + k C_L² in still air and level flight, propulsion and avionics aside.</summary>
/// <remarks>
/// Symbols: W weight (N), rho air density (kg/m³), S wing area (m²), eta efficiency from battery to thrust (1). Anderson, Aircraft Performance
/// and Design, 1999, ch. 5; the electric range equation is Breguet's with a constant mass. Whether the wing still carries at these speeds
/// (stall, with its margin) is for the caller: <see cref="CruiseSpeeds"/> holds to it.
/// </remarks>
/// <param name="Weight">W, N.</param>
/// <param name="LiftCoefficient">C_L at the least drag, √(C_D0 / k).</param>
/// <param name="LiftToDrag">The highest L/D, 1 / (2 √(k C_D0)).</param>
/// <param name="BestRange">Speed of the least drag, √(2 W / (rho S)) (k / C_D0)^(1/4).</param>
/// <param name="DrivetrainEfficiency">eta.</param>
public readonly record struct PolarOptimum(double Weight, double LiftCoefficient, double LiftToDrag, Speed BestRange, double DrivetrainEfficiency)
{
    /// <summary>Speed of the least shaft power: the speed of the least drag over 3^(1/4).</summary>
    public Speed BestEndurance => BestRange * Math.Pow(3, -0.25);

    /// <summary>W / (L/D), N.</summary>
    public double LeastDragNewtons => Weight / LiftToDrag;

    /// <summary>Sink at <see cref="BestRange"/> without power: V sin(gamma) with tan(gamma) = D / L.</summary>
    public Speed GlideSink => BestRange * Math.Sin(Math.Atan(1 / LiftToDrag));

    /// <summary>The optimum of a wing at a mass and a density, all positive.</summary>
    public static PolarOptimum Of(Wing wing, Mass mass, AirDensity density)
    {
        var weight = mass.Kilograms * RotorPower.Gravity;
        var loading = 2 * weight / (density.KilogramsPerCubicMetre * wing.AreaSquareMetres);
        return new PolarOptimum(
            weight,
            Math.Sqrt(wing.ZeroLiftDragCoefficient / wing.InducedDragFactor),
            1 / (2 * Math.Sqrt(wing.InducedDragFactor * wing.ZeroLiftDragCoefficient)),
            Speed.FromMetresPerSecond(Math.Sqrt(loading) * Math.Pow(wing.InducedDragFactor / wing.ZeroLiftDragCoefficient, 0.25)),
            wing.DrivetrainEfficiency);
    }

    /// <summary>Way of a glide in still air: h L/D.</summary>
    /// <param name="height">h.</param>
    public Length GlideFrom(Length height) => height * LiftToDrag;

    /// <summary>Range on an energy at the battery's terminals: R = E eta (L/D) / W.</summary>
    /// <param name="energy">E.</param>
    public Length RangeOn(Energy energy) => Length.FromMetres(energy.Joules * DrivetrainEfficiency * LiftToDrag / Weight);
}
