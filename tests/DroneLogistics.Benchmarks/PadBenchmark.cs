using System.Collections.Concurrent;
using System.Diagnostics;
using DroneLogistics.Fleet;
using DroneLogistics.Service;
using DroneLogistics.Service.Store;
using DroneLogistics.Service.Tests;
using DroneLogistics.Units;
using DroneLogistics.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Data.Sqlite;

namespace DroneLogistics.Benchmarks;

/// <summary>Many dispatchers who all want the one pad of a site within the same hours, each with an aircraft of its own: how long answers take, and how long one goes without a booking.</summary>
internal static class PadBenchmark
{
    private const string From = "dinghai-port";
    private const string To = "dongju";
    private const int MinutesWanted = 6 * 60;

    public static async Task<int> RunAsync(double seconds, int clients, int seed)
    {
        var folder = Directory.CreateTempSubdirectory("drone-pad-");
        try
        {
            await using var host = await DroneServiceHost.StartAsync(
                new ServeOptions
                {
                    Port = 0,
                    GrpcPort = 0,
                    Database = DatabaseAddress.Parse(Path.Combine(folder.FullName, "drone.db")),
                    StateFolder = folder.FullName,
                    DataFolder = OpenSky.OnePadFolder,
                    Fleet = Fleet(clients),
                    LegTableHours = 0,
                    Access = new AccessSettings { OwnerQuota = new Quota { CallsPerSecond = 1e6, Burst = 1e6, Computations = 16, WaitingComputations = 10_000 } },
                },
                CancellationToken.None);
            var token = File.ReadAllText(host.TokenFile).Trim();
            var channels = Enumerable.Range(0, 8).Select(_ => TokenHandler.Channel(host.GrpcUrl, token)).ToList();
            var first = DateTimeOffset.UtcNow.AddHours(2);
            await ForAsync(Math.Max(5, seconds / 2), new Counts());
            var counts = new Counts();
            await ForAsync(seconds, counts);
            channels.ForEach(channel => channel.Dispose());

            var sorted = counts.Answers.Order().ToList();
            Measure.PrintMachine();
            Measure.Print($"clients: {clients}  answers: {sorted.Count}  booked: {counts.Booked}  refused: {string.Join(", ", counts.Refused.OrderByDescending(one => one.Value).Select(one => $"{one.Value} x {one.Key}"))}");
            Measure.Print($"answers_per_second: {sorted.Count / seconds:F0}  p50_ms: {At(0.5):F0}  p99_ms: {At(0.99):F0}  worst_ms: {At(1):F0}  longest_without_a_booking_s: {counts.LongestSeconds:F1}");
            return 0;

            double At(double share) => sorted.Count == 0 ? double.NaN : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];

            async Task ForAsync(double length, Counts into)
            {
                var watch = Stopwatch.StartNew();
                await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
                {
                    var flights = new FlightsService.FlightsServiceClient(channels[client % channels.Count]);
                    var random = new Random((seed * clients) + client);
                    var last = watch.Elapsed;
                    while (watch.Elapsed.TotalSeconds < length)
                    {
                        var plan = Requests.Plan(From, To, "fz90", 5);
                        plan.Aircraft = $"aircraft/{Tail(client)}";
                        plan.DepartureTime = first.AddMinutes(random.Next(MinutesWanted)).ToTimestamp();
                        var begun = Stopwatch.GetTimestamp();
                        V1.Flight? booked = null;
                        try
                        {
                            booked = (await flights.ScheduleFlightAsync(Requests.Schedule(plan))).Flight;
                        }
                        catch (RpcException trouble)
                        {
                            into.Refused.AddOrUpdate(trouble.GetRpcStatus()?.GetDetail<Google.Rpc.ErrorInfo>()?.Reason ?? trouble.StatusCode.ToString(), 1, static (_, count) => count + 1);
                        }

                        into.Answers.Enqueue(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                        if (booked is not null)
                        {
                            into.Book(watch.Elapsed - last);
                            last = watch.Elapsed;
                            await flights.CancelFlightAsync(new CancelFlightRequest { Name = booked.Name, Reason = "makes room" });
                        }
                    }

                    into.Wait(watch.Elapsed - last);
                })));
            }
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    private static FleetRegister Fleet(int clients)
    {
        var type = new AircraftTypeId("fz90");
        return new FleetRegister(
            Enumerable.Range(0, clients).Select(client => new DroneLogistics.Fleet.Aircraft(new AircraftId(Tail(client)), type, From, Assumed: false)),
            Enumerable.Range(0, clients).Select(client => new DroneLogistics.Fleet.BatteryPack(new BatteryPackId($"{Tail(client)}-pack"), type, From, StateOfCharge.Full, 0.95, Assumed: false)));
    }

    private static string Tail(int client) => FormattableString.Invariant($"pad-{client:000}");

    /// <summary>What came of the requests.</summary>
    private sealed class Counts
    {
        private readonly Lock turn = new();

        public ConcurrentQueue<double> Answers { get; } = new();

        public ConcurrentDictionary<string, int> Refused { get; } = new();

        public int Booked { get; private set; }

        public double LongestSeconds { get; private set; }

        public void Book(TimeSpan after)
        {
            lock (turn)
            {
                Booked++;
            }

            Wait(after);
        }

        public void Wait(TimeSpan without)
        {
            lock (turn)
            {
                LongestSeconds = Math.Max(LongestSeconds, without.TotalSeconds);
            }
        }
    }
}
