using Grpc.Core;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace DroneLogistics.Service;

/// <summary>
/// Callers that show a token (JWT) of the identity provider. The algorithm is one that was chosen here, the key one that was fetched here by its id: what
/// the token itself says of either is believed only where it names one of them.
/// </summary>
public sealed class JwtVerifier(OidcSettings settings, IssuerKeys keys, TimeProvider clock)
{
    private const int LongestSubject = 128;

    // What a clock may be off.
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    // Its key may have been withdrawn since.
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(1);

    // Headers with which a token brings its own key, or the address of one.
    private static readonly string[] OwnKeys = ["jku", "jwk", "x5u", "x5c", "crit"];

    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false };

    /// <summary>Who shows a token.</summary>
    /// <exception cref="RpcException">It is not good, by the reason of the contract; or its role is unknown.</exception>
    public async Task<SignedIn> SignInAsync(string text, CancellationToken cancellationToken)
    {
        var token = Parse(text);
        if (!settings.Algorithms.Contains(token.Alg, StringComparer.Ordinal))
        {
            throw Refusals.Unauthenticated("TOKEN_ALGORITHM", $"The token is signed by \"{token.Alg}\"; believed are {string.Join(", ", settings.Algorithms)}.");
        }

        if (OwnKeys.FirstOrDefault(header => token.TryGetHeaderValue<object>(header, out _)) is { } own)
        {
            throw Refusals.Unauthenticated("TOKEN_KEY", $"The token has the header {own}; keys come from the identity provider and never from a token.");
        }

        var key = await KeyAsync(token, cancellationToken);
        await RequireSignatureAsync(text, key);
        var until = RequireClaims(token);
        return new SignedIn(PrincipalOf(token), until + Skew, TimeProvider.System.GetTimestamp(), GoodFor);
    }

    private JsonWebToken Parse(string text)
    {
        try
        {
            return handler.ReadJsonWebToken(text);
        }
        catch (Exception trouble) when (trouble is ArgumentException or SecurityTokenException or FormatException or System.Text.Json.JsonException)
        {
            throw Refusals.Malformed("The bearer token has dots and is no JSON Web Token.");
        }
    }

    private async Task<JsonWebKey> KeyAsync(JsonWebToken token, CancellationToken cancellationToken)
    {
        var key = token.Kid is { Length: > 0 } id ? await keys.FindAsync(id, cancellationToken) : null;
        var kind = token.Alg == SecurityAlgorithms.RsaSha256 ? JsonWebAlgorithmsKeyTypes.RSA : JsonWebAlgorithmsKeyTypes.EllipticCurve;
        return key?.Kty == kind ? key : throw Refusals.Unauthenticated("TOKEN_KEY", "The token names no key of the identity provider that is known here and of the kind of its algorithm.");
    }

    private async Task RequireSignatureAsync(string text, JsonWebKey key)
    {
        // The claims are looked at below, each with a reason of its own.
        var result = await handler.ValidateTokenAsync(text, new TokenValidationParameters
        {
            IssuerSigningKey = key,
            TryAllIssuerSigningKeys = false,
            ValidAlgorithms = settings.Algorithms,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            ValidateIssuer = false,
            ValidateAudience = false,
            ValidateLifetime = false,
        });
        if (!result.IsValid)
        {
            throw Refusals.Unauthenticated("TOKEN_SIGNATURE", "The signature of the token is not that of its key.");
        }
    }

    private DateTimeOffset RequireClaims(JsonWebToken token)
    {
        if (token.Issuer != settings.Issuer)
        {
            throw Refusals.Unauthenticated("TOKEN_ISSUER", $"The token is of another issuer; believed is {settings.Issuer}.");
        }

        if (!token.Audiences.Contains(settings.Audience, StringComparer.Ordinal))
        {
            throw Refusals.Unauthenticated("TOKEN_AUDIENCE", $"The token is meant for another service; this is {settings.Audience}.");
        }

        var now = clock.GetUtcNow();
        var ends = Instant(token, "exp") ?? throw Refusals.Unauthenticated("TOKEN_CLAIMS", "The token does not say when it ends (exp).");
        if (!(now < ends + Skew))
        {
            throw Refusals.Unauthenticated("TOKEN_EXPIRED", $"The token ended at {ends:yyyy-MM-ddTHH:mm:ssZ}.");
        }

        var begins = Instant(token, "nbf");
        var made = Instant(token, "iat");
        if (!((begins ?? now) <= now + Skew) || !((made ?? now) <= now + Skew))
        {
            throw Refusals.Unauthenticated("TOKEN_NOT_YET", "The token is good only later (nbf, iat).");
        }

        return ends - (made ?? begins ?? now) <= TimeSpan.FromHours(settings.LongestLifeHours)
            ? ends
            : throw Refusals.Unauthenticated("TOKEN_LIFETIME", FormattableString.Invariant($"The token is good for longer than {settings.LongestLifeHours} h."));
    }

    private Principal PrincipalOf(JsonWebToken token)
    {
        var subject = token.TryGetPayloadValue<string>("sub", out var named) ? named : string.Empty;
        if (!(subject.Length is > 0 and <= LongestSubject) || subject.Any(char.IsControl))
        {
            throw Refusals.Unauthenticated("TOKEN_CLAIMS", FormattableString.Invariant($"The token does not say whose it is (sub, 1 to {LongestSubject} letters)."));
        }

        var roles = token.Claims.Where(claim => claim.Type == settings.RoleClaim).Select(claim => claim.Value).ToList();
        return roles switch
        {
            [] => throw Refusals.Unauthenticated("TOKEN_CLAIMS", $"The token names no role ({settings.RoleClaim})."),
            [var role] => new Principal(new Caller(Caller.LocalOrganization, $"principals/oidc:{Short(subject)}"), SignIn.Jwt, Roles.Parse(role) ?? throw Refusals.RoleUnknown(role)),
            _ => throw Refusals.RoleUnknown(string.Join(", ", roles)),
        };
    }

    /// <summary>As it fits into the audit log.</summary>
    private static string Short(string subject) => Uri.EscapeDataString(subject) is { Length: <= 180 } fits
        ? fits
        : Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(subject)));

    private static DateTimeOffset? Instant(JsonWebToken token, string claim)
    {
        if (!token.TryGetPayloadValue<object>(claim, out var value))
        {
            return null;
        }

        var seconds = value switch
        {
            int whole => whole,
            long whole => whole,
            double fraction => fraction,
            _ => double.NaN,
        };
        return seconds is >= 0 and <= 253_402_300_799
            ? DateTimeOffset.UnixEpoch.AddSeconds(Math.Floor(seconds))
            : throw Refusals.Unauthenticated("TOKEN_CLAIMS", $"The claim {claim} of the token is no time.");
    }
}
