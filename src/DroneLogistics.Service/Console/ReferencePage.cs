using System.Security;
using System.Text;
using System.Text.Json.Nodes;

namespace DroneLogistics.Service;

/// <summary>The JSON API to read: every method with its parameters, every message with its fields, made from the OpenAPI document. No outside request.</summary>
public static class ReferencePage
{
    /// <summary>The page.</summary>
    /// <param name="openApi">The document.</param>
    public static string Html(string openApi)
    {
        var root = JsonNode.Parse(openApi)!;
        var (methods, messages, list) = (new StringBuilder(), new StringBuilder(), new StringBuilder());
        foreach (var group in Operations(root).GroupBy(operation => operation.Tag))
        {
            list.Append($"<li><a href=\"#{Escape(group.Key)}\">{Escape(group.Key)}</a></li>");
            methods.Append($"<h2 id=\"{Escape(group.Key)}\">{Escape(group.Key)}</h2>");
            foreach (var operation in group)
            {
                Write(methods, operation);
            }
        }

        foreach (var (name, schema) in root["components"]!["schemas"]!.AsObject())
        {
            Write(messages, name, schema!);
        }

        return Template
            .Replace("{{LIST}}", list.ToString(), StringComparison.Ordinal)
            .Replace("{{METHODS}}", methods.ToString(), StringComparison.Ordinal)
            .Replace("{{MESSAGES}}", messages.ToString(), StringComparison.Ordinal);
    }

    private static IEnumerable<Operation> Operations(JsonNode root) =>
        from path in root["paths"]!.AsObject()
        from verb in path.Value!.AsObject()
        select new Operation((string)verb.Value!["tags"]![0]!, verb.Key.ToUpperInvariant(), path.Key, verb.Value!);

    private static void Write(StringBuilder page, Operation operation)
    {
        var node = operation.Node;
        page.Append($"<article id=\"{Escape((string)node["operationId"]!)}\"><h3><code>{operation.Verb} {Escape(operation.Path)}</code></h3><p>{Escape((string?)node["description"] ?? string.Empty)}</p>");
        var parameters = node["parameters"]?.AsArray() ?? [];
        if (parameters.Count > 0)
        {
            page.Append("<table><tr><th>parameter<th>in<th>type<th>meaning</tr>");
            foreach (var parameter in parameters)
            {
                page.Append($"<tr><td><code>{Escape((string)parameter!["name"]!)}</code><td>{Escape((string)parameter["in"]!)}<td>{Kind(parameter["schema"])}<td>{Escape((string?)parameter["description"] ?? string.Empty)}</tr>");
            }

            page.Append("</table>");
        }

        if (node["requestBody"]?["content"]?.AsObject().First().Value?["schema"] is { } body)
        {
            page.Append($"<p>Body: {Kind(body)}</p>");
        }

        var answer = node["responses"]!["200"]!;
        page.Append($"<p>Answer: {Kind(answer["content"]!.AsObject().First().Value!["schema"])}, {Escape(answer["content"]!.AsObject().First().Key)}</p></article>");
    }

    private static void Write(StringBuilder page, string name, JsonNode schema)
    {
        page.Append($"<article id=\"schema-{Escape(name)}\"><h3><code>{Escape(name)}</code></h3><p>{Escape((string?)schema["description"] ?? string.Empty)}</p>");
        if (schema["enum"] is JsonArray values)
        {
            page.Append($"<p>{string.Join(", ", values.Select(value => $"<code>{Escape($"{value}")}</code>"))}</p>");
        }

        if (schema["properties"] is JsonObject { Count: > 0 } properties)
        {
            var required = schema["required"]?.AsArray().Select(entry => (string?)entry).ToHashSet() ?? [];
            page.Append("<table><tr><th>field<th>type<th>meaning</tr>");
            foreach (var (field, kind) in properties)
            {
                page.Append($"<tr><td><code>{Escape(field)}</code>{(required.Contains(field) ? " <b>required</b>" : string.Empty)}<td>{Kind(kind)}<td>{Escape((string?)kind!["description"] ?? string.Empty)}</tr>");
            }

            page.Append("</table>");
        }

        page.Append("</article>");
    }

    private static string Kind(JsonNode? schema)
    {
        if ((string?)schema?["$ref"] is { } reference)
        {
            var name = reference.Split('/')[^1];
            return $"<a href=\"#schema-{Escape(name)}\">{Escape(name)}</a>";
        }

        var type = (string?)schema?["type"] ?? "object";
        return type == "array" ? $"list of {Kind(schema!["items"])}" : Escape((string?)schema?["format"] is { } format ? $"{type}, {format}" : type);
    }

    private static string Escape(string text) => SecurityElement.Escape(text);

    /// <summary>One method as it is served.</summary>
    private sealed record Operation(string Tag, string Verb, string Path, JsonNode Node);

    private const string Template = """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
        <title>DroneLogistics: reference of the API</title><link rel="icon" href="data:,">
        <style>
        :root{color-scheme:light dark;font:16px/1.5 "Noto Sans","Noto Sans CJK SC",system-ui,sans-serif}
        body{max-width:1100px;margin:1rem auto;padding:0 1rem}article{margin:1.2rem 0;border-top:1px solid #8886}
        h3{margin:.6rem 0 .2rem;overflow-wrap:anywhere}table{border-collapse:collapse;width:100%}td,th{padding:.2rem .6rem;text-align:left;vertical-align:top;border-bottom:1px solid #8883}
        td:first-child{white-space:nowrap}td:nth-child(2){min-width:8rem}
        </style></head><body>
        <h1>Reference of the API</h1>
        <p>Made from the contract as it is served here. The same as a document: <a href="/openapi/v1.json">OpenAPI 3.1</a>. By gRPC each method has the name behind its address; errors are <a href="#schema-Status">google.rpc.Status</a>.</p>
        <p>Strict: a key that is unknown or given twice, a number that is not finite, an enumeration without that value and a body that is too large are refused. Streams are JSON, one object a line.</p>
        <ul>{{LIST}}<li><a href="#messages">Messages</a></li></ul>
        {{METHODS}}
        <h2 id="messages">Messages</h2>
        {{MESSAGES}}
        </body></html>
        """;
}
