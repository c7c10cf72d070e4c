using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace DroneLogistics.Service.Store;

/// <summary>Reads and writes API keys; every change is in the audit log.</summary>
public sealed class ApiKeyStore(Func<OperationsDb> open, Writers writers)
{
    /// <summary>One key, also where it has ended; null: there is none.</summary>
    public async Task<ApiKeyRow?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var db = open();
        return await db.ApiKeys.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken);
    }

    /// <summary>All keys, those made last first.</summary>
    public async Task<IReadOnlyList<ApiKeyRow>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = open();
        return await db.ApiKeys.AsNoTracking().OrderByDescending(row => row.CreateUs).ThenBy(row => row.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Whether anybody could sign in with a key.</summary>
    public async Task<bool> HasAnyAsync(long nowUs, CancellationToken cancellationToken)
    {
        await using var db = open();
        return await db.ApiKeys.AnyAsync(row => row.RevokeUs == 0 && row.ExpireUs > nowUs, cancellationToken);
    }

    /// <summary>Stores a key.</summary>
    public Task AddAsync(ApiKeyRow row, CancellationToken cancellationToken) => writers.RunAsync(async writing =>
    {
        writing.Db.ApiKeys.Add(row);
        await writing.CommitAsync(Entry(row, row.CreateUs, "apiKeys.create", $"{row.DisplayName}, role {row.Role}"), cancellationToken);
        return true;
    }, cancellationToken);

    /// <summary>Ends a key; one that is ended stays as it is.</summary>
    /// <returns>The key; null: there is none.</returns>
    public Task<ApiKeyRow?> RevokeAsync(string id, long nowUs, CancellationToken cancellationToken) => writers.RunAsync(async writing =>
    {
        if (await writing.Db.ApiKeys.FirstOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } row)
        {
            return null;
        }

        if (row.RevokeUs == 0)
        {
            row.RevokeUs = nowUs;
            await writing.CommitAsync(Entry(row, nowUs, "apiKeys.revoke", row.DisplayName), cancellationToken);
        }

        return row;
    }, cancellationToken);

    private static AuditEntry Entry(ApiKeyRow row, long nowUs, string action, string detail) =>
        new(nowUs, Caller.Current, action, $"apiKeys/{row.Id}", detail, SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{row.Id} {row.Role} {row.ExpireUs} {row.RevokeUs}"))));
}
