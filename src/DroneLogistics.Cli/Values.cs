using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace DroneLogistics.Cli;

/// <summary>Options whose texts are read the same way everywhere, whatever the language of the machine.</summary>
internal static class Values
{
    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithFormatDefaultValues(true).WithIndentation());
    private static readonly JsonFormatter LineFormatter = new(JsonFormatter.Settings.Default.WithFormatDefaultValues(true));

    /// <summary>A number with a decimal point. NaN and Infinity get through: the API names them with field and bound.</summary>
    public static Option<double?> Number(string name, string description, string helpName, params string[] aliases) => new(name, aliases)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = ReadNumber,
    };

    /// <summary>An instant with its zone.</summary>
    public static Option<Timestamp?> Instant(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "INSTANT",
        CustomParser = ReadInstant,
    };

    /// <summary>A message as the API writes it in JSON, default values shown.</summary>
    public static string Json(IMessage message) => Formatter.Format(message);

    /// <summary>The same on one line.</summary>
    public static string JsonLine(IMessage message) => LineFormatter.Format(message);

    /// <summary>A resource name from a bare id or a resource name.</summary>
    public static string Name(string collection, string given) => given.Contains('/', StringComparison.Ordinal) ? given : $"{collection}/{given}";

    /// <summary>Reads a file, or standard input for "-".</summary>
    public static async Task<string> ReadTextAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return path == "-" ? await Console.In.ReadToEndAsync(cancellationToken) : await File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.NoInput, $"{path} cannot be read: {trouble.Message}");
        }
    }

    /// <summary>Reads a message of the API from JSON; names the file in a complaint.</summary>
    public static T Message<T>(string json, string file)
        where T : IMessage<T>, new()
    {
        if (string.IsNullOrWhiteSpace(json))
        {
            throw new CommandException(ExitCode.Usage, $"{file} is empty; expected the JSON of a {new T().Descriptor.Name}.");
        }

        try
        {
            return JsonParser.Default.Parse<T>(json);
        }
        catch (Exception trouble) when (trouble is InvalidProtocolBufferException or InvalidOperationException or FormatException)
        {
            throw new CommandException(ExitCode.Usage, $"{file} is not the JSON of a {new T().Descriptor.Name}: {trouble.Message}");
        }
    }

    private static double? ReadNumber(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        result.AddError($"{NameOf(result)} is \"{text}\"; expected a number with a decimal point, such as 12.5.");
        return null;
    }

    private static Timestamp? ReadInstant(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        string[] forms = ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFK"];
        if (DateTime.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var local) && local.Kind == DateTimeKind.Unspecified)
        {
            result.AddError($"{NameOf(result)} is \"{text}\", without a zone; write {text}+08:00 for local time or {text}Z for UTC.");
            return null;
        }

        if (DateTimeOffset.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant))
        {
            return instant.ToTimestamp();
        }

        result.AddError($"{NameOf(result)} is \"{text}\"; expected an instant with its zone, such as 2026-12-01T09:00+08:00.");
        return null;
    }

    private static string NameOf(ArgumentResult result) => (result.Parent as OptionResult)?.Option.Name ?? result.Argument.Name;
}
