using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace DroneLogistics.Service;

/// <summary>
/// An API key as it is written: <c>dl_ID_SECRET</c>, the letter k with 15 hexadecimal digits and 256 bits in base64url. A secret drawn from so many needs no slow hash:
/// there is nothing to guess.
/// </summary>
/// <param name="Id">Which key.</param>
/// <param name="Text">All of it.</param>
public sealed record ApiKeyText(string Id, string Text)
{
    /// <summary>With which every key begins, so that it is found where it was left lying about.</summary>
    public const string Prefix = "dl_";

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    private const int IdLetters = 16;
    private const int SecretBytes = 32;
    private const int SecretLetters = 43;

    /// <summary>What is stored of it.</summary>
    public byte[] Sha256() => SHA256.HashData(Encoding.ASCII.GetBytes(Text));

    /// <summary>A new one.</summary>
    public static ApiKeyText New()
    {
        // A letter first, as ids of the contract begin.
        var id = $"k{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdLetters / 2))[1..]}";
        return new ApiKeyText(id, $"{Prefix}{id}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes))}");
    }

    /// <summary>Reads one; null: it is none.</summary>
    public static ApiKeyText? Parse(string text) =>
        text.Length == Prefix.Length + IdLetters + 1 + SecretLetters
        && text.StartsWith(Prefix, StringComparison.Ordinal)
        && text[Prefix.Length + IdLetters] == '_'
        && text[Prefix.Length] == 'k'
        && text.AsSpan(Prefix.Length + 1, IdLetters - 1).IndexOfAnyExcept(Digits) < 0
        && Base64Url.IsValid(text.AsSpan(Prefix.Length + IdLetters + 1))
            ? new ApiKeyText(text.Substring(Prefix.Length, IdLetters), text)
            : null;
}
