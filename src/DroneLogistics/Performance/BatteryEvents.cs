using DroneLogistics.Units;
using MathNet.Numerics.RootFinding;

namespace DroneLogistics.Performance;

/// <summary>A limit that a battery passes during a flight.</summary>
public enum BatteryEventKind
{
    /// <summary>The voltage under load falls below the cut-off.</summary>
    CutoffVoltage,

    /// <summary>The current rises above the continuous limit.</summary>
    CurrentLimit,

    /// <summary>The charge falls below the share that must remain at landing.</summary>
    ReserveCharge,

    /// <summary>The cells grow hotter than they may be.</summary>
    CellTooHot,

    /// <summary>The cells are colder than they may be.</summary>
    CellTooCold,
}

/// <summary>A limit that was passed.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Seconds">When, to a microsecond.</param>
/// <param name="State">Charge and temperature then.</param>
public readonly record struct BatteryEvent(BatteryEventKind Kind, double Seconds, BatteryState State);

/// <summary>Finds the instants at which a discharge at constant power passes the limits of a battery.</summary>
/// <remarks>
/// A step of the integration is so short that a limit lies within it where its ends lie on either side. A whole segment is not: a cold
/// battery is asked for the most when it begins, and gives its power more easily as it warms.
/// </remarks>
public sealed class BatteryEvents(BatteryCircuit battery, StateOfCharge reserve)
{
    // Brent's method stops when it knows the time to this many seconds, and also as soon as the margin is this small: in charge, which falls
    // by some 1e-4 a second, a margin of 1e-7 would still be a millisecond away.
    private const double Accuracy = 1e-12;

    private static readonly BatteryEventKind[] Kinds = Enum.GetValues<BatteryEventKind>();

    private readonly double cutoffVolts = battery.Design.CutoffVoltsPerCell * battery.Design.CellsInSeries;
    private readonly double limitAmperes = battery.Design.MaxDischargeRatePerHour * battery.Design.CapacityAmpereHours;
    private readonly double coldest = battery.Design.Chemistry.MinCellTemperature.Kelvin;
    private readonly double hottest = battery.Design.Chemistry.MaxCellTemperature.Kelvin;
    private readonly List<BatteryEvent> found = [];

    /// <summary>The first passing of each limit, in time.</summary>
    public IReadOnlyList<BatteryEvent> Found => found;

    /// <summary>Looks at one step of a discharge at constant power.</summary>
    /// <param name="clock">When it begins, seconds.</param>
    /// <param name="from">State at its beginning, and voltage and current there.</param>
    /// <param name="to">State at its end, and voltage and current there.</param>
    /// <param name="powerWatts">Terminal power.</param>
    /// <param name="seconds">Its duration.</param>
    public void Look(double clock, (BatteryState State, BatteryLoad Load) from, (BatteryState State, BatteryLoad Load) to, double powerWatts, double seconds)
    {
        if (IsWithin(from.State, from.Load) && IsWithin(to.State, to.Load))
        {
            return;
        }

        foreach (var kind in Kinds)
        {
            var (before, after) = (Margin(kind, from.State, from.Load), Margin(kind, to.State, to.Load));
            if ((before >= 0 && after >= 0) || found.Exists(known => known.Kind == kind))
            {
                continue;
            }

            if (!(before > 0))
            {
                found.Add(new BatteryEvent(kind, clock, from.State));
            }
            else
            {
                BatteryState After(double time) => Discharge.AtConstantPower(battery, from.State, powerWatts, time).State;
                var time = Brent.FindRoot(at => After(at) is var state ? Margin(kind, state, battery.LoadOf(state, powerWatts)) : double.NaN, 0, seconds, Accuracy);
                found.Add(new BatteryEvent(kind, clock + time, After(time)));
            }
        }
    }

    // Nearly every step of nearly every flight.
    private bool IsWithin(BatteryState state, BatteryLoad load) =>
        load.Volts >= cutoffVolts && load.Amperes <= limitAmperes && state.Charge >= reserve.Ratio && state.Kelvin >= coldest && state.Kelvin <= hottest;

    /// <summary>How far a state lies within a limit, in the limit's own unit; NaN where the battery cannot give the power.</summary>
    private double Margin(BatteryEventKind kind, BatteryState state, BatteryLoad load) => kind switch
    {
        BatteryEventKind.CutoffVoltage => load.Volts - cutoffVolts,
        BatteryEventKind.CurrentLimit => limitAmperes - load.Amperes,
        BatteryEventKind.ReserveCharge => state.Charge - reserve.Ratio,
        BatteryEventKind.CellTooHot => hottest - state.Kelvin,
        _ => state.Kelvin - coldest,
    };
}
