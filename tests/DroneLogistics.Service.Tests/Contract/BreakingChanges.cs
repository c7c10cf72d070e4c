using Google.Protobuf.Reflection;

namespace DroneLogistics.Service.Tests.Contract;

/// <summary>What a contract does to callers of an older one, on the wire and in JSON.</summary>
internal static class BreakingChanges
{
    /// <summary>Everything of the old contract that the new one breaks, in words.</summary>
    public static IEnumerable<string> Between(ContractSet old, ContractSet now) =>
    [
        .. old.Messages.SelectMany(message => OfMessage(message, now)),
        .. old.Enums.SelectMany(type => OfEnum(type.FullName, type.Proto, now)),
        .. old.Methods.SelectMany(method => OfMethod(method, now)),
    ];

    private static IEnumerable<string> OfMessage(ContractMessage old, ContractSet now)
    {
        if (!now.ByName.TryGetValue(old.FullName, out var message))
        {
            return [$"{old.FullName} is gone"];
        }

        return old.Proto.Field.SelectMany(field => OfField(old.FullName, field, OneofOf(old.Proto, field), message));
    }

    private static IEnumerable<string> OfField(string owner, FieldDescriptorProto old, string oneof, ContractMessage now)
    {
        var name = $"{owner}.{old.Name}";
        if (now.Proto.Field.FirstOrDefault(field => field.Number == old.Number) is not { } field)
        {
            // Gone without a trace: the number may come back with another meaning.
            var isReserved = now.Proto.ReservedRange.Any(range => old.Number >= range.Start && old.Number < range.End) && now.Proto.ReservedName.Contains(old.Name);
            return isReserved ? [] : [$"{name} = {old.Number} is gone, and number and name are not reserved"];
        }

        return new (bool Broken, string What)[]
        {
            (field.Name != old.Name, $"is named {field.Name}: JSON tells them apart"),
            (field.Type != old.Type || field.TypeName != old.TypeName, $"is {field.Type} {field.TypeName}, was {old.Type} {old.TypeName}"),
            (field.Label != old.Label, $"is {field.Label}, was {old.Label}"),
            (field.JsonName != old.JsonName, $"is {field.JsonName} in JSON"),
            (OneofOf(now.Proto, field) != oneof, $"is in oneof \"{OneofOf(now.Proto, field)}\", was in \"{oneof}\""),
            (old.Proto3Optional && !field.Proto3Optional, "no longer says whether it is there"),
        }.Where(change => change.Broken).Select(change => $"{name} {change.What}");
    }

    private static IEnumerable<string> OfEnum(string name, EnumDescriptorProto old, ContractSet now)
    {
        if (now.Enums.FirstOrDefault(type => type.FullName == name) is not { Proto: { } type })
        {
            return [$"{name} is gone"];
        }

        return old.Value
            .Where(value => !type.Value.Any(same => same.Number == value.Number && same.Name == value.Name))
            .Where(value => !(type.ReservedRange.Any(range => value.Number >= range.Start && value.Number <= range.End) && type.ReservedName.Contains(value.Name)))
            .Select(value => $"{name}.{value.Name} = {value.Number} is gone or has another number or name");
    }

    private static IEnumerable<string> OfMethod(ContractMethod old, ContractSet now)
    {
        if (now.Methods.FirstOrDefault(method => method.FullName == old.FullName) is not { } method)
        {
            return [$"{old.FullName} is gone"];
        }

        return new (bool Broken, string What)[]
        {
            (method.InputName != old.InputName, $"takes {method.InputName}, took {old.InputName}"),
            (method.OutputName != old.OutputName, $"answers {method.OutputName}, answered {old.OutputName}"),
            (method.Proto.ServerStreaming != old.Proto.ServerStreaming || method.Proto.ClientStreaming != old.Proto.ClientStreaming, "streams otherwise"),
            (!Equals(method.Http, old.Http), $"is served at {method.Http}, was at {old.Http}"),
        }.Where(change => change.Broken).Select(change => $"{old.FullName} {change.What}");
    }

    /// <summary>The choice that a field is of; empty: none, or one that only says whether it is there.</summary>
    private static string OneofOf(DescriptorProto message, FieldDescriptorProto field) => field.HasOneofIndex && !field.Proto3Optional ? message.OneofDecl[field.OneofIndex].Name : string.Empty;
}
