using DroneLogistics.Geodesy;
using DroneLogistics.Units;

namespace DroneLogistics.Weather.Formats;

/// <summary>What a reader of forecasts must be told, because files do not.</summary>
public sealed record ForecastOptions
{
    /// <summary>The file as complaints name it.</summary>
    public required string File { get; init; }

    /// <summary>Who made the forecast, when it was made known and from which run.</summary>
    public required ForecastOrigin Origin { get; init; }

    public required WeatherPolicy Weather { get; init; }

    public required WindPolicy Wind { get; init; }
}

/// <summary>For what region the numbers of one point stand.</summary>
/// <param name="Position">The point.</param>
/// <param name="Radius">How far they hold around it, positive.</param>
public sealed record PointRegion(LatLon Position, Length Radius);

/// <summary>What came of a file: all of its forecast, or none and the reasons. Never a part of it.</summary>
/// <param name="Forecast">Null where the file was refused.</param>
/// <param name="Diagnostics">What was found, in the order of the file.</param>
public sealed record ForecastImport(Forecast? Forecast, IReadOnlyList<WeatherDiagnostic> Diagnostics)
{
    public IEnumerable<WeatherDiagnostic> Refusals => Diagnostics.Where(diagnostic => diagnostic.IsRefusal);

    /// <summary>Reads, and turns the first refusal into an answer.</summary>
    public static ForecastImport Of(Func<List<WeatherDiagnostic>, Forecast> read)
    {
        var told = new List<WeatherDiagnostic>();
        try
        {
            return new ForecastImport(read(told), told);
        }
        catch (WeatherRefusedException refusal)
        {
            return new ForecastImport(null, [.. told, refusal.Diagnostic]);
        }
    }
}

/// <summary>Leaves a file or report that is refused.</summary>
public sealed class WeatherRefusedException(WeatherDiagnostic diagnostic) : Exception(diagnostic.ToString())
{
    public WeatherDiagnostic Diagnostic { get; } = diagnostic;
}
