using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DroneLogistics.Service.Store.Migrations;

/// <summary>
/// No claim is longer than two days (a flight lands within one, and is prepared and turned around within hours), so that a claim is held against
/// those of the days before it and not against all that ever were; and the claims of a resource lie together.
/// </summary>
[DbContext(typeof(SqliteOperationsDb))]
[Migration("20261130120000_ClaimSpans")]
public sealed class ClaimSpans : Migration
{
    private const string Bounds = "BETWEEN 946684800000000 AND 4102531200000000";
    private const string Longest = "172800000000";

    protected override void Up(MigrationBuilder migrationBuilder) => LayOut(
        migrationBuilder,
        $", CHECK (end_us - start_us <= {Longest})",
        "WITHOUT ROWID, STRICT",
        $"AND start_us > NEW.start_us - {Longest}",
        "NOT (resource = OLD.resource AND start_us = OLD.start_us AND flight_id = OLD.flight_id AND low_m = OLD.low_m)");

    protected override void Down(MigrationBuilder migrationBuilder) => LayOut(migrationBuilder, string.Empty, "STRICT", string.Empty, "rowid <> OLD.rowid");

    private static void LayOut(MigrationBuilder migrationBuilder, string check, string kind, string near, string another)
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
                {check}
            ) {kind};
            """);
        migrationBuilder.Sql("""
            INSERT INTO claim (flight_id, kind, resource, low_m, high_m, start_us, end_us)
            SELECT flight_id, kind, resource, low_m, high_m, start_us, end_us FROM claim_before ORDER BY resource, start_us;
            """);
        migrationBuilder.Sql("DROP TABLE claim_before;");
        migrationBuilder.Sql("CREATE INDEX claim_flight ON claim (flight_id);");
        foreach (var (name, moment, other) in new[] { ("claim_no_overlap", "INSERT", "1"), ("claim_no_overlap_update", "UPDATE", another) })
        {
            migrationBuilder.Sql($"""
                CREATE TRIGGER {name} BEFORE {moment} ON claim
                WHEN EXISTS (
                    SELECT 1 FROM claim
                    WHERE resource = NEW.resource AND start_us < NEW.end_us {near} AND end_us > NEW.start_us AND low_m < NEW.high_m AND high_m > NEW.low_m AND {other})
                BEGIN
                    SELECT RAISE(ABORT, '{SqliteOperationsDb.ClaimClashText}');
                END;
                """);
        }
    }
}
