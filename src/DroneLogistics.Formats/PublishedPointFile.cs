using DroneLogistics.Fleet;
using DroneLogistics.Performance;
using DroneLogistics.Provenance;
using DroneLogistics.Units;

namespace DroneLogistics.Formats;

/// <summary>What a table of published figures holds for a calibration.</summary>
/// <param name="Points">The figures that can be fitted, each with the type that flies it.</param>
/// <param name="LeftAside">The others of the same aircraft, with the reason.</param>
public sealed record PublishedPoints(IReadOnlyList<(CalibrationPoint Point, AircraftTypeId Type)> Points, IReadOnlyList<string> LeftAside);

/// <summary>
/// Makers' figures as CSV, one line a figure, with the columns aircraft, quantity, value, unit, provenance and, where they are known, config,
/// mass_kg, payload_kg, speed_mps.
/// </summary>
public static class PublishedPointFile
{
    private static readonly Dictionary<string, EnvelopeQuantity> Quantities = new(StringComparer.Ordinal)
    {
        ["max_range"] = EnvelopeQuantity.Range,
        ["range"] = EnvelopeQuantity.Range,
        ["endurance"] = EnvelopeQuantity.Endurance,
        ["max_endurance"] = EnvelopeQuantity.Endurance,
        ["hover_time"] = EnvelopeQuantity.Endurance,
        ["max_hover_time"] = EnvelopeQuantity.Endurance,
        ["hover_power"] = EnvelopeQuantity.HoverPower,
    };

    private static readonly Dictionary<string, (EnvelopeQuantity Quantity, double Factor)[]> Units = new(StringComparer.Ordinal)
    {
        ["km"] = [(EnvelopeQuantity.Range, 1000)],
        ["m"] = [(EnvelopeQuantity.Range, 1)],
        ["min"] = [(EnvelopeQuantity.Endurance, 60)],
        ["s"] = [(EnvelopeQuantity.Endurance, 1)],
        ["h"] = [(EnvelopeQuantity.Endurance, 3600)],
        ["W"] = [(EnvelopeQuantity.HoverPower, 1)],
        ["kW"] = [(EnvelopeQuantity.HoverPower, 1000)],
    };

    // Maker's own text and second hand; the other letters are unreliable or recalled and judge nothing.
    private static readonly string[] Trusted = ["A", "B"];

    /// <summary>Reads the figures of one airframe.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="file">Its name, for complaints.</param>
    /// <param name="types">Configurations of the airframe.</param>
    /// <param name="aircraft">The name of the airframe in the table; null: the one that is part of a type's English name.</param>
    /// <exception cref="DataFileException">Names file, line, column, value and bound.</exception>
    public static PublishedPoints Read(ReadOnlyMemory<byte> bytes, string file, IReadOnlyList<AircraftType> types, string? aircraft)
    {
        var table = CsvTable.Read(bytes, file, "aircraft", "quantity", "value", "unit", "provenance");
        var rows = table.Rows.Where(row => aircraft is null ? types.Any(type => Names(type, row.Text("aircraft"))) : row.Text("aircraft") == aircraft).ToList();
        if (rows.Count == 0)
        {
            throw new DataFileException(file, "column aircraft", $"has no row of {aircraft ?? types[0].NameEnglish}; it has {string.Join(", ", table.Rows.Select(row => row.Text("aircraft")).Distinct())}");
        }

        var points = new List<(CalibrationPoint, AircraftTypeId)>();
        var leftAside = new List<string>();
        foreach (var row in rows.Where(row => Quantities.ContainsKey(row.Text("quantity"))))
        {
            var name = $"{row.Text("aircraft")}, {row.TextOrEmpty("config")}, {row.Text("quantity")}";
            if (!Trusted.Contains(row.Text("provenance")))
            {
                leftAside.Add($"line {row.Line}: {name}: provenance {row.Text("provenance")} is recalled or unreliable");
            }
            else if (Point(row, name, types) is { } point)
            {
                points.Add(point);
            }
            else
            {
                leftAside.Add($"line {row.Line}: {name}: its mass and payload are those of no type given");
            }
        }

        return new PublishedPoints(points, leftAside);
    }

    private static bool Names(AircraftType type, string aircraft) => type.NameEnglish.Contains(aircraft, StringComparison.OrdinalIgnoreCase);

    private static (CalibrationPoint, AircraftTypeId)? Point(CsvTable.Row row, string name, IReadOnlyList<AircraftType> types)
    {
        var quantity = Quantities[row.Text("quantity")];
        var unit = row.Text("unit");
        var factor = Units.GetValueOrDefault(unit)?.Where(known => known.Quantity == quantity).Select(known => (double?)known.Factor).FirstOrDefault()
            ?? throw row.Trouble("unit", $"is \"{unit}\"; expected km or m of a range, min, s or h of an endurance, W or kW of a power");
        var value = row.Number("value", unit, 1e-3, 1e6) * factor;
        var mass = row.NumberOrEmpty("mass_kg", "kg", 1e-3, 20_000);
        var payload = row.NumberOrEmpty("payload_kg", "kg", 0, 10_000) ?? (mass is null ? 0 : null);
        var flyer = (mass, payload) switch
        {
            ({ } total, { } load) => PointCalibration.Flyer(types, Mass.FromKilograms(total), Mass.FromKilograms(load)),
            _ => types.Count == 1 ? types[0] : null,
        };
        if (flyer is null)
        {
            return null;
        }

        var speed = row.NumberOrEmpty("speed_mps", "m/s", 0.1, 150) is { } given ? Speed.FromMetresPerSecond(given) : (Speed?)null;
        var takeoff = mass is { } stated ? Mass.FromKilograms(stated) : flyer.EmptyMass + Mass.FromKilograms(payload ?? 0);
        return (new CalibrationPoint(name, quantity, takeoff, speed, value), flyer.Id);
    }
}
