using DroneLogistics.Provenance;
using DroneLogistics.Simulation;
using DroneLogistics.Units;

namespace DroneLogistics.Formats;

/// <summary>A log of flights as CSV: one line a flight, the plan it was flown by and, where it was measured, the energy it took.</summary>
public static class FlightRecordFile
{
    /// <summary>The columns a plan is read from; an empty or missing wind is not known.</summary>
    public static readonly IReadOnlyList<string> PlanColumns = ["flight", "route", "speed_mps", "payload_g", "altitude_m", "ambient_wind_mps"];

    /// <summary>The column that predictions are compared with, if it is there.</summary>
    public const string MeasuredColumn = "energy_wh";

    /// <summary>Reads a log; columns that are not named above are not looked at.</summary>
    /// <exception cref="DataFileException">Names file, line, column, value and bound.</exception>
    public static IReadOnlyList<FlightRecord> Read(ReadOnlyMemory<byte> bytes, string file) =>
        [.. CsvTable.Read(bytes, file, "flight", "route", "speed_mps", "payload_g", "altitude_m").Rows.Select(Flight)];

    private static FlightRecord Flight(CsvTable.Row row) => new()
    {
        Flight = row.Text("flight"),
        Route = row.Text("route"),
        CommandedSpeed = Speed.FromMetresPerSecond(row.Number("speed_mps", "m/s", 0, 100)),
        Payload = Mass.FromKilograms(row.Number("payload_g", "g", 0, 1e6) / 1000),
        Heights = [.. row.Chain("altitude_m", "m", 0, 5000).Select(Length.FromMetres)],
        AmbientWind = row.NumberOrEmpty("ambient_wind_mps", "m/s", 0, 60) is { } wind ? Speed.FromMetresPerSecond(wind) : null,
        MeasuredEnergy = row.NumberOrEmpty(MeasuredColumn, "Wh", 1e-6, 1e6) is { } energy ? Energy.FromWattHours(energy) : null,
    };
}
