using CsCheck;
using DroneLogistics.Performance;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Performance;

public sealed class BatteryCircuitTests
{
    private static readonly Temperature Warm = Temperature.FromDegreesCelsius(25);

    [Test]
    public void A_linear_battery_gives_the_current_and_voltage_of_the_closed_solution()
    {
        var battery = LinearBattery.Circuit();

        // 6 kW: U = 58 V full and 48.4 V at 20 %.
        Assert.That(battery.Current(1, 6000), Is.EqualTo(106.169073).Within(1e-6));
        Assert.That(battery.Current(0.2, 6000), Is.EqualTo(128.762767).Within(1e-6));
        Assert.That(battery.OpenCircuitVolts(0.2) - (battery.Current(0.2, 6000) * battery.ResistanceOhm(0.2)), Is.EqualTo(46.597321).Within(1e-6));

        // 38 Ah * (46 + 12 / 2) V = 1976 Wh.
        Assert.That(battery.StoredEnergy(StateOfCharge.Full).WattHours, Is.EqualTo(1976).Within(1e-9));
    }

    [Test]
    public void Terminal_power_is_voltage_times_current() =>
        Gen.Select(Gen.Double[0.01, 1], Gen.Double[0, 10_000]).Sample((charge, watts) =>
        {
            var battery = Real(1);
            var amperes = battery.Current(charge, watts);
            var volts = battery.OpenCircuitVolts(charge) - (amperes * battery.ResistanceOhm(charge));
            Assert.That(volts * amperes, Is.EqualTo(watts).Within(1e-10 * 10_000));
        });

    [Test]
    public void The_table_is_met_at_its_points_and_straight_between_them()
    {
        // 14 cells: 3.75 V at 50 %, 3.5 V at 20 %; at 35 % half way.
        Assert.That(Real(1).OpenCircuitVolts(0.5), Is.EqualTo(52.5).Within(1e-12));
        Assert.That(Real(1).OpenCircuitVolts(0.35), Is.EqualTo(14 * 3.625).Within(1e-12));
    }

    [Test]
    public void Resistance_grows_by_half_from_20_percent_down_to_empty_and_not_above()
    {
        var battery = Real(1);

        Assert.That(battery.ResistanceOhm(1), Is.EqualTo(0.007).Within(1e-15));
        Assert.That(battery.ResistanceOhm(0.2), Is.EqualTo(0.007).Within(1e-15));
        Assert.That(battery.ResistanceOhm(0.1), Is.EqualTo(0.007 * 1.25).Within(1e-15));
        Assert.That(battery.ResistanceOhm(0), Is.EqualTo(0.007 * 1.5).Within(1e-15));
    }

    [Test]
    public void A_pack_at_80_percent_health_has_twice_the_resistance_and_80_percent_of_the_energy()
    {
        Assert.That(Real(0.8).ResistanceOhm(1), Is.EqualTo(0.014).Within(1e-15));
        Assert.That(Real(0.8).StoredEnergy(StateOfCharge.Full).Joules, Is.EqualTo(0.8 * Real(1).StoredEnergy(StateOfCharge.Full).Joules).Within(1e-6));
    }

    [TestCase(40.0, 1.0)]
    [TestCase(25.0, 1.0)]
    [TestCase(12.5, 0.95)]
    [TestCase(0.0, 0.9)]
    [TestCase(-30.0, 0.9)]
    public void Capacity_follows_the_temperature_table_and_is_flat_outside(double celsius, double share)
    {
        var battery = new BatteryCircuit(Worlds.Wing.Battery, 1, Temperature.FromDegreesCelsius(celsius));

        Assert.That(battery.CapacityAmpereSeconds, Is.EqualTo(70 * 3600 * share).Within(1e-6));
    }

    [TestCase(0.0)]
    [TestCase(-0.1)]
    [TestCase(1.001)]
    [TestCase(double.NaN)]
    public void A_health_that_cannot_be_is_a_programmers_error(double health)
    {
        Assert.That(() => Real(health), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    private static BatteryCircuit Real(double health) => new(Worlds.Wing.Battery, health, Warm);
}
