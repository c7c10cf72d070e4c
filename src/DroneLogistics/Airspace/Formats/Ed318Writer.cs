using System.Buffers;
using System.Text.Json;

namespace DroneLogistics.Airspace.Formats;

/// <summary>Writes ED-318: what is written satisfies the standard's JSON schema and reads back as the same set.</summary>
public static class Ed318Writer
{
    private const int ShortText = 200;

    /// <summary>The set as UTF-8.</summary>
    /// <exception cref="ArgumentException">A zone that ED-318 cannot hold: an identifier of more than 7 letters, a text of more than 200, no authority.</exception>
    public static byte[] Write(GeozoneSet set)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, ZoneJson.Options))
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
        json.WriteInstant("validFrom", metadata.ValidFrom);
        json.WriteInstant("validTo", metadata.ValidTo);
        json.WriteInstant("issued", metadata.Issued);
        WriteTexts(json, "provider", metadata.Providers);
        WriteTexts(json, "description", metadata.Descriptions);
        json.WriteText("otherGeoid", metadata.OtherGeoid);
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
        json.WriteText("restrictionConditions", zone.RestrictionConditions);
        if (zone.Region is { } region)
        {
            json.WriteNumber("region", region);
        }

        if (zone.Reasons.Count > 0)
        {
            json.WriteWords("reason", zone.Reasons.Select(Ed318Words.Reasons.Write));
        }

        WriteTexts(json, "otherReasonInfo", zone.OtherReasonInfo);
        json.WriteText("regulationExemption", zone.RegulationExemption switch { true => "YES", false => "NO", null => null });
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
        json.WriteText("siteURL", authority.SiteUrl);
        json.WriteText("email", authority.Email);
        json.WriteText("phone", authority.Phone);
        json.WriteString("purpose", Ed318Words.Purposes.Write(authority.Purpose));
        json.WriteText("intervalBefore", authority.IntervalBefore);
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
            json.WriteInstant("startDateTime", limited.Start);
            json.WriteInstant("endDateTime", limited.End);
            json.WriteSchedule(limited.Schedule);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteDataSource(Utf8JsonWriter json, ZoneDataSource? source)
    {
        if (source is null)
        {
            return;
        }

        json.WriteStartObject("dataSource");
        json.WriteText("creationDate", source.CreationDate);
        json.WriteText("updateDateTime", source.UpdateDateTime);
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
                json.WritePosition(circle.Centre);
                json.WriteStartObject("extent");
                json.WriteString("subType", "Circle");
                json.WriteNumber("radius", circle.Radius.Metres);
                json.WriteEndObject();
                break;
            case ZonePolygon polygon:
                json.WriteString("type", "Polygon");
                json.WriteRings("coordinates", polygon);
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
        json.WriteLimit("upper", "upperReference", layer.Upper, unit);
        json.WriteLimit("lower", "lowerReference", layer.Lower, unit);
        json.WriteString("uom", Ed318Words.Units.Write(unit));
        json.WriteEndObject();
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

    private static string Fitting(string text, string what) =>
        text.Length <= ShortText ? text : throw new ArgumentException($"A {what} of ED-318 has at most {ShortText} characters; got {text.Length}: {text[..40]}...", nameof(text));
}
