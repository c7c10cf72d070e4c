using System.Text.Json;
using System.Text.Json.Nodes;
using DroneLogistics.Provenance;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace DroneLogistics.Service;

/// <summary>Writes a message of the contract as a record of a data file, for the reader of such files to judge.</summary>
/// <param name="fields">Takes what no record can hold.</param>
/// <param name="prefix">Path of the message in its request.</param>
public sealed class RecordJson(FieldReader fields, string prefix)
{
    private const int LongestText = 500;

    private static readonly Dictionary<V1.SourceStatus, string> Statuses = SourceStatusWords.All.ToDictionary(word => (V1.SourceStatus)word.Value, word => word.Key);

    /// <summary>A record; keys without a value are left out.</summary>
    public static ReadOnlyMemory<byte> Of(FieldReader fields, string prefix, Func<RecordJson, JsonObject> write)
    {
        var record = write(new RecordJson(fields, prefix));
        foreach (var key in record.Where(entry => entry.Value is null).Select(entry => entry.Key).ToList())
        {
            record.Remove(key);
        }

        return JsonSerializer.SerializeToUtf8Bytes(record);
    }

    /// <summary>Reads a record, and tells what its reader complains of in the words of the contract.</summary>
    /// <param name="json">The record.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="read">The reader of such records.</param>
    /// <param name="fieldOf">Where a key of the record stands in the message, and the reason where its number is out of bounds.</param>
    /// <param name="prefix">Path of the message in its request.</param>
    /// <param name="fields">Takes the violation.</param>
    public static T? Read<T>(ReadOnlyMemory<byte> json, string name, Func<ReadOnlyMemory<byte>, string, T> read, Func<string, (string Field, string Reason)> fieldOf, string prefix, FieldReader fields)
        where T : class
    {
        try
        {
            return read(json, name);
        }
        catch (DataFileException trouble)
        {
            var (field, reason) = fieldOf(trouble.Key);
            fields.Add($"{prefix}.{field}", trouble.Problem.StartsWith("is missing", StringComparison.Ordinal) ? "REQUIRED" : reason, $"{trouble.Problem.TrimEnd('.')}.");
            return null;
        }
    }

    /// <summary>Every text of a message and of those in it, without control characters and not too long.</summary>
    public static void Texts(IMessage message, string prefix, FieldReader fields)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder().Where(field => !FieldBehaviors.IsOutput(field)))
        {
            var path = $"{prefix}.{field.Name}";
            switch (field.FieldType, field.Accessor.GetValue(message))
            {
                case (FieldType.String, string text):
                    fields.Text(path, text, LongestText);
                    break;
                case (FieldType.String, System.Collections.IEnumerable texts):
                    foreach (var (index, text) in texts.Cast<string>().Index())
                    {
                        fields.Text($"{path}[{index}]", text, LongestText);
                    }

                    break;
                case (FieldType.Message, IMessage inner):
                    Texts(inner, path, fields);
                    break;
                case (FieldType.Message, System.Collections.IEnumerable inners):
                    foreach (var (index, inner) in inners.Cast<IMessage>().Index())
                    {
                        Texts(inner, $"{path}[{index}]", fields);
                    }

                    break;
            }
        }
    }

    /// <summary>A number; what is not finite has no place in a file.</summary>
    public JsonNode? Number(string field, double? value)
    {
        if (value is { } number && !double.IsFinite(number))
        {
            fields.Add($"{prefix}.{field}", "NOT_FINITE", FormattableString.Invariant($"is {number}; expected a finite number."));
            return null;
        }

        return value;
    }

    /// <summary>A number with how it is known and from where.</summary>
    public JsonNode? Sourced(string field, V1.SourcedNumber? number, string unit, bool mayBeUnknown = false)
    {
        if (number is null)
        {
            return null;
        }

        if (number.Unit.Length > 0 && number.Unit != unit)
        {
            fields.Add($"{prefix}.{field}.unit", "UNIT_UNSUPPORTED", $"is not the unit of this number; expected \"{unit}\", or nothing.");
        }

        if (!number.HasValue && !mayBeUnknown)
        {
            fields.Add($"{prefix}.{field}.value", "REQUIRED", $"is missing; expected a number in {unit}.");
        }

        if (!Statuses.ContainsKey(number.Status))
        {
            fields.Add($"{prefix}.{field}.status", number.Status == V1.SourceStatus.Unspecified ? "REQUIRED" : "ENUM_UNKNOWN", "is missing or not of the contract; expected how the number is known.");
        }

        if (string.IsNullOrWhiteSpace(number.Source))
        {
            fields.Add($"{prefix}.{field}.source", "REQUIRED", "is missing; expected where the number is from.");
        }

        return new JsonObject { ["value"] = number.HasValue ? Number($"{field}.value", number.Value) : null, ["status"] = Statuses.GetValueOrDefault(number.Status), ["source"] = number.Source };
    }

    /// <summary>A number whose source is that of its record.</summary>
    public JsonNode? Bare(string field, double? value, string source) =>
        value is null ? null : new JsonObject { ["value"] = Number(field, value), ["status"] = Statuses[V1.SourceStatus.Published], ["source"] = source };

    /// <summary>The word of a status, for a record.</summary>
    public JsonNode? Status(string field, V1.SourceStatus status)
    {
        if (status != V1.SourceStatus.Unspecified && !Statuses.ContainsKey(status))
        {
            fields.Add($"{prefix}.{field}", "ENUM_UNKNOWN", $"is {(int)status}; expected one of the contract's values.");
        }

        return Statuses.GetValueOrDefault(status);
    }
}
