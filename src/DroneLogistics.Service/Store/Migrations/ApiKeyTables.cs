using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DroneLogistics.Service.Store.Migrations;

/// <summary>API keys.</summary>
[DbContext(typeof(SqliteOperationsDb))]
[Migration("20261201020000_ApiKeys")]
public sealed class ApiKeyTables : Migration
{
    private const string Bounds = "BETWEEN 946684800000000 AND 4102531200000000";

    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql($"""
            CREATE TABLE api_key (
                id           TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
                display_name TEXT    NOT NULL CHECK (length(display_name) BETWEEN 1 AND 100),
                organization TEXT    NOT NULL CHECK (length(organization) BETWEEN 1 AND 200),
                role         INTEGER NOT NULL CHECK (role BETWEEN 1 AND 5),
                sha256       BLOB    NOT NULL CHECK (length(sha256) = 32),
                creator      TEXT    NOT NULL CHECK (length(creator) BETWEEN 1 AND 200),
                create_us    INTEGER NOT NULL CHECK (create_us {Bounds}),
                expire_us    INTEGER NOT NULL CHECK (expire_us {Bounds} AND expire_us > create_us),
                revoke_us    INTEGER NOT NULL CHECK (revoke_us = 0 OR revoke_us {Bounds})
            ) STRICT;
            """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP TABLE api_key;");
}
