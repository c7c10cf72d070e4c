using DroneLogistics.Service.Store;
using Google.Rpc;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace DroneLogistics.Service;

/// <summary>Turns every trouble of a handler into a status of the contract. No exception text of the inside leaves the service.</summary>
public sealed partial class ErrorInterceptor(ILogger<ErrorInterceptor> log, StorageFaults faults) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(request, context);
        }
        catch (Exception trouble) when (trouble is not RpcException)
        {
            throw Translate(trouble, context);
        }
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(request, responseStream, context);
        }
        catch (Exception trouble) when (trouble is not RpcException)
        {
            throw Translate(trouble, context);
        }
    }

    private RpcException Translate(Exception trouble, ServerCallContext context)
    {
        switch (trouble)
        {
            case BadRequestException bad:
                return ErrorStatus.Of(bad);
            case RequestIdReusedException:
                return ErrorStatus.Build(Code.InvalidArgument, "REQUEST_ID_REUSED", trouble.Message);
            case ContentionException or SerializationException:
                return ErrorStatus.Retry(Code.Aborted, "DB_LOCKED", trouble.Message, TimeSpan.FromSeconds(1));
            case ClockUntrustedException:
                return ErrorStatus.Build(Code.FailedPrecondition, "CLOCK_UNTRUSTED", trouble.Message);
            case OutcomeUnknownException unknown:
                return StorageErrors.Of(unknown);
            case StoredAirspaceException:
                return ErrorStatus.Build(Code.DataLoss, "STORAGE_CORRUPT", trouble.Message);
            case OperationCanceledException when context.GetHttpContext().Features.Get<CallDeadline>() is { HasPassed: true }:
            case OperationCanceledException when context.Deadline < DateTime.MaxValue && context.Deadline <= DateTime.UtcNow:
                return ErrorStatus.Build(Code.DeadlineExceeded, "DEADLINE", "The deadline passed. The request may have been carried out: ask with the same request_id.");
            case OperationCanceledException:
                return ErrorStatus.Build(Code.Cancelled, "DEADLINE", "The caller went away.");
        }

        var kind = faults.Saw(trouble);
        if (StorageErrors.Of(kind, kind == StorageTrouble.Corrupt ? faults.Damaged : faults.AgainstWriting) is { } storage)
        {
            LogStorage(log, context.Method, kind, trouble.GetBaseException().Message);
            return storage;
        }

        LogUnexpected(log, context.Method, trouble);
        return ErrorStatus.Build(Code.Internal, "INTERNAL", "The service made a mistake; it is in its log.");
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The database failed in {Method}: {Kind}: {Trouble}")]
    private static partial void LogStorage(ILogger log, string method, StorageTrouble kind, string trouble);

    [LoggerMessage(Level = LogLevel.Error, Message = "Unexpected trouble in {Method}")]
    private static partial void LogUnexpected(ILogger log, string method, Exception trouble);
}
