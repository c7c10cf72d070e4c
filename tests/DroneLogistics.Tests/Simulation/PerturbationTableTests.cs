using DroneLogistics.Fleet;
using DroneLogistics.Simulation;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using NUnit.Framework;

namespace DroneLogistics.Tests.Simulation;

/// <summary>
/// Each input is moved a little, and exactly the phases that depend on it must move, in the direction that physics gives. The tables are
/// written by hand; they are not what the program said.
/// </summary>
/// <remarks>
/// <para>One sign a phase: <c>+</c> grows, <c>-</c> shrinks, <c>=</c> is the same to the last bit, <c>?</c> moves, with opposed effects of
/// which neither is clearly the larger. Terminal energy is power times duration, so a phase with two <c>=</c> has the same energy.</para>
/// <para>The battery's loss is I² R: it depends on the power of a phase and on the voltage at its charge, and so on everything that was
/// flown before. A phase whose power is the same therefore loses more after a phase that took more, and is the same only as long as
/// nothing before it has changed.</para>
/// </remarks>
public sealed class PerturbationTableTests
{
    private const double Percent = 1.01;

    private static readonly FlightPhase[] WingPhases =
    [
        FlightPhase.SpoolUp, FlightPhase.VerticalClimb, FlightPhase.Transition, FlightPhase.Climb, FlightPhase.Cruise,
        FlightPhase.Descent, FlightPhase.BackTransition, FlightPhase.VerticalDescent, FlightPhase.Landing,
    ];

    private static readonly FlightPhase[] HexaPhases =
    [
        FlightPhase.SpoolUp, FlightPhase.VerticalClimb, FlightPhase.Transition, FlightPhase.Cruise,
        FlightPhase.BackTransition, FlightPhase.VerticalDescent, FlightPhase.Landing,
    ];

    // 10 kg in a wind of 5 m/s from ahead; columns: spool-up, vertical climb, transition, climb, cruise, descent, back-transition,
    // vertical descent, landing. Times on the wing's slopes and transitions are set by heights and by the type, not by the wind.
    private static readonly Row[] WingTable =
    [
        // Heavier: more everywhere, except in the descent, where gravity helps: drag power is D V, and dP/dW = 2 D_i V / W - V_d
        // = 2 * 15.5 N * 27 / 785 N - 2 = -0.9 m/s.
        new("payload + 1 %", task => task with { Payload = new Mass(task.Payload.Kilograms * Percent) },
            Duration: "= = = = = = = = =",
            Power:    "+ + + + + - + + +",
            Loss:     "+ + + + + - + + +"),

        // Slower over the ground: the slopes and transitions cover less of the way in the same time, the cruise must cover more, slower.
        new("wind along + 1 %", task => task with { Wind = task.Wind with { Mean = task.Wind.Mean * Percent } },
            Duration: "= = = = + = = = =",
            Power:    "= = = = = = = = =",
            Loss:     "= = = = + + + + +"),

        // From zero, so a step of 0.5 m/s stands for the percent: some airspeed is spent on holding the track.
        new("wind across + 0.5 m/s", Across,
            Duration: "= = = = + = = = =",
            Power:    "= = = = = = = = =",
            Loss:     "= = = = + + + + +"),

        // Thinner air: rotors need more; the wing flies above its speed of least drag, where drag falls with density. In the descent the
        // propeller gives what drag takes beyond gravity, so it falls there too.
        new("temperature + 1 % (2.9 K)", Warmer,
            Duration: "= = = = = = = = =",
            Power:    "+ + + - - - + + +",
            Loss:     "+ + + - - - + + +"),

        // Faster: more drag on the wing. Accelerating further costs kinetic energy and drag, but frees the rotors earlier: opposed.
        // Slowing down from more speed keeps the wing lifting longer and no propeller turns: less. The cruise is shorter; its loss is
        // that of more power over less time, and what follows it begins at another charge: opposed.
        new("cruise airspeed + 1 %", task => task with { CruiseAirspeed = task.CruiseAirspeed * Percent },
            Duration: "= = = = - = = = =",
            Power:    "= = ? + + + - = =",
            Loss:     "= = ? + ? + - ? ?"),

        // Larger discs: less for all that the rotors carry, nothing for the wing; less loss afterwards for all.
        new("disc area + 1 %", task => WithRotors(task, rotors => rotors with { DiscAreaSquareMetres = rotors.DiscAreaSquareMetres * Percent }),
            Duration: "= = = = = = = = =",
            Power:    "- - - = = = - - -",
            Loss:     "- - - - - - - - -"),

        // The propeller stands in the back-transition, so drag costs nothing there.
        new("drag coefficient + 1 %", task => WithWing(task, wing => wing with { ZeroLiftDragCoefficient = wing.ZeroLiftDragCoefficient * Percent }),
            Duration: "= = = = = = = = =",
            Power:    "= = + + + + = = =",
            Loss:     "= = + + + + + + +"),

        new("cruise drivetrain efficiency + 1 %", task => WithWing(task, wing => wing with { DrivetrainEfficiency = wing.DrivetrainEfficiency * Percent }),
            Duration: "= = = = = = = = =",
            Power:    "= = - - - - = = =",
            Loss:     "= = - - - - - - -"),

        // A faster climb is shorter and takes more power; it pays the hover part for a shorter time, so less energy and less heat in all.
        new("vertical climb speed + 1 %", task => WithVertical(task, vertical => vertical with { ClimbSpeed = vertical.ClimbSpeed * Percent }),
            Duration: "= - = = = = = = =",
            Power:    "= + = = = = = = =",
            Loss:     "= - - - - - - - -"),

        // The last ten metres faster: shorter, and less power to come down with.
        new("landing speed + 1 %", task => WithVertical(task, vertical => vertical with { LandingSpeed = vertical.LandingSpeed * Percent }),
            Duration: "= = = = = = = = -",
            Power:    "= = = = = = = = -",
            Loss:     "= = = = = = = = -"),

        // With the track: faster over the ground.
        new("wind along - 1 %", task => task with { Wind = task.Wind with { Mean = task.Wind.Mean * (1 / Percent) } },
            Duration: "= = = = - = = = =",
            Power:    "= = = = = = = = =",
            Loss:     "= = = = - - - - -"),

        new("lift drivetrain efficiency + 1 %", task => WithRotors(task, rotors => rotors with { DrivetrainEfficiency = rotors.DrivetrainEfficiency * Percent }),
            Duration: "= = = = = = = = =",
            Power:    "- - - = = = - - -",
            Loss:     "- - - - - - - - -"),

        // 1.2 m higher: longer slopes that cover more of the way, thinner air on the wing. Stronger wind up there is left out: the law is
        // made flat. Longer slopes take more than the shorter cruise spares: a climb costs 3 kW more than level flight for half a second,
        // a descent spares 2 kW for 0.6 s: opposed.
        new("cruise altitude + 1 %", task => task with { CruiseAltitude = new AltitudeAmsl(task.CruiseAltitude.Metres * Percent) },
            Duration: "= = = + - + = = =",
            Power:    "= = = - - - = = =",
            Loss:     "= = = + - + ? ? ?"),

        new("avionics + 1 %", task => task with { Type = task.Type with { AvionicsPower = new Power(task.Type.AvionicsPower.Watts * Percent) } },
            Duration: "= = = = = = = = =",
            Power:    "+ + + + + + + + +",
            Loss:     "+ + + + + + + + +"),

        new("resistance + 1 %", task => WithBattery(task, battery => battery with { ResistanceOhm = battery.ResistanceOhm * Percent }),
            Duration: "= = = = = = = = =",
            Power:    "= = = = = = = = =",
            Loss:     "+ + + + + + + + +"),

        // More charge to begin with: the voltage falls less.
        new("capacity + 1 %", task => WithBattery(task, battery => battery with { CapacityAmpereHours = battery.CapacityAmpereHours * Percent }),
            Duration: "= = = = = = = = =",
            Power:    "= = = = = = = = =",
            Loss:     "- - - - - - - - -"),
    ];

    // Columns: spool-up, vertical climb, transition, cruise, back-transition, vertical descent, landing. It climbs to cruise altitude
    // over the pad and accelerates there at 2 m/s².
    private static readonly Row[] HexaTable =
    [
        new("payload + 1 %", task => task with { Payload = new Mass(task.Payload.Kilograms * Percent) },
            Duration: "= = = = = = =",
            Power:    "+ + + + + + +",
            Loss:     "+ + + + + + +"),

        new("wind along + 1 %", task => task with { Wind = task.Wind with { Mean = task.Wind.Mean * Percent } },
            Duration: "= = = + = = =",
            Power:    "= = = = = = =",
            Loss:     "= = = + + + +"),

        new("wind across + 0.5 m/s", Across,
            Duration: "= = = + = = =",
            Power:    "= = = = = = =",
            Loss:     "= = = + + + +"),

        // Thinner air by 1 %: induced and profile power grow by half a percent or more of 6 to 8 kW; at 18 m/s drag power falls by a
        // percent of 0.5 * 1.21 * 0.55 * 18³ = 1.9 kW at the shaft, and v_i grows by a percent there.
        new("temperature + 1 % (2.9 K)", Warmer,
            Duration: "= = = = = = =",
            Power:    "+ + + + + + +",
            Loss:     "+ + + + + + +"),

        // Longer to accelerate to and from, shorter to cruise. At 18 m/s kappa (1 + chi (1 - 0.39)) T v_i = 4.0 kW, c0 T v_h = 1.6 kW and
        // drag 1.9 kW make 7.5 kW at the shaft, about the 7.7 kW of hover; between them, at the speed of least power, it is lower. So the
        // fast end of a transition is above its mean, and the mean over the speeds grows with it; accelerating costs more on top.
        new("cruise airspeed + 1 %", task => task with { CruiseAirspeed = task.CruiseAirspeed * Percent },
            Duration: "= = + - + = =",
            Power:    "= = + + + = =",
            Loss:     "= = + ? + ? ?"),

        new("disc area + 1 %", task => WithRotors(task, rotors => rotors with { DiscAreaSquareMetres = rotors.DiscAreaSquareMetres * Percent }),
            Duration: "= = = = = = =",
            Power:    "- - - - - - -",
            Loss:     "- - - - - - -"),

        new("drag area + 1 %", task => WithRotors(task, rotors => rotors with { DragAreaSquareMetres = rotors.DragAreaSquareMetres * Percent }),
            Duration: "= = = = = = =",
            Power:    "= = + + + = =",
            Loss:     "= = + + + + +"),

        // No edgewise wake in vertical flight: kappa alone there.
        new("interference + 1 %", task => WithRotors(task, rotors => rotors with { InterferenceFactor = rotors.InterferenceFactor * Percent }),
            Duration: "= = = = = = =",
            Power:    "= = + + + = =",
            Loss:     "= = + + + + +"),

        // Sooner at speed: the same kinetic energy in less time, and more of the way is left to the cruise. Slowing down costs no kinetic
        // energy, so its mean over the speeds is the same.
        new("acceleration + 1 %", task => WithRotors(task, rotors => rotors with { AccelerationMetresPerSecondSquared = rotors.AccelerationMetresPerSecondSquared * Percent }),
            Duration: "= = - + - = =",
            Power:    "= = + = = = =",
            Loss:     "= = ? + - ? ?"),

        new("resistance + 1 %", task => WithBattery(task, battery => battery with { ResistanceOhm = battery.ResistanceOhm * Percent }),
            Duration: "= = = = = = =",
            Power:    "= = = = = = =",
            Loss:     "+ + + + + + +"),

        new("health - 1 %", task => task with { PackHealthRatio = task.PackHealthRatio / Percent },
            Duration: "= = = = = = =",
            Power:    "= = = = = = =",
            Loss:     "+ + + + + + +"),
    ];

    private static IEnumerable<TestCaseData> Cases() =>
    [
        .. WingTable.Select(row => new TestCaseData(Worlds.Wing, WingPhases, row).SetArgDisplayNames("lift and cruise", row.Input)),
        .. HexaTable.Select(row => new TestCaseData(Worlds.Hexa, HexaPhases, row).SetArgDisplayNames("multirotor", row.Input)),
    ];

    [TestCaseSource(nameof(Cases))]
    public void Exactly_the_phases_that_depend_on_an_input_change_and_in_the_direction_of_physics(AircraftType type, FlightPhase[] phases, Row row)
    {
        var task = Base(type);
        var (before, after) = (FlightSimulation.Run(task), FlightSimulation.Run(row.Change(task)));

        Assert.That(before.Phases.Select(phase => phase.Phase), Is.EqualTo(phases));
        Assert.That(after.Phases.Select(phase => phase.Phase), Is.EqualTo(phases));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Signs(phases, phase => Seconds(before, phase), phase => Seconds(after, phase)), Agrees(row.Duration), "duration");
            Assert.That(Signs(phases, phase => Watts(before, phase), phase => Watts(after, phase)), Agrees(row.Power), "terminal power");
            Assert.That(Signs(phases, phase => Loss(before, phase), phase => Loss(after, phase)), Agrees(row.Loss), "battery loss");
        }
    }

    [Test]
    public void The_signs_of_the_table_are_told_apart()
    {
        FlightPhase[] phases = [FlightPhase.SpoolUp, FlightPhase.Climb, FlightPhase.Cruise];
        var signs = Signs(phases, phase => 1, phase => phase == FlightPhase.SpoolUp ? 1 : phase == FlightPhase.Climb ? double.BitIncrement(1) : double.BitDecrement(1));

        Assert.That(signs, Is.EqualTo("= + -"));
        Assert.That(signs, Agrees("= + ?"));
        Assert.That(signs, Does.Not.Match("^" + Pattern("? + -") + "$"));
    }

    private static FlightTask Base(AircraftType type)
    {
        // Cells of one temperature: otherwise a phase that heats them lowers the resistance of all that follow, against its other effects.
        var battery = type.Battery with { HeatCapacityJoulesPerKelvin = 1e15 };
        var task = Worlds.Task(type with { Battery = battery });
        return task with
        {
            WindPolicy = task.WindPolicy with { ProfileExponent = 0 },
            Wind = Worlds.WindFrom(task.Path.Segments[0].Track.Degrees, 5),
        };
    }

    private static FlightTask Across(FlightTask task)
    {
        // The head wind stays 5 m/s: the wind turns and grows.
        var track = task.Path.Segments[0].Track.Degrees;
        return task with { Wind = Worlds.WindFrom(track + double.RadiansToDegrees(Math.Atan2(0.5, 5)), double.Hypot(0.5, 5)) };
    }

    private static FlightTask Warmer(FlightTask task) => task with
    {
        Atmosphere = Atmosphere.WithSeaLevelTemperature(new Temperature(Atmosphere.Standard.SeaLevelTemperature.Kelvin * Percent)),
    };

    private static FlightTask WithRotors(FlightTask task, Func<RotorSystem, RotorSystem> change) =>
        task with { Type = task.Type with { Rotors = change(task.Type.Rotors) } };

    private static FlightTask WithWing(FlightTask task, Func<Wing, Wing> change) =>
        task with { Type = task.Type with { Wing = change(task.Type.Wing!) } };

    private static FlightTask WithVertical(FlightTask task, Func<VerticalProfile, VerticalProfile> change) =>
        task with { Type = task.Type with { Vertical = change(task.Type.Vertical) } };

    private static FlightTask WithBattery(FlightTask task, Func<BatteryDesign, BatteryDesign> change) =>
        task with { Type = task.Type with { Battery = change(task.Type.Battery) } };

    private static string Signs(FlightPhase[] phases, Func<FlightPhase, double> before, Func<FlightPhase, double> after) =>
        string.Join(' ', phases.Select(phase => after(phase).CompareTo(before(phase)) switch { > 0 => '+', < 0 => '-', _ => '=' }));

    private static NUnit.Framework.Constraints.RegexConstraint Agrees(string row) => Does.Match("^" + Pattern(row) + "$");

    private static string Pattern(string row) => row.Replace("+", "[+]", StringComparison.Ordinal).Replace("?", "[+-]", StringComparison.Ordinal);

    // From the profile's segments: the mean power of a phase is a quotient that rounds, the power of a segment is not.
    private static double Watts(FlightForecast forecast, FlightPhase phase) =>
        forecast.Profile.Segments.Where(segment => segment.Phase == phase).Sum(segment => segment.Power.TotalWatts);

    private static double Seconds(FlightForecast forecast, FlightPhase phase) => forecast.Phases.Single(found => found.Phase == phase).Seconds;

    private static double Loss(FlightForecast forecast, FlightPhase phase) =>
        forecast.Phases.Single(found => found.Phase == phase).Energy.BatteryLoss.Joules;

    /// <summary>One input, how it is moved, and what must follow in each phase.</summary>
    public sealed record Row(string Input, Func<FlightTask, FlightTask> Change, string Duration, string Power, string Loss);
}
