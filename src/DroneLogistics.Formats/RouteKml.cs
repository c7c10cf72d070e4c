using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace DroneLogistics.Formats;

/// <summary>Writes routes as KML 2.2: each a line up from its pad, along its waypoints at cruise altitude and down, with its facts.</summary>
/// <remarks>KML's absolute altitudes are above mean sea level.</remarks>
public static class RouteKml
{
    private static readonly XNamespace Kml = "http://www.opengis.net/kml/2.2";

    /// <summary>The routes as text, in their order.</summary>
    /// <param name="title">Of the document.</param>
    /// <param name="routes">At least one.</param>
    public static string Write(string title, IEnumerable<DrawnRoute> routes)
    {
        var document = new XElement(Kml + "Document", new XElement(Kml + "name", title), routes.Select(Placemark));
        using var text = new Utf8Writer();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, NewLineChars = "\n" }))
        {
            new XElement(Kml + "kml", document).Save(xml);
        }

        return text + "\n";
    }

    private static XElement Placemark(DrawnRoute route)
    {
        string Place(int i, double metres) => string.Create(CultureInfo.InvariantCulture, $"{route.Waypoints[i].LongitudeDegrees:R},{route.Waypoints[i].LatitudeDegrees:R},{metres:R}");
        var (cruise, last) = (route.Cruise.Metres, route.Waypoints.Count - 1);
        var line = Enumerable.Range(0, last + 1).Select(i => Place(i, cruise)).Prepend(Place(0, route.OriginElevation.Metres)).Append(Place(last, route.DestinationElevation.Metres));
        return new XElement(
            Kml + "Placemark",
            new XElement(Kml + "name", route.Name),
            new XElement(Kml + "description", route.Description),
            new XElement(
                Kml + "ExtendedData",
                route.Facts.Select(fact => new XElement(Kml + "Data", new XAttribute("name", fact.Key), new XElement(Kml + "value", Convert.ToString(fact.Value, CultureInfo.InvariantCulture))))),
            new XElement(
                Kml + "LineString",
                new XElement(Kml + "extrude", 1),
                new XElement(Kml + "altitudeMode", "absolute"),
                new XElement(Kml + "coordinates", string.Join(' ', line))));
    }

    private sealed class Utf8Writer() : StringWriter(CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;
    }
}
