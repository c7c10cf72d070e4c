using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DroneLogistics.Service.Store.Migrations.Postgres;

/// <summary>Records of the network that were added, changed or deleted at run time.</summary>
[DbContext(typeof(PostgresOperationsDb))]
[Migration("20261201010000_Network")]
public sealed class NetworkTablesPostgres : Migration
{
    private const string Bounds = "BETWEEN 946684800000000 AND 4102531200000000";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql($"""
            CREATE TABLE network_record (
                collection text COLLATE "C" NOT NULL CHECK (collection IN ('sites', 'aircraft', 'batteryPacks', 'authorizations', 'routes')),
                id         text COLLATE "C" NOT NULL CHECK (length(id) BETWEEN 1 AND 63),
                revision   bigint NOT NULL CHECK (revision > 1),
                message    bytea NOT NULL,
                create_us  bigint NOT NULL CHECK (create_us = 0 OR create_us {Bounds}),
                update_us  bigint NOT NULL CHECK (update_us {Bounds}),
                delete_us  bigint NOT NULL CHECK (delete_us = 0 OR delete_us {Bounds}),
                checksum   bigint NOT NULL,
                PRIMARY KEY (collection, id)
            );
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP TABLE network_record;");
}
