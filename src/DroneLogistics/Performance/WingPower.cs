using DroneLogistics.Fleet;
using DroneLogistics.Units;

namespace DroneLogistics.Performance;

/// <summary>Shaft power of wing-borne flight from the parabolic drag polar C_D = C_D0 + k C_L².</summary>
/// <remarks>L = n W, D = q S C_D, q = rho V² / 2. Anderson, Aircraft Performance and Design, 1999, ch. 2 and 5.</remarks>
public static class WingPower
{
    /// <summary>Speed at which the wing stalls in level flight: V_s = √(2 W / (rho S C_Lmax)).</summary>
    public static Speed StallSpeed(Wing wing, Mass mass, AirDensity density) =>
        Speed.FromMetresPerSecond(Math.Sqrt(
            2 * mass.Kilograms * RotorPower.Gravity / (density.KilogramsPerCubicMetre * wing.AreaSquareMetres * wing.MaxLiftCoefficient)));

    /// <summary>Shaft power at an airspeed and a climb speed; a descent gives nothing back to the battery.</summary>
    /// <param name="wing">The wing.</param>
    /// <param name="mass">Mass, positive.</param>
    /// <param name="airspeed">True airspeed, positive.</param>
    /// <param name="climbSpeed">Positive up.</param>
    /// <param name="density">Air density, positive.</param>
    /// <param name="loadFactor">Lift over weight, at least 1: above it in a turn.</param>
    public static PowerBreakdown Cruise(Wing wing, Mass mass, Speed airspeed, Speed climbSpeed, AirDensity density, double loadFactor = 1)
    {
        var weight = mass.Kilograms * RotorPower.Gravity;
        var drag = Drag(wing, loadFactor * weight, airspeed, density);
        var v = airspeed.MetresPerSecond;
        var climb = Math.Max(weight * climbSpeed.MetresPerSecond, -(drag.ParasiteNewtons + drag.InducedNewtons) * v);
        return new PowerBreakdown(drag.InducedNewtons * v, 0, drag.ParasiteNewtons * v, climb, 0, 0, 0);
    }

    /// <summary>Drag of the wing-borne airframe while the wing lifts <paramref name="liftNewtons"/>.</summary>
    public static (double ParasiteNewtons, double InducedNewtons) Drag(Wing wing, double liftNewtons, Speed airspeed, AirDensity density)
    {
        var v = airspeed.MetresPerSecond;
        var pressureArea = 0.5 * density.KilogramsPerCubicMetre * v * v * wing.AreaSquareMetres;
        if (!(pressureArea > 0))
        {
            return (0, 0);
        }

        var liftCoefficient = liftNewtons / pressureArea;
        return (pressureArea * wing.ZeroLiftDragCoefficient, pressureArea * wing.InducedDragFactor * liftCoefficient * liftCoefficient);
    }
}
