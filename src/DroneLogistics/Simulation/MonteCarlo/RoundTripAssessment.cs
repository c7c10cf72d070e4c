using DroneLogistics.Performance;
using DroneLogistics.Simulation.Batch;
using DroneLogistics.Units;

namespace DroneLogistics.Simulation.MonteCarlo;

/// <summary>
/// Flies an out-and-back many times. Aircraft and air are the same both ways; the wind's error is partly so; load, waits and way are drawn anew,
/// and with them the pack unless it is the one that came.
/// </summary>
public static class RoundTripAssessment
{
    /// <summary>Assesses both ways.</summary>
    /// <param name="plan">The way out as planned; it can be flown.</param>
    /// <param name="back">The way back.</param>
    /// <param name="uncertainty">How far either may differ.</param>
    /// <param name="question">What is asked; its limit is that of the way out, the way back has the policy's margin.</param>
    /// <exception cref="ArgumentException">A way cannot be flown, or the samples are no such number (a programmer's error).</exception>
    public static RoundTripRisk Assess(FlightForecast plan, ReturnQuestion back, FlightUncertainty uncertainty, RiskQuestion question) =>
        Assess(plan, back, uncertainty, question, SimulateMany.Run);

    /// <summary>The same with another kernel.</summary>
    public static RoundTripRisk Assess(FlightForecast plan, ReturnQuestion back, FlightUncertainty uncertainty, RiskQuestion question, FlightKernel kernel)
    {
        var (outRisk, drawn, outward) = RiskAssessment.AssessAndKeep(plan, uncertainty, question, kernel);
        var planned = back.Plan.BlockSeconds ?? throw new ArgumentException("A way back that cannot be flown has no variations.", nameof(back));

        // What is new about the shape is the load's: an empty aircraft is as known as ever.
        var returnQuestion = question with { Effects = false, NewPayloadShape = question.NewPayloadShape && back.Plan.Task.Payload > Mass.Zero };
        var flights = FlightSampler.DrawReturn(plan.Task, back, question.PackHealthKnown, uncertainty.For(returnQuestion), question.Seed, question.Samples / RiskAssessment.Replicates, RiskAssessment.Replicates);
        if (back.SamePack)
        {
            TakePacksOver(flights, drawn, outward, back);
        }

        var homeward = FlownVariations.Of(back.Plan.Task, flights, kernel, outward.Lands);

        // A way out that is early waits for its slot; one that is late takes the way back with it.
        double[] arrivals = [.. homeward.Seconds.Zip(outward.Seconds, (block, before) => block + Math.Max(0, before - plan.BlockSeconds!.Value))];
        var backRisk = RiskAssessment.Summarise(back.Plan, homeward, arrivals, planned + uncertainty.OnTimeMarginSeconds, returnQuestion);
        return new RoundTripRisk
        {
            Out = outRisk,
            Back = backRisk,
            WindErrorCorrelation = FlightSampler.ReturnWindCorrelation(plan.Task, back.Plan.Task, uncertainty),
            EitherBelowReserve = Share(row => Below(outward, outRisk, row) || Below(homeward, backRisk, row)),
            BothBelowReserve = Share(row => Below(outward, outRisk, row) && Below(homeward, backRisk, row)),
            BothOnTime = Share(row => outward.Seconds[row] <= outRisk.OnTimeLimitSeconds && arrivals[row] <= backRisk.OnTimeLimitSeconds),
        };

        Estimate Share(Func<int, bool> holds) => RiskAssessment.Share(Enumerable.Range(0, question.Samples).Count(holds), question.Samples);
    }

    private static bool Below(FlownVariations flown, FlightRisk risk, int row) => !(flown.Charges[row] >= risk.Reserve.Ratio);

    private static void TakePacksOver(FlightBatch flights, FlightBatch before, FlownVariations outward, ReturnQuestion back)
    {
        var design = back.Plan.Task.Type.Battery;
        for (var row = 0; row < flights.Count; row++)
        {
            if (outward.Lands(row))
            {
                var landed = new BatteryState(outward.Charges[row], outward.Kelvins[row]);
                var rested = ReturnFlight.AfterRest(design, landed, new Temperature(before.PackKelvin[row]), new Temperature(flights.AirKelvin[row]), back.GroundSeconds);
                (flights.TakeoffCharge[row], flights.PackKelvin[row]) = (rested.Charge, rested.Kelvin);
            }
        }
    }
}
