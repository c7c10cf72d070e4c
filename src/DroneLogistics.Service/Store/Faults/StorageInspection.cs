using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DroneLogistics.Service.Store;

/// <summary>Looks through a whole database file for damage. What lies in bytes that nothing uses is none.</summary>
public static class StorageInspection
{
    private const string Sound = "ok";

    /// <summary>Files up to this size are looked through before the service answers, larger ones after it: this many bytes take some tenths of a second.</summary>
    public const long LargestAtStartBytes = 32L * 1024 * 1024;

    /// <summary>The first damage that is found, in the words of the database; null: none.</summary>
    /// <param name="file">The file; where there is none there is no damage.</param>
    /// <param name="everything">Also whether every index says what its table does, which takes several times as long.</param>
    /// <param name="cancellationToken">Ends it in the middle.</param>
    /// <exception cref="SqliteException">It cannot be looked at, for another reason than damage.</exception>
    public static string? FirstDamage(string file, bool everything, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
        {
            return null;
        }

        // A connection of its own, which nobody gets from a pool with what it has read.
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ConnectionString);
        try
        {
            connection.Open();
            using var stop = cancellationToken.Register(() => raw.sqlite3_interrupt(connection.Handle!));
            using var command = connection.CreateCommand();
            command.CommandText = everything ? "PRAGMA integrity_check(1)" : "PRAGMA quick_check(1)";
            var found = (string)command.ExecuteScalar()!;
            return found == Sound ? null : found;
        }
        catch (SqliteException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (SqliteException trouble) when (trouble.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB)
        {
            return trouble.Message;
        }
    }
}
