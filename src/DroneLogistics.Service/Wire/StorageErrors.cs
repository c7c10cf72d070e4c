using DroneLogistics.Service.Store;
using Google.Rpc;
using Grpc.Core;

namespace DroneLogistics.Service;

/// <summary>What a caller is told of a database that failed. Each reason stands in docs/errors.md with its cause and what to do.</summary>
public static class StorageErrors
{
    private const string BusyReason = "STORAGE_BUSY";
    private const string UnreachableReason = "STORAGE_UNREACHABLE";
    private const string ReadOnlyReason = "STORAGE_READ_ONLY";
    private const string FullReason = "STORAGE_FULL";
    private const string FailedReason = "STORAGE_FAILED";
    private const string CorruptReason = "STORAGE_CORRUPT";
    private const string OutcomeReason = "OUTCOME_UNKNOWN";

    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    // Somebody has to do something first.
    private static readonly TimeSpan While = TimeSpan.FromSeconds(10);

    /// <summary>Every reason of this place.</summary>
    public static IReadOnlyList<string> Reasons { get; } = [BusyReason, UnreachableReason, ReadOnlyReason, FullReason, FailedReason, CorruptReason, OutcomeReason];

    /// <summary>The status of a failure; null: it is none of the database's.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="lasting">Why nothing is written or decided until the service is started again; null: it may be tried again.</param>
    public static RpcException? Of(StorageTrouble kind, StorageException? lasting) => kind switch
    {
        StorageTrouble.Busy => ErrorStatus.Retry(Code.Unavailable, BusyReason, "The database is held by another writer. Try again with the same request_id.", Moment),
        StorageTrouble.Unreachable => ErrorStatus.Retry(Code.Unavailable, UnreachableReason, "The database server does not answer, or ended the connection. Try again with the same request_id.", Moment),
        StorageTrouble.ReadOnly => ErrorStatus.Retry(Code.Unavailable, ReadOnlyReason, "The database takes no writes: it is a standby, or its file may not be written. What is stored can be read. Try again with the same request_id.", While),
        StorageTrouble.Full => ErrorStatus.Retry(Code.ResourceExhausted, FullReason, "The disk of the database is full: nothing was stored. What is stored can be read. Try again with the same request_id when there is space.", While),
        StorageTrouble.Failed => ErrorStatus.Retry(Code.Unavailable, FailedReason, "The disk of the database failed. The request may have been carried out: ask with the same request_id.", While),
        StorageTrouble.Unsynced => ErrorStatus.Build(Code.Unavailable, FailedReason, $"{lasting?.Message ?? "The disk of the database failed to write through."} The request may have been carried out: ask with the same request_id then."),
        StorageTrouble.Corrupt => ErrorStatus.Build(Code.DataLoss, CorruptReason, lasting?.Message ?? "What is stored is damaged: restore a copy of the database."),
        _ => null,
    };

    /// <summary>The status of a commit that nobody knows the outcome of.</summary>
    public static RpcException Of(OutcomeUnknownException trouble) => ErrorStatus.Retry(Code.Unavailable, OutcomeReason, trouble.Message, Moment);
}
