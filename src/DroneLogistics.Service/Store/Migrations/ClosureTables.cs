using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DroneLogistics.Service.Store.Migrations;

/// <summary>Closures, routes with their versions, and the revision of the zones alone, on which assessments rest.</summary>
[DbContext(typeof(SqliteOperationsDb))]
[Migration("20261124170000_Closures")]
public sealed class ClosureTables : Migration
{
    private const string Bounds = "BETWEEN 946684800000000 AND 4102531200000000";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        // Imports were the only changes so far.
        migrationBuilder.Sql("ALTER TABLE airspace ADD COLUMN zones_revision INTEGER NOT NULL DEFAULT 1 CHECK (zones_revision > 0);");
        migrationBuilder.Sql("UPDATE airspace SET zones_revision = revision;");
        migrationBuilder.Sql($"""
            CREATE TABLE closure (
                id        TEXT    NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 63),
                revision  INTEGER NOT NULL CHECK (revision > 1),
                message   BLOB    NOT NULL CHECK (length(message) > 0),
                start_us  INTEGER NOT NULL CHECK (start_us {Bounds}),
                end_us    INTEGER NOT NULL CHECK (end_us {Bounds}),
                create_us INTEGER NOT NULL CHECK (create_us {Bounds}),
                CHECK (start_us < end_us)
            ) STRICT;
            """);
        migrationBuilder.Sql("CREATE INDEX closure_start ON closure (start_us, id);");
        migrationBuilder.Sql($"""
            CREATE TABLE route (
                id           TEXT    NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 63),
                revision     INTEGER NOT NULL CHECK (revision > 1),
                version      INTEGER NOT NULL CHECK (version BETWEEN 1 AND 1000000),
                state        INTEGER NOT NULL CHECK (state BETWEEN 0 AND 4),
                state_reason TEXT    NOT NULL CHECK (length(state_reason) <= 200),
                definition   BLOB    NOT NULL CHECK (length(definition) > 0),
                assessment   BLOB    NOT NULL,
                create_us    INTEGER NOT NULL CHECK (create_us = 0 OR create_us {Bounds}),
                update_us    INTEGER NOT NULL CHECK (update_us {Bounds})
            ) STRICT;
            """);
        migrationBuilder.Sql($"""
            CREATE TABLE route_version (
                id         TEXT    NOT NULL,
                version    INTEGER NOT NULL CHECK (version BETWEEN 1 AND 1000000),
                definition BLOB    NOT NULL CHECK (length(definition) > 0),
                create_us  INTEGER NOT NULL CHECK (create_us {Bounds}),
                PRIMARY KEY (id, version)
            ) STRICT;
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var table in new[] { "route_version", "route", "closure" })
        {
            migrationBuilder.Sql($"DROP TABLE {table};");
        }

        migrationBuilder.Sql("ALTER TABLE airspace DROP COLUMN zones_revision;");
    }
}
