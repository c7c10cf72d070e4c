using DroneLogistics.Provenance;
using DroneLogistics.Units;

namespace DroneLogistics.Fleet.Formats;

/// <summary>Reads <c>data/batteries/*.json</c>: the behaviour of one cell chemistry.</summary>
public static class CellChemistryFile
{
    /// <exception cref="DataFileException">Names the file, the key and the bound.</exception>
    public static CellChemistry Read(ReadOnlyMemory<byte> json, string file)
    {
        var root = DataObject.Parse(json, file);
        _ = root.Text("note");
        var id = root.Text("id");
        var openCircuit = ReadTable(root.Child("openCircuit"), "socRatio", "voltsPerCell", (0, 1), (1, 5));
        var capacity = ReadTable(root.Child("capacityByTemperature"), "degC", "share", (-60, 80), (0.05, 1.2));
        var sources = new Dictionary<string, string>(StringComparer.Ordinal);
        var chemistry = new CellChemistry
        {
            Id = id,
            OpenCircuit = openCircuit,
            CapacityByTemperature = capacity,
            ActivationEnergyJoulesPerMole = root.Sourced("activationEnergyJPerMol", "J/mol", 0, 100_000, sources).Value!.Value,
            AgeingFactor = root.Sourced("ageingFactor", "1", 0, 10, sources).Value!.Value,
            LowChargeFactor = root.Sourced("lowChargeFactor", "1", 0, 10, sources).Value!.Value,
            MinCellTemperature = Temperature.FromDegreesCelsius(root.Sourced("minCellDegC", "degC", -60, 20, sources).Value!.Value),
            MaxCellTemperature = Temperature.FromDegreesCelsius(root.Sourced("maxCellDegC", "degC", 30, 120, sources).Value!.Value),
        };
        root.Close();
        if (openCircuit[0].Item1 != 1.0 || openCircuit[^1].Item1 != 0.0)
        {
            throw root.Trouble("openCircuit.points", "must begin at socRatio 1 and end at socRatio 0");
        }

        return chemistry;
    }

    private static IReadOnlyList<(double, double)> ReadTable(DataObject table, string x, string y, (double Min, double Max) xRange, (double Min, double Max) yRange)
    {
        _ = table.OneOf("status", SourceStatusWords.All);
        _ = table.Text("source");
        var points = new List<(double X, double Y)>();
        foreach (var point in table.Children("points"))
        {
            var read = (point.Number(x, xRange.Min, xRange.Max), point.Number(y, yRange.Min, yRange.Max));
            point.Close();
            if (points.Count > 0 && !(read.Item1 < points[^1].X && read.Item2 <= points[^1].Y))
            {
                throw point.Trouble(x, $"must fall from point to point, and {y} must not rise");
            }

            points.Add(read);
        }

        table.Close();
        return points.Count >= 2 ? points : throw table.Trouble("points", $"has {points.Count} points; expected at least 2");
    }
}
