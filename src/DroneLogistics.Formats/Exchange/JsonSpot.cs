using System.Text.Json;
using DroneLogistics.Geodesy;
using DroneLogistics.Provenance;

namespace DroneLogistics.Formats.Exchange;

/// <summary>One value of a JSON file of others: keys that nobody asked for are left alone, what is asked for is checked and named where it is wrong.</summary>
internal sealed class JsonSpot
{
    private readonly string file;
    private readonly JsonElement element;

    private JsonSpot(string file, string path, JsonElement element)
    {
        this.file = file;
        this.element = element;
        Path = path;
    }

    /// <summary>Where it stands: <c>mission.items[3].command</c>.</summary>
    public string Path { get; }

    public JsonValueKind Kind => element.ValueKind;

    /// <summary>The root of a file.</summary>
    /// <exception cref="DataFileException">No JSON, nested too deep, or a key twice in one object.</exception>
    public static JsonSpot Parse(ReadOnlyMemory<byte> content, string file)
    {
        byte[] mark = [0xEF, 0xBB, 0xBF];
        var json = content.Span.StartsWith(mark) ? content[mark.Length..] : content;
        if (!System.Text.Unicode.Utf8.IsValid(json.Span))
        {
            throw new DataFileException(file, "(file)", "is not UTF-8 text");
        }

        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = WayLimits.MaxNesting, AllowDuplicateProperties = false });
            return new JsonSpot(file, string.Empty, document.RootElement.Clone());
        }
        catch (Exception trouble) when (trouble is JsonException or InvalidOperationException)
        {
            // The second kind: a key with half a character.
            var line = ((trouble as JsonException)?.LineNumber ?? 0) + 1;
            throw new DataFileException(file, $"line {line}", $"is not JSON of at most {WayLimits.MaxNesting} levels with each key once: {trouble.Message.Split(" LineNumber:")[0]}", trouble);
        }
    }

    /// <summary>The value of a key; null where there is none, or it is null.</summary>
    public JsonSpot? Find(string key) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null
            ? new JsonSpot(file, Path.Length == 0 ? key : $"{Path}.{key}", value)
            : null;

    public JsonSpot Get(string key) => Kind == JsonValueKind.Object
        ? Find(key) ?? throw new DataFileException(file, Path.Length == 0 ? key : $"{Path}.{key}", "is missing")
        : throw Trouble("an object");

    /// <summary>The items of a list.</summary>
    /// <param name="most">More are refused.</param>
    public IReadOnlyList<JsonSpot> Items(int most)
    {
        if (Kind != JsonValueKind.Array)
        {
            throw Trouble("a list");
        }

        var length = element.GetArrayLength();
        return length <= most
            ? [.. element.EnumerateArray().Select((item, index) => new JsonSpot(file, $"{Path}[{index}]", item))]
            : throw Says($"has {length} items; expected at most {most}");
    }

    public string Text()
    {
        try
        {
            return Kind == JsonValueKind.String ? element.GetString()! : throw Trouble("a text");
        }
        catch (InvalidOperationException)
        {
            throw Says("has half of a character; expected a text");
        }
    }

    /// <summary>A finite number within [minimum, maximum].</summary>
    public double Number(double minimum, double maximum) =>
        Kind == JsonValueKind.Number && element.TryGetDouble(out var number) && double.IsFinite(number) && number >= minimum && number <= maximum
            ? number
            : throw Trouble(FormattableString.Invariant($"a number between {minimum:R} and {maximum:R}"));

    public int Whole(int minimum, int maximum) =>
        Kind == JsonValueKind.Number && element.TryGetInt32(out var number) && number >= minimum && number <= maximum
            ? number
            : throw Trouble($"a whole number between {minimum} and {maximum}");

    /// <summary>An instant of RFC 3339.</summary>
    public DateTimeOffset Instant() => WayText.Instant(Text()) ?? throw Trouble("an instant with its zone, such as 2026-12-01T01:00:00Z");

    public LatLon LatLon() => Items(4) is [var latitude, var longitude, ..] ? Place(latitude, longitude) : throw Trouble("a list of latitude and longitude");

    /// <summary>Longitude, latitude and, where there is one, a height.</summary>
    public (LatLon Place, double? Metres) LonLat() => Items(4) switch
    {
        [var longitude, var latitude] => (Place(latitude, longitude), null),
        [var longitude, var latitude, var height, ..] => (Place(latitude, longitude), height.Number(WayLimits.LeastMetres, WayLimits.MostMetres)),
        _ => throw Trouble("a list of longitude, latitude and a height"),
    };

    /// <summary>What is wrong with this value.</summary>
    public DataFileException Trouble(string expected) => Says($"is {Shown()}; expected {expected}");

    public DataFileException Says(string problem) => new(file, Path.Length == 0 ? "(root)" : Path, problem);

    public static LatLon Place(JsonSpot latitude, JsonSpot longitude) => new(latitude.Number(-90, 90), longitude.Number(-180, 180));

    private string Shown()
    {
        const int Most = 40;
        return Kind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "a list",
            JsonValueKind.Null => "null",
            _ when element.GetRawText() is var raw => raw.Length <= Most ? raw : raw[..Most] + "...",
            _ => "nothing",
        };
    }
}
