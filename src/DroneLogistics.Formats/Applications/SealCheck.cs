using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace DroneLogistics.Formats.Applications;

/// <summary>One thing that is not as it was sealed.</summary>
/// <param name="Offset">Of the byte in the file, from 0; null where it is not known to the byte.</param>
/// <param name="Line">From 1; 0 where it is not known.</param>
/// <param name="Path">What stands there: <c>document.route.cruiseAltitudeMAmsl</c>, <c>seal.signature</c>.</param>
/// <param name="Says">What is wrong with it.</param>
public sealed record SealFault(int? Offset, int Line, string Path, string Says);

/// <summary>How a sealed document is.</summary>
/// <param name="Faults">What is not as it was sealed; empty where all is.</param>
/// <param name="Document">The sealed part as JSON of its own; null where it is not as it was sealed.</param>
public sealed record SealCheckAnswer(IReadOnlyList<SealFault> Faults, string? Document)
{
    public bool IsIntact => Faults.Count == 0 && Document is not null;
}

/// <summary>Checks that a document is, to the byte, what the holder of a key sealed, and names what is not.</summary>
public static partial class SealCheck
{
    private const int MostLinesNamed = 20;

    /// <param name="content">The file.</param>
    /// <param name="key">The public key that is trusted; what the file says of its own key is not believed.</param>
    public static SealCheckAnswer Check(ReadOnlySpan<byte> content, ECDsa key)
    {
        var start = ApplicationSeal.Start(content);
        var written = start < 0 ? string.Empty : Encoding.Latin1.GetString(content[start..]);
        var signature = Field(written, "signature");
        if (signature is null && Field(written, "sha256") is null)
        {
            return Wrong(new SealFault(null, 0, "seal", "there is none"));
        }

        var body = content[..start];
        if (ApplicationSeal.IsSigned(body, signature, key))
        {
            var expected = ApplicationSeal.Text(body, ApplicationSeal.PublicKey(key), signature!);
            return expected == written ? new SealCheckAnswer([], Document(body)) : Wrong(SealByte(content, start, written, expected));
        }

        return ApplicationSeal.Digest(body) == Field(written, "sha256") ? Wrong(OfTheSignature(content, written, key)) : new SealCheckAnswer(InTheBody(body, written), null);
    }

    /// <summary>The first byte of the seal that is not as it follows from the body, which is signed.</summary>
    private static SealFault SealByte(ReadOnlySpan<byte> content, int start, string written, string expected)
    {
        var at = written.AsSpan().CommonPrefixLength(expected);
        var (line, path) = Place(content, start + at);
        return new SealFault(start + at, line, path, $"is {Shown(written, at)}, {Shown(expected, at)} was sealed");
    }

    private static SealFault OfTheSignature(ReadOnlySpan<byte> content, string written, ECDsa key)
    {
        var line = Array.FindLastIndex(Encoding.Latin1.GetString(content).Split('\n'), text => text.Contains("\"signature\"", StringComparison.Ordinal)) + 1;
        return Field(written, "publicKey") == ApplicationSeal.PublicKey(key)
            ? new SealFault(null, line, "seal.signature", "the digests fit the document and the signature does not: the document was sealed anew by somebody without the key, or the signature was altered")
            : new SealFault(null, line, "seal.signature", "is of another key than the one that is trusted");
    }

    private static List<SealFault> InTheBody(ReadOnlySpan<byte> body, string written)
    {
        if (Field(written, "sha256") is { } digest && SumsOf(Field(written, "sums")) is { } sums && ApplicationSeal.Mend(body, sums, digest) is var (at, was, mended))
        {
            // The path of the byte as it was: the altered one may be a part of a key.
            var (line, path) = Place(mended, at);
            return [new SealFault(at, line, path, $"is {Shown((char)body[at])}, {Shown((char)was)} was sealed")];
        }

        var (found, sealedLines) = (ApplicationSeal.LineDigests(body), LineDigest().Matches(written).Select(match => match.Groups[1].Value).ToList());
        var lines = Encoding.UTF8.GetString(body).Split('\n');
        var paths = DocumentLines.Paths(lines);
        var differing = Enumerable.Range(0, found.Count).Where(i => i >= sealedLines.Count || found[i] != sealedLines[i]).ToList();
        return found.Count == sealedLines.Count && differing.Count > 0
            ? [.. differing.Take(MostLinesNamed).Select(i => new SealFault(null, i + 1, Named(paths[i]), "is not the line that was sealed"))]
            : [new SealFault(null, differing.FirstOrDefault() + 1, Named(paths.ElementAtOrDefault(differing.FirstOrDefault()) ?? string.Empty), $"begins what is not as it was sealed: {found.Count} lines, {sealedLines.Count} were sealed")];
    }

    private static (int Line, string Path) Place(ReadOnlySpan<byte> content, int offset)
    {
        var line = content[..Math.Min(offset, content.Length)].Count((byte)'\n');
        var paths = DocumentLines.Paths(Encoding.UTF8.GetString(content).Split('\n'));
        return (line + 1, Named(paths.ElementAtOrDefault(line) ?? string.Empty));
    }

    private static string Named(string path) => path.Length == 0 ? "(root)" : path;

    /// <summary>The sealed part as an object of its own.</summary>
    private static string Document(ReadOnlySpan<byte> body) => Encoding.UTF8.GetString(body).TrimEnd('\n').TrimEnd(',') + "\n}\n";

    private static SealCheckAnswer Wrong(SealFault fault) => new([fault], null);

    private static string? Field(string written, string name)
    {
        var beginning = $"    \"{name}\": \"";
        var at = written.IndexOf(beginning, StringComparison.Ordinal);
        var end = at < 0 ? -1 : written.IndexOf('"', at + beginning.Length);
        return end < 0 ? null : written[(at + beginning.Length)..end];
    }

    private static (ulong Sum, ulong Weighted)? SumsOf(string? text) => text?.Split(' ') is [var sum, var weighted] && ulong.TryParse(sum, out var first) && ulong.TryParse(weighted, out var second) ? (first, second) : null;

    private static string Shown(string text, int at) => at < text.Length ? Shown(text[at]) : "the end of the file";

    private static string Shown(char letter) => letter is > ' ' and < '\u007F' ? $"\"{letter}\"" : $"byte 0x{(int)letter:X2}";

    [GeneratedRegex("^      \"([0-9a-f]{16})\"", RegexOptions.Multiline)]
    private static partial Regex LineDigest();
}
