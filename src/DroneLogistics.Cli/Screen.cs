using System.Globalization;
using Spectre.Console;

namespace DroneLogistics.Cli;

/// <summary>Tables for people: plain when the output is redirected, and never wrapped at the width of a pipe.</summary>
internal static class Screen
{
    private const int PlainWidth = 400;

    public static Table Table(params (string Title, bool IsNumber)[] columns)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var (title, isNumber) in columns)
        {
            var column = new TableColumn(Markup.Escape(title)).NoWrap();
            table.AddColumn(isNumber ? column.RightAligned() : column);
        }

        return table;
    }

    public static void Row(this Table table, params string[] cells) => table.AddRow([.. cells.Select(Markup.Escape)]);

    public static void Write(TextWriter output, Table table)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = PlainWidth;
        console.Write(table);
        foreach (var line in text.ToString().Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0))
        {
            output.WriteLine(line);
        }
    }

    public static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    public static string Minutes(Google.Protobuf.WellKnownTypes.Duration? duration) =>
        duration is null ? "-" : Number(duration.ToTimeSpan().TotalMinutes, "0.0");

    public static string Percent(double ratio) => Number(ratio * 100, "0.0");

    /// <summary>The time of day in Asia/Shanghai.</summary>
    public static string Clock(Google.Protobuf.WellKnownTypes.Timestamp instant) =>
        instant.ToDateTimeOffset().ToOffset(TimeSpan.FromHours(8)).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>An instant in Asia/Shanghai, which has no daylight saving time, and in UTC.</summary>
    public static string Instant(Google.Protobuf.WellKnownTypes.Timestamp? instant)
    {
        if (instant is null)
        {
            return "-";
        }

        var utc = instant.ToDateTimeOffset();
        var local = utc.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        return $"{local} Asia/Shanghai ({utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)})";
    }
}
