namespace DroneLogistics.Weather;

/// <summary>How conditions change in a TAF.</summary>
public enum ChangeKind
{
    /// <summary>FM: from an instant on all is as told.</summary>
    From = 0,

    /// <summary>BECMG: it changes within the period and stays.</summary>
    Becoming,

    /// <summary>TEMPO: at times within the period.</summary>
    Temporary,

    /// <summary>PROB30, PROB40: perhaps within the period.</summary>
    Probable,

    /// <summary>PROB30 TEMPO.</summary>
    ProbableTemporary,
}

/// <summary>One change of a TAF.</summary>
/// <param name="Kind">How.</param>
/// <param name="ProbabilityPercent">30 or 40, of a probable one.</param>
/// <param name="Start">Of its period; UTC.</param>
/// <param name="End">Of its period; of FM the end of the TAF.</param>
/// <param name="Conditions">What changes.</param>
public sealed record AerodromeChange(ChangeKind Kind, int? ProbabilityPercent, DateTimeOffset Start, DateTimeOffset End, ReportedConditions Conditions);

/// <summary>An extreme temperature of a TAF.</summary>
/// <param name="IsMaximum">TX; else TN.</param>
/// <param name="DegreesCelsius">The temperature.</param>
/// <param name="At">When.</param>
public sealed record ExtremeTemperature(bool IsMaximum, int DegreesCelsius, DateTimeOffset At);

/// <summary>A forecast of an aerodrome, TAF.</summary>
public sealed record AerodromeForecast
{
    /// <summary>Four letters, for example ZSPD.</summary>
    public required string Station { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    public bool IsAmended { get; init; }

    public bool IsCorrected { get; init; }

    /// <summary>NIL: there is no forecast.</summary>
    public bool IsMissing { get; init; }

    /// <summary>CNL: the forecast of this period no longer holds.</summary>
    public bool IsCancelled { get; init; }

    /// <summary>Null where there is no forecast.</summary>
    public DateTimeOffset? ValidFrom { get; init; }

    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>At the beginning.</summary>
    public ReportedConditions Conditions { get; init; } = new();

    public IReadOnlyList<ExtremeTemperature> Temperatures { get; init; } = [];

    /// <summary>In the order told.</summary>
    public IReadOnlyList<AerodromeChange> Changes { get; init; } = [];

    /// <summary>After RMK, as sent; null where there is none.</summary>
    public string? Remarks { get; init; }

    /// <summary>Every token of the forecast, in its order.</summary>
    public IReadOnlyList<ReportToken> Tokens { get; init; } = [];

    public IEnumerable<ReportToken> NotUnderstood => Tokens.Where(token => token.Reading == TokenReading.NotUnderstood);
}
