using DroneLogistics.Fleet;
using DroneLogistics.Units;

namespace DroneLogistics.Audit;

/// <summary>Open-circuit energy of a pack against its charge: trapezoids under the table of its voltage.</summary>
/// <remarks>E(s) = n Q ∫ U ds from 0 to s; n cells in series, Q the capacity in A·s at its health and temperature, U the open-circuit volts of a cell.</remarks>
internal sealed class PackEnergy
{
    private readonly IReadOnlyList<(double Charge, double Volts)> rising;
    private readonly double cellsTimesAmpereSeconds;

    public PackEnergy(BatteryDesign design, double healthRatio, Temperature temperature)
    {
        rising = [.. design.Chemistry.OpenCircuit.OrderBy(knot => knot.StateOfCharge).Select(knot => (knot.StateOfCharge, knot.Volts))];
        cellsTimesAmpereSeconds = design.CellsInSeries * design.CapacityAmpereHours * 3600 * healthRatio * CapacityShare(design.Chemistry.CapacityByTemperature, temperature.DegreesCelsius);
    }

    /// <summary>Of a charge, 0 to 1.</summary>
    public double Joules(double charge)
    {
        var volts = 0.0;
        for (var i = 1; i < rising.Count && rising[i - 1].Charge < charge; i++)
        {
            var (low, high) = (rising[i - 1], rising[i]);
            var end = Math.Min(high.Charge, charge);
            var atEnd = low.Volts + ((high.Volts - low.Volts) * (end - low.Charge) / (high.Charge - low.Charge));
            volts += (end - low.Charge) * (low.Volts + atEnd) / 2;
        }

        return volts * cellsTimesAmpereSeconds;
    }

    /// <summary>The charge that holds an energy, by halving; NaN where none does.</summary>
    public double ChargeOf(double joules)
    {
        if (!(joules >= 0 && joules <= Joules(1)))
        {
            return double.NaN;
        }

        var (low, high) = (0.0, 1.0);
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Joules(middle) < joules ? (middle, high) : (low, middle);
        }

        return low;
    }

    private static double CapacityShare(IReadOnlyList<(double DegreesCelsius, double Share)> table, double degrees)
    {
        var rising = table.OrderBy(knot => knot.DegreesCelsius).ToList();
        if (!(degrees > rising[0].DegreesCelsius))
        {
            return rising[0].Share;
        }

        for (var i = 1; i < rising.Count; i++)
        {
            if (degrees < rising[i].DegreesCelsius)
            {
                var (low, high) = (rising[i - 1], rising[i]);
                return low.Share + ((high.Share - low.Share) * (degrees - low.DegreesCelsius) / (high.DegreesCelsius - low.DegreesCelsius));
            }
        }

        return rising[^1].Share;
    }
}
