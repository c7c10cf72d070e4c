using DroneLogistics.Provenance;

namespace DroneLogistics.Performance.Formats;

/// <summary>Reads <c>data/calibration/priors.json</c>, strict.</summary>
public static class CalibrationPriorsFile
{
    /// <exception cref="DataFileException">Names the file, the key and the bound.</exception>
    public static CalibrationPriors Read(ReadOnlyMemory<byte> json, string file)
    {
        var root = DataObject.Parse(json, file);
        var numbers = new SourcedNumbers(root);
        double Number(string key, double minimum, double maximum) => numbers.Number(key, "1", minimum, maximum);

        var priors = new CalibrationPriors(
            InducedFactorMean: Number("inducedFactorMean", 1, 2),
            InducedFactorDeviation: Number("inducedFactorDeviation", 1e-3, 1),
            InterferenceFactorMean: Number("interferenceFactorMean", 0, 3),
            InterferenceFactorDeviation: Number("interferenceFactorDeviation", 1e-3, 2),
            DragAreaSpread: Number("dragAreaSpread", 1e-3, 3),
            VerticalDescentSpread: Number("verticalDescentSpread", 1e-3, 3),
            SpoolUpSpread: Number("spoolUpSpread", 1e-3, 3),
            RouteLengthSpread: Number("routeLengthSpread", 1e-3, 3),
            PointDeviationShare: Number("pointDeviationShare", 1e-4, 1),
            FlightDeviationShare: Number("flightDeviationShare", 1e-4, 1),
            Numbers: numbers.Read);
        root.Close();
        return priors;
    }
}
