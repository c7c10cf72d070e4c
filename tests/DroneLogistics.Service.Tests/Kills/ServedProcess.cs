using System.Diagnostics;
using System.Text.Json;
using DroneLogistics.Service.Store;
using DroneLogistics.Service.Tests.Cli;
using DroneLogistics.V1;
using Grpc.Health.V1;
using Grpc.Net.Client;

namespace DroneLogistics.Service.Tests.Kills;

/// <summary><c>drone serve</c> as a process of its own, to be killed.</summary>
internal sealed class ServedProcess : IDisposable
{
    private readonly Process process;
    private readonly GrpcChannel channel;

    private ServedProcess(Process process, GrpcChannel channel, TimeSpan started)
    {
        (this.process, this.channel, Started) = (process, channel, started);
    }

    /// <summary>How long it took from the start to the ready file.</summary>
    public TimeSpan Started { get; }

    public int ProcessId => process.Id;

    public FlightsService.FlightsServiceClient Flights => new(channel);

    public WeatherService.WeatherServiceClient Weather => new(channel);

    public LegTableService.LegTableServiceClient Legs => new(channel);

    /// <summary>Starts one in the open sky on a database file and returns when it answers.</summary>
    /// <exception cref="InvalidOperationException">It ended before; with what it said.</exception>
    public static Task<ServedProcess> StartAsync(DatabaseAddress database, string folder) => StartAsync(database.File!, folder);

    /// <summary>The same on a database as it is named on the command line.</summary>
    /// <param name="database">What is given to <c>--db</c>.</param>
    /// <param name="folder">The folder of its state.</param>
    /// <param name="options">Further options.</param>
    public static async Task<ServedProcess> StartAsync(string database, string folder, params string[] options)
    {
        var ready = Path.Combine(folder, "ready.json");
        File.Delete(ready);
        var watch = Stopwatch.StartNew();
        var process = Launch(database, folder, ["--ready-file", ready, .. options]);
        while (!File.Exists(ready))
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException((await Drone.EndAsync(process)).Error);
            }

            await Task.Delay(20);
        }

        var started = watch.Elapsed;
        using var file = JsonDocument.Parse(await File.ReadAllTextAsync(ready));
        return new ServedProcess(process, TokenHandler.Channel(new Uri(file.RootElement.GetProperty("grpcUrl").GetString()!), (await File.ReadAllTextAsync(file.RootElement.GetProperty("tokenFile").GetString()!)).Trim()), started);
    }

    /// <summary>Starts one that is expected to refuse, and returns when it has ended.</summary>
    public static async Task<Run> RefusedAsync(string database, string folder)
    {
        using var process = Launch(database, folder, []);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await using var kill = patience.Token.Register(process.Kill);
        return await Drone.EndAsync(process);
    }

    /// <summary>Whether it says that it may be asked.</summary>
    public async Task<HealthCheckResponse.Types.ServingStatus> HealthAsync(string service = "") =>
        (await new Health.HealthClient(channel).CheckAsync(new HealthCheckRequest { Service = service })).Status;

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>kill -TERM, and until it has ended.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        await process.WaitForExitAsync();
    }

    public void Dispose()
    {
        channel.Dispose();
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }

        process.Dispose();
    }

    private static Process Launch(string database, string folder, string[] options) => Drone.Start(
        new Dictionary<string, string> { ["XDG_STATE_HOME"] = folder },
        ["serve", "--port", "0", "--grpc-port", "0", "--db", database, "--data", OpenSky.SparseFolder, .. options]);
}
