using CsCheck;
using DroneLogistics.Performance;
using DroneLogistics.Simulation;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Simulation;

public sealed class ReturnFlightTests
{
    private static readonly FlightForecast Out = FlightSimulation.Run(SimulatedFlights.FirstFlight());

    [Test]
    public void The_way_back_of_the_way_back_is_the_way_out()
    {
        SimulatedFlights.Landed.Sample(outward =>
        {
            var back = FlightSimulation.Run(ReturnFlight.Of(outward, Mass.FromKilograms(2), samePack: false, groundSeconds: 0));
            if (back.BlockSeconds is null)
            {
                return;
            }

            var again = ReturnFlight.Of(back, outward.Task.Payload, samePack: false, groundSeconds: 0);
            Assert.That(again.Path.Segments.Select(segment => segment.From), Is.EqualTo(outward.Task.Path.Segments.Select(segment => segment.From)));
            Assert.That(again with { Path = outward.Task.Path }, Is.EqualTo(outward.Task));
        });
    }

    [Test]
    public void Another_pack_is_as_the_first_was_and_the_same_pack_has_what_it_landed_with()
    {
        var other = ReturnFlight.Of(Out, Mass.Zero, samePack: false, groundSeconds: 420);
        var same = ReturnFlight.Of(Out, Mass.Zero, samePack: true, groundSeconds: 420);

        Assert.That((other.TakeoffCharge, other.PackTemperature), Is.EqualTo((Out.Task.TakeoffCharge, Out.Task.PackTemperature)));
        Assert.That(same.TakeoffCharge.Ratio, Is.EqualTo(Out.LandingCharge!.Value.Ratio).Within(1e-12), "a pack that cools keeps its share");
        Assert.That(same.PackTemperature!.Value.Kelvin, Is.LessThan(Out.SegmentEnds[^1].Kelvin).And.GreaterThan(288.15));
    }

    [Test]
    public void A_pack_that_did_not_carry_the_way_out_has_nothing_for_the_way_back()
    {
        var spent = FlightSimulation.Run(Out.Task with { TakeoffCharge = new StateOfCharge(0.1) });
        var back = FlightSimulation.Run(ReturnFlight.Of(spent, Mass.Zero, samePack: true, groundSeconds: 420));

        Assert.That(spent.LandingCharge, Is.Null);
        Assert.That(back.Task.TakeoffCharge.Ratio, Is.Zero);
        Assert.That((back.BatteryEnd, back.LandingCharge), Is.EqualTo((BatteryEnd.Empty, (StateOfCharge?)null)));
    }

    // C dT/dt = -hA (T - T_air) in small steps of explicit Euler, halved until it does not matter.
    [Test]
    public void A_pack_at_rest_cools_as_its_equation_says_and_keeps_its_ampere_hours()
    {
        var design = Out.Task.Type.Battery;
        var (takeoff, air) = (Temperature.FromDegreesCelsius(-5), Temperature.FromDegreesCelsius(-10));
        var landed = new BatteryState(0.5, Temperature.FromDegreesCelsius(12).Kelvin);
        var rested = ReturnFlight.AfterRest(design, landed, takeoff, air, 600);

        const int Steps = 200_000;
        var kelvin = landed.Kelvin;
        for (var i = 0; i < Steps; i++)
        {
            kelvin -= design.CoolingWattsPerKelvin * (kelvin - air.Kelvin) / design.HeatCapacityJoulesPerKelvin * (600.0 / Steps);
        }

        Assert.That(rested.Kelvin, Is.EqualTo(kelvin).Within(1e-4));
        var (before, after) = (new BatteryCircuit(design, 0.9, takeoff), new BatteryCircuit(design, 0.9, rested.Temperature));
        Assert.That(rested.Charge * after.CapacityAmpereSeconds, Is.EqualTo(landed.Charge * before.CapacityAmpereSeconds).Within(1e-9).Percent);
        Assert.That(rested.Charge, Is.LessThan(landed.Charge));
    }
}
