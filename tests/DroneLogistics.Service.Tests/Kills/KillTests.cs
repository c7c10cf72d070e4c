using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using DroneLogistics.Service.Store;
using DroneLogistics.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Kills;

/// <summary>A service that is killed loses nothing that it acknowledged, and leaves nothing half done.</summary>
[Platform("Linux", Reason = "kill -9")]
public sealed class KillTests
{
    private const int Clients = 6;
    private static readonly TimeSpan LongestLife = TimeSpan.FromMilliseconds(800);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    // Clients fly out and back in turn, each pair of sites by two of them: now and then both want one aircraft at one time.
    private static readonly (string From, string To)[] Pairs = [("putuo", "liuheng"), ("dinghai-port", "dongju"), ("puxi", "xiushan")];

    /// <summary>How often; more by DRONELOGISTICS_KILLS.</summary>
    private static int Kills => int.TryParse(Environment.GetEnvironmentVariable("DRONELOGISTICS_KILLS"), NumberStyles.None, CultureInfo.InvariantCulture, out var kills) ? kills : 15;

    private readonly ConcurrentQueue<ScheduleFlightRequest> unresolved = new();
    private readonly int[] booked = new int[Clients];
    private int acknowledged;
    private int refused;

    [Test]
    public async Task Nothing_that_was_acknowledged_is_lost_over_kills_at_random_moments()
    {
        var folder = Directory.CreateTempSubdirectory("drone-kill-");
        var random = new Random(20261130);
        TestContext.Out.WriteLine("seed 20261130");
        try
        {
            var database = DatabaseAddress.Parse(Path.Combine(folder.FullName, "drone.db"));
            var (hit, slowest, all) = (0, TimeSpan.Zero, new List<TimeSpan>());
            for (var kill = 0; kill < Kills; kill++)
            {
                using var serve = await ServedProcess.StartAsync(database, folder.FullName);
                all.Add(serve.Started);
                slowest = serve.Started > slowest ? serve.Started : slowest;
                await ResolveAsync(serve, folder.FullName);
                var (before, had) = (unresolved.Count, acknowledged);
                using var stop = new CancellationTokenSource();
                var clients = Enumerable.Range(0, Clients).Select(client => ClientAsync(serve, client, Path.Combine(folder.FullName, $"acks-{client}"), stop.Token)).ToList();

                // A killed service is a slow one at first; a moment after it has booked again it is hit in its work.
                for (var waited = Stopwatch.StartNew(); acknowledged == had && waited.Elapsed < LongestWait;)
                {
                    await Task.Delay(10, stop.Token);
                }

                await Task.Delay(LongestLife * random.NextDouble(), stop.Token);
                await serve.KillAsync();
                await stop.CancelAsync();
                await Task.WhenAll(clients);
                hit += unresolved.Count > before ? 1 : 0;
            }

            using var last = await ServedProcess.StartAsync(database, folder.FullName);
            await ResolveAsync(last, folder.FullName);
            var kept = Directory.GetFiles(folder.FullName, "acks-*").SelectMany(KeptAcknowledgements.Read).ToList();
            TestContext.Out.WriteLine($"{Kills} kills, {hit} with requests in flight; {kept.Count} acknowledged, {refused} refused; started in {all.Average(one => one.TotalSeconds):F1} s on average, {slowest.TotalSeconds:F1} s at worst; PRAGMA synchronous {await TextAsync(database, "PRAGMA synchronous")}");
            foreach (var (request, flight, answer) in kept)
            {
                var again = await last.Flights.ScheduleFlightAsync(request);
                Assert.That((again.Flight.Name, KeptAcknowledgements.Fingerprint(again)), Is.EqualTo((flight, answer)), "the same request gets the same bytes");
                Assert.That((await last.Flights.GetFlightAsync(new GetFlightRequest { Name = flight })).Claims, Is.Not.Empty);
            }

            Assert.That(await TextAsync(database, "SELECT count(*) FROM flight"), Is.EqualTo(kept.Count.ToString(CultureInfo.InvariantCulture)), "no flight that nobody knows of is left, since every unknown outcome was asked for again");
            Assert.That(await TextAsync(database, "PRAGMA integrity_check"), Is.EqualTo("ok"));
            Assert.That(hit, Is.GreaterThanOrEqualTo(Kills / 2), "the kills hit requests in flight");
            Assert.That(acknowledged, Is.GreaterThan(Kills), "and the service booked in between");
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    private async Task ClientAsync(ServedProcess serve, int client, string acknowledgements, CancellationToken stop)
    {
        using var keep = new KeptAcknowledgements(acknowledgements);
        while (!stop.IsCancellationRequested)
        {
            await AskAsync(serve, Next(client), keep);
        }
    }

    /// <summary>Asks again, with the same ids, for what nobody knows the outcome of.</summary>
    private async Task ResolveAsync(ServedProcess serve, string folder)
    {
        using var keep = new KeptAcknowledgements(Path.Combine(folder, "acks-resolved"));
        for (var open = unresolved.Count; open > 0 && unresolved.TryDequeue(out var request); open--)
        {
            await AskAsync(serve, request, keep);
        }

        Assert.That(unresolved, Is.Empty, "the id alone tells what became of a request");
    }

    private async Task AskAsync(ServedProcess serve, ScheduleFlightRequest request, KeptAcknowledgements keep)
    {
        try
        {
            keep.Keep(request, await serve.Flights.ScheduleFlightAsync(request));
            Interlocked.Increment(ref acknowledged);
        }
        catch (RpcException trouble) when (trouble.StatusCode == StatusCode.FailedPrecondition)
        {
            Interlocked.Increment(ref refused);
        }
        catch (RpcException trouble) when (trouble.StatusCode is StatusCode.Unavailable or StatusCode.Internal or StatusCode.Cancelled)
        {
            unresolved.Enqueue(request);

            // The connection is gone: whoever asks at once is refused at once.
            await Task.Delay(50);
        }
    }

    /// <summary>Four flights a day, out and back, each day once.</summary>
    private ScheduleFlightRequest Next(int client)
    {
        var number = booked[client]++;
        var (from, to) = Pairs[client % Pairs.Length];
        (from, to) = number % 2 == 0 ? (from, to) : (to, from);
        var plan = Requests.Plan(from, to, "fz90", 5);
        var day = 1 + (number / 4) + (client / Pairs.Length * (number % 8 == 0 ? 0 : 150));
        plan.DepartureTime = Timestamp.FromDateTime(DateTime.UtcNow.Date.AddDays(day).AddHours(1 + (2 * (number % 4))));
        return Requests.Schedule(plan);
    }

    private static async Task<string> TextAsync(DatabaseAddress database, string sql)
    {
        var options = SqliteOperationsDb.OptionsFor(database.File!);
        await using var db = new SqliteOperationsDb(options);
        var connection = db.Database.GetDbConnection();
        await db.Database.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (await command.ExecuteScalarAsync())?.ToString() ?? string.Empty;
    }
}
