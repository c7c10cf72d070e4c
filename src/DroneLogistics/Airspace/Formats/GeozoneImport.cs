using DroneLogistics.Geodesy;

namespace DroneLogistics.Airspace.Formats;

/// <summary>How a departure from the format is met.</summary>
public enum ImportMode
{
    /// <summary>The file is refused.</summary>
    Strict = 0,

    /// <summary>What has one safe reading is read so, and told. Geometry, datum and restriction are never guessed.</summary>
    Lenient,
}

/// <summary>The formats of zones.</summary>
public enum GeozoneFormat
{
    /// <summary>Found out from the content.</summary>
    Detect = 0,
    Ed318,
    Ed269,
    GeoJson,
    Kml,
    Kmz,
}

/// <summary>A place of ours whose position is known, for finding data in the wrong datum.</summary>
/// <param name="Identifier">Its id, as a zone of it would carry.</param>
/// <param name="Names">Names that a zone of it would carry within its own; may be empty.</param>
/// <param name="Position">WGS 84.</param>
/// <param name="IsAerodrome">Whether a circle about it speaks of it even without its name.</param>
public sealed record KnownPlace(string Identifier, IReadOnlyList<string> Names, LatLon Position, bool IsAerodrome);

/// <summary>How a file is to be read.</summary>
public sealed record ImportOptions
{
    public ImportMode Mode { get; init; }

    public GeozoneFormat Format { get; init; }

    public required ImportLimits Limits { get; init; }

    public required GeozoneProvenance Provenance { get; init; }

    /// <summary>Where zones are expected, for telling swapped coordinates; null for anywhere.</summary>
    public GeoBox? Region { get; init; }

    public IReadOnlyList<KnownPlace> KnownPlaces { get; init; } = [];
}

/// <summary>One departure of a file from its format, with what became of it.</summary>
/// <param name="Problem">Its kind.</param>
/// <param name="File">The file as the reader was told its name.</param>
/// <param name="Feature">Which feature: <c>features[3] (ZSZSCA)</c>, or <c>(file)</c>.</param>
/// <param name="Key">The key within the feature: <c>geometry.coordinates[0][5]</c>.</param>
/// <param name="Expected">What was expected.</param>
/// <param name="Found">What was found.</param>
/// <param name="Done">What was done: refused, or how it was read.</param>
public sealed record ImportDiagnostic(ImportProblem Problem, string File, string Feature, string Key, string Expected, string Found, string Done)
{
    public const string Refused = "refused";

    public bool IsRefusal => Done == Refused;

    /// <summary>A code that others can look for: SITE_OFFSET_SUSPECT, SELF_INTERSECTION.</summary>
    public string Code => string.Concat(Problem.ToString().Select((letter, index) => index > 0 && char.IsUpper(letter) ? $"_{letter}" : $"{char.ToUpperInvariant(letter)}"));

    public override string ToString() => $"{File}: {Feature}: {Key}: {Code}: expected {Expected}; found {Found}; {Done}";
}

/// <summary>What came of a file: all of its zones, or none and the reasons. Never a part of it.</summary>
/// <param name="Set">The zones; null where the file was refused.</param>
/// <param name="Diagnostics">Every departure, in the order of the file.</param>
public sealed record GeozoneImport(GeozoneSet? Set, IReadOnlyList<ImportDiagnostic> Diagnostics)
{
    public IEnumerable<ImportDiagnostic> Refusals => Diagnostics.Where(diagnostic => diagnostic.IsRefusal);
}
