using DroneLogistics.Provenance;

namespace DroneLogistics.Performance.Formats;

/// <summary>Reads <c>data/calibration/priors.json</c>, strict.</summary>
public static class CalibrationPriorsFile
{
    /// <exception cref="DataFileException">Names the file, the key and the bound.</exception>
    public static CalibrationPriors Read(ReadOnlyMemory<byte> json, string file)
    {
        var root = DataObject.Parse(json, file);
        _ = root.Text("note");
        var texts = root.Child("sources");
        var sources = texts.Keys.ToDictionary(key => key, texts.Text, StringComparer.Ordinal);
        var numbers = new List<SourcedNumber>();
        double Number(string key, double minimum, double maximum)
        {
            numbers.Add(root.Sourced(key, "1", minimum, maximum, sources));
            return numbers[^1].Value!.Value;
        }

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
            Numbers: numbers);
        root.Close();
        return priors;
    }
}
