using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using DroneLogistics.Geodesy;

namespace DroneLogistics.Airspace.Formats;

/// <summary>Writes ED-318: what is written satisfies the standard's JSON schema and reads back as the same set.</summary>
public static class Ed318Writer
{
    private const int ShortText = 200;

    // Chinese names stay readable; the file is never put into a page.
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    /// <summary>The set as UTF-8.</summary>
    /// <exception cref="ArgumentException">A zone that ED-318 cannot hold: an identifier of more than 7 letters, a text of more than 200, no authority.</exception>
    public static byte[] Write(GeozoneSet set)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("type", "FeatureCollection");
            json.WriteString("name", Fitting(set.Name, "name of the set"));
            WriteMetadata(json, set.Metadata);
            json.WriteStartArray("features");
            foreach (var zone in set.Zones)
            {
                WriteFeature(json, zone);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    private static void WriteMetadata(Utf8JsonWriter json, GeozoneMetadata metadata)
    {
        json.WriteStartObject("metadata");
        WriteInstant(json, "validFrom", metadata.ValidFrom);
        WriteInstant(json, "validTo", metadata.ValidTo);
        WriteInstant(json, "issued", metadata.Issued);
        WriteTexts(json, "provider", metadata.Providers);
        WriteTexts(json, "description", metadata.Descriptions);
        WriteText(json, "otherGeoid", metadata.OtherGeoid);
        WriteTexts(json, "technicalLimitations", metadata.TechnicalLimitations);
        json.WriteEndObject();
    }

    private static void WriteFeature(Utf8JsonWriter json, Geozone zone)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteStartObject("properties");
        WriteProperties(json, zone);
        json.WriteEndObject();
        json.WritePropertyName("geometry");
        if (zone.Volumes.Count == 1)
        {
            WriteVolume(json, zone.Volumes[0]);
        }
        else
        {
            json.WriteStartObject();
            json.WriteString("type", "GeometryCollection");
            json.WriteStartArray("geometries");
            foreach (var volume in zone.Volumes)
            {
                WriteVolume(json, volume);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteProperties(Utf8JsonWriter json, Geozone zone)
    {
        if (zone.Id.Identifier.Length > ZoneId.StandardLength)
        {
            throw new ArgumentException($"{zone.Id}: an identifier of ED-318 has at most {ZoneId.StandardLength} characters.", nameof(zone));
        }

        if (zone.Authorities.Count == 0)
        {
            throw new ArgumentException($"{zone.Id}: a zone of ED-318 has at least one authority.", nameof(zone));
        }

        json.WriteString("identifier", zone.Id.Identifier);
        json.WriteString("country", zone.Id.Country);
        WriteTexts(json, "name", zone.Names);
        json.WriteString("type", Ed318Words.Types.Write(zone.Type));
        json.WriteString("variant", Ed318Words.Variants.Write(zone.Variant));
        WriteText(json, "restrictionConditions", zone.RestrictionConditions);
        if (zone.Region is { } region)
        {
            json.WriteNumber("region", region);
        }

        if (zone.Reasons.Count > 0)
        {
            WriteWords(json, "reason", zone.Reasons.Select(Ed318Words.Reasons.Write));
        }

        WriteTexts(json, "otherReasonInfo", zone.OtherReasonInfo);
        WriteText(json, "regulationExemption", zone.RegulationExemption switch { true => "YES", false => "NO", null => null });
        WriteTexts(json, "message", zone.Messages);
        json.WriteStartArray("zoneAuthority");
        foreach (var authority in zone.Authorities)
        {
            WriteAuthority(json, authority);
        }

        json.WriteEndArray();
        WriteApplicabilities(json, zone.LimitedApplicability);
        WriteDataSource(json, zone.DataSource);
        if (zone.ExtendedPropertiesJson is { } extended)
        {
            json.WritePropertyName("extendedProperties");
            json.WriteRawValue(extended);
        }
    }

    private static void WriteAuthority(Utf8JsonWriter json, ZoneAuthority authority)
    {
        json.WriteStartObject();
        WriteTexts(json, "name", authority.Names);
        WriteTexts(json, "service", authority.Services);
        WriteTexts(json, "contactName", authority.ContactNames);
        WriteText(json, "siteURL", authority.SiteUrl);
        WriteText(json, "email", authority.Email);
        WriteText(json, "phone", authority.Phone);
        json.WriteString("purpose", Ed318Words.Purposes.Write(authority.Purpose));
        WriteText(json, "intervalBefore", authority.IntervalBefore);
        json.WriteEndObject();
    }

    private static void WriteApplicabilities(Utf8JsonWriter json, IReadOnlyList<LimitedApplicability> list)
    {
        if (list.Count == 0)
        {
            return;
        }

        json.WriteStartArray("limitedApplicability");
        foreach (var limited in list)
        {
            json.WriteStartObject();
            WriteInstant(json, "startDateTime", limited.Start);
            WriteInstant(json, "endDateTime", limited.End);
            if (limited.Schedule.Count > 0)
            {
                json.WriteStartArray("schedule");
                foreach (var period in limited.Schedule)
                {
                    json.WriteStartObject();
                    WriteWords(json, "day", period.Days.Select(Ed318Words.Days.Write));
                    WriteMoment(json, "startTime", "startEvent", period.Start);
                    WriteMoment(json, "endTime", "endEvent", period.End);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteMoment(Utf8JsonWriter json, string timeKey, string eventKey, DayMoment moment)
    {
        if (moment.Clock is { } clock)
        {
            var offset = moment.Offset == TimeSpan.Zero ? "Z" : $"{(moment.Offset < TimeSpan.Zero ? '-' : '+')}{moment.Offset.Duration():hh\\:mm}";
            var fraction = clock.Ticks % TimeSpan.TicksPerSecond == 0 ? string.Empty : $"{clock:\\.ffffff}";
            json.WriteString(timeKey, $"{clock:hh\\:mm\\:ss}{fraction}{offset}");
        }
        else if (moment.Sun != DaylightEvent.Unknown)
        {
            json.WriteString(eventKey, Ed318Words.Events.Write(moment.Sun));
        }
    }

    private static void WriteDataSource(Utf8JsonWriter json, ZoneDataSource? source)
    {
        if (source is null)
        {
            return;
        }

        json.WriteStartObject("dataSource");
        WriteText(json, "creationDate", source.CreationDate);
        WriteText(json, "updateDateTime", source.UpdateDateTime);
        if (source.Originator is { } originator)
        {
            json.WritePropertyName("originator");
            WriteLocalized(json, originator);
        }

        json.WriteEndObject();
    }

    private static void WriteVolume(Utf8JsonWriter json, ZoneVolume volume)
    {
        json.WriteStartObject();
        switch (volume.Shape)
        {
            case ZoneCircle circle:
                json.WriteString("type", "Point");
                json.WritePropertyName("coordinates");
                WritePosition(json, circle.Centre);
                json.WriteStartObject("extent");
                json.WriteString("subType", "Circle");
                json.WriteNumber("radius", circle.Radius.Metres);
                json.WriteEndObject();
                break;
            case ZonePolygon polygon:
                json.WriteString("type", "Polygon");
                json.WriteStartArray("coordinates");
                foreach (var ring in polygon.Holes.Prepend(polygon.Outer))
                {
                    json.WriteStartArray();
                    foreach (var position in ring)
                    {
                        WritePosition(json, position);
                    }

                    json.WriteEndArray();
                }

                json.WriteEndArray();
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }

        WriteLayer(json, volume.Layer);
        json.WriteEndObject();
    }

    private static void WriteLayer(Utf8JsonWriter json, ZoneLayer layer)
    {
        var unit = (layer.Lower ?? layer.Upper)?.Unit ?? LimitUnit.Metres;
        json.WriteStartObject("layer");
        WriteLimit(json, "upper", "upperReference", layer.Upper, unit);
        WriteLimit(json, "lower", "lowerReference", layer.Lower, unit);
        json.WriteString("uom", Ed318Words.Units.Write(unit));
        json.WriteEndObject();
    }

    /// <summary>A layer has one unit: a limit of the other is converted.</summary>
    private static void WriteLimit(Utf8JsonWriter json, string key, string referenceKey, VerticalLimit? limit, LimitUnit unit)
    {
        if (limit is { } known)
        {
            var metresPerUnit = new VerticalLimit(1, unit, known.Reference).Height.Metres;
            json.WriteNumber(key, known.Unit == unit ? known.Figure : known.Height.Metres / metresPerUnit);
            json.WriteString(referenceKey, Ed318Words.References.Write(known.Reference));
        }
    }

    private static void WritePosition(Utf8JsonWriter json, LatLon position)
    {
        json.WriteStartArray();
        json.WriteNumberValue(position.LongitudeDegrees);
        json.WriteNumberValue(position.LatitudeDegrees);
        json.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter json, string key, IReadOnlyList<LocalizedText> texts)
    {
        if (texts.Count == 0)
        {
            return;
        }

        json.WriteStartArray(key);
        foreach (var text in texts)
        {
            WriteLocalized(json, text);
        }

        json.WriteEndArray();
    }

    private static void WriteLocalized(Utf8JsonWriter json, LocalizedText text)
    {
        json.WriteStartObject();
        json.WriteString("text", Fitting(text.Text, "text"));
        json.WriteString("lang", text.Language);
        json.WriteEndObject();
    }

    private static void WriteWords(Utf8JsonWriter json, string key, IEnumerable<string> words)
    {
        json.WriteStartArray(key);
        foreach (var word in words)
        {
            json.WriteStringValue(word);
        }

        json.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter json, string key, string? text)
    {
        if (text is not null)
        {
            json.WriteString(key, text);
        }
    }

    private static void WriteInstant(Utf8JsonWriter json, string key, DateTimeOffset? instant)
    {
        if (instant is { } at)
        {
            json.WriteString(key, at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
        }
    }

    private static string Fitting(string text, string what) =>
        text.Length <= ShortText ? text : throw new ArgumentException($"A {what} of ED-318 has at most {ShortText} characters; got {text.Length}: {text[..40]}...", nameof(text));
}
