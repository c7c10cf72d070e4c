namespace DroneLogistics.Weather;

/// <summary>What is wrong with weather that was brought, a name for each kind. The zero value is never used.</summary>
public enum WeatherProblem
{
    Unknown = 0,

    // The file or report as a whole.
    NotReadable,
    TooLarge,
    CsvFormat,
    JsonFormat,
    MetarFormat,
    TafFormat,
    GribFormat,
    UnknownTemplate,
    NothingOfUse,
    DuplicateField,

    // Columns, keys and words.
    MissingColumn,
    UnknownColumn,
    MissingKey,
    WrongKind,
    UnknownUnit,
    MissingValue,

    // Values.
    NotFinite,
    Negative,
    OutOfRange,
    GustBelowWind,
    InvalidTime,
    TimeOrder,
    CountsDiffer,

    // Plausibility.
    IssuedInFuture,
    AllTimesPast,
    TimeGap,
    WindImplausible,
    RegionTooSmall,
}

/// <summary>One thing that is wrong with weather that was brought.</summary>
/// <param name="Problem">Its kind.</param>
/// <param name="Source">The file or report as the reader was told its name.</param>
/// <param name="Where">Line and column of a text, key of an object, byte of a binary file.</param>
/// <param name="Expected">What was expected.</param>
/// <param name="Found">What was found.</param>
public sealed record WeatherDiagnostic(WeatherProblem Problem, string Source, string Where, string Expected, string Found)
{
    /// <summary>Whether the whole was refused for it; else it is told only, and what it says of is not known.</summary>
    public bool IsRefusal { get; init; } = true;

    /// <summary>A code that others can look for: METAR_FORMAT, GUST_BELOW_WIND.</summary>
    public string Code => string.Concat(Problem.ToString().Select((letter, index) => index > 0 && char.IsUpper(letter) ? $"_{letter}" : $"{char.ToUpperInvariant(letter)}"));

    public override string ToString() => $"{Source}: {Where}: {Code}: expected {Expected}; found {Found}";
}
