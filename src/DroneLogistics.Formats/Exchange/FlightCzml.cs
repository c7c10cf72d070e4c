using System.Text.Json.Nodes;

namespace DroneLogistics.Formats.Exchange;

/// <summary>Writes the trace of a flight as CZML 1.0: a document with its clock and one moving point, straight between its samples. Heights are above the ellipsoid.</summary>
public static class FlightCzml
{
    /// <exception cref="ExportException">The geoid is not known there.</exception>
    public static string Write(ExchangedFlight flight)
    {
        var interval = $"{JsonOut.Instant(flight.Departure)}/{JsonOut.Instant(flight.Arrival)}";
        var samples = new JsonArray();
        foreach (var point in flight.Trace)
        {
            samples.Add((flight.TimeOf(point) - flight.Departure).TotalSeconds);
            samples.Add(point.Position.LongitudeDegrees);
            samples.Add(point.Position.LatitudeDegrees);
            samples.Add(flight.EllipsoidMetres(point.Position, point.Altitude));
        }

        return JsonOut.Text(new JsonArray(
            new JsonObject
            {
                ["id"] = "document",
                ["name"] = flight.MarkedName,
                ["version"] = "1.0",
                ["clock"] = new JsonObject { ["interval"] = interval, ["currentTime"] = JsonOut.Instant(flight.Departure), ["multiplier"] = 60, ["range"] = "LOOP_STOP", ["step"] = "SYSTEM_CLOCK_MULTIPLIER" },
            },
            new JsonObject
            {
                ["id"] = "flight",
                ["name"] = flight.MarkedName,
                ["description"] = flight.MarkedDescription,
                ["availability"] = interval,
                ["position"] = new JsonObject { ["epoch"] = JsonOut.Instant(flight.Departure), ["interpolationAlgorithm"] = "LINEAR", ["interpolationDegree"] = 1, ["cartographicDegrees"] = samples },
                ["point"] = new JsonObject { ["pixelSize"] = 8 },
                ["path"] = new JsonObject { ["width"] = 2, ["resolution"] = 10 },
                ["properties"] = new JsonObject { ["verdict"] = flight.Verdict, ["cruiseAltitudeMAmsl"] = flight.Cruise.Metres, ["cruiseAirspeedMps"] = flight.Airspeed.MetresPerSecond },
            }));
    }
}
