using System.Net.Http.Headers;
using Grpc.Net.Client;

namespace DroneLogistics.Service.Tests;

/// <summary>Shows a token with every request that does not show one of its own.</summary>
internal sealed class TokenHandler(string token) : DelegatingHandler(new SocketsHttpHandler { EnableMultipleHttp2Connections = true, UseCookies = false, AllowAutoRedirect = false })
{
    /// <summary>A channel whose calls show a token.</summary>
    public static GrpcChannel Channel(Uri url, string token) => GrpcChannel.ForAddress(url, new GrpcChannelOptions { HttpHandler = new TokenHandler(token), DisposeHttpClient = true });

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!request.Headers.Contains("Authorization"))
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return base.SendAsync(request, cancellationToken);
    }
}
