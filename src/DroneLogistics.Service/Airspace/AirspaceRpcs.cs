using DroneLogistics.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace DroneLogistics.Service;

/// <summary>AirspaceService: zones, obstacles, permits and closures.</summary>
public sealed class AirspaceRpcs(AirspaceDesk desk, GeozoneImports imports, ObstacleImports obstacleImports, ClosureDesk closures, OperationsControl operations, RecordDesk<DroneLogistics.Airspace.Authorizations.Authorization, Authorization> authorizations, TimeProvider clock) : AirspaceService.AirspaceServiceBase
{
    public override async Task<Geozone> GetGeozone(GetGeozoneRequest request, ServerCallContext context) =>
        AirspaceQueries.GetGeozone(await CurrentAsync(context), request, clock.GetUtcNow());

    public override async Task<ListGeozonesResponse> ListGeozones(ListGeozonesRequest request, ServerCallContext context) =>
        AirspaceQueries.ListGeozones(await CurrentAsync(context), request, clock.GetUtcNow());

    public override Task<ImportGeozonesResponse> ImportGeozones(ImportGeozonesRequest request, ServerCallContext context) =>
        imports.ImportAsync(request, clock.GetUtcNow(), context.CancellationToken);

    public override async Task<GeozoneSet> GetGeozoneSet(GetGeozoneSetRequest request, ServerCallContext context) =>
        AirspaceQueries.GetGeozoneSet(await CurrentAsync(context), request);

    public override async Task<ListGeozoneSetsResponse> ListGeozoneSets(ListGeozoneSetsRequest request, ServerCallContext context) =>
        AirspaceQueries.ListGeozoneSets(await CurrentAsync(context), request);

    public override async Task<Empty> DeleteGeozoneSet(DeleteGeozoneSetRequest request, ServerCallContext context)
    {
        await imports.DeleteAsync(request, clock.GetUtcNow(), context.CancellationToken);
        return new Empty();
    }

    public override async Task<ExportGeozoneSetResponse> ExportGeozoneSet(ExportGeozoneSetRequest request, ServerCallContext context) =>
        AirspaceQueries.ExportGeozoneSet(await CurrentAsync(context), request);

    public override async Task<Obstacle> GetObstacle(GetObstacleRequest request, ServerCallContext context) =>
        AirspaceQueries.GetObstacle(await CurrentAsync(context), request);

    public override async Task<ListObstaclesResponse> ListObstacles(ListObstaclesRequest request, ServerCallContext context) =>
        AirspaceQueries.ListObstacles(await CurrentAsync(context), request);

    public override Task<ImportObstaclesResponse> ImportObstacles(ImportObstaclesRequest request, ServerCallContext context) =>
        obstacleImports.ImportAsync(request, clock.GetUtcNow(), context.CancellationToken);

    public override Task<Authorization> GetAuthorization(GetAuthorizationRequest request, ServerCallContext context) => authorizations.GetAsync(request.Name, clock.GetUtcNow(), context.CancellationToken);

    public override async Task<ListAuthorizationsResponse> ListAuthorizations(ListAuthorizationsRequest request, ServerCallContext context)
    {
        var list = new ListRequest(request.PageSize, request.PageToken, request.Filter, request.OrderBy);
        var (page, next) = await authorizations.ListAsync(list, request.ShowDeleted, clock.GetUtcNow(), context.CancellationToken);
        return new ListAuthorizationsResponse { Authorizations = { page }, NextPageToken = next };
    }

    public override Task<Authorization> CreateAuthorization(CreateAuthorizationRequest request, ServerCallContext context) =>
        authorizations.CreateAsync(Of(request, request.RequestId, request.ValidateOnly), request.AuthorizationId, request.Authorization, context.CancellationToken);

    public override Task<Authorization> UpdateAuthorization(UpdateAuthorizationRequest request, ServerCallContext context) =>
        authorizations.UpdateAsync(Of(request, request.RequestId, request.ValidateOnly), request.Authorization?.Name ?? string.Empty, request.Authorization?.Etag ?? string.Empty, request.Authorization, request.UpdateMask, context.CancellationToken);

    public override Task<Authorization> DeleteAuthorization(DeleteAuthorizationRequest request, ServerCallContext context) =>
        authorizations.DeleteAsync(Of(request, request.RequestId, request.ValidateOnly), request.Name, request.Etag, context.CancellationToken);

    public override Task<Authorization> UndeleteAuthorization(UndeleteAuthorizationRequest request, ServerCallContext context) =>
        authorizations.UndeleteAsync(Of(request, request.RequestId, request.ValidateOnly), request.Name, request.Etag, context.CancellationToken);

    public override async Task<ListSlotsResponse> ListSlots(ListSlotsRequest request, ServerCallContext context) =>
        PermitQueries.ListSlots((await operations.SnapshotAsync(context.CancellationToken)).World.Space.Permits, request, clock.GetUtcNow());

    public override Task<Closure> CreateClosure(CreateClosureRequest request, ServerCallContext context) =>
        closures.CreateAsync(request, clock.GetUtcNow(), context.CancellationToken);

    public override Task<Closure> GetClosure(GetClosureRequest request, ServerCallContext context) =>
        closures.GetAsync(request.Name, clock.GetUtcNow(), context.CancellationToken);

    public override Task<ListClosuresResponse> ListClosures(ListClosuresRequest request, ServerCallContext context) =>
        closures.ListAsync(request, context.CancellationToken);

    public override async Task<Empty> DeleteClosure(DeleteClosureRequest request, ServerCallContext context)
    {
        await closures.DeleteAsync(request, clock.GetUtcNow(), context.CancellationToken);
        return new Empty();
    }

    private RecordRequest Of(IMessage request, string requestId, bool validateOnly) => new(request, requestId, validateOnly, clock.GetUtcNow());

    private Task<AirspaceSnapshot> CurrentAsync(ServerCallContext context) => desk.CurrentAsync(context.CancellationToken);
}
