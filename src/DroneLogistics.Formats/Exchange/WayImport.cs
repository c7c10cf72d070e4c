using System.Text;
using DroneLogistics.Geodesy;
using DroneLogistics.Provenance;
using DroneLogistics.Units;

namespace DroneLogistics.Formats.Exchange;

/// <summary>Reads the way of a file of any of the formats, told by its content: whole, or refused with place, value and bound.</summary>
public static class WayImport
{
    /// <summary>The way of a file.</summary>
    /// <param name="content">The file.</param>
    /// <param name="file">Its name, for complaints.</param>
    /// <param name="geoid">For heights above the ellipsoid; where it knows nothing, altitudes are not known.</param>
    /// <exception cref="DataFileException">Names file, place, value and bound.</exception>
    public static ImportedWay Read(ReadOnlyMemory<byte> content, string file, GeoidGrid geoid)
    {
        if (content.Length > WayLimits.MaxFileBytes)
        {
            throw new DataFileException(file, "(file)", $"has {content.Length} bytes; expected at most {WayLimits.MaxFileBytes}");
        }

        return FormatOf(content, file) switch
        {
            ExchangeFormat.GeoJson => GeoJsonWay.Read(content, file, geoid),
            ExchangeFormat.Kml => KmlWay.Read(content, file),
            ExchangeFormat.Kmz => KmlWay.Unpack(content, file),
            ExchangeFormat.Czml => CzmlWay.Read(content, file, geoid),
            ExchangeFormat.Plan => PlanWay.Read(content, file),
            ExchangeFormat.Waypoints => WaypointFileWay.Read(content, file),
            ExchangeFormat.Wpml => WpmlWay.Read(content, file, geoid),
            ExchangeFormat.Csv => TraceCsvWay.Read(content, file),
            ExchangeFormat.F3548 => throw new DataFileException(file, "operational_intent", "holds volumes and no way; expected a file with the points of a way"),
            _ => throw new DataFileException(file, "(file)", $"is of no format that is known; expected {string.Join(", ", ExchangeFormats.All.Where(entry => entry.Format != ExchangeFormat.F3548).Select(entry => entry.Word))}"),
        };
    }

    /// <summary>What a file is, by how it begins and by the keys at its root.</summary>
    /// <exception cref="DataFileException">It is empty, or begins like JSON or a zip and is none.</exception>
    public static ExchangeFormat FormatOf(ReadOnlyMemory<byte> content, string file)
    {
        var span = content.Span;
        if (span.StartsWith("PK"u8))
        {
            return PackedEntries.Read(content, file, path => path.StartsWith("wpmz/", StringComparison.Ordinal)).Count > 0 ? ExchangeFormat.Wpml : ExchangeFormat.Kmz;
        }

        byte[] mark = [0xEF, 0xBB, 0xBF];
        span = (span.StartsWith(mark) ? span[mark.Length..] : span).TrimStart(" \t\r\n"u8);
        if (span.IsEmpty)
        {
            throw new DataFileException(file, "(file)", "is empty; expected a file with the points of a way");
        }

        return span[0] switch
        {
            (byte)'<' => ExchangeFormat.Kml,
            (byte)'[' => ExchangeFormat.Czml,
            (byte)'{' => OfObject(JsonSpot.Parse(content, file)),
            _ when span.StartsWith(Encoding.ASCII.GetBytes("QGC WPL")) => ExchangeFormat.Waypoints,
            _ => ExchangeFormat.Csv,
        };
    }

    private static ExchangeFormat OfObject(JsonSpot root) =>
        root.Find("fileType") is not null ? ExchangeFormat.Plan
        : root.Find("operational_intent") is not null ? ExchangeFormat.F3548
        : root.Find("type") is not null ? ExchangeFormat.GeoJson
        : ExchangeFormat.Unknown;

    /// <summary>Points without those that repeat the one before.</summary>
    /// <exception cref="DataFileException">Fewer than two different places, or too many points.</exception>
    internal static IReadOnlyList<ImportedPoint> Way(IEnumerable<ImportedPoint> points, string file)
    {
        var kept = new List<ImportedPoint>();
        foreach (var point in points)
        {
            if (kept.Count == 0 || (kept[^1].Place, kept[^1].Altitude) != (point.Place, point.Altitude))
            {
                kept.Add(point);
            }

            RequireCount(kept.Count, file);
        }

        return kept.Select(point => point.Place).Distinct().Take(2).Count() == 2
            ? kept
            : throw new DataFileException(file, "(way)", $"has {kept.Count} points at one place; expected two different places at least");
    }

    internal static void RequireCount(int points, string file)
    {
        if (points > WayLimits.MaxPoints)
        {
            throw new DataFileException(file, "(way)", $"has more than {WayLimits.MaxPoints} points; expected at most so many");
        }
    }

    internal static AltitudeAmsl? Amsl(GeoidGrid geoid, LatLon place, double? ellipsoidMetres) =>
        ellipsoidMetres is { } metres ? geoid.ToAmsl(place, EllipsoidalHeight.FromMetres(metres)) : null;
}
