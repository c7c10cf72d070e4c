using System.Text.Json;
using Google.Protobuf.Reflection;

namespace DroneLogistics.Service;

/// <summary>A body of JSON held against the message of the contract that it is to be: every key known and there once, every value of its kind.</summary>
internal ref struct JsonBody
{
    private const int Deepest = 32;

    private readonly FieldReader fields;
    private Utf8JsonReader json;

    private JsonBody(ReadOnlySpan<byte> body, FieldReader fields)
    {
        this.fields = fields;
        json = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = Deepest });
    }

    /// <summary>Adds what is wrong with it.</summary>
    /// <param name="body">UTF-8.</param>
    /// <param name="message">What it is to be.</param>
    /// <param name="prefix">Path before its fields, with the dot.</param>
    /// <param name="fields">Takes the violations.</param>
    public static void Judge(ReadOnlySpan<byte> body, MessageDescriptor message, string prefix, FieldReader fields)
    {
        var judge = new JsonBody(body, fields);
        try
        {
            judge.json.Read();
            judge.Message(message, prefix, prefix.Length == 0 ? "body" : prefix.TrimEnd('.'));

            // Whatever follows the one value is an error of the reader.
            while (judge.json.Read())
            {
            }
        }
        catch (JsonException trouble)
        {
            fields.Add("body", trouble.Message.Contains("maximum", StringComparison.OrdinalIgnoreCase) ? "JSON_DEPTH" : "JSON_FORMAT", $"is no JSON that can be read, line {trouble.LineNumber + 1}, byte {trouble.BytePositionInLine}; expected one object in UTF-8.");
        }
    }

    private void Message(MessageDescriptor message, string prefix, string itself)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            Wrong(itself, "an object");
            return;
        }

        var seen = new HashSet<int>();
        var members = new HashSet<OneofDescriptor>();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = Text();
            var field = name is null ? null : JsonValue.Find(message, name);
            json.Read();
            if (field is null)
            {
                Unknown(prefix, name, message);
                json.Skip();
                continue;
            }

            var path = prefix + field.Name;
            if (!seen.Add(field.FieldNumber))
            {
                fields.Add(path, "DUPLICATE_KEY", "is given twice; expected once.");
            }

            if (json.TokenType == JsonTokenType.Null)
            {
                continue;
            }

            if (field.RealContainingOneof is { } one && !members.Add(one))
            {
                fields.Add(path, "ONEOF_CONFLICT", $"is given beside another of {one.Name}; expected one of them.");
            }

            if (field.IsMap)
            {
                Map(field, path);
            }
            else if (field.IsRepeated)
            {
                List(field, path);
            }
            else
            {
                Value(field, path);
            }
        }
    }

    private void List(FieldDescriptor field, string path)
    {
        if (json.TokenType != JsonTokenType.StartArray)
        {
            Wrong(path, "a list");
            return;
        }

        for (var index = 0; json.Read() && json.TokenType != JsonTokenType.EndArray; index++)
        {
            Value(field, FormattableString.Invariant($"{path}[{index}]"));
        }
    }

    private void Map(FieldDescriptor field, string path)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            Wrong(path, "an object");
            return;
        }

        var keys = new HashSet<string>(StringComparer.Ordinal);
        var value = field.MessageType.FindFieldByNumber(2);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var key = Text();
            if (key is null || !keys.Add(key))
            {
                fields.Add(path, key is null ? "JSON_FORMAT" : "DUPLICATE_KEY", "has a key twice, or one that is no text; expected each once.");
            }

            json.Read();
            Value(value, $"{path}[{key}]");
        }
    }

    private void Value(FieldDescriptor field, string path)
    {
        if (field.FieldType == FieldType.Message && !JsonValue.IsText(field.MessageType))
        {
            Message(field.MessageType, path + ".", path);
            return;
        }

        switch (json.TokenType)
        {
            case JsonTokenType.True or JsonTokenType.False when field.FieldType == FieldType.Bool:
                break;
            case JsonTokenType.Number when field.FieldType is not (FieldType.String or FieldType.Bytes or FieldType.Bool or FieldType.Message):
                JsonValue.Judge(field, path, Raw(), fields);
                break;
            case JsonTokenType.String when field.FieldType == FieldType.Bytes:
                // Of the largest bodies nearly all is this: it is not made into text first.
                if (json.ValueIsEscaped ? Text() is { } unescaped && !System.Text.Encoding.UTF8.GetBytes(unescaped).AsSpan().ContainsAnyExcept(JsonValue.Base64) : !json.ValueSpan.ContainsAnyExcept(JsonValue.Base64))
                {
                    break;
                }

                fields.Add(path, "JSON_FORMAT", "is no base64.");
                break;
            case JsonTokenType.String when field.FieldType != FieldType.Bool:
                if (Text() is { } text)
                {
                    JsonValue.Judge(field, path, text, fields);
                }
                else
                {
                    fields.Add(path, "JSON_FORMAT", "is half of a surrogate pair, or no UTF-8; expected text.");
                }

                break;
            default:
                Wrong(path, JsonValue.Kind(field));
                break;
        }
    }

    /// <summary>The text of the token; null where it stands for none.</summary>
    private readonly string? Text()
    {
        try
        {
            return json.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private readonly string Raw() => System.Text.Encoding.UTF8.GetString(json.ValueSpan);

    private void Wrong(string path, string expected)
    {
        fields.Add(path, "JSON_FORMAT", $"is of another kind, {json.TokenType}; expected {expected}.");
        json.Skip();
    }

    private readonly void Unknown(string prefix, string? name, MessageDescriptor message)
    {
        var safe = name is null ? "?" : new string([.. name.Take(60).Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? '?' : letter)]);
        var nearest = NearestName.Of(safe, message.Fields.InDeclarationOrder().Select(field => field.JsonName));
        fields.Add(prefix + safe, "JSON_FORMAT", nearest is null ? $"is no key of {message.Name}." : $"is no key of {message.Name}; did you mean \"{nearest}\"?");
    }
}
