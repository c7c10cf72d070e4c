using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DroneLogistics.Service.Store.Migrations;

/// <summary>Imported forecasts.</summary>
[DbContext(typeof(SqliteOperationsDb))]
[Migration("20261129220000_Forecasts")]
public sealed class ForecastTables : Migration
{
    private const string Bounds = "BETWEEN 946684800000000 AND 4102531200000000";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql($"""
            CREATE TABLE forecast (
                id        TEXT    NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 63),
                revision  INTEGER NOT NULL CHECK (revision > 1),
                issue_us  INTEGER NOT NULL CHECK (issue_us {Bounds}),
                request   BLOB    NOT NULL CHECK (length(request) > 0),
                summary   BLOB    NOT NULL CHECK (length(summary) > 0),
                sha256    BLOB    NOT NULL CHECK (length(sha256) = 32),
                content   BLOB    NOT NULL CHECK (length(content) > 0),
                create_us INTEGER NOT NULL CHECK (create_us {Bounds})
            ) STRICT;
            """);
        migrationBuilder.Sql("CREATE INDEX forecast_issue ON forecast (issue_us, revision);");
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP TABLE forecast;");
}
