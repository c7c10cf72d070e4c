using DroneLogistics.Provenance;
using DroneLogistics.Units;

namespace DroneLogistics.Weather.Formats;

/// <summary>Reads <c>data/policy/weather.json</c>, strict.</summary>
public static class WeatherPolicyFile
{
    /// <exception cref="DataFileException">Names the file, the key and the bound.</exception>
    public static WeatherPolicy Read(ReadOnlyMemory<byte> json, string file)
    {
        var root = DataObject.Parse(json, file);
        var numbers = new SourcedNumbers(root);
        double Number(string key, string unit, double minimum, double maximum) => numbers.Number(key, unit, minimum, maximum);
        TimeSpan Seconds(string key, double minimum, double maximum) => TimeSpan.FromSeconds(Number(key, "s", minimum, maximum));
        int Count(string key, double maximum) => (int)Number(key, "1", 1, maximum);

        var policy = new WeatherPolicy
        {
            ForecastMaxAge = Seconds("forecastMaxAgeS", 60, 864_000),
            ObservationMaxAge = Seconds("observationMaxAgeS", 60, 86_400),
            ClockTolerance = Seconds("clockToleranceS", 0, 3600),
            MaxTimeGap = Seconds("maxTimeGapS", 60, 86_400),
            WindProfileTop = AltitudeAmsl.FromMetres(Number("windProfileTopM", "m", 10, 1000)),
            TemperatureReach = Length.FromMetres(Number("temperatureReachM", "m", 0, 5000)),
            MaxMeanWind = Speed.FromMetresPerSecond(Number("maxMeanWindMps", "m/s", 1, 120)),
            MaxGust = Speed.FromMetresPerSecond(Number("maxGustMps", "m/s", 1, 150)),
            Files = new WeatherFileLimits
            {
                MaxFileBytes = (long)Number("maxFileBytes", "B", 1, 1e9 - 1),
                MaxValidTimes = Count("maxValidTimes", 100_000),
                MaxLocations = Count("maxLocations", 10_000),
                MaxGridPoints = Count("maxGridPoints", 100_000_000),
                MaxValues = Count("maxValues", 100_000_000),
                MaxUnpackedValues = (long)Number("maxUnpackedValues", "1", 1, 1e9 - 1),
                MaxReportLetters = Count("maxReportLetters", 1_000_000),
            },
            Numbers = numbers.Read,
        };
        root.Close();
        return policy;
    }
}
