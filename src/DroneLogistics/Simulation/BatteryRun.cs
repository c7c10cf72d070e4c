using DroneLogistics.Performance;
using DroneLogistics.Units;

namespace DroneLogistics.Simulation;

/// <summary>A battery while it carries a flight, segment after segment.</summary>
internal sealed class BatteryRun
{
    private readonly BatteryEvents events;
    private readonly List<BatteryState> ends;
    private readonly Discharge.StepTaken watch;
    private double segmentStart;
    private BatteryLoad segmentLoad;
    private double segmentWatts;
    private double minVolts = double.PositiveInfinity;
    private double maxAmperes;
    private double coldest;
    private double hottest;

    /// <param name="battery">The battery.</param>
    /// <param name="start">Its state where the flight begins.</param>
    /// <param name="reserve">The share of the full charge that must remain.</param>
    /// <param name="segments">Number of segments to come.</param>
    public BatteryRun(BatteryCircuit battery, BatteryState start, StateOfCharge reserve, int segments)
    {
        Battery = battery;
        State = start;
        events = new BatteryEvents(battery, reserve);
        ends = new List<BatteryState>(segments);
        watch = Watch;
        coldest = hottest = State.Kelvin;
    }

    public BatteryCircuit Battery { get; }

    public BatteryState State { get; private set; }

    public BatteryEnd End { get; private set; } = BatteryEnd.Landed;

    /// <summary>Null where the battery did not last.</summary>
    public StateOfCharge? Charge => End == BatteryEnd.Landed ? State.StateOfCharge : null;

    public IReadOnlyList<BatteryState> SegmentEnds => ends;

    public IReadOnlyList<BatteryEvent> Events => events.Found;

    public double? MinVolts => double.IsFinite(minVolts) ? minVolts : null;

    public double? MaxAmperes => maxAmperes;

    public (Temperature Coldest, Temperature Hottest) CellTemperatures => (new Temperature(coldest), new Temperature(hottest));

    public (double AvailableWatts, double AskedWatts)? PowerShortfall { get; private set; }

    /// <summary>
    /// Open-circuit energy of a segment. Where the battery no longer gives it, the terminal energy stands for it, so that the plan
    /// can still say how much is missing.
    /// </summary>
    /// <param name="clock">When the segment begins, seconds since block-off.</param>
    /// <param name="watts">Terminal power.</param>
    /// <param name="seconds">Its duration.</param>
    public Energy Draw(double clock, double watts, double seconds)
    {
        if (End != BatteryEnd.Landed)
        {
            return Energy.FromJoules(watts * seconds);
        }

        (segmentStart, segmentWatts) = (clock, watts);
        segmentLoad = Load(State);
        var result = Discharge.AtConstantPower(Battery, State, watts, seconds, watch: watch);
        State = result.State;
        End = result.End switch
        {
            Discharge.End.Completed => BatteryEnd.Landed,
            Discharge.End.Empty => BatteryEnd.Empty,
            Discharge.End.StepBudgetExceeded => BatteryEnd.StepBudgetExceeded,
            _ => BatteryEnd.PowerInsufficient,
        };
        if (End == BatteryEnd.Landed)
        {
            ends.Add(State);
        }
        else if (End == BatteryEnd.PowerInsufficient)
        {
            PowerShortfall = (Battery.MaxPowerWatts(State), watts);
        }

        return Energy.FromJoules(result.OpenCircuitJoules + (watts * (seconds - result.Seconds)));
    }

    private void Watch(double elapsed, BatteryState from, BatteryState to, double seconds)
    {
        var load = Load(to);
        events.Look(segmentStart + elapsed, (from, segmentLoad), (to, load), segmentWatts, seconds);
        segmentLoad = load;
    }

    /// <summary>Current, voltage and temperature of a state under the power of the segment; no step between two states is so long that it hides a worse one.</summary>
    private BatteryLoad Load(BatteryState state)
    {
        var load = Battery.LoadOf(state, segmentWatts);
        if (double.IsFinite(load.Amperes))
        {
            maxAmperes = Math.Max(maxAmperes, load.Amperes);
            minVolts = Math.Min(minVolts, load.Volts);
        }

        coldest = Math.Min(coldest, state.Kelvin);
        hottest = Math.Max(hottest, state.Kelvin);
        return load;
    }
}
