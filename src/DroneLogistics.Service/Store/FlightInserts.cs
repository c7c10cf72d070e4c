using System.Security.Cryptography;

namespace DroneLogistics.Service.Store;

/// <summary>Writes booked flights within a transaction, each whole or not at all.</summary>
internal sealed class FlightInserts(Writing writing)
{
    // All that decides whether it may still be stored, in one look.
    private const string Standing = """
        SELECT
            (SELECT count(*) FROM request WHERE organization = @p0 AND request_id = @p1 AND create_us > @p2),
            (SELECT revision FROM airspace),
            (SELECT max(revision) FROM flight),
            (SELECT id FROM flight WHERE aircraft = @p3 AND state <> 3 AND departure_us < @p5 ORDER BY departure_us DESC LIMIT 1),
            (SELECT id FROM flight WHERE aircraft = @p3 AND state <> 3 AND departure_us >= @p5 ORDER BY departure_us LIMIT 1),
            (SELECT id FROM flight WHERE battery_pack = @p4 AND state <> 3 AND departure_us < @p5 ORDER BY departure_us DESC LIMIT 1),
            (SELECT id FROM flight WHERE battery_pack = @p4 AND state <> 3 AND departure_us >= @p5 ORDER BY departure_us LIMIT 1)
        """;

    private const string InsertFlight = """
        INSERT INTO flight (id, revision, organization, principal, request_id, state, aircraft, battery_pack, origin, destination, departure_us,
            arrival_us, payload_kg, takeoff_soc, landing_soc, message, verdict, create_us, update_us, cancel_reason, checksum)
        VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11, @p12, @p13, @p14, @p15, @p16, @p17, @p18, @p19, @p20)
        """;

    private const string InsertClaim = "INSERT INTO claim (flight_id, kind, resource, low_m, high_m, start_us, end_us) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6)";
    private const string InsertRequest = "INSERT INTO request (organization, request_id, fingerprint, response, create_us, checksum) VALUES (@p0, @p1, @p2, @p3, @p4, @p5)";
    private const string InsertChange = "INSERT INTO flight_change (flight_id, message, create_us) VALUES (@p0, @p1, @p2)";

    // Ids that outlived their time go with whatever is stored next.
    private const string DropOldRequests = "DELETE FROM request WHERE create_us <= @p0";

    // The same where the server is a round trip away: with the question whether anything of it is held, so that hardly an insert fails.
    private const string StandingAndHeld = """
        SELECT standing.*, EXISTS (
            SELECT 1 FROM unnest(@p6, @p7, @p8, @p9, @p10) AS wanted (resource, low_m, high_m, start_us, end_us)
            JOIN claim ON claim.resource = wanted.resource COLLATE "C" AND claim.alt && int4range(wanted.low_m, wanted.high_m) AND claim.during && int8range(wanted.start_us, wanted.end_us))
        FROM (
        """ + "\n" + Standing + ") AS standing (requests, airspace, revision, tail_before, tail_after, pack_before, pack_after)";

    /// <summary>
    /// Writes flights that came at the same time. Where the driver sends many statements in one round trip, all are looked at in one and stored in
    /// another; should one of them be refused all the same, each is written by itself.
    /// </summary>
    /// <returns>How each ended, in their order.</returns>
    public async Task<IReadOnlyList<CommitOutcome>> WriteAsync(IReadOnlyList<FlightCommit> commits, CancellationToken cancellationToken)
    {
        if (writing.Sql.SendsBatches)
        {
            var tail = writing.Tail;
            var (outcomes, calls) = Judged(commits, await writing.Sql.RowsAsync([.. commits.Select(Look)], cancellationToken));
            try
            {
                if (calls.Count > 0)
                {
                    await writing.Sql.RunAsync([new SqlCall("SAVEPOINT bookings"), .. calls, new SqlCall("RELEASE SAVEPOINT bookings")], cancellationToken);
                }

                return outcomes;
            }
            catch (Exception trouble) when (writing.Db.IsClaimClash(trouble))
            {
                // Something holds it that does not take the lock of the writers.
                await writing.Sql.RunAsync([new SqlCall("ROLLBACK TO SAVEPOINT bookings"), new SqlCall("RELEASE SAVEPOINT bookings")], cancellationToken);
                writing.Tail = tail;
            }
        }

        var each = new List<CommitOutcome>(commits.Count);
        foreach (var commit in commits)
        {
            each.Add(await WriteAsync(commit, cancellationToken));
        }

        return each;
    }

    private (IReadOnlyList<CommitOutcome> Outcomes, IReadOnlyList<SqlCall> Calls) Judged(IReadOnlyList<FlightCommit> commits, IReadOnlyList<object?[]> looks)
    {
        var (outcomes, calls, before) = (new List<CommitOutcome>(commits.Count), new List<SqlCall>(), new List<FlightCommit>());
        for (var i = 0; i < commits.Count; i++)
        {
            var (commit, look) = (commits[i], looks[i]);
            var outcome = before.Exists(other => other.Request.Organization == commit.Request.Organization && other.Request.RequestId == commit.Request.RequestId) ? CommitOutcome.Replayed
                : OutcomeOf(commit, look) is { } settled ? settled
                : before.Exists(other => other.Row.Aircraft == commit.Row.Aircraft || other.Row.BatteryPack == commit.Row.BatteryPack) ? CommitOutcome.Stale
                : (bool)look[^1]! || before.Exists(other => other.Claims.Any(held => commit.Claims.Any(wanted => Overlap(held, wanted)))) ? CommitOutcome.Clash
                : CommitOutcome.Committed;
            outcomes.Add(outcome);
            if (outcome == CommitOutcome.Committed)
            {
                Number(commit, Sql.Number(look[2]) + before.Count + 1);
                calls.AddRange(Inserts(commit));
                before.Add(commit);
            }
        }

        return (outcomes, calls);
    }

    private static bool Overlap(ClaimRow one, ClaimRow other) =>
        one.Resource == other.Resource && one.StartUs < other.EndUs && other.StartUs < one.EndUs && one.LowM < other.HighM && other.LowM < one.HighM;

    private static SqlCall Look(FlightCommit commit) => new(
        StandingAndHeld,
        [.. LookValues(commit), commit.Claims.Select(claim => claim.Resource).ToArray(), commit.Claims.Select(claim => claim.LowM).ToArray(), commit.Claims.Select(claim => claim.HighM).ToArray(), commit.Claims.Select(claim => claim.StartUs).ToArray(), commit.Claims.Select(claim => claim.EndUs).ToArray()]);

    private static object?[] LookValues(FlightCommit commit) =>
        [commit.Request.Organization, commit.Request.RequestId, RequestRow.Oldest(commit.Request.CreateUs), commit.Row.Aircraft, commit.Row.BatteryPack, commit.Row.DepartureUs];

    /// <summary>How it ends already; null: it may be stored.</summary>
    private static CommitOutcome? OutcomeOf(FlightCommit commit, object?[] standing) =>
        Sql.Number(standing[0]) > 0 ? CommitOutcome.Replayed
        : Sql.Number(standing[1]) == commit.AirspaceRevision
            && new Neighbours((string?)standing[3], (string?)standing[4]) == commit.AircraftNeighbours
            && new Neighbours((string?)standing[5], (string?)standing[6]) == commit.PackNeighbours ? null
        : CommitOutcome.Stale;

    private static void Number(FlightCommit commit, long revision)
    {
        commit.Row.Revision = revision;
        commit.Request.Response = commit.Respond(revision);
    }

    /// <summary>Writes one flight; what it wrote is undone where its claims clash.</summary>
    public async Task<CommitOutcome> WriteAsync(FlightCommit commit, CancellationToken cancellationToken)
    {
        var standing = (await writing.Sql.RowAsync(new SqlCall(Standing, LookValues(commit)), cancellationToken))!;
        if (OutcomeOf(commit, standing) is { } settled)
        {
            return settled;
        }

        Number(commit, Sql.Number(standing[2]) + 1);
        return await StoreAsync(commit, cancellationToken) ? CommitOutcome.Committed : CommitOutcome.Clash;
    }

    private async Task<bool> StoreAsync(FlightCommit commit, CancellationToken cancellationToken)
    {
        var tail = writing.Tail;
        try
        {
            await writing.Sql.RunAsync([new SqlCall("SAVEPOINT booking"), .. Inserts(commit), new SqlCall("RELEASE SAVEPOINT booking")], cancellationToken);
            return true;
        }
        catch (Exception trouble) when (writing.Db.IsClaimClash(trouble))
        {
            await writing.Sql.RunAsync([new SqlCall("ROLLBACK TO SAVEPOINT booking"), new SqlCall("RELEASE SAVEPOINT booking")], cancellationToken);
            writing.Tail = tail;
            return false;
        }
    }

    private IReadOnlyList<SqlCall> Inserts(FlightCommit commit)
    {
        var (row, request) = (commit.Row, commit.Request);
        var told = FlightVerdicts.Created(row);
        var calls = new List<SqlCall>
        {
            new(InsertFlight, row.Id, row.Revision, row.Organization, row.Principal, row.RequestId, row.State, row.Aircraft, row.BatteryPack, row.Origin, row.Destination, row.DepartureUs, row.ArrivalUs, row.PayloadKg, row.TakeoffSoc, row.LandingSoc, row.Message, row.Verdict, row.CreateUs, row.UpdateUs, row.CancelReason, RowChecksum.Of(row, commit.Claims)),
        };

        // In one order, so that two writers that are not of this service's kind do not wait for each other in a ring.
        calls.AddRange(commit.Claims
            .OrderBy(claim => claim.Resource, StringComparer.Ordinal)
            .ThenBy(claim => claim.StartUs)
            .ThenBy(claim => claim.LowM)
            .Select(claim => new SqlCall(InsertClaim, claim.FlightId, claim.Kind, claim.Resource, claim.LowM, claim.HighM, claim.StartUs, claim.EndUs)));
        calls.Add(new SqlCall(DropOldRequests, RequestRow.Oldest(request.CreateUs)));
        calls.Add(new SqlCall(InsertRequest, request.Organization, request.RequestId, request.Fingerprint, request.Response, request.CreateUs, RowChecksum.Of(request)));
        calls.Add(new SqlCall(InsertChange, told.FlightId, told.Message, told.CreateUs));
        calls.Add(writing.Audit(new AuditEntry(row.CreateUs, new Caller(row.Organization, row.Principal), "flights.schedule", $"flights/{row.Id}", $"request {row.RequestId}", SHA256.HashData(request.Response))));
        return calls;
    }
}
