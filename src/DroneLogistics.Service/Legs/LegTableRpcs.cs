using DroneLogistics.V1;
using Grpc.Core;

namespace DroneLogistics.Service;

/// <summary>LegTableService: flights simulated ahead, and what lies between them.</summary>
public sealed class LegTableRpcs(LegTableDesk desk, LegTableMaker maker, OperationDesk jobs, OperationsControl operations) : LegTableService.LegTableServiceBase
{
    public override Task<LegTable> GetLegTable(GetLegTableRequest request, ServerCallContext context) => Task.FromResult(LegTableQueries.Get(desk, request));

    public override async Task<Google.LongRunning.Operation> BuildLegTable(BuildLegTableRequest request, ServerCallContext context)
    {
        LegTableQueries.Get(desk, new GetLegTableRequest { Name = request.Name });
        var job = await maker.AskAsync(await operations.SnapshotAsync(context.CancellationToken), request.ValidateOnly, context.CancellationToken);
        return job is null ? new Google.LongRunning.Operation() : jobs.Write(job);
    }

    public override async Task<QuoteLegResponse> QuoteLeg(QuoteLegRequest request, ServerCallContext context)
    {
        var world = (await operations.SnapshotAsync(context.CancellationToken)).World;
        return LegTableQueries.Quote(world, () => desk.Answering(world.Forecast?.Origin.Id), request);
    }

    public override async Task<ListLegsResponse> ListLegs(ListLegsRequest request, ServerCallContext context)
    {
        var world = (await operations.SnapshotAsync(context.CancellationToken)).World;
        return LegTableQueries.List(world, () => desk.Answering(world.Forecast?.Origin.Id), request);
    }
}
