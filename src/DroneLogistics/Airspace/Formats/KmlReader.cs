using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using DroneLogistics.Geodesy;

namespace DroneLogistics.Airspace.Formats;

/// <summary>
/// Reads KML 2.2 (OGC 07-147r2): every Placemark is a zone, its polygons the shape (or a Point with <c>radius</c> in metres), its
/// ExtendedData the values of <see cref="PlainZone"/>. Nothing is fetched and nothing expanded: a DTD, an entity of its own, a NetworkLink
/// or anything else that draws on other files is refused.
/// </summary>
internal static partial class KmlReader
{
    private const string Prefix = "KM";
    private const int LongestDeclaration = 200;

    // What brings content from elsewhere, or covers ground without an outline.
    private static readonly string[] Forbidden = ["NetworkLink", "NetworkLinkControl", "GroundOverlay", "PhotoOverlay", "ScreenOverlay", "Model"];

    private static readonly string[] AltitudeModes = ["clampToGround", "relativeToGround", "absolute", "clampToSeaFloor", "relativeToSeaFloor"];

    public static (string Name, GeozoneMetadata Metadata, List<Geozone> Zones) Read(ReadOnlyMemory<byte> content, ImportLog log)
    {
        var document = Load(content, log);
        var zones = new List<Geozone>();
        var number = 0;
        foreach (var placemark in document.Descendants().Where(element => element.Name.LocalName == "Placemark"))
        {
            if (number >= log.Limits.MaxFeatures)
            {
                log.Refuse(ImportProblem.OutOfRange, "(file)", "Placemark", $"at most {log.Limits.MaxFeatures} features", "more");
                break;
            }

            try
            {
                zones.Add(ReadPlacemark(placemark, number, log));
            }
            catch (RefusedException) when (!log.IsFull)
            {
                // Told in the log; the next one is read to tell its faults as well.
            }

            number++;
        }

        var body = Child(document.Root!, "Document");
        var description = body is null ? null : Text(body, "description");
        return (
            body is null ? string.Empty : Text(body, "name") ?? string.Empty,
            new GeozoneMetadata { Descriptions = description is { Length: > 0 } ? [new LocalizedText("en", description)] : [] },
            zones);
    }

    private static Geozone ReadPlacemark(XElement placemark, int index, ImportLog log)
    {
        var name = Text(placemark, "name");
        var feature = $"Placemark[{index}]{(name is { Length: > 0 } ? $" ({name})" : string.Empty)}";
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var data in placemark.Descendants().Where(element => element.Name.LocalName is "Data" or "SimpleData"))
        {
            var key = data.Attribute("name")?.Value ?? string.Empty;
            var value = data.Name.LocalName == "Data" ? Text(data, "value") ?? string.Empty : data.Value.Trim();
            if (!values.TryAdd(key, value))
            {
                throw log.Refuse(ImportProblem.DuplicateKey, feature, $"ExtendedData.{key}", "the key once", "the key a second time");
            }
        }

        foreach (var time in placemark.Elements().Where(element => element.Name.LocalName is "TimeSpan" or "TimeStamp"))
        {
            log.Tell(ImportProblem.UnknownKey, feature, time.Name.LocalName, "a zone that is always in force", "a time to show it", "ignored: the zone is always in force");
        }

        return new PlainZone(log, feature, "ExtendedData.", values)
            .Make(index + 1, Prefix, name, Text(placemark, "description"), radius => Shapes(placemark, radius, feature, log));
    }

    private static List<ZoneShape> Shapes(XElement placemark, double? radius, string feature, ImportLog log)
    {
        var shapes = new List<ZoneShape>();
        foreach (var element in placemark.Descendants().Where(element => element.Name.LocalName is "Polygon" or "Point" or "LineString" or "Track" or "MultiTrack"))
        {
            var key = $"{element.Name.LocalName}[{shapes.Count}]";
            if (Text(element, "altitudeMode") is { } mode && !AltitudeModes.Contains(mode))
            {
                throw log.Refuse(ImportProblem.UnknownVerticalReference, feature, $"{key}.altitudeMode", string.Join(", ", AltitudeModes), $"\"{mode}\"");
            }

            shapes.Add(element.Name.LocalName switch
            {
                "Polygon" => ReadPolygon(element, feature, key, log),
                "Point" when radius is { } metres => ShapeBuilder.Circle(log, feature, "ExtendedData.radius", Single(element, feature, key, log), metres),
                _ => throw log.Refuse(ImportProblem.UnsupportedGeometry, feature, key, "a Polygon, or a Point with ExtendedData radius", element.Name.LocalName),
            });
        }

        return shapes.Count > 0 ? shapes : throw log.Refuse(ImportProblem.NoArea, feature, "Polygon", "at least one polygon", "none");
    }

    private static ZonePolygon ReadPolygon(XElement polygon, string feature, string key, ImportLog log)
    {
        var rings = polygon.Elements()
            .Where(element => element.Name.LocalName is "outerBoundaryIs" or "innerBoundaryIs")
            .OrderBy(element => element.Name.LocalName == "outerBoundaryIs" ? 0 : 1)
            .ToList();
        var outer = rings.Count(element => element.Name.LocalName == "outerBoundaryIs");
        if (outer != 1)
        {
            throw log.Refuse(ImportProblem.NoArea, feature, $"{key}.outerBoundaryIs", "one outer boundary", $"{outer}");
        }

        List<string> keys = [.. rings.Select((element, index) => $"{key}.{element.Name.LocalName}{(index > 0 ? $"[{index - 1}]" : string.Empty)}.coordinates")];
        return ShapeBuilder.Polygon(log, feature, key, [.. rings.Select((ring, index) => Positions(ring, feature, keys[index], log))], keys);
    }

    private static LatLon Single(XElement point, string feature, string key, ImportLog log)
    {
        var positions = Positions(point, feature, $"{key}.coordinates", log);
        return positions.Count == 1 ? positions[0] : throw log.Refuse(ImportProblem.WrongKind, feature, $"{key}.coordinates", "one position", $"{positions.Count}");
    }

    private static List<LatLon> Positions(XElement holder, string feature, string key, ImportLog log)
    {
        var text = holder.Descendants().FirstOrDefault(element => element.Name.LocalName == "coordinates")?.Value
            ?? throw log.Refuse(ImportProblem.MissingKey, feature, key, "coordinates", "nothing");
        var tuples = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        log.Count(tuples.Length, feature, key);
        var positions = new List<LatLon>(tuples.Length);
        foreach (var tuple in tuples)
        {
            var parts = tuple.Split(',');
            var at = $"{key}[{positions.Count}]";
            if (parts.Length is < 2 or > 3)
            {
                throw log.Refuse(ImportProblem.WrongKind, feature, at, "longitude,latitude or longitude,latitude,altitude", $"\"{tuple}\"");
            }

            if (parts.Length == 2 && positions.Count + 1 < tuples.Length && IsDecimalComma(log, parts, tuples[positions.Count + 1].Split(',')))
            {
                throw log.Refuse(ImportProblem.WrongKind, feature, at, "degrees", $"\"{tuple} {tuples[positions.Count + 1]}\", which looks like a longitude and a latitude with decimal commas");
            }

            positions.Add(ShapeBuilder.Position(log, feature, at, Number(parts[0], feature, at, log), Number(parts[1], feature, at, log)));
        }

        return positions;
    }

    /// <summary>Whether two positions far from the region are one within it, written with decimal commas.</summary>
    private static bool IsDecimalComma(ImportLog log, string[] first, string[] second) =>
        log.Options.Region is { } box
        && second.Length == 2
        && double.TryParse($"{first[0]}.{first[1]}", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var longitude)
        && double.TryParse($"{second[0]}.{second[1]}", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var latitude)
        && box.Contains(latitude, longitude)
        && !(double.TryParse(first[0], NumberStyles.None, CultureInfo.InvariantCulture, out var east) && double.TryParse(first[1], NumberStyles.None, CultureInfo.InvariantCulture, out var north) && box.Contains(north, east));

    private static double Number(string text, string feature, string key, ImportLog log) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw log.Refuse(ImportProblem.WrongKind, feature, key, "degrees", $"\"{text}\"");

    private static XElement? Child(XElement parent, string name) => parent.Elements().FirstOrDefault(element => element.Name.LocalName == name);

    private static string? Text(XElement parent, string name) => Child(parent, name)?.Value.Trim();

    /// <summary>Walks the document once for what is forbidden, before any tree of it is built.</summary>
    private static XDocument Load(ReadOnlyMemory<byte> content, ImportLog log)
    {
        var bytes = content.ToArray();
        RequireEncoding(bytes, log);
        var path = new List<string>();
        try
        {
            using (var reader = Reader(bytes))
            {
                while (reader.Read())
                {
                    Inspect(reader, path, log);
                }
            }

            using var again = Reader(bytes);
            return XDocument.Load(again);
        }
        catch (XmlException trouble)
        {
            var isDtd = trouble.Message.Contains("DTD", StringComparison.Ordinal) || trouble.Message.Contains("entity", StringComparison.OrdinalIgnoreCase);
            throw log.Refuse(
                isDtd ? ImportProblem.ForbiddenContent : ImportProblem.NotReadable,
                "(file)",
                path.Count == 0 ? "(root)" : string.Join('/', path.TakeLast(6)),
                isDtd ? "XML without DTD and entities of its own" : "XML",
                $"line {trouble.LineNumber}: {trouble.Message}");
        }
    }

    /// <summary>An encoding that few programs read is a way past those that look for what is forbidden.</summary>
    private static void RequireEncoding(byte[] bytes, ImportLog log)
    {
        var head = System.Text.Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, LongestDeclaration));
        if (Declared().Match(head) is { Success: true } declared && declared.Groups["name"].Value.ToUpperInvariant() is not ("UTF-8" or "US-ASCII" or "UTF-16"))
        {
            throw log.Refuse(ImportProblem.XmlEncoding, "(file)", "(encoding)", "UTF-8", declared.Groups["name"].Value);
        }
    }

    [GeneratedRegex("^(\\u00EF\\u00BB\\u00BF)?<\\?xml[^>]*encoding=[\"'](?<name>[^\"']*)[\"']")]
    private static partial Regex Declared();

    private static void Inspect(XmlReader reader, List<string> path, ImportLog log)
    {
        if (reader.NodeType == XmlNodeType.EndElement)
        {
            path.RemoveAt(path.Count - 1);
        }

        if (reader.NodeType != XmlNodeType.Element)
        {
            return;
        }

        if (path.Count == 0 && reader.LocalName != "kml")
        {
            throw log.Refuse(ImportProblem.UnknownFormat, "(file)", reader.LocalName, "kml as the root element", $"\"{reader.LocalName}\"");
        }

        path.Add(reader.LocalName);
        if (path.Count > log.Limits.MaxNesting)
        {
            throw log.Refuse(ImportProblem.NestedTooDeep, "(file)", string.Join('/', path.Take(12)) + "...", $"at most {log.Limits.MaxNesting} levels", "more");
        }

        if (Forbidden.Contains(reader.LocalName))
        {
            throw log.Refuse(ImportProblem.ForbiddenContent, "(file)", string.Join('/', path), "zones with outlines in this file", reader.LocalName);
        }

        if (reader.IsEmptyElement)
        {
            path.RemoveAt(path.Count - 1);
        }
    }

    private static XmlReader Reader(byte[] bytes) => XmlReader.Create(
        new MemoryStream(bytes, writable: false),
        new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true });
}
