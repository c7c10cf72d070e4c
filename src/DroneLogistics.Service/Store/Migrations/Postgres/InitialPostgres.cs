using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DroneLogistics.Service.Store.Migrations.Postgres;

/// <summary>
/// All tables on PostgreSQL, as those of SQLite after the migrations beside. Bounds are two-sided, as NaN is above every number there. Text is
/// ordered by its bytes, as SQLite does.
/// </summary>
[DbContext(typeof(PostgresOperationsDb))]
[Migration("20261130110000_Initial")]
public sealed class InitialPostgres : Migration
{
    private const string Text = "text COLLATE \"C\" NOT NULL";

    // From 2000 to 2 January 2100 in microseconds; see the first migration of SQLite.
    private const string Bounds = "BETWEEN 946684800000000 AND 4102531200000000";

    private static readonly string[] Tables =
    [
        $"""
        CREATE TABLE flight (
            id            {Text} PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 63),
            revision      bigint NOT NULL UNIQUE CHECK (revision > 0),
            organization  {Text} CHECK (length(organization) BETWEEN 1 AND 200),
            principal     {Text} CHECK (length(principal) BETWEEN 1 AND 200),
            request_id    {Text} CHECK (length(request_id) = 36),
            state         integer NOT NULL CHECK (state BETWEEN 1 AND 3),
            aircraft      {Text},
            battery_pack  {Text},
            origin        {Text},
            destination   {Text},
            departure_us  bigint NOT NULL CHECK (departure_us {Bounds}),
            arrival_us    bigint NOT NULL CHECK (arrival_us {Bounds}),
            payload_kg    double precision NOT NULL CHECK (payload_kg BETWEEN 0 AND 10000),
            takeoff_soc   double precision NOT NULL CHECK (takeoff_soc BETWEEN 0 AND 1),
            landing_soc   double precision NOT NULL CHECK (landing_soc BETWEEN 0 AND 1),
            message       bytea NOT NULL,
            verdict       bytea NOT NULL DEFAULT '',
            create_us     bigint NOT NULL CHECK (create_us {Bounds}),
            update_us     bigint NOT NULL CHECK (update_us {Bounds}),
            cancel_reason {Text},
            CHECK (departure_us < arrival_us)
        );
        """,
        "CREATE INDEX flight_departure ON flight (departure_us, id);",
        "CREATE INDEX flight_request ON flight (request_id);",
        "CREATE INDEX flight_aircraft ON flight (aircraft, departure_us) WHERE state <> 3;",
        "CREATE INDEX flight_battery_pack ON flight (battery_pack, departure_us) WHERE state <> 3;",

        // The promise itself. Both ranges come from bounds that are not null, finite as integers are, and in order; that none is empty or open
        // all the same is checked once more, as a range that is would pass the constraint unseen.
        $"""
        CREATE TABLE claim (
            flight_id {Text} REFERENCES flight (id),
            kind      integer NOT NULL CHECK (kind BETWEEN 1 AND 5),
            resource  {Text} CHECK (length(resource) BETWEEN 1 AND 200),
            low_m     integer NOT NULL DEFAULT 0 CHECK (low_m BETWEEN -1000 AND 30000),
            high_m    integer NOT NULL DEFAULT 1 CHECK (high_m BETWEEN -1000 AND 30000),
            start_us  bigint NOT NULL CHECK (start_us {Bounds}),
            end_us    bigint NOT NULL CHECK (end_us {Bounds}),
            alt       int4range NOT NULL GENERATED ALWAYS AS (int4range(low_m, high_m, '[)')) STORED,
            during    int8range NOT NULL GENERATED ALWAYS AS (int8range(start_us, end_us, '[)')) STORED,
            PRIMARY KEY (resource, start_us, flight_id, low_m),
            CHECK (start_us < end_us),
            CHECK (low_m < high_m),
            CHECK (NOT isempty(alt) AND NOT lower_inf(alt) AND NOT upper_inf(alt) AND lower_inc(alt) AND NOT upper_inc(alt)),
            CHECK (NOT isempty(during) AND NOT lower_inf(during) AND NOT upper_inf(during) AND lower_inc(during) AND NOT upper_inc(during)),
            CONSTRAINT {PostgresOperationsDb.ClaimClashConstraint} EXCLUDE USING gist (resource WITH =, alt WITH &&, during WITH &&)
        );
        """,
        "CREATE INDEX claim_flight ON claim (flight_id);",
        $"""
        CREATE TABLE request (
            organization {Text} CHECK (length(organization) BETWEEN 1 AND 200),
            request_id   {Text} CHECK (length(request_id) = 36),
            fingerprint  bytea NOT NULL CHECK (length(fingerprint) = 32),
            response     bytea NOT NULL,
            create_us    bigint NOT NULL CHECK (create_us {Bounds}),
            PRIMARY KEY (organization, request_id)
        );
        """,
        "CREATE INDEX request_create ON request (create_us);",
        $"""
        CREATE TABLE aircraft (
            id        {Text} PRIMARY KEY,
            type      {Text},
            home_site {Text},
            assumed   bigint NOT NULL CHECK (assumed IN (0, 1))
        );
        """,
        $"""
        CREATE TABLE battery_pack (
            id        {Text} PRIMARY KEY,
            type      {Text},
            home_site {Text},
            soc       double precision NOT NULL CHECK (soc BETWEEN 0 AND 1),
            soh       double precision NOT NULL CHECK (soh > 0 AND soh <= 1),
            assumed   bigint NOT NULL CHECK (assumed IN (0, 1))
        );
        """,
        """
        CREATE TABLE airspace (
            id               bigint PRIMARY KEY CHECK (id = 1),
            revision         bigint NOT NULL CHECK (revision > 0),
            zones_revision   bigint NOT NULL DEFAULT 1 CHECK (zones_revision > 0),
            checked_revision bigint NOT NULL DEFAULT 0 CHECK (checked_revision >= 0)
        );
        """,
        "INSERT INTO airspace (id, revision) VALUES (1, 1);",
        $"""
        CREATE TABLE airspace_change (
            revision  bigint PRIMARY KEY CHECK (revision > 1),
            cause     {Text} CHECK (length(cause) BETWEEN 1 AND 200),
            create_us bigint NOT NULL CHECK (create_us {Bounds})
        );
        """,

        // A number is drawn only under the lock of the writers: numbers follow each other as the commits do.
        $"""
        CREATE TABLE flight_change (
            revision  bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
            flight_id {Text},
            message   bytea NOT NULL CHECK (length(message) > 0),
            create_us bigint NOT NULL CHECK (create_us {Bounds})
        );
        """,
        $"""
        CREATE TABLE geozone_set (
            id            {Text} PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 63),
            revision      bigint NOT NULL CHECK (revision > 1),
            file_name     {Text} CHECK (length(file_name) BETWEEN 1 AND 200),
            format        integer NOT NULL CHECK (format BETWEEN 0 AND 5),
            mode          integer NOT NULL CHECK (mode IN (0, 1)),
            source        {Text} CHECK (length(source) BETWEEN 1 AND 200),
            source_status integer NOT NULL CHECK (source_status BETWEEN 1 AND 4),
            licence       {Text} CHECK (length(licence) <= 200),
            sha256        bytea NOT NULL CHECK (length(sha256) = 32),
            content       bytea NOT NULL CHECK (length(content) > 0),
            create_us     bigint NOT NULL CHECK (create_us {Bounds})
        );
        """,
        $"""
        CREATE TABLE obstacle_set (
            id            {Text} PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 63),
            revision      bigint NOT NULL CHECK (revision > 1),
            file_name     {Text} CHECK (length(file_name) BETWEEN 1 AND 200),
            source        {Text} CHECK (length(source) BETWEEN 1 AND 200),
            source_status integer NOT NULL CHECK (source_status BETWEEN 1 AND 4),
            licence       {Text} CHECK (length(licence) <= 200),
            sha256        bytea NOT NULL CHECK (length(sha256) = 32),
            content       bytea NOT NULL CHECK (length(content) > 0),
            create_us     bigint NOT NULL CHECK (create_us {Bounds})
        );
        """,
        $"""
        CREATE TABLE closure (
            id        {Text} PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 63),
            revision  bigint NOT NULL CHECK (revision > 1),
            message   bytea NOT NULL CHECK (length(message) > 0),
            start_us  bigint NOT NULL CHECK (start_us {Bounds}),
            end_us    bigint NOT NULL CHECK (end_us {Bounds}),
            create_us bigint NOT NULL CHECK (create_us {Bounds}),
            CHECK (start_us < end_us)
        );
        """,
        "CREATE INDEX closure_start ON closure (start_us, id);",
        $"""
        CREATE TABLE route (
            id           {Text} PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 63),
            revision     bigint NOT NULL CHECK (revision > 1),
            version      integer NOT NULL CHECK (version BETWEEN 1 AND 1000000),
            state        integer NOT NULL CHECK (state BETWEEN 0 AND 4),
            state_reason {Text} CHECK (length(state_reason) <= 200),
            definition   bytea NOT NULL CHECK (length(definition) > 0),
            assessment   bytea NOT NULL,
            create_us    bigint NOT NULL CHECK (create_us = 0 OR create_us {Bounds}),
            update_us    bigint NOT NULL CHECK (update_us {Bounds})
        );
        """,
        $"""
        CREATE TABLE route_version (
            id         {Text},
            version    integer NOT NULL CHECK (version BETWEEN 1 AND 1000000),
            definition bytea NOT NULL CHECK (length(definition) > 0),
            create_us  bigint NOT NULL CHECK (create_us {Bounds}),
            PRIMARY KEY (id, version)
        );
        """,
        $"""
        CREATE TABLE forecast (
            id        {Text} PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 63),
            revision  bigint NOT NULL CHECK (revision > 1),
            issue_us  bigint NOT NULL CHECK (issue_us {Bounds}),
            request   bytea NOT NULL CHECK (length(request) > 0),
            summary   bytea NOT NULL CHECK (length(summary) > 0),
            sha256    bytea NOT NULL CHECK (length(sha256) = 32),
            content   bytea NOT NULL CHECK (length(content) > 0),
            create_us bigint NOT NULL CHECK (create_us {Bounds})
        );
        """,
        "CREATE INDEX forecast_issue ON forecast (issue_us, revision);",
        $"""
        CREATE TABLE audit (
            sequence     bigint PRIMARY KEY CHECK (sequence > 0),
            create_us    bigint NOT NULL CHECK (create_us {Bounds}),
            organization {Text} CHECK (length(organization) BETWEEN 1 AND 200),
            principal    {Text} CHECK (length(principal) BETWEEN 1 AND 200),
            action       {Text} CHECK (length(action) BETWEEN 1 AND 100),
            subject      {Text} CHECK (length(subject) <= 300),
            detail       {Text} CHECK (length(detail) <= 1000),
            body_sha256  bytea NOT NULL CHECK (length(body_sha256) = 32),
            previous     bytea NOT NULL CHECK (length(previous) = 32),
            hash         bytea NOT NULL CHECK (length(hash) = 32),
            key_id       bytea NOT NULL CHECK (length(key_id) = 8),
            seal         bytea NOT NULL CHECK (length(seal) = 32)
        );
        """,
        """
        CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'the audit log is only ever added to' USING ERRCODE = 'restrict_violation';
        END $$;
        """,
        "CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_append_only();",
        "CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only();",
    ];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        // Trusted since PostgreSQL 13: who owns the database may have it.
        migrationBuilder.Sql("CREATE EXTENSION IF NOT EXISTS btree_gist;");
        foreach (var table in Tables)
        {
            migrationBuilder.Sql(table);
        }
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var table in new[] { "claim", "flight", "request", "aircraft", "battery_pack", "airspace", "airspace_change", "flight_change", "geozone_set", "obstacle_set", "closure", "route", "route_version", "forecast", "audit" })
        {
            migrationBuilder.Sql($"DROP TABLE {table};");
        }

        migrationBuilder.Sql("DROP FUNCTION audit_append_only();");
    }
}
