using System.Runtime.Intrinsics;
using DroneLogistics.Performance;

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
    public static void Run(FlightTask basis, FlightBatch flights, FlightBatchResults results) => Run(new BatchPlan(basis), flights, results);

    /// <summary>The same where what the flights have in common is reckoned already.</summary>
    internal static void Run(BatchPlan plan, FlightBatch flights, FlightBatchResults results)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Run<Lanes8>(plan, flights, results);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Run<Lanes4>(plan, flights, results);
        }
        else
        {
            Run<Lane1>(plan, flights, results);
        }
    }

    /// <summary>How many flights are flown at once here: a batch of a multiple of it leaves no lane idle.</summary>
    internal static int Lanes => Vector512.IsHardwareAccelerated ? Lanes8.Count : Vector256.IsHardwareAccelerated ? Lanes4.Count : Lane1.Count;

    /// <summary>The same on one lane: the scalar twin.</summary>
    public static void RunScalar(FlightTask basis, FlightBatch flights, FlightBatchResults results) => Run<Lane1>(new BatchPlan(basis), flights, results);

    internal static void Run<T>(FlightTask basis, FlightBatch flights, FlightBatchResults results)
        where T : struct, ILanes<T> => Run<T>(new BatchPlan(basis), flights, results);

    private static void Run<T>(BatchPlan plan, FlightBatch flights, FlightBatchResults results)
        where T : struct, ILanes<T>
    {
        var basis = plan.Basis;
        if (results.Count != flights.Count)
        {
            throw new ArgumentException($"{results.Count} results for {flights.Count} flights.", nameof(results));
        }

        if (basis.Airborne is not null)
        {
            throw new ArgumentException("The flights of a batch take off; one that is in the air already is flown alone.", nameof(plan));
        }

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
        if (results.Limits is { } limits)
        {
            StoreLimits(forecast, limits, row);
        }
    }

    private static void StoreLimits(FlightForecast forecast, FlightBatchLimits limits, int row)
    {
        var landed = forecast.LandingCharge is not null;
        limits.MinVolts[row] = landed ? forecast.MinLoadedVolts ?? double.NaN : double.NaN;
        limits.MaxAmperes[row] = landed ? forecast.MaxCurrentAmperes ?? double.NaN : double.NaN;
        limits.ColdestKelvin[row] = landed ? forecast.CellTemperatures?.Coldest.Kelvin ?? double.NaN : double.NaN;
        limits.HottestKelvin[row] = landed ? forecast.CellTemperatures?.Hottest.Kelvin ?? double.NaN : double.NaN;
        limits.HoverVolts[row] = forecast.LandingHoverVolts ?? double.NaN;
        limits.HoverCharge[row] = double.NaN;
        if (landed)
        {
            var task = forecast.Task;
            var watts = ProfileBuilder.HoverPower(task.Variation.Of(task.Type), task.TakeoffMass, task.Atmosphere.DensityAt(task.DestinationElevation)).TotalWatts;
            var hover = Discharge.AtConstantPower(task.Circuit(), forecast.SegmentEnds[^1], watts, task.Reserve.FinalReserveHoverSeconds);
            limits.HoverCharge[row] = hover.End == Discharge.End.Completed ? hover.State.Charge : double.NaN;
        }
    }
}
