using System.Runtime.Intrinsics;

namespace DroneLogistics.Simulation.Batch;

/// <summary>
/// Whole deterministic flights with their batteries, many at once: for Monte-Carlo and for sweeps. The same physics as
/// <see cref="FlightSimulation"/> to rounding, without ledger, phases and events.
/// </summary>
public static class SimulateMany
{
    /// <summary>Flies every row of a batch on the widest lanes of this processor.</summary>
    /// <param name="basis">What the flights have in common: type, path, altitudes, airspeed, policy, QNH, humidity.</param>
    /// <param name="flights">What differs, row by row.</param>
    /// <param name="results">Filled row by row; as many rows.</param>
    /// <exception cref="ArgumentException">Fewer results than flights, or a flight that does not take off (a programmer's error).</exception>
    public static void Run(FlightTask basis, FlightBatch flights, FlightBatchResults results)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Run<Lanes8>(basis, flights, results);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Run<Lanes4>(basis, flights, results);
        }
        else
        {
            Run<Lane1>(basis, flights, results);
        }
    }

    /// <summary>The same on one lane: the scalar twin.</summary>
    public static void RunScalar(FlightTask basis, FlightBatch flights, FlightBatchResults results) => Run<Lane1>(basis, flights, results);

    internal static void Run<T>(FlightTask basis, FlightBatch flights, FlightBatchResults results)
        where T : struct, ILanes<T>
    {
        if (results.Count != flights.Count)
        {
            throw new ArgumentException($"{results.Count} results for {flights.Count} flights.", nameof(results));
        }

        if (basis.Airborne is not null)
        {
            throw new ArgumentException("The flights of a batch take off; one that is in the air already is flown alone.", nameof(basis));
        }

        var plan = new BatchPlan(basis);
        var wide = new BatchKernel<T>(plan);
        var single = new BatchKernel<Lane1>(plan);
        var row = 0;
        for (; row + T.Count <= flights.Count; row += T.Count)
        {
            if (!wide.TryFly(flights, row, results))
            {
                FlyOneByOne(row, row + T.Count);
            }
        }

        FlyOneByOne(row, flights.Count);

        void FlyOneByOne(int from, int to)
        {
            for (var i = from; i < to; i++)
            {
                if (!single.TryFly(flights, i, results))
                {
                    FlyAlone(basis, flights, i, results);
                }
            }
        }
    }

    /// <summary>A flight that cannot be flown as it was asked for, or only lower.</summary>
    private static void FlyAlone(FlightTask basis, FlightBatch flights, int row, FlightBatchResults results)
    {
        var forecast = FlightSimulation.Run(flights.Task(basis, row));
        results.LandingCharge[row] = forecast.LandingCharge?.Ratio ?? double.NaN;
        results.LandingKelvin[row] = forecast.LandingCharge is null ? double.NaN : forecast.SegmentEnds[^1].Kelvin;
        results.BlockSeconds[row] = forecast.BlockSeconds ?? double.NaN;
        results.TerminalJoules[row] = forecast.BlockSeconds is null ? double.NaN : (forecast.Energy.Total - forecast.Energy.BatteryLoss).Joules;
    }
}
