using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DroneLogistics.Service.Store.Migrations;

/// <summary>Rows on which flights are decided tell whether they are what was written; those of before tell nothing (-1).</summary>
[DbContext(typeof(SqliteOperationsDb))]
[Migration("20261130170000_Checksums")]
public sealed class ChecksumColumns : Migration
{
    private static readonly string[] Tables = ["flight", "request", "aircraft", "battery_pack"];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var table in Tables)
        {
            migrationBuilder.Sql($"ALTER TABLE {table} ADD COLUMN checksum INTEGER NOT NULL DEFAULT -1 CHECK (checksum BETWEEN -1 AND 4294967295);");
        }
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var table in Tables)
        {
            migrationBuilder.Sql($"ALTER TABLE {table} DROP COLUMN checksum;");
        }
    }
}
