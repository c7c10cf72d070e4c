using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using DroneLogistics.Geodesy;

namespace DroneLogistics.Formats.Exchange;

/// <summary>XML as it is written here: UTF-8 with its declaration, indented, a line feed at the end.</summary>
internal static class XmlOut
{
    public static readonly XNamespace Kml = "http://www.opengis.net/kml/2.2";
    public static readonly XNamespace Gx = "http://www.google.com/kml/ext/2.2";

    public static string Text(XElement root)
    {
        using var text = new Utf8Writer();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, NewLineChars = "\n" }))
        {
            root.Save(xml);
        }

        return text + "\n";
    }

    public static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Longitude, latitude and height as KML joins them.</summary>
    public static string LonLat(LatLon place, double metres) => $"{Number(place.LongitudeDegrees)},{Number(place.LatitudeDegrees)},{Number(metres)}";

    private sealed class Utf8Writer() : StringWriter(CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;
    }
}
