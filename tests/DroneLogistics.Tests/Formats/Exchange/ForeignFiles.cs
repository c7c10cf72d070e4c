using System.IO.Compression;
using System.Text;

namespace DroneLogistics.Tests.Formats.Exchange;

/// <summary>
/// Files as other programs write them, made by hand after the public descriptions of their formats: QGroundControl developer guide, "Plan File
/// Format"; mavlink.io, "File Formats"; RFC 7946; OGC 12-007r2 (KML) and Google's KML reference (gx:Track); the CZML guide of czml-writer;
/// DJI Cloud API, "WPML"; ASTM UTM protocol API for F3548-21. All lead from Putuo by way of one point to Liuheng.
/// </summary>
internal static class ForeignFiles
{
    /// <summary>As QGroundControl plans by default: heights above home, the take-off "here", a transition of the wing, a survey pattern left out.</summary>
    public const string Plan = """
        {
            "fileType": "Plan",
            "geoFence": {
                "circles": [ { "circle": { "center": [29.9, 122.2], "radius": 250.5 }, "inclusion": false, "version": 1 } ],
                "polygons": [ { "inclusion": true, "polygon": [ [29.7, 122.1], [29.7, 122.4], [30.0, 122.4], [30.0, 122.1] ], "version": 1 } ],
                "version": 2
            },
            "groundStation": "QGroundControl",
            "mission": {
                "cruiseSpeed": 15,
                "firmwareType": 12,
                "globalPlanAltitudeMode": 1,
                "hoverSpeed": 5,
                "items": [
                    { "AMSLAltAboveTerrain": null, "Altitude": 114, "AltitudeMode": 1, "autoContinue": true, "command": 84, "doJumpId": 1, "frame": 3, "params": [0, 0, 0, null, 0, 0, 114], "type": "SimpleItem" },
                    { "autoContinue": true, "command": 3000, "doJumpId": 2, "frame": 2, "params": [4, 0, 0, 0, 0, 0, 0], "type": "SimpleItem" },
                    { "AMSLAltAboveTerrain": null, "Altitude": 114, "AltitudeMode": 1, "autoContinue": true, "command": 16, "doJumpId": 3, "frame": 3, "params": [0, 0, 0, null, 29.9, 122.25, 114], "type": "SimpleItem" },
                    { "AMSLAltAboveTerrain": null, "Altitude": 2, "AltitudeMode": 1, "autoContinue": true, "command": 85, "doJumpId": 4, "frame": 3, "params": [0, 0, 0, null, 29.722, 122.17, 2], "type": "SimpleItem" }
                ],
                "plannedHomePosition": [29.985, 122.308, 6],
                "vehicleType": 22,
                "version": 2
            },
            "rallyPoints": { "points": [ [29.95, 122.3, 50] ], "version": 2 },
            "version": 1
        }
        """;

    /// <summary>As Mission Planner saves: CR LF, eight decimals, heights above home after the absolute home.</summary>
    public const string Waypoints =
        "QGC WPL 110\r\n"
        + "0\t1\t0\t16\t0\t0\t0\t0\t29.98500000\t122.30800000\t6.000000\t1\r\n"
        + "1\t0\t3\t22\t0.00000000\t0.00000000\t0.00000000\t0.00000000\t0.00000000\t0.00000000\t114.000000\t1\r\n"
        + "2\t0\t3\t16\t0.00000000\t0.00000000\t0.00000000\t0.00000000\t29.90000000\t122.25000000\t114.000000\t1\r\n"
        + "3\t0\t3\t21\t0.00000000\t0.00000000\t0.00000000\t0.00000000\t29.72200000\t122.17000000\t0.000000\t1\r\n";

    /// <summary>As Google Earth saves a drawn path: a style, a folder, tessellated, line breaks between the positions.</summary>
    public const string Kml = """
        <?xml version="1.0" encoding="UTF-8"?>
        <kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2" xmlns:atom="http://www.w3.org/2005/Atom">
        <Document>
          <name>ferry.kml</name>
          <Style id="line"><LineStyle><color>ff0000ff</color></LineStyle></Style>
          <Folder><name>paths</name>
            <Placemark><name>crossing</name><styleUrl>#line</styleUrl>
              <LineString><tessellate>1</tessellate><altitudeMode>absolute</altitudeMode>
                <coordinates>
                  122.308,29.985,120
                  122.25,29.9,120
                  122.17,29.722,120
                </coordinates>
              </LineString>
            </Placemark>
          </Folder>
        </Document>
        </kml>
        """;

    /// <summary>As a logger writes what was flown.</summary>
    public const string Track = """
        <kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2">
          <Placemark>
            <gx:Track>
              <altitudeMode>absolute</altitudeMode>
              <when>2024-11-25T01:00:00Z</when><when>2024-11-25T01:06:00.5Z</when><when>2024-11-25T09:20:00+08:00</when>
              <gx:coord>122.308 29.985 120</gx:coord><gx:coord>122.25 29.9 120</gx:coord><gx:coord>122.17 29.722 120</gx:coord>
            </gx:Track>
          </Placemark>
        </kml>
        """;

    /// <summary>As the RFC has it: a bare feature, heights above the ellipsoid, a foreign member.</summary>
    public const string GeoJson = """
        { "type": "Feature", "bbox": [122.17, 29.722, 122.308, 29.985], "id": 7, "properties": null,
          "geometry": { "type": "LineString", "coordinates": [[122.308, 29.985, 134.63], [122.25, 29.9, 134.66], [122.17, 29.722, 134.50]] } }
        """;

    /// <summary>As the guide shows it: times as texts, a property beside the position, a packet of its own for a place.</summary>
    public const string Czml = """
        [
          { "id": "document", "version": "1.0" },
          { "id": "port", "position": { "cartographicDegrees": [122.3, 29.98, 0] }, "label": { "text": "port" } },
          { "id": "drone", "availability": "2024-11-25T01:00:00Z/2024-11-25T01:20:00Z",
            "position": { "interpolationAlgorithm": "LAGRANGE", "interpolationDegree": 5,
              "cartographicDegrees": ["2024-11-25T01:00:00Z", 122.308, 29.985, 134, "2024-11-25T01:06:00Z", 122.25, 29.9, 134, "2024-11-25T01:20:00Z", 122.17, 29.722, 134] } }
        ]
        """;

    /// <summary>As a spreadsheet writes it: quotes, CR LF, columns in another order and one that nobody asked for.</summary>
    public const string Csv = "\"longitude_deg\",\"latitude_deg\",\"remark\",\"altitude_m_amsl\"\r\n122.308,29.985,\"pad, west\",120\r\n122.25,29.9,,120\r\n122.17,29.722,\"pad\",120\r\n";

    /// <summary>As a service supplier answers for its details: a polygon, a circle, a version and an OVN.</summary>
    public const string Intent = """
        { "operational_intent": {
            "reference": { "id": "2f8343be-6482-4d1b-a474-16847e01af1e", "manager": "uss1", "uss_availability": "Normal", "version": 3, "state": "Activated", "ovn": "9d158f59-80b7-4c11-9c0c-8a2b4d936b2d",
              "time_start": { "value": "2024-11-25T01:00:00.00Z", "format": "RFC3339" }, "time_end": { "value": "2024-11-25T01:30:00.00Z", "format": "RFC3339" },
              "uss_base_url": "https://uss1.example/utm", "subscription_id": "78ea3fe8-71c2-4f5c-9b44-9c02f5563c6f" },
            "details": { "volumes": [
                { "volume": { "outline_polygon": { "vertices": [ { "lat": 29.9, "lng": 122.2 }, { "lat": 29.9, "lng": 122.3 }, { "lat": 30.0, "lng": 122.3 } ] },
                    "altitude_lower": { "value": 19.5, "reference": "W84", "units": "M" }, "altitude_upper": { "value": 150, "reference": "W84", "units": "M" } },
                  "time_start": { "value": "2024-11-25T01:00:00.00Z", "format": "RFC3339" }, "time_end": { "value": "2024-11-25T01:10:00.00Z", "format": "RFC3339" } },
                { "volume": { "outline_circle": { "center": { "lat": 29.722, "lng": 122.17 }, "radius": { "value": 300.183, "units": "M" } },
                    "altitude_lower": { "value": 10, "reference": "W84", "units": "M" }, "altitude_upper": { "value": 150, "reference": "W84", "units": "M" } },
                  "time_start": { "value": "2024-11-25T01:10:00.00Z", "format": "RFC3339" }, "time_end": { "value": "2024-11-25T01:30:00.00Z", "format": "RFC3339" } } ],
              "off_nominal_volumes": [], "priority": 10 } } }
        """;

    private const string WpmlHead = """<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2" xmlns:wpml="http://www.dji.com/wpmz/1.0.2"><Document>""";

    private const string WpmlConfig = """
        <wpml:missionConfig><wpml:flyToWaylineMode>safely</wpml:flyToWaylineMode><wpml:finishAction>goHome</wpml:finishAction><wpml:exitOnRCLost>executeLostAction</wpml:exitOnRCLost>
        <wpml:executeRCLostAction>goBack</wpml:executeRCLostAction><wpml:takeOffSecurityHeight>20</wpml:takeOffSecurityHeight><wpml:takeOffRefPoint>29.985,122.308,20</wpml:takeOffRefPoint>
        <wpml:globalTransitionalSpeed>10</wpml:globalTransitionalSpeed><wpml:droneInfo><wpml:droneEnumValue>89</wpml:droneEnumValue></wpml:droneInfo></wpml:missionConfig>
        """;

    private static readonly string[] Coordinates = ["122.308,29.985", "122.25,29.9", "122.17,29.722"];

    /// <summary>As a pilot's program packs it: template and waylines, the latter with heights above the start, a folder of resources.</summary>
    public static byte[] Wpml => Zip(
        ("wpmz/template.kml", $"{WpmlHead}{WpmlConfig}<Folder><wpml:templateType>waypoint</wpml:templateType><wpml:waylineCoordinateSysParam><wpml:heightMode>relativeToStartPoint</wpml:heightMode></wpml:waylineCoordinateSysParam>{Points("height")}</Folder></Document></kml>"),
        ("wpmz/waylines.wpml", $"{WpmlHead}{WpmlConfig}<Folder><wpml:templateId>0</wpml:templateId><wpml:executeHeightMode>relativeToStartPoint</wpml:executeHeightMode><wpml:waylineId>0</wpml:waylineId><wpml:autoFlightSpeed>7</wpml:autoFlightSpeed>{Points("executeHeight")}</Folder></Document></kml>"),
        ("wpmz/res/image.txt", "no picture"));

    /// <summary>A path of Google Earth, packed as it packs it.</summary>
    public static byte[] Kmz => Zip(("doc.kml", Kml), ("files/icon.txt", "no icon"));

    public static byte[] Zip(params (string Path, string Text)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, text) in entries)
            {
                using var content = archive.CreateEntry(path).Open();
                content.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return bytes.ToArray();
    }

    private static string Points(string height) => string.Concat(Coordinates.Select((place, index) =>
        $"<Placemark><Point><coordinates>\n{place}\n</coordinates></Point><wpml:index>{index}</wpml:index><wpml:{height}>114</wpml:{height}><wpml:waypointSpeed>7</wpml:waypointSpeed></Placemark>"));
}
