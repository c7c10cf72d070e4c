using System.Security.Cryptography;
using DroneLogistics.Airspace;
using DroneLogistics.Airspace.Formats;
using DroneLogistics.Provenance;
using DroneLogistics.Service.Store;

namespace DroneLogistics.Service;

/// <summary>Something stored of the airspace can no longer be read: the database was damaged, or is of other data.</summary>
public sealed class StoredAirspaceException(string resourceName, string why) : Exception($"{resourceName}, as stored, cannot be read: {why}");

/// <summary>
/// The airspace of the service: what ships and what was imported, as one immutable snapshot that is exchanged when the database knows
/// more. Safe for concurrent use; several processes may share one database.
/// </summary>
public sealed class AirspaceDesk(AirspaceSnapshot shipped, AirspacePermits permits, AirspaceStore store) : IDisposable
{
    private readonly SemaphoreSlim refreshing = new(1, 1);
    private AirspaceSnapshot current = shipped;
    private HeldGeozoneSet? stored;

    public AirspaceStore Store { get; } = store;

    /// <summary>What was granted; it ships with the data.</summary>
    public AirspacePermits Permits { get; } = permits;

    /// <summary>The airspace as the database has it now.</summary>
    /// <exception cref="StoredAirspaceException">A stored file cannot be read.</exception>
    public async Task<AirspaceSnapshot> CurrentAsync(CancellationToken cancellationToken)
    {
        await refreshing.WaitAsync(cancellationToken);
        try
        {
            // Read before the sets: what comes in between is read again the next time.
            var revision = await Store.ReadRevisionAsync(cancellationToken);
            if (revision != current.Revision)
            {
                current = current.With(revision, await ReadSetsAsync(cancellationToken), await ReadObstacleSetsAsync(cancellationToken));
            }

            return current;
        }
        finally
        {
            refreshing.Release();
        }
    }

    /// <summary>A set that this process has just stored: what it was read from need not be read again.</summary>
    public void Know(HeldGeozoneSet set) => Volatile.Write(ref stored, set);

    public void Dispose() => refreshing.Dispose();

    /// <summary>A set of a stored file, read as it was read at its import.</summary>
    /// <exception cref="StoredAirspaceException">It cannot be read so any more.</exception>
    public static HeldGeozoneSet Held(GeozoneSetRow row, AirspacePolicy policy)
    {
        RequireSame(row.Content, row.Sha256, $"{AirspaceNames.GeozoneSets}/{row.Id}");
        var import = GeozoneFile.Read(row.Content, row.FileName, OptionsOf(row, policy));
        return import.Set is { } set
            ? new HeldGeozoneSet(row.Id, set, new ImportedFile(row.FileName, row.Sha256, FlightMessages.Instant(row.CreateUs), row.Revision))
            : throw new StoredAirspaceException($"{AirspaceNames.GeozoneSets}/{row.Id}", $"{import.Refusals.First()}. Start with the limits of data/policy/airspace.json under which it was imported.");
    }

    /// <summary>A set of obstacles of a stored file, read as it was read at its import.</summary>
    /// <exception cref="StoredAirspaceException">It cannot be read so any more.</exception>
    public static HeldObstacleSet Held(ObstacleSetRow row, AirspacePolicy policy)
    {
        RequireSame(row.Content, row.Sha256, $"{AirspaceNames.ObstacleSets}/{row.Id}");
        var options = OptionsOf(row, policy);
        var import = ObstacleImportFile.Read(row.Content, row.FileName, options);
        return import.Obstacles is { } obstacles
            ? new HeldObstacleSet(row.Id, obstacles, options.Provenance, new ImportedFile(row.FileName, row.Sha256, FlightMessages.Instant(row.CreateUs), row.Revision))
            : throw new StoredAirspaceException($"{AirspaceNames.ObstacleSets}/{row.Id}", $"{import.Diagnostics[0]}. Start with the limits of data/policy/airspace.json under which it was imported.");
    }

    /// <summary>How a file of obstacles is read, but for what only a new file is judged by.</summary>
    public static ImportOptions OptionsOf(ObstacleSetRow row, AirspacePolicy policy) => new()
    {
        Limits = policy.Imports,
        Provenance = new GeozoneProvenance(row.Source, (SourceStatus)row.SourceStatus, row.Licence),
    };

    /// <summary>How a file is read, but for what only a new file is judged by.</summary>
    public static ImportOptions OptionsOf(GeozoneSetRow row, AirspacePolicy policy) => new()
    {
        Mode = (ImportMode)row.Mode,
        Format = (GeozoneFormat)row.Format,
        Limits = policy.Imports,
        Provenance = new GeozoneProvenance(row.Source, (SourceStatus)row.SourceStatus, row.Licence),
    };

    private async Task<IReadOnlyList<HeldGeozoneSet>> ReadSetsAsync(CancellationToken cancellationToken)
    {
        var known = current.Imported.ToDictionary(set => (set.Id, set.File!.Revision));
        if (Interlocked.Exchange(ref stored, null) is { } last)
        {
            known.TryAdd((last.Id, last.File!.Revision), last);
        }

        var sets = new List<HeldGeozoneSet>();
        foreach (var (id, revision) in await Store.ReadSetsAsync(cancellationToken))
        {
            if (known.TryGetValue((id, revision), out var held))
            {
                sets.Add(held);
            }
            else if (await Store.FindSetAsync(id, cancellationToken) is { } row)
            {
                sets.Add(Held(row, current.Policy));
            }
        }

        return sets;
    }

    private async Task<IReadOnlyList<HeldObstacleSet>> ReadObstacleSetsAsync(CancellationToken cancellationToken)
    {
        var known = current.ObstacleSets.ToDictionary(set => (set.Id, set.File.Revision));
        var sets = new List<HeldObstacleSet>();
        foreach (var (id, revision) in await Store.ReadObstacleSetsAsync(cancellationToken))
        {
            if (known.TryGetValue((id, revision), out var held))
            {
                sets.Add(held);
            }
            else if (await Store.FindObstacleSetAsync(id, cancellationToken) is { } row)
            {
                sets.Add(Held(row, current.Policy));
            }
        }

        return sets;
    }

    private static void RequireSame(byte[] content, byte[] sha256, string resourceName)
    {
        if (!SHA256.HashData(content).AsSpan().SequenceEqual(sha256))
        {
            throw new StoredAirspaceException(resourceName, "its bytes are not those that were imported. Restore a copy of the database.");
        }
    }
}
