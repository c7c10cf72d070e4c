using DroneLogistics.Service.Store;
using Google.LongRunning;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;

namespace DroneLogistics.Service;

/// <summary>Long work as operations of the contract: of all services on the database, whichever of them does it.</summary>
public sealed class OperationDesk(OperationsControl operations, LegTableDesk legTables)
{
    public const string Collection = "operations";

    // As often as progress is stored; a wait is ended by the deadline of the call as well.
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private JobStore Jobs => operations.Store.Jobs;

    /// <summary>How far an operation is.</summary>
    /// <exception cref="BadRequestException">Malformed, or there is no such operation.</exception>
    public async Task<Operation> GetAsync(string name, CancellationToken cancellationToken) => Write(await RequireAsync(name, cancellationToken));

    /// <summary>A page of them, the newest first.</summary>
    /// <exception cref="BadRequestException">Malformed.</exception>
    public async Task<ListOperationsResponse> ListAsync(ListOperationsRequest request, CancellationToken cancellationToken)
    {
        var fields = new FieldReader();
        if (request.Name.Length > 0 && request.Name != Collection)
        {
            fields.Add("name", "ID_FORMAT", $"is not \"{Collection}\"; there is one collection of them.");
        }

        fields.ThrowIfAny();
        var (page, next) = new ListRequest(request.PageSize, request.PageToken, request.Filter, string.Empty).Page(await Jobs.ListAsync(cancellationToken), Write, Collection);
        return new ListOperationsResponse { Operations = { page }, NextPageToken = next };
    }

    /// <summary>Answers when the operation is done, or as it is when the wait is over.</summary>
    /// <exception cref="BadRequestException">Malformed, or there is no such operation.</exception>
    public async Task<Operation> WaitAsync(WaitOperationRequest request, CancellationToken cancellationToken)
    {
        var longest = request.Timeout is { } asked ? asked.ToTimeSpan() : LongestWait;
        if (!(longest >= TimeSpan.Zero && longest <= LongestWait))
        {
            throw new BadRequestException([new Violation("timeout", "DURATION_RANGE", FormattableString.Invariant($"is {longest.TotalSeconds:R} s; expected 0 to {LongestWait.TotalSeconds:R}."))]);
        }

        for (var began = TimeProvider.System.GetTimestamp(); ;)
        {
            var operation = await GetAsync(request.Name, cancellationToken);
            if (operation.Done || TimeProvider.System.GetElapsedTime(began) >= longest)
            {
                return operation;
            }

            await Task.Delay(Look, cancellationToken);
        }
    }

    /// <summary>Asks for an operation to be given up.</summary>
    /// <exception cref="BadRequestException">Malformed, or there is no such operation.</exception>
    public async Task CancelAsync(string name, CancellationToken cancellationToken) => await Jobs.CancelAsync((await RequireAsync(name, cancellationToken)).Id, cancellationToken);

    /// <summary>Forgets an operation that is done.</summary>
    /// <exception cref="BadRequestException">Malformed, or there is no such operation.</exception>
    /// <exception cref="Grpc.Core.RpcException">It is not done.</exception>
    public async Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        var job = await RequireAsync(name, cancellationToken);
        if (job.State is JobState.Queued or JobState.Running || !await Jobs.DeleteAsync(job.Id, cancellationToken))
        {
            throw ErrorStatus.Build(Code.FailedPrecondition, "STATE", $"{name} is not done: cancel it first.");
        }
    }

    /// <summary>A job as an operation.</summary>
    public Operation Write(JobRow job)
    {
        var operation = new Operation
        {
            Name = $"{Collection}/{job.Id}",
            Metadata = Any.Pack(new V1.BuildLegTableMetadata
            {
                State = StateOf(job),
                ProgressRatio = job.Progress,
                CreateTime = FlightMessages.Instant(job.CreateUs).ToTimestamp(),
                UpdateTime = FlightMessages.Instant(job.UpdateUs).ToTimestamp(),
                AttemptCount = job.Tries,
            }),
            Done = job.State is JobState.Done or JobState.Failed or JobState.Cancelled,
        };
        switch (job.State)
        {
            case JobState.Done:
                var now = legTables.Now;
                operation.Response = Any.Pack(now.State == V1.LegTable.Types.State.Ready ? LegTableQueries.Write(now) : new V1.LegTable { Name = LegTableQueries.Name, State = V1.LegTable.Types.State.Ready, ProgressRatio = 1 });
                break;
            case JobState.Failed:
                operation.Error = ErrorStatus.Plain(Code.Internal, "OPERATION_FAILED", "It failed as often as it may; the reason is in the log of the service.");
                break;
            case JobState.Cancelled:
                operation.Error = ErrorStatus.Plain(Code.Cancelled, "OPERATION_CANCELLED", "It was given up as somebody asked.");
                break;
        }

        return operation;
    }

    private static V1.LegTable.Types.State StateOf(JobRow job) => job.State switch
    {
        JobState.Done => V1.LegTable.Types.State.Ready,
        JobState.Failed or JobState.Cancelled => V1.LegTable.Types.State.Failed,
        _ => LegTableMaker.Stage(job.Stage),
    };

    private async Task<JobRow> RequireAsync(string name, CancellationToken cancellationToken)
    {
        var fields = new FieldReader();
        var id = fields.Name("name", name, Collection);
        fields.ThrowIfAny();
        if (await Jobs.FindByIdAsync(id!, cancellationToken) is { } job)
        {
            return job;
        }

        fields.AddNotFound("name", "OPERATION_NOT_FOUND", $"there is no operation \"{id}\"; those that ended are kept until newer ones did.");
        fields.ThrowIfAny();
        throw new System.Diagnostics.UnreachableException();
    }
}
