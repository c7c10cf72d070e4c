using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace DroneLogistics.Cli;

/// <summary>Options whose texts are read the same way everywhere, whatever the language of the machine.</summary>
internal static class Values
{
    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithFormatDefaultValues(true).WithIndentation());
    private static readonly JsonFormatter LineFormatter = new(JsonFormatter.Settings.Default.WithFormatDefaultValues(true));

    private static readonly Dictionary<string, V1.CruiseRule> CruiseRules = new(StringComparer.Ordinal)
    {
        ["best-range"] = V1.CruiseRule.BestRange,
        ["best-endurance"] = V1.CruiseRule.BestEndurance,
    };

    /// <summary>A number with a decimal point. NaN and Infinity get through: the API names them with field and bound.</summary>
    public static Option<double?> Number(string name, string description, string helpName, params string[] aliases) => new(name, aliases)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = ReadNumber,
    };

    /// <summary>The pressure of the day.</summary>
    public static Option<double?> Qnh() => Number("--qnh", "Pressure at mean sea level (QNH), hectopascal. Default: 1013.25.", "HPA");

    /// <summary>The humidity of the air.</summary>
    public static Option<double?> Humidity() => Number("--humidity", "Relative humidity, percent, 0 to 100. Default: 0, dry air.", "PERCENT");

    /// <summary>A cruise airspeed, or how it is chosen.</summary>
    public static Option<string?> CruiseSpeed() => new("--speed", "--airspeed")
    {
        Description = "Cruise true airspeed, metres a second; or best-range (least energy over the ground in this wind) or best-endurance (least power). Default: the type's.",
        HelpName = "MPS|best-range|best-endurance",
        CustomParser = ReadCruiseSpeed,
    };

    /// <summary>Puts what <see cref="CruiseSpeed"/> read into a plan; nothing where it was not given.</summary>
    public static void SetCruiseSpeed(V1.FlightPlan plan, string? speed)
    {
        if (speed is null)
        {
            return;
        }

        if (CruiseRules.TryGetValue(speed, out var rule))
        {
            plan.CruiseRule = rule;
        }
        else
        {
            plan.CruiseAirspeedMps = double.Parse(speed, NumberStyles.Float, CultureInfo.InvariantCulture);
        }
    }

    /// <summary>An instant with its zone.</summary>
    public static Option<Timestamp?> Instant(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "INSTANT",
        CustomParser = ReadInstant,
    };

    /// <summary>The URL of a service.</summary>
    public static Option<Uri?> Url(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "URL",
        CustomParser = ReadUrl,
    };

    /// <summary>A box of two parallels and two meridians.</summary>
    public static Option<V1.GeoBounds?> Box(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "S,W,N,E",
        CustomParser = ReadBox,
    };

    /// <summary>A port, 0 to 65535.</summary>
    public static Option<int?> Port(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = ReadPort,
    };

    /// <summary>A whole number from 0 to 4294967295.</summary>
    public static Option<uint?> Whole(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = ReadWhole,
    };

    /// <summary>A point, "30.12,122.50".</summary>
    /// <param name="name">The option or argument, for the complaint.</param>
    /// <param name="text">What was given.</param>
    /// <exception cref="CommandException">No point.</exception>
    public static Google.Type.LatLng Position(string name, string text)
    {
        var parts = text.Split(',');
        if (parts.Length == 2
            && double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var latitude)
            && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var longitude))
        {
            return new Google.Type.LatLng { Latitude = latitude, Longitude = longitude };
        }

        throw new CommandException(ExitCode.Usage, $"{name} is \"{text}\"; expected two numbers with a comma between, such as 30.12,122.50.");
    }

    /// <summary>A message as the API writes it in JSON, default values shown.</summary>
    public static string Json(IMessage message) => Formatter.Format(message);

    /// <summary>The same on one line.</summary>
    public static string JsonLine(IMessage message) => LineFormatter.Format(message);

    /// <summary>A resource name from a bare id, in whatever case it is typed, or from a resource name.</summary>
    public static string Name(string collection, string given) => given.Contains('/', StringComparison.Ordinal) ? given : $"{collection}/{given.ToLowerInvariant()}";

    /// <summary>A phase in the words of the API, for example <c>VERTICAL_CLIMB</c>.</summary>
    public static string Name(V1.FlightPhase phase) =>
        V1.DecisionReflection.Descriptor.FindTypeByName<EnumDescriptor>("FlightPhase").FindValueByNumber((int)phase).Name["FLIGHT_PHASE_".Length..];

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

    /// <summary>An instant with its zone; null with a complaint that begins with what it stands in.</summary>
    public static Timestamp? ReadInstant(string text, string where, out string? complaint)
    {
        complaint = null;
        string[] forms = ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFK"];
        if (DateTime.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var local) && local.Kind == DateTimeKind.Unspecified)
        {
            complaint = $"{where} is \"{text}\", without a zone; write {text}+08:00 for local time or {text}Z for UTC.";
            return null;
        }

        if (DateTimeOffset.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant))
        {
            return instant.ToTimestamp();
        }

        complaint = $"{where} is \"{text}\"; expected an instant with its zone, such as 2026-12-01T09:00+08:00.";
        return null;
    }

    /// <summary>Reads a message of the API from JSON, strict: an unknown key and a key given twice are refused.</summary>
    /// <param name="json">The text.</param>
    /// <param name="type">The message expected.</param>
    /// <param name="source">The file or option it comes from, for complaints.</param>
    public static IMessage Message(string json, MessageDescriptor type, string source)
    {
        if (string.IsNullOrWhiteSpace(json))
        {
            throw new CommandException(ExitCode.Usage, $"{source} is empty; expected the JSON of a {type.Name}.");
        }

        try
        {
            // The parser of the messages takes the last of two equal keys.
            using var _ = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return JsonParser.Default.Parse(json, type);
        }
        catch (JsonException trouble)
        {
            var problem = trouble.Message.Split(" LineNumber:")[0].Replace('\n', ' ');
            throw new CommandException(ExitCode.Usage, FormattableString.Invariant($"{source} is not the JSON of a {type.Name}: line {(trouble.LineNumber ?? 0) + 1}: {problem}"));
        }
        catch (Exception trouble) when (trouble is InvalidProtocolBufferException or InvalidJsonException or InvalidOperationException or FormatException or OverflowException)
        {
            throw new CommandException(ExitCode.Usage, $"{source} is not the JSON of a {type.Name}: {trouble.Message}");
        }
    }

    private static Uri? ReadUrl(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
        {
            return url;
        }

        result.AddError($"{NameOf(result)} is \"{text}\"; expected a URL such as http://127.0.0.1:5080.");
        return null;
    }

    private static int? ReadPort(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
        {
            return port;
        }

        result.AddError($"{NameOf(result)} is \"{text}\"; expected a port, 0 to 65535.");
        return null;
    }

    private static uint? ReadWhole(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        result.AddError($"{NameOf(result)} is \"{text}\"; expected a whole number, 0 to {uint.MaxValue}.");
        return null;
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

    private static V1.GeoBounds? ReadBox(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var degrees = new List<double>();
        foreach (var part in text.Split(','))
        {
            if (!double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            {
                break;
            }

            degrees.Add(number);
        }

        if (degrees.Count == 4 && text.Count(letter => letter == ',') == 3)
        {
            return new V1.GeoBounds
            {
                Southwest = new Google.Type.LatLng { Latitude = degrees[0], Longitude = degrees[1] },
                Northeast = new Google.Type.LatLng { Latitude = degrees[2], Longitude = degrees[3] },
            };
        }

        result.AddError($"{NameOf(result)} is \"{text}\"; expected four numbers of degrees with commas between: south, west, north, east, such as 29.5,121.9,30.5,123.");
        return null;
    }

    private static string? ReadCruiseSpeed(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (CruiseRules.ContainsKey(text) || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
        {
            return text;
        }

        result.AddError($"{NameOf(result)} is \"{text}\"; expected a number of metres a second with a decimal point, such as 12.5, or {string.Join(" or ", CruiseRules.Keys)}.");
        return null;
    }

    private static Timestamp? ReadInstant(ArgumentResult result)
    {
        var instant = ReadInstant(result.Tokens[0].Value, NameOf(result), out var complaint);
        if (complaint is not null)
        {
            result.AddError(complaint);
        }

        return instant;
    }

    private static string NameOf(ArgumentResult result) => (result.Parent as OptionResult)?.Option.Name ?? result.Argument.Name;
}
