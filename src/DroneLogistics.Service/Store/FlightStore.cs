using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
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
/// <param name="open">Opens contexts on the database.</param>
/// <param name="keeper">Seals the audit log; null: with a key that goes with the process.</param>
/// <param name="around">Time, chance and threads; null: those of the machine.</param>
public sealed class FlightStore(Func<OperationsDb> open, AuditKeeper? keeper = null, Surroundings? around = null) : IDisposable
{
    // A flight that has no claims after so many looks was not cancelled: something took them.
    private const int MostLooks = 5;

    private VerdictStore? verdicts;
    private GroupCommit? bookings;

    /// <summary>The state of a cancelled flight in the table.</summary>
    public const int CancelledState = (int)V1.Flight.Types.State.Cancelled;

    /// <summary>Shared with the other stores of the same database.</summary>
    public Writers Writers { get; } = new(open, keeper ?? AuditKeeper.Fleeting(), around ?? Surroundings.OfTheMachine);

    /// <summary>What is stored of the airspace in the same database.</summary>
    public AirspaceStore Airspace => field ??= new AirspaceStore(open, Writers, Verdicts.Wake);

    /// <summary>How the flights stand, and what happened to them; one, as whoever waits for a change waits at it.</summary>
    public VerdictStore Verdicts => LazyInitializer.EnsureInitialized(ref verdicts, () => new VerdictStore(open, Writers));

    private GroupCommit Bookings => LazyInitializer.EnsureInitialized(ref bookings, () => new GroupCommit(Writers, Verdicts.Wake));

    /// <summary>What every decision reads.</summary>
    public FlightReads Reads { get; } = new(open);

    /// <summary>Long work, in the same database.</summary>
    public JobStore Jobs => field ??= new JobStore(open, Writers);

    /// <summary>The API keys of the same database.</summary>
    public ApiKeyStore ApiKeys => field ??= new ApiKeyStore(open, Writers);

    /// <summary>The forecasts of the same database.</summary>
    public ForecastStore Forecasts => field ??= new ForecastStore(open);

    /// <summary>Brings the database up to date.</summary>
    /// <exception cref="ConfigurationException">Its audit log is not the one that was signed.</exception>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var db = open();
        await db.Database.MigrateAsync(cancellationToken);
        var isNew = !await db.Audit.AnyAsync(cancellationToken) && !await db.Flights.AnyAsync(cancellationToken);
        await Writers.Keeper.RequireHeadAsync(isNew, place => db.Audit.Where(row => row.Sequence == place).Select(row => row.Hash).FirstOrDefaultAsync(cancellationToken));
    }

    /// <summary>Adds tails and packs that are not stored yet, all or none of them.</summary>
    public Task AddFleetAsync(FleetRegister fleet, long nowUs, CancellationToken cancellationToken) => Writers.RunAsync(async writing =>
    {
        var db = writing.Db;
        var tails = await db.Aircraft.Select(row => row.Id).ToHashSetAsync(cancellationToken);
        var packs = await db.BatteryPacks.Select(row => row.Id).ToHashSetAsync(cancellationToken);
        var newTails = fleet.Aircraft.Where(tail => !tails.Contains(tail.Id.Text)).Select(tail => new AircraftRow
        {
            Id = tail.Id.Text,
            Type = tail.Type.Text,
            HomeSite = tail.HomeSite,
            Assumed = tail.Assumed ? 1 : 0,
        }).ToList();
        var newPacks = fleet.Packs.Where(pack => !packs.Contains(pack.Id.Text)).Select(pack => new BatteryPackRow
        {
            Id = pack.Id.Text,
            Type = pack.Type.Text,
            HomeSite = pack.HomeSite,
            Soc = pack.StateOfCharge.Ratio,
            Soh = pack.HealthRatio,
            Assumed = pack.Assumed ? 1 : 0,
        }).ToList();
        newTails.ForEach(row => row.Checksum = RowChecksum.Of(row));
        newPacks.ForEach(row => row.Checksum = RowChecksum.Of(row));
        db.Aircraft.AddRange(newTails);
        db.BatteryPacks.AddRange(newPacks);
        if (newTails.Count + newPacks.Count > 0)
        {
            var names = newTails.Select(row => $"aircraft/{row.Id}").Concat(newPacks.Select(row => $"batteryPacks/{row.Id}")).Order(StringComparer.Ordinal);
            var entry = new AuditEntry(nowUs, Caller.Service, "fleet.add", string.Empty, $"{newTails.Count} aircraft, {newPacks.Count} battery packs", SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', names))));
            await writing.CommitAsync(entry, cancellationToken);
        }

        return newTails.Count + newPacks.Count;
    }, cancellationToken);

    /// <summary>Every tail and pack.</summary>
    public async Task<FleetRegister> ReadFleetAsync(CancellationToken cancellationToken)
    {
        await using var db = open();
        var tails = await db.Aircraft.AsNoTracking().ToListAsync(cancellationToken);
        var packs = await db.BatteryPacks.AsNoTracking().ToListAsync(cancellationToken);
        tails.ForEach(row => RowChecksum.Require(row.Checksum, RowChecksum.Of(row), $"aircraft/{row.Id}"));
        packs.ForEach(row => RowChecksum.Require(row.Checksum, RowChecksum.Of(row), $"batteryPacks/{row.Id}"));
        return new FleetRegister(
            tails.Select(row => new Aircraft(new AircraftId(row.Id), new AircraftTypeId(row.Type), row.HomeSite, row.Assumed == 1)),
            packs.Select(row => new BatteryPack(new BatteryPackId(row.Id), new AircraftTypeId(row.Type), row.HomeSite, new StateOfCharge(row.Soc), row.Soh, row.Assumed == 1)));
    }

    /// <summary>The audit log by its numbers, read while it is gone through.</summary>
    public async Task<AuditVerdict> VerifyAuditAsync(IReadOnlyList<AuditKey> keys, AuditTail? head)
    {
        await using var db = open();
        return AuditVerification.Verify(db.Audit.AsNoTracking().OrderBy(row => row.Sequence), keys, head);
    }

    /// <summary>How many tails and packs there are.</summary>
    public async Task<(int Tails, int Packs)> CountFleetAsync(CancellationToken cancellationToken)
    {
        await using var db = open();
        return (await db.Aircraft.CountAsync(cancellationToken), await db.BatteryPacks.CountAsync(cancellationToken));
    }

    /// <summary>Stores a flight, its claims, its request id, what is told of it and its audit entry in one transaction, or nothing.</summary>
    public Task<CommitOutcome> CommitAsync(FlightCommit commit, CancellationToken cancellationToken) => Bookings.CommitAsync(commit, cancellationToken);

    /// <summary>The same for whoever has the turn of the writers.</summary>
    public async Task<CommitOutcome> CommitInTurnAsync(FlightCommit commit, CancellationToken cancellationToken) =>
        (await Writers.RunInTurnAsync(writing => Bookings.WriteAsync(writing, [commit]), cancellationToken))[0];

    /// <summary>Cancels a flight and frees its claims, or changes nothing.</summary>
    /// <param name="id">The flight.</param>
    /// <param name="etag">The version it must have; empty: any.</param>
    /// <param name="reason">Why.</param>
    /// <param name="nowUs">When.</param>
    /// <param name="fleet">Where tails and packs stand without any flight.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public async Task<(CancelOutcome Outcome, string? NeededBy)> CancelAsync(string id, string etag, string reason, long nowUs, FleetRegister fleet, CancellationToken cancellationToken)
    {
        var outcome = await Writers.RunAsync(writing => CancelAsync(writing, id, etag, reason, nowUs, fleet, cancellationToken), cancellationToken);
        if (outcome.Outcome == CancelOutcome.Cancelled)
        {
            Verdicts.Wake();
        }

        return outcome;
    }

    private static async Task<(CancelOutcome Outcome, string? NeededBy)> CancelAsync(Writing writing, string id, string etag, string reason, long nowUs, FleetRegister fleet, CancellationToken cancellationToken)
    {
        var db = writing.Db;
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
        flight.Checksum = RowChecksum.Of(flight, []);
        var told = FlightVerdicts.Cancelled(flight);
        db.FlightChanges.Add(told);
        db.Claims.RemoveRange(await db.Claims.Where(claim => claim.FlightId == id).ToListAsync(cancellationToken));
        await writing.CommitAsync(new AuditEntry(nowUs, Caller.Current, "flights.cancel", $"flights/{id}", reason, SHA256.HashData(told.Message)), cancellationToken);
        return (CancelOutcome.Cancelled, null);
    }

    /// <summary>A later flight that counts on the aircraft or pack that a flight brings; null: none does.</summary>
    public async Task<string?> FindNeederAsync(string id, FleetRegister fleet, CancellationToken cancellationToken)
    {
        await using var db = open();
        return await db.Flights.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken) is { } flight ? await NeededByAsync(db, flight, fleet, cancellationToken) : null;
    }

    /// <summary>One flight with its claims.</summary>
    public async Task<(FlightRow Row, IReadOnlyList<ClaimRow> Claims)?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var db = open();
        var found = await WithClaimsAsync(db, () => db.Flights.AsNoTracking().Where(flight => flight.Id == id).ToListAsync(cancellationToken), cancellationToken);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>Flights by departure, then id.</summary>
    public async Task<IReadOnlyList<(FlightRow Row, IReadOnlyList<ClaimRow> Claims)>> ListAsync(FlightQuery query, CancellationToken cancellationToken)
    {
        await using var db = open();
        return await WithClaimsAsync(db, () => query.Apply(db.Flights.AsNoTracking()).ToListAsync(cancellationToken), cancellationToken);
    }

    /// <summary>
    /// Reads flights and then their claims. A flight that was cancelled between the two looks stands there without any: then all are read again.
    /// </summary>
    private static async Task<IReadOnlyList<(FlightRow Row, IReadOnlyList<ClaimRow> Claims)>> WithClaimsAsync(OperationsDb db, Func<Task<List<FlightRow>>> read, CancellationToken cancellationToken)
    {
        for (var look = 1; ; look++)
        {
            var rows = await read();
            var ids = rows.Select(row => row.Id).ToList();
            var claims = (await db.Claims.AsNoTracking().Where(claim => ids.Contains(claim.FlightId)).ToListAsync(cancellationToken)).ToLookup(claim => claim.FlightId);
            var broken = rows.Find(row => !RowChecksum.Holds(row.Checksum, RowChecksum.Of(row, claims[row.Id])));
            if (look == MostLooks && broken is not null)
            {
                throw RowChecksum.Broken($"flights/{broken.Id}");
            }

            if (look == MostLooks || (broken is null && rows.TrueForAll(row => row.State == CancelledState || claims.Contains(row.Id))))
            {
                return [.. rows.Select(row => (row, (IReadOnlyList<ClaimRow>)[.. claims[row.Id].OrderBy(claim => claim.StartUs).ThenBy(claim => claim.Resource, StringComparer.Ordinal)]))];
            }
        }
    }

    public void Dispose() => Writers.Dispose();

    /// <summary>The version of a flight as the API shows it.</summary>
    [SuppressMessage("Globalization", "CA1305", Justification = "Hexadecimal digits are the same everywhere.")]
    public static string EtagOf(long revision) => $"r{revision:x}";

    private static async Task<long> NextRevisionAsync(OperationsDb db, CancellationToken cancellationToken) =>
        (await db.Flights.MaxAsync(row => (long?)row.Revision, cancellationToken) ?? 0) + 1;

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
