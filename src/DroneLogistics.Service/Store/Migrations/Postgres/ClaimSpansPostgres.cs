using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DroneLogistics.Service.Store.Migrations.Postgres;

/// <summary>No claim is longer than two days, as on SQLite.</summary>
[DbContext(typeof(PostgresOperationsDb))]
[Migration("20261130120000_ClaimSpans")]
public sealed class ClaimSpansPostgres : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("ALTER TABLE claim ADD CONSTRAINT claim_span CHECK (end_us - start_us <= 172800000000);");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("ALTER TABLE claim DROP CONSTRAINT claim_span;");
}
