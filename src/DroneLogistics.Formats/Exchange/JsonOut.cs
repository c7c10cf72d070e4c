using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using DroneLogistics.Geodesy;

namespace DroneLogistics.Formats.Exchange;

/// <summary>JSON as it is written here: indented, every character but the quotes as it is, a line feed at the end.</summary>
internal static class JsonOut
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Text(JsonNode node) => node.ToJsonString(Indented).ReplaceLineEndings("\n") + "\n";

    public static string Instant(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Longitude, latitude and further numbers.</summary>
    public static JsonArray LonLat(LatLon place, params double[] more) => [place.LongitudeDegrees, place.LatitudeDegrees, .. more.Select(number => (JsonNode)number)];

    /// <summary>Latitude, longitude and further numbers.</summary>
    public static JsonArray LatLon(LatLon place, params double[] more) => [place.LatitudeDegrees, place.LongitudeDegrees, .. more.Select(number => (JsonNode)number)];

    public static JsonArray List(IEnumerable<JsonNode> nodes) => [.. nodes];
}
