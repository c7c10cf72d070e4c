using System.Collections.Concurrent;
using System.Diagnostics;
using DroneLogistics.Service;
using DroneLogistics.Service.Store;
using DroneLogistics.Service.Tests;
using DroneLogistics.Service.Tests.Load;
using DroneLogistics.V1;
using Grpc.Core;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace DroneLogistics.Benchmarks;

/// <summary>How many bookings a second one service holds through gRPC, each decided and written through to the disk, beside what the disk does alone.</summary>
internal static class BookingsBenchmark
{
    // Maps and ways are laid out and the code compiled after so many.
    private const int WarmUp = 600;

    public static async Task<int> RunAsync(double seconds, int clients, int stored)
    {
        var folder = Directory.CreateTempSubdirectory("drone-bookings-");
        try
        {
            var raw = await RawCommitsAsync(Path.Combine(folder.FullName, "raw.db"), Math.Min(seconds, 3));
            var load = new BookingLoad(clients);
            var file = Path.Combine(folder.FullName, "drone.db");
            if (stored > 0)
            {
                await StoredFlights.FillAsync(file, stored, clients);
            }

            var starting = Stopwatch.StartNew();
            await using var host = await DroneServiceHost.StartAsync(
                new ServeOptions
                {
                    Port = 0,
                    GrpcPort = 0,
                    Database = DatabaseAddress.Parse(file),
                    StateFolder = folder.FullName,
                    DataFolder = OpenSky.BusyFolder,
                    Fleet = load.Fleet(),
                    LegTableHours = 0,
                    Clock = new ShiftedClock(Requests.Now),
                },
                CancellationToken.None);
            var started = starting.Elapsed.TotalSeconds;
            var channels = Enumerable.Range(0, 4).Select(_ => TokenHandler.Channel(host.GrpcUrl, File.ReadAllText(host.TokenFile).Trim())).ToList();
            var times = new ConcurrentQueue<double>();
            var refused = new ConcurrentDictionary<string, int>();
            await ForAsync(double.MaxValue, WarmUp);
            if (times.Count < Math.Min(WarmUp, clients))
            {
                Console.Error.WriteLine($"Hardly anything is booked: {string.Join(", ", refused.Select(one => $"{one.Value} x {one.Key}"))}");
                return 1;
            }

            times.Clear();
            refused.Clear();
            var used = Process.GetCurrentProcess().TotalProcessorTime;
            var watch = Stopwatch.StartNew();
            await ForAsync(seconds, int.MaxValue);
            var wall = watch.Elapsed.TotalSeconds;
            used = Process.GetCurrentProcess().TotalProcessorTime - used;
            var sorted = times.Order().ToList();
            foreach (var channel in channels)
            {
                channel.Dispose();
            }

            Measure.PrintMachine();
            Measure.Print($"stored: {stored}  database_mb: {new FileInfo(file).Length / 1e6:F0}  opened_in_s: {started:F2} (in a process that runs already)");
            Measure.Print($"raw_commits_per_second: {raw:F0}  clients: {clients}  wall_s: {wall:F1}  cpu_s: {used.TotalSeconds:F1}");
            Measure.Print($"booked: {sorted.Count}  refused: {refused.Values.Sum()}");
            foreach (var (reason, count) in refused.OrderByDescending(one => one.Value).Take(5))
            {
                Measure.Print($"  {count} x {reason}");
            }

            Measure.Print($"bookings_per_second: {sorted.Count / wall:F0}  of_raw: {sorted.Count / wall / raw:F2}  p50_ms: {At(0.5):F1}  p99_ms: {At(0.99):F1}  worst_ms: {At(1):F1}");
            return 0;

            double At(double share) => sorted.Count == 0 ? double.NaN : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];

            async Task ForAsync(double length, int most)
            {
                var until = Stopwatch.StartNew();
                await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
                {
                    var flights = new FlightsService.FlightsServiceClient(channels[client % channels.Count]);
                    while (until.Elapsed.TotalSeconds < length && times.Count < most && load.Next(client) is { } request)
                    {
                        var begun = Stopwatch.GetTimestamp();
                        try
                        {
                            await flights.ScheduleFlightAsync(request);
                            times.Enqueue(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                        }
                        catch (RpcException trouble)
                        {
                            refused.AddOrUpdate(ReasonOf(trouble), 1, (_, count) => count + 1);
                        }
                    }
                })));
            }
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    private static string ReasonOf(RpcException trouble) => trouble.GetRpcStatus()?.GetDetail<Google.Rpc.ErrorInfo>()?.Reason ?? trouble.StatusCode.ToString();

    /// <summary>Rows a second, each in a transaction of its own that is written through.</summary>
    private static async Task<double> RawCommitsAsync(string file, double seconds)
    {
        await using var db = new SqliteOperationsDb(SqliteOperationsDb.OptionsFor(file));
        await db.Database.OpenConnectionAsync();
        await db.Database.ExecuteSqlRawAsync("CREATE TABLE one (number INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT");
        using var sql = new Sql(db);
        var (rows, watch) = (0, Stopwatch.StartNew());
        while (watch.Elapsed.TotalSeconds < seconds)
        {
            await sql.RunAsync([new SqlCall("INSERT INTO one (text) VALUES (@p0)", "a row")], CancellationToken.None);
            rows++;
        }

        return rows / watch.Elapsed.TotalSeconds;
    }

    /// <summary>Runs from an instant on.</summary>
    private sealed class ShiftedClock(DateTimeOffset from) : TimeProvider
    {
        private readonly long begun = Stopwatch.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => from + Stopwatch.GetElapsedTime(begun);
    }
}
