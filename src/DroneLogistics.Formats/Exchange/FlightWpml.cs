using System.Xml.Linq;
using DroneLogistics.Geodesy;

namespace DroneLogistics.Formats.Exchange;

/// <summary>
/// Writes a flight as waylines of DJI (WPML 1.0.2 in a KMZ): <c>template.kml</c> with altitudes above mean sea level (EGM96) and the ellipsoid,
/// <c>waylines.wpml</c> with heights above the ellipsoid, as the aircraft flies them. The model of the aircraft is not in it: the format has
/// numbers for some of the maker's own only, and the pilot's program asks for it.
/// </summary>
public static class FlightWpml
{
    internal const string TemplatePath = "wpmz/template.kml";
    internal const string WaylinesPath = "wpmz/waylines.wpml";

    internal static readonly XNamespace Wpml = "http://www.dji.com/wpmz/1.0.2";

    // Heights that an aircraft may rise to above its start before it turns to the way, metres: bounds of the format.
    private const double LeastRise = 1.2;
    private const double MostRise = 1500;

    private static readonly XNamespace Kml = XmlOut.Kml;

    /// <exception cref="ExportException">The geoid is not known there, or the way rises further than the format has numbers for.</exception>
    public static byte[] Write(ExchangedFlight flight) => PackedFile.Write((TemplatePath, XmlOut.Text(Template(flight))), (WaylinesPath, XmlOut.Text(Waylines(flight))));

    private static XElement Template(ExchangedFlight flight) => Root(
        new XElement(Wpml + "author", flight.MarkedName),
        new XElement(Wpml + "createTime", flight.Departure.ToUnixTimeMilliseconds()),
        Config(flight),
        Folder(
            flight,
            [
                new XElement(Wpml + "templateType", "waypoint"),
                new XElement(Wpml + "waylineCoordinateSysParam", new XElement(Wpml + "coordinateMode", "WGS84"), new XElement(Wpml + "heightMode", "EGM96")),
                new XElement(Wpml + "globalHeight", XmlOut.Number(flight.Cruise.Metres)),
                new XElement(Wpml + "globalWaypointTurnMode", "toPointAndStopWithDiscontinuityCurvature"),
                new XElement(Wpml + "globalUseStraightLine", 1),
            ],
            place =>
            [
                new XElement(Wpml + "ellipsoidHeight", XmlOut.Number(flight.EllipsoidMetres(place, flight.Cruise))),
                new XElement(Wpml + "height", XmlOut.Number(flight.Cruise.Metres)),
                new XElement(Wpml + "useGlobalHeight", 1),
                new XElement(Wpml + "useGlobalSpeed", 1),
            ]));

    private static XElement Waylines(ExchangedFlight flight) => Root(
        Config(flight),
        Folder(
            flight,
            [
                new XElement(Wpml + "executeHeightMode", "WGS84"),
                new XElement(Wpml + "waylineId", 0),
                new XElement(Wpml + "distance", XmlOut.Number(Math.Round(flight.Trace[^1].DistanceMetres, 1))),
                new XElement(Wpml + "duration", XmlOut.Number(Math.Round(flight.Trace[^1].Seconds, 1))),
            ],
            place =>
            [
                new XElement(Wpml + "executeHeight", XmlOut.Number(flight.EllipsoidMetres(place, flight.Cruise))),
                new XElement(Wpml + "waypointSpeed", XmlOut.Number(flight.Airspeed.MetresPerSecond)),
            ]));

    private static XElement Root(params XElement[] parts) => new(
        Kml + "kml",
        new XAttribute(XNamespace.Xmlns + "wpml", Wpml),
        new XElement(Kml + "Document", parts));

    private static XElement Config(ExchangedFlight flight)
    {
        var rise = (flight.Cruise - flight.OriginElevation).Metres;
        if (!(rise >= LeastRise && rise <= MostRise))
        {
            throw new ExportException(FormattableString.Invariant($"the way lies {rise:0.##} m above the start; the format takes {LeastRise} to {MostRise} m"));
        }

        var start = flight.Waypoints[0];
        return new XElement(
            Wpml + "missionConfig",
            new XElement(Wpml + "flyToWaylineMode", "safely"),

            // The last waypoint is over the pad of the destination: it lands there.
            new XElement(Wpml + "finishAction", "autoLand"),
            new XElement(Wpml + "exitOnRCLost", "goContinue"),
            new XElement(Wpml + "executeRCLostAction", "goBack"),
            new XElement(Wpml + "takeOffSecurityHeight", XmlOut.Number(rise)),
            new XElement(Wpml + "takeOffRefPoint", $"{XmlOut.Number(start.LatitudeDegrees)},{XmlOut.Number(start.LongitudeDegrees)},{XmlOut.Number(flight.EllipsoidMetres(start, flight.OriginElevation))}"),
            new XElement(Wpml + "globalTransitionalSpeed", XmlOut.Number(flight.Airspeed.MetresPerSecond)));
    }

    private static XElement Folder(ExchangedFlight flight, XElement[] settings, Func<LatLon, XElement[]> heights) => new(
        Kml + "Folder",
        new XElement(Kml + "name", flight.MarkedName),
        new XElement(Wpml + "templateId", 0),
        settings,
        new XElement(Wpml + "autoFlightSpeed", XmlOut.Number(flight.Airspeed.MetresPerSecond)),
        flight.Waypoints.Select((place, index) => new XElement(
            Kml + "Placemark",
            new XElement(Kml + "Point", new XElement(Kml + "coordinates", $"{XmlOut.Number(place.LongitudeDegrees)},{XmlOut.Number(place.LatitudeDegrees)}")),
            new XElement(Wpml + "index", index),
            heights(place),
            new XElement(Wpml + "waypointTurnParam", new XElement(Wpml + "waypointTurnMode", "toPointAndStopWithDiscontinuityCurvature"), new XElement(Wpml + "waypointTurnDampingDist", 0)),
            new XElement(Wpml + "useStraightLine", 1))));
}
