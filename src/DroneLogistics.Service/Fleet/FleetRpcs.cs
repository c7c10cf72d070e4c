using DroneLogistics.V1;
using Google.Protobuf;
using Grpc.Core;

namespace DroneLogistics.Service;

/// <summary>FleetService: types, tails and packs, as of now.</summary>
public sealed class FleetRpcs(OperationsControl operations, RecordDesk<DroneLogistics.Fleet.Aircraft, Aircraft> aircraft, RecordDesk<DroneLogistics.Fleet.BatteryPack, BatteryPack> packs, TimeProvider clock) : FleetService.FleetServiceBase
{
    public override Task<AircraftType> GetAircraftType(GetAircraftTypeRequest request, ServerCallContext context)
    {
        var fields = new FieldReader();
        var type = FlightPlanReader.Type(request.Name, "name", fields, operations.World);
        fields.ThrowIfAny();
        return Task.FromResult(FleetWriter.Write(type!));
    }

    public override Task<ListAircraftTypesResponse> ListAircraftTypes(ListAircraftTypesRequest request, ServerCallContext context)
    {
        var (types, next) = new ListRequest(request.PageSize, request.PageToken, request.Filter, request.OrderBy).Page(operations.World.AircraftTypes, FleetWriter.Write, "aircraftTypes");
        return Task.FromResult(new ListAircraftTypesResponse { AircraftTypes = { types }, NextPageToken = next });
    }

    public override Task<Aircraft> GetAircraft(GetAircraftRequest request, ServerCallContext context) => aircraft.GetAsync(request.Name, clock.GetUtcNow(), context.CancellationToken);

    public override async Task<ListAircraftResponse> ListAircraft(ListAircraftRequest request, ServerCallContext context)
    {
        var list = new ListRequest(request.PageSize, request.PageToken, request.Filter, request.OrderBy);
        var (page, next) = await aircraft.ListAsync(list, request.ShowDeleted, clock.GetUtcNow(), context.CancellationToken);
        return new ListAircraftResponse { Aircraft = { page }, NextPageToken = next };
    }

    public override async Task<BatchGetAircraftResponse> BatchGetAircraft(BatchGetAircraftRequest request, ServerCallContext context) =>
        new() { Aircraft = { await aircraft.BatchAsync(request.Names, clock.GetUtcNow(), context.CancellationToken) } };

    public override Task<Aircraft> CreateAircraft(CreateAircraftRequest request, ServerCallContext context) =>
        aircraft.CreateAsync(Of(request, request.RequestId, request.ValidateOnly), request.AircraftId, request.Aircraft, context.CancellationToken);

    public override Task<Aircraft> UpdateAircraft(UpdateAircraftRequest request, ServerCallContext context) =>
        aircraft.UpdateAsync(Of(request, request.RequestId, request.ValidateOnly), request.Aircraft?.Name ?? string.Empty, request.Aircraft?.Etag ?? string.Empty, request.Aircraft, request.UpdateMask, context.CancellationToken);

    public override Task<Aircraft> DeleteAircraft(DeleteAircraftRequest request, ServerCallContext context) =>
        aircraft.DeleteAsync(Of(request, request.RequestId, request.ValidateOnly), request.Name, request.Etag, context.CancellationToken);

    public override Task<Aircraft> UndeleteAircraft(UndeleteAircraftRequest request, ServerCallContext context) =>
        aircraft.UndeleteAsync(Of(request, request.RequestId, request.ValidateOnly), request.Name, request.Etag, context.CancellationToken);

    public override Task<BatteryPack> GetBatteryPack(GetBatteryPackRequest request, ServerCallContext context) => packs.GetAsync(request.Name, clock.GetUtcNow(), context.CancellationToken);

    public override async Task<ListBatteryPacksResponse> ListBatteryPacks(ListBatteryPacksRequest request, ServerCallContext context)
    {
        var list = new ListRequest(request.PageSize, request.PageToken, request.Filter, request.OrderBy);
        var (page, next) = await packs.ListAsync(list, request.ShowDeleted, clock.GetUtcNow(), context.CancellationToken);
        return new ListBatteryPacksResponse { BatteryPacks = { page }, NextPageToken = next };
    }

    public override async Task<BatchGetBatteryPacksResponse> BatchGetBatteryPacks(BatchGetBatteryPacksRequest request, ServerCallContext context) =>
        new() { BatteryPacks = { await packs.BatchAsync(request.Names, clock.GetUtcNow(), context.CancellationToken) } };

    public override Task<BatteryPack> CreateBatteryPack(CreateBatteryPackRequest request, ServerCallContext context) =>
        packs.CreateAsync(Of(request, request.RequestId, request.ValidateOnly), request.BatteryPackId, request.BatteryPack, context.CancellationToken);

    public override Task<BatteryPack> UpdateBatteryPack(UpdateBatteryPackRequest request, ServerCallContext context) =>
        packs.UpdateAsync(Of(request, request.RequestId, request.ValidateOnly), request.BatteryPack?.Name ?? string.Empty, request.BatteryPack?.Etag ?? string.Empty, request.BatteryPack, request.UpdateMask, context.CancellationToken);

    public override Task<BatteryPack> DeleteBatteryPack(DeleteBatteryPackRequest request, ServerCallContext context) =>
        packs.DeleteAsync(Of(request, request.RequestId, request.ValidateOnly), request.Name, request.Etag, context.CancellationToken);

    public override Task<BatteryPack> UndeleteBatteryPack(UndeleteBatteryPackRequest request, ServerCallContext context) =>
        packs.UndeleteAsync(Of(request, request.RequestId, request.ValidateOnly), request.Name, request.Etag, context.CancellationToken);

    private RecordRequest Of(IMessage request, string requestId, bool validateOnly) => new(request, requestId, validateOnly, clock.GetUtcNow());
}
