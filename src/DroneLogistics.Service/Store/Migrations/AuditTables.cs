using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DroneLogistics.Service.Store.Migrations;

/// <summary>Who did what: organization and principal of flights, request ids by organization, and the audit log.</summary>
[DbContext(typeof(SqliteOperationsDb))]
[Migration("20261130110000_Audit")]
public sealed class AuditTables : Migration
{
    private const string Bounds = "BETWEEN 946684800000000 AND 4102531200000000";

    private const string Requests = """
        CREATE TABLE request (
            {0}
            request_id  TEXT    NOT NULL CHECK (length(request_id) = 36),
            fingerprint BLOB    NOT NULL CHECK (length(fingerprint) = 32),
            response    BLOB    NOT NULL,
            create_us   INTEGER NOT NULL,
            PRIMARY KEY ({1})
        ) STRICT;
        """;

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        // Until now there was one organization, and whoever reached the loopback address.
        migrationBuilder.Sql($"ALTER TABLE flight ADD COLUMN organization TEXT NOT NULL DEFAULT '{Caller.LocalOrganization}' CHECK (length(organization) BETWEEN 1 AND 200);");
        migrationBuilder.Sql($"ALTER TABLE flight ADD COLUMN principal TEXT NOT NULL DEFAULT '{Caller.LocalPrincipal}' CHECK (length(principal) BETWEEN 1 AND 200);");
        migrationBuilder.Sql("ALTER TABLE request RENAME TO request_before;");
        migrationBuilder.Sql(string.Format(System.Globalization.CultureInfo.InvariantCulture, Requests, "organization TEXT NOT NULL CHECK (length(organization) BETWEEN 1 AND 200),", "organization, request_id"));
        migrationBuilder.Sql($"INSERT INTO request (organization, request_id, fingerprint, response, create_us) SELECT '{Caller.LocalOrganization}', request_id, fingerprint, response, create_us FROM request_before;");
        migrationBuilder.Sql("DROP TABLE request_before;");
        migrationBuilder.Sql("CREATE INDEX request_create ON request (create_us);");
        migrationBuilder.Sql($"""
            CREATE TABLE audit (
                sequence     INTEGER NOT NULL PRIMARY KEY CHECK (sequence > 0),
                create_us    INTEGER NOT NULL CHECK (create_us {Bounds}),
                organization TEXT    NOT NULL CHECK (length(organization) BETWEEN 1 AND 200),
                principal    TEXT    NOT NULL CHECK (length(principal) BETWEEN 1 AND 200),
                action       TEXT    NOT NULL CHECK (length(action) BETWEEN 1 AND 100),
                subject      TEXT    NOT NULL CHECK (length(subject) <= 300),
                detail       TEXT    NOT NULL CHECK (length(detail) <= 1000),
                body_sha256  BLOB    NOT NULL CHECK (length(body_sha256) = 32),
                previous     BLOB    NOT NULL CHECK (length(previous) = 32),
                hash         BLOB    NOT NULL CHECK (length(hash) = 32),
                key_id       BLOB    NOT NULL CHECK (length(key_id) = 8),
                seal         BLOB    NOT NULL CHECK (length(seal) = 32)
            ) STRICT;
            """);

        // They keep honest code from it; whoever may drop a trigger is found by `drone audit verify`.
        foreach (var moment in new[] { "UPDATE", "DELETE" })
        {
            migrationBuilder.Sql($"CREATE TRIGGER audit_no_{moment.ToLowerInvariant()} BEFORE {moment} ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is only ever added to'); END;");
        }
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("DROP TABLE audit;");
        migrationBuilder.Sql("ALTER TABLE request RENAME TO request_after;");
        migrationBuilder.Sql(string.Format(System.Globalization.CultureInfo.InvariantCulture, Requests, string.Empty, "request_id"));
        migrationBuilder.Sql("INSERT INTO request SELECT request_id, fingerprint, response, create_us FROM request_after;");
        migrationBuilder.Sql("DROP TABLE request_after;");
        migrationBuilder.Sql("ALTER TABLE flight DROP COLUMN principal;");
        migrationBuilder.Sql("ALTER TABLE flight DROP COLUMN organization;");
    }
}
