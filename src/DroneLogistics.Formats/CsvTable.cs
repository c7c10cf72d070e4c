using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using DroneLogistics.Provenance;

namespace DroneLogistics.Formats;

/// <summary>
/// A table with a header line in CSV (RFC 4180, UTF-8, decimal points), read strictly: a column that is missing or stands twice, a row of
/// another length or a cell that is no number is a <see cref="DataFileException"/> that names file, line, column, value and bound.
/// </summary>
public sealed class CsvTable
{
    private readonly Dictionary<string, int> columns;

    private CsvTable(string file, Dictionary<string, int> columns)
    {
        File = file;
        this.columns = columns;
    }

    /// <summary>The file as the reader was told its name.</summary>
    public string File { get; }

    /// <summary>The columns in file order.</summary>
    public IReadOnlyList<string> Columns => [.. columns.Keys];

    public IReadOnlyList<Row> Rows { get; private init; } = [];

    /// <summary>Reads a table.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="file">Its name, for complaints.</param>
    /// <param name="required">Columns that must be there; further ones are left alone.</param>
    /// <exception cref="DataFileException">Names file, line and column.</exception>
    public static CsvTable Read(ReadOnlyMemory<byte> bytes, string file, params string[] required)
    {
        try
        {
            var text = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes.Span).TrimStart('\uFEFF');
            using var parser = new CsvParser(new StringReader(text), new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = Refuse });
            var table = new CsvTable(file, Header(parser, file, required));
            var rows = new List<Row>();
            while (parser.Read())
            {
                var cells = parser.Record ?? [];
                rows.Add(cells.Length == table.columns.Count
                    ? new Row(table, parser.RawRow, cells)
                    : throw new DataFileException(file, $"line {parser.RawRow}", $"has {cells.Length} cells; expected {table.columns.Count} as in the header"));
            }

            return rows.Count > 0
                ? new CsvTable(file, table.columns) { Rows = rows }
                : throw new DataFileException(file, "(file)", "has no rows; expected at least one below the header");
        }
        catch (DecoderFallbackException trouble)
        {
            throw new DataFileException(file, "(file)", "is not UTF-8 text", trouble);
        }

        void Refuse(BadDataFoundArgs found) =>
            throw new DataFileException(file, $"line {found.Context.Parser?.RawRow}", "has a quote in the middle of a cell; expected quotes round the whole cell, doubled inside");
    }

    public bool Has(string column) => columns.ContainsKey(column);

    private static Dictionary<string, int> Header(CsvParser parser, string file, string[] required)
    {
        if (!parser.Read() || parser.Record is not { } names)
        {
            throw new DataFileException(file, "(file)", "is empty; expected a header line with the names of the columns");
        }

        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < names.Length; i++)
        {
            if (!columns.TryAdd(names[i].Trim(), i))
            {
                throw new DataFileException(file, $"line 1, column {names[i].Trim()}", "stands twice; expected once");
            }
        }

        var missing = required.Where(name => !columns.ContainsKey(name)).ToList();
        return missing.Count == 0
            ? columns
            : throw new DataFileException(file, $"line 1, column {string.Join(", ", missing)}", $"is missing; the columns are {string.Join(", ", columns.Keys)}");
    }

    /// <summary>One line of a table.</summary>
    public sealed class Row(CsvTable table, int line, string[] cells)
    {
        public int Line => line;

        /// <summary>The text of a cell without blanks around it; empty where the table has no such column.</summary>
        public string TextOrEmpty(string column) => table.columns.TryGetValue(column, out var index) ? cells[index].Trim() : string.Empty;

        /// <summary>The text of a cell.</summary>
        public string Text(string column)
        {
            var text = TextOrEmpty(column);
            return text.Length > 0 ? text : throw Trouble(column, "is empty; expected a text");
        }

        /// <summary>A finite number within bounds.</summary>
        public double Number(string column, string unit, double minimum, double maximum) => Parse(column, TextOrEmpty(column), unit, minimum, maximum);

        /// <summary>A finite number within bounds, or null where the cell is empty or there is no such column.</summary>
        public double? NumberOrEmpty(string column, string unit, double minimum, double maximum) =>
            TextOrEmpty(column) is { Length: > 0 } text ? Parse(column, text, unit, minimum, maximum) : null;

        /// <summary>Numbers with hyphens between them.</summary>
        public IReadOnlyList<double> Chain(string column, string unit, double minimum, double maximum) =>
            [.. TextOrEmpty(column).Split('-').Select(part => Parse(column, part, unit, minimum, maximum))];

        public DataFileException Trouble(string column, string problem) => new(table.File, $"line {line}, column {column}", problem);

        private double Parse(string column, string text, string unit, double minimum, double maximum) =>
            double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
            && number >= minimum && number <= maximum
                ? number
                : throw Trouble(column, FormattableString.Invariant($"is \"{TextOrEmpty(column)}\"; expected a number between {minimum:R} and {maximum:R} {unit}"));
    }
}
