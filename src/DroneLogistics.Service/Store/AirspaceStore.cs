using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;

namespace DroneLogistics.Service.Store;

/// <summary>A change of the airspace on its way into the store.</summary>
/// <param name="RequestId">Its request id; empty where the request has none.</param>
/// <param name="Fingerprint">SHA-256 of method and request.</param>
/// <param name="ExpectedRevision">The revision of the airspace on which it was decided.</param>
/// <param name="NowUs">When.</param>
/// <param name="Cause">What it is, in words, with the name of the resource: "closures/works created". Booked flights that stand otherwise after it tell it.</param>
/// <param name="ChangesZones">Whether zones or obstacles change, so that assessments of routes are old after it.</param>
/// <param name="Apply">Makes the change in the transaction, given the revision that it makes; gives back the answer, serialized.</param>
public sealed record AirspaceChange(
    string RequestId,
    byte[] Fingerprint,
    long ExpectedRevision,
    long NowUs,
    string Cause,
    bool ChangesZones,
    Func<OperationsDb, long, CancellationToken, Task<byte[]>> Apply);

/// <summary>What is stored of the airspace beside zones and obstacles, at one revision.</summary>
/// <param name="Revision">Of all of it.</param>
/// <param name="ZonesRevision">Of the zones and obstacles alone.</param>
/// <param name="Closures">By start, then by id.</param>
/// <param name="Routes">Those that were added or changed, by id.</param>
/// <param name="Records">Records of the network that were added, changed or deleted, by collection and id.</param>
public sealed record StoredAirspace(long Revision, long ZonesRevision, IReadOnlyList<ClosureRow> Closures, IReadOnlyList<RouteRow> Routes, IReadOnlyList<NetworkRow> Records)
{
    public static readonly StoredAirspace Empty = new(0, 0, [], [], []);
}

/// <summary>Reads and writes what is stored of the airspace. Every write is one transaction that takes the write lock first and counts one revision.</summary>
public sealed class AirspaceStore(Func<OperationsDb> open, Writers writers, Action wake)
{
    /// <summary>The revision of the airspace: it grows with every change.</summary>
    public async Task<long> ReadRevisionAsync(CancellationToken cancellationToken)
    {
        await using var db = open();
        return await db.Airspace.AsNoTracking().Select(row => row.Revision).SingleAsync(cancellationToken);
    }

    /// <summary>Ids and revisions of the imported sets, by id.</summary>
    public async Task<IReadOnlyList<(string Id, long Revision)>> ReadSetsAsync(CancellationToken cancellationToken)
    {
        await using var db = open();
        var rows = await db.GeozoneSets.AsNoTracking().OrderBy(row => row.Id).Select(row => new { row.Id, row.Revision }).ToListAsync(cancellationToken);
        return [.. rows.Select(row => (row.Id, row.Revision))];
    }

    /// <summary>One imported set with its content; null where it is gone.</summary>
    public async Task<GeozoneSetRow?> FindSetAsync(string id, CancellationToken cancellationToken)
    {
        await using var db = open();
        return await db.GeozoneSets.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken);
    }

    /// <summary>Ids and revisions of the imported sets of obstacles, by id.</summary>
    public async Task<IReadOnlyList<(string Id, long Revision)>> ReadObstacleSetsAsync(CancellationToken cancellationToken)
    {
        await using var db = open();
        var rows = await db.ObstacleSets.AsNoTracking().OrderBy(row => row.Id).Select(row => new { row.Id, row.Revision }).ToListAsync(cancellationToken);
        return [.. rows.Select(row => (row.Id, row.Revision))];
    }

    /// <summary>One imported set of obstacles with its content; null where it is gone.</summary>
    public async Task<ObstacleSetRow?> FindObstacleSetAsync(string id, CancellationToken cancellationToken)
    {
        await using var db = open();
        return await db.ObstacleSets.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken);
    }

    /// <summary>All that is stored beside zones and obstacles.</summary>
    public async Task<StoredAirspace> ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = open();

        // The revision first: what comes in between is read again the next time.
        var airspace = await db.Airspace.AsNoTracking().SingleAsync(cancellationToken);
        var records = await db.NetworkRecords.AsNoTracking().OrderBy(row => row.Collection).ThenBy(row => row.Id).ToListAsync(cancellationToken);
        records.ForEach(row => RowChecksum.Require(row.Checksum, RowChecksum.Of(row), $"{row.Collection}/{row.Id}"));
        return new StoredAirspace(
            airspace.Revision,
            airspace.ZonesRevision,
            await db.Closures.AsNoTracking().OrderBy(row => row.StartUs).ThenBy(row => row.Id).ToListAsync(cancellationToken),
            await db.Routes.AsNoTracking().OrderBy(row => row.Id).ToListAsync(cancellationToken),
            records);
    }

    /// <summary>What a request id was answered with; null: not within a day.</summary>
    /// <exception cref="RequestIdReusedException">It belongs to another request.</exception>
    public async Task<byte[]?> FindAnswerAsync(string requestId, byte[] fingerprint, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = open();
        return await FindAnswerAsync(db, requestId, fingerprint, FlightMessages.Micros(now), cancellationToken);
    }

    /// <summary>Stores a change and its request id, or nothing.</summary>
    /// <returns>The answer, that of the first time where the request was answered before; null where the airspace is no longer the one on which the change was decided.</returns>
    /// <exception cref="RequestIdReusedException">The request id belongs to another request.</exception>
    public async Task<byte[]?> WriteAsync(AirspaceChange change, CancellationToken cancellationToken)
    {
        var answer = await writers.RunAsync(writing => WriteAsync(writing, change, cancellationToken), cancellationToken);
        if (answer is not null)
        {
            wake();
        }

        return answer;
    }

    private static async Task<byte[]?> WriteAsync(Writing writing, AirspaceChange change, CancellationToken cancellationToken)
    {
        var db = writing.Db;
        if (await FindAnswerAsync(db, change.RequestId, change.Fingerprint, change.NowUs, cancellationToken) is { } earlier)
        {
            return earlier;
        }

        var airspace = await db.Airspace.SingleAsync(cancellationToken);
        if (airspace.Revision != change.ExpectedRevision)
        {
            return null;
        }

        airspace.Revision++;
        airspace.ZonesRevision = change.ChangesZones ? airspace.Revision : airspace.ZonesRevision;
        db.AirspaceChanges.Add(new AirspaceChangeRow { Revision = airspace.Revision, Cause = change.Cause, CreateUs = change.NowUs });
        var answer = await change.Apply(db, airspace.Revision, cancellationToken);
        if (change.RequestId.Length > 0)
        {
            await db.Requests.Where(row => row.CreateUs <= RequestRow.Oldest(change.NowUs)).ExecuteDeleteAsync(cancellationToken);
            var request = new RequestRow { RequestId = change.RequestId, Fingerprint = change.Fingerprint, Response = answer, CreateUs = change.NowUs };
            request.Checksum = RowChecksum.Of(request);
            db.Requests.Add(request);
        }

        await writing.CommitAsync(new AuditEntry(change.NowUs, Caller.Current, "airspace.change", change.Cause, $"revision {airspace.Revision}", SHA256.HashData(answer)), cancellationToken);
        return answer;
    }

    private static async Task<byte[]?> FindAnswerAsync(OperationsDb db, string requestId, byte[] fingerprint, long nowUs, CancellationToken cancellationToken)
    {
        if (requestId.Length == 0 || await db.Requests.AsNoTracking().FirstOrDefaultAsync(row => row.Organization == Caller.LocalOrganization && row.RequestId == requestId && row.CreateUs > RequestRow.Oldest(nowUs), cancellationToken) is not { } earlier)
        {
            return null;
        }

        RowChecksum.Require(earlier.Checksum, RowChecksum.Of(earlier), $"The answer to request {requestId}");
        return CryptographicOperations.FixedTimeEquals(earlier.Fingerprint, fingerprint) ? earlier.Response : throw RequestIdReusedException.ByAnother(requestId);
    }
}
