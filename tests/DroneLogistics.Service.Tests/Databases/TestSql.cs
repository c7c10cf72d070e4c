using System.Data.Common;
using DroneLogistics.Service.Store;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace DroneLogistics.Service.Tests;

/// <summary>Plain SQL on a database of a test, past the code of the service.</summary>
internal static class TestSql
{
    public static async Task<DbConnection> OpenAsync(DatabaseAddress address)
    {
        DbConnection connection = address.File is { } file
            ? new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true }.ConnectionString)
            : new NpgsqlConnection(address.Connection);
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>How many rows a statement changed.</summary>
    public static async Task<int> ExecuteAsync(DatabaseAddress address, string sql)
    {
        await using var connection = await OpenAsync(address);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>The one number that a query answers.</summary>
    public static async Task<long> NumberAsync(DatabaseAddress address, string sql)
    {
        await using var connection = await OpenAsync(address);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
