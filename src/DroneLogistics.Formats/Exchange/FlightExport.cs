using System.Text;

namespace DroneLogistics.Formats.Exchange;

/// <summary>Who an operational intent belongs to.</summary>
/// <param name="Manager">As its service supplier is called.</param>
/// <param name="Url">Where that supplier answers.</param>
public sealed record IntentOwner(string Manager, Uri Url)
{
    /// <summary>Nobody yet: a name of ours and an address that leads nowhere (RFC 2606).</summary>
    public static readonly IntentOwner None = new("dronelogistics", new Uri("https://uss.invalid"));
}

/// <summary>Writes flights in every format.</summary>
public static class FlightExport
{
    /// <summary>A flight as the bytes of a file, the same for the same flight.</summary>
    /// <param name="flight">The flight.</param>
    /// <param name="format">The format.</param>
    /// <param name="evenRefused">Write a mission although the flight is refused; it is marked in the file.</param>
    /// <param name="owner">Of an operational intent.</param>
    /// <exception cref="ExportException">A mission of a refused flight that was not asked for, or a flight that the format cannot hold.</exception>
    public static byte[] Write(ExchangedFlight flight, ExchangeFormat format, bool evenRefused, IntentOwner owner)
    {
        if (ExchangeFormats.Of(format).IsMission && !flight.IsGo && !evenRefused)
        {
            throw new ExportException($"the flight is refused ({string.Join(", ", flight.Refusals)}), and {ExchangeFormats.Of(format).Word} is a mission that an aircraft would fly");
        }

        return format switch
        {
            ExchangeFormat.GeoJson => Utf8(FlightGeoJson.Write(flight)),
            ExchangeFormat.Kml => Utf8(FlightKml.Write(flight)),
            ExchangeFormat.Kmz => PackedFile.Write(("doc.kml", FlightKml.Write(flight))),
            ExchangeFormat.Czml => Utf8(FlightCzml.Write(flight)),
            ExchangeFormat.Plan => Utf8(QgcPlan.Write(flight)),
            ExchangeFormat.Waypoints => Utf8(WaypointFile.Write(flight)),
            ExchangeFormat.Wpml => FlightWpml.Write(flight),
            ExchangeFormat.Csv => Utf8(TraceCsv.Write(flight)),
            ExchangeFormat.F3548 => Utf8(OperationalIntentFile.Write(flight, owner.Manager, owner.Url)),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Not a format."),
        };
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
