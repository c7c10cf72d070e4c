using MathNet.Numerics.Statistics;

namespace DroneLogistics.Simulation;

/// <summary>How good predictions were, over the flights of which the energy was measured.</summary>
/// <param name="Flights">Flights predicted and measured.</param>
/// <param name="MapePercent">Mean of the absolute relative errors.</param>
/// <param name="MedianPercent">Their median.</param>
/// <param name="P90Percent">Their 90 % quantile, linear between order statistics.</param>
/// <param name="WorstPercent">The largest.</param>
/// <param name="BiasPercent">Mean of the signed relative errors; positive: predicted too much.</param>
/// <param name="Coverage90Percent">Flights inside of their 90 % interval; null where no interval is given.</param>
/// <param name="Width90Percent">Mean width of the interval over the prediction; null where no interval is given.</param>
public sealed record PredictionScore(
    int Flights,
    double MapePercent,
    double MedianPercent,
    double P90Percent,
    double WorstPercent,
    double BiasPercent,
    double? Coverage90Percent,
    double? Width90Percent)
{
    /// <summary>The score of predictions; null where none of them was measured.</summary>
    public static PredictionScore? Of(IEnumerable<FlightPrediction> predictions)
    {
        var measured = predictions.Where(prediction => prediction.RelativeError is not null).ToList();
        if (measured.Count == 0)
        {
            return null;
        }

        var signed = measured.Select(prediction => prediction.RelativeError!.Value).ToArray();
        var absolute = signed.Select(Math.Abs).ToArray();
        var bounded = measured.All(prediction => prediction.HalfWidth is not null);
        return new PredictionScore(
            measured.Count,
            100 * absolute.Mean(),
            100 * absolute.Median(),
            100 * absolute.QuantileCustom(0.9, QuantileDefinition.R7),
            100 * absolute.Max(),
            100 * signed.Mean(),
            bounded ? 100 * measured.Average(Covered) : null,
            bounded ? 100 * measured.Average(prediction => 2 * prediction.HalfWidth!.Value.Joules / prediction.Predicted!.Value.Joules) : null);
    }

    private static double Covered(FlightPrediction prediction) =>
        prediction.Record.MeasuredEnergy >= prediction.Low && prediction.Record.MeasuredEnergy <= prediction.High ? 1 : 0;
}
