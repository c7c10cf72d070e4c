using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace DroneLogistics.Service.Store;

/// <summary>The embedded database.</summary>
public sealed class SqliteOperationsDb(DbContextOptions<SqliteOperationsDb> options) : OperationsDb(options)
{
    // Result codes of sqlite3.h; of input and output those that say more.
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteReadOnly = 8;
    private const int SqliteInputOutput = 10;
    private const int SqliteCorrupt = 11;
    private const int SqliteFull = 13;
    private const int SqliteCannotOpen = 14;
    private const int SqliteNotADatabase = 26;
    private const int InputOutputFsync = SqliteInputOutput | (4 << 8);
    private const int InputOutputDirectoryFsync = SqliteInputOutput | (5 << 8);
    private const int InputOutputSharedMemorySize = SqliteInputOutput | (19 << 8);

    /// <summary>The text with which the trigger of the claim table refuses; see the migrations.</summary>
    public const string ClaimClashText = "claim overlaps another claim on the same resource";

    /// <summary>Options for a database file; WAL and full synchronisation are set on every connection.</summary>
    public static DbContextOptions<SqliteOperationsDb> OptionsFor(string file)
    {
        var connection = new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = SqliteOpenMode.ReadWriteCreate,
            ForeignKeys = true,

            // Seconds to wait for another writer before the request is answered UNAVAILABLE.
            DefaultTimeout = 2,
        };
        return new DbContextOptionsBuilder<SqliteOperationsDb>()
            .UseSqlite(connection.ConnectionString)
            .AddInterceptors(DurableConnections.Instance)
            .Options;
    }

    public override bool IsClaimClash(Exception trouble) =>
        Root<SqliteException>(trouble) is { } sqlite && sqlite.Message.Contains(ClaimClashText, StringComparison.Ordinal);

    /// <remarks>A transaction has the write lock from its beginning: there is nothing to be given up.</remarks>
    public override bool IsSerializationFailure(Exception trouble) => false;

    public override StorageTrouble TroubleOf(Exception trouble) => Root<SqliteException>(trouble) switch
    {
        null => StorageTrouble.None,
        { SqliteErrorCode: SqliteBusy or SqliteLocked } => StorageTrouble.Busy,
        { SqliteErrorCode: SqliteReadOnly } => StorageTrouble.ReadOnly,

        // The index of the log is made larger only where the disk has space for it.
        { SqliteErrorCode: SqliteFull } or { SqliteExtendedErrorCode: InputOutputSharedMemorySize } => StorageTrouble.Full,
        { SqliteExtendedErrorCode: InputOutputFsync or InputOutputDirectoryFsync } => StorageTrouble.Unsynced,
        { SqliteErrorCode: SqliteInputOutput or SqliteCannotOpen } => StorageTrouble.Failed,
        { SqliteErrorCode: SqliteCorrupt or SqliteNotADatabase } => StorageTrouble.Corrupt,
        _ => StorageTrouble.None,
    };

    public override bool HasOneWriter => true;

    public override string SkipLocked => string.Empty;

    public override Task<long> ReadClockAsync(TimeProvider local, CancellationToken cancellationToken) => Task.FromResult(FlightMessages.Micros(local.GetUtcNow()));

    /// <remarks>A transaction of this driver takes the write lock when it begins (BEGIN IMMEDIATE).</remarks>
    protected override Task LockForWritingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>What is acknowledged must survive a power failure, so every commit is written through.</summary>
    private sealed class DurableConnections : DbConnectionInterceptor
    {
        public static readonly DurableConnections Instance = new();

        private const string Pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;";

        public override void ConnectionOpened(System.Data.Common.DbConnection connection, ConnectionEndEventData eventData)
        {
            if (MayWrite(connection))
            {
                using var command = connection.CreateCommand();
                command.CommandText = Pragmas;
                command.ExecuteNonQuery();
            }
        }

        public override async Task ConnectionOpenedAsync(System.Data.Common.DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            if (!MayWrite(connection))
            {
                return;
            }

            var command = connection.CreateCommand();
            await using (command.ConfigureAwait(false))
            {
                command.CommandText = Pragmas;
                await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        /// <summary>Whether a database is there is asked on a connection that only reads, on which a copy without a log of its own cannot be given one.</summary>
        private static bool MayWrite(System.Data.Common.DbConnection connection) => !connection.ConnectionString.Contains("Mode=ReadOnly", StringComparison.Ordinal);
    }
}
