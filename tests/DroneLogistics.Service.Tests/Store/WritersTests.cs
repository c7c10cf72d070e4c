using System.Data.Common;
using DroneLogistics.Service.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Store;

/// <summary>Flights that come at the same time share a transaction, and writers of several processes follow each other.</summary>
[TestFixtureSource(typeof(TestDatabases), nameof(TestDatabases.All))]
public sealed class WritersTests(DatabaseKind database)
{
    private readonly Commits commits = new();
    private DirectoryInfo folder = null!;
    private DatabaseAddress address = null!;

    [SetUp]
    public async Task Create()
    {
        folder = Directory.CreateTempSubdirectory("drone-writers-");
        address = await TestDatabases.CreateAsync(database, folder.FullName);
    }

    [TearDown]
    public async Task Remove()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        await TestDatabases.DropAsync(address);
        folder.Delete(recursive: true);
    }

    [Test]
    public async Task Twenty_flights_at_once_share_one_durable_transaction_and_one_that_clashes_is_refused_alone()
    {
        using var store = await OpenAsync();
        Task<CommitOutcome>[] outcomes;
        var before = commits.Count;
        using (await store.Writers.Turns.TakeAsync(CancellationToken.None))
        {
            // The eleventh wants the pad of the tenth.
            outcomes = [.. Enumerable.Range(0, 20).Select(i => store.CommitAsync(Flight(i, pad: i == 10 ? 9 : i), CancellationToken.None))];
        }

        Assert.That(await Task.WhenAll(outcomes), Is.EqualTo(Enumerable.Range(0, 20).Select(i => i == 10 ? CommitOutcome.Clash : CommitOutcome.Committed)));
        Assert.That(commits.Count - before, Is.EqualTo(1));
        await using var db = address.Opener()();
        Assert.That((await db.Flights.CountAsync(), await db.Claims.CountAsync(), await db.Requests.CountAsync(), await db.FlightChanges.CountAsync(), await db.Audit.CountAsync()), Is.EqualTo((19, 38, 19, 19, 19)), "of the refused one nothing is left");
        Assert.That(await db.Flights.OrderBy(row => row.Revision).Select(row => row.Revision).ToListAsync(), Is.EqualTo(Enumerable.Range(1, 19)));
        Assert.That((await store.VerifyAuditAsync([], null)).Trouble, Is.Empty);
    }

    [Test]
    public async Task One_request_id_in_a_group_twice_is_stored_once_and_a_caller_that_went_away_is_not()
    {
        using var store = await OpenAsync();
        using var gone = new CancellationTokenSource();
        Task<CommitOutcome> first, second, left;
        using (await store.Writers.Turns.TakeAsync(CancellationToken.None))
        {
            first = store.CommitAsync(Flight(1, pad: 1), CancellationToken.None);
            second = store.CommitAsync(Flight(1, pad: 2, id: "copy"), CancellationToken.None);
            left = store.CommitAsync(Flight(3, pad: 3), gone.Token);
            await gone.CancelAsync();
        }

        Assert.That((await first, await second), Is.EqualTo((CommitOutcome.Committed, CommitOutcome.Replayed)));
        Assert.That(async () => await left, Throws.InstanceOf<OperationCanceledException>());
        Assert.That((await store.FindAsync("f3", CancellationToken.None)), Is.Null);
    }

    [Test]
    public async Task A_reader_that_goes_on_from_the_last_revision_misses_no_flight_of_several_writers()
    {
        const int Processes = 4;
        const int Each = 15;
        var stores = new List<FlightStore>();
        for (var i = 0; i < Processes; i++)
        {
            stores.Add(await OpenAsync());
        }

        using var reading = await OpenAsync();
        var (seen, told, known, head) = (new List<string>(), new List<string>(), 0L, 0L);
        var writing = Task.WhenAll(stores.Select((store, process) => Task.Run(async () =>
        {
            for (var i = 0; i < Each; i++)
            {
                var number = (process * Each) + i;
                Assert.That(await store.CommitAsync(Flight(number, pad: number), CancellationToken.None), Is.EqualTo(CommitOutcome.Committed));
            }
        })));
        bool isLast;
        do
        {
            isLast = writing.IsCompleted;
            var next = (await reading.Reads.HeadsAsync(CancellationToken.None)).Flights;
            var changes = await reading.Reads.ChangesAsync(known, next, CancellationToken.None);
            (known, seen) = (next, [.. seen, .. changes.Select(change => change.Row.Id)]);
            var rows = await reading.Verdicts.ReadChangesAsync(head, 1000, CancellationToken.None);
            (head, told) = (rows.Count > 0 ? rows[^1].Revision : head, [.. told, .. rows.Select(row => row.FlightId)]);
        }
        while (!isLast);
        await writing;
        stores.ForEach(store => store.Dispose());
        Assert.That(seen, Is.Unique.And.EquivalentTo(Enumerable.Range(0, Processes * Each).Select(i => $"f{i}")));
        Assert.That(told, Is.EqualTo(seen), "the changes are told in the order of the revisions");
        Assert.That((await reading.VerifyAuditAsync([], null)).Trouble, Is.Empty, "the log is one chain");
    }

    [Test]
    public async Task What_the_database_gives_up_for_others_is_tried_again_up_to_five_times()
    {
        if (database == DatabaseKind.Sqlite)
        {
            // A transaction of SQLite has the write lock from its beginning and is never given up: there is nothing to be tried again.
            await using var db = address.Opener()();
            Assert.That(db.IsSerializationFailure(new InvalidOperationException()), Is.False);
            return;
        }

        using var store = await OpenAsync();
        foreach (var state in new[] { "40001", "40P01" })
        {
            var tries = 0;
            Assert.That(await store.Writers.RunAsync(writing => RunAsync(writing, state, failures: 4), CancellationToken.None), Is.EqualTo(5));
            tries = 0;
            Assert.That(async () => await store.Writers.RunAsync(writing => RunAsync(writing, state, failures: 5), CancellationToken.None), Throws.TypeOf<SerializationException>());

            async Task<int> RunAsync(Writing writing, string sqlState, int failures)
            {
                if (tries++ < failures)
                {
                    await writing.Sql.RunAsync([new SqlCall($"DO $$ BEGIN RAISE EXCEPTION 'for the test' USING ERRCODE = '{sqlState}'; END $$")], CancellationToken.None);
                }

                return tries;
            }
        }
    }

    [Test]
    public async Task A_writer_waits_for_one_of_another_process()
    {
        using var store = await OpenAsync();
        Task<CommitOutcome> waiting;
        await using (var other = address.Opener()())
        {
            await using var transaction = await other.BeginWritingAsync(CancellationToken.None);
            waiting = store.CommitAsync(Flight(1, pad: 1), CancellationToken.None);
            await Task.Delay(300);
            Assert.That(waiting.IsCompleted, Is.False);
            await transaction.RollbackAsync();
        }

        Assert.That(await waiting, Is.EqualTo(CommitOutcome.Committed));
    }

    /// <summary>A store as another process has it, which counts its commits.</summary>
    private async Task<FlightStore> OpenAsync()
    {
        Func<OperationsDb> open;
        if (address.IsPostgres)
        {
            var options = new DbContextOptionsBuilder<PostgresOperationsDb>(PostgresOperationsDb.OptionsFor(address.Connection)).AddInterceptors(commits).Options;
            open = () => new PostgresOperationsDb(options);
        }
        else
        {
            var options = new DbContextOptionsBuilder<SqliteOperationsDb>(SqliteOperationsDb.OptionsFor(address.Connection)).AddInterceptors(commits).Options;
            open = () => new SqliteOperationsDb(options);
        }

        var store = new FlightStore(open);
        await store.MigrateAsync(CancellationToken.None);
        return store;
    }

    private static FlightCommit Flight(int number, int pad, string? id = null)
    {
        var departure = FlightMessages.Micros(Requests.Nine);
        var row = new FlightRow
        {
            Id = id ?? $"f{number}",
            Revision = 0,
            RequestId = $"00000000-0000-0000-0000-{number:000000000000}",
            State = 1,
            Aircraft = $"a{number}",
            BatteryPack = $"b{number}",
            Origin = "putuo",
            Destination = "liuheng",
            DepartureUs = departure,
            ArrivalUs = departure + 1_000_000,
            PayloadKg = 1,
            TakeoffSoc = 1,
            LandingSoc = 0.5,
            Message = [1],
            CreateUs = departure - 1,
            UpdateUs = departure - 1,
            CancelReason = string.Empty,
        };
        ClaimRow[] claims =
        [
            new() { FlightId = row.Id, Kind = 1, Resource = $"sites/putuo/pads/{pad}", StartUs = departure, EndUs = departure + 1_000_000 },
            new() { FlightId = row.Id, Kind = 5, Resource = "cells/1", LowM = 10 * number, HighM = (10 * number) + 10, StartUs = departure, EndUs = departure + 1_000_000 },
        ];
        var request = new RequestRow { RequestId = row.RequestId, Fingerprint = new byte[32], Response = [], CreateUs = departure - 1 };
        return new FlightCommit(row, claims, request, _ => [1, 2, 3], new Neighbours(null, null), new Neighbours(null, null), AirspaceRevision: 1);
    }

    private sealed class Commits : DbTransactionInterceptor
    {
        private int count;

        public int Count => count;

        public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref count);
            return Task.CompletedTask;
        }
    }
}
