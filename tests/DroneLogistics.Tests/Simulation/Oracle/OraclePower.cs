using DroneLogistics.Fleet;
using DroneLogistics.Simulation;
using MathNet.Numerics.Integration;
using MathNet.Numerics.RootFinding;

namespace DroneLogistics.Tests.Simulation.Oracle;

/// <summary>How the power of a transition is taken.</summary>
internal enum TransitionPower
{
    /// <summary>The mean by Simpson's rule with 8 panels on either side of the bend where the wing carries all of the weight: the model's choice.</summary>
    SimpsonMean,

    /// <summary>The same with 8 panels over all of it.</summary>
    SimpsonOverBend,

    /// <summary>The mean by adaptive quadrature, parted where the wing carries all of the weight.</summary>
    ContinuousMean,

    /// <summary>No mean: as it grows in time.</summary>
    Growing,
}

/// <summary>
/// Electrical watts of an aircraft, from the formulae of the design and nothing else: every induced velocity is the root of the momentum
/// balance, found by Brent's method.
/// </summary>
internal sealed class OraclePower
{
    private const double Gravity = 9.80665;

    private readonly RotorSystem rotors;
    private readonly double kilograms;
    private readonly double weight;
    private readonly double avionics;
    private readonly double dragArea;
    private readonly double rotorEfficiency;
    private readonly double zeroLiftDrag;
    private readonly double wingEfficiency;

    public OraclePower(FlightTask task)
    {
        var (type, variation) = (task.Type, task.Variation);
        rotors = type.Rotors;
        kilograms = type.EmptyMass.Kilograms + task.Payload.Kilograms;
        weight = kilograms * Gravity;
        avionics = type.AvionicsPower.Watts;
        dragArea = rotors.DragAreaSquareMetres * variation.DragFactor;
        rotorEfficiency = rotors.DrivetrainEfficiency / variation.PropulsionFactor;
        zeroLiftDrag = (type.Wing?.ZeroLiftDragCoefficient ?? 0) * variation.DragFactor;
        wingEfficiency = (type.Wing?.DrivetrainEfficiency ?? 1) / variation.PropulsionFactor;
    }

    public double Spool(double density, double share) => (share * AxialShaft(0, density) / rotorEfficiency) + avionics;

    /// <summary>Straight up (positive), down or hovering.</summary>
    public double Vertical(double climb, double density)
    {
        var shaft = AxialShaft(climb, density);
        var planned = climb < 0 ? Math.Max(shaft, rotors.DescentPowerFloorShare * AxialShaft(0, density)) : shaft;
        return (planned / rotorEfficiency) + avionics;
    }

    public double OnRotors(double airspeed, double density, double loadFactor) =>
        (EdgewiseShaft(loadFactor * weight, airspeed, density) / rotorEfficiency) + avionics;

    public double OnWing(Wing wing, double airspeed, double climb, double density, double loadFactor)
    {
        var shaft = (WingDrag(wing, loadFactor * weight, airspeed, density) * airspeed) + (weight * climb);
        return (Math.Max(0, shaft) / wingEfficiency) + avionics;
    }

    /// <summary>Power at a share of the final airspeed of a transition on the rotors.</summary>
    public double InRotorTransition(double share, double airspeed, double seconds, double density, bool accelerating)
    {
        var v = share * airspeed;
        var shaft = EdgewiseShaft(weight, v, density) + (accelerating ? kilograms * airspeed / seconds * v : 0);
        return (shaft / rotorEfficiency) + avionics;
    }

    /// <summary>Power at a share of the final airspeed of a transition between rotors and wing.</summary>
    public double InWingTransition(Wing wing, double share, double airspeed, double density, bool accelerating)
    {
        var v = share * airspeed;
        var lift = Math.Min(weight, WingLift(wing, v, density));
        var onRotors = EdgewiseShaft(weight - lift, v, density) / rotorEfficiency;
        var onPropeller = accelerating && v > 0
            ? ((WingDrag(wing, lift, v, density) * v) + (kilograms * airspeed / wing.TransitionSeconds * v)) / wingEfficiency
            : 0;
        return onRotors + onPropeller + avionics;
    }

    /// <summary>The share of the final airspeed from which the wing carries all of the weight; 1 where it never does.</summary>
    public double ShareOnWing(Wing wing, double airspeed, double density) => Math.Min(1, Math.Sqrt(weight / WingLift(wing, airspeed, density)));

    /// <summary>Mean over a share that grows evenly from 0 to 1.</summary>
    public static double Mean(Func<double, double> power, double bend, TransitionPower kind)
    {
        var end = kind == TransitionPower.SimpsonOverBend ? 1 : bend;
        return Quadrature(0, end) + (end < 1 ? Quadrature(end, 1) : 0);

        double Quadrature(double from, double to) => kind == TransitionPower.ContinuousMean
            ? GaussKronrodRule.Integrate(power, from, to, out _, out _, 1e-13, 12)
            : SimpsonRule.IntegrateComposite(power, from, to, 8);
    }

    private static double WingLift(Wing wing, double v, double density) =>
        0.5 * density * v * v * wing.AreaSquareMetres * wing.MaxLiftCoefficient / Math.Pow(wing.StallMargin, 2);

    private double WingDrag(Wing wing, double lift, double v, double density)
    {
        var dynamicPressure = 0.5 * density * Math.Pow(v, 2);
        var coefficient = lift / (dynamicPressure * wing.AreaSquareMetres);
        return dynamicPressure * wing.AreaSquareMetres * (zeroLiftDrag + (wing.InducedDragFactor * Math.Pow(coefficient, 2)));
    }

    private double AxialShaft(double climb, double density)
    {
        var thrust = weight * rotors.DownloadFactor;
        var hover = Math.Sqrt(thrust / (2 * density * rotors.DiscAreaSquareMetres));
        return Shaft(thrust, hover, AxialInduced(hover, climb), wake: 1) + AxialClimb(thrust, climb);
    }

    private double AxialClimb(double thrust, double climb) => thrust * climb / (rotors.FigureOfMerit ?? 1);

    private double EdgewiseShaft(double carried, double v, double density)
    {
        var drag = 0.5 * density * dragArea * Math.Pow(v, 2);
        var lift = carried * rotors.DownloadFactor;
        if (lift == 0 && drag == 0)
        {
            return 0;
        }

        var tilt = Math.Atan2(drag, lift);
        var thrust = drag > 0 ? drag / Math.Sin(tilt) : lift;
        var hover = Math.Sqrt(thrust / (2 * density * rotors.DiscAreaSquareMetres));
        var edgewise = v * Math.Cos(tilt);
        var wake = 1 + (rotors.InterferenceFactor * Math.Max(0, 1 - (Induced(hover, edgewise, 0) / hover)));
        return Shaft(thrust, hover, Induced(hover, edgewise, v * Math.Sin(tilt)), wake) + (drag * v);
    }

    private double Shaft(double thrust, double hover, double induced, double wake) => rotors.FigureOfMerit is { } merit
        ? thrust * induced / merit
        : (rotors.InducedFactor * wake * thrust * induced) + (rotors.ProfileFactor * thrust * hover);

    /// <summary>Glauert: v √(V_t² + (V_n + v)²) = v_h², for flow down through the disc.</summary>
    private static double Induced(double hover, double tangential, double normal) => Brent.FindRoot(
        v => (v * Math.Sqrt(Math.Pow(tangential, 2) + Math.Pow(normal + v, 2))) - (hover * hover),
        0,
        1.001 * hover,
        1e-13 * hover,
        200);

    /// <summary>Momentum balance in climb and in fast descent, Leishman's quartic of the vortex ring between.</summary>
    private static double AxialInduced(double hover, double climb)
    {
        var x = climb / hover;
        return x switch
        {
            >= 0 => Brent.FindRoot(v => (v * (climb + v)) - (hover * hover), 0, 1.001 * hover, 1e-13 * hover, 200),
            < -2 => Brent.FindRoot(v => (v * (climb + v)) + (hover * hover), 0, -climb / 2, 1e-13 * hover, 200),
            _ => hover * (1 - (1.125 * x) - (1.372 * Math.Pow(x, 2)) - (1.718 * Math.Pow(x, 3)) - (0.655 * Math.Pow(x, 4))),
        };
    }
}
