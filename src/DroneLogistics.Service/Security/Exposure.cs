using System.Net;
using DroneLogistics.Service.Store;

namespace DroneLogistics.Service;

/// <summary>Whether a service may listen where others than this machine reach it.</summary>
public static class Exposure
{
    /// <summary>Refuses an address that others reach without TLS, or with nobody who could sign in from there.</summary>
    /// <exception cref="ConfigurationException">REFUSES_TO_START, with what is missing.</exception>
    public static async Task RequireAsync(ServeOptions options, ApiKeyStore keys, CancellationToken cancellationToken)
    {
        if (IPAddress.IsLoopback(options.Address))
        {
            return;
        }

        if (options.TlsCertificate is null)
        {
            throw new ConfigurationException($"REFUSES_TO_START: {options.Address} is not a loopback address, and tokens would go over the network in the clear. Give --tls-cert, or listen on 127.0.0.1 or ::1.");
        }

        var canSignIn = options.Access.Oidc is not null || options.Access.ClientAuthorities is not null || await keys.HasAnyAsync(FlightMessages.Micros(options.Clock.GetUtcNow()), cancellationToken);
        if (!canSignIn)
        {
            throw new ConfigurationException($"REFUSES_TO_START: {options.Address} is not a loopback address, and nobody could sign in from elsewhere. Name an identity provider or client authorities with --access, or make an API key first: drone api-keys create.");
        }
    }
}
