using DroneLogistics.Provenance;

namespace DroneLogistics.Performance;

/// <summary>What is believed of a multirotor before its own figures: <c>data/calibration/priors.json</c>.</summary>
/// <param name="InducedFactorMean">kappa.</param>
/// <param name="InducedFactorDeviation">Its standard deviation.</param>
/// <param name="InterferenceFactorMean">chi.</param>
/// <param name="InterferenceFactorDeviation">Its standard deviation.</param>
/// <param name="DragAreaSpread">Standard deviation of the logarithm of the drag area.</param>
/// <param name="VerticalDescentSpread">The same of the descent speed.</param>
/// <param name="SpoolUpSpread">The same of the time on the pad.</param>
/// <param name="RouteLengthSpread">The same of a route's length.</param>
/// <param name="PointDeviationShare">Standard deviation of a maker's figure over its value.</param>
/// <param name="FlightDeviationShare">Standard deviation of a flight's energy over its value.</param>
/// <param name="Numbers">Every number with its status and source.</param>
public sealed record CalibrationPriors(
    double InducedFactorMean,
    double InducedFactorDeviation,
    double InterferenceFactorMean,
    double InterferenceFactorDeviation,
    double DragAreaSpread,
    double VerticalDescentSpread,
    double SpoolUpSpread,
    double RouteLengthSpread,
    double PointDeviationShare,
    double FlightDeviationShare,
    IReadOnlyList<SourcedNumber> Numbers);
