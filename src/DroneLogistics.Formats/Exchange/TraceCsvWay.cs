using DroneLogistics.Geodesy;
using DroneLogistics.Units;

namespace DroneLogistics.Formats.Exchange;

/// <summary>Reads a table of points with the columns <c>latitude_deg</c> and <c>longitude_deg</c>, and where they are there <c>altitude_m_amsl</c> and <c>time</c>; other columns are left alone.</summary>
internal static class TraceCsvWay
{
    public static ImportedWay Read(ReadOnlyMemory<byte> content, string file)
    {
        var table = CsvTable.Read(content, file, "latitude_deg", "longitude_deg");
        WayImport.RequireCount(table.Rows.Count, file);
        return new ImportedWay { Format = ExchangeFormat.Csv, Points = WayImport.Way(table.Rows.Select(Point), file) };
    }

    private static ImportedPoint Point(CsvTable.Row row) => new(
        new LatLon(row.Number("latitude_deg", "degrees", -90, 90), row.Number("longitude_deg", "degrees", -180, 180)),
        row.NumberOrEmpty("altitude_m_amsl", "m", WayLimits.LeastMetres, WayLimits.MostMetres) is { } metres ? AltitudeAmsl.FromMetres(metres) : null,
        row.TextOrEmpty("time") is { Length: > 0 } text
            ? WayText.Instant(text) ?? throw row.Trouble("time", $"is \"{WayText.Short(text)}\"; expected an instant with its zone, such as 2026-12-01T01:00:00Z")
            : null);
}
