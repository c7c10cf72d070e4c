using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace DroneLogistics.Cli;

/// <summary>What people read: plain text, the same whether it goes to a terminal or to a file, in at most 100 columns.</summary>
internal static class Screen
{
    private const int Width = 100;
    private const int LabelWidth = 11;

    /// <summary>A table. Numbers and the first column, which names the row, keep to one line; other texts are broken where they are too long.</summary>
    public static Table Table(params (string Title, bool IsNumber)[] columns)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var (title, isNumber) in columns)
        {
            var column = new TableColumn(Markup.Escape(title)).Padding(1, 0, 0, 0);
            column.NoWrap = isNumber || table.Columns.Count == 0;
            table.AddColumn(isNumber ? column.RightAligned() : column);
        }

        return table;
    }

    public static void Row(this Table table, params string[] cells) => table.AddRow([.. cells.Select(Markup.Escape)]);

    /// <summary>A label and a text that goes on below itself where it is too long for one line.</summary>
    public static void Labelled(TextWriter output, string label, string text)
    {
        var grid = new Grid { Expand = false };
        grid.AddColumn(new GridColumn { Width = LabelWidth, Padding = new Padding(0) });
        grid.AddColumn(new GridColumn { Width = Width - LabelWidth, Padding = new Padding(0) });
        grid.AddRow(new Text(label.Length == 0 ? string.Empty : $"  {label}"), new Text(text));
        Write(output, grid);
    }

    /// <summary>A text as it is, broken where it is too long for one line.</summary>
    public static void Paragraph(TextWriter output, string text) => Write(output, new Text(text));

    public static void Write(TextWriter output, IRenderable rendered)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = Width;
        console.Write(rendered);
        foreach (var line in text.ToString().Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0))
        {
            output.WriteLine(line);
        }
    }

    /// <summary>Tells who waits at a terminal that work goes on, and how far it is; where the complaints go to a file it says nothing.</summary>
    /// <param name="error">Where complaints go.</param>
    /// <param name="what">What is done, for example "looking for routes".</param>
    /// <returns>Takes the share that is done, 0 to 1; at 1 the line is gone.</returns>
    public static Action<double> Working(TextWriter error, string what)
    {
        if (Console.IsErrorRedirected || error != Console.Error)
        {
            return _ => { };
        }

        error.Write($"{what} ...");
        return share => error.Write(share < 1
            ? string.Create(CultureInfo.InvariantCulture, $"\r{what} ... {share * 100:0} %")
            : $"\r{new string(' ', what.Length + 10)}\r");
    }

    /// <summary>Works out an answer that may take seconds, such as the first of a process, which lays the map out; who waits at a terminal is told.</summary>
    /// <param name="error">Where complaints go.</param>
    /// <param name="what">What is done, for example "looking for routes".</param>
    /// <param name="work">Makes the answer.</param>
    public static T WhileWorking<T>(TextWriter error, string what, Func<T> work) => WhileWorking(error, what, _ => work());

    /// <summary>The same for work that tells which share of it is done, 0 to 1.</summary>
    public static T WhileWorking<T>(TextWriter error, string what, Func<Action<double>, T> work)
    {
        var working = Working(error, what);
        try
        {
            return work(working);
        }
        finally
        {
            working(1);
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
