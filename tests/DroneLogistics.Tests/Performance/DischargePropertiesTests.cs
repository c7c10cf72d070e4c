using CsCheck;
using DroneLogistics.Performance;
using NUnit.Framework;

namespace DroneLogistics.Tests.Performance;

public sealed class DischargePropertiesTests
{
    private const double Watts = 6000;

    // The discharge claims 2e-10 of the charge for steps of a minute; the closed solution is stated to a microsecond.
    private const double Seconds = 1e-6;

    private static readonly BatteryCircuit Linear = LinearBattery.Circuit();

    [TestCase(0.2, 940.563306)]
    [TestCase(0.0, 1147.346325)]
    public void A_linear_battery_runs_down_in_the_time_of_the_closed_solution(double charge, double seconds)
    {
        Assert.That(LinearBattery.SecondsTo(Linear, charge, Watts), Is.EqualTo(seconds).Within(Seconds));
    }

    [Test]
    public void The_end_of_the_battery_is_told_with_its_time()
    {
        var result = Discharge.AtConstantPower(Linear, 1, Watts, 5000);

        Assert.That(result.End, Is.EqualTo(Discharge.End.Empty));
        Assert.That(result.Seconds, Is.EqualTo(1147.346325).Within(Seconds));
        Assert.That(result.Charge, Is.Zero);
    }

    [Test]
    public void The_energy_that_is_drawn_and_not_delivered_is_heat_in_the_resistance() =>
        Gen.Select(Gen.Double[500, 9000], Gen.Double[30, 700]).Sample(
            (watts, seconds) =>
            {
                var result = Discharge.AtConstantPower(Linear, 1, watts, seconds);
                var lost = result.OpenCircuitJoules - (watts * seconds);
                var heat = HeatBySmallSteps(watts, seconds);

                // Both integrate to 1e-9 or better; the difference of two energies of some 1e6 J keeps 1e-9 of them.
                Assert.That(lost, Is.EqualTo(heat).Within((1e-6 * heat) + (1e-9 * result.OpenCircuitJoules)));
            },
            iter: 100);

    [Test]
    public void A_discharge_in_two_parts_is_the_discharge_in_one() =>
        Gen.Select(Gen.Double[100, 6000], Gen.Double[1, 600], Gen.Double[0, 1]).Sample((watts, seconds, share) =>
        {
            var battery = new BatteryCircuit(Worlds.Wing.Battery, 1, Worlds.Policy.Flight.PackTemperature);
            var whole = Discharge.AtConstantPower(battery, 1, watts, seconds);
            var first = Discharge.AtConstantPower(battery, 1, watts, seconds * share);
            var second = Discharge.AtConstantPower(battery, first.State, watts, seconds * (1 - share));

            // Other steps, each within 2e-10.
            Assert.That(second.Charge, Is.EqualTo(whole.Charge).Within(1e-9));
            Assert.That(first.OpenCircuitJoules + second.OpenCircuitJoules, Is.EqualTo(whole.OpenCircuitJoules).Within(1e-8 * Math.Max(1, whole.OpenCircuitJoules)));
        });

    [Test]
    public void The_cruise_of_the_first_flight_in_two_parts_is_the_cruise_in_one_to_a_billionth()
    {
        var battery = new BatteryCircuit(ShippedData.Type("fz90").Battery, 0.95, ShippedData.World.Policy.Flight.PackTemperature);
        var whole = Discharge.AtConstantPower(battery, 1, 3000, 1700);
        var first = Discharge.AtConstantPower(battery, 1, 3000, 613);
        var second = Discharge.AtConstantPower(battery, first.State, 3000, 1087);

        Assert.That(second.Charge, Is.EqualTo(whole.Charge).Within(1e-9));
        Assert.That(first.OpenCircuitJoules + second.OpenCircuitJoules, Is.EqualTo(whole.OpenCircuitJoules).Within(1e-9 * whole.OpenCircuitJoules));
    }

    [Test]
    public void The_energy_drawn_is_the_stored_energy_that_is_missing_afterwards() =>
        Gen.Select(Gen.Double[100, 8000], Gen.Double[1, 1500]).Sample((watts, seconds) =>
        {
            var battery = new BatteryCircuit(Worlds.Hexa.Battery, 0.9, Worlds.Policy.Flight.PackTemperature);
            var result = Discharge.AtConstantPower(battery, 1, watts, seconds);
            var missing = battery.StoredEnergy(new(1)) - battery.StoredEnergy(new(result.Charge));

            Assert.That(result.OpenCircuitJoules, Is.EqualTo(missing.Joules).Within(1e-9 * battery.StoredEnergy(new(1)).Joules));
        });

    [Test]
    public void Current_and_charge_agree_on_the_capacity_that_flowed()
    {
        // Nothing is asked for: nothing flows, whatever the time.
        Assert.That(Discharge.AtConstantPower(Linear, 0.7, 0, 3600).Charge, Is.EqualTo(0.7));
        Assert.That(Discharge.AtConstantPower(Linear, 0.7, Watts, 0).Charge, Is.EqualTo(0.7));
    }

    [TestCase(60_071.0, Discharge.End.Completed)]
    [TestCase(60_072.0, Discharge.End.PowerInsufficient)]
    public void A_full_battery_gives_a_quarter_of_voltage_squared_over_resistance_and_no_more(double watts, Discharge.End end)
    {
        // 58² / (4 * 0.014) = 60 071.43 W; a millisecond takes no charge to speak of.
        Assert.That(Discharge.AtConstantPower(Linear, 1, watts, 1e-6).End, Is.EqualTo(end));
    }

    [Test]
    public void A_power_that_the_battery_gives_only_while_it_is_full_ends_insufficient_and_not_empty()
    {
        // At half charge 52² / (4 * 0.014) = 48 286 W.
        var result = Discharge.AtConstantPower(Linear, 1, 48_286, 3600);

        Assert.That(result.End, Is.EqualTo(Discharge.End.PowerInsufficient));
        Assert.That(result.Seconds, Is.LessThan(3600));
    }

    [TestCase(double.NaN, 1.0, 60.0)]
    [TestCase(6000.0, double.NaN, 60.0)]
    public void What_is_not_a_number_is_not_completed(double watts, double charge, double seconds)
    {
        Assert.That(Discharge.AtConstantPower(Linear, charge, watts, seconds).End, Is.Not.EqualTo(Discharge.End.Completed));
    }

    /// <summary>∫ I² R dt by the trapezoidal rule on an Euler-Heun charge, with the formulae of the circuit written out here once more.</summary>
    private static double HeatBySmallSteps(double watts, double seconds)
    {
        const int Steps = 20_000;
        var (dt, s, heat) = (seconds / Steps, 1.0, 0.0);
        for (var i = 0; i < Steps; i++)
        {
            var before = Current(s, watts);
            var trial = Current(s - (before * dt / (3600 * LinearBattery.AmpereHours)), watts);
            s -= 0.5 * (before + trial) * dt / (3600 * LinearBattery.AmpereHours);
            var after = Current(s, watts);
            heat += 0.5 * ((before * before) + (after * after)) * LinearBattery.Ohm * dt;
        }

        return heat;
    }

    private static double Current(double s, double watts)
    {
        var u = LinearBattery.Volts + (LinearBattery.VoltsPerCharge * s);
        return (u - Math.Sqrt((u * u) - (4 * watts * LinearBattery.Ohm))) / (2 * LinearBattery.Ohm);
    }
}
