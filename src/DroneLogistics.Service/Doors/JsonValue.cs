using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace DroneLogistics.Service;

/// <summary>The text of one value, of a body or a query, held against the kind of its field.</summary>
internal static partial class JsonValue
{
    /// <summary>Both alphabets, and the filling.</summary>
    public static readonly SearchValues<byte> Base64 = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_="u8);

    /// <summary>The field of a key: its JSON name, or that of the contract.</summary>
    public static FieldDescriptor? Find(MessageDescriptor message, string key) =>
        message.Fields.InDeclarationOrder().FirstOrDefault(field => field.JsonName == key || field.Name == key);

    /// <summary>Messages that JSON writes as one text.</summary>
    public static bool IsText(MessageDescriptor message) =>
        message.FullName is "google.protobuf.Timestamp" or "google.protobuf.Duration" or "google.protobuf.FieldMask";

    /// <summary>What is expected, in words.</summary>
    public static string Kind(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Double or FieldType.Float => "a number",
        FieldType.Bool => "true or false",
        FieldType.String => "text",
        FieldType.Bytes => "base64",
        FieldType.Enum => $"a name of {field.EnumType.Name}",
        FieldType.Message => field.MessageType.Name,
        _ => "a whole number",
    };

    /// <summary>Adds what is wrong with it.</summary>
    public static void Judge(FieldDescriptor field, string path, string text, FieldReader fields)
    {
        switch (field.FieldType)
        {
            case FieldType.Double or FieldType.Float:
                Real(path, text, fields);
                break;
            case FieldType.Bool when text is not ("true" or "false"):
                fields.Add(path, "JSON_FORMAT", "is neither true nor false.");
                break;
            case FieldType.String when text.Contains('\0', StringComparison.Ordinal):
                fields.Add(path, "TEXT_CONTROL_CHAR", "has a zero; expected plain text.");
                break;
            case FieldType.Enum when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? field.EnumType.FindValueByNumber(number) is null : field.EnumType.FindValueByName(text) is null:
                fields.Add(path, "ENUM_UNKNOWN", $"is {Shown(text)}; expected {string.Join(", ", field.EnumType.Values.Where(value => value.Number != 0).Select(value => value.Name))}.");
                break;
            case FieldType.Message:
                WellKnown(field.MessageType, path, text, fields);
                break;
            case FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32:
                Whole(path, text, int.MinValue, int.MaxValue, fields);
                break;
            case FieldType.UInt32 or FieldType.Fixed32:
                Whole(path, text, 0, uint.MaxValue, fields);
                break;
            case FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64:
                Whole(path, text, long.MinValue, long.MaxValue, fields);
                break;
            case FieldType.UInt64 or FieldType.Fixed64:
                Whole(path, text, 0, ulong.MaxValue, fields);
                break;
        }
    }

    private static void Real(string path, string text, FieldReader fields)
    {
        if (text is "NaN" or "Infinity" or "-Infinity" || (Number().IsMatch(text) && !double.IsFinite(double.Parse(text, CultureInfo.InvariantCulture))))
        {
            fields.Add(path, "NOT_FINITE", $"is {Shown(text)}; expected a finite number.");
        }
        else if (!Number().IsMatch(text))
        {
            fields.Add(path, "JSON_FORMAT", $"is {Shown(text)}; expected a number.");
        }
    }

    private static void Whole(string path, string text, Int128 least, Int128 most, FieldReader fields)
    {
        if (!(WholeNumber().IsMatch(text) && Int128.Parse(text, CultureInfo.InvariantCulture) is var number && number >= least && number <= most))
        {
            fields.Add(path, "JSON_FORMAT", $"is {Shown(text)}; expected a whole number from {least} to {most}.");
        }
    }

    private static void WellKnown(MessageDescriptor message, string path, string text, FieldReader fields)
    {
        try
        {
            var quoted = System.Text.Json.JsonSerializer.Serialize(text);
            switch (message.FullName)
            {
                case "google.protobuf.Timestamp":
                    JsonParser.Default.Parse<Timestamp>(quoted);
                    break;
                case "google.protobuf.Duration":
                    JsonParser.Default.Parse<Duration>(quoted);
                    break;
                default:
                    JsonParser.Default.Parse<FieldMask>(quoted);
                    break;
            }
        }
        catch (Exception trouble) when (trouble is InvalidProtocolBufferException or InvalidOperationException or FormatException or ArgumentException or OverflowException)
        {
            if (message.FullName == "google.protobuf.Timestamp")
            {
                fields.Add(path, OutOfTime().IsMatch(text) ? "TIMESTAMP_RANGE" : "TIMESTAMP_INVALID", $"is {Shown(text)}; expected an instant with its zone, such as 2026-12-01T01:00:00Z.");
            }
            else
            {
                fields.Add(path, "JSON_FORMAT", $"is {Shown(text)}; expected {(message.Name == "Duration" ? "seconds, such as 90s" : "names of fields with commas between")}.");
            }
        }
    }

    private static string Shown(string text) =>
        "\"" + new string([.. text.Take(60).Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? '?' : letter)]) + (text.Length > 60 ? "…\"" : "\"");

    [GeneratedRegex("^-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?$")]
    private static partial Regex Number();

    [GeneratedRegex("^([+-][0-9]{4,}|[0-9]{5,}|0000)-[0-9]{2}-[0-9]{2}T")]
    private static partial Regex OutOfTime();

    [GeneratedRegex("^-?[0-9]{1,20}$")]
    private static partial Regex WholeNumber();
}
