using System.Text;
using System.Text.Json.Nodes;

namespace DroneLogistics.Tests.Provenance;

/// <summary>One key of a data file: its path as the readers spell it, and how to reach it in the file's tree.</summary>
/// <param name="Path">For example <c>parameters.emptyMassKg.value</c> or <c>sites[0].id</c>.</param>
/// <param name="Steps">Names and list indices from the root.</param>
internal sealed record DataKey(string Path, IReadOnlyList<object> Steps)
{
    public string Name => (string)Steps[^1];

    /// <summary>All keys of objects in a file; of a list of like records the first stands for the others.</summary>
    public static IReadOnlyList<DataKey> AllOf(JsonNode root) => [.. Walk(root, string.Empty, [])];

    private static IEnumerable<DataKey> Walk(JsonNode? node, string path, object[] steps) => node switch
    {
        JsonObject record => record.SelectMany(entry =>
        {
            var key = new DataKey(path.Length == 0 ? entry.Key : $"{path}.{entry.Key}", [.. steps, entry.Key]);
            return Walk(entry.Value, key.Path, [.. key.Steps]).Prepend(key);
        }),
        JsonArray { Count: > 0 } list => Walk(list[0], $"{path}[0]", [.. steps, 0]),
        _ => [],
    };
}

/// <summary>A data file with one thing wrong in it.</summary>
internal static class Spoiled
{
    // No data file holds this text, so it can be replaced in the finished JSON by what a JSON tree cannot hold.
    private const string Mark = "@here@";

    public static JsonNode Tree(byte[] json) => JsonNode.Parse(json)!;

    public static JsonNode? ValueAt(byte[] json, DataKey key) => Parent(Tree(json), key)[key.Name];

    public static byte[] Without(byte[] json, DataKey key) => Change(json, key, parent => parent.Remove(key.Name));

    public static byte[] Renamed(byte[] json, DataKey key, string name) => Change(json, key, parent =>
    {
        var value = parent[key.Name]?.DeepClone();
        parent.Remove(key.Name);
        parent[name] = value;
    });

    public static byte[] WithExtra(byte[] json, DataKey beside, string name) => Change(json, beside, parent => parent[name] = 1);

    public static byte[] With(byte[] json, DataKey key, JsonNode? value) => Change(json, key, parent => parent[key.Name] = value);

    /// <summary>The value replaced by a literal that need not be JSON.</summary>
    public static byte[] WithLiteral(byte[] json, DataKey key, string literal) =>
        Replace(With(json, key, Mark), $"\"{Mark}\"", literal);

    /// <summary>The key twice, with its value.</summary>
    public static byte[] Twice(byte[] json, DataKey key) =>
        Replace(Change(json, key, parent => parent[Mark] = parent[key.Name]?.DeepClone()), Mark, key.Name);

    private static byte[] Change(byte[] json, DataKey key, Action<JsonObject> change)
    {
        var root = Tree(json);
        change(Parent(root, key));
        return Encoding.UTF8.GetBytes(root.ToJsonString(new() { WriteIndented = true }));
    }

    private static JsonObject Parent(JsonNode root, DataKey key) =>
        key.Steps.SkipLast(1).Aggregate(root, (node, step) => step is int index ? node[index]! : node[(string)step]!).AsObject();

    private static byte[] Replace(byte[] json, string mark, string text) =>
        Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(json).Replace(mark, text, StringComparison.Ordinal));
}
