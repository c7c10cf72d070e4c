using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;

namespace DroneLogistics.Service.Store;

/// <summary>How far booked flights were decided again.</summary>
/// <param name="Revision">Of the airspace now.</param>
/// <param name="Checked">The revision of the airspace on which all flights were decided the last time.</param>
/// <param name="Cause">What changed since then, in words; empty: nothing.</param>
public sealed record RecheckProgress(long Revision, long Checked, string Cause);

/// <summary>Reads and writes how booked flights stand, and tells what happened to flights. Every write is one transaction that takes the write lock first.</summary>
public sealed class VerdictStore(Func<OperationsDb> open, Writers writers)
{
    // More than these are told by their number.
    private const int MostCauses = 3;

    private readonly Lock waking = new();
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done with the next change that this process stores, of flights or of the airspace.</summary>
    public Task NextChange
    {
        get
        {
            lock (waking)
            {
                return changed.Task;
            }
        }
    }

    /// <summary>Wakes whoever waits for <see cref="NextChange"/>.</summary>
    public void Wake()
    {
        lock (waking)
        {
            changed.SetResult();
            changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public async Task<RecheckProgress> ReadProgressAsync(CancellationToken cancellationToken)
    {
        await using var db = open();
        var airspace = await db.Airspace.AsNoTracking().SingleAsync(cancellationToken);
        if (airspace.CheckedRevision >= airspace.Revision)
        {
            return new RecheckProgress(airspace.Revision, airspace.CheckedRevision, string.Empty);
        }

        var causes = await db.AirspaceChanges.AsNoTracking()
            .Where(change => change.Revision > airspace.CheckedRevision && change.Revision <= airspace.Revision)
            .OrderBy(change => change.Revision)
            .Select(change => change.Cause)
            .ToListAsync(cancellationToken);
        var told = string.Join(", ", causes.TakeLast(MostCauses));
        return new RecheckProgress(airspace.Revision, airspace.CheckedRevision, causes.Count > MostCauses ? $"{told} and {causes.Count - MostCauses} before" : told);
    }

    /// <summary>Stores verdicts and that they changed, and perhaps that all flights are decided; or nothing, where the airspace is no longer the one on which they were decided.</summary>
    /// <param name="revision">The revision of the airspace on which they were decided.</param>
    /// <param name="verdicts">By flight; those that a flight has already are left alone, and so are cancelled flights.</param>
    /// <param name="isAll">Whether every flight is decided now.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public async Task<bool> WriteAsync(long revision, IReadOnlyList<(string FlightId, V1.FlightVerdict Verdict)> verdicts, bool isAll, CancellationToken cancellationToken)
    {
        var isWritten = await writers.RunAsync(writing => WriteAsync(writing, revision, verdicts, isAll, cancellationToken), cancellationToken);
        if (isWritten)
        {
            Wake();
        }

        return isWritten;
    }

    private static async Task<bool> WriteAsync(Writing writing, long revision, IReadOnlyList<(string FlightId, V1.FlightVerdict Verdict)> verdicts, bool isAll, CancellationToken cancellationToken)
    {
        var db = writing.Db;
        var airspace = await db.Airspace.SingleAsync(cancellationToken);
        if (airspace.Revision != revision)
        {
            return false;
        }

        var audit = new List<SqlCall>();
        foreach (var (id, verdict) in verdicts)
        {
            if (await db.Flights.FirstOrDefaultAsync(flight => flight.Id == id && flight.State != FlightStore.CancelledState, cancellationToken) is { } flight
                && FlightVerdicts.Of(flight) is var before && !FlightVerdicts.IsSame(before, verdict))
            {
                flight.Verdict = FlightVerdicts.Bytes(verdict);
                if (flight.Checksum != RowChecksum.None)
                {
                    flight.Checksum = RowChecksum.Of(flight, await db.Claims.AsNoTracking().Where(claim => claim.FlightId == id).ToListAsync(cancellationToken));
                }

                var told = FlightVerdicts.Changed(id, before, verdict);
                db.FlightChanges.Add(told);
                audit.Add(writing.Audit(new AuditEntry(told.CreateUs, Caller.Service, "flights.verdict", $"flights/{id}", $"{before.Verdict} to {verdict.Verdict} by {verdict.Cause}", SHA256.HashData(flight.Verdict))));
            }
        }

        airspace.CheckedRevision = isAll ? revision : airspace.CheckedRevision;
        await db.SaveChangesAsync(cancellationToken);
        await writing.Sql.RunAsync(audit, cancellationToken);
        await writing.CommitAsync();
        return true;
    }

    /// <summary>The number of the last change; 0: none.</summary>
    public async Task<long> ReadHeadAsync(CancellationToken cancellationToken)
    {
        await using var db = open();
        return await db.FlightChanges.MaxAsync(change => (long?)change.Revision, cancellationToken) ?? 0;
    }

    /// <summary>Changes after one, in their order.</summary>
    public async Task<IReadOnlyList<FlightChangeRow>> ReadChangesAsync(long after, int take, CancellationToken cancellationToken)
    {
        await using var db = open();
        return await db.FlightChanges.AsNoTracking().Where(change => change.Revision > after).OrderBy(change => change.Revision).Take(take).ToListAsync(cancellationToken);
    }
}
