using System.Data.Common;
using DroneLogistics.Service.Store;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace DroneLogistics.Service.Tests.Simulated;

/// <summary>What is wrong with the database of a world, so that a check is known to notice.</summary>
public enum SeededFault
{
    None,

    /// <summary>Claims may overlap.</summary>
    NoConstraint,

    /// <summary>Claims of pads may.</summary>
    PadsUnguarded,

    /// <summary>A cancelled flight keeps its claims.</summary>
    CancelKeepsClaims,

    /// <summary>Some claims are not stored.</summary>
    LostClaim,

    /// <summary>Request ids are not stored.</summary>
    NoRequestRecord,

    /// <summary>Some entries of the audit log are not stored.</summary>
    AuditGap,

    /// <summary>What is told of flights is not stored.</summary>
    NoOutbox,

    /// <summary>A commit that failed is taken for one that did not.</summary>
    SwallowedCommitError,

    /// <summary>After a crash the last commits are gone.</summary>
    FsyncOff,

    /// <summary>Lists are read from a copy that lags behind.</summary>
    StaleReads,
}

/// <summary>
/// The database of a simulated world: the embedded one in a file, on which every opening, statement and commit takes a while of simulated
/// time and may fail, and which loses whoever has it open when the process is killed.
/// </summary>
internal sealed class SimulatedDisk : IDisposable
{
    private const double BusyShare = 0.004;
    private const double FailedCommitShare = 0.02;
    private const double SlowShare = 0.02;
    private static readonly TimeSpan Usual = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(3);

    private readonly SimulatedLoop loop;
    private readonly SeededFault fault;
    private readonly Action<string> log;
    private readonly List<SqliteConnection> open = [];
    private readonly string file;
    private readonly string copy;
    private int commits;

    public SimulatedDisk(SimulatedLoop loop, SeededFault fault, string folder, string template, Action<string> log)
    {
        (this.loop, this.fault, this.log) = (loop, fault, log);
        (file, copy) = (Path.Combine(folder, "world.db"), Path.Combine(folder, "copy.db"));
        System.IO.File.Copy(template, file);
        System.IO.File.Copy(template, copy);
        if (Wrong(fault) is { Length: > 0 } wrong)
        {
            Execute(wrong);
        }
    }

    /// <summary>The file.</summary>
    public string File => file;

    /// <summary>How many transactions were committed.</summary>
    public int Commits => commits;

    /// <summary>How many openings, statements and commits failed.</summary>
    public int Failures { get; private set; }

    /// <summary>Opens contexts for a process.</summary>
    public Func<OperationsDb> Opener()
    {
        var options = new DbContextOptionsBuilder<SqliteOperationsDb>(SqliteOperationsDb.OptionsFor(file)).AddInterceptors(new Slowness(this), new Commit(this), new Statement(this)).Options;
        return () => new SqliteOperationsDb(options);
    }

    /// <summary>Opens contexts of those who list.</summary>
    public Func<OperationsDb> ReadOpener() => fault == SeededFault.StaleReads ? () => new SqliteOperationsDb(SqliteOperationsDb.OptionsFor(copy)) : Opener();

    /// <summary>Lets go of everything that a process has open.</summary>
    public void Crash()
    {
        foreach (var connection in open)
        {
            connection.Close();
            SqliteConnection.ClearPool(connection);
        }

        open.Clear();
        if (fault == SeededFault.FsyncOff)
        {
            Restore();
        }
    }

    /// <summary>Numbers out of the database, past the process.</summary>
    public IReadOnlyList<(long Count, string What)> Counts(IReadOnlyList<(string Sql, string What)> questions)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        return [.. questions.Select(question =>
        {
            command.CommandText = question.Sql;
            return ((long)command.ExecuteScalar()!, question.What);
        })];
    }

    /// <summary>One word out of the database.</summary>
    public string Text(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()?.ToString() ?? string.Empty;
    }

    public void Dispose()
    {
        foreach (var connection in open)
        {
            connection.Close();
            SqliteConnection.ClearPool(connection);
        }
    }

    private static string Wrong(SeededFault fault)
    {
        const string NoGuard = "DROP TRIGGER claim_no_overlap; DROP TRIGGER claim_no_overlap_update;";
        return fault switch
        {
            SeededFault.NoConstraint => NoGuard,
            SeededFault.PadsUnguarded => NoGuard + $"""
                CREATE TRIGGER claim_no_overlap BEFORE INSERT ON claim
                WHEN NEW.resource NOT LIKE '%/pads/%' AND EXISTS (SELECT 1 FROM claim WHERE resource = NEW.resource AND start_us < NEW.end_us AND end_us > NEW.start_us)
                BEGIN SELECT RAISE(ABORT, '{SqliteOperationsDb.ClaimClashText}'); END;
                """,
            SeededFault.CancelKeepsClaims => "CREATE TRIGGER wrong AFTER DELETE ON claim BEGIN INSERT INTO claim (flight_id, kind, resource, low_m, high_m, start_us, end_us) VALUES (OLD.flight_id, OLD.kind, OLD.resource, OLD.low_m, OLD.high_m, OLD.start_us, OLD.end_us); END;",
            SeededFault.LostClaim => "CREATE TRIGGER wrong BEFORE INSERT ON claim WHEN (NEW.start_us / 1000000) % 3 = 0 BEGIN SELECT RAISE(IGNORE); END;",
            SeededFault.NoRequestRecord => "CREATE TRIGGER wrong BEFORE INSERT ON request BEGIN SELECT RAISE(IGNORE); END;",
            SeededFault.AuditGap => "CREATE TRIGGER wrong BEFORE INSERT ON audit WHEN NEW.sequence % 3 = 0 BEGIN SELECT RAISE(IGNORE); END;",
            SeededFault.NoOutbox => "CREATE TRIGGER wrong BEFORE INSERT ON flight_change BEGIN SELECT RAISE(IGNORE); END;",
            _ => string.Empty,
        };
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Copies what is committed, for those who lag behind.</summary>
    private void Remember()
    {
        if ((fault is SeededFault.FsyncOff or SeededFault.StaleReads) && commits % 4 == 0)
        {
            using var from = new SqliteConnection($"Data Source={file};Pooling=False");
            using var to = new SqliteConnection($"Data Source={copy};Pooling=False");
            from.Open();
            to.Open();
            from.BackupDatabase(to);
        }
    }

    private void Restore()
    {
        using var from = new SqliteConnection($"Data Source={copy};Pooling=False");
        using var to = new SqliteConnection($"Data Source={file};Pooling=False");
        from.Open();
        to.Open();
        from.BackupDatabase(to);
    }

    private Task TakeAWhile() => loop.Pause(loop.Random.NextDouble() < SlowShare ? Slow * loop.Random.NextDouble() : Usual * loop.Random.NextDouble());

    private void FailSometimes(double share, string what)
    {
        if (loop.Random.NextDouble() < share)
        {
            Failures++;
            log($"disk: {what} fails");
            throw new SqliteException($"simulated: {what} failed", what == "commit" ? 10 : 5);
        }
    }

    private sealed class Slowness(SimulatedDisk disk) : DbConnectionInterceptor
    {
        public override async ValueTask<InterceptionResult> ConnectionOpeningAsync(DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
        {
            await disk.TakeAWhile().ConfigureAwait(false);
            disk.FailSometimes(BusyShare, "opening");
            disk.open.Add((SqliteConnection)connection);
            return result;
        }

        public override Task ConnectionClosedAsync(DbConnection connection, ConnectionEndEventData eventData)
        {
            disk.open.Remove((SqliteConnection)connection);
            return Task.CompletedTask;
        }
    }

    private sealed class Commit(SimulatedDisk disk) : DbTransactionInterceptor
    {
        public override async ValueTask<InterceptionResult> TransactionCommittingAsync(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
        {
            await disk.TakeAWhile().ConfigureAwait(false);
            if (disk.fault == SeededFault.SwallowedCommitError && disk.loop.Random.NextDouble() < 0.2)
            {
                transaction.Rollback();
                return InterceptionResult.Suppress();
            }

            disk.FailSometimes(FailedCommitShare, "commit");
            return result;
        }

        public override async Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            disk.commits++;
            disk.Remember();
            await disk.TakeAWhile().ConfigureAwait(false);
        }
    }

    private sealed class Statement(SimulatedDisk disk) : DbCommandInterceptor
    {
        public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            // What a transaction writes is written in one go: nobody else could do anything in between.
            if (eventData.CommandSource != CommandSource.SaveChanges)
            {
                await disk.TakeAWhile().ConfigureAwait(false);
                disk.FailSometimes(BusyShare, "statement");
            }

            return result;
        }
    }
}
