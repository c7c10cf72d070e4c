using System.Xml.Linq;
using DroneLogistics.Geodesy;
using DroneLogistics.Provenance;
using DroneLogistics.Units;

namespace DroneLogistics.Formats.Exchange;

/// <summary>
/// Reads the one line of a KML file, or of several that of the placemark named <c>way</c>; where there is no line, its one track. Absolute
/// altitudes are above mean sea level; others count from ground that is not known here and are left out.
/// </summary>
internal static class KmlWay
{
    public static ImportedWay Unpack(ReadOnlyMemory<byte> content, string file)
    {
        var documents = PackedEntries.Read(content, file, path => path.EndsWith(".kml", StringComparison.OrdinalIgnoreCase));
        return documents.Count == 1
            ? Read(documents.Single().Value, $"{file}: {documents.Single().Key}") with { Format = ExchangeFormat.Kmz }
            : throw new DataFileException(file, "*.kml", $"stands {documents.Count} times in the archive; expected once");
    }

    public static ImportedWay Read(ReadOnlyMemory<byte> content, string file)
    {
        var root = SafeXml.Load(content, file, "kml");
        var placemarks = SafeXml.Descendants(root, "Placemark").ToList();
        var (placemark, geometry) = Only(placemarks, "LineString") ?? Only(placemarks, "Track")
            ?? throw new DataFileException(file, "(way)", $"is not one of {placemarks.Count} placemarks; expected one LineString or Track, or one in the placemark named way");
        var isAbsolute = SafeXml.Text(geometry, "altitudeMode") == "absolute";
        var document = SafeXml.Child(root, "Document");
        return new ImportedWay
        {
            Format = ExchangeFormat.Kml,
            Name = (document is null ? null : SafeXml.Text(document, "name")) ?? SafeXml.Text(placemark, "name") ?? string.Empty,
            Points = WayImport.Way(geometry.Name.LocalName == "Track" ? Track(geometry, isAbsolute, file) : Line(geometry, isAbsolute, file), file),
            Airspeed = Value(placemark, "cruiseAirspeedMps") is { } speed ? Speed.FromMetresPerSecond(WayText.Number(speed, file, "cruiseAirspeedMps", 0, 400)) : null,
            IsRefused = Value(placemark, "verdict") == "NO_GO",
            Fence = [.. placemarks.SelectMany(area => SafeXml.Children(area, "Polygon")).Select(polygon => Polygon(polygon, file))],
        };
    }

    private static (XElement Placemark, XElement Geometry)? Only(List<XElement> placemarks, string kind)
    {
        var found = placemarks.SelectMany(placemark => SafeXml.Descendants(placemark, kind).Select(geometry => (placemark, geometry))).ToList();
        var named = found.Where(line => SafeXml.Text(line.placemark, "name") == "way").ToList();
        return (named.Count > 0 ? named : found) is [var only] ? only : null;
    }

    private static IEnumerable<ImportedPoint> Line(XElement line, bool isAbsolute, string file) =>
        SafeXml.Words(SafeXml.Text(line, "coordinates") ?? string.Empty).Select((position, index) => Point(position.Split(','), isAbsolute, null, file, $"coordinates[{index}]"));

    private static IEnumerable<ImportedPoint> Track(XElement track, bool isAbsolute, string file)
    {
        var (times, places) = (SafeXml.Children(track, "when").ToList(), SafeXml.Children(track, "coord").ToList());
        if (times.Count != places.Count)
        {
            throw new DataFileException(file, "Track", $"has {times.Count} times and {places.Count} places; expected as many");
        }

        return places.Zip(times).Select((sample, index) => Point(
            SafeXml.Words(sample.First.Value),
            isAbsolute,
            WayText.Instant(sample.Second.Value.Trim()) ?? throw new DataFileException(file, $"when[{index}]", $"is \"{WayText.Short(sample.Second.Value.Trim())}\"; expected an instant with its zone"),
            file,
            $"coord[{index}]"));
    }

    private static ImportedPoint Point(string[] numbers, bool isAbsolute, DateTimeOffset? time, string file, string key) => numbers is [var longitude, var latitude, ..] and { Length: <= 3 }
        ? new ImportedPoint(
            WayText.Place(latitude, longitude, file, key),
            numbers.Length == 3 && WayText.Height(numbers[2], file, key) is var metres && isAbsolute ? AltitudeAmsl.FromMetres(metres) : null,
            time)
        : throw new DataFileException(file, key, $"has {numbers.Length} numbers; expected longitude, latitude and a height");

    private static FencePolygon Polygon(XElement polygon, string file)
    {
        var ring = SafeXml.Child(polygon, "outerBoundaryIs") is { } outer ? SafeXml.Descendants(outer, "coordinates").FirstOrDefault()?.Value : null;
        IReadOnlyList<LatLon> corners = [.. SafeXml.Words(ring ?? string.Empty).Select((position, index) => Point(position.Split(','), false, null, file, $"Polygon.coordinates[{index}]").Place).SkipLast(1)];
        return new FencePolygon(corners, SafeXml.Text(polygon.Parent!, "name") != "outside the corridor");
    }

    private static string? Value(XElement placemark, string name) =>
        SafeXml.Descendants(placemark, "Data").FirstOrDefault(data => data.Attribute("name")?.Value == name) is { } found ? SafeXml.Text(found, "value") : null;
}
