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
    /// Connects with the token of a file, or of this user's state folder where there is one. The latter goes to this machine only:
    /// it opens the service here, and another machine has no business with it.
    /// </summary>
    public static async Task<ServiceConnection> OpenAsync(Uri url, string? tokenFile, CancellationToken cancellationToken)
    {
        var usual = Path.Combine(ServeOptions.DefaultStateFolder, "token");
        var path = tokenFile ?? (url.IsLoopback && File.Exists(usual) ? usual : null);
        var token = path is null ? null : (await Values.ReadTextAsync(path, cancellationToken)).Trim();
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
    public CallOptions EndlessOptions(CancellationToken cancellationToken)
    {
        var headers = new Metadata();
        if (token is not null)
        {
            headers.Add("authorization", $"Bearer {token}");
        }

        return new CallOptions(headers, cancellationToken: cancellationToken);
    }

    public void Dispose() => channel.Dispose();
}
