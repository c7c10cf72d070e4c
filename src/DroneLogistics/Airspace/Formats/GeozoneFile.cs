using System.Text.Json;

namespace DroneLogistics.Airspace.Formats;

/// <summary>Reads a file of zones in any of the formats: all of it, or nothing and every reason.</summary>
public static class GeozoneFile
{
    private const int LongestType = 40;
    private const string WholeFile = ImportLog.WholeFile;

    private static readonly byte[] ZipMark = "PK"u8.ToArray();

    /// <summary>Reads.</summary>
    /// <param name="content">The bytes of the file.</param>
    /// <param name="file">Its name, for the diagnostics and as the name of a set without one.</param>
    /// <param name="options">How to read.</param>
    public static GeozoneImport Read(ReadOnlyMemory<byte> content, string file, ImportOptions options)
    {
        var log = new ImportLog(file, options);
        GeozoneSet? set = null;
        try
        {
            set = ReadAny(content, file, log);
        }
        catch (RefusedException)
        {
            // Told in the log.
        }

        return new GeozoneImport(log.IsRefused ? null : set, log.Diagnostics);
    }

    private static GeozoneSet? ReadAny(ReadOnlyMemory<byte> content, string file, ImportLog log)
    {
        log.RequireSize(content.Length);
        var format = log.Options.Format == GeozoneFormat.Detect ? ByFirstBytes(content.Span) : log.Options.Format;
        return format switch
        {
            GeozoneFormat.Kmz => ReadKml(KmzArchive.Document(content, log), file, log),
            GeozoneFormat.Kml => ReadKml(content, file, log),
            _ => ReadJson(content, file, log),
        };
    }

    private static GeozoneFormat ByFirstBytes(ReadOnlySpan<byte> content)
    {
        var text = content.StartsWith(JsonText.ByteOrderMark) ? content[JsonText.ByteOrderMark.Length..] : content;
        return text.StartsWith(ZipMark) ? GeozoneFormat.Kmz : text.TrimStart(" \t\r\n"u8).StartsWith("<"u8) ? GeozoneFormat.Kml : GeozoneFormat.Detect;
    }

    private static GeozoneSet ReadKml(ReadOnlyMemory<byte> content, string file, ImportLog log)
    {
        var (name, metadata, zones) = KmlReader.Read(content, log);
        return Finish(name, metadata, [.. zones.Select((zone, index) => ($"Placemark[{index}] ({zone.NameIn("en")})", zone))], file, log);
    }

    private static GeozoneSet ReadJson(ReadOnlyMemory<byte> content, string file, ImportLog log)
    {
        using var document = JsonText.Parse(content, log);
        var root = new JsonPlace(log, WholeFile, string.Empty, document.RootElement);
        if (root.Value.ValueKind != JsonValueKind.Object)
        {
            throw log.Refuse(ImportProblem.WrongKind, WholeFile, "(root)", "an object", root.Describe());
        }

        if (root.Find("type") is { Value.ValueKind: JsonValueKind.String } kind && kind.Text(LongestType) != "FeatureCollection")
        {
            throw log.Refuse(ImportProblem.UnknownFormat, WholeFile, "type", "FeatureCollection", kind.Describe());
        }

        var features = root.Get("features").Items().ToList();
        if (features.Count > log.Limits.MaxFeatures)
        {
            throw log.Refuse(ImportProblem.OutOfRange, WholeFile, "features", $"at most {log.Limits.MaxFeatures} features", $"{features.Count}");
        }

        var format = log.Options.Format == GeozoneFormat.Detect ? ByContent(root, features) : log.Options.Format;
        RequireType(root, format, "FeatureCollection");
        var (name, metadata) = format switch
        {
            GeozoneFormat.Ed269 => Ed269Reader.ReadCollection(root),
            GeozoneFormat.GeoJson => GeoJsonReader.ReadCollection(root),
            _ => Ed318Reader.ReadCollection(root),
        };
        return Finish(name, metadata, ReadFeatures(features, format, log), file, log);
    }

    private static List<(string Feature, Geozone Zone)> ReadFeatures(IReadOnlyList<JsonPlace> features, GeozoneFormat format, ImportLog log)
    {
        var zones = new List<(string, Geozone)>(features.Count);
        foreach (var (index, item) in features.Index())
        {
            var feature = item with { Feature = Label(item, index), Key = string.Empty };
            try
            {
                RequireType(feature.AsObject(), format, "Feature");
                zones.Add((feature.Feature, format switch
                {
                    GeozoneFormat.Ed269 => Ed269Reader.ReadFeature(feature),
                    GeozoneFormat.GeoJson => GeoJsonReader.ReadFeature(feature, index + 1),
                    _ => Ed318Reader.ReadFeature(feature),
                }));
            }
            catch (RefusedException) when (!log.IsFull)
            {
                // Told in the log; the next one is read to tell its faults as well.
            }
        }

        return zones;
    }

    private static GeozoneSet Finish(string name, GeozoneMetadata metadata, List<(string Feature, Geozone Zone)> zones, string file, ImportLog log)
    {
        foreach (var twice in zones.GroupBy(entry => entry.Zone.Id).Where(group => group.Count() > 1))
        {
            log.Refuse(ImportProblem.DuplicateIdentifier, twice.Last().Feature, "identifier", "an identifier once", $"{twice.Key} {twice.Count()} times");
        }

        OffsetSuspicion.Refuse(zones, log);
        return log.IsRefused
            ? throw new RefusedException()
            : new GeozoneSet(name.Length > 0 ? name : file, [.. zones.Select(entry => entry.Zone)], log.Options.Provenance, metadata);
    }

    /// <summary>ED-269 has restrictions and no GeoJSON; ED-318 has authorities among the properties; else it is plain GeoJSON.</summary>
    private static GeozoneFormat ByContent(JsonPlace root, List<JsonPlace> features)
    {
        if (!root.Value.TryGetProperty("type", out _))
        {
            return GeozoneFormat.Ed269;
        }

        var isEd318 = features.Count == 0 || features.Any(feature =>
            feature.Value.ValueKind == JsonValueKind.Object
            && feature.Value.TryGetProperty("properties", out var properties)
            && properties.ValueKind == JsonValueKind.Object
            && (properties.TryGetProperty("zoneAuthority", out _) || properties.TryGetProperty("variant", out _)));
        return isEd318 ? GeozoneFormat.Ed318 : GeozoneFormat.GeoJson;
    }

    private static void RequireType(JsonPlace place, GeozoneFormat format, string type)
    {
        if (format != GeozoneFormat.Ed269 && place.Get("type") is { } found && found.Text(int.MaxValue) is var text && text != type)
        {
            throw found.Refuse(ImportProblem.UnknownFormat, $"\"{type}\"", $"\"{text}\"");
        }
    }

    /// <summary>A feature by its number and, where it can be told, its identifier.</summary>
    private static string Label(JsonPlace feature, int index)
    {
        var holder = feature.Value;
        if (holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty("properties", out var properties))
        {
            holder = properties;
        }

        return holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty("identifier", out var identifier) && identifier.ValueKind == JsonValueKind.String
            ? $"features[{index}] ({JsonPlace.Characters(identifier)})"
            : $"features[{index}]";
    }
}
