using System.Collections.Concurrent;
using DroneLogistics.Service.Store;
using DroneLogistics.V1;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace DroneLogistics.Service.Tests;

/// <summary>A service on free ports with a database and a clock of its own, and a real channel to it.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    private readonly DirectoryInfo folder;
    private readonly GrpcChannel channel;

    private readonly bool ownsDatabase;

    private RunningService(DirectoryInfo folder, DroneServiceHost host, DatabaseAddress database, bool ownsDatabase)
    {
        this.folder = folder;
        this.ownsDatabase = ownsDatabase;
        Host = host;
        Database = database;
        Token = File.ReadAllText(host.TokenFile).Trim();
        channel = TokenHandler.Channel(host.GrpcUrl, Token);
        Http = new HttpClient(new TokenHandler(Token)) { BaseAddress = host.Url, Timeout = TimeSpan.FromSeconds(30) };
        TokenFiles[host.Url.ToString()] = host.TokenFile;
        TokenFiles[host.GrpcUrl.ToString()] = host.TokenFile;
    }

    /// <summary>Which token file opens the service at an address: the command line is given it where a test names the address.</summary>
    public static ConcurrentDictionary<string, string> TokenFiles { get; } = new(StringComparer.Ordinal);

    public DroneServiceHost Host { get; }

    /// <summary>The owner's.</summary>
    public string Token { get; }

    /// <summary>Shows the owner's token.</summary>
    public HttpClient Http { get; }

    /// <summary>Shows the owner's token.</summary>
    public GrpcChannel Channel => channel;

    public AccessService.AccessServiceClient Access => new(channel);

    public string Folder => folder.FullName;

    public DatabaseAddress Database { get; }

    public FlightsService.FlightsServiceClient Flights => new(channel);

    public PlanningService.PlanningServiceClient Planning => new(channel);

    public NetworkService.NetworkServiceClient Network => new(channel);

    public AirspaceService.AirspaceServiceClient Airspace => new(channel);

    public WeatherService.WeatherServiceClient Weather => new(channel);

    public LegTableService.LegTableServiceClient Legs => new(channel);

    public FleetService.FleetServiceClient Fleet => new(channel);

    /// <summary>Whether it says that it may be asked.</summary>
    /// <param name="service">Empty: the whole; "live" or "ready".</param>
    public async Task<HealthCheckResponse.Types.ServingStatus> HealthAsync(string service = "") =>
        (await new Health.HealthClient(channel).CheckAsync(new HealthCheckRequest { Service = service })).Status;

    /// <summary>On the embedded database.</summary>
    public static Task<RunningService> StartAsync(Func<ServeOptions, ServeOptions>? configure = null) => StartAsync(DatabaseKind.Sqlite, configure);

    /// <summary>On a new database.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="configure">Changes the options.</param>
    public static async Task<RunningService> StartAsync(DatabaseKind kind, Func<ServeOptions, ServeOptions>? configure = null)
    {
        var folder = Directory.CreateTempSubdirectory("drone-test-");
        return await StartAsync(folder, await TestDatabases.CreateAsync(kind, folder.FullName), ownsDatabase: true, configure);
    }

    /// <summary>Another one on the database of this one.</summary>
    /// <param name="configure">Changes the options.</param>
    public Task<RunningService> StartAnotherAsync(Func<ServeOptions, ServeOptions>? configure = null) =>
        StartAsync(Directory.CreateTempSubdirectory("drone-test-"), Database, ownsDatabase: false, options => (configure?.Invoke(options) ?? options) with { LocksFile = false });

    /// <summary>Runs a statement on the database past the service.</summary>
    /// <returns>How many rows it changed.</returns>
    public Task<int> ExecuteAsync(string sql) => TestSql.ExecuteAsync(Database, sql);

    private static async Task<RunningService> StartAsync(DirectoryInfo folder, DatabaseAddress database, bool ownsDatabase, Func<ServeOptions, ServeOptions>? configure)
    {
        var options = Options(folder.FullName, database);
        var host = await DroneServiceHost.StartAsync(configure?.Invoke(options) ?? options, CancellationToken.None);
        return new RunningService(folder, host, database, ownsDatabase);
    }

    public static ServeOptions Options(string folder, DatabaseAddress? database = null) => new()
    {
        Port = 0,
        GrpcPort = 0,
        Database = database ?? DatabaseAddress.Parse(Path.Combine(folder, "drone.db")),
        StateFolder = folder,
        ReadyFile = Path.Combine(folder, "ready.json"),

        // It would take both cores for half a minute after every forecast.
        LegTableHours = 0,
        Clock = new FakeTimeProvider(Requests.Now),

        // One day for ever: no database server agrees.
        MostClockError = TimeSpan.MaxValue,

        // The first question of a process lays out maps, which takes a loaded machine longer than a caller should have to wait.
        Access = new AccessSettings { LongestCallS = 300 },
    };

    public async ValueTask DisposeAsync()
    {
        TokenFiles.TryRemove(Host.Url.ToString(), out _);
        TokenFiles.TryRemove(Host.GrpcUrl.ToString(), out _);
        Http.Dispose();
        channel.Dispose();
        await Host.DisposeAsync();
        SqliteConnection.ClearAllPools();
        if (ownsDatabase)
        {
            await TestDatabases.DropAsync(Database);
        }

        folder.Delete(recursive: true);
    }
}
