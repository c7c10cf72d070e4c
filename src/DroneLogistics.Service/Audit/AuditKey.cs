using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace DroneLogistics.Service;

/// <summary>
/// Seals rows and heads of the audit log (HMAC-SHA256) with a secret that stands outside the database. Who checks the log holds the state folder
/// of the service, so nothing is gained by a key pair; a secret costs a microsecond a row and lets every row be sealed, which names the first row
/// that was made anew. See decision 17.
/// </summary>
public sealed class AuditKey
{
    private const int KeyBytes = 32;
    private const int IdBytes = 8;

    private readonly byte[] secret;

    public AuditKey(byte[] secret)
    {
        this.secret = secret;
        Id = SHA256.HashData(secret)[..IdBytes];
    }

    /// <summary>Tells keys apart; says nothing of the secret.</summary>
    public byte[] Id { get; }

    /// <summary>A key that nobody else will ever have: what it seals cannot be checked once the process is gone.</summary>
    public static AuditKey Fleeting() => new(RandomNumberGenerator.GetBytes(KeyBytes));

    /// <summary>The key in a file that only its owner reads, made where there is none.</summary>
    public static async Task<AuditKey> EnsureAsync(string path, CancellationToken cancellationToken) =>
        new(Convert.FromHexString(await LocalToken.EnsureAsync(path, cancellationToken)));

    /// <summary>The key in a file; null where there is none.</summary>
    public static AuditKey? Find(string path) => File.Exists(path) ? new AuditKey(Convert.FromHexString(File.ReadAllText(path).Trim())) : null;

    public byte[] Seal(byte[] hash) => HMACSHA256.HashData(secret, (byte[])[.. "row"u8, .. hash]);

    public bool IsSeal(byte[] hash, byte[] seal) => CryptographicOperations.FixedTimeEquals(Seal(hash), seal);

    /// <summary>The text of a signed head.</summary>
    public string WriteHead(AuditTail tail)
    {
        var body = string.Create(CultureInfo.InvariantCulture, $"{tail.Sequence} {Convert.ToHexStringLower(tail.Hash)} {Convert.ToHexStringLower(Id)}");
        return $"{body} {Convert.ToHexStringLower(Signature(body))}\n";
    }

    /// <summary>The tail of a signed head; null where it is not signed with this key or damaged.</summary>
    public AuditTail? ReadHead(string text)
    {
        var trimmed = text.TrimEnd('\n');
        var end = trimmed.LastIndexOf(' ');
        if (end < 0)
        {
            return null;
        }

        var (body, fields) = (trimmed[..end], trimmed.Split(' '));
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Signature(body))), Encoding.ASCII.GetBytes(trimmed[(end + 1)..]))
            ? new AuditTail(long.Parse(fields[0], CultureInfo.InvariantCulture), Convert.FromHexString(fields[1]))
            : null;
    }

    private byte[] Signature(string body) => HMACSHA256.HashData(secret, (byte[])[.. "head"u8, .. Encoding.ASCII.GetBytes(body)]);
}
