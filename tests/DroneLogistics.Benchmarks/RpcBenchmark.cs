using System.Diagnostics;
using DroneLogistics.Service;
using DroneLogistics.Service.Store;
using DroneLogistics.Service.Tests;
using DroneLogistics.V1;
using Grpc.Health.V1;
using Microsoft.Data.Sqlite;

namespace DroneLogistics.Benchmarks;

/// <summary>CheckFlight without variations through gRPC beside an empty call of the same server by the same clients: in turns, so that both find the machine alike.</summary>
internal static class RpcBenchmark
{
    private const int Turns = 4;
    private const int WarmUp = 1_500;
    private const int Payloads = 20;
    private const int Draws = 1 << 16;
    private const double MostKilograms = 10;

    public static async Task<int> RunAsync(double seconds, int clients, int seed)
    {
        var folder = Directory.CreateTempSubdirectory("drone-rpc-");
        try
        {
            await using var host = await DroneServiceHost.StartAsync(
                new ServeOptions
                {
                    Port = 0,
                    GrpcPort = 0,
                    Database = DatabaseAddress.Parse(Path.Combine(folder.FullName, "drone.db")),
                    StateFolder = folder.FullName,
                    DataFolder = OpenSky.BusyFolder,
                    LegTableHours = 0,
                    Access = new AccessSettings { OwnerQuota = new Quota { CallsPerSecond = 1e6, Burst = 1e6, Computations = 16, WaitingComputations = 10_000 } },
                },
                CancellationToken.None);
            var token = File.ReadAllText(host.TokenFile).Trim();
            var channels = Enumerable.Range(0, 4).Select(_ => TokenHandler.Channel(host.GrpcUrl, token)).ToList();
            var health = channels.ConvertAll(channel => new Health.HealthClient(channel));
            var planning = channels.ConvertAll(channel => new PlanningService.PlanningServiceClient(channel));
            var random = new Random(seed);
            double[] shares = [.. Enumerable.Range(0, Draws).Select(_ => random.NextDouble())];
            var (go, all, bytes, next) = (0L, 0L, 0L, 0);
            Func<int, Task> empty = async client => await health[client % channels.Count].CheckAsync(new HealthCheckRequest());
            Func<int, Task> drawn = client => CheckAsync(client, Share() * MostKilograms);
            Func<int, Task> again = client => CheckAsync(client, Math.Floor(Share() * Payloads) / Payloads * MostKilograms);
            foreach (var call in new[] { empty, drawn, again })
            {
                await ForAsync(call, double.MaxValue, WarmUp);
            }

            (go, all, bytes) = (0, 0, 0);
            var rates = new (double Empty, double Drawn, double Again)[Turns];
            for (var turn = 0; turn < Turns; turn++)
            {
                rates[turn] = (await ForAsync(empty, seconds / Turns, int.MaxValue), await ForAsync(drawn, seconds / Turns, int.MaxValue), await ForAsync(again, seconds / Turns, int.MaxValue));
            }

            channels.ForEach(channel => channel.Dispose());
            Measure.PrintMachine();
            Measure.Print($"clients: {clients}  checks: {all}  go: {go}  bytes_of_an_answer: {(all == 0 ? 0 : bytes / all)}");
            Tell("empty", rate => rate.Empty);
            Tell("check, payload drawn anew", rate => rate.Drawn);
            Tell("check, one of 20 payloads", rate => rate.Again);
            return go == all ? 0 : 1;

            void Tell(string name, Func<(double Empty, double Drawn, double Again), double> which) =>
                Measure.Print($"{name}: {rates.Average(which):F0} a second  share_of_empty: {rates.Average(which) / rates.Average(rate => rate.Empty):F2}  by turn: {string.Join(' ', rates.Select(rate => FormattableString.Invariant($"{which(rate) / rate.Empty:F2}")))}");

            double Share() => shares[(uint)Interlocked.Increment(ref next) % Draws];

            async Task CheckAsync(int client, double payload)
            {
                var plan = Requests.Plan("putuo", "liuheng", "fz90", payload);
                plan.DepartureTime = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddHours(3));
                var answer = await planning[client % channels.Count].CheckFlightAsync(new CheckFlightRequest { Flight = plan });
                Interlocked.Increment(ref all);
                Interlocked.Add(ref bytes, answer.CalculateSize());
                if (answer.Decision.Verdict == Verdict.Go)
                {
                    Interlocked.Increment(ref go);
                }
            }

            async Task<double> ForAsync(Func<int, Task> call, double length, int most)
            {
                var (watch, done) = (Stopwatch.StartNew(), 0);
                await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
                {
                    while (watch.Elapsed.TotalSeconds < length && Volatile.Read(ref done) < most)
                    {
                        await call(client);
                        Interlocked.Increment(ref done);
                    }
                })));
                return done / watch.Elapsed.TotalSeconds;
            }
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }
}
