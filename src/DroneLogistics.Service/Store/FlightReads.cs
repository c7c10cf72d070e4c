using Microsoft.EntityFrameworkCore;

namespace DroneLogistics.Service.Store;

/// <summary>How far everything has come that decisions rest on, as of one moment.</summary>
/// <param name="Flights">The highest revision of a flight; 0: there is none.</param>
/// <param name="Tails">How many tails there are.</param>
/// <param name="Packs">How many packs there are.</param>
/// <param name="Airspace">The revision of the airspace.</param>
public sealed record StoredHeads(long Flights, long Tails, long Packs, long Airspace);

/// <summary>What every decision reads of the store. Where nothing changed it is one statement.</summary>
public sealed class FlightReads(Func<OperationsDb> open)
{
    // A flight that is not as it was written after so many looks was not cancelled: something changed it.
    private const int MostLooks = 5;

    private const string Heads = "SELECT (SELECT max(revision) FROM flight), (SELECT count(*) FROM aircraft), (SELECT count(*) FROM battery_pack), (SELECT revision FROM airspace)";

    private const string Standing = """
        SELECT * FROM flight WHERE id IN (
            SELECT id FROM flight WHERE state <> 3 AND departure_us >= {0}
            UNION SELECT (SELECT last.id FROM flight AS last WHERE last.aircraft = aircraft.id AND last.state <> 3 AND last.departure_us < {0} ORDER BY last.departure_us DESC LIMIT 1) FROM aircraft
            UNION SELECT (SELECT last.id FROM flight AS last WHERE last.battery_pack = battery_pack.id AND last.state <> 3 AND last.departure_us < {0} ORDER BY last.departure_us DESC LIMIT 1) FROM battery_pack)
        """;

    private const string Answer = """
        SELECT (SELECT id FROM flight WHERE organization = @p0 AND request_id = @p1), request.fingerprint, request.response, request.create_us, request.checksum
        FROM (SELECT 1 AS one) AS always
        LEFT JOIN request ON request.organization = @p0 AND request.request_id = @p1 AND request.create_us > @p2
        """;

    /// <summary>How far everything has come.</summary>
    public async Task<StoredHeads> HeadsAsync(CancellationToken cancellationToken)
    {
        var heads = (await RowAsync(new SqlCall(Heads), cancellationToken))!;
        return new StoredHeads(Sql.Number(heads[0]), Sql.Number(heads[1]), Sql.Number(heads[2]), Sql.Number(heads[3]));
    }

    /// <summary>The flights up to a revision that can matter to a decision: those that depart from an instant on, and the last one before it of each tail and pack, which tells where they stand.</summary>
    /// <remarks>However many flights are stored, those of the last days and those to come are all that is read.</remarks>
    public async Task<IReadOnlyList<(FlightRow Row, IReadOnlyList<ClaimRow> Claims)>> StandingAsync(long fromUs, long head, CancellationToken cancellationToken)
    {
        await using var db = open();
        return [.. (await SoundAsync(db, db.Flights.FromSqlRaw(Standing, fromUs).Where(row => row.Revision <= head), cancellationToken)).Where(one => one.Row.State != FlightStore.CancelledState)];
    }

    /// <summary>What changed above one revision and up to another, in order: flights with their claims, and cancelled ones.</summary>
    public async Task<IReadOnlyList<(FlightRow Row, IReadOnlyList<ClaimRow> Claims)>> ChangesAsync(long known, long head, CancellationToken cancellationToken)
    {
        if (head <= known)
        {
            return [];
        }

        await using var db = open();
        return await SoundAsync(db, db.Flights.Where(row => row.Revision > known && row.Revision <= head), cancellationToken);
    }

    /// <summary>Flights with their claims, by revision, as they were written.</summary>
    /// <exception cref="StorageException">One of them is not what was written.</exception>
    private static async Task<IReadOnlyList<(FlightRow Row, IReadOnlyList<ClaimRow> Claims)>> SoundAsync(OperationsDb db, IQueryable<FlightRow> flights, CancellationToken cancellationToken)
    {
        for (var look = 1; ; look++)
        {
            var rows = await flights.AsNoTracking().OrderBy(row => row.Revision).ToListAsync(cancellationToken);
            var ids = flights.Select(row => row.Id);
            var claims = (await db.Claims.AsNoTracking().Where(claim => ids.Contains(claim.FlightId)).ToListAsync(cancellationToken)).ToLookup(claim => claim.FlightId);

            // A flight that was cancelled between the two queries shows up without claims, and all are read again.
            if (rows.Find(row => !RowChecksum.Holds(row.Checksum, RowChecksum.Of(row, claims[row.Id]))) is not { } broken)
            {
                return [.. rows.Select(row => (row, (IReadOnlyList<ClaimRow>)[.. claims[row.Id]]))];
            }

            if (look == MostLooks)
            {
                throw RowChecksum.Broken($"flights/{broken.Id}");
            }
        }
    }

    /// <summary>What a request id was answered with, as of one moment.</summary>
    /// <returns>The id of the flight that it booked, however long ago, and its answer where that was given within a day.</returns>
    public async Task<(string? Flight, RequestRow? Request)> AnswerAsync(string organization, string requestId, long nowUs, CancellationToken cancellationToken)
    {
        var found = (await RowAsync(new SqlCall(Answer, organization, requestId, RequestRow.Oldest(nowUs)), cancellationToken))!;
        if (found[1] is not byte[] fingerprint)
        {
            return ((string?)found[0], null);
        }

        var request = new RequestRow { Organization = organization, RequestId = requestId, Fingerprint = fingerprint, Response = (byte[])found[2]!, CreateUs = Sql.Number(found[3]), Checksum = Sql.Number(found[4]) };
        RowChecksum.Require(request.Checksum, RowChecksum.Of(request), $"The answer to request {requestId}");
        return ((string?)found[0], request);
    }

    private async Task<object?[]?> RowAsync(SqlCall call, CancellationToken cancellationToken)
    {
        await using var db = open();
        await db.Database.OpenConnectionAsync(cancellationToken);
        using var sql = new Sql(db);
        return await sql.RowAsync(call, cancellationToken);
    }
}
