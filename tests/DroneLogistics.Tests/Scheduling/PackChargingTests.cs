using CsCheck;
using DroneLogistics.Fleet;
using DroneLogistics.Performance;
using DroneLogistics.Scheduling;
using DroneLogistics.Sites;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Scheduling;

public sealed class PackChargingTests
{
    private static readonly BatteryPack Pack = Worlds.PackOf("pack-1", Worlds.Wing, Worlds.West, 0.7);

    private static readonly DateTimeOffset Landing = Worlds.Nine.AddMinutes(10);

    [Test]
    public void A_pack_that_has_not_flown_has_the_charge_it_was_given()
    {
        Assert.That(Worlds.TwoIslands.Charging.At(Timetable.Empty(new FleetRegister([], [Pack])), Pack, Worlds.Nine).Ratio, Is.EqualTo(0.7));
    }

    [TestCase(-5.0, 0.6)]
    [TestCase(0.0, 0.6)]
    [TestCase(7.0, 0.6)]
    public void Until_the_end_of_the_turnaround_it_has_what_it_landed_with(double minutes, double charge)
    {
        Assert.That(ChargeAfter(minutes), Is.EqualTo(charge));
    }

    [Test]
    public void An_hour_on_the_charger_adds_its_energy_times_the_efficiency()
    {
        // 6 kW * 0.9 for an hour is 5 400 Wh; the pack holds 70 Ah * 14 * (0.5 * (4.2 + 3.75) / 2 + 0.3 * (3.75 + 3.5) / 2 + 0.2 * (3.5 + 2.9) / 2)
        // = 70 * 14 * (1.9875 + 1.0875 + 0.64) V = 3 640.7 Wh; ten minutes add 900 / 3640.7 = 0.24721.
        var full = new BatteryCircuit(Worlds.Wing.Battery, 1, Worlds.Policy.Flight.PackTemperature).StoredEnergy(StateOfCharge.Full);

        Assert.That(full.WattHours, Is.EqualTo(3640.7).Within(0.01));
        Assert.That(ChargeAfter(17), Is.EqualTo(0.6 + (900 / 3640.7)).Within(1e-9));
    }

    [Test]
    public void Charging_ends_when_the_pack_is_full()
    {
        Assert.That(ChargeAfter(600), Is.EqualTo(1));
    }

    [Test]
    public void Waiting_longer_never_leaves_less_charge() =>
        Gen.Select(Gen.Double[0, 100], Gen.Double[0, 100]).Sample((a, b) =>
            Assert.That(ChargeAfter(Math.Max(a, b)), Is.GreaterThanOrEqualTo(ChargeAfter(Math.Min(a, b)))));

    [Test]
    public void Where_there_is_no_charger_or_no_such_site_or_type_nothing_is_added()
    {
        Assert.That(ChargeAfter(60, Charging([Worlds.East with { ChargerCount = Worlds.Assumed(0) }], Worlds.Wing)), Is.EqualTo(0.6));
        Assert.That(ChargeAfter(60, Charging([Worlds.East with { ChargerCount = Worlds.Assumed(null) }], Worlds.Wing)), Is.EqualTo(0.6));
        Assert.That(ChargeAfter(60, Charging([Worlds.East with { ChargerPowerWatts = Worlds.Assumed(null) }], Worlds.Wing)), Is.EqualTo(0.6));
        Assert.That(ChargeAfter(60, Charging([Worlds.West], Worlds.Wing)), Is.EqualTo(0.6));
        Assert.That(ChargeAfter(60, Charging([Worlds.East], Worlds.Hexa)), Is.EqualTo(0.6));
    }

    private static double ChargeAfter(double minutes, PackCharging? charging = null)
    {
        var timetable = Timetable.Empty(new FleetRegister([], [Pack]))
            .With(Worlds.Flown("out", "wing-1", "pack-1", Worlds.West, Worlds.East, Worlds.Nine, Landing, landingCharge: 0.6));
        return (charging ?? Worlds.TwoIslands.Charging).At(timetable, Pack, Landing.AddMinutes(minutes)).Ratio;
    }

    private static PackCharging Charging(Site[] sites, AircraftType type) =>
        new(new SiteRegister(sites), [type], 0.9, Worlds.Policy.Claims.Turnaround, Worlds.Policy.Flight.PackTemperature);
}
