using DroneLogistics.V1;
using Grpc.Net.Client;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace DroneLogistics.Service.Tests;

/// <summary>A service on free ports with a database and a clock of its own, and a real channel to it.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    private readonly DirectoryInfo folder;
    private readonly GrpcChannel channel;

    private RunningService(DirectoryInfo folder, DroneServiceHost host)
    {
        this.folder = folder;
        Host = host;
        channel = GrpcChannel.ForAddress(host.GrpcUrl);
        Http = new HttpClient { BaseAddress = host.Url, Timeout = TimeSpan.FromSeconds(30) };
    }

    public DroneServiceHost Host { get; }

    public HttpClient Http { get; }

    public string Folder => folder.FullName;

    public FlightsService.FlightsServiceClient Flights => new(channel);

    public PlanningService.PlanningServiceClient Planning => new(channel);

    public NetworkService.NetworkServiceClient Network => new(channel);

    public AirspaceService.AirspaceServiceClient Airspace => new(channel);

    public WeatherService.WeatherServiceClient Weather => new(channel);

    public LegTableService.LegTableServiceClient Legs => new(channel);

    public FleetService.FleetServiceClient Fleet => new(channel);

    /// <param name="configure">Changes the options, given the folder of the service.</param>
    public static async Task<RunningService> StartAsync(Func<ServeOptions, ServeOptions>? configure = null)
    {
        var folder = Directory.CreateTempSubdirectory("drone-test-");
        var options = Options(folder.FullName);
        var host = await DroneServiceHost.StartAsync(configure?.Invoke(options) ?? options, CancellationToken.None);
        return new RunningService(folder, host);
    }

    public static ServeOptions Options(string folder) => new()
    {
        Port = 0,
        GrpcPort = 0,
        DatabasePath = Path.Combine(folder, "drone.db"),
        StateFolder = folder,
        ReadyFile = Path.Combine(folder, "ready.json"),

        // It would take both cores for half a minute after every forecast.
        LegTableHours = 0,
        Clock = new FakeTimeProvider(Requests.Now),
    };

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        channel.Dispose();
        await Host.DisposeAsync();
        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }
}
