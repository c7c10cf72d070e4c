using DroneLogistics.Fleet;
using DroneLogistics.Performance;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Performance;

/// <summary>The linear battery has a closed solution: t = Q / 2Pb [F(U0) - F(U1)], F(U) = U²/2 + U/2 √(U²-c²) - c²/2 ln(U + √(U²-c²)), c² = 4PR.</summary>
public sealed class DischargeTests
{
    private const double Watts = 6000;
    private const double Ohm = 0.014;
    private const double AmpereSeconds = 38 * 3600.0;

    private static readonly BatteryCircuit Linear = new(
        new BatteryDesign(
            new CellChemistry
            {
                Id = "linear",
                OpenCircuit = [(1, 58), (0, 46)],
                CapacityByTemperature = [(25, 1), (0, 1)],
                ActivationEnergyJoulesPerMole = 0,
                AgeingFactor = 0,
                LowChargeFactor = 0,
            },
            CellsInSeries: 1,
            CapacityAmpereHours: 38,
            ResistanceOhm: Ohm,
            MaxDischargeRatePerHour: 10,
            CutoffVoltsPerCell: 3),
        healthRatio: 1,
        Temperature.FromDegreesCelsius(25));

    [TestCase(940.563306, 0.2)]
    [TestCase(1147.346325, 0.0)]
    public void Constant_power_from_full_takes_the_time_of_the_closed_solution(double seconds, double charge) =>
        Assert.That(Discharge.AtConstantPower(Linear, 1, Watts, seconds).Charge, Is.EqualTo(charge).Within(2e-9));

    [Test]
    public void Energy_behind_the_resistance_is_terminal_energy_and_heat()
    {
        // Heat I²R summed by Simpson over the closed solution's own charge curve, in steps far smaller than the integrator's.
        const int Panels = 2000;
        const double Seconds = 900;
        double Heat(double t)
        {
            var charge = Discharge.AtConstantPower(Linear, 1, Watts, t).Charge;
            var open = 46 + (12 * charge);
            var current = (open - Math.Sqrt((open * open) - (4 * Watts * Ohm))) / (2 * Ohm);
            return current * current * Ohm;
        }

        var heat = 0.0;
        for (var i = 0; i < Panels; i++)
        {
            var (a, b) = (Seconds * i / Panels, Seconds * (i + 1) / Panels);
            heat += (b - a) / 6 * (Heat(a) + (4 * Heat((a + b) / 2)) + Heat(b));
        }

        var result = Discharge.AtConstantPower(Linear, 1, Watts, Seconds);
        Assert.That(result.OpenCircuitJoules - (Watts * Seconds), Is.EqualTo(heat).Within(1e-6 * heat));
        Assert.That(result.OpenCircuitJoules, Is.EqualTo(AmpereSeconds * (58 - (6 * (1 - result.Charge))) * (1 - result.Charge)).Within(1e-6));
    }

    [Test]
    public void An_empty_battery_and_an_impossible_power_are_told_apart()
    {
        Assert.That(Discharge.AtConstantPower(Linear, 1, Watts, 2000).End, Is.EqualTo(Discharge.End.Empty));

        // U² / 4R at full charge is 60 kW.
        Assert.That(Discharge.AtConstantPower(Linear, 1, 61_000, 1).End, Is.EqualTo(Discharge.End.PowerInsufficient));
    }

    [Test]
    public void Two_discharges_one_after_the_other_are_one_longer_one()
    {
        var battery = new BatteryCircuit(ShippedData.Type("fz90").Battery, 0.95, Temperature.FromDegreesCelsius(25));
        var whole = Discharge.AtConstantPower(battery, 1, 3000, 1700);
        var first = Discharge.AtConstantPower(battery, 1, 3000, 613);
        var second = Discharge.AtConstantPower(battery, first.Charge, 3000, 1087);
        Assert.That(second.Charge, Is.EqualTo(whole.Charge).Within(1e-9));
        Assert.That(first.OpenCircuitJoules + second.OpenCircuitJoules, Is.EqualTo(whole.OpenCircuitJoules).Within(1e-9 * whole.OpenCircuitJoules));
    }
}
