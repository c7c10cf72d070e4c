using DroneLogistics.Dispatch;

namespace DroneLogistics.Service;

/// <summary>What a browser gets: the first page, the picture of the network, the description of the JSON API.</summary>
public static class PageRoutes
{
    public static void MapPages(this WebApplication app, World world)
    {
        var (page, picture) = (StartPage.Html(world), NetworkPicture.Svg(world));
        var rules = ConsolePages.RulesOf(page);
        app.MapGet("/", (HttpContext context) =>
        {
            ConsolePages.Guard(context.Response, rules);
            return Results.Content(page, "text/html; charset=utf-8");
        }).WithMetadata(AccessMetadata.Readers);
        app.MapGet("/network.svg", () => Results.Content(picture, "image/svg+xml; charset=utf-8")).WithMetadata(AccessMetadata.Readers);

        // The contract is public.
        var openApi = OpenApiDocument.Json();
        app.MapGet("/openapi/v1.json", () => Results.Text(openApi, "application/json")).WithMetadata(AccessMetadata.Open);
    }
}
