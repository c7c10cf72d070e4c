using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DroneLogistics.Dispatch.Applications;
using DroneLogistics.Formats.Exchange;

namespace DroneLogistics.Formats.Applications;

/// <summary>What of a document that was filed its proof is made anew from.</summary>
/// <param name="Applicant">What the applicant said.</param>
/// <param name="IsUrgent">Relief or medical rescue.</param>
/// <param name="Request">The question in the JSON of the API.</param>
public sealed record FiledApplication(Applicant Applicant, bool IsUrgent, string Request)
{
    /// <summary>Reads a document whose seal is intact.</summary>
    /// <exception cref="Provenance.DataFileException">It is another kind of document, or one of a later version.</exception>
    public static FiledApplication Read(string document, string file)
    {
        var root = JsonSpot.Parse(Encoding.UTF8.GetBytes(document), file).Get("document");
        var (format, version, rule) = (root.Get("format"), root.Get("version"), root.Get("case"));
        if (format.Text() != ApplicationDocument.Format)
        {
            throw format.Trouble($"\"{ApplicationDocument.Format}\"");
        }

        _ = version.Whole(1, 1);
        string Text(string part, string key) => root.Get(part).Get(key).Text();
        return new FiledApplication(
            new Applicant
            {
                OperatorName = Text("operator", "name"),
                OperatorCertificate = Text("operator", "certificate"),
                OperatorContact = Text("operator", "contact"),
                Insurance = Text("operator", "insurance"),
                PilotName = Text("pilot", "name"),
                PilotLicence = Text("pilot", "licence"),
                Registration = Text("aircraft", "registration"),
                SerialNumber = Text("aircraft", "serialNumber"),
                Task = Text("task", "purpose"),
                FlightMode = Text("task", "flightMode"),
                Communication = Text("equipment", "communication"),
                Navigation = Text("equipment", "navigation"),
                Surveillance = Text("equipment", "surveillance"),
                TransponderCode = Text("equipment", "transponderCode"),
                LinkFrequency = Text("commandAndControl", "frequency"),
                LinkBandwidth = Text("commandAndControl", "bandwidth"),
                ContingencyProcedures = root.Get("contingencyProcedures").Text(),
                SpecialNeeds = root.Get("specialNeeds").Text(),
                Other = root.Get("other").Text(),
            },
            rule.Text() == "urgent",
            JsonNode.Parse(document)!["document"]!["request"]!.ToJsonString());
    }

    /// <summary>Values of a document that come out otherwise when its proof is made anew; numbers may differ in what another machine rounds.</summary>
    /// <param name="filed">The document as it was filed.</param>
    /// <param name="again">As it is now.</param>
    public static IReadOnlyList<(string Path, string Filed, string Again)> Differences(string filed, string again)
    {
        var (one, other) = (Values(filed), Values(again));
        return [.. one.Keys.Union(other.Keys)
            .Select(path => (Path: path, Filed: one.GetValueOrDefault(path, "nothing"), Again: other.GetValueOrDefault(path, "nothing")))
            .Where(value => !IsSame(value.Filed, value.Again))];
    }

    private static bool IsSame(string filed, string again)
    {
        // One step of the last digit that is written, of numbers rounded on either side of its middle.
        const double Least = 1e-7;
        return filed == again
            || (double.TryParse(filed, System.Globalization.CultureInfo.InvariantCulture, out var one) && double.TryParse(again, System.Globalization.CultureInfo.InvariantCulture, out var other)
                && Math.Abs(one - other) <= Math.Max(Least, Math.Min(StepOf(filed), StepOf(again)) * 1.001));
    }

    private static double StepOf(string number) => number.IndexOf('.', StringComparison.Ordinal) is var point and >= 0 ? Math.Pow(10, point + 1 - number.Length) : 1;

    private static Dictionary<string, string> Values(string json)
    {
        using var document = JsonDocument.Parse(json);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(document.RootElement, string.Empty);
        return values;

        void Add(JsonElement element, string path)
        {
            switch (element.ValueKind)
            {
                case JsonValueKind.Object:
                    foreach (var property in element.EnumerateObject())
                    {
                        Add(property.Value, path.Length == 0 ? property.Name : $"{path}.{property.Name}");
                    }

                    break;
                case JsonValueKind.Array:
                    foreach (var (index, item) in element.EnumerateArray().Index())
                    {
                        Add(item, $"{path}[{index}]");
                    }

                    break;
                default:
                    values[path] = element.ValueKind == JsonValueKind.String ? $"\"{element.GetString()}\"" : element.GetRawText();
                    break;
            }
        }
    }
}
