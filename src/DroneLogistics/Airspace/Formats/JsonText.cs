using System.Text.Json;
using System.Text.Unicode;

namespace DroneLogistics.Airspace.Formats;

/// <summary>The text of an imported JSON file: UTF-8, bounded in depth, each key once.</summary>
internal static class JsonText
{
    /// <summary>Of UTF-8.</summary>
    public static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    public static JsonDocument Parse(ReadOnlyMemory<byte> content, ImportLog log)
    {
        var json = content;
        if (json.Span.StartsWith(ByteOrderMark))
        {
            log.Tell(ImportProblem.NotReadable, ImportLog.WholeFile, "(start)", "JSON without a byte order mark", "one", "passed over");
            json = json[ByteOrderMark.Length..];
        }

        // The parser checks texts only as they are asked for.
        if (!Utf8.IsValid(json.Span))
        {
            throw log.Refuse(ImportProblem.NotReadable, ImportLog.WholeFile, "(encoding)", "UTF-8", "bytes that are none");
        }

        try
        {
            return JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = log.Limits.MaxNesting, AllowDuplicateProperties = false });
        }
        catch (Exception trouble) when (trouble is JsonException or InvalidOperationException)
        {
            // The second kind: a key with half a character.
            var fault = JsonFault.Find(json.Span, log.Limits.MaxNesting);
            throw log.Refuse(fault.Problem, fault.Feature, fault.Key, $"JSON of at most {log.Limits.MaxNesting} levels, each key once", fault.Found);
        }
    }
}
