using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DroneLogistics.Service.Store.Migrations;

/// <summary>Imported obstacles.</summary>
[DbContext(typeof(SqliteOperationsDb))]
[Migration("20261129160000_Obstacles")]
public sealed class ObstacleTables : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("""
            CREATE TABLE obstacle_set (
                id            TEXT    NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 63),
                revision      INTEGER NOT NULL CHECK (revision > 1),
                file_name     TEXT    NOT NULL CHECK (length(file_name) BETWEEN 1 AND 200),
                source        TEXT    NOT NULL CHECK (length(source) BETWEEN 1 AND 200),
                source_status INTEGER NOT NULL CHECK (source_status BETWEEN 1 AND 4),
                licence       TEXT    NOT NULL CHECK (length(licence) <= 200),
                sha256        BLOB    NOT NULL CHECK (length(sha256) = 32),
                content       BLOB    NOT NULL CHECK (length(content) > 0),
                create_us     INTEGER NOT NULL CHECK (create_us BETWEEN 946684800000000 AND 4102531200000000)
            ) STRICT;
            """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP TABLE obstacle_set;");
}
