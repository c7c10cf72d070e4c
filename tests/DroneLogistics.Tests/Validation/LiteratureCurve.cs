using System.Globalization;
using System.Text.RegularExpressions;
using DroneLogistics.Formats;

namespace DroneLogistics.Tests.Validation;

/// <summary>A measured curve of an aircraft out of the literature: two numeric columns, and perhaps a word that groups its lines.</summary>
/// <param name="File">Its file name.</param>
/// <param name="Group">The word; empty where there is none.</param>
/// <param name="XColumn">What was varied.</param>
/// <param name="YColumn">What was measured.</param>
/// <param name="Points">In the order of x.</param>
internal sealed partial record LiteratureCurve(string File, string Group, string XColumn, string YColumn, IReadOnlyList<(double X, double Y)> Points)
{
    private static readonly string[] XColumns = ["airspeed_mps", "mass_kg", "payload_kg", "battery_plus_payload_kg"];
    private static readonly string[] YColumns = ["power_W", "power_kW", "current_A", "endurance_min", "endurance_s"];

    /// <summary>All curves of the folder of cases.</summary>
    public static IReadOnlyList<LiteratureCurve> All() => Directory.Exists(ValidationFolder.Path)
        ? [.. Directory.GetFiles(ValidationFolder.Path, "lit_*.csv").Order(StringComparer.Ordinal).SelectMany(Read)]
        : [];

    public bool IsEndurance => YColumn.StartsWith("endurance", StringComparison.Ordinal);

    /// <summary>The words of the middle of the file's name: <c>lit_author2016_iris_power_vs_speed.csv</c> names an iris.</summary>
    public IReadOnlyList<string> Words => [.. Separators().Split(Path.GetFileNameWithoutExtension(File).ToLowerInvariant()).Skip(1)];

    public override string ToString() => Group.Length > 0 ? $"{File} {Group}" : File;

    private static IEnumerable<LiteratureCurve> Read(string path)
    {
        var file = Path.GetFileName(path);
        var table = CsvTable.Read(System.IO.File.ReadAllBytes(path), file);
        var x = Only(table, XColumns, file);
        var y = Only(table, YColumns, file);
        var word = table.Columns.FirstOrDefault(column => !IsNumeric(table, column));
        return table.Rows
            .GroupBy(row => word is null ? string.Empty : row.TextOrEmpty(word))
            .Select(group => new LiteratureCurve(file, group.Key, x, y, [.. group.Select(row => (row.Number(x, "", 0, 1e6), row.Number(y, "", 1e-9, 1e9))).OrderBy(point => point.Item1)]));
    }

    private static string Only(CsvTable table, string[] known, string file) =>
        known.SingleOrDefault(table.Has) ?? throw new InvalidDataException($"{file} has the columns {string.Join(", ", table.Columns)}; expected one of {string.Join(", ", known)}");

    private static bool IsNumeric(CsvTable table, string column) =>
        table.Rows.All(row => double.TryParse(row.TextOrEmpty(column), NumberStyles.Float, CultureInfo.InvariantCulture, out _));

    [GeneratedRegex("[^a-z0-9.]+")]
    private static partial Regex Separators();
}
