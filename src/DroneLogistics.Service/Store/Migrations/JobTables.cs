using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DroneLogistics.Service.Store.Migrations;

/// <summary>Long work that services take from each other when they fall.</summary>
[DbContext(typeof(SqliteOperationsDb))]
[Migration("20261130160000_Jobs")]
public sealed class JobTables : Migration
{
    private const string Bounds = "BETWEEN 946684800000000 AND 4102531200000000";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql($"""
            CREATE TABLE job (
                id             TEXT    NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 63),
                kind           TEXT    NOT NULL CHECK (length(kind) BETWEEN 1 AND 63),
                key            TEXT    NOT NULL CHECK (length(key) BETWEEN 1 AND 200),
                input          BLOB    NOT NULL,
                state          INTEGER NOT NULL CHECK (state BETWEEN 1 AND 5),
                progress       REAL    NOT NULL CHECK (progress BETWEEN 0 AND 1),
                stage          TEXT    NOT NULL CHECK (length(stage) <= 100),
                owner          TEXT    NOT NULL CHECK (length(owner) <= 200),
                lease_until_us INTEGER NOT NULL CHECK (lease_until_us = 0 OR lease_until_us {Bounds}),
                token          INTEGER NOT NULL CHECK (token >= 0),
                tries          INTEGER NOT NULL CHECK (tries >= 0),
                cancel_asked   INTEGER NOT NULL CHECK (cancel_asked IN (0, 1)),
                result         BLOB,
                error          TEXT    NOT NULL CHECK (length(error) <= 500),
                create_us      INTEGER NOT NULL CHECK (create_us {Bounds}),
                update_us      INTEGER NOT NULL CHECK (update_us {Bounds}),
                UNIQUE (kind, key),
                CHECK ((state = 3) = (result IS NOT NULL))
            ) STRICT;
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP TABLE job;");
}
