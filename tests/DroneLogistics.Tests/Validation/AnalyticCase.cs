using System.Globalization;
using System.Text;
using System.Text.Json;

namespace DroneLogistics.Tests.Validation;

/// <summary>One row of <c>analytic_cases.csv</c>: inputs and exact results with a tolerance.</summary>
internal sealed record AnalyticCase(string Id, string Category, JsonElement Inputs, JsonElement Expected, double Tolerance, bool Relative)
{
    /// <summary>The cases of a file, of its lines with the header.</summary>
    public static List<AnalyticCase> ReadAll(IEnumerable<string> lines) => [.. lines.Skip(1).Where(row => row.Trim().Length > 0).Select(Parse)];

    private static AnalyticCase Parse(string row)
    {
        var cells = Cells(row);
        var words = cells[4].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new AnalyticCase(
            cells[0],
            cells[1],
            JsonDocument.Parse(cells[2]).RootElement,
            JsonDocument.Parse(cells[3]).RootElement,
            double.Parse(words[0], NumberStyles.Float, CultureInfo.InvariantCulture),
            Relative: words is [_, "rel"]);
    }

    public double In(string key) => Inputs.GetProperty(key).GetDouble();

    public double Out(string key) => Expected.GetProperty(key).GetDouble();

    public bool Expects(string key) => Expected.TryGetProperty(key, out _);

    /// <summary>The tolerance at a value, in its own unit.</summary>
    public double ToleranceAt(double value) => Relative ? Tolerance * Math.Abs(value) : Tolerance;

    /// <summary>The cells of a row: quoted where they hold commas, a quote inside doubled.</summary>
    private static List<string> Cells(string row)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < row.Length; i++)
        {
            if (row[i] == '"' && quoted && i + 1 < row.Length && row[i + 1] == '"')
            {
                cell.Append(row[i++]);
            }
            else if (row[i] == '"')
            {
                quoted = !quoted;
            }
            else if (row[i] == ',' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
            {
                cell.Append(row[i]);
            }
        }

        return [.. cells, cell.ToString()];
    }
}
