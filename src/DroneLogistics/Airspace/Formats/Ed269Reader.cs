using System.Text.Json;

namespace DroneLogistics.Airspace.Formats;

/// <summary>
/// Reads ED-269 (EUROCAE, 2020; keys recalled): zones with their restriction, applicability and volumes, not GeoJSON. Limits count in the
/// unit of the volume; radii are read as metres, the larger reading, and that is told where the unit is feet.
/// </summary>
internal static class Ed269Reader
{
    private const string Language = "en";

    public static (string Name, GeozoneMetadata Metadata) ReadCollection(JsonPlace root)
    {
        root.TellOthers("title", "description", "features");
        var description = root.Find("description")?.Text(int.MaxValue);
        return (root.Find("title")?.Text(200) ?? string.Empty, new GeozoneMetadata { Descriptions = description is null ? [] : [new LocalizedText(Language, description)] });
    }

    public static Geozone ReadFeature(JsonPlace feature)
    {
        feature.AsObject().AllowOnly(
            "title", "identifier", "country", "name", "type", "restriction", "restrictionConditions", "region", "reason", "otherReasonInfo",
            "regulationExemption", "uSpaceClass", "message", "applicability", "zoneAuthority", "geometry", "extendedProperties");
        var otherReasons = Text(feature, "otherReasonInfo", 30);
        return new Geozone
        {
            Id = ZoneParts.Id(feature),
            Names = Text(feature, "name", 200),
            Type = feature.Get("restriction").Word(Ed269Words.Restrictions),
            Variant = feature.Get("type").Word(Ed318Words.Variants),
            RestrictionConditions = feature.Find("restrictionConditions") is { } conditions ? ReadConditions(conditions) : null,
            Region = feature.Find("region") is { } region ? ZoneParts.Region(region) : null,
            Reasons = [.. feature.Find("reason")?.Items().Select(ReadReason) ?? []],
            OtherReasonInfo = otherReasons,
            RegulationExemption = feature.Find("regulationExemption")?.Word(Ed318Words.YesNo) is { } answer ? answer == YesNo.Yes : null,
            Messages = Text(feature, "message", 200),
            Authorities = [.. feature.Get("zoneAuthority").Items().Select(ReadAuthority)],
            LimitedApplicability = ReadApplicabilities(feature.Get("applicability")),
            Volumes = ReadVolumes(feature.Get("geometry")),
            ExtendedPropertiesJson = ReadExtended(feature),
        };
    }

    private static IReadOnlyList<LocalizedText> Text(JsonPlace feature, string key, int most) =>
        feature.Find(key)?.Text(most) is { Length: > 0 } text ? [new LocalizedText(Language, text)] : [];

    private static string ReadConditions(JsonPlace place) => place.Value.ValueKind == JsonValueKind.Array
        ? string.Join("; ", place.Items().Select(item => item.Text(int.MaxValue)))
        : place.Text(int.MaxValue);

    /// <summary>ED-318 has no word for foreign territory: it becomes OTHER, and that is told.</summary>
    private static ZoneReason ReadReason(JsonPlace place)
    {
        if (place.Text(int.MaxValue) != "FOREIGN_TERRITORY")
        {
            return place.Word(Ed318Words.Reasons);
        }

        place.Tell(ImportProblem.UnknownWord, $"one of {Ed318Words.Reasons}", "\"FOREIGN_TERRITORY\"", "read as OTHER");
        return ZoneReason.Other;
    }

    /// <summary>One permanent period makes the zone permanent, whatever stands beside it.</summary>
    private static IReadOnlyList<LimitedApplicability> ReadApplicabilities(JsonPlace list)
    {
        var periods = list.Items().Select(item => ReadApplicability(item.AsObject())).ToList();
        return periods.Contains(null) ? [] : [.. periods.Select(period => period!)];
    }

    private static LimitedApplicability? ReadApplicability(JsonPlace place)
    {
        place.AllowOnly("permanent", "startDateTime", "endDateTime", "schedule");
        var period = ZoneParts.Applicability(place, mayBeShort: true);
        if (place.Find("permanent")?.Word(Ed318Words.YesNo) != YesNo.Yes || period.Schedule.Count > 0)
        {
            return period;
        }

        if (period.Start is not null || period.End is not null)
        {
            place.Depart(ImportProblem.InvalidTime, "no instants beside permanent YES", "startDateTime or endDateTime", "read as permanent");
        }

        return null;
    }

    private static IReadOnlyList<ZoneVolume> ReadVolumes(JsonPlace list)
    {
        var volumes = list.Items().Select(item => ReadVolume(item.AsObject())).ToList();
        return volumes.Count > 0 ? volumes : throw list.Refuse(ImportProblem.NoArea, "at least one volume", "none");
    }

    private static ZoneVolume ReadVolume(JsonPlace place)
    {
        place.AllowOnly("uomDimensions", "lowerLimit", "lowerVerticalReference", "upperLimit", "upperVerticalReference", "horizontalProjection");
        var unit = place.Get("uomDimensions").Word(Ed269Words.Units);
        var shape = ReadShape(place.Get("horizontalProjection").AsObject(), unit);
        return new ZoneVolume(shape, ZoneParts.Layer(
            place,
            ZoneParts.Limit(place, "lowerLimit", "lowerVerticalReference", unit),
            ZoneParts.Limit(place, "upperLimit", "upperVerticalReference", unit)));
    }

    private static ZoneShape ReadShape(JsonPlace place, LimitUnit unit)
    {
        var kind = place.Get("type").Text(int.MaxValue);
        if (kind == "Polygon")
        {
            place.AllowOnly("type", "coordinates");
            return JsonShapes.Polygon(place.Get("coordinates"));
        }

        if (kind != "Circle")
        {
            throw place.Get("type").Refuse(ImportProblem.UnsupportedGeometry, "Circle or Polygon", $"\"{kind}\"");
        }

        place.AllowOnly("type", "center", "radius");
        var (centre, radius) = (JsonShapes.Position(place.Get("center")), place.Get("radius"));
        if (unit == LimitUnit.Feet)
        {
            radius.Tell(ImportProblem.AssumedValue, "a radius in metres", "a volume in feet", "read as metres, the larger reading");
        }

        return ShapeBuilder.Circle(place.Log, place.Feature, radius.Key, centre, radius.Number());
    }

    private static ZoneAuthority ReadAuthority(JsonPlace place)
    {
        place.AsObject().TellOthers("name", "service", "contactName", "siteURL", "email", "phone", "purpose", "intervalBefore");
        AuthorityPurpose purpose;
        if (place.Find("purpose") is { } named)
        {
            purpose = named.Word(Ed318Words.Purposes);
        }
        else
        {
            place.Depart(ImportProblem.MissingKey, $"purpose, one of {Ed318Words.Purposes}", "nothing", "read as AUTHORIZATION");
            purpose = AuthorityPurpose.Authorization;
        }

        return new ZoneAuthority(purpose)
        {
            Names = Text(place, "name", 200),
            Services = Text(place, "service", 200),
            ContactNames = Text(place, "contactName", 200),
            SiteUrl = place.Find("siteURL")?.Text(int.MaxValue),
            Email = place.Find("email")?.Text(int.MaxValue),
            Phone = place.Find("phone")?.Text(200),
            IntervalBefore = ZoneParts.Duration(place.Find("intervalBefore")),
        };
    }

    /// <summary>The publisher's own members, and the class of U-space, for which ED-318 has no key.</summary>
    private static string? ReadExtended(JsonPlace feature)
    {
        if (feature.Find("uSpaceClass") is { } uspace)
        {
            uspace.Tell(ImportProblem.UnknownKey, "a key of ED-318", uspace.Describe(), "not kept");
        }

        if (feature.Find("extendedProperties") is not { } extended)
        {
            return null;
        }

        if (extended.Value.ValueKind == JsonValueKind.Object)
        {
            return extended.Value.GetRawText();
        }

        extended.Tell(ImportProblem.WrongKind, "an object", extended.Describe(), "not kept");
        return null;
    }
}
