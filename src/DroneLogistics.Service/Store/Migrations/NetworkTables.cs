using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DroneLogistics.Service.Store.Migrations;

/// <summary>Records of the network that were added, changed or deleted at run time.</summary>
[DbContext(typeof(SqliteOperationsDb))]
[Migration("20261201010000_Network")]
public sealed class NetworkTables : Migration
{
    private const string Bounds = "BETWEEN 946684800000000 AND 4102531200000000";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql($"""
            CREATE TABLE network_record (
                collection TEXT    NOT NULL CHECK (collection IN ('sites', 'aircraft', 'batteryPacks', 'authorizations', 'routes')),
                id         TEXT    NOT NULL CHECK (length(id) BETWEEN 1 AND 63),
                revision   INTEGER NOT NULL CHECK (revision > 1),
                message    BLOB    NOT NULL,
                create_us  INTEGER NOT NULL CHECK (create_us = 0 OR create_us {Bounds}),
                update_us  INTEGER NOT NULL CHECK (update_us {Bounds}),
                delete_us  INTEGER NOT NULL CHECK (delete_us = 0 OR delete_us {Bounds}),
                checksum   INTEGER NOT NULL,
                PRIMARY KEY (collection, id)
            ) STRICT;
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP TABLE network_record;");
}
