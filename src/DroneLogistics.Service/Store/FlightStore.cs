using System.Diagnostics.CodeAnalysis;
using DroneLogistics.Fleet;
using DroneLogistics.Units;
using Microsoft.EntityFrameworkCore;

namespace DroneLogistics.Service.Store;

/// <summary>A flight on its way into the store, with what the decision assumed of the flights round it.</summary>
/// <param name="Row">The flight.</param>
/// <param name="Claims">Its claims.</param>
/// <param name="Request">Its request id; the answer is filled in with <paramref name="Respond"/> once the revision is known.</param>
/// <param name="Respond">The answer, given the revision of the stored flight.</param>
/// <param name="AircraftNeighbours">The flights before and after it of its tail, as the decision saw them.</param>
/// <param name="PackNeighbours">The same of its pack.</param>
/// <param name="AirspaceRevision">The revision of the airspace on which it was decided.</param>
public sealed record FlightCommit(FlightRow Row, IReadOnlyList<ClaimRow> Claims, RequestRow Request, Func<long, byte[]> Respond, Neighbours AircraftNeighbours, Neighbours PackNeighbours, long AirspaceRevision);

/// <summary>The flights before and after an instant of one tail or pack.</summary>
public sealed record Neighbours(string? Before, string? After);

/// <summary>How a commit ended.</summary>
public enum CommitOutcome
{
    /// <summary>Stored, durably.</summary>
    Committed,

    /// <summary>Another flight claims one of the resources: the database refused.</summary>
    Clash,

    /// <summary>The tail or pack has other flights round this one than the decision saw, or something was closed since.</summary>
    Stale,

    /// <summary>The request id was answered before.</summary>
    Replayed,
}

/// <summary>How a cancellation ended.</summary>
public enum CancelOutcome
{
    Cancelled,
    AlreadyCancelled,
    NotFound,
    EtagMismatch,

    /// <summary>A later flight counts on the aircraft or pack that this one brings.</summary>
    Needed,
}

/// <summary>Reads and writes flights. Every write is one transaction that takes the write lock first.</summary>
public sealed class FlightStore(Func<OperationsDb> open) : IDisposable
{
    private VerdictStore? verdicts;

    /// <summary>The state of a cancelled flight in the table.</summary>
    public const int CancelledState = (int)V1.Flight.Types.State.Cancelled;

    /// <summary>Shared with the other stores of the same database.</summary>
    public WriteTurns Turns { get; } = new();

    /// <summary>What is stored of the airspace in the same database.</summary>
    public AirspaceStore Airspace => field ??= new AirspaceStore(open, Turns, Verdicts.Wake);

    /// <summary>How the flights stand, and what happened to them; one, as whoever waits for a change waits at it.</summary>
    public VerdictStore Verdicts => LazyInitializer.EnsureInitialized(ref verdicts, () => new VerdictStore(open, Turns));

    /// <summary>The forecasts of the same database.</summary>
    public ForecastStore Forecasts => field ??= new ForecastStore(open);

    /// <summary>Brings the database up to date.</summary>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var db = open();
        await db.Database.MigrateAsync(cancellationToken);
    }

    /// <summary>Adds tails and packs that are not stored yet, all or none of them.</summary>
    public async Task AddFleetAsync(FleetRegister fleet, CancellationToken cancellationToken)
    {
        using var turn = await Turns.TakeAsync(cancellationToken);
        await using var db = open();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var tails = await db.Aircraft.Select(row => row.Id).ToHashSetAsync(cancellationToken);
        var packs = await db.BatteryPacks.Select(row => row.Id).ToHashSetAsync(cancellationToken);
        db.Aircraft.AddRange(fleet.Aircraft.Where(tail => !tails.Contains(tail.Id.Text)).Select(tail => new AircraftRow
        {
            Id = tail.Id.Text,
            Type = tail.Type.Text,
            HomeSite = tail.HomeSite,
            Assumed = tail.Assumed ? 1 : 0,
        }));
        db.BatteryPacks.AddRange(fleet.Packs.Where(pack => !packs.Contains(pack.Id.Text)).Select(pack => new BatteryPackRow
        {
            Id = pack.Id.Text,
            Type = pack.Type.Text,
            HomeSite = pack.HomeSite,
            Soc = pack.StateOfCharge.Ratio,
            Soh = pack.HealthRatio,
            Assumed = pack.Assumed ? 1 : 0,
        }));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Every tail and pack.</summary>
    public async Task<FleetRegister> ReadFleetAsync(CancellationToken cancellationToken)
    {
        await using var db = open();
        var tails = await db.Aircraft.AsNoTracking().ToListAsync(cancellationToken);
        var packs = await db.BatteryPacks.AsNoTracking().ToListAsync(cancellationToken);
        return new FleetRegister(
            tails.Select(row => new Aircraft(new AircraftId(row.Id), new AircraftTypeId(row.Type), row.HomeSite, row.Assumed == 1)),
            packs.Select(row => new BatteryPack(new BatteryPackId(row.Id), new AircraftTypeId(row.Type), row.HomeSite, new StateOfCharge(row.Soc), row.Soh, row.Assumed == 1)));
    }

    /// <summary>How many tails and packs there are.</summary>
    public async Task<(int Tails, int Packs)> CountFleetAsync(CancellationToken cancellationToken)
    {
        await using var db = open();
        return (await db.Aircraft.CountAsync(cancellationToken), await db.BatteryPacks.CountAsync(cancellationToken));
    }

    /// <summary>What changed above a revision, in order: flights with their claims, and the ids of cancelled ones.</summary>
    public async Task<(long Head, IReadOnlyList<(FlightRow Row, IReadOnlyList<ClaimRow> Claims)> Changes)> ReadChangesAsync(long known, CancellationToken cancellationToken)
    {
        await using var db = open();
        if (await db.Flights.MaxAsync(row => (long?)row.Revision, cancellationToken) is not { } head || head == known)
        {
            return (known, []);
        }

        // A flight cancelled between the two queries shows up without claims, which is what it has; its cancellation has a higher
        // revision and is read next time.
        var rows = await db.Flights.AsNoTracking().Where(row => row.Revision > known).OrderBy(row => row.Revision).ToListAsync(cancellationToken);
        var ids = db.Flights.Where(row => row.Revision > known).Select(row => row.Id);
        var claims = (await db.Claims.AsNoTracking().Where(claim => ids.Contains(claim.FlightId)).ToListAsync(cancellationToken)).ToLookup(claim => claim.FlightId);
        return (rows.Count > 0 ? rows[^1].Revision : known, [.. rows.Select(row => (row, (IReadOnlyList<ClaimRow>)[.. claims[row.Id]]))]);
    }

    /// <summary>What a request id was answered with; null: never seen.</summary>
    public async Task<RequestRow?> FindRequestAsync(string requestId, CancellationToken cancellationToken)
    {
        await using var db = open();
        return await db.Requests.AsNoTracking().FirstOrDefaultAsync(row => row.RequestId == requestId, cancellationToken);
    }

    /// <summary>Stores a flight, its claims and its request id, or nothing.</summary>
    public async Task<CommitOutcome> CommitAsync(FlightCommit commit, CancellationToken cancellationToken)
    {
        using var turn = await Turns.TakeAsync(cancellationToken);
        return await WriteAsync(commit, cancellationToken);
    }

    private async Task<CommitOutcome> WriteAsync(FlightCommit commit, CancellationToken cancellationToken)
    {
        await using var db = open();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.Requests.AnyAsync(row => row.RequestId == commit.Request.RequestId, cancellationToken))
        {
            return CommitOutcome.Replayed;
        }

        var tail = db.Flights.AsNoTracking().Where(row => row.State != CancelledState && row.Aircraft == commit.Row.Aircraft);
        var pack = db.Flights.AsNoTracking().Where(row => row.State != CancelledState && row.BatteryPack == commit.Row.BatteryPack);
        if (await db.Airspace.AsNoTracking().AnyAsync(row => row.Revision != commit.AirspaceRevision, cancellationToken)
            || await NeighboursAsync(tail, commit.Row.DepartureUs, cancellationToken) != commit.AircraftNeighbours
            || await NeighboursAsync(pack, commit.Row.DepartureUs, cancellationToken) != commit.PackNeighbours)
        {
            return CommitOutcome.Stale;
        }

        commit.Row.Revision = await NextRevisionAsync(db, cancellationToken);
        commit.Request.Response = commit.Respond(commit.Row.Revision);
        db.Flights.Add(commit.Row);
        db.Claims.AddRange(commit.Claims);
        db.Requests.Add(commit.Request);
        db.FlightChanges.Add(FlightVerdicts.Created(commit.Row));
        try
        {
            await db.SaveChangesAsync(cancellationToken);

            // From here on the outcome is the database's: a caller that goes away must not leave it undecided.
            await transaction.CommitAsync(CancellationToken.None);
        }
        catch (DbUpdateException trouble) when (db.IsClaimClash(trouble))
        {
            return CommitOutcome.Clash;
        }

        Verdicts.Wake();
        return CommitOutcome.Committed;
    }

    /// <summary>Cancels a flight and frees its claims, or changes nothing.</summary>
    /// <param name="id">The flight.</param>
    /// <param name="etag">The version it must have; empty: any.</param>
    /// <param name="reason">Why.</param>
    /// <param name="nowUs">When.</param>
    /// <param name="fleet">Where tails and packs stand without any flight.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public async Task<(CancelOutcome Outcome, string? NeededBy)> CancelAsync(string id, string etag, string reason, long nowUs, FleetRegister fleet, CancellationToken cancellationToken)
    {
        using var turn = await Turns.TakeAsync(cancellationToken);
        await using var db = open();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.Flights.FirstOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } flight)
        {
            return (CancelOutcome.NotFound, null);
        }

        // Before the etag: a retry still has the etag from before the cancellation that it did not hear of.
        if (flight.State == CancelledState)
        {
            return (CancelOutcome.AlreadyCancelled, null);
        }

        if (etag.Length > 0 && etag != EtagOf(flight.Revision))
        {
            return (CancelOutcome.EtagMismatch, null);
        }

        if (await NeededByAsync(db, flight, fleet, cancellationToken) is { } needed)
        {
            return (CancelOutcome.Needed, needed);
        }

        flight.State = CancelledState;
        flight.CancelReason = reason;
        flight.UpdateUs = nowUs;
        flight.Revision = await NextRevisionAsync(db, cancellationToken);
        db.FlightChanges.Add(FlightVerdicts.Cancelled(flight));
        db.Claims.RemoveRange(await db.Claims.Where(claim => claim.FlightId == id).ToListAsync(cancellationToken));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(CancellationToken.None);
        Verdicts.Wake();
        return (CancelOutcome.Cancelled, null);
    }

    /// <summary>One flight with its claims.</summary>
    public async Task<(FlightRow Row, IReadOnlyList<ClaimRow> Claims)?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var db = open();
        var row = await db.Flights.AsNoTracking().FirstOrDefaultAsync(flight => flight.Id == id, cancellationToken);
        return row is null ? null : (row, await db.Claims.AsNoTracking().Where(claim => claim.FlightId == id).OrderBy(claim => claim.StartUs).ToListAsync(cancellationToken));
    }

    /// <summary>Flights by departure, then id.</summary>
    public async Task<IReadOnlyList<(FlightRow Row, IReadOnlyList<ClaimRow> Claims)>> ListAsync(FlightQuery query, CancellationToken cancellationToken)
    {
        await using var db = open();
        var rows = await query.Apply(db.Flights.AsNoTracking()).ToListAsync(cancellationToken);
        var ids = rows.Select(row => row.Id).ToList();
        var claims = (await db.Claims.AsNoTracking().Where(claim => ids.Contains(claim.FlightId)).ToListAsync(cancellationToken)).ToLookup(claim => claim.FlightId);
        return [.. rows.Select(row => (row, (IReadOnlyList<ClaimRow>)[.. claims[row.Id].OrderBy(claim => claim.StartUs).ThenBy(claim => claim.Resource, StringComparer.Ordinal)]))];
    }

    public void Dispose() => Turns.Dispose();

    /// <summary>The version of a flight as the API shows it.</summary>
    [SuppressMessage("Globalization", "CA1305", Justification = "Hexadecimal digits are the same everywhere.")]
    public static string EtagOf(long revision) => $"r{revision:x}";

    private static async Task<long> NextRevisionAsync(OperationsDb db, CancellationToken cancellationToken) =>
        (await db.Flights.MaxAsync(row => (long?)row.Revision, cancellationToken) ?? 0) + 1;

    private static async Task<Neighbours> NeighboursAsync(IQueryable<FlightRow> flights, long departureUs, CancellationToken cancellationToken) => new(
        await flights.Where(row => row.DepartureUs < departureUs).OrderByDescending(row => row.DepartureUs).Select(row => row.Id).FirstOrDefaultAsync(cancellationToken),
        await flights.Where(row => row.DepartureUs >= departureUs).OrderBy(row => row.DepartureUs).Select(row => row.Id).FirstOrDefaultAsync(cancellationToken));

    private static async Task<string?> NeededByAsync(OperationsDb db, FlightRow flight, FleetRegister fleet, CancellationToken cancellationToken)
    {
        var standing = db.Flights.AsNoTracking().Where(row => row.State != CancelledState && row.Id != flight.Id);
        foreach (var (flights, home) in new[]
        {
            (standing.Where(row => row.Aircraft == flight.Aircraft), fleet.TryGet(new AircraftId(flight.Aircraft), out Aircraft? tail) ? tail.HomeSite : null),
            (standing.Where(row => row.BatteryPack == flight.BatteryPack), fleet.TryGet(new BatteryPackId(flight.BatteryPack), out BatteryPack? pack) ? pack.HomeSite : null),
        })
        {
            var next = await flights.Where(row => row.DepartureUs >= flight.DepartureUs).OrderBy(row => row.DepartureUs).FirstOrDefaultAsync(cancellationToken);
            var before = await flights.Where(row => row.DepartureUs < flight.DepartureUs).OrderByDescending(row => row.DepartureUs).Select(row => row.Destination).FirstOrDefaultAsync(cancellationToken);
            if (next is not null && next.Origin != (before ?? home))
            {
                return next.Id;
            }
        }

        return null;
    }
}
