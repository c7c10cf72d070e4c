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
        ["horizon_duration"] = "--horizon",
        ["flight.wind_source"] = "--wind",
        ["flight.wind.from_deg"] = "--wind-from",
        ["flight.wind.speed_mps"] = "--wind-speed",
        ["flight.wind.gust_mps"] = "--gust",
        ["flight.temperature_degc"] = "--temperature",
        ["flight.qnh_hpa"] = "--qnh",
        ["flight.relative_humidity_percent"] = "--humidity",
        ["flight.cruise_airspeed_mps"] = "--speed",
        ["flight.cruise_rule"] = "--speed",
        ["flight.arrival_time"] = "--arrive",
        ["flight.cruise_altitude_m_amsl"] = "--altitude",
        ["flight.min_complete_probability"] = "--p",
        ["flight.contingency_ratio"] = "--contingency",
        ["flight.waypoints"] = "--waypoint",
        ["decision_time"] = "--at",
        ["time_step_s"] = "--step",
        ["step_m"] = "--step",
        ["sample_count"] = "--samples",
        ["seed"] = "--seed",
        ["on_time_limit_s"] = "--on-time-limit",
        ["wind_within_mps"] = "--wind-within",
        ["return_leg.payload_kg"] = "--return-payload",
        ["new_payload_shape"] = "--new-payload-shape",
        ["api_key.display_name"] = "--for",
        ["api_key.role"] = "--role",
        ["api_key.expire_time"] = "--expires",
        ["request_id"] = "--request-id",
        ["name"] = "FLIGHT",
        ["reason"] = "--reason",
        ["force_time"] = "--at",
        ["geozone_set"] = "--set",
        ["geozone_set_id"] = "--id",
        ["obstacle_set_id"] = "--id",
        ["source"] = "--source",
        ["licence"] = "--licence",
        ["forecast_id"] = "--id",
        ["issue_time"] = "--issued",
        ["radius_m"] = "--radius-km",
        ["site"] = "--site",
        ["hour_count"] = "--hours",
        ["altitude_m_amsl"] = "--altitude",
        ["start_time"] = "--at",
        ["file_name"] = "FILE",
        ["position"] = "LAT,LON",
        ["position.latitude"] = "LAT,LON: latitude",
        ["position.longitude"] = "LAT,LON: longitude",
        ["elevation_m_amsl"] = "--elevation",
        ["aircraft_type"] = "--aircraft",
        ["origin"] = "FROM",
        ["destination"] = "TO",
        ["departure_time"] = "--depart",
        ["payload_kg"] = "--payload",
        ["wind.from_deg"] = "--wind-from",
        ["wind.speed_mps"] = "--wind-speed",
        ["wind.gust_mps"] = "--gust",
        ["temperature_degc"] = "--temperature",
        ["qnh_hpa"] = "--qnh",
        ["relative_humidity_percent"] = "--humidity",
    };

    /// <summary>One complaint: the option, and what is wrong with it.</summary>
    public static string Complaint(string field, string reason, string description) => (reason, For(field)) switch
    {
        // The command line takes bare ids.
        ("REQUIRED", "FROM" or "TO") => $"{For(field)} is missing; expected the id of a site, such as putuo (see `drone sites`).",
        ("REQUIRED", "--aircraft") => "--aircraft is missing; expected a type, such as fz90 (see `drone aircraft`).",
        ("GEOZONE_NOT_FOUND", _) => $"ZONE {description}",
        ("FORECAST_NOT_FOUND", _) => $"NAME {description}",
        ("GEOZONE_SET_NOT_FOUND", not "--set") => $"SET {description}",
        _ => $"{For(field)} {description}",
    };

    /// <summary>Several complaints as the message of one exception; each becomes a line of its own.</summary>
    public static string Lines(IEnumerable<string> complaints) => string.Join(Environment.NewLine + "drone: ", complaints);

    public static string For(string field)
    {
        if (ByField.TryGetValue(field, out var option))
        {
            return option;
        }

        if (field.StartsWith("bounds", StringComparison.Ordinal))
        {
            return field.Replace("bounds", "--box", StringComparison.Ordinal);
        }

        // A place in a file: the feature and the key in it.
        if (field.StartsWith("content", StringComparison.Ordinal))
        {
            return $"FILE {field["content".Length..].TrimStart('.')}".TrimEnd();
        }

        // Which of them, from 0.
        if (field.StartsWith("flight.waypoints", StringComparison.Ordinal))
        {
            return field.Replace("flight.waypoints", "--waypoint", StringComparison.Ordinal);
        }

        return field.StartsWith("flight.via", StringComparison.Ordinal) ? "--via" : field.StartsWith("cargo", StringComparison.Ordinal) ? "--cargo" : field;
    }
}
