using System.Globalization;

namespace DroneLogistics.Airspace.Formats;

/// <summary>
/// A zone of a format that has no words for zones (KML, plain GeoJSON): flat names and texts beside a geometry. Strict: <c>identifier</c>,
/// <c>country</c>, <c>type</c>, <c>lower</c>, <c>lowerReference</c>, <c>upper</c>, <c>upperReference</c> (words of ED-318; <c>uom</c> m or
/// ft, m where missing) must stand there; limits may be <c>none</c>. Lenient: what is missing takes the reading that keeps most flights off.
/// </summary>
internal sealed class PlainZone(ImportLog log, string feature, string keyPrefix, IReadOnlyDictionary<string, string> values)
{
    public const string NoLimit = "none";

    private static readonly string[] Keys = ["identifier", "country", "type", "lower", "lowerReference", "upper", "upperReference", "uom", "radius", "name", "description"];

    private const string LenientCountry = "XXX";

    public Geozone Make(int number, string prefix, string? name, string? description, Func<double?, IReadOnlyList<ZoneShape>> shapes)
    {
        foreach (var other in values.Keys.Except(Keys))
        {
            log.Tell(ImportProblem.UnknownKey, feature, keyPrefix + other, "a key of zones", "another key", "ignored");
        }

        var layer = Layer();
        return new Geozone
        {
            Id = Id(number, prefix),
            Names = name is { Length: > 0 } ? [new LocalizedText("en", name)] : [],
            Type = Type(),
            Variant = ZoneVariant.Common,
            Messages = description is { Length: > 0 } ? [new LocalizedText("en", description)] : [],
            Authorities = [new ZoneAuthority(AuthorityPurpose.Authorization)],
            Volumes = [.. shapes(Radius()).Select(shape => new ZoneVolume(shape, layer))],
        };
    }

    private ZoneId Id(int number, string prefix)
    {
        var country = Need("country", "three capitals (ISO 3166-1 alpha-3)", LenientCountry);
        var identifier = Need("identifier", $"1 to {ZoneId.StandardLength} {ZoneId.IdentifierRule}", $"{prefix}{number.ToString("D5", CultureInfo.InvariantCulture)}");
        if (!ZoneId.IsCountry(country))
        {
            throw Refuse(ImportProblem.OutOfRange, "country", "three capitals (ISO 3166-1 alpha-3)", country);
        }

        if (!ZoneId.IsIdentifier(identifier))
        {
            throw Refuse(ImportProblem.OutOfRange, "identifier", $"1 to {ZoneId.StandardLength} {ZoneId.IdentifierRule}", identifier);
        }

        if (identifier.Length > ZoneId.StandardLength)
        {
            log.Depart(ImportProblem.TextTooLong, feature, keyPrefix + "identifier", $"at most {ZoneId.StandardLength} characters", $"{identifier.Length}", "kept whole");
        }

        return new ZoneId(country, identifier);
    }

    private ZoneType Type()
    {
        var word = Need("type", $"one of {Ed318Words.Types}", Ed318Words.Types.Write(ZoneType.Prohibited));
        return Ed318Words.Types.Find(word) ?? throw Refuse(ImportProblem.UnknownWord, "type", $"one of {Ed318Words.Types}", word);
    }

    private ZoneLayer Layer()
    {
        var word = values.GetValueOrDefault("uom") ?? Ed318Words.Units.Write(LimitUnit.Metres);
        var unit = Ed318Words.Units.Find(word) ?? throw Refuse(ImportProblem.UnknownWord, "uom", $"one of {Ed318Words.Units}", word);
        var (lower, upper) = (Limit("lower", unit), Limit("upper", unit));
        return lower is { } low && upper is { } high && low.Reference == high.Reference && low.Height > high.Height
            ? throw Refuse(ImportProblem.LimitsReversed, "lower", "a lower limit below the upper", FormattableString.Invariant($"{low.Figure:R}"))
            : lower is { } floor && upper is { } ceiling && floor.Reference == ceiling.Reference && floor.Height == ceiling.Height
            ? throw Refuse(ImportProblem.LimitsEqual, "lower", "a lower limit below the upper", FormattableString.Invariant($"{floor.Figure:R} for both"))
            : new ZoneLayer(lower, upper);
    }

    private VerticalLimit? Limit(string key, LimitUnit unit)
    {
        var text = Need(key, $"a number, or {NoLimit}", NoLimit);
        if (text == NoLimit)
        {
            return null;
        }

        var figure = Number(key, text);
        var referenceKey = key + "Reference";
        var word = values.GetValueOrDefault(referenceKey) ?? throw Refuse(ImportProblem.UnknownVerticalReference, referenceKey, $"one of {Ed318Words.References}", "nothing");
        return new VerticalLimit(figure, unit, Ed318Words.References.Find(word) ?? throw Refuse(ImportProblem.UnknownVerticalReference, referenceKey, $"one of {Ed318Words.References}", word));
    }

    private double? Radius() => values.GetValueOrDefault("radius") is { } text ? Number("radius", text) : null;

    private double Number(string key, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw Refuse(ImportProblem.NotFinite, key, "a finite number", text);

    private string Need(string key, string expected, string reading)
    {
        if (values.GetValueOrDefault(key) is { } value)
        {
            return value;
        }

        log.Depart(ImportProblem.MissingKey, feature, keyPrefix + key, expected, "nothing", $"read as {reading}");
        return reading;
    }

    private RefusedException Refuse(ImportProblem problem, string key, string expected, string found) => log.Refuse(problem, feature, keyPrefix + key, expected, $"\"{found}\"");
}
