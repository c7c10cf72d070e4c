using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace DroneLogistics.Formats.Applications;

/// <summary>
/// The seal of a document: digests that name what was altered, and a signature that nobody without the key can make anew. A document is JSON text of
/// ours whose last part is the seal; all in front of it, to the byte, is sealed.
/// </summary>
/// <remarks>
/// One altered byte is found by two sums over the bytes b and their places i, S = Σ b and T = Σ i b modulo a prime: the differences to those of the
/// seal are d and i d, so that their ratio is the place; it is believed only where the digest of the mended text is that of the seal. Where more was
/// altered, the digests of the lines name the lines. ECDSA with P-256 and SHA-256 (FIPS 186-4), signatures as r and s in a row.
/// </remarks>
public static class ApplicationSeal
{
    internal const string Opening = "  \"seal\": {";
    internal const string Algorithm = "ECDSA P-256 SHA-256";

    // 2^61 - 1, a prime far above any sum's step.
    private const ulong Prime = (1UL << 61) - 1;

    // Of a line's digest: alterations that nobody makes on purpose; the signature stands against those.
    private const int LineDigestBytes = 8;

    private static readonly byte[] Purpose = Encoding.ASCII.GetBytes("drone application 1\n");

    /// <summary>A document with its seal.</summary>
    /// <param name="document">The indented JSON of an object, a line feed at its end.</param>
    /// <param name="key">A P-256 key pair.</param>
    public static byte[] Close(string document, ECDsa key)
    {
        var body = Body(document);
        return [.. body, .. Encoding.ASCII.GetBytes(Text(body, PublicKey(key), Convert.ToHexStringLower(key.SignData(Signed(body), HashAlgorithmName.SHA256))))];
    }

    /// <summary>Where the seal begins; -1 where it has no seal.</summary>
    internal static int Start(ReadOnlySpan<byte> content)
    {
        var marked = content.LastIndexOf(Encoding.ASCII.GetBytes(Opening));
        if (marked >= 0)
        {
            return marked;
        }

        // The line of the opening may be what was altered: the seal has as many lines as the body and ten more.
        var lines = content.Count((byte)'\n');
        var bodyLines = (lines - TextLines) / 2;
        for (int at = 0, seen = 0; bodyLines > 0 && at < content.Length; at++)
        {
            if (content[at] == '\n' && ++seen == bodyLines)
            {
                return at + 1;
            }
        }

        return -1;
    }

    /// <summary>Whether the signature of a body is of a key.</summary>
    internal static bool IsSigned(ReadOnlySpan<byte> body, string? signature, ECDsa key)
    {
        try
        {
            // One spelling only: upper case would be the same signature in another file.
            return signature is { Length: 128 } && signature.All(letter => letter is (>= '0' and <= '9') or (>= 'a' and <= 'f')) && key.VerifyData(Signed(body), Convert.FromHexString(signature), HashAlgorithmName.SHA256);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    internal static string PublicKey(ECDsa key) => Convert.ToHexStringLower(key.ExportSubjectPublicKeyInfo());

    internal static string Digest(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>The digests of the lines of a body.</summary>
    internal static IReadOnlyList<string> LineDigests(ReadOnlySpan<byte> body)
    {
        var digests = new List<string>();
        while (!body.IsEmpty)
        {
            var end = body.IndexOf((byte)'\n');
            var line = end < 0 ? body : body[..(end + 1)];
            digests.Add(Digest(line)[..(2 * LineDigestBytes)]);
            body = body[line.Length..];
        }

        return digests;
    }

    /// <summary>The two sums of a body.</summary>
    internal static (ulong Sum, ulong Weighted) Sums(ReadOnlySpan<byte> body)
    {
        var (sum, weighted) = (0UL, 0UL);
        for (var i = 0; i < body.Length; i++)
        {
            sum += body[i];
            weighted = (weighted + ((ulong)(i + 1) * body[i])) % Prime;
        }

        return (sum % Prime, weighted);
    }

    /// <summary>The body with its one altered byte mended, and its place; null where no such byte explains the digest.</summary>
    internal static (int At, byte Was, byte[] Mended)? Mend(ReadOnlySpan<byte> body, (ulong Sum, ulong Weighted) sealedSums, string sealedDigest)
    {
        var (sum, weighted) = Sums(body);
        var difference = (long)sealedSums.Sum - (long)sum;
        if (difference is 0 or < -255 or > 255)
        {
            return null;
        }

        // i d = D, all modulo the prime; d is small, so that D, brought to either side of zero, is divided without remainder.
        var whole = (sealedSums.Weighted + Prime - weighted) % Prime;
        var signed = whole > Prime / 2 ? (long)whole - (long)Prime : (long)whole;
        if (signed % difference != 0 || signed / difference < 1 || signed / difference > body.Length)
        {
            return null;
        }

        var at = (int)(signed / difference) - 1;
        var was = body[at] + difference;
        var mended = body.ToArray();
        mended[at] = (byte)was;
        return was is >= 0 and <= 255 && Digest(mended) == sealedDigest ? (at, (byte)was, mended) : null;
    }

    // What every seal has around its lines of digests, the opening and the end of the object among it.
    private const int TextLines = 10;

    /// <summary>The text of the seal, to the end of the file.</summary>
    internal static string Text(ReadOnlySpan<byte> body, string publicKey, string signature)
    {
        var sums = Sums(body);
        var lines = string.Join(",\n", LineDigests(body).Select(digest => $"      \"{digest}\""));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Opening}\n    \"algorithm\": \"{Algorithm}\",\n    \"sha256\": \"{Digest(body)}\",\n    \"sums\": \"{sums.Sum} {sums.Weighted}\",\n    \"lines\": [\n{lines}\n    ],\n    \"publicKey\": \"{publicKey}\",\n    \"signature\": \"{signature}\"\n  }}\n}}\n");
    }

    /// <summary>An object's text up to where another member may follow.</summary>
    private static byte[] Body(string document) => document.EndsWith("\n}\n", StringComparison.Ordinal)
        ? Encoding.UTF8.GetBytes($"{document[..^3]},\n")
        : throw new ArgumentException("A document is the indented JSON of an object with a line feed at its end.", nameof(document));

    private static byte[] Signed(ReadOnlySpan<byte> body) => [.. Purpose, .. body];
}
