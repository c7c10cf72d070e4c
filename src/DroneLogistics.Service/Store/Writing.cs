using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace DroneLogistics.Service.Store;

/// <summary>The database gave up five transactions in a row so that others could go on; the caller may try again.</summary>
public sealed class SerializationException(Exception inner) : Exception("The database could not bring this into order with other writers, five times in a row. Try again with the same request_id.", inner);

/// <summary>
/// One transaction that writes: it alone does so, on all processes of the database, and what it did stands in the audit log when it commits, in
/// the same transaction.
/// </summary>
public sealed class Writing : IAsyncDisposable
{
    private const string ReadTail = "SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1";

    private const string InsertAudit = """
        INSERT INTO audit (sequence, create_us, organization, principal, action, subject, detail, body_sha256, previous, hash, key_id, seal)
        VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11)
        """;

    private readonly AuditKeeper keeper;
    private readonly IDbContextTransaction transaction;

    private Writing(OperationsDb db, Sql sql, AuditKeeper keeper, IDbContextTransaction transaction, AuditTail tail)
    {
        (Db, Sql, this.keeper, this.transaction, Tail) = (db, sql, keeper, transaction, tail);
    }

    public OperationsDb Db { get; }

    public Sql Sql { get; }

    /// <summary>Where the audit log ends, with what this transaction added. Set back where a part of it is.</summary>
    public AuditTail Tail { get; set; }

    /// <summary>Begins to write on a context, with the lock of the writers.</summary>
    public static async Task<Writing> BeginAsync(OperationsDb db, Sql sql, AuditKeeper keeper, CancellationToken cancellationToken)
    {
        var transaction = await db.BeginWritingAsync(cancellationToken);
        try
        {
            var last = await sql.RowAsync(new SqlCall(ReadTail), cancellationToken);
            return new Writing(db, sql, keeper, transaction, last is null ? AuditTail.Empty : new AuditTail((long)last[0]!, (byte[])last[1]!));
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    /// <summary>The statement that adds an entry to the audit log.</summary>
    public SqlCall Audit(AuditEntry entry)
    {
        var row = keeper.Next(Tail, entry);
        Tail = new AuditTail(row.Sequence, row.Hash);
        return new SqlCall(InsertAudit, row.Sequence, row.CreateUs, row.Organization, row.Principal, row.Action, row.Subject, row.Detail, row.BodySha256, row.Previous, row.Hash, row.KeyId, row.Seal);
    }

    /// <summary>Stores what is tracked and one entry of the audit log, durably.</summary>
    public async Task CommitAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        await Db.SaveChangesAsync(cancellationToken);
        await Sql.RunAsync([Audit(entry)], cancellationToken);
        await CommitAsync();
    }

    /// <summary>Stores what was written, durably. From here on the outcome is the database's: a caller that goes away must not leave it undecided.</summary>
    public async Task CommitAsync()
    {
        using var span = Telemetry.Activities.StartActivity("commit");
        var started = Stopwatch.GetTimestamp();
        try
        {
            await transaction.CommitAsync(CancellationToken.None);
            Telemetry.CommitDuration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
        }
        catch (Exception trouble) when (Db.TroubleOf(trouble) == StorageTrouble.Unreachable)
        {
            throw new OutcomeUnknownException(trouble);
        }

        keeper.Committed(Tail);
    }

    public ValueTask DisposeAsync() => transaction.DisposeAsync();
}

/// <summary>Runs transactions that write, one after another in this process, each again where the database could not bring it into order with others.</summary>
public sealed class Writers(Func<OperationsDb> open, AuditKeeper keeper, Surroundings around) : IDisposable
{
    private const int MostTries = 5;

    // Doubled with each try, and drawn between half of it and all, so that two that met do not meet again.
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(10);

    /// <summary>Writers of this process take turns: SQLite makes them poll for its write lock, which costs each of them long sleeps.</summary>
    public WriteTurns Turns { get; } = new();

    public AuditKeeper Keeper => keeper;

    public Surroundings Around => around;

    /// <summary>What went wrong with the database for good.</summary>
    public StorageFaults Faults { get; } = new(open);

    /// <summary>Runs one transaction in a turn of its own. What the body does not commit is undone.</summary>
    /// <exception cref="SerializationException">Five times in a row the database gave it up.</exception>
    public async Task<T> RunAsync<T>(Func<Writing, Task<T>> body, CancellationToken cancellationToken)
    {
        using var turn = await Turns.TakeAsync(cancellationToken);
        return await RunInTurnAsync(body, cancellationToken);
    }

    /// <summary>Runs one transaction for whoever has the turn.</summary>
    public Task<T> RunInTurnAsync<T>(Func<Writing, Task<T>> body, CancellationToken cancellationToken) => AgainAsync(async () =>
    {
        Faults.RequireWritable();
        await using var db = open();
        try
        {
            await db.Database.OpenConnectionAsync(cancellationToken);
            using var sql = new Sql(db);
            await using var writing = await Writing.BeginAsync(db, sql, keeper, cancellationToken);
            return await body(writing);
        }
        catch (Exception trouble) when (trouble is not OperationCanceledException)
        {
            // Before anybody else gets the turn: a disk that failed to write through is not asked a second time.
            Faults.Saw(trouble);
            throw;
        }
    }, cancellationToken);

    /// <summary>Runs something again where the database gave it up for others.</summary>
    private async Task<T> AgainAsync<T>(Func<Task<T>> body, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await body();
            }
            catch (Exception trouble) when (IsSerializationFailure(trouble))
            {
                if (attempt == MostTries)
                {
                    throw new SerializationException(trouble);
                }

                await Task.Delay(FirstPause * Math.Pow(2, attempt - 1) * (0.5 + (0.5 * around.Chance())), around.Clock, cancellationToken);
            }
        }
    }

    private bool IsSerializationFailure(Exception trouble)
    {
        using var db = open();
        return db.IsSerializationFailure(trouble);
    }

    public void Dispose() => Turns.Dispose();
}
