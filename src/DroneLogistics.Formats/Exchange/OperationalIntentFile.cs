using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using DroneLogistics.Geodesy;

namespace DroneLogistics.Formats.Exchange;

/// <summary>
/// Writes the operational intent of a flight as USSes tell it to each other (ASTM F3548-21): reference and details with one 4-D volume for each
/// piece of its way, circles about the pads, polygons along the way, altitudes above the ellipsoid. What a discovery service gives (OVN, version,
/// subscription) is not known yet and stands as none.
/// </summary>
/// <remarks>
/// A volume is never smaller than the piece: its polygon goes round the half circles at the ends, its altitudes are wider by what the geoid differs
/// over the piece and by the accuracy of the geoid.
/// </remarks>
public static class OperationalIntentFile
{
    /// <summary>The standard's bound for all volumes of one intent.</summary>
    public const int MostVertices = 10_000;

    private const string NoBody = "00000000-0000-0000-0000-000000000000";

    /// <param name="flight">A flight that is GO.</param>
    /// <param name="manager">Who the intent belongs to, as its service supplier is called.</param>
    /// <param name="url">Where that supplier answers.</param>
    /// <exception cref="ExportException">The flight is refused and has no intent, the geoid is not known there, or the standard's bounds are passed.</exception>
    public static string Write(ExchangedFlight flight, string manager, Uri url)
    {
        if (flight.Intent.Count == 0)
        {
            throw new ExportException("the flight is not GO, so that it has no operational intent");
        }

        var volumes = flight.Intent.Select(piece => Volume(flight, piece)).ToList();
        var vertices = volumes.Sum(volume => (volume["volume"]!["outline_polygon"]?["vertices"] as JsonArray)?.Count ?? 0);
        if (vertices > MostVertices)
        {
            throw new ExportException($"its volumes have {vertices} vertices; the standard takes {MostVertices}");
        }

        return JsonOut.Text(new JsonObject
        {
            ["operational_intent"] = new JsonObject
            {
                ["reference"] = new JsonObject
                {
                    ["id"] = Id(flight),
                    ["manager"] = manager,
                    ["uss_availability"] = "Unknown",
                    ["version"] = 0,
                    ["state"] = "Accepted",
                    ["time_start"] = Time(flight.Intent.Min(piece => piece.When.Start)),
                    ["time_end"] = Time(flight.Intent.Max(piece => piece.When.End)),
                    ["uss_base_url"] = url.ToString().TrimEnd('/'),
                    ["subscription_id"] = NoBody,
                },
                ["details"] = new JsonObject
                {
                    ["volumes"] = JsonOut.List(volumes),
                    ["off_nominal_volumes"] = new JsonArray(),
                    ["priority"] = 0,
                },
            },
        });
    }

    private static JsonObject Volume(ExchangedFlight flight, SweptCorridor piece)
    {
        var margin = flight.Geoid.Accuracy.Metres;
        LatLon[] ends = [piece.From, piece.To];
        var volume = new JsonObject();
        if (piece.From == piece.To)
        {
            volume["outline_circle"] = new JsonObject
            {
                ["center"] = Place(piece.From),
                ["radius"] = new JsonObject { ["value"] = piece.HalfWidth.Metres, ["units"] = "M" },
            };
        }
        else
        {
            volume["outline_polygon"] = new JsonObject { ["vertices"] = JsonOut.List(VolumeOutline.Round(piece).Select(Place)) };
        }

        volume["altitude_lower"] = Altitude(ends.Min(end => flight.EllipsoidMetres(end, piece.Low)) - margin);
        volume["altitude_upper"] = Altitude(ends.Max(end => flight.EllipsoidMetres(end, piece.High)) + margin);
        return new JsonObject { ["volume"] = volume, ["time_start"] = Time(piece.When.Start), ["time_end"] = Time(piece.When.End) };
    }

    private static JsonObject Place(LatLon place) => new() { ["lat"] = place.LatitudeDegrees, ["lng"] = place.LongitudeDegrees };

    private static JsonObject Altitude(double metres) => new() { ["value"] = metres, ["reference"] = "W84", ["units"] = "M" };

    private static JsonObject Time(DateTimeOffset instant) => new() { ["value"] = JsonOut.Instant(instant), ["format"] = "RFC3339" };

    /// <summary>The same for the same flight, in the form of version 4.</summary>
    private static string Id(ExchangedFlight flight)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{flight.Name}\n{flight.Description}\n{string.Join('\n', flight.Waypoints)}"))[..16];
        hash[6] = (byte)((hash[6] & 0x0F) | 0x40);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true).ToString();
    }
}
