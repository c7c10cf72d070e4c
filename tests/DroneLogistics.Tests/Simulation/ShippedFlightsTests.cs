using DroneLogistics.Simulation;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using NUnit.Framework;

namespace DroneLogistics.Tests.Simulation;

/// <summary>The shipped types on shipped routes.</summary>
public sealed class ShippedFlightsTests
{
    [TestCase("fz90", "putuo", "liuheng", 15)]
    [TestCase("fc30", "dinghai-port", "dongju", 20)]
    [TestCase("v2000cg", "putuo", "liuheng", 200)]
    [TestCase("ark40", "dinghai-port", "dongju", 8)]
    public void The_ledger_sums_to_the_energy_drawn_and_the_phases_to_the_flight(string type, string from, string to, double kilograms)
    {
        var task = Flights.Task(Flights.Question(type, from, to, kilograms, Wind.Calm));
        var forecast = FlightSimulation.Run(task);
        Assert.That(forecast.BatteryEnd, Is.EqualTo(BatteryEnd.Landed));
        var battery = task.Circuit();
        var drawn = battery.StoredEnergy(StateOfCharge.Full).Joules - battery.StoredEnergy(forecast.LandingCharge!.Value).Joules;
        Assert.That(forecast.Energy.Total.Joules, Is.EqualTo(drawn).Within(1e-9 * drawn));
        Assert.That(forecast.Phases.Sum(phase => phase.Energy.Total.Joules), Is.EqualTo(drawn).Within(1e-9 * drawn));
        Assert.That(forecast.Phases.Sum(phase => phase.DistanceMetres), Is.EqualTo(task.Path.Distance.Metres).Within(1e-6));
        for (var i = 1; i < forecast.Phases.Count; i++)
        {
            Assert.That(forecast.Phases[i].StartSeconds, Is.EqualTo(forecast.Phases[i - 1].StartSeconds + forecast.Phases[i - 1].Seconds).Within(1e-9));
            Assert.That(forecast.Phases[i].From.Metres, Is.EqualTo(forecast.Phases[i - 1].To.Metres).Within(1e-9));
        }

        Assert.That(forecast.Phases[^1].To, Is.EqualTo(task.DestinationElevation));
    }
}
