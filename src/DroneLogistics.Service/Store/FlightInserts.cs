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

    /// <summary>Writes one flight; what it wrote is undone where its claims clash.</summary>
    public async Task<CommitOutcome> WriteAsync(FlightCommit commit, CancellationToken cancellationToken)
    {
        var (row, request) = (commit.Row, commit.Request);
        var oldest = RequestRow.Oldest(request.CreateUs);
        var standing = (await writing.Sql.RowAsync(
            new SqlCall(Standing, request.Organization, request.RequestId, oldest, row.Aircraft, row.BatteryPack, row.DepartureUs), cancellationToken))!;
        if (Sql.Number(standing[0]) > 0)
        {
            return CommitOutcome.Replayed;
        }

        if (Sql.Number(standing[1]) != commit.AirspaceRevision
            || new Neighbours((string?)standing[3], (string?)standing[4]) != commit.AircraftNeighbours
            || new Neighbours((string?)standing[5], (string?)standing[6]) != commit.PackNeighbours)
        {
            return CommitOutcome.Stale;
        }

        row.Revision = Sql.Number(standing[2]) + 1;
        request.Response = commit.Respond(row.Revision);
        return await StoreAsync(commit, oldest, cancellationToken) ? CommitOutcome.Committed : CommitOutcome.Clash;
    }

    private async Task<bool> StoreAsync(FlightCommit commit, long oldest, CancellationToken cancellationToken)
    {
        var (row, request, tail) = (commit.Row, commit.Request, writing.Tail);
        var told = FlightVerdicts.Created(row);
        var calls = new List<SqlCall>
        {
            new("SAVEPOINT booking"),
            new(InsertFlight, row.Id, row.Revision, row.Organization, row.Principal, row.RequestId, row.State, row.Aircraft, row.BatteryPack, row.Origin, row.Destination, row.DepartureUs, row.ArrivalUs, row.PayloadKg, row.TakeoffSoc, row.LandingSoc, row.Message, row.Verdict, row.CreateUs, row.UpdateUs, row.CancelReason, RowChecksum.Of(row, commit.Claims)),
        };

        // In one order, so that two writers that are not of this service's kind do not wait for each other in a ring.
        calls.AddRange(commit.Claims
            .OrderBy(claim => claim.Resource, StringComparer.Ordinal)
            .ThenBy(claim => claim.StartUs)
            .ThenBy(claim => claim.LowM)
            .Select(claim => new SqlCall(InsertClaim, claim.FlightId, claim.Kind, claim.Resource, claim.LowM, claim.HighM, claim.StartUs, claim.EndUs)));
        calls.Add(new SqlCall(DropOldRequests, oldest));
        calls.Add(new SqlCall(InsertRequest, request.Organization, request.RequestId, request.Fingerprint, request.Response, request.CreateUs, RowChecksum.Of(request)));
        calls.Add(new SqlCall(InsertChange, told.FlightId, told.Message, told.CreateUs));
        calls.Add(writing.Audit(new AuditEntry(row.CreateUs, new Caller(row.Organization, row.Principal), "flights.schedule", $"flights/{row.Id}", $"request {row.RequestId}", SHA256.HashData(request.Response))));
        calls.Add(new SqlCall("RELEASE SAVEPOINT booking"));
        try
        {
            await writing.Sql.RunAsync(calls, cancellationToken);
            return true;
        }
        catch (Exception trouble) when (writing.Db.IsClaimClash(trouble))
        {
            await writing.Sql.RunAsync([new SqlCall("ROLLBACK TO SAVEPOINT booking"), new SqlCall("RELEASE SAVEPOINT booking")], cancellationToken);
            writing.Tail = tail;
            return false;
        }
    }
}
