namespace DroneLogistics.Formats.Exchange;

/// <summary>A format in which programs of the field exchange flights. The zero value is none.</summary>
public enum ExchangeFormat
{
    Unknown = 0,

    /// <summary>RFC 7946: the way, the corridor and the alternates; heights above the ellipsoid.</summary>
    GeoJson,

    /// <summary>OGC 12-007r2 with the track of the gx extension; heights above mean sea level.</summary>
    Kml,

    /// <summary>The same, packed.</summary>
    Kmz,

    /// <summary>Cesium's language: the trace in time; heights above the ellipsoid.</summary>
    Czml,

    /// <summary>QGroundControl's plan file: mission, geofence and rally points; mission above mean sea level, rally points above the take-off.</summary>
    Plan,

    /// <summary>MAVLink's plain-text mission file, QGC WPL 110; above mean sea level.</summary>
    Waypoints,

    /// <summary>DJI's waylines, a KMZ with template.kml and waylines.wpml; the first above mean sea level and the ellipsoid, the second above the ellipsoid.</summary>
    Wpml,

    /// <summary>The trace as a table; above mean sea level.</summary>
    Csv,

    /// <summary>An operational intent as ASTM F3548-21 exchanges it: 4-D volumes; above the ellipsoid.</summary>
    F3548,
}

/// <summary>What is to be known of a format.</summary>
/// <param name="Format">Which.</param>
/// <param name="Word">As it is typed.</param>
/// <param name="Extension">Of its files, with the dot.</param>
/// <param name="MediaType">Of its content.</param>
/// <param name="IsMission">An aircraft would fly it: it is not written of a flight that is refused, unless that is asked for.</param>
/// <param name="IsText">UTF-8 text that a terminal can show.</param>
public sealed record ExchangeFormatEntry(ExchangeFormat Format, string Word, string Extension, string MediaType, bool IsMission, bool IsText);

/// <summary>The closed list of formats.</summary>
public static class ExchangeFormats
{
    public static readonly IReadOnlyList<ExchangeFormatEntry> All =
    [
        new(ExchangeFormat.GeoJson, "geojson", ".geojson", "application/geo+json", IsMission: false, IsText: true),
        new(ExchangeFormat.Kml, "kml", ".kml", "application/vnd.google-earth.kml+xml", IsMission: false, IsText: true),
        new(ExchangeFormat.Kmz, "kmz", ".kmz", "application/vnd.google-earth.kmz", IsMission: false, IsText: false),
        new(ExchangeFormat.Czml, "czml", ".czml", "application/json", IsMission: false, IsText: true),
        new(ExchangeFormat.Plan, "plan", ".plan", "application/json", IsMission: true, IsText: true),
        new(ExchangeFormat.Waypoints, "waypoints", ".waypoints", "text/plain", IsMission: true, IsText: true),
        new(ExchangeFormat.Wpml, "wpml", ".kmz", "application/vnd.google-earth.kmz", IsMission: true, IsText: false),
        new(ExchangeFormat.Csv, "csv", ".csv", "text/csv", IsMission: false, IsText: true),
        new(ExchangeFormat.F3548, "f3548", ".json", "application/json", IsMission: false, IsText: true),
    ];

    /// <summary>The entry of a format.</summary>
    public static ExchangeFormatEntry Of(ExchangeFormat format) => All.First(entry => entry.Format == format);
}
