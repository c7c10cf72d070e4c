using System.Data.Common;
using Microsoft.Data.Sqlite;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Store;

/// <summary>What stands in the tables, read and written past the code of the service.</summary>
[TestFixtureSource(typeof(TestDatabases), nameof(TestDatabases.All))]
public sealed class StoredRowsTests(DatabaseKind database)
{
    private const string IntegrityConstraintViolation = "23";
    private const int ConstraintFailed = 19;

    private static readonly (string Change, bool Sound)[] Changes =
    [
        ("INSERT INTO claim (flight_id, kind, resource, start_us, end_us) SELECT id, 1, 'sites/putuo/pads/1', $start + 1, $end + 1 FROM flight", false),
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
        ("UPDATE claim SET high_m = low_m WHERE resource = 'sites/putuo/pads/1'", false),
        ("UPDATE claim SET resource = NULL WHERE resource = 'sites/putuo/pads/1'", false),
        ("UPDATE claim SET end_us = NULL WHERE resource = 'sites/putuo/pads/1'", false),
        ("UPDATE claim SET end_us = 9223372036854775807 WHERE resource = 'sites/putuo/pads/1'", false),
        ("UPDATE flight SET landing_soc = 1.1", false),
        ("UPDATE flight SET departure_us = arrival_us", false),
        ("DELETE FROM flight", false),
        ("UPDATE audit SET detail = 'another'", false),
        ("DELETE FROM audit", false),
    ];

    private static readonly (string Change, bool Sound)[] OfSqlite =
    [
        ("INSERT OR REPLACE INTO claim (flight_id, kind, resource, start_us, end_us) SELECT id, 1, 'sites/putuo/pads/1', $start, $end FROM flight", false),
        ("UPDATE claim SET start_us = start_us + 0.5 WHERE resource = 'sites/putuo/pads/1'", false),
        ("UPDATE flight SET landing_soc = 9e999", false),
        ("UPDATE flight SET payload_kg = 'fifteen'", false),
    ];

    private static readonly (string Change, bool Sound)[] OfPostgres =
    [
        ("UPDATE flight SET landing_soc = 'NaN'", false),
        ("UPDATE flight SET landing_soc = 'Infinity'", false),
        ("UPDATE flight SET payload_kg = 'NaN'", false),
        ("TRUNCATE audit", false),
    ];

    private RunningService service = null!;

    [SetUp]
    public async Task Start() => service = await RunningService.StartAsync(database);

    [TearDown]
    public async Task Stop() => await service.DisposeAsync();

    [Test]
    public async Task The_tables_take_what_is_sound_and_refuse_what_is_not()
    {
        var pad = (await service.Flights.ScheduleFlightAsync(Requests.Schedule())).Flight.Claims.Single(claim => claim.Resource == "sites/putuo/pads/1");
        await using var connection = await TestSql.OpenAsync(service.Database);
        var (start, end) = (FlightMessages.Micros(pad.StartTime.ToDateTimeOffset()), FlightMessages.Micros(pad.EndTime.ToDateTimeOffset()));
        foreach (var (template, sound) in Changes.Concat(database == DatabaseKind.Sqlite ? OfSqlite : OfPostgres))
        {
            var change = template.Replace("$start", $"{start}", StringComparison.Ordinal).Replace("$end", $"{end}", StringComparison.Ordinal);
            await using var transaction = await connection.BeginTransactionAsync();
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = change;
            if (sound)
            {
                Assert.That(await command.ExecuteNonQueryAsync(), Is.EqualTo(1), change);
            }
            else
            {
                var refusal = await Assert.CatchAsync<DbException>(() => command.ExecuteNonQueryAsync(), change);
                Assert.That(refusal is SqliteException { SqliteErrorCode: ConstraintFailed } || refusal!.SqlState!.StartsWith(IntegrityConstraintViolation, StringComparison.Ordinal), $"{change}: {refusal.Message}");
            }

            await transaction.RollbackAsync();
        }
    }

    [Test]
    public async Task Instants_are_whole_microseconds_since_1970()
    {
        var flight = (await service.Flights.ScheduleFlightAsync(Requests.Schedule())).Flight;
        await using var connection = await TestSql.OpenAsync(service.Database);
        var (typeOf, integer) = database == DatabaseKind.Sqlite ? ("typeof", "integer") : ("pg_typeof", "bigint");
        foreach (var column in new[] { "departure_us", "arrival_us", "create_us", "update_us" })
        {
            Assert.That(await ReadAsync(connection, $"SELECT CAST({typeOf}({column}) AS text) FROM flight"), Is.EqualTo(integer));
        }

        Assert.That(await ReadAsync(connection, "SELECT departure_us FROM flight"), Is.EqualTo(Requests.Nine.ToUnixTimeMilliseconds() * 1000));
        var arrival = flight.Decision.ArrivalTime;
        Assert.That(await ReadAsync(connection, "SELECT arrival_us FROM flight"), Is.EqualTo((arrival.Seconds * 1_000_000) + (arrival.Nanos / 1000)));
    }

    [Test]
    public async Task A_refused_flight_leaves_no_row_in_any_table()
    {
        await Flights.FlightsTests.FailsAsync(() => service.Flights.ScheduleFlightAsync(Requests.Schedule(Requests.Plan(kilograms: 30))).ResponseAsync);
        await using var connection = await TestSql.OpenAsync(service.Database);
        Assert.That(await ReadAsync(connection, "SELECT (SELECT count(*) FROM flight) + (SELECT count(*) FROM claim) + (SELECT count(*) FROM request)"), Is.Zero);
    }

    private static async Task<object?> ReadAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }
}
