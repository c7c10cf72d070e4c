using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DroneLogistics.Formats;

/// <summary>Data files with fitted numbers put into them; everything else stays as it was written.</summary>
public static class FittedDataFile
{
    // So many digits that what is read back differs by less than any of the numbers is known.
    private const int SignificantDigits = 5;

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An aircraft file with numbers of <c>parameters</c> replaced, their status fitted.</summary>
    /// <param name="json">The file.</param>
    /// <param name="numbers">Keys, values and what they were fitted to; keys that the file does not have are left out.</param>
    public static string Aircraft(ReadOnlyMemory<byte> json, IEnumerable<(string Key, double Value, string Source)> numbers)
    {
        var root = JsonNode.Parse(json.Span)!.AsObject();
        var parameters = root["parameters"]!.AsObject();
        foreach (var (key, value, source) in numbers.Where(number => parameters.ContainsKey(number.Key)))
        {
            parameters[key] = Number(value, source);
        }

        return Text(root);
    }

    /// <summary>A file of recorded routes with flown lengths replaced.</summary>
    public static string Routes(ReadOnlyMemory<byte> json, IReadOnlyDictionary<string, double> lengths, string source)
    {
        var root = JsonNode.Parse(json.Span)!.AsObject();
        foreach (var route in root["routes"]!.AsArray().Select(node => node!.AsObject()))
        {
            if (lengths.TryGetValue(route["name"]!.GetValue<string>(), out var metres))
            {
                route["flownLengthM"] = Number(metres, source);
            }
        }

        return Text(root);
    }

    private static JsonObject Number(double value, string source) => new() { ["value"] = Rounded(value), ["status"] = "fitted", ["source"] = source };

    private static double Rounded(double value)
    {
        var digits = SignificantDigits - 1 - (int)Math.Floor(Math.Log10(Math.Abs(value)));
        return value == 0 || digits < 0 ? value : Math.Round(value, Math.Min(digits, 15));
    }

    private static string Text(JsonObject root) => root.ToJsonString(Readable) + "\n";
}
