using DroneLogistics.Simulation;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using NUnit.Framework;
using static DroneLogistics.Simulation.FlightPhase;

namespace DroneLogistics.Tests.Simulation;

/// <summary>
/// Each input is changed by 1 %: exactly the phases that depend on it by the physics change, in the right direction. The tables are written
/// by hand. Terminal energy is compared, since the battery's loss in a phase also depends on the charge left by the phases before.
/// </summary>
public sealed class PerturbationTests
{
    private static readonly FlightPhase[] All = [SpoolUp, VerticalClimb, Transition, Climb, Cruise, Descent, BackTransition, VerticalDescent, Landing];
    private static readonly FlightPhase[] Vertical = [SpoolUp, VerticalClimb, VerticalDescent, Landing];
    private static readonly FlightPhase[] OnRotors = [SpoolUp, VerticalClimb, Transition, BackTransition, VerticalDescent, Landing];

    private static FlightTask Base()
    {
        var task = Flights.Task(Flights.Question(payloadKilograms: 15, wind: Wind.Calm));

        // A transition height below cruise, so that climb and descent are phases of some length.
        return task with { Type = task.Type with { Wing = task.Type.Wing! with { TransitionHeight = Length.FromMetres(50) } } };
    }

    private static IEnumerable<TestCaseData> Inputs()
    {
        TestCaseData Case(string name, Func<FlightTask, FlightTask> change, FlightPhase[] dearer, FlightPhase[] cheaper, FlightPhase[] longer, FlightPhase[] shorter) =>
            new TestCaseData(change, dearer, cheaper, longer, shorter).SetArgDisplayNames(name);

        yield return Case("payload", task => task with { Payload = Mass.FromKilograms(task.Payload.Kilograms * 1.01) }, [.. All.Except([Descent])], [Descent], [], []);

        // Against the track: slower over the ground, so the cruise lasts longer; the climb and the descent cover less ground in the same time.
        yield return Case("head wind", task => task with { Wind = new Wind(task.Path.Segments[0].Track, Speed.FromMetresPerSecond(0.27), null) }, [Cruise], [], [Cruise], []);
        yield return Case("tail wind", task => task with { Wind = new Wind(Bearing.FromDegrees(task.Path.Segments[0].Track.Degrees + 180), Speed.FromMetresPerSecond(0.27), null) }, [], [Cruise], [], [Cruise]);
        yield return Case("cross wind", task => task with { Wind = new Wind(Bearing.FromDegrees(task.Path.Segments[0].Track.Degrees + 90), Speed.FromMetresPerSecond(3), null) }, [Cruise], [], [Cruise], []);

        // Thinner air: rotors work harder; the wing has less parasite drag and more induced drag, and at cruise speed parasite drag prevails.
        yield return Case("temperature", task => task with { Atmosphere = Atmosphere.WithSeaLevelTemperature(new Temperature(task.Atmosphere.SeaLevelTemperature.Kelvin * 1.01)) }, [SpoolUp, VerticalClimb, Transition, BackTransition, VerticalDescent, Landing], [Climb, Cruise, Descent], [], []);
        yield return Case("disc area", task => Rotors(task, rotors => rotors with { DiscAreaSquareMetres = rotors.DiscAreaSquareMetres * 1.01 }), [], OnRotors, [], []);
        yield return Case("zero-lift drag", task => task with { Type = task.Type with { Wing = task.Type.Wing! with { ZeroLiftDragCoefficient = task.Type.Wing.ZeroLiftDragCoefficient * 1.01 } } }, [Transition, Climb, Cruise, Descent], [], [], []);
        yield return Case("resistance", task => task with { Type = task.Type with { Battery = task.Type.Battery with { ResistanceOhm = task.Type.Battery.ResistanceOhm * 1.01 } } }, [], [], [], []);
        yield return Case("vertical climb speed", task => task with { Type = task.Type with { Vertical = task.Type.Vertical with { ClimbSpeed = task.Type.Vertical.ClimbSpeed * 1.01 } } }, [], [VerticalClimb], [], [VerticalClimb]);
        yield return Case("landing speed", task => task with { Type = task.Type with { Vertical = task.Type.Vertical with { LandingSpeed = task.Type.Vertical.LandingSpeed * 1.01 } } }, [], [Landing], [], [Landing]);
    }

    [TestCaseSource(nameof(Inputs))]
    public void Exactly_the_phases_that_depend_on_an_input_change_in_the_right_direction(
        Func<FlightTask, FlightTask> change, FlightPhase[] dearer, FlightPhase[] cheaper, FlightPhase[] longer, FlightPhase[] shorter)
    {
        var (before, after) = (FlightSimulation.Run(Base()), FlightSimulation.Run(change(Base())));
        Assert.That(before.Phases.Select(phase => phase.Phase), Is.EqualTo(All));
        foreach (var (old, now) in before.Phases.Zip(after.Phases))
        {
            Assert.That(Direction(Terminal(old), Terminal(now)), Is.EqualTo(Expected(old.Phase, dearer, cheaper)), $"energy of {old.Phase}");
            Assert.That(Direction(old.Seconds, now.Seconds), Is.EqualTo(Expected(old.Phase, longer, shorter)), $"duration of {old.Phase}");
        }
    }

    [Test]
    public void More_cruise_airspeed_shortens_the_cruise_and_takes_more_power_in_every_forward_phase()
    {
        var (before, after) = (FlightSimulation.Run(Base()), FlightSimulation.Run(Base() with { CruiseAirspeed = Base().CruiseAirspeed * 1.01 }));
        foreach (var (old, now) in before.Phases.Zip(after.Phases))
        {
            Assert.That(Terminal(now), Vertical.Contains(old.Phase) ? Is.EqualTo(Terminal(old)) : Is.Not.EqualTo(Terminal(old)), old.Phase.ToString());
            Assert.That(now.Seconds, old.Phase == Cruise ? Is.LessThan(old.Seconds) : Is.EqualTo(old.Seconds).Within(1e-9), old.Phase.ToString());
        }

        Assert.That(after.Phases.Single(phase => phase.Phase == Cruise).MeanPower.Watts, Is.GreaterThan(before.Phases.Single(phase => phase.Phase == Cruise).MeanPower.Watts));
    }

    [Test]
    public void More_resistance_turns_into_battery_loss_in_every_phase()
    {
        var task = Base();
        var worse = task with { Type = task.Type with { Battery = task.Type.Battery with { ResistanceOhm = task.Type.Battery.ResistanceOhm * 1.01 } } };
        foreach (var (old, now) in FlightSimulation.Run(task).Phases.Zip(FlightSimulation.Run(worse).Phases))
        {
            Assert.That(now.Energy.BatteryLoss, Is.GreaterThan(old.Energy.BatteryLoss), old.Phase.ToString());
        }
    }

    private static FlightTask MultirotorBase() => Flights.Task(Flights.Question("fc30", "dinghai-port", "dongju", 20, Wind.Calm));

    private static IEnumerable<TestCaseData> MultirotorInputs()
    {
        FlightPhase[] all = [SpoolUp, VerticalClimb, Transition, Cruise, BackTransition, VerticalDescent, Landing];
        FlightPhase[] forward = [Transition, Cruise, BackTransition];
        TestCaseData Case(string name, Func<FlightTask, FlightTask> change, FlightPhase[] dearer, FlightPhase[] cheaper, FlightPhase[] longer) =>
            new TestCaseData(change, dearer, cheaper, longer).SetArgDisplayNames(name);

        yield return Case("payload", task => task with { Payload = Mass.FromKilograms(task.Payload.Kilograms * 1.01) }, all, [], []);
        yield return Case("head wind", task => task with { Wind = new Wind(task.Path.Segments[0].Track, Speed.FromMetresPerSecond(0.15), null) }, [Cruise], [], [Cruise]);
        yield return Case("cross wind", task => task with { Wind = new Wind(Bearing.FromDegrees(task.Path.Segments[0].Track.Degrees - 90), Speed.FromMetresPerSecond(2), null) }, [Cruise], [], [Cruise]);
        yield return Case("drag area", task => Rotors(task, rotors => rotors with { DragAreaSquareMetres = rotors.DragAreaSquareMetres * 1.01 }), forward, [], []);
        yield return Case("interference", task => Rotors(task, rotors => rotors with { InterferenceFactor = rotors.InterferenceFactor * 1.01 }), forward, [], []);
        yield return Case("disc area", task => Rotors(task, rotors => rotors with { DiscAreaSquareMetres = rotors.DiscAreaSquareMetres * 1.01 }), [], all, []);
        yield return Case("efficiency", task => Rotors(task, rotors => rotors with { DrivetrainEfficiency = rotors.DrivetrainEfficiency * 1.01 }), [], all, []);
    }

    [TestCaseSource(nameof(MultirotorInputs))]
    public void On_a_multirotor_too_exactly_the_phases_that_depend_on_an_input_change(Func<FlightTask, FlightTask> change, FlightPhase[] dearer, FlightPhase[] cheaper, FlightPhase[] longer)
    {
        foreach (var (old, now) in FlightSimulation.Run(MultirotorBase()).Phases.Zip(FlightSimulation.Run(change(MultirotorBase())).Phases))
        {
            Assert.That(Direction(Terminal(old), Terminal(now)), Is.EqualTo(Expected(old.Phase, dearer, cheaper)), $"energy of {old.Phase}");
            Assert.That(Direction(old.Seconds, now.Seconds), Is.EqualTo(Expected(old.Phase, longer, [])), $"duration of {old.Phase}");
        }
    }

    private static FlightTask Rotors(FlightTask task, Func<DroneLogistics.Fleet.RotorSystem, DroneLogistics.Fleet.RotorSystem> change) =>
        task with { Type = task.Type with { Rotors = change(task.Type.Rotors) } };

    private static double Terminal(PhaseForecast phase) => phase.MeanPower.Watts * phase.Seconds;

    private static int Expected(FlightPhase phase, FlightPhase[] up, FlightPhase[] down) => up.Contains(phase) ? 1 : down.Contains(phase) ? -1 : 0;

    // Rounding of the path's distances is 1e-10 relative; a 1 % change moves a dependent phase by at least 1e-5.
    private static int Direction(double old, double now) => Math.Abs(now - old) <= 1e-9 * Math.Abs(old) ? 0 : Math.Sign(now - old);
}
