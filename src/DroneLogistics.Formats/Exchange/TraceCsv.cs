using System.Globalization;
using static System.FormattableString;

namespace DroneLogistics.Formats.Exchange;

/// <summary>One line of a trace.</summary>
/// <param name="Time">When, UTC.</param>
/// <param name="Seconds">Since block-off.</param>
/// <param name="LatitudeDegrees">WGS 84.</param>
/// <param name="LongitudeDegrees">WGS 84.</param>
/// <param name="AltitudeMetresAmsl">Metres above mean sea level.</param>
/// <param name="DistanceMetres">Flown over the ground.</param>
/// <param name="Phase">The phase of flight, for example VERTICAL_CLIMB.</param>
/// <param name="GroundSpeed">Metres a second.</param>
/// <param name="Airspeed">True, metres a second.</param>
/// <param name="PowerWatts">Electrical power.</param>
/// <param name="ChargeRatio">Charge, 0 to 1; null where the battery is empty before.</param>
public sealed record TraceRow(
    DateTimeOffset Time,
    double Seconds,
    double LatitudeDegrees,
    double LongitudeDegrees,
    double AltitudeMetresAmsl,
    double DistanceMetres,
    string Phase,
    double GroundSpeed,
    double Airspeed,
    double PowerWatts,
    double? ChargeRatio);

/// <summary>Writes a trace as CSV (RFC 4180) with units in the names of its columns.</summary>
public static class TraceCsv
{
    /// <summary>The trace of a flight.</summary>
    public static string Write(ExchangedFlight flight) => Write(flight.Trace.Select(point => new TraceRow(
        flight.TimeOf(point),
        point.Seconds,
        point.Position.LatitudeDegrees,
        point.Position.LongitudeDegrees,
        point.Altitude.Metres,
        point.DistanceMetres,
        PhaseWord(point.Phase),
        point.GroundSpeed.MetresPerSecond,
        point.Airspeed.MetresPerSecond,
        point.Power.Watts,
        point.Charge?.Ratio)));

    /// <summary>Rows in their order below a header.</summary>
    public static string Write(IEnumerable<TraceRow> rows)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        text.Write("time,elapsed_s,latitude_deg,longitude_deg,altitude_m_amsl,distance_m,phase,ground_speed_mps,airspeed_mps,power_w,soc_ratio\n");
        foreach (var row in rows)
        {
            text.Write(Invariant($"{row.Time.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'},{row.Seconds:R},{row.LatitudeDegrees:R},{row.LongitudeDegrees:R},{row.AltitudeMetresAmsl:R},{row.DistanceMetres:R},{row.Phase},{row.GroundSpeed:R},{row.Airspeed:R},{row.PowerWatts:R},{row.ChargeRatio?.ToString("R", CultureInfo.InvariantCulture)}\n"));
        }

        return text.ToString();
    }

    // As the contract spells it.
    private static string PhaseWord(Simulation.FlightPhase phase) =>
        string.Concat(phase.ToString().Select((letter, index) => index > 0 && char.IsUpper(letter) ? $"_{letter}" : $"{char.ToUpperInvariant(letter)}"));
}
