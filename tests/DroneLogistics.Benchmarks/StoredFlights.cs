using System.Globalization;
using DroneLogistics.Service;
using DroneLogistics.Service.Store;
using DroneLogistics.Service.Tests;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace DroneLogistics.Benchmarks;

/// <summary>Years of flights that are over, as the service leaves them: with pads, tail, pack and four cells of the airspace each.</summary>
internal static class StoredFlights
{
    private const int Sites = 23;
    private const long Minute = 60_000_000;
    private const int AtOnce = 50_000;

    /// <summary>Makes a database with so many flights, a minute after the other, the last ten days ago.</summary>
    public static async Task FillAsync(string file, int flights, int tails)
    {
        await using (var db = new SqliteOperationsDb(SqliteOperationsDb.OptionsFor(file)))
        {
            await db.Database.MigrateAsync();
        }

        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync();
        Execute(connection, "PRAGMA synchronous = OFF; PRAGMA cache_size = -200000;");
        var last = FlightMessages.Micros(Requests.Now) - (10 * 24 * 60 * Minute);
        for (var from = 0; from < flights; from += AtOnce)
        {
            using var transaction = connection.BeginTransaction();
            using var flight = Prepare(connection, transaction, "INSERT INTO flight (id, revision, organization, principal, request_id, state, aircraft, battery_pack, origin, destination, departure_us, arrival_us, payload_kg, takeoff_soc, landing_soc, message, create_us, update_us, cancel_reason) VALUES ($id, $revision, 'organizations/default', 'local', $request, 1, $tail, $pack, 'putuo', 'puxi', $start, $end, 5, 1, 0.6, zeroblob(4000), $start, $start, '')", "$id", "$revision", "$request", "$tail", "$pack", "$start", "$end");
            using var claim = Prepare(connection, transaction, "INSERT INTO claim (flight_id, kind, resource, low_m, high_m, start_us, end_us) VALUES ($id, $kind, $resource, $low, $high, $start, $end)", "$id", "$kind", "$resource", "$low", "$high", "$start", "$end");
            for (var i = from; i < Math.Min(flights, from + AtOnce); i++)
            {
                var (id, start) = (string.Create(CultureInfo.InvariantCulture, $"old{i}"), last - ((flights - i) * Minute));
                Run(flight, id, i + 1L, string.Create(CultureInfo.InvariantCulture, $"00000000-0000-0000-0000-{i:000000000000}"), Tail(i), Pack(i), start, start + (10 * Minute));
                Run(claim, id, 1, $"sites/old{i % Sites}/pads/1", 0, 1, start, start + (12 * Minute));
                Run(claim, id, 1, $"sites/old{i % Sites}/pads/2", 0, 1, start, start + (10 * Minute));
                Run(claim, id, 2, $"aircraft/{Tail(i)}", 0, 1, start, start + (17 * Minute));
                Run(claim, id, 3, $"batteryPacks/{Pack(i)}", 0, 1, start, start + (17 * Minute));
                for (var cell = 0; cell < 4; cell++)
                {
                    Run(claim, id, 4, $"airspace/cells/3000_{12200 + (i % Sites * 4) + cell}", 90, 130, start, start + (3 * Minute));
                }
            }

            transaction.Commit();
            Console.Error.WriteLine($"{Math.Min(flights, from + AtOnce)} of {flights} flights stored");
        }

        // As many tails as a network may have.
        string Tail(int i) => string.Create(CultureInfo.InvariantCulture, $"old-tail-{i % Math.Max(40, tails)}");
        string Pack(int i) => string.Create(CultureInfo.InvariantCulture, $"old-pack-{i % 80}");
    }

    private static SqliteCommand Prepare(SqliteConnection connection, SqliteTransaction transaction, string sql, params string[] names)
    {
        var command = connection.CreateCommand();
        (command.Transaction, command.CommandText) = (transaction, sql);
        foreach (var name in names)
        {
            command.Parameters.AddWithValue(name, DBNull.Value);
        }

        return command;
    }

    private static void Run(SqliteCommand command, params object[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        command.ExecuteNonQuery();
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
