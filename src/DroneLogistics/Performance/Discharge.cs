namespace DroneLogistics.Performance;

/// <summary>
/// Runs a battery down at constant power: Runge-Kutta of fourth order in charge and temperature. A step that would pass a knot of the
/// voltage table is taken in charge instead of in time, so that it ends on the knot and the formulae never change within a step.
/// </summary>
public static class Discharge
{
    /// <summary>
    /// The most charge that a step takes: current and voltage change with the charge, so that equal shares of it give equal errors at any
    /// power. A full discharge of the linear battery of the exact cases then errs by 2e-10 of the charge (docs/physics.md).
    /// </summary>
    public const double LargestStepCharge = 0.04;

    /// <summary>
    /// The longest step, seconds, whatever the power: a twelfth of the hour in which a battery box follows the air.
    /// </summary>
    public const double LongestStepSeconds = 300;

    /// <summary>
    /// The share by which a step may change what the battery can give beyond the power asked, 1 − 4 P R / U². The current depends on its root
    /// and bends the more, the less of it is left: where a cold or worn battery is asked for nearly all that it gives, steps by charge alone
    /// erred by 5e-5 of the charge, these by 4e-8. A sound battery in its usual load takes no step more.
    /// </summary>
    public const double LargestSpareShare = 0.1;

    /// <summary>Steps of a discharge after which it is given up: more than two months of flight, or 800 batteries.</summary>
    public const int StepBudget = 20_000;

    /// <summary>Steps become this short, seconds, only where the battery gives no more than what is asked: a microsecond later it cannot.</summary>
    internal const double EndSeconds = 1e-7;

    /// <summary>Told of every step that is taken: seconds since the beginning of the discharge, the states at its ends, its duration.</summary>
    public delegate void StepTaken(double elapsed, BatteryState from, BatteryState to, double seconds);

    /// <summary>What became of a discharge.</summary>
    public enum End
    {
        /// <summary>The time is over.</summary>
        Completed,

        /// <summary>The battery is empty.</summary>
        Empty,

        /// <summary>The battery cannot give that power at this charge.</summary>
        PowerInsufficient,

        /// <summary>It takes more steps than any flight needs.</summary>
        StepBudgetExceeded,
    }

    /// <summary>The state after a discharge.</summary>
    /// <param name="End">How it ended.</param>
    /// <param name="Seconds">How long it lasted.</param>
    /// <param name="State">Charge and temperature at the end.</param>
    /// <param name="OpenCircuitJoules">Energy drawn behind the resistance.</param>
    public readonly record struct Result(End End, double Seconds, BatteryState State, double OpenCircuitJoules)
    {
        public double Charge => State.Charge;
    }

    /// <summary>Discharges at constant terminal power from take-off temperature.</summary>
    /// <param name="battery">The battery.</param>
    /// <param name="charge">State of charge at the start, 0 to 1.</param>
    /// <param name="powerWatts">Terminal power, not negative.</param>
    /// <param name="seconds">Duration, not negative.</param>
    public static Result AtConstantPower(BatteryCircuit battery, double charge, double powerWatts, double seconds) =>
        AtConstantPower(battery, battery.AtTakeoff(charge), powerWatts, seconds);

    /// <summary>Discharges at constant terminal power.</summary>
    /// <param name="battery">The battery.</param>
    /// <param name="start">Charge and temperature at the start.</param>
    /// <param name="powerWatts">Terminal power, not negative.</param>
    /// <param name="seconds">Duration, not negative.</param>
    /// <param name="stepSeconds">Steps of equal time, positive, to show the order of the method; null: steps as charge and spare power allow.</param>
    /// <param name="watch">Told of every step.</param>
    public static Result AtConstantPower(
        BatteryCircuit battery,
        BatteryState start,
        double powerWatts,
        double seconds,
        double? stepSeconds = null,
        StepTaken? watch = null)
    {
        var (elapsed, energy, state) = (0.0, 0.0, start);
        for (var steps = 0; elapsed < seconds; steps++)
        {
            if (!(state.Charge > 0))
            {
                return new Result(End.Empty, elapsed, state with { Charge = 0 }, energy);
            }

            if (steps >= StepBudget)
            {
                return new Result(End.StepBudgetExceeded, elapsed, state, energy);
            }

            var piece = battery.PieceBelow(state.Charge);
            var (chargeRate, warming, spareRate) = battery.RatesAndSpare(piece, state.Charge, state.Kelvin, powerWatts);
            var rates = (chargeRate, warming);
            var usual = stepSeconds ?? UsualStep(chargeRate, spareRate);
            var step = Math.Min(usual, seconds - elapsed);
            var next = StepInTime(battery, piece, state, rates, powerWatts, step);
            if (!(next.Charge >= piece.Knot))
            {
                // Beyond the knot the voltage has another slope.
                (step, next) = StepToKnot(battery, piece, state, rates, powerWatts, step);
            }

            if (!double.IsFinite(next.Charge) || (usual < EndSeconds && usual < seconds - elapsed))
            {
                return new Result(End.PowerInsufficient, elapsed, state, energy);
            }

            energy += Drawn(battery, piece, state, next);
            watch?.Invoke(elapsed, state, next, step);
            elapsed += step;
            state = next;
        }

        return double.IsNaN(battery.Current(state, powerWatts))
            ? new Result(End.PowerInsufficient, elapsed, state, energy)
            : new Result(End.Completed, seconds, state, energy);
    }

    // The voltage is linear in charge on a piece: the mean of its ends is exact.
    private static double Drawn(BatteryCircuit battery, in BatteryCircuit.Piece piece, BatteryState from, BatteryState to) =>
        battery.CapacityAmpereSeconds * (piece.Volts + (0.5 * piece.VoltsPerCharge * (from.Charge + to.Charge))) * (from.Charge - to.Charge);

    // A rate that is not a number gives the longest step, which then fails.
    private static double UsualStep(double chargeRate, double spareRate) =>
        Math.Min(LongestStepSeconds, Math.Min(LargestStepCharge / -chargeRate, LargestSpareShare / spareRate)) is var step and > 0 ? step : LongestStepSeconds;

    private static BatteryState StepInTime(
        BatteryCircuit battery,
        in BatteryCircuit.Piece piece,
        BatteryState y,
        (double Charge, double Kelvin) rates,
        double power,
        double dt)
    {
        var (s1, t1) = rates;
        var (s2, t2) = battery.Rates(piece, y.Charge + (0.5 * dt * s1), y.Kelvin + (0.5 * dt * t1), power);
        var (s3, t3) = battery.Rates(piece, y.Charge + (0.5 * dt * s2), y.Kelvin + (0.5 * dt * t2), power);
        var (s4, t4) = battery.Rates(piece, y.Charge + (dt * s3), y.Kelvin + (dt * t3), power);
        return new BatteryState(
            y.Charge + (dt / 6 * (s1 + (2 * s2) + (2 * s3) + s4)),
            y.Kelvin + (dt / 6 * (t1 + (2 * t2) + (2 * t3) + t4)));
    }

    /// <summary>One step with the charge as the independent variable; a state of NaN where the power is not to be had on the way to the knot.</summary>
    private static (double Seconds, BatteryState State) StepToKnot(
        BatteryCircuit battery,
        in BatteryCircuit.Piece piece,
        BatteryState y,
        (double Charge, double Kelvin) rates,
        double power,
        double longest)
    {
        var ds = piece.Knot - y.Charge;
        var (d1, k1) = (1 / rates.Charge, rates.Kelvin / rates.Charge);
        var (d2, k2) = PerCharge(battery, piece, y.Charge + (0.5 * ds), y.Kelvin + (0.5 * ds * k1), power);
        var (d3, k3) = PerCharge(battery, piece, y.Charge + (0.5 * ds), y.Kelvin + (0.5 * ds * k2), power);
        var (d4, k4) = PerCharge(battery, piece, piece.Knot, y.Kelvin + (ds * k3), power);
        var seconds = ds / 6 * (d1 + (2 * d2) + (2 * d3) + d4);
        return double.IsFinite(seconds)
            ? (Math.Min(seconds, longest), new BatteryState(piece.Knot, y.Kelvin + (ds / 6 * (k1 + (2 * k2) + (2 * k3) + k4))))
            : (longest, new BatteryState(double.NaN, double.NaN));
    }

    private static (double Seconds, double Kelvin) PerCharge(BatteryCircuit battery, in BatteryCircuit.Piece piece, double charge, double kelvin, double power)
    {
        var (rate, warming) = battery.Rates(piece, charge, kelvin, power);
        return (1 / rate, warming / rate);
    }
}
