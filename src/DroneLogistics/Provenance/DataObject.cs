using System.Text.Json;

namespace DroneLogistics.Provenance;

/// <summary>
/// One JSON object of a data file, read strictly: a missing key, a key nobody asked for, a wrong kind of value or a number
/// outside its bounds is a <see cref="DataFileException"/> that names file and key. Call <see cref="Close"/> after the last key.
/// </summary>
public sealed class DataObject
{
    private readonly string file;
    private readonly string path;
    private readonly JsonElement element;
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);

    private DataObject(string file, string path, JsonElement element)
    {
        this.file = file;
        this.path = path;
        this.element = element;

        // Asked of every object as it is opened, not of the JSON reader, which would name neither place nor key.
        var twice = element.EnumerateObject().GroupBy(property => property.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            throw Trouble(twice.Key, $"stands {twice.Count()} times in one object; expected once");
        }
    }

    /// <summary>The root object of a file.</summary>
    /// <exception cref="DataFileException">Empty, not JSON, a key twice, or not an object at the root.</exception>
    public static DataObject Parse(ReadOnlyMemory<byte> json, string file)
    {
        if (json.IsEmpty)
        {
            throw new DataFileException(file, "(file)", "is empty; expected a JSON object");
        }

        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 32 });
            var root = document.RootElement.Clone();
            return root.ValueKind == JsonValueKind.Object
                ? new DataObject(file, string.Empty, root)
                : throw new DataFileException(file, "(root)", $"is {Describe(root.ValueKind)}; expected a JSON object");
        }
        catch (JsonException trouble)
        {
            var line = (trouble.LineNumber ?? 0) + 1;
            throw new DataFileException(file, $"line {line}", $"is not JSON: {trouble.Message}", trouble);
        }
    }

    public bool Has(string key) => element.TryGetProperty(key, out _);

    public string Text(string key)
    {
        var value = Get(key);
        var text = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        return string.IsNullOrWhiteSpace(text)
            ? throw Trouble(key, $"is {Describe(value.ValueKind)}; expected a text that is not blank")
            : text;
    }

    /// <summary>A text that may be empty.</summary>
    public string TextOrEmpty(string key)
    {
        var value = Get(key);
        return value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw Trouble(key, $"is {Describe(value.ValueKind)}; expected a text");
    }

    public IReadOnlyList<string> Texts(string key) =>
        [.. Items(key).Select((item, index) => item.ValueKind == JsonValueKind.String
            ? item.GetString()!
            : throw Trouble($"{key}[{index}]", $"is {Describe(item.ValueKind)}; expected a text"))];

    /// <summary>A finite number within [minimum, maximum].</summary>
    public double Number(string key, double minimum, double maximum)
    {
        var value = Get(key);
        return InBounds(key, value, minimum, maximum);
    }

    public bool Flag(string key)
    {
        var value = Get(key);
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : throw Trouble(key, $"is {Describe(value.ValueKind)}; expected true or false");
    }

    /// <summary>One of the words of a closed list.</summary>
    public T OneOf<T>(string key, IReadOnlyDictionary<string, T> words)
    {
        var word = Text(key);
        return words.TryGetValue(word, out var value)
            ? value
            : throw Trouble(key, $"is \"{word}\"; expected one of {string.Join(", ", words.Keys.Select(w => $"\"{w}\""))}");
    }

    public DataObject Child(string key) => AsObject(key, Get(key));

    public IReadOnlyList<DataObject> Children(string key) =>
        [.. Items(key).Select((item, index) => AsObject($"{key}[{index}]", item))];

    /// <summary>The keys of this object, in file order.</summary>
    public IReadOnlyList<string> Keys => [.. element.EnumerateObject().Select(property => property.Name)];

    /// <summary>
    /// A number with provenance: <c>{ "value": 90, "status": "assumed", "source": "class-values" }</c>. The source is a key of
    /// <paramref name="sources"/>, or a text of its own. <c>null</c> is "not known", where <paramref name="mayBeUnknown"/>.
    /// </summary>
    public SourcedNumber Sourced(
        string key,
        string unit,
        double minimum,
        double maximum,
        IReadOnlyDictionary<string, string> sources,
        bool mayBeUnknown = false)
    {
        var entry = Child(key);
        var value = entry.Get("value");
        double? number = value.ValueKind == JsonValueKind.Null
            ? mayBeUnknown ? null : throw entry.Trouble("value", "is null; this number must be known")
            : entry.InBounds("value", value, minimum, maximum);
        var status = entry.OneOf("status", SourceStatusWords.All);
        var source = entry.Text("source");
        entry.Close();
        return new SourcedNumber(key, number, unit, status, sources.TryGetValue(source, out var spelledOut) ? spelledOut : source);
    }

    /// <summary>The spelled-out sources of a file, by the short name under which its records refer to them.</summary>
    public IReadOnlyDictionary<string, string> Sources()
    {
        var texts = Child("sources");
        return texts.Keys.ToDictionary(key => key, texts.Text, StringComparer.Ordinal);
    }

    /// <summary>The records under a key, each id once.</summary>
    /// <exception cref="DataFileException">An id stands twice, or a record is refused.</exception>
    public IReadOnlyList<T> Records<T>(string key, Func<DataObject, T> read, Func<T, string> id)
    {
        var records = Children(key).Select(read).ToList();
        var twice = records.GroupBy(id, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        return twice is null ? records : throw Trouble(key, $"has the id \"{twice.Key}\" {twice.Count()} times; expected once");
    }

    /// <summary>Refuses keys that nobody asked for: a misspelt key would otherwise be a silent default.</summary>
    public void Close()
    {
        var unknown = Keys.FirstOrDefault(key => !asked.Contains(key));
        if (unknown is not null)
        {
            throw Trouble(unknown, $"is not a key of this object; expected only {string.Join(", ", asked.Order(StringComparer.Ordinal))}");
        }
    }

    /// <summary>An exception that names this file and the key.</summary>
    public DataFileException Trouble(string key, string problem) => new(file, path.Length == 0 ? key : $"{path}.{key}", problem);

    private JsonElement Get(string key)
    {
        asked.Add(key);
        return element.TryGetProperty(key, out var value) ? value : throw Trouble(key, "is missing");
    }

    private IEnumerable<JsonElement> Items(string key)
    {
        var value = Get(key);
        return value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray()
            : throw Trouble(key, $"is {Describe(value.ValueKind)}; expected a list");
    }

    private DataObject AsObject(string key, JsonElement value) =>
        value.ValueKind == JsonValueKind.Object
            ? new DataObject(file, path.Length == 0 ? key : $"{path}.{key}", value)
            : throw Trouble(key, $"is {Describe(value.ValueKind)}; expected an object");

    private double InBounds(string key, JsonElement value, double minimum, double maximum)
    {
        if (value.ValueKind != JsonValueKind.Number)
        {
            throw Trouble(key, $"is {Describe(value.ValueKind)}; expected a number between {minimum:R} and {maximum:R}");
        }

        var number = value.GetDouble();
        return number >= minimum && number <= maximum && double.IsFinite(number)
            ? number
            : throw Trouble(key, $"is {number:R}; expected a number between {minimum:R} and {maximum:R}");
    }

    private static string Describe(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "true or false",
        JsonValueKind.Null => "null",
        _ => "nothing",
    };
}
