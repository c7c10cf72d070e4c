using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace DroneLogistics.Service;

/// <summary>What the contract says of its fields, held at run time: what must be there, what only the service sets, and what a mask may name.</summary>
public static class FieldBehaviors
{
    private const string Everything = "*";

    /// <summary>Whether only the service sets it: a caller's value is left aside.</summary>
    public static bool IsOutput(FieldDescriptor field) => Of(field).Any(behavior => behavior is FieldBehavior.OutputOnly or FieldBehavior.Identifier);

    /// <summary>A violation for each field of a message that must be there and is not, and for those of the messages in it.</summary>
    public static void Require(IMessage message, string prefix, FieldReader fields)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder().Where(field => !IsOutput(field)))
        {
            var value = field.Accessor.GetValue(message);
            if (Of(field).Contains(FieldBehavior.Required) && IsAbsent(field, message, value))
            {
                fields.Add($"{prefix}.{field.Name}", "REQUIRED", field.IsRepeated ? "is empty; expected at least one." : "is missing.");
            }

            if (field.FieldType == FieldType.Message && field.MessageType.File.Package.StartsWith("dronelogistics", StringComparison.Ordinal))
            {
                foreach (var (index, inner) in (field.IsRepeated ? ((System.Collections.IEnumerable)value).Cast<IMessage>() : value is IMessage one ? [one] : []).Index())
                {
                    Require(inner, field.IsRepeated ? $"{prefix}.{field.Name}[{index}]" : $"{prefix}.{field.Name}", fields);
                }
            }
        }
    }

    /// <summary>A copy without what only the service sets.</summary>
    public static T Given<T>(T message)
        where T : IMessage<T>
    {
        var copy = message.Clone();
        foreach (var field in copy.Descriptor.Fields.InDeclarationOrder().Where(IsOutput))
        {
            field.Accessor.Clear(copy);
        }

        return copy;
    }

    /// <summary>What a record becomes by an update.</summary>
    /// <param name="held">As it is, without what only the service sets.</param>
    /// <param name="given">The message of the request.</param>
    /// <param name="mask">Which fields change; null or empty: those that are given; "*": all.</param>
    /// <param name="fields">Takes a violation for each path that is none of what a caller may set.</param>
    public static T Merge<T>(T held, T given, FieldMask? mask, FieldReader fields)
        where T : class, IMessage<T>, new()
    {
        var settable = held.Descriptor.Fields.InDeclarationOrder().Where(field => !IsOutput(field)).ToList();
        if (mask?.Paths.Contains(Everything) == true)
        {
            if (mask.Paths.Count > 1)
            {
                fields.Add("update_mask", "FIELD_MASK", "names \"*\" and fields beside it; expected one of the two.");
            }

            return Given(given);
        }

        var paths = mask is { Paths.Count: > 0 } ? mask.Paths.Select(path => InContract(path, held.Descriptor)).ToList() : settable.Where(field => !IsAbsent(field, given, field.Accessor.GetValue(given))).Select(field => field.Name).ToList();
        foreach (var path in paths.Where(path => !settable.Exists(field => path == field.Name || path.StartsWith($"{field.Name}.", StringComparison.Ordinal)) || !FieldMask.IsValid<T>(path)))
        {
            fields.Add("update_mask", "FIELD_MASK", $"names \"{path}\", which is no field that an update sets; {NearestOf(path, settable)}");
        }

        var merged = held.Clone();
        foreach (var path in paths.Where(path => FieldMask.IsValid<T>(path)))
        {
            Replace(given, merged, path.Split('.'));
        }

        return merged;
    }

    /// <summary>A path in the names of the contract: a query over HTTP has those of JSON.</summary>
    private static string InContract(string path, MessageDescriptor? message)
    {
        var names = new List<string>();
        foreach (var part in path.Split('.'))
        {
            var field = message?.Fields.InDeclarationOrder().FirstOrDefault(known => known.Name == part || known.JsonName == part);
            names.Add(field?.Name ?? part);
            message = field is { FieldType: FieldType.Message } ? field.MessageType : null;
        }

        return string.Join('.', names);
    }

    /// <summary>Puts a field in the place of another; where the one is absent, the other is afterwards.</summary>
    private static void Replace(IMessage from, IMessage to, ReadOnlySpan<string> path)
    {
        var field = to.Descriptor.FindFieldByName(path[0]);
        var value = field.Accessor.GetValue(from);
        if (path.Length > 1)
        {
            if (field.Accessor.GetValue(to) is not IMessage inner)
            {
                inner = field.MessageType.Parser.ParseFrom(ByteString.Empty);
                field.Accessor.SetValue(to, inner);
            }

            Replace(value as IMessage ?? field.MessageType.Parser.ParseFrom(ByteString.Empty), inner, path[1..]);
            return;
        }

        field.Accessor.Clear(to);
        if (field.IsRepeated)
        {
            foreach (var item in (System.Collections.IEnumerable)value)
            {
                ((System.Collections.IList)field.Accessor.GetValue(to)).Add(item);
            }
        }
        else if (!IsAbsent(field, from, value))
        {
            field.Accessor.SetValue(to, value);
        }
    }

    private static string NearestOf(string path, IEnumerable<FieldDescriptor> settable) =>
        NearestName.Of(path, settable.Select(field => field.Name)) is { } nearest ? $"did you mean \"{nearest}\"?" : "expected names as the contract has them.";

    private static bool IsAbsent(FieldDescriptor field, IMessage message, object? value) => field switch
    {
        { IsRepeated: true } => ((System.Collections.IList)value!).Count == 0,
        { HasPresence: true } => !field.Accessor.HasValue(message),
        { FieldType: FieldType.String } => string.IsNullOrWhiteSpace((string)value!),
        { FieldType: FieldType.Enum } => System.Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture) == 0,
        { FieldType: FieldType.Bool } => value is false,
        { FieldType: FieldType.Bytes } => ((ByteString)value!).IsEmpty,
        _ => System.Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture) == 0,
    };

    private static IEnumerable<FieldBehavior> Of(FieldDescriptor field) => field.GetOptions()?.GetExtension(FieldBehaviorExtensions.FieldBehavior) ?? [];
}
