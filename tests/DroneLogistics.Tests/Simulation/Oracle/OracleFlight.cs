using DroneLogistics.Performance;
using DroneLogistics.Simulation;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.RootFinding;

namespace DroneLogistics.Tests.Simulation.Oracle;

/// <summary>
/// The referee of <see cref="FlightSimulation"/>: one differential equation over the whole flight, of charge, cell temperature, distance,
/// height and energies. It shares the atmosphere and the records of aircraft and task with what it judges, and no formula. Steps end at
/// the stretches of the flight and, found by Brent's method, at the knots of the battery.
/// </summary>
internal sealed class OracleFlight
{
    private const int Charge = 0, Kelvin = 1, Metres = 2, Altitude = 3, Delivered = 4, Drawn = 5;

    // Error of a step over the size of its component. A flight takes some hundred steps.
    private const double Tolerance = 1e-13;

    private const double ShortestStep = 1e-7;

    private static readonly BatteryEventKind[] Kinds = Enum.GetValues<BatteryEventKind>();

    private readonly OracleBattery battery;
    private readonly Dictionary<BatteryEventKind, (double Seconds, double Charge, double Kelvin)> events = [];
    private readonly Vector<double> scales;
    private Vector<double> state;
    private double clock;

    private OracleFlight(FlightTask task)
    {
        battery = new OracleBattery(task);
        state = Vector<double>.Build.DenseOfArray([task.TakeoffCharge.Ratio, battery.StartKelvin, 0, task.OriginElevation.Metres, 0, 0]);
        var joules = battery.Coulombs * battery.OpenVolts(1);
        scales = Vector<double>.Build.DenseOfArray([1, 300, 1e5, 1e3, joules, joules]);
        (CoolestKelvin, HottestKelvin) = (battery.StartKelvin, battery.StartKelvin);
    }

    public BatteryEnd End { get; private set; } = BatteryEnd.Landed;

    public double LandingCharge => state[Charge];

    public double CellKelvin => state[Kelvin];

    public double FlownMetres => state[Metres];

    public double WayMetres { get; private init; }

    public double LandingAltitude => state[Altitude];

    public double TerminalJoules => state[Delivered];

    public double OpenCircuitJoules => state[Drawn];

    /// <summary>Sum of the stretches as laid out, whether or not the battery lasts.</summary>
    public double BlockSeconds { get; private init; }

    public double LeastVolts { get; private set; } = double.PositiveInfinity;

    public double MostAmperes { get; private set; }

    public double CoolestKelvin { get; private set; }

    public double HottestKelvin { get; private set; }

    /// <summary>First passing of each limit.</summary>
    public IReadOnlyDictionary<BatteryEventKind, (double Seconds, double Charge, double Kelvin)> Events => events;

    public static OracleFlight Fly(FlightTask task, TransitionPower transitions = TransitionPower.ContinuousMean)
    {
        var (stretches, way) = OracleLayout.Of(task, transitions);
        var flight = new OracleFlight(task) { WayMetres = way, BlockSeconds = stretches.Sum(stretch => stretch.Seconds) };
        foreach (var stretch in stretches)
        {
            if (!flight.Through(stretch))
            {
                break;
            }
        }

        return flight;
    }

    private bool Through(OracleStretch stretch)
    {
        var method = new AdaptiveRungeKutta((time, y) => Rates(stretch, time, y), scales, Tolerance);
        Observe(state, stretch.Watts(0));
        Watch(method, stretch, 0, state, 0, state);
        var over = 0.0;
        while (over < stretch.Seconds)
        {
            if (method.Largest(over, state, stretch.Seconds - over, ShortestStep) is not var (step, next))
            {
                if (stretch.Seconds - over <= ShortestStep)
                {
                    break;
                }

                End = BatteryEnd.PowerInsufficient;
                return false;
            }

            var knot = battery.Knots.FirstOrDefault(knot => knot < state[Charge], double.NegativeInfinity);
            if (next[Charge] < knot)
            {
                step = Brent.FindRoot(size => method.Step(over, state, size).State[Charge] - knot, 0, step, 1e-12, 200);
                next = method.Step(over, state, step).State;
                next[Charge] = knot;
            }

            Watch(method, stretch, over, state, step, next);
            (over, state) = (over + step, next);
            Observe(state, stretch.Watts(Math.Min(1, over / stretch.Seconds)));
            if (state[Charge] <= 0)
            {
                End = BatteryEnd.Empty;
                return false;
            }
        }

        clock += stretch.Seconds;
        return true;
    }

    private Vector<double> Rates(OracleStretch stretch, double time, Vector<double> y)
    {
        var over = stretch.Seconds > 0 ? time / stretch.Seconds : 0;
        var watts = stretch.Watts(over);
        var amperes = battery.Amperes(y[Charge], y[Kelvin], watts);
        return Vector<double>.Build.DenseOfArray(
        [
            -amperes / battery.Coulombs,
            battery.WarmingPerSecond(amperes, y[Charge], y[Kelvin]),
            stretch.GroundSpeed(over),
            stretch.ClimbSpeed,
            watts,
            amperes * battery.OpenVolts(y[Charge]),
        ]);
    }

    /// <summary>Finds the limits that are passed in a step, or at once where its beginning is beyond them.</summary>
    private void Watch(AdaptiveRungeKutta method, OracleStretch stretch, double over, Vector<double> from, double step, Vector<double> to)
    {
        foreach (var kind in Kinds.Where(kind => !events.ContainsKey(kind)))
        {
            if (!(Margin(from, over) >= 0))
            {
                events[kind] = (clock + over, from[Charge], from[Kelvin]);
            }
            else if (!(Margin(to, over + step) >= 0))
            {
                var size = Brent.FindRoot(part => Margin(method.Step(over, from, part).State, over + part), 0, step, 1e-11, 200);
                var then = method.Step(over, from, size).State;
                events[kind] = (clock + over + size, then[Charge], then[Kelvin]);
            }

            double Margin(Vector<double> y, double time) => battery.Margin(kind, y[Charge], y[Kelvin], stretch.Watts(Math.Min(1, time / stretch.Seconds)));
        }
    }

    private void Observe(Vector<double> y, double watts)
    {
        var amperes = battery.Amperes(y[Charge], y[Kelvin], watts);
        MostAmperes = Math.Max(MostAmperes, amperes);
        LeastVolts = Math.Min(LeastVolts, battery.OpenVolts(y[Charge]) - (amperes * battery.Ohm(y[Charge], y[Kelvin])));
        (CoolestKelvin, HottestKelvin) = (Math.Min(CoolestKelvin, y[Kelvin]), Math.Max(HottestKelvin, y[Kelvin]));
    }
}
