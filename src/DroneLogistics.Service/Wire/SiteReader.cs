using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DroneLogistics.Sites;
using DroneLogistics.Sites.Formats;

namespace DroneLogistics.Service;

/// <summary>Reads a site of the contract as the record of a data file that it would be: what is added is judged as what ships.</summary>
public static partial class SiteReader
{
    private const int MostPads = 20;

    private static readonly Dictionary<V1.Site.Types.Status, string> Statuses = new()
    {
        [V1.Site.Types.Status.Operating] = "operating",
        [V1.Site.Types.Status.Built] = "built",
        [V1.Site.Types.Status.Trial] = "trial",
        [V1.Site.Types.Status.Planned] = "planned",
        [V1.Site.Types.Status.TestCandidate] = "test-candidate",
    };

    // Where a key of the file stands in the contract, and the reason where its number is out of bounds.
    private static readonly Dictionary<string, (string Field, string Reason)> Fields = new(StringComparer.Ordinal)
    {
        ["name.en"] = ("display_name", "REQUIRED"),
        ["name.zh"] = ("display_name_zh", "REQUIRED"),
        ["latitudeDeg"] = ("position.latitude", "LATITUDE_RANGE"),
        ["longitudeDeg"] = ("position.longitude", "LONGITUDE_RANGE"),
        ["horizontalAccuracyM"] = ("horizontal_accuracy_m", "VALUE_RANGE"),
        ["elevationMAmsl"] = ("elevation_m_amsl", "ELEVATION_RANGE"),
        ["openingMinute"] = ("opening_minute", "TIME_OF_DAY"),
        ["closingMinute"] = ("closing_minute", "TIME_OF_DAY"),
        ["chargerCount"] = ("charger_count", "VALUE_RANGE"),
        ["chargerPowerW"] = ("charger_power", "VALUE_RANGE"),
        ["maxPadGustMps"] = ("max_pad_gust_mps", "WIND_RANGE"),
        ["maxPadCrosswindMps"] = ("max_pad_crosswind_mps", "WIND_RANGE"),
    };

    /// <summary>The site, or null where <paramref name="fields"/> now has a violation.</summary>
    /// <param name="id">Its id, well formed.</param>
    /// <param name="message">The raw message.</param>
    /// <param name="prefix">Path of the message in its request, for the violations.</param>
    /// <param name="fields">Takes the violations.</param>
    public static Site? Read(string id, V1.Site message, string prefix, FieldReader fields)
    {
        var before = fields.Complaints;
        FieldBehaviors.Require(message, prefix, fields);
        RecordJson.Texts(message, prefix, fields);
        fields.Count($"{prefix}.pads", message.Pads.Count, MostPads);
        if (message.Status != V1.Site.Types.Status.Unspecified)
        {
            AirspaceQueries.Enumeration($"{prefix}.status", message.Status, fields);
        }

        var pads = Pads(id, message, prefix, fields);
        var json = RecordJson.Of(fields, prefix, write => new JsonObject
        {
            ["id"] = id,
            ["name"] = new JsonObject { ["en"] = message.DisplayName, ["zh"] = message.DisplayNameZh },
            ["county"] = message.County,
            ["island"] = message.Island,
            ["latitudeDeg"] = write.Number("position.latitude", message.Position?.Latitude),
            ["longitudeDeg"] = write.Number("position.longitude", message.Position?.Longitude),
            ["horizontalAccuracyM"] = write.Number("horizontal_accuracy_m", message.HasHorizontalAccuracyM ? message.HorizontalAccuracyM : null),
            ["elevationMAmsl"] = write.Number("elevation_m_amsl", message.HasElevationMAmsl ? message.ElevationMAmsl : null),
            ["near"] = message.Near,
            ["status"] = Statuses.GetValueOrDefault(message.Status),
            ["source"] = message.Source,
            ["openingMinute"] = write.Sourced("opening_minute", message.OpeningMinute, "min"),
            ["closingMinute"] = write.Sourced("closing_minute", message.ClosingMinute, "min"),
            ["pads"] = new JsonArray([.. message.Pads.Select((pad, index) => (JsonNode)new JsonObject { ["number"] = pads[index], ["maxMassKg"] = write.Sourced($"pads[{index}].max_mass", pad.MaxMass, "kg", mayBeUnknown: true) })]),
            ["maxPadGustMps"] = write.Bare("max_pad_gust_mps", message.HasMaxPadGustMps ? message.MaxPadGustMps : null, message.Source),
            ["maxPadCrosswindMps"] = write.Bare("max_pad_crosswind_mps", message.HasMaxPadCrosswindMps ? message.MaxPadCrosswindMps : null, message.Source),
            ["chargerCount"] = write.Sourced("charger_count", message.ChargerCount, "1"),
            ["chargerPowerW"] = write.Sourced("charger_power", message.ChargerPower, "W"),
        });

        // What is not there was told already, each by its own field.
        return fields.Complaints > before ? null : RecordJson.Read(json, $"{SiteKind.Name}/{id}", SiteFile.ReadOne, FieldOf, prefix, fields);
    }

    private static (string Field, string Reason) FieldOf(string key)
    {
        if (PadKey().Match(key) is { Success: true } pad)
        {
            return ($"pads[{pad.Groups[1].Value}].max_mass", "VALUE_RANGE");
        }

        var (whole, rest) = Fields.ContainsKey(key) ? (key, string.Empty) : key.Split('.', 2) is [var first, var second] ? (first, $".{second}") : (key, string.Empty);
        return Fields.TryGetValue(whole, out var known) ? (known.Field + rest, known.Reason) : (key, "VALUE_RANGE");
    }

    /// <summary>The numbers of the pads: those in their names, or their places.</summary>
    private static int[] Pads(string id, V1.Site message, string prefix, FieldReader fields)
    {
        var numbers = message.Pads.Select((pad, index) => pad.Name.Length == 0 ? index + 1 : PadNames.Number(pad.Name, id)).ToArray();
        foreach (var (index, number) in numbers.Index())
        {
            if (number is null)
            {
                fields.Add($"{prefix}.pads[{index}].name", "ID_FORMAT", $"is no name of a pad of sites/{id}; expected \"sites/{id}/pads/\" and 1 to 99.");
            }
        }

        return [.. numbers.Select(number => number ?? 0)];
    }

    [GeneratedRegex(@"^pads\[(\d+)\]")]
    private static partial Regex PadKey();
}
