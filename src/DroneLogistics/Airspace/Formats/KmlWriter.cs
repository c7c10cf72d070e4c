using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using DroneLogistics.Geodesy;

namespace DroneLogistics.Airspace.Formats;

/// <summary>
/// Writes KML 2.2 for maps on a screen: a zone a Placemark with its values in ExtendedData, as <see cref="KmlReader"/> reads them. KML has no
/// words for times, authorities and several layers of one zone: what is lost is told, and a zone that loses a height or a time is written
/// larger. A circle stays a point with a radius, for which maps draw a pin.
/// </summary>
public static class KmlWriter
{
    private static readonly XNamespace Kml = "http://www.opengis.net/kml/2.2";

    /// <summary>The set as UTF-8.</summary>
    /// <exception cref="ArgumentException">A zone that cannot be held: an identifier of more than 7 letters, or one without restriction that would be written larger.</exception>
    public static GeozoneExport Write(GeozoneSet set)
    {
        var log = new ExportLog(set);
        log.TellMetadata();
        var document = new XElement(Kml + "Document", new XElement(Kml + "name", set.Name));
        if (log.Description is { Length: > 0 } description)
        {
            document.Add(new XElement(Kml + "description", description));
        }

        document.Add(set.Zones.Select(zone => Placemark(zone, log)));
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true, NewLineChars = "\n", CloseOutput = false }))
        {
            new XElement(Kml + "kml", document).Save(xml);
        }

        return new GeozoneExport([.. stream.ToArray(), (byte)'\n'], log.Losses);
    }

    private static XElement Placemark(Geozone zone, ExportLog log)
    {
        if (zone.Id.Identifier.Length > ZoneId.StandardLength)
        {
            throw new ArgumentException($"{zone.Id}: an identifier has at most {ZoneId.StandardLength} characters.", nameof(zone));
        }

        if (zone.LimitedApplicability.Count > 0)
        {
            log.Widen(zone, "the times at which it is in force", "written as always");
        }

        log.Drop(zone, zone.Variant != ZoneVariant.Common, "the variant", "written as common");
        log.Drop(zone, zone.Reasons.Count + zone.OtherReasonInfo.Count > 0, "the reasons");
        log.Drop(zone, zone.RestrictionConditions is not null, "the conditions");
        log.Drop(zone, zone.Authorities.Any(authority => authority.Names.Count > 0), "the authorities");
        log.Drop(zone, zone is { Region: not null } or { RegulationExemption: not null } or { DataSource: not null } or { ExtendedPropertiesJson: not null }, "region, exemption, source or members of the publisher's own");
        var layer = OneLayer(zone, log);
        var unit = (layer.Lower ?? layer.Upper)?.Unit ?? LimitUnit.Metres;
        var values = new XElement(
            Kml + "ExtendedData",
            Value("identifier", zone.Id.Identifier),
            Value("country", zone.Id.Country),
            Value("type", Ed318Words.Types.Write(zone.Type)),
            Limit("lower", layer.Lower, unit),
            Limit("upper", layer.Upper, unit),
            Value("uom", Ed318Words.Units.Write(unit)));
        var radius = OneRadius(zone, log);
        if (radius is { } metres)
        {
            values.Add(Value("radius", Number(metres)));
        }

        var shapes = zone.Volumes.Select(volume => Shape(volume.Shape)).ToList();
        var name = log.One(zone, zone.Names, "the name");
        var message = log.One(zone, zone.Messages, "the message");
        return new XElement(
            Kml + "Placemark",
            name is null ? null : new XElement(Kml + "name", name),
            message is null ? null : new XElement(Kml + "description", message),
            values,
            shapes.Count == 1 ? shapes[0] : new XElement(Kml + "MultiGeometry", shapes));
    }

    /// <summary>The layer of all volumes; where they have several, one that holds them all.</summary>
    private static ZoneLayer OneLayer(Geozone zone, ExportLog log)
    {
        var layers = zone.Volumes.Select(volume => volume.Layer).Distinct().ToList();
        if (layers.Count == 1)
        {
            return layers[0];
        }

        log.Widen(zone, "the heights of each volume", "written as one layer that holds them all");
        return new ZoneLayer(
            Outermost([.. layers.Select(layer => layer.Lower)], heights => heights.MinBy(limit => limit.Height.Metres)),
            Outermost([.. layers.Select(layer => layer.Upper)], heights => heights.MaxBy(limit => limit.Height.Metres)));
    }

    /// <summary>Limits of different datums do not compare, and one that is none is beyond them all: no limit.</summary>
    private static VerticalLimit? Outermost(IReadOnlyList<VerticalLimit?> limits, Func<IEnumerable<VerticalLimit>, VerticalLimit> choose) =>
        limits.Select(limit => limit?.Reference).Distinct().Count() == 1 && limits[0] is not null ? choose(limits.Select(limit => limit!.Value)) : null;

    /// <summary>The radius of all circles; where they have several, the largest.</summary>
    private static double? OneRadius(Geozone zone, ExportLog log)
    {
        var radii = zone.Volumes.Select(volume => volume.Shape).OfType<ZoneCircle>().Select(circle => circle.Radius.Metres).Distinct().ToList();
        if (radii.Count > 1)
        {
            log.Widen(zone, "the radius of each circle", "written as the largest");
        }

        return radii.Count == 0 ? null : radii.Max();
    }

    private static XElement Shape(ZoneShape shape) => shape switch
    {
        ZoneCircle circle => new XElement(Kml + "Point", new XElement(Kml + "coordinates", Position(circle.Centre))),
        ZonePolygon polygon => new XElement(
            Kml + "Polygon",
            Ring("outerBoundaryIs", polygon.Outer),
            polygon.Holes.Select(hole => Ring("innerBoundaryIs", hole))),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static XElement Ring(string boundary, IReadOnlyList<LatLon> ring) =>
        new(Kml + boundary, new XElement(Kml + "LinearRing", new XElement(Kml + "coordinates", string.Join(' ', ring.Select(Position)))));

    private static IEnumerable<XElement> Limit(string key, VerticalLimit? limit, LimitUnit unit)
    {
        if (limit is not { } known)
        {
            return [Value(key, PlainZone.NoLimit)];
        }

        var metresPerUnit = new VerticalLimit(1, unit, known.Reference).Height.Metres;
        return [Value(key, Number(known.Unit == unit ? known.Figure : known.Height.Metres / metresPerUnit)), Value($"{key}Reference", Ed318Words.References.Write(known.Reference))];
    }

    private static XElement Value(string key, string text) => new(Kml + "Data", new XAttribute("name", key), new XElement(Kml + "value", text));

    private static string Position(LatLon position) => $"{Number(position.LongitudeDegrees)},{Number(position.LatitudeDegrees)}";

    private static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
