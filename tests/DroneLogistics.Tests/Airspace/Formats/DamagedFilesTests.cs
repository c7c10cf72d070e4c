using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using NUnit.Framework;

namespace DroneLogistics.Tests.Airspace.Formats;

/// <summary>Sound files, damaged at random: whatever the damage, a reader answers, and imports all or nothing.</summary>
public sealed class DamagedFilesTests
{
    private static readonly byte[][] Sound =
    [
        Encoding.UTF8.GetBytes(Imports.Ed318), Encoding.UTF8.GetBytes(Imports.Ed269), Encoding.UTF8.GetBytes(Imports.GeoJson), Encoding.UTF8.GetBytes(Imports.Kml),
    ];

    // What is likely to lead a parser astray.
    private static readonly string[] Splinters =
    [
        "null", "{}", "[]", "[[]]", "\"\"", "-1", "1e999", "0.0", "true", "\\ud800", "\"\\ud800\"", "\u0000", "&x;", "<a>", "</kml>", "NaN", "9999999999999999999", "\"2024-13-01T00:00:00Z\"", "90", "180", "-180", "\"AGL\"", "\ufeff", "]]>",
    ];

    private static readonly Gen<byte[]> Damaged = Gen.Select(Gen.Int[0, Sound.Length - 1], Gen.Int[0, 1 << 20], Gen.Int[0, 30], Gen.Int[0, Splinters.Length - 1], Gen.Int[0, 2], (which, place, length, splinter, way) =>
    {
        var file = Sound[which];
        var at = place % file.Length;
        byte[] instead = way switch { 0 => [], 1 => Encoding.UTF8.GetBytes(Splinters[splinter]), _ => [(byte)(place >> 8)] };
        byte[] damaged = [.. file[..at], .. instead, .. file[Math.Min(file.Length, at + length)..]];
        return damaged;
    });

    [Test]
    public void A_file_with_a_piece_lost_or_replaced_is_read_whole_or_refused() =>
        Damaged.Sample(AssertWholeOrRefused, iter: 20_000);

    [Test]
    public void A_file_with_any_value_replaced_by_another_is_read_whole_or_refused()
    {
        foreach (var text in new[] { Imports.Ed318, Imports.Ed269, Imports.GeoJson })
        {
            foreach (var path in Paths(JsonNode.Parse(text)!, string.Empty))
            {
                foreach (var splinter in Splinters.Where(IsJson))
                {
                    AssertWholeOrRefused(Encoding.UTF8.GetBytes(Imports.With(text, path, "@here@").Replace("\"@here@\"", splinter, StringComparison.Ordinal)));
                }
            }
        }
    }

    private static void AssertWholeOrRefused(byte[] content)
    {
        foreach (var options in new[] { Imports.Strict, Imports.Lenient })
        {
            var import = Imports.Read(content, options);
            Assert.That(import.Set is null, Is.EqualTo(import.Refusals.Any()), Encoding.UTF8.GetString(content));
            Assert.That(import.Diagnostics.Select(told => told.Key), Has.None.Empty);
        }
    }

    private static IEnumerable<string> Paths(JsonNode node, string prefix) => node switch
    {
        JsonObject record => record.SelectMany(member => Below(member.Value, prefix + member.Key)),
        JsonArray list => list.SelectMany((item, index) => Below(item, $"{prefix}{index}")),
        JsonValue => [],
        _ => throw new UnreachableException(),
    };

    private static IEnumerable<string> Below(JsonNode? node, string path) => node is null ? [path] : Paths(node, path + "/").Prepend(path);

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
