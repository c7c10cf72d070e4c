using DroneLogistics.Dispatch;

namespace DroneLogistics.Service;

/// <summary>What a browser gets: the first page, the picture of the network, the description of the JSON API.</summary>
public static class PageRoutes
{
    public static void MapPages(this WebApplication app, Func<World> world)
    {
        var (page, picture) = (new DrawnOnce(world, at => StartPage.Html(at)), new DrawnOnce(world, at => NetworkPicture.Svg(at)));
        app.MapGet("/", (HttpContext context) =>
        {
            var html = page.Text;
            ConsolePages.Guard(context.Response, ConsolePages.RulesOf(html));
            return Results.Content(html, "text/html; charset=utf-8");
        }).WithMetadata(AccessMetadata.Readers);
        app.MapGet("/network.svg", () => Results.Content(picture.Text, "image/svg+xml; charset=utf-8")).WithMetadata(AccessMetadata.Readers);

        // The contract is public.
        var openApi = OpenApiDocument.Json();
        app.MapGet("/openapi/v1.json", () => Results.Text(openApi, "application/json")).WithMetadata(AccessMetadata.Open);
    }

    /// <summary>A text that is drawn anew when the sites are others.</summary>
    private sealed class DrawnOnce(Func<World> world, Func<World, string> draw)
    {
        private (object? Sites, string Text) held = (null, string.Empty);
        private readonly Lock drawing = new();

        public string Text
        {
            get
            {
                var now = world();
                lock (drawing)
                {
                    held = ReferenceEquals(held.Sites, now.Sites) ? held : (now.Sites, draw(now));
                    return held.Text;
                }
            }
        }
    }
}
