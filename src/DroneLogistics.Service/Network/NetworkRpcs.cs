using DroneLogistics.Routing;
using DroneLogistics.V1;
using Grpc.Core;

namespace DroneLogistics.Service;

/// <summary>NetworkService: sites, routes and their life.</summary>
public sealed class NetworkRpcs(OperationsControl operations, RouteDesk routes, TimeProvider clock) : NetworkService.NetworkServiceBase
{
    public override Task<Site> GetSite(GetSiteRequest request, ServerCallContext context)
    {
        var fields = new FieldReader();
        var site = FlightPlanReader.Site(request.Name, "name", fields, operations.World);
        fields.ThrowIfAny();
        return Task.FromResult(NetworkWriter.Write(site!));
    }

    public override Task<ListSitesResponse> ListSites(ListSitesRequest request, ServerCallContext context)
    {
        var (sites, next) = Pages.Cut(operations.World.Sites.All, "sites", request.PageSize, request.PageToken);
        return Task.FromResult(new ListSitesResponse { Sites = { sites.Select(NetworkWriter.Write) }, NextPageToken = next });
    }

    public override Task<V1.Route> GetRoute(GetRouteRequest request, ServerCallContext context) =>
        routes.GetAsync(request.Name, context.CancellationToken);

    public override Task<ListRoutesResponse> ListRoutes(ListRoutesRequest request, ServerCallContext context) =>
        routes.ListAsync(request, context.CancellationToken);

    public override Task<V1.Route> CreateRoute(CreateRouteRequest request, ServerCallContext context) =>
        routes.CreateAsync(request, clock.GetUtcNow(), context.CancellationToken);

    public override Task<V1.Route> UpdateRoute(UpdateRouteRequest request, ServerCallContext context) =>
        routes.UpdateAsync(request, clock.GetUtcNow(), context.CancellationToken);

    public override Task<V1.Route> AssessRoute(AssessRouteRequest request, ServerCallContext context) =>
        routes.AssessAsync(request, clock.GetUtcNow(), context.CancellationToken);

    public override Task<V1.Route> ApproveRoute(ApproveRouteRequest request, ServerCallContext context) =>
        routes.ChangeStateAsync(request.Name, request.Etag, request.Reason, RouteEvent.Approve, clock.GetUtcNow(), context.CancellationToken);

    public override Task<V1.Route> SuspendRoute(SuspendRouteRequest request, ServerCallContext context) =>
        routes.ChangeStateAsync(request.Name, request.Etag, request.Reason, RouteEvent.Suspend, clock.GetUtcNow(), context.CancellationToken);

    public override Task<V1.Route> ResumeRoute(ResumeRouteRequest request, ServerCallContext context) =>
        routes.ChangeStateAsync(request.Name, request.Etag, request.Reason, RouteEvent.Resume, clock.GetUtcNow(), context.CancellationToken);

    public override Task<V1.Route> RetireRoute(RetireRouteRequest request, ServerCallContext context) =>
        routes.ChangeStateAsync(request.Name, request.Etag, request.Reason, RouteEvent.Retire, clock.GetUtcNow(), context.CancellationToken);

    public override Task<EvaluateSiteResponse> EvaluateSite(EvaluateSiteRequest request, ServerCallContext context) =>
        Task.FromResult(NetworkDesk.EvaluateSite(operations.World, request));
}
