using DroneLogistics.Provenance;
using DroneLogistics.Units;

namespace DroneLogistics.Weather.Formats;

/// <summary>Reads <c>data/weather/climatology.json</c>, strict.</summary>
public static class ClimatologyFile
{
    /// <exception cref="DataFileException">Names the file, the key and the bound.</exception>
    public static Climatology Read(ReadOnlyMemory<byte> json, string file)
    {
        var root = DataObject.Parse(json, file);
        _ = root.Text("note");
        var sources = root.Sources();
        var numbers = new List<SourcedNumber>();
        var (place, confidence) = (root.Text("place"), root.Text("confidence"));
        var force5 = Known(root, "force5Mps", "m/s", 1, 20);
        var below = Known(root, "gustFactorBelowForce5", "1", 1, 3);
        var from = Known(root, "gustFactorFromForce5", "1", 1, 3);
        var spread = new ClimateSpread(
            OpenSeaExcess: Speed.FromMetresPerSecond(Known(root, "openSeaExcessMps", "m/s", 0, 20)),
            OpenSeaShare: Known(root, "openSeaShare", "1", 0, 1),
            SpeedShape: Known(root, "speedShape", "1", 1, 5),
            PrevailingShare: Known(root, "prevailingShare", "1", 0, 1),
            PrevailingDeviationDegrees: Known(root, "prevailingDeviationDeg", "deg", 0, 180),
            TemperatureDeviationKelvin: Known(root, "temperatureDeviationK", "K", 0, 20),
            DecisionQuantile: Known(root, "decisionWindQuantile", "1", 0, 0.99));
        var records = root.Children("months");
        if (records.Count != 12)
        {
            throw root.Trouble("months", $"has {records.Count} entries; expected 12, January to December");
        }

        var months = records.Select((record, index) => Month(record, index + 1)).ToList();
        root.Close();
        return new Climatology(place, confidence, months, spread, numbers);

        ClimateMonth Month(DataObject record, int month)
        {
            var number = record.Number("month", month, month);
            var mean = Known(record, "meanWindMps", "m/s", 0, 30);
            var direction = Known(record, "prevailingFromDeg", "deg", 0, 360);
            var temperature = Number(record, "temperatureDegC", "degC", -40, 50, mayBeUnknown: true);
            record.Close();
            return new ClimateMonth(
                (int)number,
                Speed.FromMetresPerSecond(mean),
                Bearing.FromDegrees(direction),
                mean >= force5 ? from : below,
                temperature is { } degrees ? Temperature.FromDegreesCelsius(degrees) : null);
        }

        double Known(DataObject within, string key, string unit, double minimum, double maximum) => Number(within, key, unit, minimum, maximum, mayBeUnknown: false)!.Value;

        double? Number(DataObject within, string key, string unit, double minimum, double maximum, bool mayBeUnknown)
        {
            numbers.Add(within.Sourced(key, unit, minimum, maximum, sources, mayBeUnknown));
            return numbers[^1].Value;
        }
    }
}
