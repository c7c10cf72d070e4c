using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DroneLogistics.Service.Tests.Access;

/// <summary>An identity provider with keys of its own and their set in a file; signs what it is told to, right or wrong.</summary>
internal sealed class TestIssuer : IDisposable
{
    public const string Issuer = "https://issuer.example";
    public const string Audience = "drones";
    public const string RsaId = "rsa-1";
    public const string EcId = "ec-1";

    private readonly RSA rsa = RSA.Create(2048);
    private readonly RSA stranger = RSA.Create(2048);
    private readonly ECDsa ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <param name="folder">Where the file of its keys is put.</param>
    public TestIssuer(string folder)
    {
        JwksFile = Path.Combine(folder, "jwks.json");
        File.WriteAllText(JwksFile, KeySet());
    }

    public string JwksFile { get; }

    public AccessSettings Settings => new()
    {
        Oidc = new OidcSettings { Issuer = Issuer, Audience = Audience, JwksFile = JwksFile },

        // All wrong tokens of a test come from one address.
        WrongSignIns = int.MaxValue,
        LongestCallS = 300,
        Quota = new Quota { CallsPerSecond = 100_000, Burst = 100_000 },
    };

    public static JsonObject Claims(string role = "viewer") => new()
    {
        ["iss"] = Issuer,
        ["aud"] = Audience,
        ["sub"] = $"somebody-{role}",
        ["iat"] = Seconds(0),
        ["exp"] = Seconds(3600),
        ["role"] = role,
    };

    /// <summary>Seconds since 1970 of an instant, from the clock of the tests on.</summary>
    public static long Seconds(double later) => Requests.Now.AddSeconds(later).ToUnixTimeSeconds();

    /// <summary>A good token of a role.</summary>
    public string Token(string role) => Rs256(Claims(role));

    public string Rs256(JsonObject claims, JsonObject? header = null) => Signed(header ?? Header("RS256", RsaId), claims, bytes => rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    public string Rs512(JsonObject claims) => Signed(Header("RS512", RsaId), claims, bytes => rsa.SignData(bytes, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1));

    public string Es256(JsonObject claims, string id = EcId) => Signed(Header("ES256", id), claims, bytes => ec.SignData(bytes, HashAlgorithmName.SHA256));

    /// <summary>By a key of the right kind that is not the issuer's.</summary>
    public string ByAStranger(JsonObject claims) => Signed(Header("RS256", RsaId), claims, bytes => stranger.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    /// <summary>By the public key, taken for a secret that both sides know.</summary>
    public string Hs256ByThePublicKey(JsonObject claims) => Signed(Header("HS256", RsaId), claims, bytes => HMACSHA256.HashData(Encoding.ASCII.GetBytes(rsa.ExportSubjectPublicKeyInfoPem()), bytes));

    public static string Unsigned(JsonObject claims) => Signed(new JsonObject { ["alg"] = "none" }, claims, _ => []);

    public static JsonObject Header(string algorithm, string id) => new() { ["alg"] = algorithm, ["typ"] = "JWT", ["kid"] = id };

    public static JsonObject With(JsonObject json, string key, JsonNode? value)
    {
        json[key] = value;
        return json;
    }

    public static JsonObject Without(JsonObject json, string key)
    {
        json.Remove(key);
        return json;
    }

    /// <summary>The same token with another last but one letter of its signature.</summary>
    public static string Flipped(string token) => $"{token[..^2]}{(token[^2] == 'A' ? 'B' : 'A')}{token[^1]}";

    /// <summary>The keys as the issuer publishes them.</summary>
    public string KeySet(bool withEc = true)
    {
        var (r, e) = (rsa.ExportParameters(false), ec.ExportParameters(false));
        var keys = new JsonArray(new JsonObject { ["kty"] = "RSA", ["kid"] = RsaId, ["use"] = "sig", ["n"] = Base64Url.EncodeToString(r.Modulus), ["e"] = Base64Url.EncodeToString(r.Exponent) });
        if (withEc)
        {
            keys.Add(new JsonObject { ["kty"] = "EC", ["kid"] = EcId, ["use"] = "sig", ["crv"] = "P-256", ["x"] = Base64Url.EncodeToString(e.Q.X), ["y"] = Base64Url.EncodeToString(e.Q.Y) });
        }

        return new JsonObject { ["keys"] = keys }.ToJsonString();
    }

    public void Dispose()
    {
        rsa.Dispose();
        stranger.Dispose();
        ec.Dispose();
    }

    private static string Signed(JsonObject header, JsonObject claims, Func<byte[], byte[]> sign)
    {
        var text = $"{Part(header)}.{Part(claims)}";
        return $"{text}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(text)))}";
    }

    private static string Part(JsonObject json) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(json));
}
