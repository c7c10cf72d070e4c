using System.Xml.Linq;
using DroneLogistics.Geodesy;
using DroneLogistics.Provenance;
using DroneLogistics.Units;

namespace DroneLogistics.Formats.Exchange;

/// <summary>
/// Reads the one wayline of a KMZ of DJI: of <c>waylines.wpml</c>, which the aircraft flies, or where there is none of <c>template.kml</c>.
/// Heights above the start need the reference point of the start; heights above the ground are not known here and are left out.
/// </summary>
internal static class WpmlWay
{
    public static ImportedWay Read(ReadOnlyMemory<byte> content, string file, GeoidGrid geoid)
    {
        var entries = PackedEntries.Read(content, file, path => path is FlightWpml.TemplatePath or FlightWpml.WaylinesPath);
        var path = entries.ContainsKey(FlightWpml.WaylinesPath) ? FlightWpml.WaylinesPath : FlightWpml.TemplatePath;
        return entries.TryGetValue(path, out var document)
            ? Read(SafeXml.Load(document, $"{file}: {path}", "kml"), $"{file}: {path}", geoid)
            : throw new DataFileException(file, FlightWpml.WaylinesPath, $"is missing, and {FlightWpml.TemplatePath} too; expected one of them");
    }

    private static ImportedWay Read(XElement root, string file, GeoidGrid geoid)
    {
        var folders = SafeXml.Descendants(root, "Folder").ToList();
        var folder = folders is [var only] ? only : throw new DataFileException(file, "Folder", $"stands {folders.Count} times; expected one wayline");
        var placemarks = SafeXml.Children(folder, "Placemark").ToList();
        var start = SafeXml.Descendants(root, "takeOffRefPoint").FirstOrDefault()?.Value.Trim() is { Length: > 0 } text ? Start(text, file, geoid) : null;
        return new ImportedWay
        {
            Format = ExchangeFormat.Wpml,
            Name = SafeXml.Text(folder, "name") ?? string.Empty,
            Points = WayImport.Way(placemarks.Select((placemark, index) => Point(placemark, index, Heights(root, folder, start, geoid, file), file)), file),
            Start = start,
            Airspeed = SafeXml.Text(folder, "autoFlightSpeed") is { } speed ? Speed.FromMetresPerSecond(WayText.Number(speed, file, "autoFlightSpeed", 0, 400)) : null,
            IsRefused = SafeXml.Text(folder, "name")?.StartsWith("NO_GO", StringComparison.Ordinal) ?? false,
        };
    }

    /// <summary>How the altitude of a placemark is told.</summary>
    private static Func<XElement, LatLon, string, AltitudeAmsl?> Heights(XElement root, XElement folder, AltitudeAmsl? start, GeoidGrid geoid, string file)
    {
        if (SafeXml.Text(folder, "executeHeightMode") is { } executed)
        {
            return executed switch
            {
                "WGS84" => (placemark, place, where) => WayImport.Amsl(geoid, place, Metres(placemark, "executeHeight", file, where)),
                "relativeToStartPoint" => (placemark, _, where) => Above(start, Metres(placemark, "executeHeight", file, where)),
                "realTimeFollowSurface" => (_, _, _) => null,
                _ => throw new DataFileException(file, "executeHeightMode", $"is \"{WayText.Short(executed)}\"; expected WGS84, relativeToStartPoint or realTimeFollowSurface"),
            };
        }

        var mode = SafeXml.Descendants(root, "heightMode").FirstOrDefault()?.Value.Trim() ?? string.Empty;
        return mode switch
        {
            "EGM96" => (placemark, _, where) => AltitudeAmsl.FromMetres(Metres(placemark, "height", file, where)),
            "relativeToStartPoint" => (placemark, _, where) => Above(start, Metres(placemark, "height", file, where)),
            "aboveGroundLevel" or "realTimeFollowSurface" => (_, _, _) => null,
            _ => throw new DataFileException(file, "heightMode", $"is \"{WayText.Short(mode)}\"; expected EGM96, relativeToStartPoint, aboveGroundLevel or realTimeFollowSurface"),
        };
    }

    private static ImportedPoint Point(XElement placemark, int number, Func<XElement, LatLon, string, AltitudeAmsl?> altitude, string file)
    {
        var where = $"Placemark[{number}]";
        if (SafeXml.Text(placemark, "index") is var index && index != $"{number}")
        {
            throw new DataFileException(file, $"{where}.index", $"is \"{WayText.Short(index ?? string.Empty)}\"; expected {number}, one after the point before");
        }

        var numbers = (SafeXml.Descendants(placemark, "coordinates").FirstOrDefault()?.Value.Trim() ?? string.Empty).Split(',');
        if (numbers.Length < 2)
        {
            throw new DataFileException(file, $"{where}.Point.coordinates", "is no place; expected longitude and latitude");
        }

        var place = WayText.Place(numbers[1], numbers[0], file, $"{where}.Point.coordinates");
        return new ImportedPoint(place, altitude(placemark, place, where), null);
    }

    private static AltitudeAmsl? Above(AltitudeAmsl? start, double metres) => start is { } from ? from + Length.FromMetres(metres) : null;

    private static double Metres(XElement placemark, string key, string file, string where) => SafeXml.Text(placemark, key) is { } text
        ? WayText.Height(text, file, $"{where}.{key}")
        : throw new DataFileException(file, $"{where}.{key}", "is missing");

    // Latitude, longitude, and a height above the ellipsoid.
    private static AltitudeAmsl? Start(string text, string file, GeoidGrid geoid)
    {
        var numbers = text.Split(',');
        return numbers.Length == 3
            ? WayImport.Amsl(geoid, WayText.Place(numbers[0], numbers[1], file, "takeOffRefPoint"), WayText.Height(numbers[2], file, "takeOffRefPoint"))
            : throw new DataFileException(file, "takeOffRefPoint", $"has {numbers.Length} numbers; expected latitude, longitude and a height");
    }
}
