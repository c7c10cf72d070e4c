using System.Text.Json.Nodes;

namespace DroneLogistics.Formats.Exchange;

/// <summary>
/// Writes a flight as GeoJSON (RFC 7946): its way as a line from pad to pad, what it may fill as polygons, its alternates as points. Heights
/// are above the ellipsoid, as the format has it; the altitudes above mean sea level stand beside them.
/// </summary>
public static class FlightGeoJson
{
    /// <summary>What says above what the third coordinate counts, where a file of ours says it.</summary>
    internal const string VerticalReference = "verticalReference";

    /// <exception cref="ExportException">The geoid is not known there.</exception>
    public static string Write(ExchangedFlight flight)
    {
        var line = flight.Line;
        var way = Feature(
            "LineString",
            JsonOut.List(line.Select(point => JsonOut.LonLat(point.Place, flight.EllipsoidMetres(point.Place, point.Altitude)))),
            new JsonObject
            {
                ["kind"] = "way",
                ["name"] = flight.MarkedName,
                ["description"] = flight.MarkedDescription,
                ["verdict"] = flight.Verdict,
                ["refusals"] = JsonOut.List(flight.Refusals.Select(code => (JsonNode)code)),
                [VerticalReference] = "WGS84",
                ["altitudesMAmsl"] = JsonOut.List(line.Select(point => (JsonNode)point.Altitude.Metres)),
                ["cruiseAltitudeMAmsl"] = flight.Cruise.Metres,
                ["cruiseAirspeedMps"] = flight.Airspeed.MetresPerSecond,
                ["payloadKg"] = flight.Payload.Kilograms,
                ["departureTime"] = JsonOut.Instant(flight.Departure),
                ["arrivalTime"] = JsonOut.Instant(flight.Arrival),
            });
        var corridor = FlightFence.Of(flight.Corridor).Select(polygon => Feature(
            "Polygon",
            [JsonOut.List(polygon.Corners.Append(polygon.Corners[0]).Select(corner => JsonOut.LonLat(corner)))],
            new JsonObject { ["kind"] = polygon.IsInclusion ? "corridor" : "outside the corridor" }));
        var alternates = flight.Alternates.Select(site => Feature(
            "Point",
            JsonOut.LonLat(site.Position, flight.EllipsoidMetres(site.Position, site.Elevation)),
            new JsonObject { ["kind"] = "alternate", ["name"] = site.Id.Text, [VerticalReference] = "WGS84", ["elevationMAmsl"] = site.Elevation.Metres }));
        return JsonOut.Text(new JsonObject { ["type"] = "FeatureCollection", ["features"] = JsonOut.List([way, .. corridor, .. alternates]) });
    }

    private static JsonObject Feature(string type, JsonArray coordinates, JsonObject properties) => new()
    {
        ["type"] = "Feature",
        ["geometry"] = new JsonObject { ["type"] = type, ["coordinates"] = coordinates },
        ["properties"] = properties,
    };
}
