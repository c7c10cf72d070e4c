using DroneLogistics.Fleet;
using DroneLogistics.Units;

namespace DroneLogistics.Performance;

/// <summary>
/// A battery as an open-circuit voltage behind a resistance, at one temperature and health: piecewise linear in charge, so that
/// between two knots the discharge at constant power is smooth and is integrated to rounding error.
/// </summary>
/// <remarks>
/// U = OCV(s); I = (U − √(U² − 4 P R)) / 2R; V = U − I R; feasible while P ≤ U² / 4R; ds/dt = −I / Q.
/// R = R_25 · exp[(E_a/R_g)(1/T − 1/298.15)] · (1 + a_age (1 − SoH) / 0.2) · (1 + a_low max(0, 0.2 − s) / 0.2); Q = Q_n · SoH · q(T).
/// The coefficients stand in the chemistry's data file with their sources.
/// </remarks>
public sealed class BatteryCircuit
{
    private const double GasConstant = 8.314462618;
    private const double ReferenceKelvin = 298.15;

    // Below this charge the resistance grows: a property of the formula of R above.
    private const double LowCharge = 0.2;

    private readonly double[] knots;
    private readonly double[] volts;
    private readonly double baseResistance;
    private readonly double lowChargeFactor;

    /// <param name="design">The battery as built.</param>
    /// <param name="healthRatio">State of health, above 0, at most 1.</param>
    /// <param name="temperature">Temperature of the cells.</param>
    /// <exception cref="ArgumentOutOfRangeException">Health outside its range (a programmer's error).</exception>
    public BatteryCircuit(BatteryDesign design, double healthRatio, Temperature temperature)
    {
        if (!(healthRatio is > 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(healthRatio), healthRatio, "A state of health lies above 0 and at most at 1.");
        }

        Design = design;
        var chemistry = design.Chemistry;
        (knots, volts) = Knots(chemistry, design.CellsInSeries);
        var arrhenius = Math.Exp(chemistry.ActivationEnergyJoulesPerMole / GasConstant * ((1 / temperature.Kelvin) - (1 / ReferenceKelvin)));
        baseResistance = design.ResistanceOhm * arrhenius * (1 + (chemistry.AgeingFactor * (1 - healthRatio) / 0.2));
        lowChargeFactor = chemistry.LowChargeFactor;
        CapacityAmpereSeconds = 3600 * design.CapacityAmpereHours * healthRatio * CapacityShare(chemistry, temperature);
    }

    public BatteryDesign Design { get; }

    /// <summary>Present capacity, A·s.</summary>
    public double CapacityAmpereSeconds { get; }

    /// <summary>Charges at which the formulae change, falling from 1 to 0.</summary>
    internal ReadOnlySpan<double> KnotCharges => knots;

    /// <summary>Open-circuit volts of the set.</summary>
    /// <param name="charge">State of charge, 0 to 1.</param>
    public double OpenCircuitVolts(double charge)
    {
        var piece = PieceBelow(charge);
        var span = knots[piece] - knots[piece + 1];
        return volts[piece + 1] + ((volts[piece] - volts[piece + 1]) * ((charge - knots[piece + 1]) / span));
    }

    /// <summary>Internal resistance of the set, ohm.</summary>
    public double ResistanceOhm(double charge) =>
        charge >= LowCharge ? baseResistance : baseResistance * (1 + (lowChargeFactor * (LowCharge - charge) / LowCharge));

    /// <summary>Current at constant power, ampere; NaN where the battery cannot give it.</summary>
    public double Current(double charge, double powerWatts)
    {
        var u = OpenCircuitVolts(charge);
        var r = ResistanceOhm(charge);

        // The conjugate form: no cancellation at small currents, and a power of zero gives exactly no current.
        return 2 * powerWatts / (u + Math.Sqrt((u * u) - (4 * powerWatts * r)));
    }

    /// <summary>The most power the battery gives at a charge, U² / 4R, watts.</summary>
    public double MaxPowerWatts(double charge)
    {
        var u = OpenCircuitVolts(charge);
        return u * u / (4 * ResistanceOhm(charge));
    }

    /// <summary>Open-circuit energy stored between empty and a charge: Q ∫ OCV ds, exact for the piecewise linear table.</summary>
    public Energy StoredEnergy(StateOfCharge charge)
    {
        var energy = 0.0;
        for (var i = knots.Length - 2; i >= 0; i--)
        {
            var top = Math.Min(knots[i], charge.Ratio);
            if (!(top > knots[i + 1]))
            {
                break;
            }

            energy += 0.5 * (OpenCircuitVolts(knots[i + 1]) + OpenCircuitVolts(top)) * (top - knots[i + 1]);
        }

        return Energy.FromJoules(CapacityAmpereSeconds * energy);
    }

    /// <summary>
    /// The charge of the next knot down. A discharge that fails between two knots fails because the lower one cannot give the power:
    /// the most power falls with the charge.
    /// </summary>
    public double KnotBelow(double charge) => knots[PieceBelow(charge) + 1];

    /// <summary>The index of the piece that reaches down from a charge: at a knot, the piece below it.</summary>
    internal int PieceBelow(double charge)
    {
        var piece = 0;
        while (piece < knots.Length - 2 && !(charge > knots[piece + 1]))
        {
            piece++;
        }

        return piece;
    }

    private static (double[] Knots, double[] Volts) Knots(CellChemistry chemistry, int cells)
    {
        var table = chemistry.OpenCircuit;
        var points = table.Select(point => (point.StateOfCharge, Volts: point.Volts * cells)).ToList();
        var at = points.FindIndex(point => point.StateOfCharge <= LowCharge);
        if (points[at].StateOfCharge < LowCharge)
        {
            var (above, below) = (points[at - 1], points[at]);
            var share = (LowCharge - below.StateOfCharge) / (above.StateOfCharge - below.StateOfCharge);
            points.Insert(at, (LowCharge, below.Volts + (share * (above.Volts - below.Volts))));
        }

        return ([.. points.Select(point => point.StateOfCharge)], [.. points.Select(point => point.Volts)]);
    }

    private static double CapacityShare(CellChemistry chemistry, Temperature temperature)
    {
        var table = chemistry.CapacityByTemperature;
        var celsius = temperature.DegreesCelsius;
        if (celsius >= table[0].DegreesCelsius)
        {
            return table[0].Share;
        }

        for (var i = 1; i < table.Count; i++)
        {
            if (celsius >= table[i].DegreesCelsius)
            {
                var share = (celsius - table[i].DegreesCelsius) / (table[i - 1].DegreesCelsius - table[i].DegreesCelsius);
                return table[i].Share + (share * (table[i - 1].Share - table[i].Share));
            }
        }

        return table[^1].Share;
    }
}
