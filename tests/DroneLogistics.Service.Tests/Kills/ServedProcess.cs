using System.Diagnostics;
using System.Text.Json;
using DroneLogistics.Service.Store;
using DroneLogistics.Service.Tests.Cli;
using DroneLogistics.V1;
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

    public FlightsService.FlightsServiceClient Flights => new(channel);

    /// <summary>Starts one in the open sky on a database and returns when it answers.</summary>
    /// <exception cref="InvalidOperationException">It ended before; with what it said.</exception>
    public static async Task<ServedProcess> StartAsync(DatabaseAddress database, string folder)
    {
        var ready = Path.Combine(folder, "ready.json");
        File.Delete(ready);
        var watch = Stopwatch.StartNew();
        var process = Drone.Start(
            new Dictionary<string, string> { ["XDG_STATE_HOME"] = folder },
            "serve", "--port", "0", "--grpc-port", "0", "--db", database.File!, "--data", OpenSky.Folder, "--ready-file", ready);
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
        return new ServedProcess(process, GrpcChannel.ForAddress(file.RootElement.GetProperty("grpcUrl").GetString()!), started);
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        process.Kill();
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
}
