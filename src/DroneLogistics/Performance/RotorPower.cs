using DroneLogistics.Fleet;
using DroneLogistics.Units;

namespace DroneLogistics.Performance;

/// <summary>
/// Shaft power of lifting rotors from momentum theory with a wake interference factor.
/// </summary>
/// <remarks>
/// Symbols: T thrust (N), A disc area (m²), rho air density (kg/m³), v_h = √(T / 2 rho A) induced velocity in ideal hover,
/// v_i induced velocity, V_c climb speed, V airspeed, D drag (N), kappa, chi, c0 factors of the rotor, f drag area (m²).
/// Sources: momentum theory and the vortex-ring quartic after Leishman, Principles of Helicopter Aerodynamics, 2nd ed. 2006, ch. 2;
/// Glauert's forward flight; the interference factor is our own fit (docs/physics.md).
/// </remarks>
public static class RotorPower
{
    /// <summary>Standard gravity, m/s² (ISO 80000-3).</summary>
    public const double Gravity = 9.80665;

    private const int NewtonLimit = 50;

    /// <summary>v_h = √(T / 2 rho A), m/s.</summary>
    /// <param name="thrustNewtons">Thrust, positive.</param>
    /// <param name="discAreaSquareMetres">Disc area, positive.</param>
    /// <param name="density">Air density, positive.</param>
    public static double HoverInducedVelocity(double thrustNewtons, double discAreaSquareMetres, AirDensity density) =>
        Math.Sqrt(thrustNewtons / (2 * density.KilogramsPerCubicMetre * discAreaSquareMetres));

    /// <summary>
    /// Induced velocity in axial flight, m/s: momentum theory in climb and in fast descent (beyond 2 v_h), the vortex-ring quartic between.
    /// </summary>
    /// <param name="hoverInducedVelocity">v_h, m/s, positive.</param>
    /// <param name="climbSpeed">V_c, m/s; negative in descent.</param>
    public static double AxialInducedVelocity(double hoverInducedVelocity, double climbSpeed)
    {
        if (climbSpeed >= 0)
        {
            var half = climbSpeed / 2;
            return -half + Math.Sqrt((half * half) + (hoverInducedVelocity * hoverInducedVelocity));
        }

        var x = climbSpeed / hoverInducedVelocity;
        if (x < -2)
        {
            var half = climbSpeed / 2;
            return -half - Math.Sqrt((half * half) - (hoverInducedVelocity * hoverInducedVelocity));
        }

        return hoverInducedVelocity * (1 - (x * (1.125 + (x * (1.372 + (x * (1.718 + (x * 0.655))))))));
    }

    /// <summary>Glauert's induced velocity of an inclined disc, m/s, by Newton's method: v = v_h² / √(V_t² + (V_n + v)²).</summary>
    /// <param name="hoverInducedVelocity">v_h, m/s, positive.</param>
    /// <param name="tangential">V_t, flow in the disc plane, m/s.</param>
    /// <param name="normal">V_n, flow down through the disc, m/s.</param>
    public static double InclinedInducedVelocity(double hoverInducedVelocity, double tangential, double normal)
    {
        var square = hoverInducedVelocity * hoverInducedVelocity;

        // The level disc is near, and exact where nothing flows through the disc.
        var v = LevelInducedVelocity(hoverInducedVelocity, tangential);
        for (var i = 0; i < NewtonLimit; i++)
        {
            var flow = Math.Sqrt((tangential * tangential) + ((normal + v) * (normal + v)));
            var residual = v - (square / flow);
            var slope = 1 + (square * (normal + v) / (flow * flow * flow));
            var step = residual / slope;
            v -= step;
            if (Math.Abs(step) <= 1e-13 * hoverInducedVelocity)
            {
                break;
            }
        }

        return v;
    }

    /// <summary>Induced velocity of a level disc in closed form, m/s: v² = (−V² + √(V⁴ + 4 v_h⁴)) / 2.</summary>
    public static double LevelInducedVelocity(double hoverInducedVelocity, double airspeed)
    {
        var v2 = airspeed * airspeed;
        var h2 = hoverInducedVelocity * hoverInducedVelocity;

        // The subtraction of two nearly equal numbers at high speed is avoided by the conjugate.
        return Math.Sqrt(2 * h2 * h2 / (v2 + Math.Sqrt((v2 * v2) + (4 * h2 * h2))));
    }

    /// <summary>Shaft power in hover and vertical flight.</summary>
    /// <param name="rotors">The rotors.</param>
    /// <param name="mass">Mass carried, positive.</param>
    /// <param name="climbSpeed">Positive up.</param>
    /// <param name="density">Air density, positive.</param>
    public static PowerBreakdown Vertical(RotorSystem rotors, Mass mass, Speed climbSpeed, AirDensity density)
    {
        var thrust = mass.Kilograms * Gravity * rotors.DownloadFactor;
        var hover = HoverInducedVelocity(thrust, rotors.DiscAreaSquareMetres, density);
        var climb = climbSpeed.MetresPerSecond;
        var power = FromFlow(rotors, thrust, hover, AxialInducedVelocity(hover, climb), interference: 1, throughDisc: climb);
        if (climb >= 0)
        {
            return power;
        }

        var floor = rotors.DescentPowerFloorShare * FromFlow(rotors, thrust, hover, hover, interference: 1, throughDisc: 0).ShaftWatts;
        var missing = floor - power.ShaftWatts;
        return missing > 0 ? power with { ClimbWatts = power.ClimbWatts + missing } : power;
    }

    /// <summary>Shaft power in level forward flight on the rotors.</summary>
    /// <param name="rotors">The rotors.</param>
    /// <param name="liftNewtons">What they must lift; the drag comes on top.</param>
    /// <param name="airspeed">True airspeed, not negative.</param>
    /// <param name="density">Air density, positive.</param>
    public static PowerBreakdown Forward(RotorSystem rotors, double liftNewtons, Speed airspeed, AirDensity density)
    {
        var v = airspeed.MetresPerSecond;
        var drag = 0.5 * density.KilogramsPerCubicMetre * rotors.DragAreaSquareMetres * v * v;
        var lift = liftNewtons * rotors.DownloadFactor;
        var thrust = Math.Sqrt((lift * lift) + (drag * drag));
        if (!(thrust > 0))
        {
            return default;
        }

        var sine = drag / thrust;
        var tangential = v * (lift / thrust);
        var normal = v * sine;
        var hover = HoverInducedVelocity(thrust, rotors.DiscAreaSquareMetres, density);
        var induced = InclinedInducedVelocity(hover, tangential, normal);

        // Level-disc value at the same V_t: the factor is exactly kappa where no wake is blown into another rotor.
        var interference = 1 + (rotors.InterferenceFactor * (1 - Math.Min(1, LevelInducedVelocity(hover, tangential) / hover)));
        return FromFlow(rotors, thrust, hover, induced, interference, throughDisc: 0) with { ParasiteWatts = drag * v };
    }

    private static PowerBreakdown FromFlow(RotorSystem rotors, double thrust, double hover, double induced, double interference, double throughDisc)
    {
        var ideal = thrust * induced;
        var climb = thrust * throughDisc;
        return rotors.FigureOfMerit is { } figureOfMerit
            ? new PowerBreakdown(ideal, (ideal + climb) * ((1 / figureOfMerit) - 1), 0, climb, 0, 0, 0)
            : new PowerBreakdown(rotors.InducedFactor * interference * ideal, rotors.ProfileFactor * thrust * hover, 0, climb, 0, 0, 0);
    }
}
