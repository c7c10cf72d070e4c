using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace DroneLogistics.Service.Store;

/// <summary>A statement with its values, which stand for <c>@p0</c>, <c>@p1</c> and so on.</summary>
public readonly record struct SqlCall(string Text, params object?[] Values);

/// <summary>
/// Plain statements on the connection of a context, for what every booking runs: tracking its rows would cost more than writing them. A statement
/// is prepared once on a connection and run again with other values.
/// </summary>
public sealed class Sql(OperationsDb db) : IDisposable
{
    private readonly DbConnection connection = db.Database.GetDbConnection();
    private readonly Dictionary<string, DbCommand> prepared = new(StringComparer.Ordinal);

    private DbTransaction? Transaction => db.Database.CurrentTransaction?.GetDbTransaction();

    /// <summary>Runs statements in their order, where the driver can in one round trip to the server.</summary>
    public async Task RunAsync(IReadOnlyList<SqlCall> calls, CancellationToken cancellationToken)
    {
        if (!connection.CanCreateBatch)
        {
            foreach (var call in calls)
            {
                await Prepared(call).ExecuteNonQueryAsync(cancellationToken);
            }

            return;
        }

        await using var batch = connection.CreateBatch();
        batch.Transaction = Transaction;
        foreach (var call in calls)
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = call.Text;
            for (var i = 0; i < call.Values.Length; i++)
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (Name(i), call.Values[i] ?? DBNull.Value);
                command.Parameters.Add(parameter);
            }

            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Runs one statement.</summary>
    /// <returns>How many rows it changed.</returns>
    public Task<int> ChangeAsync(SqlCall call, CancellationToken cancellationToken) => Prepared(call).ExecuteNonQueryAsync(cancellationToken);

    /// <summary>The first row of a query; null where there is none.</summary>
    public async Task<object?[]?> RowAsync(SqlCall call, CancellationToken cancellationToken)
    {
        await using var reader = await Prepared(call).ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }

        var row = new object?[reader.FieldCount];
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = await reader.IsDBNullAsync(i, cancellationToken) ? null : reader.GetValue(i);
        }

        return row;
    }

    /// <summary>A whole number of a row; 0 where it has none.</summary>
    public static long Number(object? value) => value is null ? 0 : Convert.ToInt64(value, CultureInfo.InvariantCulture);

    public void Dispose()
    {
        foreach (var command in prepared.Values)
        {
            command.Dispose();
        }
    }

    private static string Name(int i) => string.Create(CultureInfo.InvariantCulture, $"@p{i}");

    private DbCommand Prepared(SqlCall call)
    {
        if (!prepared.TryGetValue(call.Text, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = call.Text;
            for (var i = 0; i < call.Values.Length; i++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = Name(i);
                command.Parameters.Add(parameter);
            }

            prepared.Add(call.Text, command);
        }

        command.Transaction = Transaction;
        for (var i = 0; i < call.Values.Length; i++)
        {
            command.Parameters[i].Value = call.Values[i] ?? DBNull.Value;
        }

        return command;
    }
}
