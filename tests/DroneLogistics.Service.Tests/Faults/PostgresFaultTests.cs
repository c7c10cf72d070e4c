using DroneLogistics.Service.Tests.Kills;
using Grpc.Core;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Faults;

/// <summary>A PostgreSQL server that falls over, loses a process, or is replaced by its standby, under a service that books.</summary>
[Platform("Linux", Reason = "kill -9")]
public sealed class PostgresFaultTests
{
    // As the writers of the service name their lock.
    private const long WritersLock = 0x64726F6E65;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("drone-postgres-fault-");
    private readonly Bookings bookings = new();

    [TearDown]
    public void Remove() => folder.Delete(recursive: true);

    [Test]
    public async Task A_server_that_falls_over_and_starts_again_under_bookings_loses_none_that_was_acknowledged()
    {
        await using var cluster = await PostgresCluster.StartAsync();
        using var serve = await ServedProcess.StartAsync(cluster.Text(), folder.FullName);
        using var stop = new CancellationTokenSource();
        var client = Task.Run(() => bookings.BookUntilAsync(serve, stop.Token));
        var random = new Random(20261130);
        for (var fall = 0; fall < 4; fall++)
        {
            await bookings.AwaitAsync(2, client);
            await Task.Delay(random.Next(100), CancellationToken.None);
            await cluster.StopImmediatelyAsync();
            await cluster.StartServerAsync();
        }

        await bookings.AwaitAsync(2, client);
        await stop.CancelAsync();
        var reasons = await client;
        TestContext.Out.WriteLine($"seed 20261130; {bookings.Acknowledged} acknowledged, refused meanwhile: {string.Join(", ", reasons.CountBy(reason => reason))}");
        Assert.That(reasons, Is.Not.Empty.And.All.EqualTo("STORAGE_UNREACHABLE").Or.EqualTo("OUTCOME_UNKNOWN"));
        await bookings.AllAreKeptAsync(serve);
    }

    [Test]
    public async Task A_process_of_the_server_that_is_killed_in_a_transaction_takes_nothing_with_it_that_was_acknowledged()
    {
        await using var cluster = await PostgresCluster.StartAsync();
        using var serve = await ServedProcess.StartAsync(cluster.Text(), folder.FullName);
        await bookings.BookAsync(serve, 2);
        foreach (var isKill in new[] { false, true })
        {
            // Whoever holds the lock of the writers has the service wait in its transaction.
            await using var holder = new Npgsql.NpgsqlConnection(cluster.Address.Connection + ";Pooling=false");
            await holder.OpenAsync();
            await using (var hold = holder.CreateCommand())
            {
                hold.CommandText = FormattableString.Invariant($"SELECT pg_advisory_lock({WritersLock})");
                await hold.ExecuteNonQueryAsync();
            }

            var request = bookings.Next();
            var refusal = Bookings.RefusalAsync(serve, request);
            var process = await WaitingWriterAsync(cluster, "advisory");
            if (isKill)
            {
                await cluster.KillAsync(process);
            }
            else
            {
                await cluster.ExecuteAsync(FormattableString.Invariant($"SELECT pg_terminate_backend({process})"));
            }

            Assert.That(await refusal, Is.EqualTo((StatusCode.Unavailable, "STORAGE_UNREACHABLE", true)));
            await holder.CloseAsync();
            await RetryAsync(serve, request);
        }

        // A commit waits for a standby that never comes; it is on the disk of the primary, and nobody is told.
        await cluster.ExecuteAsync("ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
        await cluster.ExecuteAsync("SELECT pg_reload_conf()");
        var unknown = bookings.Next();
        var outcome = Bookings.RefusalAsync(serve, unknown);
        var committing = await WaitingWriterAsync(cluster, "SyncRep");
        await cluster.ExecuteAsync(FormattableString.Invariant($"SELECT pg_terminate_backend({committing})"));
        Assert.That(await outcome, Is.EqualTo((StatusCode.Unavailable, "OUTCOME_UNKNOWN", true)));
        await cluster.ExecuteAsync("ALTER SYSTEM RESET synchronous_standby_names");
        await cluster.ExecuteAsync("SELECT pg_reload_conf()");
        await RetryAsync(serve, unknown);
        await bookings.AllAreKeptAsync(serve);
    }

    [Test]
    public async Task A_standby_that_is_promoted_has_all_that_was_acknowledged_and_services_go_on_with_it()
    {
        await using var primary = await PostgresCluster.StartAsync();
        await using var standby = await PostgresCluster.StandbyOfAsync(primary, "second");
        await primary.ExecuteAsync("ALTER SYSTEM SET synchronous_standby_names = 'second'");
        await primary.ExecuteAsync("SELECT pg_reload_conf()");
        for (var i = 0; i < 300 && (string?)await primary.ScalarAsync("SELECT sync_state FROM pg_stat_replication") != "sync"; i++)
        {
            await Task.Delay(100);
        }

        Assert.That(await primary.ScalarAsync("SELECT sync_state FROM pg_stat_replication"), Is.EqualTo("sync"));
        var both = $"postgres:///drone?host={primary.Host},{standby.Host}&user=drone";
        using var writing = await ServedProcess.StartAsync(both + "&target_session_attrs=read-write", folder.CreateSubdirectory("1").FullName);
        using var any = await ServedProcess.StartAsync(both, folder.CreateSubdirectory("2").FullName);
        await bookings.BookAsync(writing, 3);
        await bookings.BookAsync(any, 1);
        await primary.StopImmediatelyAsync();
        var (first, second) = (bookings.Next(), Bookings.Spare());
        Assert.That(await Bookings.RefusalAsync(writing, first), Is.EqualTo((StatusCode.Unavailable, "STORAGE_UNREACHABLE", true)));
        Assert.That(await AfterLostConnectionsAsync(any, second), Is.EqualTo((StatusCode.Unavailable, "STORAGE_READ_ONLY", true)), "a standby takes no bookings");
        Assert.That(await Bookings.NamesAsync(any), Is.EquivalentTo(bookings.Flights), "and answers what is asked of it: nothing acknowledged is missing");
        await standby.PromoteAsync();
        await RetryAsync(writing, first);
        await RetryAsync(any, bookings.Next());
        await bookings.AllAreKeptAsync(writing);
        await bookings.AllAreKeptAsync(any);
    }

    private static async Task<long> WaitingWriterAsync(PostgresCluster cluster, string waitEvent)
    {
        for (var i = 0; i < 400; i++)
        {
            if (await cluster.ScalarAsync($"SELECT pid::bigint FROM pg_stat_activity WHERE application_name = 'drone' AND wait_event = '{waitEvent}' LIMIT 1") is long process)
            {
                return process;
            }

            await Task.Delay(10);
        }

        throw new InvalidOperationException($"no writer of the service waits for {waitEvent}");
    }

    /// <summary>Connections of the pool were lost with the server: each tells so once.</summary>
    private static async Task<(StatusCode Status, string Reason, bool MayTryAgain)> AfterLostConnectionsAsync(ServedProcess serve, V1.ScheduleFlightRequest request)
    {
        for (var i = 0; ; i++)
        {
            var refusal = await Bookings.RefusalAsync(serve, request);
            if (refusal.Reason != "STORAGE_UNREACHABLE" || i == 50)
            {
                return refusal;
            }

            await Task.Delay(100);
        }
    }

    /// <summary>Asks again, with the same id, until it is booked.</summary>
    private async Task RetryAsync(ServedProcess serve, V1.ScheduleFlightRequest request)
    {
        for (var i = 0; ; i++)
        {
            try
            {
                await bookings.BookAsync(serve, request);
                return;
            }
            catch (RpcException trouble) when (trouble.StatusCode == StatusCode.Unavailable && i < 200)
            {
                await Task.Delay(100);
            }
        }
    }
}
