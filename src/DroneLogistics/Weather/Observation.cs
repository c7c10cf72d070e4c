using DroneLogistics.Units;

namespace DroneLogistics.Weather;

/// <summary>What became of one token of a report.</summary>
public enum TokenReading
{
    NotUnderstood = 0,

    /// <summary>A part of a field.</summary>
    Understood,

    /// <summary>Slashes: the sender does not know.</summary>
    NotReported,
}

/// <summary>One token of a report.</summary>
/// <param name="Text">As sent, without the closing =.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Reading">What became of it.</param>
/// <param name="ReadAs">The word a misspelt one was taken for; else null.</param>
public sealed record ReportToken(string Text, int Line, int Column, TokenReading Reading, string? ReadAs = null);

/// <summary>A runway visual range.</summary>
/// <param name="Runway">17, 17L.</param>
/// <param name="Metres">Mean, or the lower end.</param>
/// <param name="Bound">M: less than it, P: more, null: it is the value.</param>
/// <param name="ToMetres">The upper end, where it varies.</param>
/// <param name="ToBound">As <paramref name="Bound"/>, of the upper end.</param>
/// <param name="Tendency">U up, D down, N none, null where not told.</param>
public sealed record RunwayVisualRange(string Runway, int Metres, char? Bound, int? ToMetres, char? ToBound, char? Tendency);

/// <summary>What a report expects within two hours.</summary>
public enum TrendKind
{
    /// <summary>NOSIG: nothing that matters changes.</summary>
    NoSignificantChange = 0,
    Becoming,
    Temporary,
}

/// <summary>One trend of a report; times are null where not told.</summary>
public sealed record ReportTrend
{
    public required TrendKind Kind { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? Until { get; init; }

    public DateTimeOffset? At { get; init; }

    public ReportedConditions Conditions { get; init; } = new();
}

/// <summary>A report of an aerodrome, METAR or SPECI. What it does not tell is null, never zero.</summary>
public sealed record Observation
{
    /// <summary>SPECI: between the hours, because the weather changed.</summary>
    public required bool IsSpecial { get; init; }

    /// <summary>Four letters, for example ZSNB.</summary>
    public required string Station { get; init; }

    public required DateTimeOffset ObservedAt { get; init; }

    public bool IsCorrected { get; init; }

    public bool IsAutomatic { get; init; }

    /// <summary>NIL: there is no observation.</summary>
    public bool IsMissing { get; init; }

    public ReportedConditions Conditions { get; init; } = new();

    public IReadOnlyList<RunwayVisualRange> RunwayVisualRanges { get; init; } = [];

    public int? TemperatureDegreesCelsius { get; init; }

    public int? DewPointDegreesCelsius { get; init; }

    /// <summary>hPa, as told (Q1026).</summary>
    public int? QnhHectopascals { get; init; }

    /// <summary>Hundredths of an inch of mercury, as told (A2992).</summary>
    public int? QnhHundredthsInch { get; init; }

    public IReadOnlyList<WeatherGroup> RecentWeather { get; init; } = [];

    /// <summary>Runways with wind shear; ALL for all.</summary>
    public IReadOnlyList<string> WindShear { get; init; } = [];

    public IReadOnlyList<ReportTrend> Trends { get; init; } = [];

    /// <summary>After RMK, as sent; null where there is none.</summary>
    public string? Remarks { get; init; }

    /// <summary>Every token of the report, in its order.</summary>
    public IReadOnlyList<ReportToken> Tokens { get; init; } = [];

    public IEnumerable<ReportToken> NotUnderstood => Tokens.Where(token => token.Reading == TokenReading.NotUnderstood);

    public Temperature? Temperature => TemperatureDegreesCelsius is { } told ? Units.Temperature.FromDegreesCelsius(told) : null;

    // An inch of mercury is 3386.389 Pa.
    public Pressure? Qnh => QnhHectopascals is { } told ? Pressure.FromHectopascals(told)
        : QnhHundredthsInch is { } inches ? new Pressure(inches * 33.86389)
        : null;

    /// <summary>Whether all that was sent was understood and nothing between the wind and the temperature was cut off or left out.</summary>
    public bool IsComplete => !IsMissing && (TemperatureDegreesCelsius is not null || Qnh is not null) && Tokens.All(token => token.Reading == TokenReading.Understood);

    /// <summary>As of the conditions; null where the report is not complete, for a lower layer may be missing.</summary>
    public Length? Ceiling => IsComplete ? Conditions.Ceiling : null;

    /// <summary>Whether a thunderstorm is told of; where none is and the report is not complete, null.</summary>
    public bool? Lightning => Conditions.HasThunderstorm ? true : IsComplete ? false : null;

    /// <summary>Time since the observation.</summary>
    public TimeSpan Age(DateTimeOffset now) => now - ObservedAt;

    /// <summary>Neither older than the policy allows nor from the future.</summary>
    public bool IsFresh(DateTimeOffset now, WeatherPolicy policy) => Age(now) <= policy.ObservationMaxAge && Age(now) >= -policy.ClockTolerance;
}
