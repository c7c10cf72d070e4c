using DroneLogistics.Fleet;
using DroneLogistics.Performance;
using DroneLogistics.Units;
using DroneLogistics.Weather;

namespace DroneLogistics.Simulation;

/// <summary>Electrical power of a type at one mass in each kind of phase. Physics of the phases, without time or place.</summary>
internal readonly struct PhasePower(AircraftType type, Mass mass)
{
    // Panels of Simpson's rule over each smooth part of a transition (physics.md 1.4).
    private const int TransitionPanels = 8;

    private readonly double weight = mass.Kilograms * RotorPower.Gravity;

    /// <summary>A share of hover while the rotors turn up or down on the pad.</summary>
    public PowerBreakdown Spool(AirDensity density, double shareOfHover) =>
        OnRotors(RotorPower.Vertical(type.Rotors, mass, Speed.Zero, density) * shareOfHover);

    /// <summary>Straight up, down (negative) or hovering.</summary>
    public PowerBreakdown Vertical(Speed climb, AirDensity density) => OnRotors(RotorPower.Vertical(type.Rotors, mass, climb, density));

    /// <summary>Forward flight, on the wing where there is one; a turn carries the load factor of its bank.</summary>
    public PowerBreakdown Forward(Speed airspeed, Speed climb, AirDensity density, double loadFactor) => type.Wing is { } wing
        ? WingPower.Cruise(wing, mass, airspeed, climb, density, loadFactor).ThroughDrivetrain(wing.DrivetrainEfficiency).WithAvionics(type.AvionicsPower)
        : OnRotors(RotorPower.Forward(type.Rotors, loadFactor * weight, airspeed, density));

    /// <summary>
    /// Between hover and an airspeed on the rotors; where the ground speed is commanded, between hover in the wind and that ground speed.
    /// </summary>
    public PowerBreakdown RotorTransition(double finalSpeed, double seconds, AirDensity density, bool accelerating, WindTriangle? overGround = null)
    {
        var sum = default(PowerBreakdown);
        for (var i = 0; i <= TransitionPanels; i++)
        {
            var v = finalSpeed * i / TransitionPanels;
            var speed = Speed.FromMetresPerSecond(v);
            var shaft = RotorPower.Forward(type.Rotors, weight, overGround?.AirspeedAt(speed) ?? speed, density);
            sum += OnRotors(shaft with { AccelerationWatts = accelerating ? mass.Kilograms * (finalSpeed / seconds) * v : 0 }) * SimpsonWeight(i);
        }

        return sum;
    }

    /// <summary>
    /// Between hover and an airspeed on the wing: the wing takes what it can at the lift coefficient of 1 / margin² of its maximum, the
    /// rotors the rest; the propeller gives drag and acceleration. While slowing down the drag brakes: the propeller stands.
    /// </summary>
    public PowerBreakdown WingTransition(Wing wing, double finalSpeed, AirDensity density, bool accelerating)
    {
        // In two parts, each smooth: the rotors' share ends with a bend where the wing carries all. Across it Simpson's rule was wrong by up
        // to 4e-5 of the charge.
        var liftCoefficient = wing.MaxLiftCoefficient / (wing.StallMargin * wing.StallMargin);
        var liftPerSquare = 0.5 * density.KilogramsPerCubicMetre * wing.AreaSquareMetres * liftCoefficient;
        var onWing = Math.Min(finalSpeed, Math.Sqrt(weight / liftPerSquare));
        var above = finalSpeed - onWing;
        var sum = default(PowerBreakdown);
        for (var i = 0; i <= TransitionPanels; i++)
        {
            // The end of the first part is the beginning of the second.
            var metresPerSecond = (onWing * SimpsonWeight(i)) + (i == TransitionPanels ? above * SimpsonWeight(0) : 0);
            var v = onWing * i / TransitionPanels;
            sum += BetweenRotorsAndWing(wing, liftPerSquare, finalSpeed, v, density, accelerating) * (metresPerSecond / finalSpeed);
        }

        for (var i = 1; i <= TransitionPanels; i++)
        {
            var v = onWing + (above * i / TransitionPanels);
            sum += BetweenRotorsAndWing(wing, liftPerSquare, finalSpeed, v, density, accelerating) * (above * SimpsonWeight(i) / finalSpeed);
        }

        return sum.WithAvionics(type.AvionicsPower);
    }

    private PowerBreakdown BetweenRotorsAndWing(Wing wing, double liftPerSquare, double finalSpeed, double v, AirDensity density, bool accelerating)
    {
        var speed = Speed.FromMetresPerSecond(v);
        var wingLift = Math.Min(weight, liftPerSquare * v * v);
        var power = RotorPower.Forward(type.Rotors, weight - wingLift, speed, density).ThroughDrivetrain(type.Rotors.DrivetrainEfficiency);
        if (!accelerating)
        {
            return power;
        }

        var drag = WingPower.Drag(wing, wingLift, speed, density);
        var acceleration = mass.Kilograms * (finalSpeed / wing.TransitionSeconds);
        return power + new PowerBreakdown(drag.InducedNewtons * v, 0, drag.ParasiteNewtons * v, 0, acceleration * v, 0, 0)
            .ThroughDrivetrain(wing.DrivetrainEfficiency);
    }

    // Mean of a power while the airspeed grows evenly from zero: composite Simpson.
    private static double SimpsonWeight(int i) =>
        (i is 0 or TransitionPanels ? 1.0 : i % 2 == 1 ? 4.0 : 2.0) / (3 * TransitionPanels);

    private PowerBreakdown OnRotors(PowerBreakdown shaft) =>
        shaft.ThroughDrivetrain(type.Rotors.DrivetrainEfficiency).WithAvionics(type.AvionicsPower);
}
