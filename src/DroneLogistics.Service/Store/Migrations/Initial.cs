using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DroneLogistics.Service.Store.Migrations;

/// <summary>
/// Flights, claims, request ids, fleet. STRICT tables with two-sided bounds: SQLite would otherwise store NaN as NULL and text as a number.
/// </summary>
[DbContext(typeof(SqliteOperationsDb))]
[Migration("20261124000000_Initial")]
public sealed class Initial : Migration
{
    // From 2000 to 2 January 2100 in microseconds: outside lie milliseconds and seconds put in the wrong field. The last day is for flights
    // that depart while requests may still name an instant, before 2100, and end after it.
    private const string Instant = "INTEGER NOT NULL CHECK ({0} BETWEEN 946684800000000 AND 4102531200000000)";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql($"""
            CREATE TABLE flight (
                id            TEXT    NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 63),
                revision      INTEGER NOT NULL UNIQUE CHECK (revision > 0),
                request_id    TEXT    NOT NULL CHECK (length(request_id) = 36),
                state         INTEGER NOT NULL CHECK (state BETWEEN 1 AND 3),
                aircraft      TEXT    NOT NULL,
                battery_pack  TEXT    NOT NULL,
                origin        TEXT    NOT NULL,
                destination   TEXT    NOT NULL,
                departure_us  {string.Format(System.Globalization.CultureInfo.InvariantCulture, Instant, "departure_us")},
                arrival_us    {string.Format(System.Globalization.CultureInfo.InvariantCulture, Instant, "arrival_us")},
                payload_kg    REAL    NOT NULL CHECK (payload_kg BETWEEN 0 AND 10000),
                takeoff_soc   REAL    NOT NULL CHECK (takeoff_soc BETWEEN 0 AND 1),
                landing_soc   REAL    NOT NULL CHECK (landing_soc BETWEEN 0 AND 1),
                message       BLOB    NOT NULL,
                create_us     {string.Format(System.Globalization.CultureInfo.InvariantCulture, Instant, "create_us")},
                update_us     {string.Format(System.Globalization.CultureInfo.InvariantCulture, Instant, "update_us")},
                cancel_reason TEXT    NOT NULL,
                CHECK (departure_us < arrival_us)
            ) STRICT;
            """);
        migrationBuilder.Sql("CREATE INDEX flight_departure ON flight (departure_us, id);");
        migrationBuilder.Sql("CREATE INDEX flight_request ON flight (request_id);");
        migrationBuilder.Sql("CREATE INDEX flight_aircraft ON flight (aircraft, departure_us) WHERE state <> 3;");
        migrationBuilder.Sql("CREATE INDEX flight_battery_pack ON flight (battery_pack, departure_us) WHERE state <> 3;");
        migrationBuilder.Sql($"""
            CREATE TABLE claim (
                flight_id TEXT    NOT NULL REFERENCES flight (id),
                kind      INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 3),
                resource  TEXT    NOT NULL CHECK (length(resource) BETWEEN 1 AND 200),
                start_us  {string.Format(System.Globalization.CultureInfo.InvariantCulture, Instant, "start_us")},
                end_us    {string.Format(System.Globalization.CultureInfo.InvariantCulture, Instant, "end_us")},
                PRIMARY KEY (resource, start_us, flight_id),
                CHECK (start_us < end_us)
            ) STRICT;
            """);
        migrationBuilder.Sql("CREATE INDEX claim_flight ON claim (flight_id);");

        // The promise itself: half-open claims on one resource never overlap, whoever writes them.
        foreach (var (name, moment) in new[] { ("claim_no_overlap", "INSERT"), ("claim_no_overlap_update", "UPDATE") })
        {
            migrationBuilder.Sql($"""
                CREATE TRIGGER {name} BEFORE {moment} ON claim
                WHEN EXISTS (
                    SELECT 1 FROM claim
                    WHERE resource = NEW.resource AND start_us < NEW.end_us AND end_us > NEW.start_us
                        {(moment == "UPDATE" ? "AND rowid <> OLD.rowid" : string.Empty)})
                BEGIN
                    SELECT RAISE(ABORT, '{SqliteOperationsDb.ClaimClashText}');
                END;
                """);
        }

        migrationBuilder.Sql("""
            CREATE TABLE request (
                request_id  TEXT    NOT NULL PRIMARY KEY CHECK (length(request_id) = 36),
                fingerprint BLOB    NOT NULL CHECK (length(fingerprint) = 32),
                response    BLOB    NOT NULL,
                create_us   INTEGER NOT NULL
            ) STRICT;
            """);
        migrationBuilder.Sql("""
            CREATE TABLE aircraft (
                id        TEXT    NOT NULL PRIMARY KEY,
                type      TEXT    NOT NULL,
                home_site TEXT    NOT NULL,
                assumed   INTEGER NOT NULL CHECK (assumed IN (0, 1))
            ) STRICT;
            """);
        migrationBuilder.Sql("""
            CREATE TABLE battery_pack (
                id        TEXT    NOT NULL PRIMARY KEY,
                type      TEXT    NOT NULL,
                home_site TEXT    NOT NULL,
                soc       REAL    NOT NULL CHECK (soc BETWEEN 0 AND 1),
                soh       REAL    NOT NULL CHECK (soh > 0 AND soh <= 1),
                assumed   INTEGER NOT NULL CHECK (assumed IN (0, 1))
            ) STRICT;
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var table in new[] { "claim", "request", "flight", "aircraft", "battery_pack" })
        {
            migrationBuilder.Sql($"DROP TABLE {table};");
        }
    }
}
