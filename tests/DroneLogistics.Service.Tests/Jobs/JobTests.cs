using System.Text;
using DroneLogistics.Service.Store;
using Microsoft.Data.Sqlite;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Jobs;

/// <summary>Long work is done by one, and where that one falls by another, once.</summary>
[TestFixtureSource(typeof(TestDatabases), nameof(TestDatabases.All))]
public sealed class JobTests(DatabaseKind database)
{
    private const string Kind = "test";
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);
    private static readonly TimeSpan Brief = TimeSpan.FromMilliseconds(300);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("drone-job-");
    private DatabaseAddress address = null!;
    private FlightStore store = null!;

    private JobStore Jobs => store.Jobs;

    [SetUp]
    public async Task Open()
    {
        address = await TestDatabases.CreateAsync(database, folder.FullName);
        store = new FlightStore(address.Opener());
        await store.MigrateAsync(CancellationToken.None);
    }

    [TearDown]
    public async Task Close()
    {
        store.Dispose();
        SqliteConnection.ClearAllPools();
        await TestDatabases.DropAsync(address);
        folder.Delete(recursive: true);
    }

    [Test]
    public async Task Of_many_who_come_at_once_each_takes_another_job_and_none_is_taken_twice()
    {
        var put = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            put.Add((await PutAsync($"key {i}")).Id);
        }

        var others = Enumerable.Range(0, 12).Select(_ => new FlightStore(address.Opener())).ToList();
        var taken = await Task.WhenAll(others.Select((other, i) => Task.Run(() => TakeUntilSeenAsync(other.Jobs, $"worker {i}"))));
        Assert.That(taken.OfType<JobLease>().Select(lease => lease.Id), Is.EquivalentTo(put));
        Assert.That(taken.OfType<JobLease>().Select(lease => lease.Token), Is.All.EqualTo(1));
        others.ForEach(other => other.Dispose());
    }

    [Test]
    public async Task A_job_of_a_kind_and_key_is_there_once_whoever_puts_it_there()
    {
        var put = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => PutAsync("one"))));
        Assert.That(put.Select(job => job.Id).Distinct().ToList(), Has.Count.EqualTo(1));
        Assert.That((await PutAsync("another")).Id, Is.Not.EqualTo(put[0].Id));
    }

    [Test]
    public async Task Whoever_was_thought_dead_and_comes_back_writes_nothing()
    {
        var (job, late, next) = await TakenTwiceAsync();
        Assert.That(await Jobs.RenewAsync(late, 0.9, "late", Long, CancellationToken.None), Is.EqualTo(JobHold.Lost));
        Assert.That(await Jobs.FinishAsync(Kind, late, Bytes("late"), CancellationToken.None), Is.False);
        Assert.That(await Jobs.EndAsync(late, JobState.Failed, "late", isTry: true, CancellationToken.None), Is.False);
        Assert.That(await Jobs.FinishAsync(Kind, next, Bytes("next"), CancellationToken.None), Is.True);
        Assert.That(await Jobs.FinishAsync(Kind, late, Bytes("late"), CancellationToken.None), Is.False);
        Assert.That(await ResultAsync(job), Is.EqualTo("next"));
    }

    [Test]
    public async Task Without_the_token_the_one_that_comes_back_overwrites_the_result()
    {
        var (job, late, next) = await TakenTwiceAsync();
        Assert.That(await Jobs.FinishAsync(Kind, next, Bytes("next"), CancellationToken.None), Is.True);
        var unfenced = new JobStore(address.Opener(), store.Writers) { IsFenced = false };
        Assert.That(await unfenced.FinishAsync(Kind, late, Bytes("late"), CancellationToken.None), Is.True);
        Assert.That(await ResultAsync(job), Is.EqualTo("late"), "so it is the token that keeps the promise");
    }

    [Test]
    public async Task As_long_as_it_is_renewed_nobody_else_takes_it_and_its_progress_is_told()
    {
        var job = await PutAsync("one");
        var lease = (await Jobs.TakeAsync(Kind, job.Id, "first", Long, CancellationToken.None))!;
        Assert.That(await Jobs.TakeAsync(Kind, null, "second", Long, CancellationToken.None), Is.Null);
        Assert.That(await Jobs.RenewAsync(lease, 0.25, "flights", Long, CancellationToken.None), Is.EqualTo(JobHold.Held));
        var told = (await Jobs.FindAsync(Kind, "one", CancellationToken.None))!;
        Assert.That((told.State, told.Progress, told.Stage, told.Owner, told.Token), Is.EqualTo((JobState.Running, 0.25, "flights", "first", 1L)));
    }

    [Test]
    public async Task A_worker_that_is_killed_in_the_middle_leaves_the_job_to_another_which_ends_it_once()
    {
        var job = await Jobs.EnqueueAsync(JobProcess.Kind, "one", Bytes("input"), CancellationToken.None);
        var begun = Path.Combine(folder.FullName, "begun");
        using (var process = JobProcess.Start(await TestDatabases.TextAsync(address), begun))
        {
            for (var i = 0; i < 1200 && !File.Exists(begun); i++)
            {
                await Task.Delay(50);
            }

            Assert.That(File.Exists(begun), Is.True, "the other is at it");
            Assert.That(await Jobs.TakeAsync(JobProcess.Kind, job.Id, "too early", Long, CancellationToken.None), Is.Null);
            process.Kill();
            await process.WaitForExitAsync();
        }

        var (runner, ran) = (Runner(), 0);
        while (await runner.TryRunAsync(JobProcess.Kind, job.Id, (input, _, _) => Task.FromResult(Bytes($"{Encoding.UTF8.GetString(input)} {++ran}")), CancellationToken.None) == JobRun.None)
        {
            await Task.Delay(100);
        }

        Assert.That(await ResultAsync(job), Is.EqualTo("input 1"));
        Assert.That((await Jobs.FindAsync(JobProcess.Kind, "one", CancellationToken.None))!.Token, Is.EqualTo(2), "taken twice, ended once");
        Assert.That(await runner.TryRunAsync(JobProcess.Kind, job.Id, (_, _, _) => Task.FromResult(Bytes("again")), CancellationToken.None), Is.EqualTo(JobRun.None));
    }

    [Test]
    public async Task Work_that_lost_its_lease_is_told_to_stop()
    {
        var job = await PutAsync("one");
        var run = await Runner().TryRunAsync(Kind, job.Id, async (_, _, cancellationToken) =>
        {
            await ExpireAsync();
            await Jobs.TakeAsync(Kind, job.Id, "another", Long, CancellationToken.None);
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return [];
        }, CancellationToken.None);
        Assert.That(run, Is.EqualTo(JobRun.Lost));
        Assert.That((await Jobs.FindAsync(Kind, "one", CancellationToken.None))!.Owner, Is.EqualTo("another"));
    }

    [Test]
    public async Task A_job_is_given_up_where_that_is_asked_for_at_once_or_by_whoever_is_at_it()
    {
        var (idle, busy) = (await PutAsync("idle"), await PutAsync("busy"));
        await Jobs.CancelAsync(idle.Id, CancellationToken.None);
        Assert.That(await StateAsync("idle"), Is.EqualTo(JobState.Cancelled));
        var run = await Runner().TryRunAsync(Kind, busy.Id, async (_, _, cancellationToken) =>
        {
            await Jobs.CancelAsync(busy.Id, CancellationToken.None);
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return [];
        }, CancellationToken.None);
        Assert.That((run, await StateAsync("busy")), Is.EqualTo((JobRun.Cancelled, JobState.Cancelled)));
        await Jobs.AgainAsync(busy.Id, CancellationToken.None);
        Assert.That(await StateAsync("busy"), Is.EqualTo(JobState.Queued));
    }

    [Test]
    public async Task A_service_that_stops_puts_its_job_back_and_that_counts_as_no_try()
    {
        var job = await PutAsync("one");
        using var stop = new CancellationTokenSource();
        Assert.That(
            async () => await Runner().TryRunAsync(Kind, job.Id, async (_, _, cancellationToken) =>
            {
                await stop.CancelAsync();
                await Task.Delay(Timeout.Infinite, cancellationToken);
                return [];
            }, stop.Token),
            Throws.InstanceOf<OperationCanceledException>());
        var told = (await Jobs.FindAsync(Kind, "one", CancellationToken.None))!;
        Assert.That((told.State, told.Tries), Is.EqualTo((JobState.Queued, 0)));
    }

    [Test]
    public async Task Work_that_fails_is_tried_three_times_and_then_told_with_its_error()
    {
        var job = await PutAsync("one");
        for (var i = 1; i <= 3; i++)
        {
            Assert.That(
                async () => await Runner().TryRunAsync(Kind, job.Id, (_, _, _) => throw new InvalidOperationException($"no luck {i}"), CancellationToken.None),
                Throws.InvalidOperationException);
            Assert.That(await StateAsync("one"), Is.EqualTo(i < 3 ? JobState.Queued : JobState.Failed));
        }

        Assert.That((await Jobs.FindAsync(Kind, "one", CancellationToken.None))!.Error, Is.EqualTo("no luck 3"));
        Assert.That(await Runner().TryRunAsync(Kind, null, (_, _, _) => Task.FromResult(Bytes("x")), CancellationToken.None), Is.EqualTo(JobRun.None));
    }

    [Test]
    public async Task Workers_that_fall_one_after_another_over_a_job_leave_it_failed()
    {
        var job = await PutAsync("one");
        for (var i = 0; i < 3; i++)
        {
            await Jobs.TakeAsync(Kind, job.Id, "falls", Long, CancellationToken.None);
            await ExpireAsync();
        }

        Assert.That(await Runner().TryRunAsync(Kind, job.Id, (_, _, _) => Task.FromResult(Bytes("x")), CancellationToken.None), Is.EqualTo(JobRun.Failed));
        Assert.That(await StateAsync("one"), Is.EqualTo(JobState.Failed));
    }

    [Test]
    public async Task Of_what_is_done_the_last_two_of_a_kind_are_kept()
    {
        for (var i = 0; i < 4; i++)
        {
            var job = await PutAsync($"key {i}");
            await Runner().TryRunAsync(Kind, job.Id, (_, _, _) => Task.FromResult(Bytes("x")), CancellationToken.None);
        }

        Assert.That(await TestSql.NumberAsync(address, "SELECT count(*) FROM job"), Is.EqualTo(2));
        Assert.That(await Jobs.FindAsync(Kind, "key 3", CancellationToken.None), Is.Not.Null);
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private Task<JobRow> PutAsync(string key) => Jobs.EnqueueAsync(Kind, key, Bytes("input"), CancellationToken.None);

    private JobRunner Runner() => new(Jobs, "runner", Brief, TimeProvider.System);

    private async Task<JobState> StateAsync(string key) => (await Jobs.FindAsync(Kind, key, CancellationToken.None))!.State;

    private async Task<string> ResultAsync(JobRow job) => Encoding.UTF8.GetString((await Jobs.ReadResultAsync(job.Id, CancellationToken.None))!.Value.Result);

    /// <summary>A lease that ran out by the clock of the database.</summary>
    private Task ExpireAsync() => TestSql.ExecuteAsync(address, "UPDATE job SET lease_until_us = create_us WHERE state = 2");

    private async Task<(JobRow Job, JobLease Late, JobLease Next)> TakenTwiceAsync()
    {
        var job = await PutAsync("one");
        var late = (await Jobs.TakeAsync(Kind, job.Id, "late", Long, CancellationToken.None))!;
        await ExpireAsync();
        return (job, late, (await Jobs.TakeAsync(Kind, job.Id, "next", Long, CancellationToken.None))!);
    }

    /// <summary>Whoever passes over rows that others are taking finds none for a moment, and looks once more.</summary>
    private static async Task<JobLease?> TakeUntilSeenAsync(JobStore jobs, string owner)
    {
        for (var look = 0; look < 20; look++)
        {
            if (await jobs.TakeAsync(Kind, null, owner, Long, CancellationToken.None) is { } lease)
            {
                return lease;
            }

            await Task.Delay(5);
        }

        return null;
    }
}
