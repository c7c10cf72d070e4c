using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Google.Api;
using Google.Protobuf.Reflection;

namespace DroneLogistics.Service;

/// <summary>
/// The JSON API described as OpenAPI 3.1, made from the descriptors of the contract: every rpc with an HTTP binding, every message it names.
/// </summary>
public static partial class OpenApiDocument
{
    private static readonly FileDescriptor[] Files =
    [
        V1.NetworkReflection.Descriptor,
        V1.FleetReflection.Descriptor,
        V1.AirspaceReflection.Descriptor,
        V1.WeatherReflection.Descriptor,
        V1.PlanningReflection.Descriptor,
        V1.FlightsReflection.Descriptor,
        V1.LegsReflection.Descriptor,
        V1.AccessReflection.Descriptor,
        Google.LongRunning.OperationsReflection.Descriptor,
    ];

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The services of the contract.</summary>
    public static IEnumerable<Google.Protobuf.Reflection.ServiceDescriptor> Services => Files.SelectMany(file => file.Services);

    /// <summary>The document.</summary>
    public static string Json()
    {
        var schemas = new SortedDictionary<string, JsonNode>(StringComparer.Ordinal);
        var paths = new JsonObject();
        foreach (var method in Services.SelectMany(service => service.Methods))
        {
            if (method.GetOptions()?.GetExtension(AnnotationsExtensions.Http) is { } rule)
            {
                AddOperation(paths, schemas, method, rule);
            }
        }

        schemas["Status"] = StatusSchema();
        var document = new JsonObject
        {
            ["openapi"] = "3.1.1",
            ["info"] = new JsonObject
            {
                ["title"] = "DroneLogistics",
                ["version"] = "v1",
                ["description"] = "Route planning and flight simulation for an island drone network. The same methods are served as gRPC; protos/dronelogistics/v1 is the contract.",
            },
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = new JsonObject(schemas.Select(entry => KeyValuePair.Create<string, JsonNode?>(entry.Key, entry.Value))) },
        };
        return document.ToJsonString(Indented);
    }

    private static void AddOperation(JsonObject paths, SortedDictionary<string, JsonNode> schemas, MethodDescriptor method, HttpRule rule)
    {
        var (verb, template) = rule.PatternCase switch
        {
            HttpRule.PatternOneofCase.Get => ("get", rule.Get),
            HttpRule.PatternOneofCase.Post => ("post", rule.Post),
            HttpRule.PatternOneofCase.Patch => ("patch", rule.Patch),
            HttpRule.PatternOneofCase.Delete => ("delete", rule.Delete),
            _ => throw new System.Diagnostics.UnreachableException($"{method.FullName} has a binding of kind {rule.PatternCase}."),
        };
        var inPath = new List<(string Field, string Collection)>();
        var path = Variable().Replace(template, match =>
        {
            inPath.Add((match.Groups["field"].Value, match.Groups["collection"].Value));
            return $"{match.Groups["collection"].Value}/{{{match.Groups["field"].Value}}}";
        });
        var parameters = new JsonArray();
        foreach (var (field, collection) in inPath)
        {
            parameters.Add(new JsonObject
            {
                ["name"] = field,
                ["in"] = "path",
                ["required"] = true,
                ["description"] = $"The id after \"{collection}/\".",
                ["schema"] = new JsonObject { ["type"] = "string" },
            });
        }

        if (rule.Body != "*")
        {
            // What is neither in the path nor the body stands in the query.
            foreach (var field in method.InputType.Fields.InDeclarationOrder().Where(field => field.Name != rule.Body && inPath.All(variable => variable.Field != field.Name)))
            {
                parameters.Add(new JsonObject { ["name"] = field.JsonName, ["in"] = "query", ["description"] = Comment(field.Declaration), ["schema"] = FieldSchema(field, schemas) });
            }
        }

        var streamed = method.IsServerStreaming;
        var operation = new JsonObject
        {
            ["operationId"] = $"{method.Service.Name}_{method.Name}",
            ["tags"] = new JsonArray(method.Service.Name),
            ["description"] = Comment(method.Declaration) + (streamed ? " Streamed: one JSON object a line." : string.Empty),
            ["parameters"] = parameters,
            ["responses"] = new JsonObject
            {
                ["200"] = Content(streamed ? "Each line." : "The answer.", Reference(method.OutputType, schemas)),
                ["default"] = Content("What is wrong, as google.rpc.Status.", new JsonObject { ["$ref"] = "#/components/schemas/Status" }),
            },
        };
        if (rule.Body.Length > 0)
        {
            var body = rule.Body == "*" ? method.InputType : method.InputType.FindFieldByName(rule.Body).MessageType;
            operation["requestBody"] = new JsonObject
            {
                ["required"] = true,
                ["content"] = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = Reference(body, schemas) } },
            };
        }

        var item = paths[path] as JsonObject ?? [];
        item[verb] = operation;
        paths[path] = item;
    }

    private static JsonObject Content(string description, JsonNode schema) => new()
    {
        ["description"] = description,
        ["content"] = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = schema } },
    };

    private static JsonObject Reference(MessageDescriptor message, SortedDictionary<string, JsonNode> schemas)
    {
        if (WellKnown(message) is { } known)
        {
            return known;
        }

        var name = NameOf(message.FullName);
        if (!schemas.ContainsKey(name))
        {
            var schema = new JsonObject { ["type"] = "object", ["description"] = Comment(message.Declaration) };
            schemas[name] = schema;
            schema["properties"] = new JsonObject(message.Fields.InDeclarationOrder().Select(field =>
                KeyValuePair.Create<string, JsonNode?>(field.JsonName, Described(FieldSchema(field, schemas), Comment(field.Declaration)))));
            schema["additionalProperties"] = false;
            var required = message.Fields.InDeclarationOrder().Where(IsRequired).Select(field => (JsonNode?)field.JsonName).ToArray();
            if (required.Length > 0)
            {
                schema["required"] = new JsonArray(required);
            }
        }

        return new JsonObject { ["$ref"] = $"#/components/schemas/{name}" };
    }

    private static bool IsRequired(FieldDescriptor field) =>
        field.GetOptions()?.GetExtension(FieldBehaviorExtensions.FieldBehavior)?.Contains(FieldBehavior.Required) == true;

    private static JsonObject FieldSchema(FieldDescriptor field, SortedDictionary<string, JsonNode> schemas)
    {
        var one = field.FieldType switch
        {
            FieldType.Message => Reference(field.MessageType, schemas),
            FieldType.Enum => EnumReference(field.EnumType, schemas),
            FieldType.Double or FieldType.Float => new JsonObject { ["type"] = "number", ["format"] = "double" },
            FieldType.Bool => new JsonObject { ["type"] = "boolean" },
            FieldType.Int32 => new JsonObject { ["type"] = "integer", ["format"] = "int32" },
            FieldType.UInt32 => new JsonObject { ["type"] = "integer", ["format"] = "uint32", ["minimum"] = 0 },
            FieldType.Int64 => new JsonObject { ["type"] = "string", ["format"] = "int64" },
            FieldType.Bytes => new JsonObject { ["type"] = "string", ["format"] = "byte" },
            FieldType.String => new JsonObject { ["type"] = "string" },
            _ => throw new System.Diagnostics.UnreachableException($"{field.FullName} is of type {field.FieldType}, which the contract does not use."),
        };
        return field.IsRepeated ? new JsonObject { ["type"] = "array", ["items"] = one } : one;
    }

    private static JsonObject EnumReference(EnumDescriptor type, SortedDictionary<string, JsonNode> schemas)
    {
        var name = NameOf(type.FullName);
        schemas.TryAdd(name, new JsonObject
        {
            ["type"] = "string",
            ["description"] = Comment(type.Declaration),
            ["enum"] = new JsonArray([.. type.Values.Select(value => (JsonNode?)value.Name)]),
        });
        return new JsonObject { ["$ref"] = $"#/components/schemas/{name}" };
    }

    private static JsonObject? WellKnown(MessageDescriptor message) => message.FullName switch
    {
        "google.protobuf.Timestamp" => new JsonObject { ["type"] = "string", ["format"] = "date-time" },
        "google.protobuf.Duration" => new JsonObject { ["type"] = "string", ["pattern"] = "^-?[0-9]+(\\.[0-9]{1,9})?s$", ["examples"] = new JsonArray("1328.5s") },
        _ => null,
    };

    private static JsonObject Described(JsonObject schema, string comment)
    {
        if (comment.Length > 0)
        {
            schema["description"] = comment;
        }

        return schema;
    }

    private static JsonObject StatusSchema() => new()
    {
        ["type"] = "object",
        ["description"] = "google.rpc.Status: code, message and details such as ErrorInfo, BadRequest and PreconditionFailure.",
        ["properties"] = new JsonObject
        {
            ["code"] = new JsonObject { ["type"] = "integer", ["format"] = "int32" },
            ["message"] = new JsonObject { ["type"] = "string" },
            ["details"] = new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "object", ["additionalProperties"] = true } },
        },
    };

    private static string NameOf(string fullName) => fullName.Replace("dronelogistics.v1.", string.Empty, StringComparison.Ordinal);

    private static string Comment(DescriptorDeclaration? declaration) =>
        declaration is null ? string.Empty : declaration.LeadingComments.Trim().Replace("\n ", " ", StringComparison.Ordinal).Replace('\n', ' ');

    [GeneratedRegex("\\{(?<field>[a-z_.]+)=(?<collection>[A-Za-z]+)/\\*\\}")]
    private static partial Regex Variable();
}
