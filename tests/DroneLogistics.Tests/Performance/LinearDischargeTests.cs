using DroneLogistics.Performance;
using DroneLogistics.Units;
using MathNet.Numerics.RootFinding;
using NUnit.Framework;

namespace DroneLogistics.Tests.Performance;

/// <summary>
/// The discharge against the closed solution of the linear battery: t = Q / (2 P b) [F(U₀) − F(U₁)],
/// F(U) = U²/2 + (U/2) √(U² − c²) − (c²/2) ln(U + √(U² − c²)), c² = 4 P R, U = a + b s.
/// </summary>
public sealed class LinearDischargeTests
{
    private const double Watts = 6000;

    private static readonly BatteryCircuit Battery = LinearBattery.Circuit();

    // Errors of the charge at 0.2 by the classical method with n steps, computed outside of this project.
    private static readonly (int Steps, double Error)[] Known = [(5, 4.661e-8), (10, 3.010e-9), (20, 1.911e-10), (40, 1.203e-11)];

    [Test]
    public void Half_the_step_leaves_a_sixteenth_of_the_error()
    {
        var errors = Known.Select(known => (known.Steps, Error: ErrorWith(known.Steps))).ToList();
        foreach (var (before, after) in errors.Zip(errors.Skip(1)))
        {
            Assert.That(Math.Log2(before.Error / after.Error), Is.InRange(3.8, 4.1), $"{before.Steps} to {after.Steps} steps");
        }
    }

    [TestCaseSource(nameof(Known))]
    public void The_error_is_that_of_the_classical_method((int Steps, double Error) known)
    {
        // The current at 0.2001 is 1e-5 smaller than at 0.2.
        Assert.That(ErrorWith(known.Steps), Is.EqualTo(known.Error).Within(2e-3 * known.Error));
    }

    [Test]
    public void Each_limit_is_found_within_a_microsecond_of_the_closed_solution()
    {
        // Voltage: V = P / I and U = V + I R. At 48 V: I = 125 A, U = 49.75 V, s = 0.3125. At 120 A: V = 50 V, U = 51.68 V, s = 0.47333.
        var design = Battery.Design with
        {
            CutoffVoltsPerCell = 48,
            MaxDischargeRatePerHour = 120 / LinearBattery.AmpereHours,
            CoolingWattsPerKelvin = 0,
            Chemistry = Battery.Design.Chemistry with { MaxCellTemperature = Temperature.FromDegreesCelsius(25 + 8) },
        };
        var circuit = new BatteryCircuit(design, healthRatio: 1, Temperature.FromDegreesCelsius(25));
        var events = new BatteryEvents(circuit, new StateOfCharge(0.2));
        Discharge.AtConstantPower(circuit, circuit.AtTakeoff(1), Watts, 1000, watch: (elapsed, from, to, seconds) => events.Look(elapsed, (from, circuit.LoadOf(from, Watts)), (to, circuit.LoadOf(to, Watts)), Watts, seconds));

        // 8 K of 10,000 J/K are 80 kJ of loss: the charge at which open-circuit energy less delivered energy is that much.
        var warm = Brent.FindRoot(charge => Lost(charge) - 80_000, 0.1, 0.9, 1e-14, 200);
        var found = events.Found.ToDictionary(passed => passed.Kind, passed => passed);
        Assert.That(found, Has.Count.EqualTo(4));
        Assert.That(found[BatteryEventKind.CutoffVoltage].Seconds, Is.EqualTo(SecondsTo(0.3125)).Within(1e-6));
        Assert.That(found[BatteryEventKind.CurrentLimit].Seconds, Is.EqualTo(SecondsTo(5.68 / 12)).Within(1e-6));
        Assert.That(found[BatteryEventKind.ReserveCharge].Seconds, Is.EqualTo(SecondsTo(0.2)).Within(1e-6));
        Assert.That(found[BatteryEventKind.CellTooHot].Seconds, Is.EqualTo(SecondsTo(warm)).Within(1e-6));
        Assert.That(found[BatteryEventKind.CellTooHot].State.Kelvin, Is.EqualTo(306.15).Within(1e-9));
        Assert.That(SecondsTo(0.2), Is.EqualTo(940.563306).Within(1e-6));
    }

    [Test]
    public void Without_cooling_the_battery_warms_by_its_loss_over_its_heat_capacity()
    {
        var circuit = new BatteryCircuit(Battery.Design with { CoolingWattsPerKelvin = 0 }, healthRatio: 1, Temperature.FromDegreesCelsius(25));
        var seconds = SecondsTo(0.2);
        var result = Discharge.AtConstantPower(circuit, 1, Watts, seconds);
        var loss = result.OpenCircuitJoules - (Watts * seconds);

        // 49.674490 Wh of loss from full to 0.2 is the closed solution's; 178,828.164 J over 10,000 J/K.
        Assert.That(result.State.Kelvin - 298.15, Is.EqualTo(17.8828164).Within(1e-6));
        Assert.That(result.State.Kelvin - 298.15, Is.EqualTo(loss / 10_000).Within(1e-7));
    }

    [Test]
    public void A_battery_at_rest_comes_to_the_temperature_of_the_air_exponentially()
    {
        // C / hA = 10,000 / 3 s: after as long the difference is 1/e of 20 K.
        var circuit = new BatteryCircuit(Battery.Design, healthRatio: 1, Temperature.FromDegreesCelsius(30), Temperature.FromDegreesCelsius(10));
        var result = Discharge.AtConstantPower(circuit, 1, 0, 10_000 / 3.0);

        // Steps of 300 s, a twelfth of that time: 1 / (120 * 12^4) of the difference.
        Assert.That(result.State.Temperature.DegreesCelsius, Is.EqualTo(10 + (20 / Math.E)).Within(1e-5));
    }

    private static double ErrorWith(int steps)
    {
        // Not quite down to the charge at which a step ends because the resistance of other batteries begins to grow there.
        const double End = 0.2001;
        var seconds = SecondsTo(End);
        var result = Discharge.AtConstantPower(Battery, Battery.AtTakeoff(1), Watts, seconds, seconds / steps);
        return Math.Abs(result.Charge - End);
    }

    private static double SecondsTo(double charge) =>
        LinearBattery.AmpereHours * 3600 / (2 * Watts * LinearBattery.VoltsPerCharge) * (F(1) - F(charge));

    private static double F(double charge)
    {
        var u = LinearBattery.Volts + (LinearBattery.VoltsPerCharge * charge);
        var square = 4 * Watts * LinearBattery.Ohm;
        var root = Math.Sqrt((u * u) - square);
        return (u * u / 2) + (u / 2 * root) - (square / 2 * Math.Log(u + root));
    }

    /// <summary>Open-circuit energy from full down to a charge less what was delivered, joules.</summary>
    private static double Lost(double charge)
    {
        var drawn = LinearBattery.AmpereHours * 3600 * ((LinearBattery.Volts * (1 - charge)) + (LinearBattery.VoltsPerCharge / 2 * (1 - (charge * charge))));
        return drawn - (Watts * SecondsTo(charge));
    }
}
