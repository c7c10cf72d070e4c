using DroneLogistics.Service;
using DroneLogistics.Simulation;
using DroneLogistics.Simulation.MonteCarlo;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using MathNet.Numerics.Distributions;

namespace DroneLogistics.Benchmarks;

/// <summary>Assessments of the FZ90 from Putuo to Liuheng with 15 kg in 5 m/s, every one with a seed of its own, and their parts.</summary>
internal static class MonteCarloBenchmark
{
    public static int Run(double seconds, int seed)
    {
        var world = WorldFiles.Load(WorldFiles.DefaultFolder);
        var question = DrawnFlights.Question(world) with
        {
            Payload = Mass.FromKilograms(15),
            Wind = new Wind(Bearing.FromDegrees(340), Speed.FromMetresPerSecond(5), null),
        };
        var plan = FlightSimulation.Run(DrawnFlights.Task(world, question));
        Measure.PrintMachine();
        var samples = Assessments(plan, world.Uncertainty, seconds, seed, effects: false);
        var effects = Assessments(plan, world.Uncertainty, seconds, seed, effects: true);
        var draws = Draws(plan, world.Uncertainty, seconds, seed);
        var (ours, theirs) = (Quantiles(seconds, InverseNormal.At), Quantiles(seconds, p => Normal.InvCDF(0, 1, p)));
        Measure.Print($"inverse_normal_ns: {1e9 * ours:F1}  mathnet_ns: {1e9 * theirs:F1}");
        Measure.Print($"draws_ms: {1e3 * draws:F2}");
        Measure.Print($"with_effects_ms: {1e3 * effects:F2}");
        Measure.Print($"samples_ms: {1e3 * samples:F2}");
        return 0;
    }

    /// <summary>Processor seconds of one assessment: draws, flights, sorting and intervals.</summary>
    private static double Assessments(FlightForecast plan, FlightUncertainty uncertainty, double seconds, int seed, bool effects)
    {
        var (assessments, below, charges) = (0L, 0.0, 0.0);
        _ = Measure.For(Math.Min(1, seconds), Assess);
        (assessments, below, charges) = (0, 0, 0);
        var (used, wall) = Measure.For(seconds, Assess);
        Measure.Print($"{RiskQuestion.DefaultSamples} samples{(effects ? " and the nine inputs" : string.Empty)}: {assessments} assessments  mean_landing_soc_sum: {charges:R}  below_reserve_sum: {below:R}  wall_s: {wall:F2}  cpu_s: {used:F2}");
        return used / assessments;

        void Assess()
        {
            var asked = new RiskQuestion((ulong)(seed + assessments), RiskQuestion.DefaultSamples, OnTimeLimitSeconds: null, PackHealthKnown: false, effects);
            var risk = RiskAssessment.Assess(plan, uncertainty, asked);
            charges += risk.MeanLandingCharge.Value;
            below += risk.BelowReserve.Value;
            assessments++;
        }
    }

    private static double Draws(FlightForecast plan, FlightUncertainty uncertainty, double seconds, int seed)
    {
        var (count, sum) = (0L, 0.0);
        var (used, _) = Measure.For(seconds, () =>
        {
            var flights = FlightSampler.Draw(plan.Task, packHealthKnown: false, uncertainty, (ulong)(seed + count), RiskQuestion.DefaultSamples / RiskAssessment.Replicates, RiskAssessment.Replicates);
            sum += flights.PayloadKilograms[^1];
            count++;
        });
        Measure.Print($"draws: {count}  last_payload_kg_sum: {sum:R}");
        return used / count;
    }

    private static double Quantiles(double seconds, Func<double, double> quantile)
    {
        const int Count = 100_000;
        var (calls, sum) = (0L, 0.0);
        var (used, _) = Measure.For(seconds, () =>
        {
            for (var i = 0; i < Count; i++)
            {
                sum += quantile((i + 0.5) / Count);
            }

            calls += Count;
        });
        Measure.Print($"quantiles: {calls}  sum: {sum:R}");
        return used / calls;
    }
}
