using Microsoft.EntityFrameworkCore;

namespace DroneLogistics.Service.Store;

/// <summary>Reads imported forecasts. They are written as changes of the airspace, so that no flight is stored that was decided in an older one.</summary>
public sealed class ForecastStore(Func<OperationsDb> open)
{
    /// <summary>The id of the forecast in force, the one that was issued last, of equals the one imported last; null: there is none.</summary>
    public async Task<string?> FindInForceAsync(CancellationToken cancellationToken)
    {
        await using var db = open();
        return await db.Forecasts.AsNoTracking().OrderByDescending(row => row.IssueUs).ThenByDescending(row => row.Revision).Select(row => row.Id).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>One forecast with its content; null where there is none of the id.</summary>
    public async Task<ForecastRow?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var db = open();
        return await db.Forecasts.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken);
    }

    /// <summary>The summary of one forecast; null where there is none of the id.</summary>
    public async Task<byte[]?> FindSummaryAsync(string id, CancellationToken cancellationToken)
    {
        await using var db = open();
        return await db.Forecasts.AsNoTracking().Where(row => row.Id == id).Select(row => row.Summary).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Summaries, those issued last first.</summary>
    /// <param name="beforeIssueUs">Only what stands after this place of the list.</param>
    /// <param name="beforeRevision">See <paramref name="beforeIssueUs"/>.</param>
    /// <param name="take">At most this many.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<IReadOnlyList<(long IssueUs, long Revision, byte[] Summary)>> ListAsync(long beforeIssueUs, long beforeRevision, int take, CancellationToken cancellationToken)
    {
        await using var db = open();
        var rows = await db.Forecasts.AsNoTracking()
            .Where(row => row.IssueUs < beforeIssueUs || (row.IssueUs == beforeIssueUs && row.Revision < beforeRevision))
            .OrderByDescending(row => row.IssueUs)
            .ThenByDescending(row => row.Revision)
            .Select(row => new { row.IssueUs, row.Revision, row.Summary })
            .Take(take)
            .ToListAsync(cancellationToken);
        return [.. rows.Select(row => (row.IssueUs, row.Revision, row.Summary))];
    }
}
