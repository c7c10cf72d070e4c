using DroneLogistics.Service;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Web;

namespace DroneLogistics.Cli;

/// <summary>A connection to a running service by gRPC-Web, so that one URL serves every command.</summary>
internal sealed class ServiceConnection : IDisposable
{
    // An export of some 10,000 zones; the client's own limit is 4 MiB.
    private const int LargestAnswerBytes = 64 * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly GrpcChannel channel;
    private readonly string? token;

    private ServiceConnection(GrpcChannel channel, string? token)
    {
        this.channel = channel;
        this.token = token;
    }

    public CallInvoker Invoker => channel.CreateCallInvoker();

    /// <summary>A handler that reaches a service of this machine directly, whatever proxy the environment names for the world outside.</summary>
    public static SocketsHttpHandler Handler(Uri url) => new() { UseProxy = !url.IsLoopback };

    /// <summary>
    /// The token or API key of a file, or the token of this user's state folder where there is one. The latter goes to this machine only: it opens the
    /// service here, and another machine has no business with it.
    /// </summary>
    public static async Task<string?> TokenAsync(Uri url, string? tokenFile, CancellationToken cancellationToken)
    {
        var usual = Path.Combine(ServeOptions.DefaultStateFolder, "token");
        var path = tokenFile ?? (url.IsLoopback && File.Exists(usual) ? usual : null);
        return path is null ? null : (await Values.ReadTextAsync(path, cancellationToken)).Trim();
    }

    /// <summary>Headers that show a token; none where there is none.</summary>
    public static Metadata Headers(string? token) => token is null ? [] : new Metadata { { "authorization", $"Bearer {token}" } };

    /// <summary>Connects with the token of <see cref="TokenAsync"/>.</summary>
    public static async Task<ServiceConnection> OpenAsync(Uri url, string? tokenFile, CancellationToken cancellationToken)
    {
        var token = await TokenAsync(url, tokenFile, cancellationToken);
        var channel = GrpcChannel.ForAddress(url, new GrpcChannelOptions
        {
            HttpHandler = new GrpcWebHandler(GrpcWebMode.GrpcWeb, Handler(url)),
            MaxReceiveMessageSize = LargestAnswerBytes,
            HttpVersion = System.Net.HttpVersion.Version11,
            HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        });
        return new ServiceConnection(channel, token);
    }

    public CallOptions CallOptions(CancellationToken cancellationToken) => EndlessOptions(cancellationToken).WithDeadline(DateTime.UtcNow + Patience);

    /// <summary>For a stream that goes on until somebody ends it.</summary>
    public CallOptions EndlessOptions(CancellationToken cancellationToken) => new(Headers(token), cancellationToken: cancellationToken);

    public void Dispose() => channel.Dispose();
}
