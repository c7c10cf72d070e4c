using DroneLogistics.Simulation.Batch;
using DroneLogistics.Units;
using MathNet.Numerics.RootFinding;

namespace DroneLogistics.Simulation.MonteCarlo;

/// <summary>Asks how sure a planned flight is.</summary>
/// <param name="Seed">Equal seeds give equal bytes, and two plans the same wind, pack and wait.</param>
/// <param name="Samples">A power of two from <see cref="MinSamples"/> to <see cref="MaxSamples"/>.</param>
/// <param name="OnTimeLimitSeconds">Pad to pad; null: the planned time and the policy's margin.</param>
/// <param name="PackHealthKnown">The pack reports its health.</param>
/// <param name="Effects">Tell also what each input does alone: nine replicates more.</param>
public sealed record RiskQuestion(ulong Seed, int Samples, double? OnTimeLimitSeconds, bool PackHealthKnown, bool Effects)
{
    /// <summary>The payload hangs outside or has a shape that was not flown before: the drag is less known.</summary>
    public bool NewPayloadShape { get; init; }

    /// <summary>From here on the interval of a 1 % quantile lies within the sample.</summary>
    public const int MinSamples = 1024;

    /// <summary>What a second or two can fly.</summary>
    public const int MaxSamples = 1 << 16;

    /// <summary>Where nobody says otherwise.</summary>
    public const int DefaultSamples = 4096;
}

/// <summary>Flies the variations of a flight: <see cref="SimulateMany"/>, or what stands for it in a test. Equal flights give equal bytes.</summary>
/// <param name="plan">The flight as planned: everything that the batch does not vary.</param>
/// <param name="flights">The variations.</param>
/// <param name="results">To be filled; NaN where a flight does not land.</param>
public delegate void FlightKernel(FlightTask plan, FlightBatch flights, FlightBatchResults results);

/// <summary>
/// Flies a plan many times with everything that a planner does not know drawn anew: independent scrambles of one sequence, so that their
/// means tell how far the answer itself may be off.
/// </summary>
public static class RiskAssessment
{
    /// <summary>Independent scrambles; with seven degrees of freedom Student's factor is 2.36.</summary>
    public const int Replicates = 8;

    private static readonly double[] ChargeOrders = [0.01, 0.05, 0.5, 0.95];
    private static readonly double[] BlockOrders = [0.05, 0.5, 0.95];

    /// <summary>Assesses a plan.</summary>
    /// <param name="plan">The flight as planned; it can be flown, whether or not its battery lasts.</param>
    /// <param name="uncertainty">How far it may differ.</param>
    /// <param name="question">What is asked.</param>
    /// <exception cref="ArgumentException">The plan cannot be flown, or the samples are no such number (a programmer's error).</exception>
    public static FlightRisk Assess(FlightForecast plan, FlightUncertainty uncertainty, RiskQuestion question) =>
        Assess(plan, uncertainty, question, SimulateMany.Run);

    /// <summary>The same with another kernel.</summary>
    public static FlightRisk Assess(FlightForecast plan, FlightUncertainty uncertainty, RiskQuestion question, FlightKernel kernel) =>
        AssessAndKeep(plan, uncertainty, question, kernel).Risk;

    /// <summary>The same, with the variations it rests on.</summary>
    internal static (FlightRisk Risk, FlightBatch Drawn, FlownVariations Flown) AssessAndKeep(FlightForecast plan, FlightUncertainty policy, RiskQuestion question, FlightKernel kernel)
    {
        if (plan.BlockSeconds is not { } planned)
        {
            throw new ArgumentException("A plan that cannot be flown has no variations.", nameof(plan));
        }

        if (question.Samples is < RiskQuestion.MinSamples or > RiskQuestion.MaxSamples || !int.IsPow2(question.Samples))
        {
            throw new ArgumentException($"Samples are a power of two from {RiskQuestion.MinSamples} to {RiskQuestion.MaxSamples}; got {question.Samples}.", nameof(question));
        }

        var points = question.Samples / Replicates;
        var uncertainty = policy.For(question);
        var flights = FlightSampler.Draw(plan.Task, question.PackHealthKnown, uncertainty, question.Seed, points, Replicates);
        var flown = FlownVariations.Of(plan.Task, flights, kernel);
        var risk = Summarise(plan, flown, flown.Seconds, question.OnTimeLimitSeconds ?? planned + uncertainty.OnTimeMarginSeconds, question);
        var effects = question.Effects ? EffectsOf(plan.Task, uncertainty, question, points, Variance(flown.Charges), kernel) : [];
        return (risk with { Effects = effects }, flights, flown);
    }

    /// <summary>What became of the variations of a plan, without the effects of single inputs.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="flown">Its variations.</param>
    /// <param name="arrivals">When each is on its pad, seconds after the planned block-off.</param>
    /// <param name="limit">Up to here it is on time.</param>
    /// <param name="question">What was asked.</param>
    internal static FlightRisk Summarise(FlightForecast plan, FlownVariations flown, double[] arrivals, double limit, RiskQuestion question)
    {
        var points = question.Samples / Replicates;
        var reserve = ChargeOf(plan.Reserve!.FinalReserve, plan.Task);
        double[] charges = [.. flown.Charges];
        double[] times = [.. flown.Seconds];
        Array.Sort(charges);
        Array.Sort(times);
        return new FlightRisk
        {
            Plan = plan,
            Seed = question.Seed,
            Samples = question.Samples,
            Reserve = reserve,

            BelowReserve = Share(flown.Charges.Count(charge => !(charge >= reserve.Ratio)), question.Samples),
            OnTimeLimitSeconds = limit,
            OnTime = Share(arrivals.Count(seconds => seconds <= limit), question.Samples),
            NotFlown = flown.NotFlown,
            BatteryFailed = flown.BatteryFailed,
            MeanLandingCharge = MeanOf(flown.Charges, points)!.Value,
            LandingChargeDeviation = Math.Sqrt(Variance(flown.Charges)),
            LandingCharge = [.. ChargeOrders.Select(order => QuantileOf(charges, order))],
            MeanBlockSeconds = MeanOf(flown.Seconds, points),
            BlockSeconds = [.. BlockOrders.Select(order => QuantileOf(times, order))],
            Effects = [],
        };
    }

    internal static Estimate Share(int count, int samples) => new((double)count / samples, ConfidenceInterval.Wilson(count, samples));

    private static IReadOnlyList<InputEffect> EffectsOf(FlightTask plan, FlightUncertainty uncertainty, RiskQuestion question, int points, double variance, FlightKernel kernel)
    {
        var flown = FlownVariations.Of(plan, FlightSampler.DrawOneAtATime(plan, question.PackHealthKnown, uncertainty, question.Seed, points), kernel);
        return [.. Enum.GetValues<UncertainInput>().Select((input, index) =>
        {
            var alone = Variance(flown.Charges.AsSpan(index * points, points));
            var landed = flown.Seconds.AsSpan(index * points, points).ToArray().Where(double.IsFinite).ToArray();
            return new InputEffect(input, Math.Sqrt(alone), variance > 0 ? alone / variance : 0, Math.Sqrt(Variance(landed)));
        })];
    }

    /// <summary>The charge at which the plan's pack stores an energy; full where it never does.</summary>
    public static StateOfCharge ChargeOf(Energy energy, FlightTask plan)
    {
        const double Accuracy = 1e-12;
        var battery = plan.Circuit();
        double Missing(double charge) => (battery.StoredEnergy(new StateOfCharge(charge)) - energy).WattHours;
        return Missing(1) > 0 ? new StateOfCharge(Brent.FindRoot(Missing, 0, 1, Accuracy)) : StateOfCharge.Full;
    }

    /// <summary>The mean over what is finite, from the means of the replicates; null where a replicate has nothing.</summary>
    private static Estimate? MeanOf(double[] values, int points)
    {
        var means = values.Chunk(points).Select(replicate => replicate.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average()).ToArray();
        return means.All(double.IsFinite) ? new Estimate(means.Average(), ConfidenceInterval.OfReplicates(means)) : null;
    }

    private static QuantileEstimate QuantileOf(double[] sorted, double order)
    {
        var rank = Math.Clamp((int)Math.Ceiling(order * sorted.Length), 1, sorted.Length);
        return new QuantileEstimate(order, sorted[rank - 1], ConfidenceInterval.OfQuantile(sorted, order));
    }

    private static double Variance(ReadOnlySpan<double> values)
    {
        var (mean, squares, count) = (0.0, 0.0, 0);
        foreach (var value in values)
        {
            count++;
            var step = value - mean;
            mean += step / count;
            squares += step * (value - mean);
        }

        return count > 1 ? squares / (count - 1) : 0;
    }
}
