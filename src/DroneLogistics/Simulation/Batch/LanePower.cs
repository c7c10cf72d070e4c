using DroneLogistics.Fleet;
using DroneLogistics.Performance;

namespace DroneLogistics.Simulation.Batch;

/// <summary>
/// Electrical power of several flights at once: the formulas of <see cref="RotorPower"/>, <see cref="WingPower"/> and
/// <see cref="PhasePower"/> without their ledger. Tests hold the two together.
/// </summary>
internal readonly struct LanePower<T>
    where T : struct, ILanes<T>
{
    private const int NewtonLimit = 50;
    private const double NewtonAccuracy = 1e-13;
    private const int TransitionPanels = 8;

    private readonly AircraftType type;
    private readonly T mass;
    private readonly T weight;
    private readonly T dragFactor;
    private readonly T rotorEfficiency;
    private readonly T wingEfficiency;

    public LanePower(AircraftType type, T payload, T dragFactor, T propulsionFactor)
    {
        this.type = type;
        this.dragFactor = dragFactor;
        mass = payload + type.EmptyMass.Kilograms;
        weight = mass * RotorPower.Gravity;
        rotorEfficiency = (T)type.Rotors.DrivetrainEfficiency / propulsionFactor;
        wingEfficiency = (T)(type.Wing?.DrivetrainEfficiency ?? 1) / propulsionFactor;
    }

    private RotorSystem Rotors => type.Rotors;

    /// <summary>Hover while the rotors turn up or down on the pad.</summary>
    public T Spool(T density, double share) => OnRotors(VerticalShaft(0, density) * share);

    /// <summary>Straight up, down (negative) or hovering.</summary>
    public T Vertical(double climb, T density) => OnRotors(VerticalShaft(climb, density));

    /// <summary>Forward flight on the wing or the rotors.</summary>
    public T Forward(double airspeed, double climb, T density, double loadFactor)
    {
        if (type.Wing is not { } wing)
        {
            return OnRotors(ForwardShaft(weight * loadFactor, airspeed, density));
        }

        var drag = Drag(wing, weight * loadFactor, airspeed, density);
        var lift = T.Max(weight * climb, (T)0 - (drag * airspeed));
        return (((drag * airspeed) + lift) / wingEfficiency) + type.AvionicsPower.Watts;
    }

    /// <summary>Slowest speed on the wing with the type's margin, level and straight.</summary>
    public T StallWithMargin(Wing wing, T density) =>
        T.Sqrt(weight * 2 / (density * (wing.AreaSquareMetres * wing.MaxLiftCoefficient))) * wing.StallMargin;

    public T RotorTransition(double finalSpeed, double seconds, T density, bool accelerating)
    {
        T sum = 0;
        for (var i = 0; i <= TransitionPanels; i++)
        {
            var v = finalSpeed * i / TransitionPanels;
            var shaft = ForwardShaft(weight, v, density) + (mass * (accelerating ? finalSpeed / seconds * v : 0));
            sum += OnRotors(shaft) * SimpsonWeight(i);
        }

        return sum;
    }

    public T WingTransition(Wing wing, double finalSpeed, T density, bool accelerating)
    {
        var liftCoefficient = wing.MaxLiftCoefficient / (wing.StallMargin * wing.StallMargin);
        var liftPerSquare = density * (0.5 * wing.AreaSquareMetres * liftCoefficient);
        var onWing = T.Min(finalSpeed, T.Sqrt(weight / liftPerSquare));
        var above = (T)finalSpeed - onWing;
        T sum = 0;
        for (var i = 0; i <= TransitionPanels; i++)
        {
            var share = (double)i / TransitionPanels;
            var weightOfBoth = (onWing * SimpsonWeight(i)) + (above * (i == TransitionPanels ? SimpsonWeight(0) : 0));
            sum += BetweenRotorsAndWing(wing, liftPerSquare, finalSpeed, onWing * share, density, accelerating) * weightOfBoth;
        }

        for (var i = 1; i <= TransitionPanels; i++)
        {
            var v = onWing + (above * ((double)i / TransitionPanels));
            sum += BetweenRotorsAndWing(wing, liftPerSquare, finalSpeed, v, density, accelerating) * (above * SimpsonWeight(i));
        }

        return (sum / finalSpeed) + type.AvionicsPower.Watts;
    }

    private T BetweenRotorsAndWing(Wing wing, T liftPerSquare, double finalSpeed, T v, T density, bool accelerating)
    {
        var wingLift = T.Min(weight, liftPerSquare * v * v);
        var power = ForwardShaft(weight - wingLift, v, density) / rotorEfficiency;
        if (!accelerating)
        {
            return power;
        }

        var thrust = Drag(wing, wingLift, v, density) + (mass * (finalSpeed / wing.TransitionSeconds));
        return power + (thrust * v / wingEfficiency);
    }

    private static double SimpsonWeight(int i) =>
        (i is 0 or TransitionPanels ? 1.0 : i % 2 == 1 ? 4.0 : 2.0) / (3 * TransitionPanels);

    private T OnRotors(T shaft) => (shaft / rotorEfficiency) + type.AvionicsPower.Watts;

    private T VerticalShaft(double climb, T density)
    {
        var thrust = weight * Rotors.DownloadFactor;
        var hover = T.Sqrt(thrust / (density * (2 * Rotors.DiscAreaSquareMetres)));
        if (climb >= 0)
        {
            var half = climb / 2;
            return FromFlow(thrust, hover, T.Sqrt((hover * hover) + (half * half)) - half, climb);
        }

        var shaft = FromFlow(thrust, hover, SinkingInducedVelocity(hover, climb), climb);
        return T.Max(shaft, FromFlow(thrust, hover, hover, 0) * Rotors.DescentPowerFloorShare);
    }

    private static T SinkingInducedVelocity(T hover, double climb)
    {
        var x = (T)climb / hover;
        var ring = hover * ((T)1 - (x * ((T)1.125 + (x * ((T)1.372 + (x * ((T)1.718 + (x * 0.655))))))));
        var half = climb / 2;
        var fast = (T)(-half) - T.Sqrt(T.Max((T)(half * half) - (hover * hover), 0));
        return T.Select(x < (T)(-2), fast, ring);
    }

    private T FromFlow(T thrust, T hover, T induced, double throughDisc)
    {
        var ideal = thrust * induced;
        var climb = thrust * throughDisc;
        return Rotors.FigureOfMerit is { } figureOfMerit
            ? (ideal + climb) / figureOfMerit
            : (ideal * Rotors.InducedFactor) + (thrust * hover * Rotors.ProfileFactor) + climb;
    }

    private T ForwardShaft(T liftNewtons, T v, T density)
    {
        var drag = density * dragFactor * (0.5 * Rotors.DragAreaSquareMetres) * v * v;
        var lift = liftNewtons * Rotors.DownloadFactor;
        var thrust = T.Sqrt((lift * lift) + (drag * drag));
        var turning = thrust > (T)0;
        if (!T.Any(turning))
        {
            return 0;
        }

        var sine = drag / thrust;
        var tangential = lift / thrust * v;
        var normal = sine * v;
        var square = thrust / (density * (2 * Rotors.DiscAreaSquareMetres));
        var hover = T.Sqrt(square);
        var level = LevelInducedVelocity(square, tangential);
        var induced = InclinedInducedVelocity(square, hover, tangential, normal, level);
        var ideal = thrust * induced;
        var rotor = Rotors.FigureOfMerit is { } figureOfMerit
            ? ideal / figureOfMerit
            : (ideal * Rotors.InducedFactor * ((T)1 + (((T)1 - T.Min(1, level / hover)) * Rotors.InterferenceFactor))) + (thrust * hover * Rotors.ProfileFactor);
        return T.Select(turning, rotor + (drag * v), 0);
    }

    private static T LevelInducedVelocity(T square, T airspeed)
    {
        var v2 = airspeed * airspeed;
        var h4 = square * square;
        return T.Sqrt(h4 * 2 / (v2 + T.Sqrt((v2 * v2) + (h4 * 4))));
    }

    private static T InclinedInducedVelocity(T square, T hover, T tangential, T normal, T start)
    {
        var v = start;
        var tangential2 = tangential * tangential;
        var accuracy = hover * NewtonAccuracy;
        for (var i = 0; i < NewtonLimit; i++)
        {
            var through = normal + v;
            var flow2 = tangential2 + (through * through);
            var flow = T.Sqrt(flow2);
            var ratio = square / flow;
            var step = (v - ratio) / ((T)1 + (ratio * through / flow2));
            v -= step;
            if (!T.Any(T.Abs(step) > accuracy))
            {
                break;
            }
        }

        return v;
    }

    private T Drag(Wing wing, T lift, T v, T density)
    {
        var pressureArea = density * (0.5 * wing.AreaSquareMetres) * v * v;
        var drag = (pressureArea * dragFactor * wing.ZeroLiftDragCoefficient) + (lift * lift * wing.InducedDragFactor / pressureArea);
        return T.Select(v > (T)0, drag, 0);
    }
}
