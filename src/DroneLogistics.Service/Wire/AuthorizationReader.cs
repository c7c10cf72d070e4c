using System.Globalization;
using System.Text.Json.Nodes;
using DroneLogistics.Airspace.Authorizations;
using DroneLogistics.Airspace.Formats;
using Google.Protobuf.WellKnownTypes;

namespace DroneLogistics.Service;

/// <summary>Reads an authorization of the contract as the record of a data file that it would be: what is added is judged as what ships.</summary>
public static class AuthorizationReader
{
    private const int MostEntries = 200;

    private static readonly Dictionary<V1.ZonePeriod.Types.Day, string> Days = new()
    {
        [V1.ZonePeriod.Types.Day.AnyDay] = "ANY",
        [V1.ZonePeriod.Types.Day.Monday] = "MON",
        [V1.ZonePeriod.Types.Day.Tuesday] = "TUE",
        [V1.ZonePeriod.Types.Day.Wednesday] = "WED",
        [V1.ZonePeriod.Types.Day.Thursday] = "THU",
        [V1.ZonePeriod.Types.Day.Friday] = "FRI",
        [V1.ZonePeriod.Types.Day.Saturday] = "SAT",
        [V1.ZonePeriod.Types.Day.Sunday] = "SUN",
    };

    private static readonly Dictionary<string, (string Field, string Reason)> Fields = new(StringComparer.Ordinal)
    {
        ["validTo"] = ("end_time", "TIME_ORDER"),
        ["maxTrueHeightM.value"] = ("max_height_m_agl", "ALTITUDE_RANGE"),
        ["maxAltitudeOverSeaMAmsl.value"] = ("max_altitude_over_sea_m_amsl", "ALTITUDE_RANGE"),
        ["remarks.en"] = ("remarks", "VALUE_RANGE"),
        ["remarks.zh"] = ("remarks_zh", "VALUE_RANGE"),
        ["hours.days"] = ("hours.days", "REQUIRED"),
        ["hours.utcOffsetMin"] = ("hours.utc_offset", "TIMEZONE"),
        ["routes"] = ("routes", "ONEOF_CONFLICT"),
        ["aircraftTypes"] = ("aircraft_types", "ONEOF_CONFLICT"),
        ["zones"] = ("geozones", "ONEOF_CONFLICT"),
    };

    /// <summary>The authorization, or null where <paramref name="fields"/> now has a violation.</summary>
    /// <param name="id">Its id, well formed.</param>
    /// <param name="message">The raw message.</param>
    /// <param name="prefix">Path of the message in its request, for the violations.</param>
    /// <param name="fields">Takes the violations.</param>
    public static Authorization? Read(string id, V1.Authorization message, string prefix, FieldReader fields)
    {
        var before = fields.Complaints;
        FieldBehaviors.Require(message, prefix, fields);
        RecordJson.Texts(message, prefix, fields);
        fields.Count($"{prefix}.routes", message.Routes.Count, MostEntries);
        fields.Count($"{prefix}.aircraft_types", message.AircraftTypes.Count, MostEntries);
        fields.Count($"{prefix}.geozones", message.Geozones.Count, MostEntries);
        var json = RecordJson.Of(fields, prefix, write => new JsonObject
        {
            ["id"] = id,
            ["number"] = message.Number,
            ["authority"] = Pair(message.Authority, message.AuthorityZh),
            ["holder"] = Pair(message.Holder, message.HolderZh),
            ["approvesFlight"] = message.ApprovesFlight,
            ["validFrom"] = Instant($"{prefix}.start_time", message.StartTime, fields),
            ["validTo"] = Instant($"{prefix}.end_time", message.EndTime, fields),
            ["hours"] = Hours($"{prefix}.hours", message.Hours, fields),
            ["allRoutes"] = message.AllRoutes,
            ["routes"] = new JsonArray([.. message.Routes.Select((route, index) => Route($"{prefix}.routes[{index}]", route, fields))]),
            ["allAircraftTypes"] = message.AllAircraftTypes,
            ["aircraftTypes"] = new JsonArray([.. message.AircraftTypes.Select((type, index) => (JsonNode?)fields.Name($"{prefix}.aircraft_types[{index}]", type, "aircraftTypes"))]),
            ["allZones"] = message.AllGeozones,
            ["zones"] = new JsonArray([.. message.Geozones.Select((zone, index) => Zone($"{prefix}.geozones[{index}]", zone, fields))]),
            ["maxTrueHeightM"] = write.Bare("max_height_m_agl", message.HasMaxHeightMAgl ? message.MaxHeightMAgl : null, message.Source),
            ["maxAltitudeOverSeaMAmsl"] = write.Bare("max_altitude_over_sea_m_amsl", message.HasMaxAltitudeOverSeaMAmsl ? message.MaxAltitudeOverSeaMAmsl : null, message.Source),
            ["isDemonstration"] = message.Demonstration,
            ["remarks"] = Pair(message.Remarks, message.RemarksZh),
            ["status"] = write.Status("source_status", message.SourceStatus),
            ["source"] = message.Source,
        });

        // What is not there was told already, each by its own field.
        return fields.Complaints > before
            ? null
            : RecordJson.Read(json, $"{AuthorizationKind.Name}/{id}", (bytes, name) => AuthorizationFile.ReadOne(bytes, name, message.Licence), key => Fields.GetValueOrDefault(key, (key, "VALUE_RANGE")), prefix, fields);
    }

    private static JsonObject Pair(string english, string chinese) => new() { ["en"] = english, ["zh"] = chinese };

    private static JsonNode? Instant(string field, Timestamp? raw, FieldReader fields)
    {
        if (raw is { Nanos: not 0 })
        {
            fields.Add(field, "TIMESTAMP_INVALID", "has parts of a second; expected a whole one.");
        }

        return fields.Instant(field, raw)?.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
    }

    private static JsonNode? Hours(string field, V1.DailyHours? hours, FieldReader fields)
    {
        if (hours is null)
        {
            return null;
        }

        foreach (var (index, day) in hours.Days.Index())
        {
            if (!Days.ContainsKey(day))
            {
                fields.Add($"{field}.days[{index}]", "ENUM_UNKNOWN", $"is {(int)day}; expected a day of the contract.");
            }
        }

        return new JsonObject
        {
            ["days"] = new JsonArray([.. hours.Days.Select(day => (JsonNode?)Days.GetValueOrDefault(day))]),
            ["from"] = Clock($"{field}.start_offset", hours.StartOffset, fields),
            ["to"] = Clock($"{field}.end_offset", hours.EndOffset, fields),
            ["utcOffsetMin"] = Minutes($"{field}.utc_offset", hours.UtcOffset, -14 * 60, 14 * 60, fields),
        };
    }

    private static JsonNode? Clock(string field, Duration? raw, FieldReader fields) =>
        Minutes(field, raw, 0, (24 * 60) - 1, fields) is { } minutes ? FormattableString.Invariant($"{minutes / 60:00}:{minutes % 60:00}") : null;

    private static int? Minutes(string field, Duration? raw, int least, int most, FieldReader fields)
    {
        if (raw is null)
        {
            fields.Add(field, "REQUIRED", "is missing; expected whole minutes.");
            return null;
        }

        if (raw.Nanos != 0 || raw.Seconds % 60 != 0 || raw.Seconds / 60 < least || raw.Seconds / 60 > most)
        {
            fields.Add(field, "TIME_OF_DAY", FormattableString.Invariant($"is {raw.Seconds} s; expected whole minutes from {least} to {most}."));
            return null;
        }

        return (int)(raw.Seconds / 60);
    }

    private static JsonNode Route(string field, V1.AuthorizedRoute route, FieldReader fields) => new JsonObject
    {
        ["stops"] = new JsonArray([.. route.Stops.Select((stop, index) => (JsonNode?)fields.Name($"{field}.stops[{index}]", stop, SiteKind.Name))]),
        ["bothWays"] = route.BothWays,
    };

    private static JsonNode? Zone(string field, string name, FieldReader fields)
    {
        const string Prefix = AirspaceNames.Geozones + "/";
        if (name.StartsWith(Prefix, StringComparison.Ordinal) && AirspaceNames.ZoneOf(name[Prefix.Length..]) is { } zone)
        {
            return new JsonObject { ["country"] = zone.Country, ["identifier"] = zone.Identifier };
        }

        fields.Add(field, "ID_FORMAT", $"is no name of a zone; expected \"{Prefix}\", the country's three capitals, a hyphen and an identifier.");
        return null;
    }
}
