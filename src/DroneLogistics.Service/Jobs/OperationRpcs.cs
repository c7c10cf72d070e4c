using Google.LongRunning;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace DroneLogistics.Service;

/// <summary>google.longrunning.Operations: how far long work is.</summary>
public sealed class OperationRpcs(OperationDesk desk) : Operations.OperationsBase
{
    public override Task<Operation> GetOperation(GetOperationRequest request, ServerCallContext context) => desk.GetAsync(request.Name, context.CancellationToken);

    public override Task<ListOperationsResponse> ListOperations(ListOperationsRequest request, ServerCallContext context) => desk.ListAsync(request, context.CancellationToken);

    public override Task<Operation> WaitOperation(WaitOperationRequest request, ServerCallContext context) => desk.WaitAsync(request, context.CancellationToken);

    public override async Task<Empty> CancelOperation(CancelOperationRequest request, ServerCallContext context)
    {
        await desk.CancelAsync(request.Name, context.CancellationToken);
        return new Empty();
    }

    public override async Task<Empty> DeleteOperation(DeleteOperationRequest request, ServerCallContext context)
    {
        await desk.DeleteAsync(request.Name, context.CancellationToken);
        return new Empty();
    }
}
