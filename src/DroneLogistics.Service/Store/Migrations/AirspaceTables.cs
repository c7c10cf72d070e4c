using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DroneLogistics.Service.Store.Migrations;

/// <summary>Imported zones, and the count of changes of the airspace.</summary>
[DbContext(typeof(SqliteOperationsDb))]
[Migration("20261124160000_Airspace")]
public sealed class AirspaceTables : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""
            CREATE TABLE airspace (
                id       INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
                revision INTEGER NOT NULL CHECK (revision > 0)
            ) STRICT;
            """);
        migrationBuilder.Sql("INSERT INTO airspace (id, revision) VALUES (1, 1);");
        migrationBuilder.Sql("""
            CREATE TABLE geozone_set (
                id            TEXT    NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 63),
                revision      INTEGER NOT NULL CHECK (revision > 1),
                file_name     TEXT    NOT NULL CHECK (length(file_name) BETWEEN 1 AND 200),
                format        INTEGER NOT NULL CHECK (format BETWEEN 0 AND 5),
                mode          INTEGER NOT NULL CHECK (mode IN (0, 1)),
                source        TEXT    NOT NULL CHECK (length(source) BETWEEN 1 AND 200),
                source_status INTEGER NOT NULL CHECK (source_status BETWEEN 1 AND 4),
                licence       TEXT    NOT NULL CHECK (length(licence) <= 200),
                sha256        BLOB    NOT NULL CHECK (length(sha256) = 32),
                content       BLOB    NOT NULL CHECK (length(content) > 0),
                create_us     INTEGER NOT NULL CHECK (create_us BETWEEN 946684800000000 AND 4102531200000000)
            ) STRICT;
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("DROP TABLE geozone_set;");
        migrationBuilder.Sql("DROP TABLE airspace;");
    }
}
