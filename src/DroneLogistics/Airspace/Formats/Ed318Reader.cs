using System.Text.Json;

namespace DroneLogistics.Airspace.Formats;

/// <summary>Reads ED-318: a GeoJSON FeatureCollection whose geometries carry a layer of heights, and points an extent.</summary>
internal static class Ed318Reader
{
    public static (string Name, GeozoneMetadata Metadata) ReadCollection(JsonPlace root)
    {
        root.TellOthers("type", "name", "bbox", "metadata", "features");
        return (root.Find("name")?.Text(200) ?? string.Empty, root.Find("metadata") is { } metadata ? ReadMetadata(metadata.AsObject()) : GeozoneMetadata.None);
    }

    public static Geozone ReadFeature(JsonPlace feature)
    {
        var properties = feature.AsObject().Get("properties").AsObject();
        properties.AllowOnly(
            "identifier", "country", "name", "type", "variant", "restrictionConditions", "region", "reason", "otherReasonInfo",
            "regulationExemption", "message", "zoneAuthority", "limitedApplicability", "dataSource", "extendedProperties");
        var authorities = properties.Get("zoneAuthority");
        return new Geozone
        {
            Id = ZoneParts.Id(properties),
            Names = ZoneParts.Texts(properties.Find("name")),
            Type = properties.Get("type").Word(Ed318Words.Types),
            Variant = properties.Get("variant").Word(Ed318Words.Variants),
            RestrictionConditions = properties.Find("restrictionConditions")?.Text(int.MaxValue),
            Region = properties.Find("region") is { } region ? ZoneParts.Region(region) : null,
            Reasons = [.. properties.Find("reason")?.Items().Select(reason => reason.Word(Ed318Words.Reasons)) ?? []],
            OtherReasonInfo = ZoneParts.Texts(properties.Find("otherReasonInfo")),
            RegulationExemption = properties.Find("regulationExemption")?.Word(Ed318Words.YesNo) is { } answer ? answer == YesNo.Yes : null,
            Messages = ZoneParts.Texts(properties.Find("message")),
            Authorities = authorities.Value.ValueKind == JsonValueKind.Array && authorities.Value.GetArrayLength() == 0
                ? throw authorities.Refuse(ImportProblem.OutOfRange, "at least one authority", "none")
                : [.. authorities.Items().Select(authority => ReadAuthority(authority.AsObject()))],
            LimitedApplicability = [.. properties.Find("limitedApplicability")?.Items().Select(ReadApplicability) ?? []],
            Volumes = [.. ReadGeometry(feature.Get("geometry").AsObject())],
            DataSource = properties.Find("dataSource") is { } source ? ReadDataSource(source.AsObject()) : null,
            ExtendedPropertiesJson = properties.Find("extendedProperties")?.AsObject().Value.GetRawText(),
        };
    }

    private static IEnumerable<ZoneVolume> ReadGeometry(JsonPlace geometry)
    {
        var type = geometry.Get("type").Text(int.MaxValue);
        return type switch
        {
            "GeometryCollection" => NotEmpty(geometry, "geometries").SelectMany(part => ReadGeometry(part.AsObject())),
            "Polygon" => [new ZoneVolume(JsonShapes.Polygon(geometry.Get("coordinates")), ReadLayer(geometry))],
            "MultiPolygon" => NotEmpty(geometry, "coordinates").Select(polygon => new ZoneVolume(JsonShapes.Polygon(polygon), ReadLayer(geometry))),
            "Point" => [new ZoneVolume(ReadCircle(geometry), ReadLayer(geometry))],
            _ => throw geometry.Get("type").Refuse(ImportProblem.UnsupportedGeometry, "Polygon, MultiPolygon, a Point with an extent, or a GeometryCollection of them", $"\"{type}\""),
        };
    }

    private static List<JsonPlace> NotEmpty(JsonPlace geometry, string key)
    {
        var items = geometry.Get(key).Items().ToList();
        return items.Count > 0 ? items : throw geometry.Get(key).Refuse(ImportProblem.NoArea, "at least one geometry", "none");
    }

    private static ZoneCircle ReadCircle(JsonPlace point)
    {
        var extent = point.Get("extent").AsObject();
        var kind = extent.Get("subType").Text(int.MaxValue);
        if (kind != "Circle")
        {
            throw extent.Get("subType").Refuse(ImportProblem.UnsupportedGeometry, "\"Circle\"", $"\"{kind}\"");
        }

        var (centre, radius) = (JsonShapes.Position(point.Get("coordinates")), extent.Get("radius"));
        return ShapeBuilder.Circle(point.Log, point.Feature, radius.Key, centre, radius.Number());
    }

    private static ZoneLayer ReadLayer(JsonPlace geometry)
    {
        if (geometry.Find("layer") is not { } layer)
        {
            geometry.Tell(ImportProblem.MissingKey, "layer", "nothing", "read as all heights");
            return new ZoneLayer(null, null);
        }

        layer.AsObject().TellOthers("upper", "upperReference", "lower", "lowerReference", "uom");
        var unit = layer.Find("uom")?.Word(Ed318Words.Units) ?? LimitUnit.Metres;
        return ZoneParts.Layer(layer, ZoneParts.Limit(layer, "lower", "lowerReference", unit), ZoneParts.Limit(layer, "upper", "upperReference", unit));
    }

    private static LimitedApplicability ReadApplicability(JsonPlace place)
    {
        place.AsObject().AllowOnly("startDateTime", "endDateTime", "schedule");
        return ZoneParts.Applicability(place, mayBeShort: false);
    }

    private static ZoneAuthority ReadAuthority(JsonPlace place)
    {
        place.TellOthers("name", "service", "contactName", "siteURL", "email", "phone", "purpose", "intervalBefore");
        return new ZoneAuthority(place.Get("purpose").Word(Ed318Words.Purposes))
        {
            Names = ZoneParts.Texts(place.Find("name")),
            Services = ZoneParts.Texts(place.Find("service")),
            ContactNames = ZoneParts.Texts(place.Find("contactName")),
            SiteUrl = place.Find("siteURL")?.Text(int.MaxValue),
            Email = place.Find("email")?.Text(int.MaxValue),
            Phone = place.Find("phone")?.Text(200),
            IntervalBefore = ZoneParts.Duration(place.Find("intervalBefore")),
        };
    }

    private static GeozoneMetadata ReadMetadata(JsonPlace place)
    {
        place.TellOthers("validFrom", "validTo", "issued", "provider", "description", "otherGeoid", "technicalLimitations");
        DateTimeOffset? Instant(string key) => place.Find(key) is { } at ? JsonTimes.Instant(at) : null;
        return new GeozoneMetadata
        {
            ValidFrom = Instant("validFrom"),
            ValidTo = Instant("validTo"),
            Issued = Instant("issued"),
            Providers = ZoneParts.Texts(place.Find("provider")),
            Descriptions = ZoneParts.Texts(place.Find("description")),
            TechnicalLimitations = ZoneParts.Texts(place.Find("technicalLimitations")),
            OtherGeoid = place.Find("otherGeoid")?.Text(int.MaxValue),
        };
    }

    private static ZoneDataSource ReadDataSource(JsonPlace place)
    {
        place.TellOthers("creationDate", "updateDateTime", "originator");
        var originator = place.Find("originator")?.AsObject();
        return new ZoneDataSource(
            place.Find("creationDate")?.Text(40),
            place.Find("updateDateTime")?.Text(40),
            originator is null ? null : new LocalizedText(originator.Get("lang").Text(5), originator.Get("text").Text(200)));
    }
}
