using DroneLogistics.Airspace;
using DroneLogistics.Airspace.Formats;
using DroneLogistics.Weather;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace DroneLogistics.Service;

/// <summary>A refused file of zones, obstacles or weather as an error of the contract: the place and the reason of each refusal.</summary>
public static class ImportRefusal
{
    /// <summary>Error details travel in the headers of the answer, which are bounded.</summary>
    public const int MostTold = 25;

    private const int LongestTold = 300;

    /// <summary>INVALID_ARGUMENT with a violation for each refusal, the first of them in ErrorInfo; RESOURCE_EXHAUSTED where there is too much of it.</summary>
    public static RpcException Of(string fileName, IReadOnlyList<ImportDiagnostic> refusals)
    {
        var details = new BadRequest();
        details.FieldViolations.AddRange(refusals.Take(MostTold).Select(refusal => new BadRequest.Types.FieldViolation
        {
            Field = Cut(FieldOf(refusal)),
            Reason = ReasonOf(refusal),
            Description = Cut($"is refused, {refusal.Code}: expected {refusal.Expected}; found {refusal.Found}."),
        }));
        var more = refusals.Count > MostTold ? FormattableString.Invariant($" {refusals.Count - MostTold} more are not told.") : string.Empty;
        return ErrorStatus.Build(
            ReasonOf(refusals[0]) is "FILE_TOO_LARGE" or "TOO_MANY_ITEMS" ? Code.ResourceExhausted : Code.InvalidArgument,
            ReasonOf(refusals[0]),
            FormattableString.Invariant($"{fileName} is refused, nothing of it is imported: {refusals.Count} refusals, the first of {Cut(FieldOf(refusals[0]))}, {refusals[0].Code}.{more}"),
            Any.Pack(details));
    }

    /// <summary>The same for a file of weather: the place and the code of each refusal.</summary>
    public static RpcException Of(string fileName, IReadOnlyList<WeatherDiagnostic> refusals)
    {
        var details = new BadRequest();
        details.FieldViolations.AddRange(refusals.Take(MostTold).Select(refusal => new BadRequest.Types.FieldViolation
        {
            Field = Cut($"content.{refusal.Where}"),
            Reason = refusal.Code,
            Description = Cut($"is refused, {refusal.Code}: expected {refusal.Expected}; found {refusal.Found}."),
        }));
        var more = refusals.Count > MostTold ? FormattableString.Invariant($" {refusals.Count - MostTold} more are not told.") : string.Empty;
        return ErrorStatus.Build(
            Code.InvalidArgument,
            refusals[0].Code,
            FormattableString.Invariant($"{fileName} is refused, nothing of it is imported and the forecast in force stays: {refusals.Count} reasons, the first of {Cut(refusals[0].Where)}, {refusals[0].Code}: expected {Cut(refusals[0].Expected)}; found {Cut(refusals[0].Found)}.{more}"),
            Any.Pack(details));
    }

    /// <summary>Feature and key as one path; of the file as a whole, the key.</summary>
    public static string FieldOf(ImportDiagnostic diagnostic) =>
        diagnostic.Feature == "(file)" ? $"content.{diagnostic.Key}" : $"content.{diagnostic.Feature}.{diagnostic.Key}";

    /// <summary>The reason of the contract's closed list.</summary>
    public static string ReasonOf(ImportDiagnostic diagnostic) => diagnostic.Problem switch
    {
        ImportProblem.NotReadable when diagnostic.Key == "(encoding)" => "TEXT_ENCODING",
        ImportProblem.NotReadable when diagnostic.Key == "(archive)" => "ARCHIVE_CORRUPT",
        ImportProblem.NotReadable => diagnostic.Expected == "XML" ? "XML_FORMAT" : "JSON_FORMAT",
        ImportProblem.FileTooLarge => "FILE_TOO_LARGE",
        ImportProblem.NestedTooDeep => diagnostic.Key.Contains('/', StringComparison.Ordinal) ? "XML_DEPTH" : "JSON_DEPTH",
        ImportProblem.UnknownFormat => "GEOJSON_TYPE",
        ImportProblem.ForbiddenContent => diagnostic.Expected.Contains("DTD", StringComparison.Ordinal) ? "XML_DTD_FORBIDDEN" : "KML_NETWORKLINK_FORBIDDEN",
        ImportProblem.ArchivePath => "ARCHIVE_PATH",
        ImportProblem.ArchiveBomb => "ARCHIVE_RATIO",
        ImportProblem.MissingKey => "REQUIRED",
        ImportProblem.WrongKind when diagnostic.Key.Contains(".coordinates[", StringComparison.Ordinal) && diagnostic.Expected is "degrees" or "longitude,latitude or longitude,latitude,altitude" => "POSITION_FORMAT",
        ImportProblem.UnknownKey or ImportProblem.WrongKind => "JSON_FORMAT",
        ImportProblem.DuplicateKey => "DUPLICATE_KEY",
        ImportProblem.UnknownWord => "ENUM_UNKNOWN",
        ImportProblem.TextTooLong => "FIELD_TOO_LONG",
        ImportProblem.OutOfRange => OutOfRange(diagnostic.Key),
        ImportProblem.NotFinite => "NOT_FINITE",
        ImportProblem.DuplicateIdentifier => diagnostic.Key.EndsWith("identifier", StringComparison.Ordinal) ? "ZONE_CONFLICT" : "OBSTACLE_CONFLICT",
        ImportProblem.AssumedValue => "REQUIRED",
        ImportProblem.NoArea => "RING_ZERO_AREA",
        ImportProblem.TooFewPositions => "RING_TOO_SHORT",
        ImportProblem.TooManyVertices => "TOO_MANY_VERTICES",
        ImportProblem.RingNotClosed => "RING_NOT_CLOSED",
        ImportProblem.WrongWinding => "RING_ORIENTATION",
        ImportProblem.RepeatedPosition or ImportProblem.SelfIntersection => "RING_SELF_INTERSECTS",
        ImportProblem.InvalidPolygon => "HOLE_OUTSIDE_SHELL",
        ImportProblem.HolesOverlap => "HOLES_OVERLAP",
        ImportProblem.LimitsEqual => "ALTITUDE_EMPTY",
        ImportProblem.ArchiveLink => "ARCHIVE_LINK",
        ImportProblem.ArchiveNested => "ARCHIVE_NESTED",
        ImportProblem.XmlEncoding => "XML_ENCODING",
        ImportProblem.CrossesAntimeridian => "LONGITUDE_RANGE",
        ImportProblem.SwappedCoordinates => "OUTSIDE_SERVICE_AREA",
        ImportProblem.InvalidCircle => "NOT_POSITIVE",
        ImportProblem.UnsupportedGeometry => "GEOJSON_TYPE",
        ImportProblem.UnknownVerticalReference => "ALTITUDE_REFERENCE",
        ImportProblem.LimitsReversed => "ALTITUDE_ORDER",
        ImportProblem.InvalidTime => "TIMESTAMP_INVALID",
        ImportProblem.SiteOffsetSuspect => "SITE_OFFSET_SUSPECT",
        _ => throw new System.Diagnostics.UnreachableException($"{diagnostic.Problem} has no reason."),
    };

    /// <summary>The reason of a fault of a ring.</summary>
    public static string ReasonOf(ImportProblem ringProblem) => ReasonOf(new ImportDiagnostic(ringProblem, string.Empty, string.Empty, string.Empty, string.Empty, string.Empty, string.Empty));

    private static string OutOfRange(string key) =>
        key is "features" or "obstacles" or "Placemark" || key.EndsWith("day", StringComparison.Ordinal) ? "TOO_MANY_ITEMS"
        : key.Contains("coordinates", StringComparison.Ordinal) ? "LATITUDE_RANGE"
        : key.EndsWith("latitudeDeg", StringComparison.Ordinal) ? "LATITUDE_RANGE"
        : key.EndsWith("longitudeDeg", StringComparison.Ordinal) ? "LONGITUDE_RANGE"
        : key.Contains("topM", StringComparison.Ordinal) ? "TOP_RANGE"
        : key.EndsWith("horizontalAccuracyM", StringComparison.Ordinal) ? "ACCURACY_RANGE"
        : key.EndsWith("zoneAuthority", StringComparison.Ordinal) ? "REQUIRED"
        : "ID_FORMAT";

    // Words of the file end on somebody's terminal: no control characters.
    private static string Cut(string text)
    {
        var plain = new string([.. text.Take(LongestTold).Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? '?' : letter)]);
        return text.Length <= LongestTold ? plain : plain + "…";
    }
}
