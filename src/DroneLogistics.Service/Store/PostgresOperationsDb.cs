using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace DroneLogistics.Service.Store;

/// <summary>PostgreSQL 15 or later, for several services on one timetable.</summary>
public sealed class PostgresOperationsDb(DbContextOptions<PostgresOperationsDb> options) : OperationsDb(options)
{
    /// <summary>The constraint that refuses claims that overlap; see the migrations.</summary>
    public const string ClaimClashConstraint = "claim_no_overlap";

    // "drone" in ASCII: writers of this service, and nobody else, meet at this lock.
    private const long WritersLock = 0x64726F6E65;

    // Writers of several services meet here; longer than SQLite waits, where there is one.
    private static readonly TimeSpan WriterPatience = TimeSpan.FromSeconds(5);

    /// <summary>Options for a database; see <see cref="DatabaseAddress"/>.</summary>
    public static DbContextOptions<PostgresOperationsDb> OptionsFor(string connection) =>
        new DbContextOptionsBuilder<PostgresOperationsDb>().UseNpgsql(connection).Options;

    public override bool IsClaimClash(Exception trouble) => Root<PostgresException>(trouble) is { SqlState: PostgresErrorCodes.ExclusionViolation, ConstraintName: ClaimClashConstraint };

    public override bool IsSerializationFailure(Exception trouble) => Root<PostgresException>(trouble)?.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;

    /// <remarks>
    /// A server that fails to write through ends itself and starts again with what it knows to be on the disk: that is told as a lost connection,
    /// and nothing here has to be remembered.
    /// </remarks>
    public override StorageTrouble TroubleOf(Exception trouble) => Root<PostgresException>(trouble)?.SqlState switch
    {
        null => Root<NpgsqlException>(trouble) is null ? StorageTrouble.None : StorageTrouble.Unreachable,
        PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.TooManyConnections => StorageTrouble.Busy,
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.IdleSessionTimeout => StorageTrouble.Unreachable,
        ['0', '8', ..] => StorageTrouble.Unreachable,
        PostgresErrorCodes.ReadOnlySqlTransaction => StorageTrouble.ReadOnly,
        PostgresErrorCodes.DiskFull => StorageTrouble.Full,
        PostgresErrorCodes.IoError => StorageTrouble.Failed,
        PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted => StorageTrouble.Corrupt,
        _ => StorageTrouble.None,
    };

    public override bool HasOneWriter => false;

    public override string SkipLocked => "FOR UPDATE SKIP LOCKED";

    public override async Task<long> ReadClockAsync(TimeProvider local, CancellationToken cancellationToken) =>
        (await Database.SqlQueryRaw<long>("SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint AS \"Value\"").ToListAsync(cancellationToken))[0];

    /// <remarks>
    /// One writer at a time, held until its commit is seen by all: revisions are then given in the order of the commits, and a reader that has seen
    /// one never has a lower one appear behind its back. See decision 16.
    /// </remarks>
    protected override async Task LockForWritingAsync(CancellationToken cancellationToken)
    {
        // Not a parameter: SET takes none.
        await Database.ExecuteSqlRawAsync(FormattableString.Invariant($"SET LOCAL lock_timeout = {(long)WriterPatience.TotalMilliseconds}"), cancellationToken);
        await Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({WritersLock})", cancellationToken);
    }
}
