using System.Net;
using Grpc.Core;
using Microsoft.Extensions.Primitives;

namespace DroneLogistics.Service;

/// <summary>Finds out who calls: by the owner's token, an API key, a token of the identity provider, a client certificate, or the session of the page.</summary>
public sealed class Credentials
{
    private const string Scheme = "Bearer ";

    // Of a token or key as it stands in the header.
    private const int LongestLetters = 8192;

    private readonly string ownersHeader;
    private readonly SignedIn owner;
    private readonly SignedInCallers callers;
    private readonly ApiKeys keys;
    private readonly JwtVerifier? tokens;
    private readonly ConsoleSessions sessions;
    private readonly WrongSignIns wrong;

    public Credentials(LocalTokenValue local, SignedInCallers callers, ApiKeys keys, ConsoleSessions sessions, WrongSignIns wrong, JwtVerifier? tokens = null)
    {
        (ownersHeader, this.callers, this.keys, this.tokens, this.sessions, this.wrong) = (Scheme + local.Token, callers, keys, tokens, sessions, wrong);
        owner = new SignedIn(Principal.Owner, DateTimeOffset.MaxValue, 0, TimeSpan.MaxValue);
        callers.Keep(ownersHeader, owner);
    }

    /// <summary>Who calls; null: the request shows no credentials.</summary>
    /// <exception cref="RpcException">What it shows is not good.</exception>
    public ValueTask<SignedIn?> OfAsync(HttpContext context)
    {
        var header = context.Request.Headers.Authorization;
        if (header.Count == 1 && header[0] is { } sent && callers.Find(sent) is { } known)
        {
            return new ValueTask<SignedIn?>(known.Principal.Means == SignIn.LocalToken ? Near(known, context) : known);
        }

        return SlowAsync(context, header);
    }

    /// <summary>Whether the caller is known by its cookie alone, which a browser sends whoever asks it to.</summary>
    public static bool IsByCookie(HttpContext context) => context.Request.Headers.Authorization.Count == 0;

    private async ValueTask<SignedIn?> SlowAsync(HttpContext context, StringValues header)
    {
        if (header.Count == 0)
        {
            return sessions.Find(context.Request.Cookies[ConsoleSessions.Cookie]) ?? ClientCertificates.Of(context.Connection.ClientCertificate);
        }

        var address = context.Connection.RemoteIpAddress;
        if (wrong.Pause(address) is { Ticks: > 0 } pause)
        {
            throw Refusals.TooManyWrongTokens(pause);
        }

        try
        {
            var sent = header.Count == 1 ? header[0]! : throw Refusals.Malformed("There are several authorization headers.");
            var caller = await LookAtAsync(sent, context.RequestAborted);
            callers.Keep(sent, caller);
            return caller;
        }
        catch (RpcException trouble) when (trouble.StatusCode == StatusCode.Unauthenticated)
        {
            wrong.Count(address);
            throw;
        }
    }

    private Task<SignedIn> LookAtAsync(string sent, CancellationToken cancellationToken)
    {
        if (!sent.StartsWith(Scheme, StringComparison.Ordinal) || sent.Length == Scheme.Length)
        {
            throw Refusals.Malformed("The authorization header holds no bearer token.");
        }

        if (sent.Length > Scheme.Length + LongestLetters)
        {
            throw Refusals.Unauthenticated("TOKEN_TOO_LARGE", FormattableString.Invariant($"The token has {sent.Length - Scheme.Length} letters; at most {LongestLetters} are read."));
        }

        var token = sent[Scheme.Length..];
        return token.StartsWith(ApiKeyText.Prefix, StringComparison.Ordinal) ? keys.SignInAsync(token, cancellationToken)
            : token.Contains('.', StringComparison.Ordinal) && tokens is not null ? tokens.SignInAsync(token, cancellationToken)
            : throw Refusals.Malformed("The bearer token is not the one in this service's token file.");
    }

    /// <summary>The owner's token is in a file of this machine; from another one it has been stolen.</summary>
    private static SignedIn Near(SignedIn caller, HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
            ? caller
            : throw Refusals.Unauthenticated("TOKEN_MALFORMED", "The owner's token opens the service on its own machine only.");
}
