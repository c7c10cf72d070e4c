using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace DroneLogistics.Service.Store;

/// <summary>The embedded database.</summary>
public sealed class SqliteOperationsDb(DbContextOptions<SqliteOperationsDb> options) : OperationsDb(options)
{
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;

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
            DefaultTimeout = 5,
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

    public override bool IsBusy(Exception trouble) => Root<SqliteException>(trouble) is { SqliteErrorCode: SqliteBusy or SqliteLocked };

    /// <remarks>A transaction of this driver takes the write lock when it begins (BEGIN IMMEDIATE).</remarks>
    protected override Task LockForWritingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>What is acknowledged must survive a power failure, so every commit is written through.</summary>
    private sealed class DurableConnections : DbConnectionInterceptor
    {
        public static readonly DurableConnections Instance = new();

        private const string Pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;";

        public override void ConnectionOpened(System.Data.Common.DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            command.ExecuteNonQuery();
        }

        public override async Task ConnectionOpenedAsync(System.Data.Common.DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            var command = connection.CreateCommand();
            await using (command.ConfigureAwait(false))
            {
                command.CommandText = Pragmas;
                await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
