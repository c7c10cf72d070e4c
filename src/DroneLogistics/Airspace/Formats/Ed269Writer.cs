using System.Buffers;
using System.Diagnostics;
using System.Text.Json;

namespace DroneLogistics.Airspace.Formats;

/// <summary>
/// Writes ED-269 (keys recalled, as <see cref="Ed269Reader"/> has them). It has one language, no U-space, no heights above the ellipsoid and
/// no times by the sun: what is lost is told, and a zone that loses a height or a time is written larger.
/// </summary>
public static class Ed269Writer
{
    private const int ShortText = 200;
    private const int ReasonText = 30;

    /// <summary>The set as UTF-8.</summary>
    /// <exception cref="ArgumentException">A zone that ED-269 cannot hold: U-space, an identifier of more than 7 letters, a text of more than 200, no authority, or one without restriction that would be written larger.</exception>
    public static GeozoneExport Write(GeozoneSet set)
    {
        var log = new ExportLog(set);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, ZoneJson.Options))
        {
            json.WriteStartObject();
            json.WriteString("title", Fitting(set.Name, ShortText));
            if (log.Description is { Length: > 0 } description)
            {
                json.WriteString("description", description);
            }

            log.TellMetadata();
            json.WriteStartArray("features");
            foreach (var zone in set.Zones)
            {
                WriteZone(json, zone, log);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return new GeozoneExport([.. buffer.WrittenSpan, (byte)'\n'], log.Losses);
    }

    private static void WriteZone(Utf8JsonWriter json, Geozone zone, ExportLog log)
    {
        if (zone.Id.Identifier.Length > ZoneId.StandardLength || zone.Authorities.Count == 0 || zone.Type == ZoneType.Uspace)
        {
            throw new ArgumentException($"{zone.Id}: a zone of ED-269 has an identifier of at most {ZoneId.StandardLength} characters, at least one authority, and is no U-space.", nameof(zone));
        }

        json.WriteStartObject();
        json.WriteString("identifier", zone.Id.Identifier);
        json.WriteString("country", zone.Id.Country);
        json.WriteText("name", Fitting(log.One(zone, zone.Names, "the name"), ShortText));
        json.WriteString("type", Ed318Words.Variants.Write(zone.Variant));
        json.WriteString("restriction", Ed269Words.Restrictions.Write(zone.Type));
        if (zone.RestrictionConditions is { } conditions)
        {
            json.WriteWords("restrictionConditions", [conditions]);
        }

        if (zone.Region is { } region)
        {
            json.WriteNumber("region", region);
        }

        WriteReasons(json, zone, log);
        json.WriteText("regulationExemption", zone.RegulationExemption switch { true => "YES", false => "NO", null => null });
        json.WriteText("message", Fitting(log.One(zone, zone.Messages, "the message"), ShortText));
        WriteApplicability(json, zone, log);
        json.WriteStartArray("zoneAuthority");
        foreach (var authority in zone.Authorities)
        {
            WriteAuthority(json, zone, authority, log);
        }

        json.WriteEndArray();
        json.WriteStartArray("geometry");
        foreach (var volume in zone.Volumes)
        {
            WriteVolume(json, zone, volume, log);
        }

        json.WriteEndArray();
        log.Drop(zone, zone.DataSource is not null, "the source of the record");
        if (zone.ExtendedPropertiesJson is { } extended)
        {
            json.WritePropertyName("extendedProperties");
            json.WriteRawValue(extended);
        }

        json.WriteEndObject();
    }

    private static void WriteReasons(Utf8JsonWriter json, Geozone zone, ExportLog log)
    {
        if (zone.Reasons.Count > 0)
        {
            log.Drop(zone, zone.Reasons.Contains(ZoneReason.Dar), "the reason DAR", "written as OTHER");
            json.WriteWords("reason", zone.Reasons.Select(reason => Ed318Words.Reasons.Write(reason == ZoneReason.Dar ? ZoneReason.Other : reason)).Distinct());
        }

        if (log.One(zone, zone.OtherReasonInfo, "the other reason") is { } other)
        {
            log.Drop(zone, other.Length > ReasonText, $"the other reason beyond {ReasonText} characters");
            json.WriteString("otherReasonInfo", other.Length > ReasonText ? other[..ReasonText] : other);
        }
    }

    private static void WriteApplicability(Utf8JsonWriter json, Geozone zone, ExportLog log)
    {
        json.WriteStartArray("applicability");
        foreach (var limited in zone.LimitedApplicability.DefaultIfEmpty(new LimitedApplicability(null, null)))
        {
            json.WriteStartObject();
            json.WriteString("permanent", limited is { Start: null, End: null } ? "YES" : "NO");
            json.WriteInstant("startDateTime", limited.Start);
            json.WriteInstant("endDateTime", limited.End);
            if (limited.Schedule.Any(period => period.Start.Clock is null || period.End.Clock is null))
            {
                log.Widen(zone, "times by the sun or by the day's edge", "written as all day, every day");
            }
            else
            {
                json.WriteSchedule(limited.Schedule);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteAuthority(Utf8JsonWriter json, Geozone zone, ZoneAuthority authority, ExportLog log)
    {
        json.WriteStartObject();
        json.WriteText("name", Fitting(log.One(zone, authority.Names, "an authority"), ShortText));
        json.WriteText("service", Fitting(log.One(zone, authority.Services, "an authority's service"), ShortText));
        json.WriteText("contactName", Fitting(log.One(zone, authority.ContactNames, "an authority's contact"), ShortText));
        json.WriteText("siteURL", authority.SiteUrl);
        json.WriteText("email", authority.Email);
        json.WriteText("phone", Fitting(authority.Phone, ShortText));
        json.WriteString("purpose", Ed318Words.Purposes.Write(authority.Purpose));
        json.WriteText("intervalBefore", authority.IntervalBefore);
        json.WriteEndObject();
    }

    private static void WriteVolume(Utf8JsonWriter json, Geozone zone, ZoneVolume volume, ExportLog log)
    {
        // Whether a radius counts in the unit of the volume is read both ways: a circle is written in metres.
        var unit = volume.Shape is ZoneCircle ? LimitUnit.Metres : (volume.Layer.Lower ?? volume.Layer.Upper)?.Unit ?? LimitUnit.Metres;
        json.WriteStartObject();
        json.WriteString("uomDimensions", Ed269Words.Units.Write(unit));
        json.WriteLimit("lowerLimit", "lowerVerticalReference", Written(zone, volume.Layer.Lower, log), unit);
        json.WriteLimit("upperLimit", "upperVerticalReference", Written(zone, volume.Layer.Upper, log), unit);
        json.WriteStartObject("horizontalProjection");
        switch (volume.Shape)
        {
            case ZoneCircle circle:
                json.WriteString("type", "Circle");
                json.WritePropertyName("center");
                json.WritePosition(circle.Centre);
                json.WriteNumber("radius", circle.Radius.Metres);
                break;
            case ZonePolygon polygon:
                json.WriteString("type", "Polygon");
                json.WriteRings("coordinates", polygon);
                break;
            default:
                throw new UnreachableException();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static VerticalLimit? Written(Geozone zone, VerticalLimit? limit, ExportLog log)
    {
        if (limit is not { Reference: VerticalReference.Wgs84 })
        {
            return limit;
        }

        log.Widen(zone, "a limit above the ellipsoid", "written as no limit");
        return null;
    }

    private static string? Fitting(string? text, int most) =>
        text is null || text.Length <= most ? text : throw new ArgumentException($"A text of ED-269 has at most {most} characters; got {text.Length}: {text[..Math.Min(40, most)]}...", nameof(text));
}
