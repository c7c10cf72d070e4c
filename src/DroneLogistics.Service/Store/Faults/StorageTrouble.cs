namespace DroneLogistics.Service.Store;

/// <summary>What a failure of the database is, whichever database it is.</summary>
public enum StorageTrouble
{
    /// <summary>None of the database's.</summary>
    None,

    /// <summary>Somebody else held it for too long.</summary>
    Busy,

    /// <summary>The server is gone, starts again, or ended the connection.</summary>
    Unreachable,

    /// <summary>It takes no writes: a standby that was not promoted, or a file that may not be written.</summary>
    ReadOnly,

    /// <summary>The disk is full; what is stored can be read.</summary>
    Full,

    /// <summary>The disk failed.</summary>
    Failed,

    /// <summary>The disk failed to write through. What it holds of the last writes is not known, and to ask it again would be answered as if all were well.</summary>
    Unsynced,

    /// <summary>What is stored is not what was written.</summary>
    Corrupt,
}

/// <summary>The database cannot be worked with.</summary>
/// <param name="trouble">Why.</param>
/// <param name="message">In a sentence.</param>
/// <param name="inner">What the driver said; null: nothing.</param>
public sealed class StorageException(StorageTrouble trouble, string message, Exception? inner = null) : Exception(message, inner)
{
    public StorageTrouble Trouble { get; } = trouble;
}

/// <summary>The connection was lost while a transaction was committed: whether it is stored is known once the request is sent again with its id.</summary>
public sealed class OutcomeUnknownException(Exception inner) : Exception("The database was lost in the middle of a commit. The request may have been carried out: ask with the same request_id.", inner);
