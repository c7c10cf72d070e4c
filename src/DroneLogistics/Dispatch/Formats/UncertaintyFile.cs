using DroneLogistics.Provenance;
using DroneLogistics.Simulation.MonteCarlo;
using DroneLogistics.Units;

namespace DroneLogistics.Dispatch.Formats;

/// <summary>Reads <c>data/policy/uncertainty.json</c>, strict.</summary>
public static class UncertaintyFile
{
    /// <exception cref="DataFileException">Names the file, the key and the bound.</exception>
    public static FlightUncertainty Read(ReadOnlyMemory<byte> json, string file)
    {
        var root = DataObject.Parse(json, file);
        var numbers = new SourcedNumbers(root);
        double Number(string key, string unit, double minimum, double maximum) => numbers.Number(key, unit, minimum, maximum);

        var uncertainty = new FlightUncertainty
        {
            PayloadError = Mass.FromKilograms(Number("payloadErrorKg", "kg", 0, 100)),
            PayloadErrorShare = Number("payloadErrorShare", "1", 0, 1),
            PayloadErrorBoundDeviations = Number("payloadErrorBoundDeviations", "1", 0.1, 10),
            Wind = new WindUncertainty.Forecast(
                ComponentDeviation: Speed.FromMetresPerSecond(Number("windErrorMps", "m/s", 0, 20)),
                Correlation: Length.FromMetres(Number("windErrorCorrelationM", "m", 1, 10_000_000))),
            WindErrorGrowthPerHour = Speed.FromMetresPerSecond(Number("windErrorGrowthMpsPerHour", "m/s/h", 0, 1)),
            EnsembleRemainingError = Speed.FromMetresPerSecond(Number("ensembleRemainingErrorMps", "m/s", 0, 20)),
            WindErrorLead = TimeSpan.FromHours(Number("windErrorLeadHours", "h", 0, 240)),
            WindErrorLegCorrelation = Number("windErrorLegCorrelation", "1", -1, 1),
            PackHealthDeviation = Number("packHealthDeviation", "1", 0, 0.5),
            KnownPackHealthDeviation = Number("knownPackHealthDeviation", "1", 0, 0.5),
            MinPackHealthRatio = Number("minPackHealthRatio", "1", 0.1, 1),
            ResistanceSigma = Number("resistanceSigma", "1", 0, 1),
            DragSigma = Number("dragSigma", "1", 0, 1),
            NewPayloadShapeDragSigma = Number("newPayloadShapeDragSigma", "1", 0, 1),
            PropulsionSigma = Number("propulsionSigma", "1", 0, 1),
            AirTemperatureDeviationKelvin = Number("airTemperatureDeviationK", "K", 0, 20),
            PackTemperatureDeviationKelvin = Number("packTemperatureDeviationK", "K", 0, 20),
            HoldMeanSeconds = Number("holdMeanS", "s", 0, 3600),
            HoldCapSeconds = Number("holdCapS", "s", 0, 3600),
            GoAroundProbability = Number("goAroundProbability", "1", 0, 1),
            GoAroundSeconds = Number("goAroundS", "s", 0, 3600),
            RouteStretchSigma = Number("routeStretchSigma", "1", 0, 1),
            OnTimeMarginSeconds = Number("onTimeMarginS", "s", 0, 86_400),
            Numbers = numbers.Read,
        };
        root.Close();
        return uncertainty;
    }
}
