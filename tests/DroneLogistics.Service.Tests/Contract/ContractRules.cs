using System.Text.RegularExpressions;
using Google.Api;
using FieldType = Google.Protobuf.Reflection.FieldDescriptorProto.Types.Type;

namespace DroneLogistics.Service.Tests.Contract;

/// <summary>A rule of the contract: what it says, and what breaks it.</summary>
/// <param name="Says">In a sentence.</param>
/// <param name="Broken">Full names of what breaks it, with why.</param>
internal sealed record ContractRule(string Says, Func<ContractSet, IEnumerable<string>> Broken)
{
    public override string ToString() => Says;
}

/// <summary>The rules of the contract after the API Improvement Proposals, each over the descriptors.</summary>
internal static partial class ContractRules
{
    private const string Verdict = "dronelogistics.v1.Verdict";
    private const string Codes = "dronelogistics.v1.ReasonCode";

    // Of a number the last words of its name; a count, an index, a version and a pure ratio have no unit.
    private static readonly string[] Units =
    [
        "_m", "_m_amsl", "_m_agl", "_s", "_kg", "_wh", "_w", "_v", "_mps", "_mmph", "_deg", "_degc", "_hpa", "_percent", "_ratio", "_count", "_share", "_probability", "_correlation", "_deviation",
        "_version", "_revision", "_size", "_index", "_minute", "_number",
    ];

    // Numbers of which the name is the meaning, or whose unit stands in a field beside them.
    private static readonly string[] UnitElsewhere = ["limit", "actual", "margin", "value", "low", "high", "order", "seed", "version", "bound", "asked", "offered", "share"];

    // Verbs that change nothing, or say so by their request alone.
    private static readonly string[] Questions =
    [
        "Get", "List", "BatchGet", "Watch", "Check", "BatchCheck", "Plan", "Simulate", "Export", "AssessFlight", "Search", "Compute", "Find", "Sample", "Quote", "Evaluate", "Wait", "Preview", "Explain", "Verify",
    ];

    /// <summary>Every rule.</summary>
    public static IReadOnlyList<ContractRule> All { get; } =
    [
        new("A file lies in the folder of its package and its types in the namespace of the version", set => set.Files.Where(file => !file.Name.StartsWith(file.Package.Replace('.', '/') + "/", StringComparison.Ordinal) || !file.Options.HasCsharpNamespace).Select(file => file.Name)),
        new("Every element has a comment", set => set.Elements().Where(element => element.Comment.Length == 0).Select(element => element.Name)),
        new("Messages, enumerations, services and methods are named in capitals and fields in lower case", set =>
            set.Messages.Where(message => !Pascal().IsMatch(message.Proto.Name)).Select(message => message.FullName)
                .Concat(set.Enums.Where(type => !Pascal().IsMatch(type.Proto.Name)).Select(type => type.FullName))
                .Concat(set.Methods.Where(method => !Pascal().IsMatch(method.Proto.Name)).Select(method => method.FullName))
                .Concat(set.Fields.Where(field => !Snake().IsMatch(field.Proto.Name)).Select(field => field.FullName))
                .Concat(set.Enums.SelectMany(type => type.Proto.Value.Where(value => !Upper().IsMatch(value.Name)).Select(value => $"{type.FullName}.{value.Name}")))),
        new("A service of ours is named Service", set => set.Methods.Where(method => method.Package != "google.longrunning" && !method.Service.Name.EndsWith("Service", StringComparison.Ordinal)).Select(method => method.FullName)),
        new("The zero of an enumeration is UNSPECIFIED after its name, but for Verdict, of which it is NO_GO", set => set.Enums.Where(type => type.FullName != Verdict && type.Proto.Value[0] is not { Number: 0 } zero || type.FullName != Verdict && type.Proto.Value[0].Name != $"{UpperOf(type.Proto.Name)}_UNSPECIFIED").Select(type => type.FullName)),
        new("Values of an enumeration outside of a message begin with its name, but for ReasonCode, of which they are the codes", set => set.Enums.Where(type => !type.IsNested && type.FullName != Codes).SelectMany(type => type.Proto.Value.Where(value => !value.Name.StartsWith($"{UpperOf(type.Proto.Name)}_", StringComparison.Ordinal)).Select(value => $"{type.FullName}.{value.Name}"))),
        new("Numbers are double, int32 or int64: none is unsigned, fixed or single", set => set.Fields.Where(field => field.Proto.Type is FieldType.Uint32 or FieldType.Uint64 or FieldType.Fixed32 or FieldType.Fixed64 or FieldType.Sfixed32 or FieldType.Sfixed64 or FieldType.Sint32 or FieldType.Sint64 or FieldType.Float or FieldType.Group).Select(field => field.FullName)),
        new("The name of a number ends in its unit, or in what has none", set => set.Fields.Where(field => field.IsNumber && !UnitElsewhere.Contains(field.Proto.Name) && !Units.Any(unit => field.Proto.Name.EndsWith(unit, StringComparison.Ordinal))).Select(field => field.FullName)),
        new("A number in a request says whether it is there, but for the size of a page", set =>
        {
            var carried = set.CarriedByRequests();
            return set.Fields.Where(field => field.IsNumber && !field.IsRepeated && !field.IsOutputOnly && carried.Contains(field.Message.FullName) && field.Proto.Name != "page_size" && !field.Proto.Proto3Optional && !field.Proto.HasOneofIndex).Select(field => field.FullName);
        }),
        new("A field of a request or a resource says who sets it, and whether it must be set", set =>
        {
            var carried = set.CarriedByRequests();
            return set.Fields.Where(field => (carried.Contains(field.Message.FullName) || field.Message.Resource is not null) && field.Behaviors.Count == 0).Select(field => field.FullName);
        }),
        new("An instant is named time, and a duration says since when or how long", set => set.Fields.Where(field => (field.TypeName == "google.protobuf.Timestamp" && field.Proto.Name.Split('_')[^1] is not ("time" or "times")) || (field.TypeName == "google.protobuf.Duration" && field.Proto.Name.Split('_')[^1] is not ("duration" or "offset" or "elapsed" or "timeout"))).Select(field => field.FullName)),
        new("A resource has its name first, a pattern, and its words in singular and plural", set => set.Messages.Where(message => message.Resource is { } resource && (message.Proto.Field[0] is not { Name: "name", Number: 1 } || resource.Pattern.Count == 0 || resource.Singular.Length == 0 || resource.Plural.Length == 0 || !ContractSet.FieldsOf(message).First().Behaviors.Contains(FieldBehavior.Identifier))).Select(message => message.FullName)),
        new("What a field refers to is a resource of the contract", set =>
        {
            var known = set.Messages.Select(message => message.Resource?.Type).OfType<string>().ToHashSet(StringComparer.Ordinal);
            return set.Fields.Where(field => field.Reference is { } type && !known.Contains(type)).Select(field => field.FullName);
        }),
        new("The name in a request refers to its resource", set => set.Fields.Where(field => IsOurs(field) && field.Message.Proto.Name.EndsWith("Request", StringComparison.Ordinal) && field.Proto.Name is ("name" or "names" or "parent") && field.Reference is null).Select(field => field.FullName)),
        new("A method is served as JSON and has a request of its own name", set => set.Methods.Where(method => method.Http is null || method.InputName != $"{method.Package}.{method.Proto.Name}Request").Select(method => method.FullName)),
        new("No two methods share a path", set => set.Methods.GroupBy(method => Shape(method.Http!)).Where(group => group.Count() > 1).Select(group => $"{group.Key}: {string.Join(", ", group.Select(method => method.FullName))}")),
        new("Get, List, Create, Update and Delete have the verb of HTTP that belongs to them, and other methods a colon", set => set.Methods.Where(method => !HasItsVerb(method)).Select(method => method.FullName)),
        new("Get, Create and Update answer the resource, Delete it or nothing, List a page of it", set => set.Methods.Where(method => !AnswersAsItsVerb(method)).Select(method => method.FullName)),
        new("A list has pages, a filter and an order", set => Requests(set, "List").SelectMany(request => Missing(request.Message, request.Message.File.Package == "google.longrunning" ? ["page_size", "page_token", "filter"] : ["page_size", "page_token", "filter", "order_by"]))
            .Concat(set.Methods.Where(method => method.Proto.Name.StartsWith("List", StringComparison.Ordinal)).SelectMany(method => Missing(set.ByName[method.OutputName], ["next_page_token"])))),
        new("What is created is given its id, a request id, and may be only judged", set => Requests(set, "Create").SelectMany(request => Missing(request.Message, [Snake(request.Noun), $"{Snake(request.Noun)}_id", "request_id", "validate_only"]))),
        new("What is updated is given a mask, and may be only judged", set => Requests(set, "Update").SelectMany(request => Missing(request.Message, [Snake(request.Noun), "update_mask", "validate_only"]))),
        new("What is deleted or brought back may be asked for by version, and only judged", set => Requests(set, "Delete").Concat(Requests(set, "Undelete")).Where(request => request.Message.File.Package != "google.longrunning").SelectMany(request => Missing(request.Message, ["name", "etag", "validate_only"]))),
        new("What changes something may be only judged", set => set.Methods.Where(method => method.Package != "google.longrunning" && !Questions.Any(verb => method.Proto.Name.StartsWith(verb, StringComparison.Ordinal))).SelectMany(method => Missing(set.ByName[method.InputName], ["validate_only"]))),
        new("A resource that can be created tells its version and when it came", set => Requests(set, "Create").Where(request => request.Noun != "Pad").SelectMany(request => Missing(set.ByName[$"{request.Message.File.Package}.{request.Noun}"], ["etag", "create_time"]))),
        new("A resource that can be deleted and brought back tells when it was deleted, and its list shows it where asked", set => Requests(set, "Undelete").SelectMany(request => Missing(set.ByName[$"{request.Message.File.Package}.{request.Noun}"], ["delete_time"]).Concat(set.Methods.Where(method => method.OutputName == $"{request.Message.File.Package}.List{PluralOf(set, request)}Response").SelectMany(method => Missing(set.ByName[method.InputName], ["show_deleted"]))))),
        new("Nobody answers with a status or an error text beside the status of the call", set => set.Fields.Where(field => IsOurs(field) && field.Proto.Name is ("error" or "error_message" or "result_str" or "success")).Select(field => field.FullName)),
    ];

    private static IEnumerable<(string Noun, ContractMessage Message)> Requests(ContractSet set, string verb) =>
        from method in set.Methods
        where method.Proto.Name.StartsWith(verb, StringComparison.Ordinal) && method.Proto.Name.Length > verb.Length
        select (method.Proto.Name[verb.Length..], set.ByName[method.InputName]);

    private static bool IsOurs(ContractField field) => field.Message.File.Package != "google.longrunning";

    /// <summary>The noun of the list of a resource: its collection with a capital.</summary>
    private static string PluralOf(ContractSet set, (string Noun, ContractMessage Message) request)
    {
        var plural = set.ByName[$"{request.Message.File.Package}.{request.Noun}"].Resource!.Plural;
        return char.ToUpperInvariant(plural[0]) + plural[1..];
    }

    private static IEnumerable<string> Missing(ContractMessage message, IEnumerable<string> fields) =>
        fields.Where(name => message.Proto.Field.All(field => field.Name != name)).Select(name => $"{message.FullName} has no {name}");

    private static bool HasItsVerb(ContractMethod method)
    {
        var (rule, name) = (method.Http!, method.Proto.Name);
        return name switch
        {
            _ when name.StartsWith("BatchGet", StringComparison.Ordinal) => rule.Get.EndsWith(":batchGet", StringComparison.Ordinal),
            _ when name.StartsWith("Get", StringComparison.Ordinal) || name.StartsWith("List", StringComparison.Ordinal) => rule.PatternCase == HttpRule.PatternOneofCase.Get && !LastPart(rule.Get).Contains(':'),
            _ when name.StartsWith("Create", StringComparison.Ordinal) => rule.PatternCase == HttpRule.PatternOneofCase.Post && !LastPart(rule.Post).Contains(':') && rule.Body == Snake(name["Create".Length..]),
            _ when name.StartsWith("Update", StringComparison.Ordinal) => rule.PatternCase == HttpRule.PatternOneofCase.Patch && rule.Body == Snake(name["Update".Length..]),
            _ when name.StartsWith("Delete", StringComparison.Ordinal) => rule.PatternCase == HttpRule.PatternOneofCase.Delete && rule.Body.Length == 0,
            _ => rule.PatternCase == HttpRule.PatternOneofCase.Post ? LastPart(rule.Post).Contains(':') && rule.Body == "*" : rule.PatternCase == HttpRule.PatternOneofCase.Get && LastPart(rule.Get).Contains(':'),
        };
    }

    private static bool AnswersAsItsVerb(ContractMethod method)
    {
        var (name, answer) = (method.Proto.Name, method.OutputName.Split('.')[^1]);
        return name switch
        {
            _ when name.StartsWith("Get", StringComparison.Ordinal) => answer == name["Get".Length..],
            _ when name.StartsWith("Create", StringComparison.Ordinal) => answer == name["Create".Length..],
            _ when name.StartsWith("Update", StringComparison.Ordinal) => answer == name["Update".Length..],
            _ when name.StartsWith("Undelete", StringComparison.Ordinal) => answer == name["Undelete".Length..],
            _ when name.StartsWith("Delete", StringComparison.Ordinal) => answer == "Empty" || answer == name["Delete".Length..],
            _ when name.StartsWith("List", StringComparison.Ordinal) || name.StartsWith("Batch", StringComparison.Ordinal) => answer == $"{name}Response",
            _ => true,
        };
    }

    /// <summary>What is behind the last slash that is outside of braces.</summary>
    private static string LastPart(string path) => Braces().Replace(path, "{}").Split('/')[^1];

    private static string Shape(HttpRule rule) => rule.PatternCase + " " + Braces().Replace(rule.Get + rule.Post + rule.Patch + rule.Delete, match => match.Value.Contains('=') ? match.Value[(match.Value.IndexOf('=') + 1)..^1] : "*");

    private static string UpperOf(string name) => Snake(name).ToUpperInvariant();

    private static string Snake(string name) => WordStart().Replace(name, "_$1").ToLowerInvariant();

    [GeneratedRegex("^[A-Z][A-Za-z0-9]*$")]
    private static partial Regex Pascal();

    [GeneratedRegex("^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
    private static partial Regex Snake();

    [GeneratedRegex("^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$")]
    private static partial Regex Upper();

    [GeneratedRegex("(?<!^)([A-Z])")]
    private static partial Regex WordStart();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Braces();
}
