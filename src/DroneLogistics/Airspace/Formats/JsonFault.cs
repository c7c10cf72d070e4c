using System.Text.Json;

namespace DroneLogistics.Airspace.Formats;

/// <summary>Finds the feature and key at which bytes stop to be JSON, nest too deep or repeat a key: the parser tells a line only.</summary>
internal static class JsonFault
{
    /// <summary>Where the first fault stands: feature (<c>features[2]</c> or <c>(file)</c>) and key within it.</summary>
    public static (string Feature, string Key, ImportProblem Problem, string Found) Find(ReadOnlySpan<byte> json, int maxDepth)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = maxDepth });
        var steps = new List<Level>();
        try
        {
            while (reader.Read())
            {
                if (!Step(ref reader, steps))
                {
                    return Told(steps, ImportProblem.DuplicateKey, "the key a second time");
                }
            }

            return Told(steps, ImportProblem.NotReadable, "no fault");
        }
        catch (InvalidOperationException)
        {
            return Told(steps, ImportProblem.NotReadable, "a key with half a surrogate pair");
        }
        catch (JsonException trouble)
        {
            // The reader refuses the bracket that would open one level too many.
            var isDeep = steps.Count >= maxDepth;
            Enter(steps);
            return Told(steps, isDeep ? ImportProblem.NestedTooDeep : ImportProblem.NotReadable, isDeep ? $"more than {maxDepth} levels" : $"line {(trouble.LineNumber ?? 0) + 1}: {trouble.Message}");
        }
    }

    private static bool Step(ref Utf8JsonReader reader, List<Level> steps)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                var name = reader.GetString()!;
                steps[^1].Name = name;
                return steps[^1].Seen!.Add(name);
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                Enter(steps);
                steps.Add(new Level(isObject: reader.TokenType == JsonTokenType.StartObject));
                return true;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                steps.RemoveAt(steps.Count - 1);
                return true;
            default:
                Enter(steps);
                return true;
        }
    }

    /// <summary>A value begins: the next of its list.</summary>
    private static void Enter(List<Level> steps)
    {
        if (steps.Count > 0 && steps[^1].Seen is null)
        {
            steps[^1].Index++;
        }
    }

    private static (string Feature, string Key, ImportProblem Problem, string Found) Told(List<Level> steps, ImportProblem problem, string found)
    {
        // A whole path of hundreds of levels helps nobody.
        const int Most = 12;
        var parts = steps.Select(level => level.Seen is null ? (level.Index < 0 ? string.Empty : $"[{level.Index}]") : level.Name is null ? string.Empty : $".{level.Name}").ToList();
        var isFeature = parts.Count >= 2 && parts[0] == ".features" && parts[1].Length > 0;
        var feature = isFeature ? $"features{parts[1]}" : "(file)";
        var key = string.Concat(parts.Skip(isFeature ? 2 : 0).Take(Most)).TrimStart('.');
        return (feature, key.Length == 0 ? "(root)" : key + (parts.Count > Most ? "..." : string.Empty), problem, found);
    }

    private sealed class Level(bool isObject)
    {
        public HashSet<string>? Seen { get; } = isObject ? new(StringComparer.Ordinal) : null;

        public string? Name { get; set; }

        public int Index { get; set; } = -1;
    }
}
