using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace DroneLogistics.Service.Store;

/// <summary>The one model of the database. Each engine has a context of its own with its own migrations.</summary>
public abstract class OperationsDb(DbContextOptions options) : DbContext(options)
{
    public DbSet<FlightRow> Flights => Set<FlightRow>();

    public DbSet<ClaimRow> Claims => Set<ClaimRow>();

    public DbSet<RequestRow> Requests => Set<RequestRow>();

    public DbSet<AuditRow> Audit => Set<AuditRow>();

    public DbSet<AircraftRow> Aircraft => Set<AircraftRow>();

    public DbSet<BatteryPackRow> BatteryPacks => Set<BatteryPackRow>();

    public DbSet<AirspaceRow> Airspace => Set<AirspaceRow>();

    public DbSet<GeozoneSetRow> GeozoneSets => Set<GeozoneSetRow>();

    public DbSet<ObstacleSetRow> ObstacleSets => Set<ObstacleSetRow>();

    public DbSet<AirspaceChangeRow> AirspaceChanges => Set<AirspaceChangeRow>();

    public DbSet<FlightChangeRow> FlightChanges => Set<FlightChangeRow>();

    public DbSet<ForecastRow> Forecasts => Set<ForecastRow>();

    public DbSet<ApiKeyRow> ApiKeys => Set<ApiKeyRow>();

    public DbSet<ClosureRow> Closures => Set<ClosureRow>();

    public DbSet<RouteRow> Routes => Set<RouteRow>();

    public DbSet<NetworkRow> NetworkRecords => Set<NetworkRow>();

    public DbSet<RouteVersionRow> RouteVersions => Set<RouteVersionRow>();

    /// <summary>Whether a failed write broke the rule that claims on one resource never overlap.</summary>
    public abstract bool IsClaimClash(Exception trouble);

    /// <summary>Whether the database gave a transaction up so that others could go on: the same again may succeed.</summary>
    public abstract bool IsSerializationFailure(Exception trouble);

    /// <summary>What a failure of the database is.</summary>
    public abstract StorageTrouble TroubleOf(Exception trouble);

    /// <summary>Whether there is one writer at a time whatever it writes.</summary>
    public abstract bool HasOneWriter { get; }

    /// <summary>At the end of a query in a transaction: takes the rows for it, and passes over those that another transaction has taken.</summary>
    public abstract string SkipLocked { get; }

    /// <summary>What time it is where the database is, in UTC microseconds since 1970: the one clock that several services have in common.</summary>
    /// <param name="local">The clock of this process, which is that of an embedded database.</param>
    /// <param name="cancellationToken">Stops the question.</param>
    public abstract Task<long> ReadClockAsync(TimeProvider local, CancellationToken cancellationToken);

    /// <summary>Begins a transaction that writes, once no other does: on any process of the database.</summary>
    public async Task<IDbContextTransaction> BeginWritingAsync(CancellationToken cancellationToken)
    {
        var transaction = await Database.BeginTransactionAsync(cancellationToken);
        try
        {
            await LockForWritingAsync(cancellationToken);
            return transaction;
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until no other transaction writes, where beginning one did not.</summary>
    protected abstract Task LockForWritingAsync(CancellationToken cancellationToken);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<FlightRow>(flight =>
        {
            flight.ToTable("flight");
            flight.HasKey(row => row.Id);
            Columns(flight, ("Id", "id"), ("Revision", "revision"), ("Organization", "organization"), ("Principal", "principal"),
                ("RequestId", "request_id"), ("State", "state"), ("Aircraft", "aircraft"),
                ("BatteryPack", "battery_pack"), ("Origin", "origin"), ("Destination", "destination"), ("DepartureUs", "departure_us"),
                ("ArrivalUs", "arrival_us"), ("PayloadKg", "payload_kg"), ("TakeoffSoc", "takeoff_soc"), ("LandingSoc", "landing_soc"),
                ("Message", "message"), ("CreateUs", "create_us"), ("UpdateUs", "update_us"), ("CancelReason", "cancel_reason"),
                ("Verdict", "verdict"), ("Checksum", "checksum"));
        });
        modelBuilder.Entity<ClaimRow>(claim =>
        {
            claim.ToTable("claim", table => table.HasTrigger("claim_no_overlap"));
            claim.HasKey(row => new { row.Resource, row.StartUs, row.FlightId, row.LowM });
            claim.HasOne<FlightRow>().WithMany().HasForeignKey(row => row.FlightId);
            Columns(claim, ("FlightId", "flight_id"), ("Kind", "kind"), ("Resource", "resource"), ("LowM", "low_m"), ("HighM", "high_m"),
                ("StartUs", "start_us"), ("EndUs", "end_us"));
            claim.Property(row => row.LowM).ValueGeneratedNever();
        });
        modelBuilder.Entity<RequestRow>(request =>
        {
            request.ToTable("request");
            request.HasKey(row => new { row.Organization, row.RequestId });
            Columns(request, ("Organization", "organization"), ("RequestId", "request_id"), ("Fingerprint", "fingerprint"), ("Response", "response"), ("CreateUs", "create_us"), ("Checksum", "checksum"));
        });
        modelBuilder.Entity<AuditRow>(audit =>
        {
            audit.ToTable("audit");
            audit.HasKey(row => row.Sequence);
            audit.Property(row => row.Sequence).ValueGeneratedNever();
            Columns(audit, ("Sequence", "sequence"), ("CreateUs", "create_us"), ("Organization", "organization"), ("Principal", "principal"),
                ("Action", "action"), ("Subject", "subject"), ("Detail", "detail"), ("BodySha256", "body_sha256"), ("Previous", "previous"),
                ("Hash", "hash"), ("KeyId", "key_id"), ("Seal", "seal"));
        });
        modelBuilder.Entity<AircraftRow>(aircraft =>
        {
            aircraft.ToTable("aircraft");
            aircraft.HasKey(row => row.Id);
            Columns(aircraft, ("Id", "id"), ("Type", "type"), ("HomeSite", "home_site"), ("Assumed", "assumed"), ("Checksum", "checksum"));
        });
        modelBuilder.Entity<BatteryPackRow>(pack =>
        {
            pack.ToTable("battery_pack");
            pack.HasKey(row => row.Id);
            Columns(pack, ("Id", "id"), ("Type", "type"), ("HomeSite", "home_site"), ("Soc", "soc"), ("Soh", "soh"), ("Assumed", "assumed"), ("Checksum", "checksum"));
        });
        modelBuilder.Entity<ApiKeyRow>(key =>
        {
            key.ToTable("api_key");
            key.HasKey(row => row.Id);
            Columns(key, ("Id", "id"), ("DisplayName", "display_name"), ("Organization", "organization"), ("Role", "role"), ("Sha256", "sha256"),
                ("Creator", "creator"), ("CreateUs", "create_us"), ("ExpireUs", "expire_us"), ("RevokeUs", "revoke_us"));
        });
        modelBuilder.Entity<AirspaceRow>(airspace =>
        {
            airspace.ToTable("airspace");
            airspace.HasKey(row => row.Id);
            Columns(airspace, ("Id", "id"), ("Revision", "revision"), ("ZonesRevision", "zones_revision"), ("CheckedRevision", "checked_revision"));
        });
        modelBuilder.Entity<ClosureRow>(closure =>
        {
            closure.ToTable("closure");
            closure.HasKey(row => row.Id);
            Columns(closure, ("Id", "id"), ("Revision", "revision"), ("Message", "message"), ("StartUs", "start_us"), ("EndUs", "end_us"), ("CreateUs", "create_us"));
        });
        modelBuilder.Entity<RouteRow>(route =>
        {
            route.ToTable("route");
            route.HasKey(row => row.Id);
            Columns(route, ("Id", "id"), ("Revision", "revision"), ("Version", "version"), ("State", "state"), ("StateReason", "state_reason"),
                ("Definition", "definition"), ("Assessment", "assessment"), ("CreateUs", "create_us"), ("UpdateUs", "update_us"));
        });
        modelBuilder.Entity<RouteVersionRow>(version =>
        {
            version.ToTable("route_version");
            version.HasKey(row => new { row.Id, row.Version });
            Columns(version, ("Id", "id"), ("Version", "version"), ("Definition", "definition"), ("CreateUs", "create_us"));
        });
        modelBuilder.Entity<NetworkRow>(record =>
        {
            record.ToTable("network_record");
            record.HasKey(row => new { row.Collection, row.Id });
            Columns(record, ("Collection", "collection"), ("Id", "id"), ("Revision", "revision"), ("Message", "message"), ("CreateUs", "create_us"),
                ("UpdateUs", "update_us"), ("DeleteUs", "delete_us"), ("Checksum", "checksum"));
        });
        modelBuilder.Entity<ObstacleSetRow>(set =>
        {
            set.ToTable("obstacle_set");
            set.HasKey(row => row.Id);
            Columns(set, ("Id", "id"), ("Revision", "revision"), ("FileName", "file_name"), ("Source", "source"), ("SourceStatus", "source_status"),
                ("Licence", "licence"), ("Sha256", "sha256"), ("Content", "content"), ("CreateUs", "create_us"));
        });
        modelBuilder.Entity<AirspaceChangeRow>(change =>
        {
            change.ToTable("airspace_change");
            change.HasKey(row => row.Revision);
            change.Property(row => row.Revision).ValueGeneratedNever();
            Columns(change, ("Revision", "revision"), ("Cause", "cause"), ("CreateUs", "create_us"));
        });
        modelBuilder.Entity<FlightChangeRow>(change =>
        {
            change.ToTable("flight_change");
            change.HasKey(row => row.Revision);
            Columns(change, ("Revision", "revision"), ("FlightId", "flight_id"), ("Message", "message"), ("CreateUs", "create_us"));
        });
        modelBuilder.Entity<ForecastRow>(forecast =>
        {
            forecast.ToTable("forecast");
            forecast.HasKey(row => row.Id);
            Columns(forecast, ("Id", "id"), ("Revision", "revision"), ("IssueUs", "issue_us"), ("Request", "request"), ("Summary", "summary"),
                ("Sha256", "sha256"), ("Content", "content"), ("CreateUs", "create_us"));
        });
        modelBuilder.Entity<GeozoneSetRow>(set =>
        {
            set.ToTable("geozone_set");
            set.HasKey(row => row.Id);
            Columns(set, ("Id", "id"), ("Revision", "revision"), ("FileName", "file_name"), ("Format", "format"), ("Mode", "mode"), ("Source", "source"),
                ("SourceStatus", "source_status"), ("Licence", "licence"), ("Sha256", "sha256"), ("Content", "content"), ("CreateUs", "create_us"));
        });
    }

    /// <summary>The driver's exception in another; null: there is none.</summary>
    protected static T? Root<T>(Exception? trouble)
        where T : Exception => trouble as T ?? (trouble is null ? null : Root<T>(trouble.InnerException));

    private static void Columns<T>(Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<T> entity, params (string Property, string Column)[] names)
        where T : class
    {
        foreach (var (property, column) in names)
        {
            entity.Property(property).HasColumnName(column);
        }
    }
}
