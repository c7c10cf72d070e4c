using DroneLogistics.Fleet;
using DroneLogistics.Performance;

namespace DroneLogistics.Simulation.Batch;

/// <summary>
/// The batteries of several flights, run down together: the integrator of <see cref="Discharge"/> with a step length of its own for each
/// lane. A lane that passes a knot of the voltage table ends its step there and goes on from it.
/// </summary>
internal struct LaneBattery<T>
    where T : struct, ILanes<T>
{
    private readonly PieceTable table;
    private readonly double[] scratch;
    private readonly int[] pieces;
    private readonly T capacity;
    private readonly T resistance;
    private readonly T airKelvin;
    private readonly double arrheniusKelvin;
    private readonly double cooling;
    private readonly double heatCapacity;
    private readonly bool watches;
    private T volts;
    private T voltsPerCharge;
    private T knot;
    private T growth;
    private T growthPerCharge;

    /// <param name="table">The pieces of the voltage table.</param>
    /// <param name="design">The battery as built.</param>
    /// <param name="charge">Charge at take-off.</param>
    /// <param name="takeoffKelvin">Cells at take-off.</param>
    /// <param name="airKelvin">Air that cools them.</param>
    /// <param name="capacity">Present capacity, A·s.</param>
    /// <param name="resistance">Resistance at 25 °C of this age, ohm.</param>
    /// <param name="scratch">Room for six numbers a lane.</param>
    /// <param name="pieces">Room for a number a lane.</param>
    /// <param name="watches">Voltage, current and temperature are looked at on the way.</param>
    public LaneBattery(PieceTable table, BatteryDesign design, T charge, T takeoffKelvin, T airKelvin, T capacity, T resistance, double[] scratch, int[] pieces, bool watches)
    {
        this.watches = watches;
        MinVolts = double.PositiveInfinity;
        MaxAmperes = 0;
        Coldest = Hottest = takeoffKelvin;
        this.table = table;
        this.scratch = scratch;
        this.pieces = pieces;
        this.airKelvin = airKelvin;
        this.capacity = capacity;
        arrheniusKelvin = design.Chemistry.ActivationEnergyJoulesPerMole / BatteryCircuit.GasConstant;
        this.resistance = resistance * Math.Exp(-arrheniusKelvin / BatteryCircuit.ReferenceKelvin);
        cooling = design.CoolingWattsPerKelvin / design.HeatCapacityJoulesPerKelvin;
        heatCapacity = design.HeatCapacityJoulesPerKelvin;
        Kelvin = takeoffKelvin;
        Charge = charge;
        charge.Store(scratch, 0);
        for (var lane = 0; lane < T.Count; lane++)
        {
            pieces[lane] = table.Below(scratch[lane]);
        }

        Ended = ~(charge > (T)0);
        LoadPieces();
    }

    public T Charge { get; private set; }

    /// <summary>Temperature of the cells.</summary>
    public T Kelvin { get; private set; }

    /// <summary>Mask of the flights whose battery did not last.</summary>
    public T Ended { get; private set; }

    /// <summary>Lowest voltage under load so far, where it is watched: at the ends of steps, as <see cref="BatteryRun"/> looks at it.</summary>
    public T MinVolts { get; private set; }

    /// <summary>Highest current so far, where it is watched.</summary>
    public T MaxAmperes { get; private set; }

    /// <summary>The coldest that the cells were, where it is watched.</summary>
    public T Coldest { get; private set; }

    /// <summary>The hottest that the cells were, where it is watched.</summary>
    public T Hottest { get; private set; }

    /// <summary>Draws a terminal power for a time.</summary>
    public void Draw(T watts, T seconds)
    {
        var left = T.Select(Ended, 0, seconds);
        var flying = left > (T)0;
        while (T.Any(flying))
        {
            Watch(flying, watts);
            var (rate, warming, spare) = RatesAndSpare(watts);
            var usual = UsualStep(rate, spare);
            Ended |= (usual < (T)Discharge.EndSeconds) & (usual < left);
            left = T.Select(Ended, 0, left);
            flying = left > (T)0;
            var step = T.Min(usual, left);
            var (nextCharge, nextKelvin) = StepInTime(rate, warming, watts, step);
            var passes = ~(nextCharge >= knot) & flying;
            if (!T.Any(passes))
            {
                Charge = nextCharge;
                Kelvin = nextKelvin;
                left -= step;
            }
            else
            {
                var (toKnot, knotKelvin) = StepToKnot(rate, warming, watts);
                var reached = toKnot >= (T)0;
                Ended |= passes & ~reached;
                step = T.Select(passes, T.Min(toKnot, step), step);
                Charge = T.Select(passes, knot, nextCharge);
                Kelvin = T.Select(passes, knotKelvin, nextKelvin);
                left -= step;
                NextPieces(passes & reached);
                Ended |= ~(Charge > (T)0) & (left > (T)0);
                left = T.Select(Ended, 0, left);
            }

            flying = left > (T)0;
        }

        Ended |= ~Feasible(watts) & (seconds > (T)0);
        Watch(~Ended & (seconds > (T)0), watts);
    }

    /// <summary>Voltage of the present state under a power; not a number where it cannot be given.</summary>
    public readonly T VoltsUnder(T watts)
    {
        var u = volts + (voltsPerCharge * Charge);
        return (u + T.Sqrt((u * u) - (watts * 4 * Resistance(Charge, Kelvin)))) * 0.5;
    }

    private void Watch(T flying, T watts)
    {
        if (!watches)
        {
            return;
        }

        var loaded = VoltsUnder(watts);
        var amperes = watts / loaded;
        MinVolts = T.Select(flying & (loaded < MinVolts), loaded, MinVolts);
        MaxAmperes = T.Select(flying & (amperes > MaxAmperes), amperes, MaxAmperes);
        Coldest = T.Select(flying & (Kelvin < Coldest), Kelvin, Coldest);
        Hottest = T.Select(flying & (Kelvin > Hottest), Kelvin, Hottest);
    }

    private readonly T Resistance(T charge, T kelvin) =>
        resistance * T.Exp((T)arrheniusKelvin / kelvin) * (growth - (growthPerCharge * charge));

    private readonly T Feasible(T watts)
    {
        var u = volts + (voltsPerCharge * Charge);
        return (u * u) - (watts * 4 * Resistance(Charge, Kelvin)) >= (T)0;
    }

    private readonly (T Charge, T Kelvin) Rates(T charge, T kelvin, T watts)
    {
        var u = volts + (voltsPerCharge * charge);
        var r = Resistance(charge, kelvin);
        var i = watts * 2 / (u + T.Sqrt((u * u) - (watts * 4 * r)));
        return ((T)0 - (i / capacity), (i * i * r / heatCapacity) - ((kelvin - airKelvin) * cooling));
    }

    /// <summary>Rates of the present state, and how fast the spare power changes over itself.</summary>
    private readonly (T Charge, T Kelvin, T Spare) RatesAndSpare(T watts)
    {
        var u = volts + (voltsPerCharge * Charge);
        var r = Resistance(Charge, Kelvin);
        var asked = watts * 4 * r;
        var spare = (u * u) - asked;
        var i = watts * 2 / (u + T.Sqrt(spare));
        var rate = (T)0 - (i / capacity);
        var warming = (i * i * r / heatCapacity) - ((Kelvin - airKelvin) * cooling);
        var grown = growth - (growthPerCharge * Charge);
        var change = ((T)arrheniusKelvin / (Kelvin * Kelvin) * warming) + (((growthPerCharge / grown) + (voltsPerCharge * 2 / u)) * rate);
        return (rate, warming, T.Abs(change) * asked / spare);
    }

    // A rate that is not a number gives the longest step, which then fails.
    private static T UsualStep(T rate, T spare)
    {
        var byCharge = (T)(-Discharge.LargestStepCharge) / rate;
        var bySpare = (T)Discharge.LargestSpareShare / spare;
        var step = T.Select(byCharge > (T)0, T.Min(Discharge.LongestStepSeconds, byCharge), Discharge.LongestStepSeconds);
        return T.Select(bySpare < step, bySpare, step);
    }

    private readonly (T Charge, T Kelvin) StepInTime(T s1, T t1, T watts, T dt)
    {
        var half = dt * 0.5;
        var (s2, t2) = Rates(Charge + (half * s1), Kelvin + (half * t1), watts);
        var (s3, t3) = Rates(Charge + (half * s2), Kelvin + (half * t2), watts);
        var (s4, t4) = Rates(Charge + (dt * s3), Kelvin + (dt * t3), watts);
        var sixth = dt / 6;
        return (
            Charge + (sixth * (s1 + (s2 * 2) + (s3 * 2) + s4)),
            Kelvin + (sixth * (t1 + (t2 * 2) + (t3 * 2) + t4)));
    }

    private readonly (T Seconds, T Kelvin) StepToKnot(T rate, T warming, T watts)
    {
        var ds = knot - Charge;
        var half = ds * 0.5;
        var (d1, k1) = ((T)1 / rate, warming / rate);
        var (d2, k2) = PerCharge(Charge + half, Kelvin + (half * k1), watts);
        var (d3, k3) = PerCharge(Charge + half, Kelvin + (half * k2), watts);
        var (d4, k4) = PerCharge(knot, Kelvin + (ds * k3), watts);
        var sixth = ds / 6;
        return (
            sixth * (d1 + (d2 * 2) + (d3 * 2) + d4),
            Kelvin + (sixth * (k1 + (k2 * 2) + (k3 * 2) + k4)));
    }

    private readonly (T Seconds, T Kelvin) PerCharge(T charge, T kelvin, T watts)
    {
        var (rate, warming) = Rates(charge, kelvin, watts);
        return ((T)1 / rate, warming / rate);
    }

    private void NextPieces(T passing)
    {
        passing.Store(scratch, 0);
        for (var lane = 0; lane < T.Count; lane++)
        {
            if (BitConverter.DoubleToInt64Bits(scratch[lane]) != 0 && pieces[lane] < table.Count - 1)
            {
                pieces[lane]++;
            }
        }

        LoadPieces();
    }

    private void LoadPieces()
    {
        var room = scratch.AsSpan();
        for (var lane = 0; lane < T.Count; lane++)
        {
            var piece = table[pieces[lane]];
            room[lane] = piece.Volts;
            room[T.Count + lane] = piece.VoltsPerCharge;
            room[(2 * T.Count) + lane] = piece.Knot;
            room[(3 * T.Count) + lane] = piece.Growth;
            room[(4 * T.Count) + lane] = piece.GrowthPerCharge;
        }

        volts = T.Load(room, 0);
        voltsPerCharge = T.Load(room, T.Count);
        knot = T.Load(room, 2 * T.Count);
        growth = T.Load(room, 3 * T.Count);
        growthPerCharge = T.Load(room, 4 * T.Count);
    }
}
