using DroneLogistics.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace DroneLogistics.Service;

/// <summary>AirspaceService: zones, obstacles, permits and closures.</summary>
public sealed class AirspaceRpcs(AirspaceDesk desk, GeozoneImports imports, ObstacleImports obstacleImports, ClosureDesk closures, DroneLogistics.Airspace.AirspacePermits permits, TimeProvider clock) : AirspaceService.AirspaceServiceBase
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

    public override Task<Authorization> GetAuthorization(GetAuthorizationRequest request, ServerCallContext context) =>
        Task.FromResult(PermitQueries.GetAuthorization(permits, request));

    public override Task<ListAuthorizationsResponse> ListAuthorizations(ListAuthorizationsRequest request, ServerCallContext context) =>
        Task.FromResult(PermitQueries.ListAuthorizations(permits, request));

    public override Task<ListSlotsResponse> ListSlots(ListSlotsRequest request, ServerCallContext context) =>
        Task.FromResult(PermitQueries.ListSlots(permits, request, clock.GetUtcNow()));

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

    private Task<AirspaceSnapshot> CurrentAsync(ServerCallContext context) => desk.CurrentAsync(context.CancellationToken);
}
