using System.Text.Json;

namespace DroneLogistics.Airspace.Formats;

/// <summary>A JSON value of a file of zones with its place, so that everything wrong with it is told by feature and key.</summary>
internal sealed record JsonPlace(ImportLog Log, string Feature, string Key, JsonElement Value)
{
    private const string Ignored = "ignored";

    public bool IsNull => Value.ValueKind == JsonValueKind.Null;

    /// <summary>The key of a member; one without a name is told by its quotes.</summary>
    private string Below(string name) => (Key.Length == 0 ? string.Empty : Key + ".") + (name.Length == 0 ? "\"\"" : name);

    private string Told => Key.Length == 0 ? "(root)" : Key;

    public RefusedException Refuse(ImportProblem problem, string expected, string found) => Log.Refuse(problem, Feature, Told, expected, found);

    public void Depart(ImportProblem problem, string expected, string found, string done) => Log.Depart(problem, Feature, Told, expected, found, done);

    public void Tell(ImportProblem problem, string expected, string found, string done) => Log.Tell(problem, Feature, Told, expected, found, done);

    /// <summary>A member of an object; null where it is missing. An explicit null is a departure, read as missing.</summary>
    public JsonPlace? Find(string name)
    {
        if (!Value.TryGetProperty(name, out var value))
        {
            return null;
        }

        var place = this with { Key = Below(name), Value = value };
        if (!place.IsNull)
        {
            return place;
        }

        place.Depart(ImportProblem.WrongKind, "a value, or the key left out", "null", "read as left out");
        return null;
    }

    public JsonPlace Get(string name) =>
        Find(name) ?? throw Log.Refuse(ImportProblem.MissingKey, Feature, Below(name), "this key", "nothing");

    public JsonPlace AsObject() => Value.ValueKind == JsonValueKind.Object ? this : throw Refuse(ImportProblem.WrongKind, "an object", Describe());

    public IEnumerable<JsonPlace> Items()
    {
        if (Value.ValueKind != JsonValueKind.Array)
        {
            throw Refuse(ImportProblem.WrongKind, "a list", Describe());
        }

        return Value.EnumerateArray().Select((item, index) => this with { Key = $"{Key}[{index}]", Value = item });
    }

    /// <summary>Keys that the format does not have.</summary>
    public void AllowOnly(params ReadOnlySpan<string> names)
    {
        foreach (var member in Value.EnumerateObject())
        {
            if (!IsOneOf(member, names))
            {
                Log.Depart(ImportProblem.UnknownKey, Feature, Below(member.Name), $"only {string.Join(", ", names!)}", "another key", Ignored);
            }
        }
    }

    /// <summary>Keys of an object that may hold others: those are told and not read.</summary>
    public void TellOthers(params ReadOnlySpan<string> names)
    {
        foreach (var member in Value.EnumerateObject())
        {
            if (!IsOneOf(member, names))
            {
                Log.Tell(ImportProblem.UnknownKey, Feature, Below(member.Name), "a key of the format", "another key", Ignored);
            }
        }
    }

    public string Text(int most)
    {
        if (Value.ValueKind != JsonValueKind.String)
        {
            throw Refuse(ImportProblem.WrongKind, "a text", Describe());
        }

        var text = Characters(Value) ?? throw Refuse(ImportProblem.NotReadable, "a text of whole characters", "half a surrogate pair");
        if (text.Length > most)
        {
            Depart(ImportProblem.TextTooLong, $"at most {most} characters", $"{text.Length}", "kept whole");
        }

        return text;
    }

    /// <summary>A word of a closed list; an unknown one is refused in both modes.</summary>
    public T Word<T>(WordList<T> words, ImportProblem problem = ImportProblem.UnknownWord)
        where T : struct, Enum
    {
        var text = Text(int.MaxValue);
        if (words.Find(text) is { } value)
        {
            return value;
        }

        if (words.FindLoosely(text) is not { } meant)
        {
            throw Refuse(problem, $"one of {words}", $"\"{text}\"");
        }

        Depart(problem, $"one of {words}", $"\"{text}\"", $"read as {words.Write(meant)}");
        return meant;
    }

    public double Number()
    {
        if (Value.ValueKind != JsonValueKind.Number)
        {
            throw Refuse(ImportProblem.WrongKind, "a number", Describe());
        }

        // 1e999 is JSON and no double.
        var number = Value.GetDouble();
        return double.IsFinite(number) ? number : throw Refuse(ImportProblem.NotFinite, "a finite number", Value.GetRawText());
    }

    private static bool IsOneOf(JsonProperty member, ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (member.NameEquals(name))
            {
                return true;
            }
        }

        return false;
    }

    public string Describe() => Value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => $"the text \"{Shortened(Characters(Value) ?? Value.GetRawText())}\"",
        JsonValueKind.Number => $"the number {Value.GetRawText()}",
        JsonValueKind.Null => "null",
        _ => Value.GetRawText(),
    };

    /// <summary>The text of a JSON string; null where an escape stands for half a character, which JSON's grammar allows.</summary>
    public static string? Characters(JsonElement text)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string Shortened(string text) => text.Length <= 40 ? text : text[..40] + "...";
}
