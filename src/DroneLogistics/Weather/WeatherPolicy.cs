using DroneLogistics.Provenance;
using DroneLogistics.Units;

namespace DroneLogistics.Weather;

/// <summary>How old weather may be, how far it is carried in time and height, and what is not believed; <c>data/policy/weather.json</c>.</summary>
public sealed record WeatherPolicy
{
    /// <summary>An older forecast is stale.</summary>
    public required TimeSpan ForecastMaxAge { get; init; }

    /// <summary>An older observation is stale.</summary>
    public required TimeSpan ObservationMaxAge { get; init; }

    /// <summary>How far the clock of a sender may run ahead of ours.</summary>
    public required TimeSpan ClockTolerance { get; init; }

    /// <summary>Between two valid times further apart nothing is known.</summary>
    public required TimeSpan MaxTimeGap { get; init; }

    /// <summary>Above it the power law says nothing of the wind.</summary>
    public required AltitudeAmsl WindProfileTop { get; init; }

    /// <summary>How far above or below its known heights a temperature follows the standard lapse rate.</summary>
    public required Length TemperatureReach { get; init; }

    /// <summary>A mean wind above it is taken for a wrong unit.</summary>
    public required Speed MaxMeanWind { get; init; }

    /// <summary>A gust above it is taken for a wrong unit.</summary>
    public required Speed MaxGust { get; init; }

    public required WeatherFileLimits Files { get; init; }

    /// <summary>Every number with its status and source, in file order.</summary>
    public required IReadOnlyList<SourcedNumber> Numbers { get; init; }
}

/// <summary>What a file of weather may hold at the most.</summary>
public sealed record WeatherFileLimits
{
    public required long MaxFileBytes { get; init; }

    public required int MaxValidTimes { get; init; }

    /// <summary>Of one answer of a provider of point forecasts.</summary>
    public required int MaxLocations { get; init; }

    /// <summary>Points of one field of a grid, before it is cut to the region asked for.</summary>
    public required int MaxGridPoints { get; init; }

    /// <summary>Numbers of all fields, heights, times and places together.</summary>
    public required int MaxValues { get; init; }

    /// <summary>Points of all fields of a grid file that are unpacked, one after the other.</summary>
    public required long MaxUnpackedValues { get; init; }

    /// <summary>Letters of one METAR or TAF.</summary>
    public required int MaxReportLetters { get; init; }
}
