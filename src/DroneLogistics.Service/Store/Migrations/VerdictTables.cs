using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DroneLogistics.Service.Store.Migrations;

/// <summary>How booked flights stand now, what brought it, and everything that happened to flights in its order.</summary>
[DbContext(typeof(SqliteOperationsDb))]
[Migration("20261129230000_Verdicts")]
public sealed class VerdictTables : Migration
{
    private const string Bounds = "BETWEEN 946684800000000 AND 4102531200000000";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("ALTER TABLE flight ADD COLUMN verdict BLOB NOT NULL DEFAULT X'';");
        migrationBuilder.Sql("ALTER TABLE airspace ADD COLUMN checked_revision INTEGER NOT NULL DEFAULT 0 CHECK (checked_revision >= 0);");
        migrationBuilder.Sql($"""
            CREATE TABLE airspace_change (
                revision  INTEGER NOT NULL PRIMARY KEY CHECK (revision > 1),
                cause     TEXT    NOT NULL CHECK (length(cause) BETWEEN 1 AND 200),
                create_us INTEGER NOT NULL CHECK (create_us {Bounds})
            ) STRICT;
            """);

        // AUTOINCREMENT: a number is never given twice, so that who has seen one knows what is newer.
        migrationBuilder.Sql($"""
            CREATE TABLE flight_change (
                revision  INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
                flight_id TEXT    NOT NULL,
                message   BLOB    NOT NULL CHECK (length(message) > 0),
                create_us INTEGER NOT NULL CHECK (create_us {Bounds})
            ) STRICT;
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("DROP TABLE flight_change;");
        migrationBuilder.Sql("DROP TABLE airspace_change;");
        migrationBuilder.Sql("ALTER TABLE airspace DROP COLUMN checked_revision;");
        migrationBuilder.Sql("ALTER TABLE flight DROP COLUMN verdict;");
    }
}
