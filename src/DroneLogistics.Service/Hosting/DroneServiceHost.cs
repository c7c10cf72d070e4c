using System.Data.Common;
using System.Text.Json;
using DroneLogistics.Dispatch;
using DroneLogistics.Scheduling;
using DroneLogistics.Service.Store;
using Google.Protobuf.Reflection;
using Grpc.AspNetCore.Server.Model;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DroneLogistics.Service;

/// <summary>The composition root: reads the world, opens the database, listens. Everything the service is made of is put together here.</summary>
public sealed class DroneServiceHost : IAsyncDisposable
{
    private const int LargestMessageBytes = 1024 * 1024;

    /// <summary>The health of a process that answers at all: one that does not is to be ended.</summary>
    private const string Live = "live";

    /// <summary>The health of a service that may be asked: one that is not waits for somebody, and ending it helps only where its database failed.</summary>
    private const string Ready = "ready";

    private readonly WebApplication app;
    private readonly DatabaseFileLock? fileLock;

    private DroneServiceHost(WebApplication app, OperationsControl operations, AirspaceDesk airspace, DatabaseFileLock? fileLock, string tokenFile, Uri url, Uri grpcUrl)
    {
        this.app = app;
        this.fileLock = fileLock;
        Operations = operations;
        Airspace = airspace;
        TokenFile = tokenFile;
        Url = url;
        GrpcUrl = grpcUrl;
    }

    /// <summary>Page, JSON and gRPC-Web.</summary>
    public Uri Url { get; }

    /// <summary>gRPC.</summary>
    public Uri GrpcUrl { get; }

    /// <summary>An address that opens the page once, in a browser that then acts as the owner.</summary>
    public Uri ConsoleUrl() => new(Url, ConsolePages.PathOf(app.Services.GetRequiredService<ConsoleSessions>().NewCode(Principal.Owner, DateTimeOffset.MaxValue)));

    public string TokenFile { get; }

    public OperationsControl Operations { get; }

    public AirspaceDesk Airspace { get; }

    /// <summary>The leg table of the forecast in force.</summary>
    public LegTableDesk LegTables => app.Services.GetRequiredService<LegTableDesk>();

    /// <summary>The forecast that it was started with; null: none.</summary>
    public V1.Forecast? Forecast { get; private set; }

    public World World => Operations.World;

    /// <summary>Operations over a database without a service, for playing a scenario.</summary>
    /// <param name="world">The world.</param>
    /// <param name="database">The database.</param>
    /// <param name="clock">Tells which flights are long over; null: that of the machine.</param>
    public static OperationsControl OpenOperations(World world, DatabaseAddress database, TimeProvider? clock = null) => new(world, new FlightStore(database.Opener())) { Clock = clock ?? TimeProvider.System };

    /// <summary>Starts the service and returns once it answers.</summary>
    /// <exception cref="ConfigurationException">An address that is refused or taken, or a database that cannot be opened, is damaged or is served by another.</exception>
    /// <exception cref="Provenance.DataFileException">A data file that cannot be used.</exception>
    /// <exception cref="BadRequestException">The forecast of the options is malformed.</exception>
    /// <exception cref="Grpc.Core.RpcException">The forecast of the options is refused.</exception>
    public static async Task<DroneServiceHost> StartAsync(ServeOptions options, CancellationToken cancellationToken)
    {
        var tls = ServerTls.Read(options);

        var world = WorldFiles.Load(options.DataFolder, options.TerrainFolder);

        // A tile that cannot be used is told now, and not to the first who asks about a flight.
        _ = world.Space.Grids;
        var fileLock = LockFile(options);
        try
        {
            return await StartAsync(world, fileLock, tls, options, cancellationToken);
        }
        catch
        {
            fileLock?.Dispose();
            throw;
        }
    }

    private static async Task<DroneServiceHost> StartAsync(World world, DatabaseFileLock? fileLock, ServerTls? tls, ServeOptions options, CancellationToken cancellationToken)
    {
        var operations = await OpenAsync(world, options, cancellationToken);
        await Exposure.RequireAsync(options, operations.Store.ApiKeys, cancellationToken);
        var airspace = await OpenAirspaceAsync(operations, options, cancellationToken);
        var trust = new ClockTrust(options.Clock, options.MostClockError, options.Database.IsPostgres);
        if (options.Database.IsPostgres)
        {
            await ClockWatch.CompareAsync(trust, options.Database.Opener(), options.Clock, cancellationToken);
        }

        var tokenFile = Path.GetFullPath(Path.Combine(options.StateFolder, "token"));
        var token = await LocalToken.EnsureAsync(tokenFile, cancellationToken);
        var app = Build(options, tls, operations, airspace, trust, new LocalTokenValue(token));
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException trouble)
        {
            await app.DisposeAsync();
            throw new ConfigurationException($"Cannot listen on {options.Address} ports {options.Port} and {options.GrpcPort}: {trouble.Message} Choose others with --port, or --port 0 for free ones.", trouble);
        }

        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address)).ToList();
        var host = new DroneServiceHost(app, operations, airspace, fileLock, tokenFile, addresses[0], addresses[1]);
        try
        {
            if (options.Forecast is { } forecast)
            {
                host.Forecast = (await app.Services.GetRequiredService<ForecastImports>().ImportAsync(forecast, options.Clock.GetUtcNow(), cancellationToken)).Forecast;
            }

            if (options.ReadyFile is { } readyFile)
            {
                await host.WriteReadyFileAsync(readyFile, cancellationToken);
            }
        }
        catch
        {
            // It is not what was asked for, and nobody will learn the address: do not stay behind, listening.
            await host.DisposeAsync();
            throw;
        }

        return host;
    }

    /// <summary>Stops the service as a signal does.</summary>
    public Task StopAsync() => app.StopAsync();

    /// <summary>Returns when the service is told to stop.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken) => app.WaitForShutdownAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        Airspace.Dispose();
        Operations.Dispose();
        fileLock?.Dispose();
    }

    private static DatabaseFileLock? LockFile(ServeOptions options)
    {
        if (!options.LocksFile || options.Database.File is not { } file)
        {
            return null;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            return DatabaseFileLock.Take(file);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"The database {options.Database} cannot be opened: {trouble.Message}", trouble);
        }
    }

    private static async Task<OperationsControl> OpenAsync(World world, ServeOptions options, CancellationToken cancellationToken)
    {
        try
        {
            if (options.Database.File is { } file && !StorageInspector.IsForLater(options.Database) && StorageInspection.FirstDamage(file, everything: true, cancellationToken) is { } damage)
            {
                throw Damaged(options, damage);
            }

            var operations = new OperationsControl(world, new FlightStore(options.Database.Opener(), await AuditKeeper.OpenAsync(options.StateFolder, options.Database, cancellationToken)))
            {
                BetweenDecisionAndCommit = options.BetweenDecisionAndCommit ?? (_ => Task.CompletedTask),
                Clock = options.Clock,
            };
            await operations.OpenAsync(options.Fleet, cancellationToken);
            return operations;
        }
        catch (Exception trouble) when (trouble is DbException or IOException or UnauthorizedAccessException or StorageException or Google.Protobuf.InvalidProtocolBufferException)
        {
            if (new StorageFaults(options.Database.Opener()).Of(trouble) == StorageTrouble.Corrupt)
            {
                throw Damaged(options, trouble.Message, trouble);
            }

            throw new ConfigurationException($"The database {options.Database} cannot be opened: {trouble.Message}", trouble);
        }
        catch (StoredAirspaceException trouble)
        {
            throw new ConfigurationException($"The database {options.Database}: {trouble.Message}", trouble);
        }
        catch (ClaimClashException trouble)
        {
            throw new ConfigurationException($"The database {options.Database} contradicts itself: {trouble.Message} Restore a copy of it.", trouble);
        }
    }

    private static ConfigurationException Damaged(ServeOptions options, string damage, Exception? trouble = null) =>
        new($"STORAGE_CORRUPT: the database {options.Database} is damaged: {damage.Split('\n')[0].TrimEnd('.')}. Restore a copy of it, or start on a new one with --db.", trouble);

    private static async Task<AirspaceDesk> OpenAirspaceAsync(OperationsControl operations, ServeOptions options, CancellationToken cancellationToken)
    {
        var data = WorldFiles.Airspace(options.DataFolder);
        var permits = WorldFiles.Permits(options.DataFolder, operations.World.Sites, data.Zones);
        var desk = new AirspaceDesk(AirspaceSnapshot.Shipped(data, operations.World), permits, operations.Store.Airspace);
        try
        {
            await desk.CurrentAsync(cancellationToken);
            operations.Airspace = desk;
            operations.Forecasts = new ForecastDesk(Forecasts(operations.World, data), operations.Store.Forecasts);
            await operations.CurrentAsync(cancellationToken);
            return desk;
        }
        catch (StoredAirspaceException trouble)
        {
            throw new ConfigurationException($"The database {options.Database}: {trouble.Message}", trouble);
        }
    }

    private static ForecastPlace Forecasts(World world, DroneLogistics.Airspace.AirspaceData data)
    {
        var aerodromes = data.Aerodromes.ToDictionary(aerodrome => aerodrome.Ident, aerodrome => aerodrome.Position, StringComparer.Ordinal);
        return new ForecastPlace(world.Policy.ServiceArea.Box, world.Weather, world.Policy.Wind, ident => aerodromes.TryGetValue(ident, out var position) ? position : null);
    }

    private static WebApplication Build(ServeOptions options, ServerTls? tls, OperationsControl operations, AirspaceDesk airspace, ClockTrust trust, LocalTokenValue token)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.AddObserving(options);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestMessageBytes;

            // HTTP/1.1 and HTTP/2 do not share one port without TLS.
            kestrel.Listen(options.Address, options.Port, listen => Secure(listen, tls, HttpProtocols.Http1));
            kestrel.Listen(options.Address, options.GrpcPort, listen => Secure(listen, tls, HttpProtocols.Http2));
        });

        // Whoever holds a stream open does not keep the service from stopping for longer than this.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.Drain + ServeOptions.StopPatience);
        builder.Services.AddSingleton(options.Clock);
        builder.Services.AddSingleton(operations);
        builder.Services.AddSingleton(airspace);
        builder.Services.AddSingleton(new AirspaceImpact(operations));
        builder.Services.AddSingleton<GeozoneImports>();
        builder.Services.AddSingleton<ObstacleImports>();
        builder.Services.AddSingleton(operations.Forecasts!);
        builder.Services.AddSingleton(operations.Store.Airspace);
        builder.Services.AddSingleton<ForecastImports>();
        builder.Services.AddSingleton<FlightWatch>();
        builder.Services.AddHostedService<FlightRecheck>();
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<LegTableDesk>();
        builder.Services.AddSingleton(new JobRunner(operations.Store.Jobs, $"{Environment.MachineName}, process {Environment.ProcessId}", JobRunner.Lease, TimeProvider.System));
        builder.Services.AddSingleton<LegTableMaker>();
        builder.Services.AddHostedService(services => services.GetRequiredService<LegTableMaker>());
        builder.Services.AddHostedService<StorageInspector>();
        builder.Services.AddHostedService<ClockWatch>();
        builder.Services.AddSingleton(trust);
        builder.Services.AddSingleton<ClosureDesk>();
        builder.Services.AddSingleton<RouteDesk>();
        builder.AddAccess(options, token);
        builder.Services.AddSingleton<SiteKind>();
        builder.Services.AddSingleton(new RecordDesk<Sites.Site, V1.Site>(operations, new SiteKind()));
        builder.Services.AddSingleton(new RecordDesk<DroneLogistics.Fleet.Aircraft, V1.Aircraft>(operations, new AircraftKind()));
        builder.Services.AddSingleton(new RecordDesk<DroneLogistics.Fleet.BatteryPack, V1.BatteryPack>(operations, new BatteryPackKind()));
        builder.Services.AddSingleton(new RecordDesk<DroneLogistics.Airspace.Authorizations.Authorization, V1.Authorization>(operations, new AuthorizationKind()));
        builder.Services.AddSingleton<PadDesk>();
        builder.Services.AddSingleton<OperationDesk>();
        builder.Services.AddSingleton(options.Database.Opener());
        builder.Services.AddSingleton(operations.Store.Writers.Faults);
        builder.Services
            .AddGrpc(grpc =>
            {
                grpc.MaxReceiveMessageSize = LargestMessageBytes;
                grpc.Interceptors.Add<ErrorInterceptor>();
            })
            .AddServiceOptions<AirspaceRpcs>(grpc => grpc.MaxReceiveMessageSize = ImportSize.LargestMessageBytes)
            .AddServiceOptions<WeatherRpcs>(grpc => grpc.MaxReceiveMessageSize = ImportSize.LargestMessageBytes)
            .AddJsonTranscoding(json => json.TypeRegistry = TypeRegistry.FromFiles(
                Google.Rpc.ErrorDetailsReflection.Descriptor,
                V1.DecisionReflection.Descriptor,
                V1.LegsReflection.Descriptor));
        builder.Services
            .AddGrpcHealthChecks(health =>
            {
                health.Services.Map(Live, check => check.Name == Live);
                health.Services.Map(Ready, _ => true);

                // By the names of the contract: all of them read and write the one database.
                foreach (var service in OpenApiDocument.Services)
                {
                    health.Services.Map(service.FullName, _ => true);
                }
            })
            .AddCheck(Live, () => HealthCheckResult.Healthy())
            .AddCheck<DatabaseHealth>("database")
            .AddCheck<ClockHealth>("clock")
            .AddCheck<Draining>("stopping");
        builder.Services.AddSingleton<Draining>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Draining>());
        if (options.Reflects)
        {
            builder.Services.AddGrpcReflection();
        }

        // In the place of the framework's own, which answers UNKNOWN to bytes that are no message.
        var lenient = builder.Services.Single(service => service.ServiceType == typeof(IServiceMethodProvider<>) && service.ImplementationType?.Name.StartsWith("BinderServiceMethodProvider", StringComparison.Ordinal) == true);
        builder.Services.Remove(lenient);
        builder.Services.AddSingleton(typeof(IServiceMethodProvider<>), typeof(StrictMethods<>));

        var app = builder.Build();
        app.UseGrpcWeb(new GrpcWebOptions { DefaultEnabled = true });
        app.Use(next => context => app.Services.GetRequiredService<AccessGuard>().InvokeAsync(context, next));
        app.MapGrpcService<NetworkRpcs>();
        app.MapGrpcService<FleetRpcs>();
        app.MapGrpcService<PlanningRpcs>();
        app.MapGrpcService<FlightsRpcs>();
        app.MapGrpcService<AirspaceRpcs>().Add(ImportSize.Allow);
        app.MapGrpcService<WeatherRpcs>().Add(ImportSize.Allow);
        app.MapGrpcService<LegTableRpcs>();
        app.MapGrpcService<AccessRpcs>();
        app.MapGrpcService<OperationRpcs>();
        app.MapGrpcHealthChecksService();
        if (options.Reflects)
        {
            app.MapGrpcReflectionService();
        }

        app.MapHealthChecks($"/health/{Live}", new HealthCheckOptions { Predicate = check => check.Name == Live }).WithMetadata(AccessMetadata.Open);
        app.MapHealthChecks($"/health/{Ready}").WithMetadata(AccessMetadata.Open);
        app.MapMetrics();
        app.MapConsole(app.Services.GetRequiredService<ConsoleSessions>());
        app.MapPages(() => operations.World);
        return app;
    }

    private static void Secure(ListenOptions listen, ServerTls? tls, HttpProtocols without)
    {
        // With TLS the two sides agree on one of them.
        listen.Protocols = tls is null ? without : HttpProtocols.Http1AndHttp2;
        tls?.Use(listen);
    }

    private async Task WriteReadyFileAsync(string path, CancellationToken cancellationToken)
    {
        var ready = JsonSerializer.Serialize(new Dictionary<string, string>
        {
            ["url"] = Url.ToString().TrimEnd('/'),
            ["grpcUrl"] = GrpcUrl.ToString().TrimEnd('/'),
            ["tokenFile"] = TokenFile,
        });

        // Moved into place, so that a reader never sees half of it.
        var half = path + ".part";
        await File.WriteAllTextAsync(half, ready + "\n", cancellationToken);
        File.Move(half, path, overwrite: true);
    }
}
