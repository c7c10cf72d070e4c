namespace DroneLogistics.Provenance;

/// <summary>How a number is known. The zero value is unknown.</summary>
public enum SourceStatus
{
    Unknown = 0,

    /// <summary>Read in a public source that names the thing.</summary>
    Published,

    /// <summary>Fitted to published or measured figures.</summary>
    Fitted,

    /// <summary>A class value or a choice of ours, to be replaced when better is known.</summary>
    Assumed,

    /// <summary>Recalled from a public source and not verified.</summary>
    Recalled,
}

/// <summary>A number with its unit, how it is known and from where. A null value is "not known", which no check passes.</summary>
/// <param name="Key">Its key in the data file, with the unit last: <c>maxTakeoffMassKg</c>.</param>
/// <param name="Value">The value in <paramref name="Unit"/>, or null where nobody knows it.</param>
/// <param name="Unit">The unit: <c>kg</c>, <c>m/s</c>, <c>1</c>.</param>
/// <param name="Status">How it is known.</param>
/// <param name="Source">From where.</param>
public sealed record SourcedNumber(string Key, double? Value, string Unit, SourceStatus Status, string Source);
