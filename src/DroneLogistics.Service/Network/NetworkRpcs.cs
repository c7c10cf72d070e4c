using DroneLogistics.V1;
using Grpc.Core;

namespace DroneLogistics.Service;

/// <summary>NetworkService: sites and routes.</summary>
public sealed class NetworkRpcs(OperationsControl operations) : NetworkService.NetworkServiceBase
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

    public override Task<V1.Route> GetRoute(GetRouteRequest request, ServerCallContext context)
    {
        var fields = new FieldReader();
        var routes = operations.World.Routes;
        var id = fields.Name("name", request.Name, "routes");
        var route = routes.FirstOrDefault(known => known.Id.Text == id);
        if (id is not null && route is null)
        {
            fields.AddNotFound("name", "ROUTE_NOT_FOUND", FieldReader.NoSuch("route", id, routes.Select(known => known.Id.Text)));
        }

        fields.ThrowIfAny();
        return Task.FromResult(NetworkWriter.Write(route!, operations.World));
    }

    public override Task<ListRoutesResponse> ListRoutes(ListRoutesRequest request, ServerCallContext context)
    {
        var (routes, next) = Pages.Cut(operations.World.Routes, "routes", request.PageSize, request.PageToken);
        return Task.FromResult(new ListRoutesResponse { Routes = { routes.Select(route => NetworkWriter.Write(route, operations.World)) }, NextPageToken = next });
    }

    public override Task<EvaluateSiteResponse> EvaluateSite(EvaluateSiteRequest request, ServerCallContext context) =>
        Task.FromResult(NetworkDesk.EvaluateSite(operations.World, request));
}
