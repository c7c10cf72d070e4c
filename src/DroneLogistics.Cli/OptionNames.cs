namespace DroneLogistics.Cli;

/// <summary>The option or argument a field of the API came from, for complaints.</summary>
internal static class OptionNames
{
    private static readonly Dictionary<string, string> ByField = new(StringComparer.Ordinal)
    {
        ["flight.origin"] = "FROM",
        ["flight.destination"] = "TO",
        ["flight.aircraft_type"] = "--aircraft",
        ["flight.aircraft"] = "--tail",
        ["flight.battery_pack"] = "--pack",
        ["flight.payload_kg"] = "--payload",
        ["flight.departure_time"] = "--depart",
        ["flight.wind.from_deg"] = "--wind-from",
        ["flight.wind.speed_mps"] = "--wind-speed",
        ["flight.wind.gust_mps"] = "--gust",
        ["flight.temperature_degc"] = "--temperature",
        ["flight.cruise_airspeed_mps"] = "--airspeed",
        ["flight.cruise_altitude_m_amsl"] = "--altitude",
        ["decision_time"] = "--at",
        ["time_step_s"] = "--step",
        ["request_id"] = "--request-id",
        ["position"] = "LAT,LON",
        ["position.latitude"] = "LAT,LON: latitude",
        ["position.longitude"] = "LAT,LON: longitude",
        ["elevation_m_amsl"] = "--elevation",
        ["aircraft_type"] = "--aircraft",
        ["payload_kg"] = "--payload",
        ["wind.from_deg"] = "--wind-from",
        ["wind.speed_mps"] = "--wind-speed",
        ["wind.gust_mps"] = "--gust",
        ["temperature_degc"] = "--temperature",
    };

    public static string For(string field)
    {
        if (ByField.TryGetValue(field, out var option))
        {
            return option;
        }

        return field.StartsWith("flight.via", StringComparison.Ordinal) ? "--via" : field.StartsWith("cargo", StringComparison.Ordinal) ? "--cargo" : field;
    }
}
