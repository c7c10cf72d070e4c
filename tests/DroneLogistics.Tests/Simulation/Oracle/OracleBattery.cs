using DroneLogistics.Fleet;
using DroneLogistics.Performance;
using DroneLogistics.Simulation;

namespace DroneLogistics.Tests.Simulation.Oracle;

/// <summary>The battery of a flight, written out from the design: its table as it stands in the data, its resistance, its heat, its limits.</summary>
internal sealed class OracleBattery
{
    private readonly BatteryDesign design;
    private readonly CellChemistry chemistry;
    private readonly double freshOhm;
    private readonly double reserve;

    public OracleBattery(FlightTask task)
    {
        design = task.Type.Battery;
        chemistry = design.Chemistry;
        StartKelvin = (task.PackTemperature ?? task.Policy.PackTemperature).Kelvin;
        AirKelvin = task.Atmosphere.SeaLevelTemperature.Kelvin;
        freshOhm = design.ResistanceOhm * task.Variation.ResistanceFactor * (1 + (chemistry.AgeingFactor * (1 - task.PackHealthRatio) / 0.2));
        var byTemperature = chemistry.CapacityByTemperature.Select(point => (point.DegreesCelsius, point.Share)).Reverse().ToList();
        Coulombs = design.CapacityAmpereHours * 3600 * task.PackHealthRatio * Between(byTemperature, StartKelvin - 273.15, beyond: false);
        reserve = task.Reserve.FinalReserveShare;
        Table = [.. chemistry.OpenCircuit.Reverse()];
        Knots = [.. Table.Select(point => point.StateOfCharge).Append(0.2).Distinct().OrderDescending()];
    }

    public double StartKelvin { get; }

    public double AirKelvin { get; }

    public double Coulombs { get; }

    /// <summary>Charges at which the formulae change, falling: the points of the table, and where the resistance begins to grow.</summary>
    public IReadOnlyList<double> Knots { get; }

    private List<(double StateOfCharge, double Volts)> Table { get; }

    public double OpenVolts(double charge) => design.CellsInSeries * Between(Table, charge, beyond: true);

    public double Ohm(double charge, double kelvin) =>
        freshOhm * Math.Exp(chemistry.ActivationEnergyJoulesPerMole / 8.314462618 * ((1 / kelvin) - (1 / 298.15)))
        * (1 + (chemistry.LowChargeFactor * Math.Max(0, 0.2 - charge) / 0.2));

    public double Amperes(double charge, double kelvin, double watts)
    {
        var (u, r) = (OpenVolts(charge), Ohm(charge, kelvin));
        return (u - Math.Sqrt((u * u) - (4 * watts * r))) / (2 * r);
    }

    public double WarmingPerSecond(double amperes, double charge, double kelvin) =>
        ((amperes * amperes * Ohm(charge, kelvin)) - (design.CoolingWattsPerKelvin * (kelvin - AirKelvin))) / design.HeatCapacityJoulesPerKelvin;

    /// <summary>How far a state under a load lies within a limit; negative beyond it.</summary>
    public double Margin(BatteryEventKind kind, double charge, double kelvin, double watts) => kind switch
    {
        BatteryEventKind.CutoffVoltage =>
            OpenVolts(charge) - (Amperes(charge, kelvin, watts) * Ohm(charge, kelvin)) - (design.CutoffVoltsPerCell * design.CellsInSeries),
        BatteryEventKind.CurrentLimit => (design.MaxDischargeRatePerHour * design.CapacityAmpereHours) - Amperes(charge, kelvin, watts),
        BatteryEventKind.ReserveCharge => charge - reserve,
        BatteryEventKind.CellTooHot => chemistry.MaxCellTemperature.Kelvin - kelvin,
        BatteryEventKind.CellTooCold => kelvin - chemistry.MinCellTemperature.Kelvin,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>Straight lines between points in rising order; beyond the ends flat, or on the last line.</summary>
    private static double Between(List<(double X, double Y)> points, double x, bool beyond)
    {
        var at = beyond ? x : Math.Clamp(x, points[0].X, points[^1].X);
        var i = Math.Clamp(points.FindIndex(point => at <= point.X) is var found and >= 0 ? found : points.Count - 1, 1, points.Count - 1);
        return points[i - 1].Y + ((points[i].Y - points[i - 1].Y) * (at - points[i - 1].X) / (points[i].X - points[i - 1].X));
    }
}
