using System.Xml.Linq;

namespace DroneLogistics.Formats.Exchange;

/// <summary>
/// Writes a flight as KML 2.2 with a track of Google's extension: its way as a line, its trace in time, what it may fill as polygons, its
/// alternates as points. Absolute altitudes of KML are above mean sea level.
/// </summary>
public static class FlightKml
{
    private static readonly XNamespace Kml = XmlOut.Kml;
    private static readonly XNamespace Gx = XmlOut.Gx;

    public static string Write(ExchangedFlight flight) => XmlOut.Text(new XElement(
        Kml + "kml",
        new XAttribute(XNamespace.Xmlns + "gx", Gx),
        new XElement(
            Kml + "Document",
            new XElement(Kml + "name", flight.MarkedName),
            new XElement(Kml + "description", flight.MarkedDescription),
            Placemark("way", flight.MarkedDescription, Data(flight), Absolute("LineString", flight.Line.Select(point => XmlOut.LonLat(point.Place, point.Altitude.Metres)))),
            Placemark("trace", "the flight in time", null, Track(flight)),
            FlightFence.Of(flight.Corridor).Select(polygon => Placemark(polygon.IsInclusion ? "corridor" : "outside the corridor", "what the flight may fill", null, Polygon(polygon))),
            flight.Alternates.Select(site => Placemark(site.Id.Text, "alternate", null, Absolute("Point", [XmlOut.LonLat(site.Position, site.Elevation.Metres)]))))));

    private static XElement Placemark(string name, string description, XElement? data, XElement geometry) =>
        new(Kml + "Placemark", new XElement(Kml + "name", name), new XElement(Kml + "description", description), data, geometry);

    private static XElement Data(ExchangedFlight flight)
    {
        (string Name, string Value)[] facts =
        [
            ("verdict", flight.Verdict),
            ("refusals", string.Join(' ', flight.Refusals)),
            ("cruiseAltitudeMAmsl", XmlOut.Number(flight.Cruise.Metres)),
            ("cruiseAirspeedMps", XmlOut.Number(flight.Airspeed.MetresPerSecond)),
            ("payloadKg", XmlOut.Number(flight.Payload.Kilograms)),
            ("departureTime", JsonOut.Instant(flight.Departure)),
            ("arrivalTime", JsonOut.Instant(flight.Arrival)),
        ];
        return new XElement(Kml + "ExtendedData", facts.Select(fact => new XElement(Kml + "Data", new XAttribute("name", fact.Name), new XElement(Kml + "value", fact.Value))));
    }

    private static XElement Absolute(string kind, IEnumerable<string> positions) => new(
        Kml + kind,
        new XElement(Kml + "altitudeMode", "absolute"),
        new XElement(Kml + "coordinates", string.Join(' ', positions)));

    private static XElement Track(ExchangedFlight flight) => new(
        Gx + "Track",
        new XElement(Kml + "altitudeMode", "absolute"),
        flight.Trace.Select(point => new XElement(Kml + "when", JsonOut.Instant(flight.TimeOf(point)))),
        flight.Trace.Select(point => new XElement(Gx + "coord", $"{XmlOut.Number(point.Position.LongitudeDegrees)} {XmlOut.Number(point.Position.LatitudeDegrees)} {XmlOut.Number(point.Altitude.Metres)}")));

    private static XElement Polygon(FencePolygon polygon) => new(
        Kml + "Polygon",
        new XElement(
            Kml + "outerBoundaryIs",
            new XElement(Kml + "LinearRing", new XElement(Kml + "coordinates", string.Join(' ', polygon.Corners.Append(polygon.Corners[0]).Select(corner => XmlOut.LonLat(corner, 0)))))));
}
