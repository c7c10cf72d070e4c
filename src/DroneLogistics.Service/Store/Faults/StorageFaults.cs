using Google.Protobuf;

namespace DroneLogistics.Service.Store;

/// <summary>
/// What went wrong with the database for as long as the service runs: a disk that failed to write through takes no more writes, and what is damaged
/// is decided on no more. Only a new start, which looks at all of it again, ends that. Safe for concurrent use.
/// </summary>
/// <param name="open">Opens contexts on the database.</param>
public sealed class StorageFaults(Func<OperationsDb> open)
{
    // The worse of the two stays: whoever may not read may not write.
    private StorageException? unsynced;
    private StorageException? damaged;

    /// <summary>Why nothing may be written any more; null: it may.</summary>
    public StorageException? AgainstWriting => Damaged ?? Volatile.Read(ref unsynced);

    /// <summary>Why nothing may be decided any more; null: it may.</summary>
    public StorageException? Damaged => Volatile.Read(ref damaged);

    /// <summary>What a failure is.</summary>
    public StorageTrouble Of(Exception trouble)
    {
        switch (trouble)
        {
            case StorageException known:
                return known.Trouble;

            // Requests are read before any of this: what does not parse here is stored.
            case InvalidProtocolBufferException:
                return StorageTrouble.Corrupt;
            default:
                using (var db = open())
                {
                    return db.TroubleOf(trouble);
                }
        }
    }

    /// <summary>What a failure is, remembered where it lasts.</summary>
    public StorageTrouble Saw(Exception trouble)
    {
        var kind = Of(trouble);
        switch (kind)
        {
            case StorageTrouble.Unsynced:
                Interlocked.CompareExchange(ref unsynced, new StorageException(kind, "The disk failed to write the database through. Nothing is written until the service is started again; what was acknowledged before is stored.", trouble), null);
                break;
            case StorageTrouble.Corrupt:
                Interlocked.CompareExchange(ref damaged, new StorageException(kind, $"The database is damaged: {FirstLine(trouble)} Nothing is decided on it. Stop the service and restore a copy.", trouble), null);
                break;
        }

        return kind;
    }

    /// <exception cref="StorageException">Nothing may be written any more.</exception>
    public void RequireWritable()
    {
        if (AgainstWriting is { } fault)
        {
            throw new StorageException(fault.Trouble, fault.Message, fault);
        }
    }

    /// <exception cref="StorageException">Nothing may be decided any more.</exception>
    public void RequireSound()
    {
        if (Damaged is { } fault)
        {
            throw new StorageException(fault.Trouble, fault.Message, fault);
        }
    }

    private static string FirstLine(Exception trouble) => trouble.GetBaseException().Message.Split('\n')[0].TrimEnd('.') + ".";
}
