using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DroneLogistics.Service.Store.Migrations.Postgres;

/// <summary>Long work that services take from each other when they fall.</summary>
[DbContext(typeof(PostgresOperationsDb))]
[Migration("20261130160000_Jobs")]
public sealed class JobTablesPostgres : Migration
{
    private const string Bounds = "BETWEEN 946684800000000 AND 4102531200000000";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql($"""
            CREATE TABLE job (
                id             text COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 63),
                kind           text COLLATE "C" NOT NULL CHECK (length(kind) BETWEEN 1 AND 63),
                key            text COLLATE "C" NOT NULL CHECK (length(key) BETWEEN 1 AND 200),
                input          bytea NOT NULL,
                state          integer NOT NULL CHECK (state BETWEEN 1 AND 5),
                progress       double precision NOT NULL CHECK (progress BETWEEN 0 AND 1),
                stage          text NOT NULL CHECK (length(stage) <= 100),
                owner          text NOT NULL CHECK (length(owner) <= 200),
                lease_until_us bigint NOT NULL CHECK (lease_until_us = 0 OR lease_until_us {Bounds}),
                token          bigint NOT NULL CHECK (token >= 0),
                tries          integer NOT NULL CHECK (tries >= 0),
                cancel_asked   integer NOT NULL CHECK (cancel_asked IN (0, 1)),
                result         bytea,
                error          text NOT NULL CHECK (length(error) <= 500),
                create_us      bigint NOT NULL CHECK (create_us {Bounds}),
                update_us      bigint NOT NULL CHECK (update_us {Bounds}),
                UNIQUE (kind, key),
                CHECK ((state = 3) = (result IS NOT NULL))
            );
            """);

        // Results come packed: to pack them once more would only take time.
        migrationBuilder.Sql("ALTER TABLE job ALTER COLUMN result SET STORAGE EXTERNAL;");
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP TABLE job;");
}
