using DroneLogistics.Simulation.MonteCarlo;

namespace DroneLogistics.Service;

/// <summary>Writes the risk of a flight as the message of the contract.</summary>
public static class RiskWriter
{
    public static V1.FlightRisk Write(FlightRisk risk, Dispatch.Decision decision) => new()
    {
        Decision = DecisionWriter.Write(decision),
        Seed = (long)risk.Seed,
        SampleCount = risk.Samples,
        ReserveSocRatio = risk.Reserve.Ratio,
        BelowReserve = Write(risk.BelowReserve),
        OnTimeLimitS = risk.OnTimeLimitSeconds,
        OnTime = Write(risk.OnTime),
        NotFlownCount = risk.NotFlown,
        BatteryFailedCount = risk.BatteryFailed,
        MeanLandingSocRatio = Write(risk.MeanLandingCharge),
        LandingSocDeviation = risk.LandingChargeDeviation,
        LandingSocRatio = { risk.LandingCharge.Select(Write) },
        MeanBlockS = risk.MeanBlockSeconds is { } mean ? Write(mean) : null,
        BlockS = { risk.BlockSeconds.Select(Write) },
        Effects = { risk.Effects.Select(Write) },
    };

    public static V1.FlightRisk Write(RoundTripRisk risk, Dispatch.Decision decision)
    {
        var message = Write(risk.Out, decision);
        message.RoundTrip = new V1.RoundTripRisk
        {
            ReturnLeg = WriteLeg(risk.Back),
            EitherBelowReserve = Write(risk.EitherBelowReserve),
            BothBelowReserve = Write(risk.BothBelowReserve),
            BothOnTime = Write(risk.BothOnTime),
            WindErrorCorrelation = risk.WindErrorCorrelation,
        };
        return message;
    }

    private static V1.LegRisk WriteLeg(FlightRisk risk)
    {
        var message = new V1.LegRisk
        {
            PayloadKg = risk.Plan.Task.Payload.Kilograms,
            TakeoffSocRatio = risk.Plan.Task.TakeoffCharge.Ratio,
            BlockS = { risk.BlockSeconds.Select(Write) },
            PlannedBlockS = risk.Plan.BlockSeconds!.Value,
            ReserveSocRatio = risk.Reserve.Ratio,
            BelowReserve = Write(risk.BelowReserve),
            OnTimeLimitS = risk.OnTimeLimitSeconds,
            OnTime = Write(risk.OnTime),
            NotFlownCount = risk.NotFlown,
            BatteryFailedCount = risk.BatteryFailed,
            MeanLandingSocRatio = Write(risk.MeanLandingCharge),
            LandingSocDeviation = risk.LandingChargeDeviation,
            LandingSocRatio = { risk.LandingCharge.Select(Write) },
            MeanBlockS = risk.MeanBlockSeconds is { } mean ? Write(mean) : null,
        };
        if (risk.Plan.LandingCharge is { } landing)
        {
            message.PlannedLandingSocRatio = landing.Ratio;
        }

        return message;
    }

    /// <summary>Writes how likely a flight is to end as planned.</summary>
    public static V1.CompletionOdds Write(CompletionOdds odds, double minComplete) => new()
    {
        Complete = Write(odds.Complete),
        OnTime = Write(odds.OnTime),
        Divert = Write(odds.Divert),
        SampleCount = odds.Samples,
        Seed = (long)odds.Seed,
        OnTimeLimitS = odds.OnTimeLimitSeconds,
        MinCompleteProbability = minComplete,
        Causes = { odds.Causes.Select(share => new V1.CauseShare { Cause = (V1.CompletionCause)share.Cause, Share = share.Share }) },
    };

    /// <summary>A cause in a few English words.</summary>
    public static string English(V1.CompletionCause cause) => Dispatch.Checks.CompletionCheck.English((CompletionCause)cause);

    private static V1.Estimate Write(Estimate estimate) => new() { Value = estimate.Value, Low = estimate.Interval.Low, High = estimate.Interval.High };

    private static V1.QuantileEstimate Write(QuantileEstimate quantile)
    {
        var message = new V1.QuantileEstimate { Order = quantile.Order };

        // A time that never ends is absent: JSON has no number for it.
        if (double.IsFinite(quantile.Value))
        {
            message.Value = quantile.Value;
        }

        if (double.IsFinite(quantile.Interval.Low))
        {
            message.Low = quantile.Interval.Low;
        }

        if (double.IsFinite(quantile.Interval.High))
        {
            message.High = quantile.Interval.High;
        }

        return message;
    }

    private static V1.InputEffect Write(InputEffect effect) => new()
    {
        Input = (V1.UncertainInput)effect.Input,
        LandingSocDeviation = effect.ChargeDeviation,
        VarianceShare = effect.VarianceShare,
        BlockDeviationS = effect.BlockDeviationSeconds,
    };
}
