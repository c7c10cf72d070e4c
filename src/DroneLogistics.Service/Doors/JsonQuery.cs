using Google.Api;
using Google.Protobuf.Reflection;

namespace DroneLogistics.Service;

/// <summary>The query of a call as JSON held against the request that it fills in: every key known, each once that is no list.</summary>
internal static class JsonQuery
{
    private const int LongestKey = 100;

    /// <summary>Adds what is wrong with it.</summary>
    public static void Judge(IQueryCollection query, MessageDescriptor request, HttpRule rule, FieldReader fields)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, values) in query)
        {
            var found = rule.Body == "*" || key.Length > LongestKey ? null : Find(request, key);
            if (found is not { } named || named.Path == rule.Body || named.Path.StartsWith(rule.Body + ".", StringComparison.Ordinal))
            {
                fields.Add(new string([.. key.Take(LongestKey).Select(letter => letter is >= ' ' and < '\x7f' ? letter : '?')]), "JSON_FORMAT", rule.Body == "*" ? "stands in the query; expected everything in the body." : $"is no key of {request.Name}.");
                continue;
            }

            if (!seen.Add(named.Path) || (values.Count > 1 && !named.Field.IsRepeated))
            {
                fields.Add(named.Path, "DUPLICATE_KEY", FormattableString.Invariant($"is given {Math.Max(2, values.Count)} times; expected once."));
                continue;
            }

            foreach (var value in values)
            {
                JsonValue.Judge(named.Field, named.Path, value ?? string.Empty, fields);
            }
        }
    }

    /// <summary>The field at the end of a path such as <c>bounds.southwest.latitude</c>, and its path in the words of the contract.</summary>
    private static (FieldDescriptor Field, string Path)? Find(MessageDescriptor request, string key)
    {
        FieldDescriptor? field = null;
        var path = new List<string>();
        foreach (var part in key.Split('.'))
        {
            var message = field is null ? request : field.FieldType == FieldType.Message && !field.IsRepeated && !JsonValue.IsText(field.MessageType) ? field.MessageType : null;
            if (message is null || JsonValue.Find(message, part) is not { } next)
            {
                return null;
            }

            field = next;
            path.Add(next.Name);
        }

        // A whole message has no text.
        return field!.FieldType == FieldType.Message && !JsonValue.IsText(field.MessageType) ? null : (field, string.Join('.', path));
    }
}
