using System.Security.Cryptography;
using DroneLogistics.Service.Store;
using DroneLogistics.V1;

namespace DroneLogistics.Service;

/// <summary>Callers that show an API key.</summary>
public sealed class ApiKeys(ApiKeyStore store, TimeProvider clock)
{
    // After so long a key is looked at again: whatever service it was revoked at.
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(5);

    /// <summary>Who shows a key.</summary>
    /// <exception cref="Grpc.Core.RpcException">There is no such key, or no longer.</exception>
    public async Task<SignedIn> SignInAsync(string text, CancellationToken cancellationToken)
    {
        var key = ApiKeyText.Parse(text) ?? throw Refusals.Malformed("The bearer token begins as an API key and is none.");
        var row = await store.FindAsync(key.Id, cancellationToken);

        // One answer, and the same work, whether it is the id or the secret that is wrong.
        if (!CryptographicOperations.FixedTimeEquals(key.Sha256(), row?.Sha256 ?? new byte[SHA256.HashSizeInBytes]) || row is null)
        {
            throw Refusals.Unauthenticated("TOKEN_KEY", "There is no such API key.");
        }

        if (row.RevokeUs > 0)
        {
            throw Refusals.Unauthenticated("KEY_REVOKED", $"The API key {ApiKeyMessages.Collection}/{row.Id} was revoked.");
        }

        var until = FlightMessages.Instant(row.ExpireUs);
        return clock.GetUtcNow() < until
            ? new SignedIn(new Principal(new Caller(row.Organization, PrincipalOf(row.Id)), SignIn.ApiKey, (Role)row.Role), until, TimeProvider.System.GetTimestamp(), GoodFor)
            : throw Refusals.Unauthenticated("TOKEN_EXPIRED", $"The API key {ApiKeyMessages.Collection}/{row.Id} ended at {until:yyyy-MM-ddTHH:mm:ssZ}.");
    }

    /// <summary>The name under which whoever holds a key is known.</summary>
    public static string PrincipalOf(string id) => $"principals/key-{id}";
}
