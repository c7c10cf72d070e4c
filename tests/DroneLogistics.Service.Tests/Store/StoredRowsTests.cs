using Microsoft.Data.Sqlite;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Store;

/// <summary>What stands in the tables, read and written past the code of the service.</summary>
public sealed class StoredRowsTests
{
    private const int ConstraintFailed = 19;

    private static readonly (string Change, bool Sound)[] Changes =
    [
        ("INSERT INTO claim (flight_id, kind, resource, start_us, end_us) SELECT id, 1, 'sites/putuo/pads/1', $start + 1, $end + 1 FROM flight", false),
        ("INSERT OR REPLACE INTO claim (flight_id, kind, resource, start_us, end_us) SELECT id, 1, 'sites/putuo/pads/1', $start, $end FROM flight", false),
        ("INSERT INTO claim (flight_id, kind, resource, start_us, end_us) SELECT id, 1, 'sites/putuo/pads/1', $start - 9, $start FROM flight", true),
        ("INSERT INTO claim (flight_id, kind, resource, start_us, end_us) SELECT id, 1, 'sites/putuo/pads/1', $end, $end + 9 FROM flight", true),
        ("INSERT INTO claim (flight_id, kind, resource, low_m, high_m, start_us, end_us) SELECT id, 5, 'sites/putuo/pads/1', 1, 90, $start, $end FROM flight", true),
        ("INSERT INTO claim (flight_id, kind, resource, low_m, high_m, start_us, end_us) SELECT id, 5, 'sites/putuo/pads/1', -9, 1, $start, $end FROM flight", false),
        ("INSERT INTO claim (flight_id, kind, resource, low_m, high_m, start_us, end_us) SELECT id, 5, 'cells/1', 90, 90, $start, $end FROM flight", false),
        ("INSERT INTO claim (flight_id, kind, resource, low_m, high_m, start_us, end_us) SELECT id, 6, 'cells/1', 1, 90, $start, $end FROM flight", false),
        ("UPDATE claim SET resource = 'sites/putuo/pads/1', start_us = $start + 1, end_us = $end WHERE resource = 'sites/liuheng/pads/1'", false),
        ("UPDATE claim SET start_us = start_us + 1 WHERE resource = 'sites/putuo/pads/1'", true),
        ("UPDATE claim SET start_us = start_us / 1000 WHERE resource = 'sites/putuo/pads/1'", false),
        ("UPDATE claim SET start_us = end_us WHERE resource = 'sites/putuo/pads/1'", false),
        ("UPDATE claim SET start_us = start_us + 0.5 WHERE resource = 'sites/putuo/pads/1'", false),
        ("UPDATE flight SET landing_soc = 9e999", false),
        ("UPDATE flight SET payload_kg = 'fifteen'", false),
        ("UPDATE flight SET departure_us = arrival_us", false),
        ("DELETE FROM flight", false),
    ];

    private RunningService service = null!;

    [SetUp]
    public async Task Start() => service = await RunningService.StartAsync();

    [TearDown]
    public async Task Stop() => await service.DisposeAsync();

    [Test]
    public async Task The_tables_take_what_is_sound_and_refuse_what_is_not()
    {
        var pad = (await service.Flights.ScheduleFlightAsync(Requests.Schedule())).Flight.Claims.Single(claim => claim.Resource == "sites/putuo/pads/1");
        await using var connection = await OpenAsync();
        foreach (var (change, sound) in Changes)
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await using var command = connection.CreateCommand();
            command.Transaction = (SqliteTransaction)transaction;
            command.CommandText = change;
            command.Parameters.AddWithValue("$start", FlightMessages.Micros(pad.StartTime.ToDateTimeOffset()));
            command.Parameters.AddWithValue("$end", FlightMessages.Micros(pad.EndTime.ToDateTimeOffset()));
            if (sound)
            {
                Assert.That(await command.ExecuteNonQueryAsync(), Is.EqualTo(1), change);
            }
            else
            {
                var refusal = await Assert.ThrowsAsync<SqliteException>(() => command.ExecuteNonQueryAsync(), change);
                Assert.That(refusal!.SqliteErrorCode, Is.EqualTo(ConstraintFailed), change);
            }

            await transaction.RollbackAsync();
        }
    }

    [Test]
    public async Task Instants_are_whole_microseconds_since_1970()
    {
        var flight = (await service.Flights.ScheduleFlightAsync(Requests.Schedule())).Flight;
        await using var connection = await OpenAsync();
        Assert.That(await ReadAsync(connection, "SELECT typeof(departure_us) || typeof(arrival_us) || typeof(create_us) || typeof(update_us) FROM flight"), Is.EqualTo("integerintegerintegerinteger"));
        Assert.That(await ReadAsync(connection, "SELECT departure_us FROM flight"), Is.EqualTo(Requests.Nine.ToUnixTimeMilliseconds() * 1000));
        var arrival = flight.Decision.ArrivalTime;
        Assert.That(await ReadAsync(connection, "SELECT arrival_us FROM flight"), Is.EqualTo((arrival.Seconds * 1_000_000) + (arrival.Nanos / 1000)));
    }

    [Test]
    public async Task A_refused_flight_leaves_no_row_in_any_table()
    {
        await Flights.FlightsTests.FailsAsync(() => service.Flights.ScheduleFlightAsync(Requests.Schedule(Requests.Plan(kilograms: 30))).ResponseAsync);
        await using var connection = await OpenAsync();
        Assert.That(await ReadAsync(connection, "SELECT (SELECT count(*) FROM flight) + (SELECT count(*) FROM claim) + (SELECT count(*) FROM request)"), Is.Zero);
    }

    private async Task<SqliteConnection> OpenAsync()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(service.Folder, "drone.db"), ForeignKeys = true }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<object?> ReadAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }
}
