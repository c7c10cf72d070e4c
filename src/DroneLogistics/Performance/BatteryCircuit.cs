using DroneLogistics.Fleet;
using DroneLogistics.Units;

namespace DroneLogistics.Performance;

/// <summary>
/// A battery as an open-circuit voltage behind a resistance, at one age: piecewise linear in charge, so that between two knots the
/// discharge at constant power is smooth and is integrated to rounding error.
/// </summary>
/// <remarks>
/// U = OCV(s); I = (U − √(U² − 4 P R)) / 2R; V = U − I R; feasible while P ≤ U² / 4R; ds/dt = −I / Q; C dT/dt = I² R − hA (T − T_air).
/// R = R_25 · exp[(E_a/R_g)(1/T − 1/298.15)] · (1 + a_age (1 − SoH) / 0.2) · (1 + a_low max(0, 0.2 − s) / 0.2); Q = Q_n · SoH · q(T_take-off).
/// The capacity is that of the temperature at take-off: a table of capacity against temperature is measured on packs that start at it
/// and already holds their warming. The coefficients stand in the data files with their sources.
/// </remarks>
public sealed class BatteryCircuit
{
    internal const double GasConstant = 8.314462618;
    internal const double ReferenceKelvin = 298.15;

    private readonly VoltagePieces pieces;
    private readonly int cells;
    private readonly double resistanceAtReference;
    private readonly double arrheniusKelvin;
    private readonly double lowChargeFactor;
    private readonly double airKelvin;

    /// <param name="design">The battery as built.</param>
    /// <param name="healthRatio">State of health, above 0, at most 1.</param>
    /// <param name="takeoffTemperature">Temperature of the cells at take-off.</param>
    /// <param name="air">The air that cools them; null: as warm as the cells at take-off.</param>
    /// <param name="resistanceFactor">Resistance of this pack over that of its design, positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">Health outside its range (a programmer's error).</exception>
    public BatteryCircuit(BatteryDesign design, double healthRatio, Temperature takeoffTemperature, Temperature? air = null, double resistanceFactor = 1)
    {
        if (!(healthRatio is > 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(healthRatio), healthRatio, "A state of health lies above 0 and at most at 1.");
        }

        Design = design;
        TakeoffKelvin = takeoffTemperature.Kelvin;
        airKelvin = (air ?? takeoffTemperature).Kelvin;
        var chemistry = design.Chemistry;
        pieces = chemistry.Pieces;
        cells = design.CellsInSeries;
        arrheniusKelvin = chemistry.ActivationEnergyJoulesPerMole / GasConstant;
        resistanceAtReference = design.ResistanceOhm * resistanceFactor * (1 + (chemistry.AgeingFactor * (1 - healthRatio) / 0.2));
        lowChargeFactor = chemistry.LowChargeFactor;
        CapacityAmpereSeconds = 3600 * design.CapacityAmpereHours * healthRatio * CapacityShare(chemistry, takeoffTemperature);
    }

    public BatteryDesign Design { get; }

    /// <summary>Temperature of the cells at take-off, kelvin.</summary>
    public double TakeoffKelvin { get; }

    /// <summary>Present capacity, A·s.</summary>
    public double CapacityAmpereSeconds { get; }

    /// <summary>The state at take-off with a charge.</summary>
    public BatteryState AtTakeoff(double charge) => new(charge, TakeoffKelvin);

    /// <summary>Open-circuit volts of the set.</summary>
    /// <param name="charge">State of charge, 0 to 1.</param>
    public double OpenCircuitVolts(double charge)
    {
        var piece = pieces.Below(charge);
        return cells * (pieces.Intercepts[piece] + (pieces.Slopes[piece] * charge));
    }

    /// <summary>Internal resistance of the set at take-off temperature, ohm.</summary>
    public double ResistanceOhm(double charge) => ResistanceOhm(AtTakeoff(charge));

    /// <summary>Internal resistance of the set, ohm.</summary>
    public double ResistanceOhm(BatteryState state) => ResistanceAt(state.Kelvin) * LowChargeGrowth(state.Charge);

    /// <summary>Current at constant power and take-off temperature, ampere; NaN where the battery cannot give it.</summary>
    public double Current(double charge, double powerWatts) => Current(AtTakeoff(charge), powerWatts);

    /// <summary>Current at constant power, ampere; NaN where the battery cannot give it.</summary>
    public double Current(BatteryState state, double powerWatts) =>
        CurrentOf(OpenCircuitVolts(state.Charge), ResistanceOhm(state), powerWatts);

    /// <summary>Voltage and current under a constant power; NaN where the battery cannot give it.</summary>
    public BatteryLoad LoadOf(BatteryState state, double powerWatts)
    {
        var (volts, ohm) = (OpenCircuitVolts(state.Charge), ResistanceOhm(state));
        var amperes = CurrentOf(volts, ohm, powerWatts);
        return new BatteryLoad(volts - (amperes * ohm), amperes);
    }

    /// <summary>The most power the battery gives, U² / 4R, watts.</summary>
    public double MaxPowerWatts(BatteryState state)
    {
        var u = OpenCircuitVolts(state.Charge);
        return u * u / (4 * ResistanceOhm(state));
    }

    /// <summary>Open-circuit energy stored between empty and a charge: Q ∫ OCV ds, exact for the piecewise linear table.</summary>
    public Energy StoredEnergy(StateOfCharge charge)
    {
        var energy = 0.0;
        var knots = pieces.Knots;
        for (var i = knots.Length - 2; i >= 0; i--)
        {
            var top = Math.Min(knots[i], charge.Ratio);
            if (!(top > knots[i + 1]))
            {
                break;
            }

            energy += (pieces.Intercepts[i] + (0.5 * pieces.Slopes[i] * (knots[i + 1] + top))) * (top - knots[i + 1]);
        }

        return Energy.FromJoules(CapacityAmpereSeconds * cells * energy);
    }

    /// <summary>The piece of the voltage table below a charge, of the whole set.</summary>
    internal Piece PieceBelow(double charge)
    {
        var piece = pieces.Below(charge);
        var knot = pieces.Knots[piece + 1];
        var low = !(knot >= VoltagePieces.LowCharge);
        return new Piece(
            cells * pieces.Intercepts[piece],
            cells * pieces.Slopes[piece],
            knot,
            low ? 1 + lowChargeFactor : 1,
            low ? lowChargeFactor / VoltagePieces.LowCharge : 0);
    }

    /// <summary>Current of a circuit, in the conjugate form: no cancellation at small currents, and a power of zero gives exactly no current.</summary>
    internal static double CurrentOf(double u, double r, double powerWatts) =>
        2 * powerWatts / (u + Math.Sqrt((u * u) - (4 * powerWatts * r)));

    /// <summary>Rates of charge (1/s) and temperature (K/s) at constant power; NaN where the battery cannot give it.</summary>
    internal (double Charge, double Kelvin) Rates(in Piece piece, double charge, double kelvin, double powerWatts)
    {
        var r = ResistanceAt(kelvin) * (piece.Growth - (piece.GrowthPerCharge * charge));
        var i = CurrentOf(piece.Volts + (piece.VoltsPerCharge * charge), r, powerWatts);
        return (
            -i / CapacityAmpereSeconds,
            ((i * i * r) - (Design.CoolingWattsPerKelvin * (kelvin - airKelvin))) / Design.HeatCapacityJoulesPerKelvin);
    }

    /// <summary>
    /// The same rates, and how fast the spare power 1 − 4 P R / U² changes over itself, 1/s: from d ln R = −E_a / (R_g T²) dT − growth' ds
    /// and d ln U = b / U ds.
    /// </summary>
    internal (double Charge, double Kelvin, double Spare) RatesAndSpare(in Piece piece, double charge, double kelvin, double powerWatts)
    {
        var grown = piece.Growth - (piece.GrowthPerCharge * charge);
        var r = ResistanceAt(kelvin) * grown;
        var u = piece.Volts + (piece.VoltsPerCharge * charge);
        var i = CurrentOf(u, r, powerWatts);
        var rate = -i / CapacityAmpereSeconds;
        var warming = ((i * i * r) - (Design.CoolingWattsPerKelvin * (kelvin - airKelvin))) / Design.HeatCapacityJoulesPerKelvin;
        var asked = 4 * powerWatts * r;
        var change = (arrheniusKelvin / (kelvin * kelvin) * warming) + (((piece.GrowthPerCharge / grown) + (2 * piece.VoltsPerCharge / u)) * rate);
        return (rate, warming, Math.Abs(change) * asked / ((u * u) - asked));
    }

    private double ResistanceAt(double kelvin) =>
        resistanceAtReference * Math.Exp(arrheniusKelvin * ((1 / kelvin) - (1 / ReferenceKelvin)));

    private double LowChargeGrowth(double charge) =>
        charge >= VoltagePieces.LowCharge ? 1 : 1 + (lowChargeFactor * (VoltagePieces.LowCharge - charge) / VoltagePieces.LowCharge);

    /// <summary>Capacity over nominal at a temperature: linear in the table, flat outside.</summary>
    internal static double CapacityShare(CellChemistry chemistry, Temperature temperature)
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

    /// <summary>A straight piece of the table of the whole set: U = Volts + VoltsPerCharge · s, R grows as Growth − GrowthPerCharge · s.</summary>
    internal readonly record struct Piece(double Volts, double VoltsPerCharge, double Knot, double Growth, double GrowthPerCharge);
}
