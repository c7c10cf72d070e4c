using System.Security.Cryptography;
using System.Text;
using DroneLogistics.Service.Store;

namespace DroneLogistics.Service;

/// <summary>
/// Seals what is written to the audit log, and keeps its signed head in a file beside the token: a log that was cut off at its end still fits in
/// itself, and only what stands outside tells that there was more.
/// </summary>
public sealed class AuditKeeper(AuditKey key, string? headFile)
{
    public const string KeyFileName = "audit-key";
    /// <summary>Seals with a key that goes with the process, and keeps no head: for a database that does as well.</summary>
    public static AuditKeeper Fleeting() => new(AuditKey.Fleeting(), headFile: null);

    /// <summary>The keeper of a database in a state folder; its key is made where there is none.</summary>
    public static async Task<AuditKeeper> OpenAsync(string stateFolder, DatabaseAddress database, CancellationToken cancellationToken) =>
        new(await AuditKey.EnsureAsync(Path.GetFullPath(Path.Combine(stateFolder, KeyFileName)), cancellationToken), HeadFile(stateFolder, database));

    /// <summary>The file of the signed head: one for each database that is served from a state folder.</summary>
    public static string HeadFile(string stateFolder, DatabaseAddress database)
    {
        var place = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(database.File ?? database.Shown)))[..8];
        return Path.GetFullPath(Path.Combine(stateFolder, $"audit-head-{place}"));
    }

    /// <summary>The row that follows a tail.</summary>
    public AuditRow Next(AuditTail tail, AuditEntry entry)
    {
        var row = AuditChain.Next(tail, entry);
        row.KeyId = key.Id;
        row.Seal = key.Seal(row.Hash);
        return row;
    }

    /// <summary>Signs where the log ends now; called in the order of the commits.</summary>
    public void Committed(AuditTail tail)
    {
        if (headFile is null)
        {
            return;
        }

        // Moved into place, so that a reader never sees half of it. It is not written through: after a power failure it may be that of a
        // moment before, which says less, and nothing wrong.
        var half = headFile + ".part";
        try
        {
            File.WriteAllText(half, key.WriteHead(tail));
            File.Move(half, headFile, overwrite: true);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            // What was committed is committed and has to be answered. The head stays that of before, and the next commit tries again.
        }
    }

    /// <summary>Refuses a log that does not lead to the head that was signed: signing another would cover up that it was changed.</summary>
    /// <param name="isNew">Nothing was ever stored in the database: the head is that of another one which stood there before.</param>
    /// <param name="hashAt">The hash of the row at a place; null where there is none.</param>
    /// <exception cref="ConfigurationException">It does not.</exception>
    public async Task RequireHeadAsync(bool isNew, Func<long, Task<byte[]?>> hashAt)
    {
        if (headFile is null || !File.Exists(headFile))
        {
            return;
        }

        if (isNew)
        {
            File.Move(headFile, headFile + ".before", overwrite: true);
            return;
        }

        var head = key.ReadHead(await File.ReadAllTextAsync(headFile))
            ?? throw new ConfigurationException($"{headFile} is not signed with {KeyFileName} beside it. Restore both together.");
        if (head.Sequence > 0 && !(await hashAt(head.Sequence) is { } hash && hash.AsSpan().SequenceEqual(head.Hash)))
        {
            throw new ConfigurationException($"The audit log of the database does not lead to row {head.Sequence}, which {headFile} signs: drone audit verify names the first row that is not as it was written.");
        }
    }
}
