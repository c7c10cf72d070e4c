using DroneLogistics.Routing;
using DroneLogistics.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace DroneLogistics.Service;

/// <summary>NetworkService: sites, their pads, routes and their life.</summary>
public sealed class NetworkRpcs(OperationsControl operations, RouteDesk routes, RecordDesk<Sites.Site, Site> sites, PadDesk pads, TimeProvider clock) : NetworkService.NetworkServiceBase
{
    public override Task<Site> GetSite(GetSiteRequest request, ServerCallContext context) => sites.GetAsync(request.Name, clock.GetUtcNow(), context.CancellationToken);

    public override async Task<ListSitesResponse> ListSites(ListSitesRequest request, ServerCallContext context)
    {
        var list = new ListRequest(request.PageSize, request.PageToken, request.Filter, request.OrderBy);
        var (page, next) = await sites.ListAsync(list, request.ShowDeleted, clock.GetUtcNow(), context.CancellationToken);
        return new ListSitesResponse { Sites = { page }, NextPageToken = next };
    }

    public override async Task<BatchGetSitesResponse> BatchGetSites(BatchGetSitesRequest request, ServerCallContext context) =>
        new() { Sites = { await sites.BatchAsync(request.Names, clock.GetUtcNow(), context.CancellationToken) } };

    public override Task<Site> CreateSite(CreateSiteRequest request, ServerCallContext context) =>
        sites.CreateAsync(Of(request, request.RequestId, request.ValidateOnly), request.SiteId, request.Site, context.CancellationToken);

    public override Task<Site> UpdateSite(UpdateSiteRequest request, ServerCallContext context) =>
        sites.UpdateAsync(Of(request, request.RequestId, request.ValidateOnly), request.Site?.Name ?? string.Empty, request.Site?.Etag ?? string.Empty, request.Site, request.UpdateMask, context.CancellationToken);

    public override Task<Site> DeleteSite(DeleteSiteRequest request, ServerCallContext context) =>
        sites.DeleteAsync(Of(request, request.RequestId, request.ValidateOnly), request.Name, request.Etag, context.CancellationToken);

    public override Task<Site> UndeleteSite(UndeleteSiteRequest request, ServerCallContext context) =>
        sites.UndeleteAsync(Of(request, request.RequestId, request.ValidateOnly), request.Name, request.Etag, context.CancellationToken);

    public override Task<Pad> GetPad(GetPadRequest request, ServerCallContext context) => pads.GetAsync(request.Name, clock.GetUtcNow(), context.CancellationToken);

    public override Task<ListPadsResponse> ListPads(ListPadsRequest request, ServerCallContext context) => pads.ListAsync(request, clock.GetUtcNow(), context.CancellationToken);

    public override Task<Pad> CreatePad(CreatePadRequest request, ServerCallContext context) => pads.CreateAsync(request, clock.GetUtcNow(), context.CancellationToken);

    public override Task<Pad> UpdatePad(UpdatePadRequest request, ServerCallContext context) => pads.UpdateAsync(request, clock.GetUtcNow(), context.CancellationToken);

    public override async Task<Empty> DeletePad(DeletePadRequest request, ServerCallContext context)
    {
        await pads.DeleteAsync(request, clock.GetUtcNow(), context.CancellationToken);
        return new Empty();
    }

    public override Task<V1.Route> DeleteRoute(DeleteRouteRequest request, ServerCallContext context) => routes.DeleteAsync(request, clock.GetUtcNow(), context.CancellationToken);

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
        routes.ChangeStateAsync(request.Name, request.Etag, request.Reason, request.ValidateOnly, RouteEvent.Approve, clock.GetUtcNow(), context.CancellationToken);

    public override Task<V1.Route> SuspendRoute(SuspendRouteRequest request, ServerCallContext context) =>
        routes.ChangeStateAsync(request.Name, request.Etag, request.Reason, request.ValidateOnly, RouteEvent.Suspend, clock.GetUtcNow(), context.CancellationToken);

    public override Task<V1.Route> ResumeRoute(ResumeRouteRequest request, ServerCallContext context) =>
        routes.ChangeStateAsync(request.Name, request.Etag, request.Reason, request.ValidateOnly, RouteEvent.Resume, clock.GetUtcNow(), context.CancellationToken);

    public override Task<V1.Route> RetireRoute(RetireRouteRequest request, ServerCallContext context) =>
        routes.ChangeStateAsync(request.Name, request.Etag, request.Reason, request.ValidateOnly, RouteEvent.Retire, clock.GetUtcNow(), context.CancellationToken);

    public override async Task<EvaluateSiteResponse> EvaluateSite(EvaluateSiteRequest request, ServerCallContext context) =>
        NetworkDesk.EvaluateSite((await operations.SnapshotAsync(context.CancellationToken)).World, request);

    private RecordRequest Of(IMessage request, string requestId, bool validateOnly) => new(request, requestId, validateOnly, clock.GetUtcNow());
}
