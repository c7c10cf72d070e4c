using CsCheck;
using DroneLogistics.Performance;
using DroneLogistics.Simulation;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using NUnit.Framework;

namespace DroneLogistics.Tests.Simulation.Oracle;

/// <summary>
/// The shipped types over random flights: payload, up to two corners, wind, weather, heights, charge, health and temperature of the pack,
/// variations. Charge, time and energy are held to what the design asks; the rest to what was measured, with room.
/// </summary>
public sealed class OracleFlightTests
{
    private const int FlightsTried = 300;

    [Test]
    public void Charge_time_and_energy_are_those_of_one_differential_equation_over_the_whole_flight() =>
        OracleTasks.Flown.Sample(
            forecast =>
            {
                var oracle = OracleFlight.Fly(forecast.Task, TransitionPower.SimpsonMean);

                Assert.That(forecast.BatteryEnd, Is.EqualTo(oracle.End));
                Assert.That(forecast.BlockSeconds, Is.EqualTo(oracle.BlockSeconds).Within(1e-9 * oracle.BlockSeconds));
                if (oracle.End == BatteryEnd.Landed)
                {
                    AssertSame(forecast, oracle, 1e-6);

                    // Eight panels of Simpson's rule leave up to 1.2e-6 of the energy of a flight of three kilometres.
                    AssertSame(forecast, OracleFlight.Fly(forecast.Task, TransitionPower.ContinuousMean), 2e-6);
                }
            },
            iter: FlightsTried);

    [Test]
    public void The_referee_itself_flies_the_whole_way_and_lands_on_the_pad() =>
        OracleTasks.Flown.Sample(
            forecast =>
            {
                var oracle = OracleFlight.Fly(forecast.Task);
                Assert.That(forecast.Phases.Sum(phase => phase.DistanceMetres), Is.EqualTo(oracle.WayMetres).Within(1e-5));
                if (oracle.End == BatteryEnd.Landed)
                {
                    Assert.That(oracle.FlownMetres, Is.EqualTo(oracle.WayMetres).Within(1e-5));
                    Assert.That(oracle.LandingAltitude, Is.EqualTo(forecast.Task.DestinationElevation.Metres).Within(1e-6));
                }
            },
            iter: FlightsTried);

    [Test]
    public void The_worst_voltage_current_and_temperature_are_found_wherever_in_a_segment_they_are() =>
        OracleTasks.Flown.Where(forecast => forecast.BatteryEnd == BatteryEnd.Landed).Sample(
            forecast =>
            {
                // Both look at the ends of their own steps; between them a gentle turning point is passed by: 0.3 A of 450 A was seen.
                var oracle = OracleFlight.Fly(forecast.Task);
                var temperatures = forecast.CellTemperatures!.Value;
                Assert.That(forecast.MinLoadedVolts, Is.EqualTo(oracle.LeastVolts).Within(2e-3 * oracle.LeastVolts));
                Assert.That(forecast.MaxCurrentAmperes, Is.EqualTo(oracle.MostAmperes).Within(2e-3 * oracle.MostAmperes));
                Assert.That(temperatures.Coldest.Kelvin, Is.EqualTo(oracle.CoolestKelvin).Within(0.02));
                Assert.That(temperatures.Hottest.Kelvin, Is.EqualTo(oracle.HottestKelvin).Within(0.02));
            },
            iter: FlightsTried);

    [Test]
    public void A_cold_pack_that_sags_when_the_rotors_pull_and_recovers_in_the_climb_is_told()
    {
        // FZ90 with 20 kg, pack at -5 degrees: the resistance is 2.5 times that of 25 degrees, 22 kW warm the cells by some 0.1 K a second
        // and the voltage rises during the climb. A cut-off between both voltages is passed as the climb begins, after 10 s on the pad.
        var task = SimulatedFlights.FirstFlight() with { Payload = Mass.FromKilograms(20), PackTemperature = Temperature.FromDegreesCelsius(-5) };
        var forecast = FlightSimulation.Run(task);
        var (battery, watts) = (task.Circuit(), forecast.Profile.Segments[1].Power.TotalWatts);
        var (start, end) = (battery.LoadOf(forecast.SegmentEnds[0], watts).Volts, battery.LoadOf(forecast.SegmentEnds[1], watts).Volts);
        var design = task.Type.Battery with { CutoffVoltsPerCell = 0.5 * (start + end) / task.Type.Battery.CellsInSeries };
        var limited = FlightSimulation.Run(task with { Type = task.Type with { Battery = design } });

        Assert.That(end - start, Is.GreaterThan(0.1));
        Assert.That(limited.Events.Single(passed => passed.Kind == BatteryEventKind.CutoffVoltage).Seconds, Is.EqualTo(10));
    }

    // Measured: what it costs to take the mean power of a transition for all of it, in charge at landing. The heat in the battery grows with
    // the square of the current, so that the mean always takes too little. A choice of the model, told here and not mended by the core.
    [TestCase("fz90", "putuo", "liuheng", 15, 3e-4)]
    [TestCase("v2000cg", "putuo", "liuheng", 200, 5e-4)]
    [TestCase("fc30", "dinghai-port", "dongju", 20, 1e-5)]
    [TestCase("ark40", "dinghai-port", "dongju", 8, 1e-5)]
    public void A_transition_at_its_mean_power_costs_a_little_less_charge_than_as_it_grows(string type, string from, string to, double kilograms, double atMost)
    {
        var task = Flights.Task(Flights.Question(type, from, to, kilograms, Wind.Calm));
        var mean = OracleFlight.Fly(task, TransitionPower.ContinuousMean).LandingCharge;
        var growing = OracleFlight.Fly(task, TransitionPower.Growing).LandingCharge;

        Assert.That(mean - growing, Is.Positive.And.LessThan(atMost));
    }

    [Test]
    public void Simpsons_rule_over_a_bend_is_not_good_enough_for_a_millionth_of_the_charge()
    {
        // The reason why the core parts a transition where the wing carries all: this is the rule without the part.
        var task = SimulatedFlights.FirstFlight();
        var bent = OracleFlight.Fly(task, TransitionPower.SimpsonOverBend).LandingCharge;
        var smooth = OracleFlight.Fly(task, TransitionPower.ContinuousMean).LandingCharge;

        Assert.That(Math.Abs(bent - smooth), Is.GreaterThan(1e-6));
        Assert.That(FlightSimulation.Run(task).LandingCharge!.Value.Ratio, Is.EqualTo(smooth).Within(3e-7));
    }

    private static void AssertSame(FlightForecast forecast, OracleFlight oracle, double ofEnergy)
    {
        var terminal = (forecast.Energy.Total - forecast.Energy.BatteryLoss).Joules;
        Assert.That(forecast.LandingCharge!.Value.Ratio, Is.EqualTo(oracle.LandingCharge).Within(1e-6));
        Assert.That(forecast.Energy.Total.Joules, Is.EqualTo(oracle.OpenCircuitJoules).Within(ofEnergy * oracle.OpenCircuitJoules));
        Assert.That(terminal, Is.EqualTo(oracle.TerminalJoules).Within(ofEnergy * oracle.TerminalJoules));
    }
}
