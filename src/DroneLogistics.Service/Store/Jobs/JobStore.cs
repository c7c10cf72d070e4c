using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace DroneLogistics.Service.Store;

/// <summary>
/// Long work that several services share: one of them takes a job for a while, by the clock of the database, and whoever is not heard of in time loses
/// it to another. Every taking counts the job's token, and what is written for it names that: a worker that was thought dead and comes back writes nothing.
/// </summary>
/// <remarks>These transactions touch no flight and no audit log, so on PostgreSQL they do not wait for the writers of those.</remarks>
public sealed class JobStore(Func<OperationsDb> open, Writers writers)
{
    // What others may still want to read: the last result, and that before it while they change over.
    private const int KeptOfAKind = 2;

    private const string Told = "id, kind, key, state, progress, stage, owner, lease_until_us, token, tries, cancel_asked, error, create_us, update_us";

    private const string Insert = """
        INSERT INTO job (id, kind, key, input, state, progress, stage, owner, lease_until_us, token, tries, cancel_asked, result, error, create_us, update_us)
        VALUES (@p0, @p1, @p2, @p3, 1, 0, '', '', 0, 0, 0, 0, NULL, '', @p4, @p4)
        ON CONFLICT (kind, key) DO NOTHING
        """;

    private const string Free = """
        SELECT id, input, token, tries FROM job
        WHERE kind = @p0 AND (@p1 = '' OR id = @p1) AND cancel_asked = 0 AND (state = 1 OR (state = 2 AND lease_until_us <= @p2))
        ORDER BY create_us, id LIMIT 1
        """;

    private const string Take = "UPDATE job SET state = 2, progress = 0, stage = '', owner = @p1, lease_until_us = @p2, token = token + 1, tries = tries + 1, update_us = @p3 WHERE id = @p0";
    private const string Renew = "UPDATE job SET lease_until_us = @p2, progress = @p3, stage = @p4, update_us = @p5 WHERE id = @p0 AND state = 2 AND token = @p1";
    private const string Finish = "UPDATE job SET state = 3, progress = 1, result = @p2, error = '', update_us = @p3 WHERE id = @p0 AND state = 2 AND token = @p1";
    private const string FinishUnfenced = "UPDATE job SET state = 3, progress = 1, result = @p2, error = '', update_us = @p3 WHERE id = @p0 AND @p1 > 0";
    private const string End = "UPDATE job SET state = @p2, error = @p3, lease_until_us = 0, tries = tries - @p4, update_us = @p5 WHERE id = @p0 AND state = 2 AND token = @p1";
    private const string GiveUp = "UPDATE job SET state = 5, update_us = @p0 WHERE cancel_asked = 1 AND (state = 1 OR (state = 2 AND lease_until_us <= @p0))";
    private const string Prune = "DELETE FROM job WHERE kind = @p0 AND state >= 3 AND id NOT IN (SELECT id FROM job WHERE kind = @p0 AND state >= 3 ORDER BY update_us DESC, id LIMIT @p1)";

    /// <summary>Whether a result is refused whose token is not the last. Tests show what happens where it is not.</summary>
    public bool IsFenced { get; init; } = true;

    /// <summary>Puts a job there, or finds the one that is there already.</summary>
    /// <param name="kind">What is to be done.</param>
    /// <param name="key">Of what.</param>
    /// <param name="input">All that it needs to know.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public async Task<JobRow> EnqueueAsync(string kind, string key, byte[] input, CancellationToken cancellationToken)
    {
        if (await FindAsync(kind, key, cancellationToken) is { } there)
        {
            return there;
        }

        await InTransactionAsync(async (db, sql) => await sql.ChangeAsync(new SqlCall(Insert, $"j{writers.Around.NewId():N}", kind, key, input, await NowAsync(db, cancellationToken)), cancellationToken), cancellationToken);
        return (await FindAsync(kind, key, cancellationToken))!;
    }

    /// <summary>The job of a kind and key; null: there is none, or it is long done.</summary>
    public async Task<JobRow?> FindAsync(string kind, string key, CancellationToken cancellationToken)
    {
        await using var db = open();
        await db.Database.OpenConnectionAsync(cancellationToken);
        using var sql = new Sql(db);
        return await sql.RowAsync(new SqlCall($"SELECT {Told} FROM job WHERE kind = @p0 AND key = @p1", kind, key), cancellationToken) is { } row ? Read(row) : null;
    }

    /// <summary>A job; null: there is none.</summary>
    public async Task<JobRow?> FindByIdAsync(string id, CancellationToken cancellationToken)
    {
        await using var db = open();
        await db.Database.OpenConnectionAsync(cancellationToken);
        using var sql = new Sql(db);
        return await sql.RowAsync(new SqlCall($"SELECT {Told} FROM job WHERE id = @p0", id), cancellationToken) is { } row ? Read(row) : null;
    }

    /// <summary>All jobs, the newest first. They are few: of those that ended the last two of a kind are kept.</summary>
    public async Task<IReadOnlyList<JobRow>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = open();
        var ids = await db.Database.SqlQueryRaw<string>("SELECT id AS \"Value\" FROM job ORDER BY create_us DESC, id").ToListAsync(cancellationToken);
        var jobs = new List<JobRow>();
        foreach (var id in ids)
        {
            if (await FindByIdAsync(id, cancellationToken) is { } job)
            {
                jobs.Add(job);
            }
        }

        return jobs;
    }

    /// <summary>Takes a job that has ended out.</summary>
    /// <returns>Whether it was there and had ended.</returns>
    public Task<bool> DeleteAsync(string id, CancellationToken cancellationToken) => InTransactionAsync(async (_, sql) =>
        await sql.ChangeAsync(new SqlCall("DELETE FROM job WHERE id = @p0 AND state >= 3", id), cancellationToken) == 1, cancellationToken);

    /// <summary>Takes a job that nobody works on, the oldest, passing over those that somebody else is about to take.</summary>
    /// <param name="kind">What the taker can do.</param>
    /// <param name="id">Only this one; null: any.</param>
    /// <param name="owner">Who takes it.</param>
    /// <param name="lease">For how long, unless it is renewed.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    /// <returns>Null: there is none.</returns>
    public Task<JobLease?> TakeAsync(string kind, string? id, string owner, TimeSpan lease, CancellationToken cancellationToken) => InTransactionAsync(async (db, sql) =>
    {
        var now = await NowAsync(db, cancellationToken);
        await sql.ChangeAsync(new SqlCall(GiveUp, now), cancellationToken);
        if (await sql.RowAsync(new SqlCall($"{Free} {db.SkipLocked}", kind, id ?? string.Empty, now), cancellationToken) is not { } row)
        {
            return null;
        }

        await sql.ChangeAsync(new SqlCall(Take, row[0], owner, now + Micros(lease), now), cancellationToken);
        return new JobLease((string)row[0]!, (byte[])row[1]!, Number(row[2]) + 1, (int)Number(row[3]) + 1);
    }, cancellationToken);

    /// <summary>Says that a job is still being worked on, and how far it is.</summary>
    public Task<JobHold> RenewAsync(JobLease job, double progress, string stage, TimeSpan lease, CancellationToken cancellationToken) => InTransactionAsync(async (db, sql) =>
    {
        var now = await NowAsync(db, cancellationToken);
        if (await sql.ChangeAsync(new SqlCall(Renew, job.Id, job.Token, now + Micros(lease), Math.Clamp(progress, 0, 1), stage, now), cancellationToken) == 0)
        {
            return JobHold.Lost;
        }

        return Number((await sql.RowAsync(new SqlCall("SELECT cancel_asked FROM job WHERE id = @p0", job.Id), cancellationToken))![0]) == 1 ? JobHold.CancelAsked : JobHold.Held;
    }, cancellationToken);

    /// <summary>Stores the result, unless somebody else took the job meanwhile.</summary>
    /// <returns>Whether it is stored.</returns>
    public Task<bool> FinishAsync(string kind, JobLease job, byte[] result, CancellationToken cancellationToken) => InTransactionAsync(async (db, sql) =>
    {
        var isStored = await sql.ChangeAsync(new SqlCall(IsFenced ? Finish : FinishUnfenced, job.Id, job.Token, result, await NowAsync(db, cancellationToken)), cancellationToken) == 1;
        if (isStored)
        {
            await sql.ChangeAsync(new SqlCall(Prune, kind, KeptOfAKind), cancellationToken);
        }

        return isStored;
    }, cancellationToken);

    /// <summary>Puts a job back, or ends it without a result.</summary>
    /// <param name="job">The job.</param>
    /// <param name="state">Queued, failed or cancelled.</param>
    /// <param name="error">Why; empty: no failure.</param>
    /// <param name="isTry">Whether this time counts as a try.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public Task<bool> EndAsync(JobLease job, JobState state, string error, bool isTry, CancellationToken cancellationToken) => InTransactionAsync(async (db, sql) =>
        await sql.ChangeAsync(new SqlCall(End, job.Id, job.Token, (int)state, error.Length > 500 ? error[..500] : error, isTry ? 0 : 1, await NowAsync(db, cancellationToken)), cancellationToken) == 1, cancellationToken);

    /// <summary>Asks for a job to be given up: at once where nobody works on it, else by whoever does.</summary>
    public Task CancelAsync(string id, CancellationToken cancellationToken) => InTransactionAsync(async (db, sql) =>
    {
        await sql.ChangeAsync(new SqlCall("UPDATE job SET cancel_asked = 1 WHERE id = @p0 AND state <= 2", id), cancellationToken);
        return await sql.ChangeAsync(new SqlCall(GiveUp, await NowAsync(db, cancellationToken)), cancellationToken);
    }, cancellationToken);

    /// <summary>Has a job done that failed or was given up.</summary>
    public Task AgainAsync(string id, CancellationToken cancellationToken) => InTransactionAsync(async (db, sql) =>
        await sql.ChangeAsync(new SqlCall("UPDATE job SET state = 1, tries = 0, cancel_asked = 0, error = '', update_us = @p1 WHERE id = @p0 AND state IN (4, 5)", id, await NowAsync(db, cancellationToken)), cancellationToken), cancellationToken);

    /// <summary>The result of a job and what it is about; null: there is none.</summary>
    public async Task<(byte[] Input, byte[] Result)?> ReadResultAsync(string id, CancellationToken cancellationToken)
    {
        await using var db = open();
        await db.Database.OpenConnectionAsync(cancellationToken);
        using var sql = new Sql(db);
        return await sql.RowAsync(new SqlCall("SELECT input, result FROM job WHERE id = @p0 AND state = 3", id), cancellationToken) is [byte[] input, byte[] result] ? (input, result) : null;
    }

    private Task<long> NowAsync(OperationsDb db, CancellationToken cancellationToken) => db.ReadClockAsync(writers.Around.Clock, cancellationToken);

    /// <summary>One transaction; what it does not bring to an end is undone.</summary>
    private async Task<T> InTransactionAsync<T>(Func<OperationsDb, Sql, Task<T>> body, CancellationToken cancellationToken)
    {
        writers.Faults.RequireWritable();
        await using var db = open();

        // The embedded database has one writer, and whoever does not take turns polls for its lock.
        using var turn = db.HasOneWriter ? await writers.Turns.TakeAsync(cancellationToken) : null;
        try
        {
            await db.Database.OpenConnectionAsync(cancellationToken);
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            using var sql = new Sql(db);
            var result = await body(db, sql);
            await transaction.CommitAsync(CancellationToken.None);
            return result;
        }
        catch (Exception trouble) when (trouble is not OperationCanceledException)
        {
            writers.Faults.Saw(trouble);
            throw;
        }
    }

    private static JobRow Read(object?[] row) => new(
        (string)row[0]!,
        (string)row[1]!,
        (string)row[2]!,
        (JobState)Number(row[3]),
        Convert.ToDouble(row[4], CultureInfo.InvariantCulture),
        (string)row[5]!,
        (string)row[6]!,
        Number(row[7]),
        Number(row[8]),
        (int)Number(row[9]),
        Number(row[10]) == 1,
        (string)row[11]!,
        Number(row[12]),
        Number(row[13]));

    private static long Number(object? value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);

    private static long Micros(TimeSpan time) => time.Ticks / TimeSpan.TicksPerMicrosecond;
}
