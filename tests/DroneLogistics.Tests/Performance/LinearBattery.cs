using DroneLogistics.Fleet;
using DroneLogistics.Performance;
using DroneLogistics.Units;

namespace DroneLogistics.Tests.Performance;

/// <summary>
/// The battery that has a closed solution: one "cell" with open-circuit voltage a + b s, a resistance that is the same at every charge
/// (no growth at low charge), and neither age nor temperature.
/// </summary>
internal static class LinearBattery
{
    public const double Volts = 46;
    public const double VoltsPerCharge = 12;
    public const double Ohm = 0.014;
    public const double AmpereHours = 38;

    public static BatteryCircuit Circuit(double volts = Volts, double voltsPerCharge = VoltsPerCharge, double ohm = Ohm, double ampereHours = AmpereHours)
    {
        var chemistry = new CellChemistry
        {
            Id = "linear",
            OpenCircuit = [(1, volts + voltsPerCharge), (0, volts)],
            CapacityByTemperature = [(25, 1), (0, 1)],
            ActivationEnergyJoulesPerMole = 0,
            AgeingFactor = 0,
            LowChargeFactor = 0,
            MinCellTemperature = Temperature.FromDegreesCelsius(-10),
            MaxCellTemperature = Temperature.FromDegreesCelsius(65),
        };
        return new BatteryCircuit(
            new BatteryDesign(chemistry, CellsInSeries: 1, ampereHours, ohm, MaxDischargeRatePerHour: 10, CutoffVoltsPerCell: 40, HeatCapacityJoulesPerKelvin: 10_000, CoolingWattsPerKelvin: 3),
            healthRatio: 1,
            Temperature.FromDegreesCelsius(25));
    }

    /// <summary>Seconds until a discharge from a charge reaches another, by halving: the charge falls with time.</summary>
    public static double SecondsTo(BatteryCircuit battery, double charge, double watts, double from = 1)
    {
        var (low, high) = (0.0, 1e5);
        for (var i = 0; i < 80; i++)
        {
            var middle = 0.5 * (low + high);
            var result = Discharge.AtConstantPower(battery, from, watts, middle);
            (low, high) = result.Charge > charge ? (middle, high) : (low, middle);
        }

        return 0.5 * (low + high);
    }
}
