using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DroneLogistics.Service.Store.Migrations;

/// <summary>Claims on airspace: bands of altitude in which claims on one resource may lie over each other, and two further kinds.</summary>
[DbContext(typeof(SqliteOperationsDb))]
[Migration("20261130100000_ClaimAltitudes")]
public sealed class ClaimAltitudes : Migration
{
    private const string Bounds = "BETWEEN 946684800000000 AND 4102531200000000";

    // SQLite adds no check to a table that is there: it is laid out anew. Triggers and indexes go with the old one.
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("ALTER TABLE claim RENAME TO claim_before;");
        migrationBuilder.Sql($"""
            CREATE TABLE claim (
                flight_id TEXT    NOT NULL REFERENCES flight (id),
                kind      INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 5),
                resource  TEXT    NOT NULL CHECK (length(resource) BETWEEN 1 AND 200),
                low_m     INTEGER NOT NULL DEFAULT 0 CHECK (low_m BETWEEN -1000 AND 30000),
                high_m    INTEGER NOT NULL DEFAULT 1 CHECK (high_m BETWEEN -1000 AND 30000),
                start_us  INTEGER NOT NULL CHECK (start_us {Bounds}),
                end_us    INTEGER NOT NULL CHECK (end_us {Bounds}),
                PRIMARY KEY (resource, start_us, flight_id, low_m),
                CHECK (start_us < end_us),
                CHECK (low_m < high_m)
            ) STRICT;
            """);
        migrationBuilder.Sql("INSERT INTO claim (flight_id, kind, resource, start_us, end_us) SELECT flight_id, kind, resource, start_us, end_us FROM claim_before;");
        migrationBuilder.Sql("DROP TABLE claim_before;");
        migrationBuilder.Sql("CREATE INDEX claim_flight ON claim (flight_id);");
        Guard(migrationBuilder, "AND low_m < NEW.high_m AND high_m > NEW.low_m");
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("ALTER TABLE claim RENAME TO claim_after;");
        migrationBuilder.Sql($"""
            CREATE TABLE claim (
                flight_id TEXT    NOT NULL REFERENCES flight (id),
                kind      INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 3),
                resource  TEXT    NOT NULL CHECK (length(resource) BETWEEN 1 AND 200),
                start_us  INTEGER NOT NULL CHECK (start_us {Bounds}),
                end_us    INTEGER NOT NULL CHECK (end_us {Bounds}),
                PRIMARY KEY (resource, start_us, flight_id),
                CHECK (start_us < end_us)
            ) STRICT;
            """);
        migrationBuilder.Sql("INSERT INTO claim SELECT flight_id, kind, resource, start_us, end_us FROM claim_after WHERE kind <= 3;");
        migrationBuilder.Sql("DROP TABLE claim_after;");
        migrationBuilder.Sql("CREATE INDEX claim_flight ON claim (flight_id);");
        Guard(migrationBuilder, string.Empty);
    }

    /// <summary>The promise itself: half-open claims on one resource never overlap, whoever writes them.</summary>
    private static void Guard(MigrationBuilder migrationBuilder, string altitudes)
    {
        foreach (var (name, moment) in new[] { ("claim_no_overlap", "INSERT"), ("claim_no_overlap_update", "UPDATE") })
        {
            migrationBuilder.Sql($"""
                CREATE TRIGGER {name} BEFORE {moment} ON claim
                WHEN EXISTS (
                    SELECT 1 FROM claim
                    WHERE resource = NEW.resource AND start_us < NEW.end_us AND end_us > NEW.start_us {altitudes}
                        {(moment == "UPDATE" ? "AND rowid <> OLD.rowid" : string.Empty)})
                BEGIN
                    SELECT RAISE(ABORT, '{SqliteOperationsDb.ClaimClashText}');
                END;
                """);
        }
    }
}
