using System.Globalization;
using DroneLogistics.Service.Store;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Load;

/// <summary>However many want one thing at once, it is held once, and whoever was told so holds it.</summary>
[TestFixtureSource(typeof(TestDatabases), nameof(TestDatabases.All))]
[NonParallelizable]
public sealed class ContentionTests(DatabaseKind database)
{
    private const int Clients = 32;
    private const int Seed = 20261130;

    // More by DRONELOGISTICS_ATTEMPTS. On PostgreSQL 100,000 take five minutes, a fifth of what all tests may take.
    private int Attempts => int.TryParse(Environment.GetEnvironmentVariable("DRONELOGISTICS_ATTEMPTS"), NumberStyles.None, CultureInfo.InvariantCulture, out var attempts) ? attempts
        : database == DatabaseKind.PostgreSql ? 40_000 : 60_000;

    private int Replicas => database == DatabaseKind.PostgreSql ? 3 : 1;

    [Test]
    public async Task Nothing_is_held_twice_and_nothing_acknowledged_is_lost_after_contended_attempts_with_cancellations()
    {
        var folder = Directory.CreateTempSubdirectory("drone-contention-");
        var address = await TestDatabases.CreateAsync(database, folder.FullName);
        var key = AuditKeeper.Fleeting();
        var stores = new List<FlightStore>();
        try
        {
            for (var i = 0; i < Replicas; i++)
            {
                stores.Add(new FlightStore(address.Opener(), key));
                await stores[i].MigrateAsync(CancellationToken.None);
            }

            var run = await new ContendedDesk(stores, address, Seed).RunAsync(Attempts, Clients);
            var sorted = run.Latencies.Order().ToList();
            var (overlaps, claims) = await OverlapsAsync(address);
            var cancelled = run.Booked.Values.Count(one => one.Cancelled);
            TestContext.Out.WriteLine(FormattableString.Invariant($"{await AboutAsync(address)}; seed {Seed}, {Replicas} replicas, {Clients} clients: {run.Attempts} attempts in {run.Elapsed.TotalSeconds:F1} s ({run.Attempts / run.Elapsed.TotalSeconds:F0} a second), {run.Booked.Count} booked ({run.Booked.Count / run.Elapsed.TotalSeconds:F0} a second, {(double)run.Booked.Count / run.Attempts:P0}), {run.Clashes} clashes ({(double)run.Clashes / run.Attempts:P0}), {run.Stale} overtaken, {cancelled} cancelled, {run.Replayed} asked again; p50 {sorted[sorted.Count / 2]:F1} ms, p99 {sorted[sorted.Count * 99 / 100]:F1} ms; {claims} claims, {overlaps} overlapping pairs"));
            Assert.That(overlaps, Is.Zero);
            Assert.That(new[] { run.Booked.Count, run.Clashes }, Is.All.GreaterThanOrEqualTo(run.Attempts / 10), "the run has teeth");
            Assert.That(cancelled, Is.GreaterThan(run.Booked.Count / 10));

            // What was told is what is there: no flight lost, none that nobody was told of, none cancelled that was not.
            var stored = await StoredAsync(address);
            Assert.That(stored, Has.Count.EqualTo(run.Booked.Count));
            Assert.That(run.Booked.Where(one => !(stored.TryGetValue(one.Key, out var flight) && flight == one.Value)), Is.Empty);
            Assert.That(await TestSql.NumberAsync(address, "SELECT count(*) FROM claim JOIN flight ON flight.id = claim.flight_id WHERE flight.state = 3"), Is.Zero, "what is cancelled holds nothing");
            Assert.That(await TestSql.NumberAsync(address, "SELECT count(*) FROM flight WHERE state <> 3 AND NOT EXISTS (SELECT 1 FROM claim WHERE claim.flight_id = flight.id)"), Is.Zero);
            Assert.That((await stores[0].VerifyAuditAsync([], null)).Trouble, Is.Empty);
        }
        finally
        {
            stores.ForEach(store => store.Dispose());
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            await TestDatabases.DropAsync(address);
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Overlapping pairs of claims: each resource swept by time, and not by the code or the database that keeps them apart.</summary>
    private static async Task<(long Overlaps, int Claims)> OverlapsAsync(DatabaseAddress address)
    {
        var claims = new List<(string Resource, long Start, long End, long Low, long High)>();
        await ReadAsync(address, "SELECT resource, start_us, end_us, low_m, high_m FROM claim", row => claims.Add((row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4))));
        var overlaps = 0L;
        foreach (var resource in claims.GroupBy(claim => claim.Resource, StringComparer.Ordinal))
        {
            var live = new List<(string Resource, long Start, long End, long Low, long High)>();
            foreach (var claim in resource.OrderBy(one => one.Start))
            {
                live.RemoveAll(one => one.End <= claim.Start);
                overlaps += live.Count(one => one.Low < claim.High && claim.Low < one.High);
                live.Add(claim);
            }
        }

        return (overlaps, claims.Count);
    }

    private static async Task<Dictionary<string, (string Request, bool Cancelled)>> StoredAsync(DatabaseAddress address)
    {
        var stored = new Dictionary<string, (string, bool)>(StringComparer.Ordinal);
        await ReadAsync(address, "SELECT id, request_id, state FROM flight", row => stored.Add(row.GetString(0), (row.GetString(1), row.GetInt64(2) == FlightStore.CancelledState)));
        return stored;
    }

    private static async Task<string> AboutAsync(DatabaseAddress address)
    {
        var about = string.Empty;
        await ReadAsync(
            address,
            address.IsPostgres ? "SELECT version() || ', backend ' || pg_backend_pid() || ', synchronous_commit ' || current_setting('synchronous_commit') || ', fsync ' || current_setting('fsync')" : "SELECT 'SQLite ' || sqlite_version() || ', PRAGMA synchronous ' || synchronous FROM pragma_synchronous",
            row => about = row.GetString(0));
        return about;
    }

    private static async Task ReadAsync(DatabaseAddress address, string sql, Action<System.Data.Common.DbDataReader> each)
    {
        await using var connection = await TestSql.OpenAsync(address);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            each(reader);
        }
    }
}
