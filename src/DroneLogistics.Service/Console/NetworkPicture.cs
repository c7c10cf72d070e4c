using System.Globalization;
using System.Text;
using DroneLogistics.Dispatch;
using DroneLogistics.Routing;
using DroneLogistics.Sites;
using static DroneLogistics.Service.MapSheet;

namespace DroneLogistics.Service;

/// <summary>Draws a network as SVG: land, routes and sites by status, names in both languages, degrees at the frame, a scale.</summary>
public static class NetworkPicture
{
    private const double LeftMargin = 46;
    private const double RightMargin = 14;
    private const double TopMargin = 54;
    private const double BottomMargin = 26;

    private const double LegendLine = 20;
    private const double LegendWidth = 238;

    private static readonly (RouteStatus Status, string Word, string Colour, string Dash)[] Lines =
    [
        (RouteStatus.Regular, "regular route 正式航线", "#0072B2", string.Empty),
        (RouteStatus.Trial, "trial route 试运行航线", "#b87500", " stroke-dasharray=\"8 4\""),
        (RouteStatus.Planned, "planned route 规划航线", "#666666", " stroke-dasharray=\"2 4\""),
    ];

    /// <summary>The picture.</summary>
    /// <param name="world">The network; at least one site.</param>
    /// <param name="width">Width in pixels, at least 400; the height follows.</param>
    public static string Svg(World world, double width = 1200)
    {
        var projection = new MapProjection([.. world.Sites.All.Select(site => site.Position)], LeftMargin, TopMargin, width - LeftMargin - RightMargin);
        var tracks = Tracks(world, projection);
        var height = projection.Frame.Bottom + BottomMargin;
        var svg = new StringBuilder();
        Line(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {N(width)} {N(height)}\" role=\"img\" font-family=\"Noto Sans CJK SC, Noto Sans, Microsoft YaHei, sans-serif\" font-size=\"12\">");
        Line(svg, $"<title>{Escape(Heading(world, tracks.Count))}</title>");

        // An own ground: the picture reads the same on a dark page.
        Line(svg, $"<rect width=\"{N(width)}\" height=\"{N(height)}\" fill=\"#ffffff\"/>");
        Line(svg, $"<text x=\"{N(LeftMargin)}\" y=\"22\" fill=\"#111\" font-size=\"17\" font-weight=\"600\">{Escape(Heading(world, tracks.Count))}</text>");
        Line(svg, $"<text x=\"{N(LeftMargin)}\" y=\"42\" fill=\"#444\">{Escape(ChineseHeading(world, tracks.Count))}</text>");
        Land(svg, world.Coastline.Islands, projection);
        Degrees(svg, projection);
        foreach (var track in tracks)
        {
            Draw(svg, track);
        }

        var legend = LegendBox(world, tracks, projection);
        Names(svg, world, tracks, projection, legend);
        foreach (var site in world.Sites.All)
        {
            var (x, y) = projection.Place(site.Position);
            Line(svg, $"<g class=\"site\" transform=\"translate({N(x)},{N(y)})\">{Mark(site.Status)}<title>{Escape(string.Create(CultureInfo.InvariantCulture, $"{site.NameEnglish} {site.NameChinese}: {site.Status}, position known to {site.HorizontalAccuracy.Kilometres:0.#} km"))}</title></g>");
        }

        Legend(svg, world, tracks, projection, legend);
        Line(svg, "</svg>");
        return svg.ToString();
    }

    private static string Heading(World world, int tracks) =>
        string.Create(CultureInfo.InvariantCulture, $"{world.Sites.All.Count} sites, {world.Sites.All.Count(site => site.IsOpenForScheduling)} of them open, and {tracks} route{(tracks == 1 ? string.Empty : "s")}");

    private static string ChineseHeading(World world, int tracks) =>
        string.Create(CultureInfo.InvariantCulture, $"起降场(点) {world.Sites.All.Count} 个,其中 {world.Sites.All.Count(site => site.IsOpenForScheduling)} 个可用;航线 {tracks} 条");

    /// <summary>Routes as lines: the way back over the same sites is the same line.</summary>
    private static IReadOnlyList<Track> Tracks(World world, MapProjection projection)
    {
        var tracks = new List<Track>();
        var drawn = new HashSet<string>(StringComparer.Ordinal);
        foreach (var route in world.Routes)
        {
            SiteId[] stops = [route.Origin, .. route.Via, route.Destination];
            var back = string.Join(' ', stops.Reverse());
            if (!drawn.Contains(back) && drawn.Add(string.Join(' ', stops)))
            {
                tracks.Add(new Track(route.Id.Text, route.Status, [.. stops.Select(stop => projection.Place(world.Sites[stop].Position))]));
            }
        }

        return tracks;
    }

    private static void Draw(StringBuilder svg, Track track)
    {
        var points = string.Join(' ', track.Points.Select(point => $"{N(point.X)},{N(point.Y)}"));
        var (_, _, colour, dash) = Array.Find(Lines, line => line.Status == track.Status);
        Line(svg, $"<polyline class=\"route\" points=\"{points}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"{dash}><title>{Escape($"{track.Id}: {track.Status}")}</title></polyline>");
    }

    private static void Names(StringBuilder svg, World world, IReadOnlyList<Track> tracks, MapProjection projection, PixelBox legend)
    {
        var sites = world.Sites.All;
        var marks = sites.Select(site => projection.Place(site.Position)).ToList();
        var sizes = sites.Select(site => (Math.Max(TextWidth(site.NameEnglish), TextWidth(site.NameChinese)), 2 * LineHeight)).ToList();
        var linePoints = tracks.SelectMany(track => Along(track.Points)).ToList();
        var boxes = LabelPlacement.Place(marks, sizes, linePoints, [legend], projection.Frame.Grown(-3));
        for (var i = 0; i < sites.Count; i++)
        {
            Label(svg, boxes[i], marks[i], sites[i].NameEnglish, sites[i].NameChinese, "#111");
        }
    }

    private static IEnumerable<(SiteStatus Status, string Word, string Colour, string Shape)> MarksOf(World world) =>
        Marks.Where(mark => world.Sites.All.Any(site => site.Status == mark.Status));

    private static IEnumerable<(RouteStatus Status, string Word, string Colour, string Dash)> LinesOf(IReadOnlyList<Track> tracks) =>
        Lines.Where(line => tracks.Any(track => track.Status == line.Status));

    /// <summary>The corner of the frame where the legend hides the least of marks and routes.</summary>
    private static PixelBox LegendBox(World world, IReadOnlyList<Track> tracks, MapProjection projection)
    {
        var frame = projection.Frame;
        var height = ((MarksOf(world).Count() + LinesOf(tracks).Count()) * LegendLine) + 66;
        var points = world.Sites.All.Select(site => projection.Place(site.Position))
            .Concat(tracks.SelectMany(track => Along(track.Points)))
            .ToList();
        return new[]
        {
            new PixelBox(frame.X + 8, frame.Bottom - height - 8, LegendWidth, height),
            new PixelBox(frame.X + 8, frame.Y + 8, LegendWidth, height),
            new PixelBox(frame.Right - LegendWidth - 8, frame.Y + 8, LegendWidth, height),
            new PixelBox(frame.Right - LegendWidth - 8, frame.Bottom - height - 8, LegendWidth, height),
        }.MinBy(corner => points.Count(point => corner.Grown(12).DistanceTo(point) <= 0));
    }

    private static void Legend(StringBuilder svg, World world, IReadOnlyList<Track> tracks, MapProjection projection, PixelBox box)
    {
        Line(svg, $"<rect x=\"{N(box.X)}\" y=\"{N(box.Y)}\" width=\"{N(box.Width)}\" height=\"{N(box.Height)}\" fill=\"#ffffff\" fill-opacity=\"0.9\" stroke=\"#999\"/>");
        var y = box.Y + 16;
        foreach (var (status, word, _, _) in MarksOf(world))
        {
            Line(svg, $"<g transform=\"translate({N(box.X + 18)},{N(y)})\">{Mark(status)}</g><text x=\"{N(box.X + 38)}\" y=\"{N(y + 4)}\" fill=\"#111\">{Escape(string.Create(CultureInfo.InvariantCulture, $"{word}: {world.Sites.All.Count(site => site.Status == status)}"))}</text>");
            y += LegendLine;
        }

        foreach (var (status, word, colour, dash) in LinesOf(tracks))
        {
            Line(svg, $"<path d=\"M{N(box.X + 6)},{N(y)}h26\" stroke=\"{colour}\" stroke-width=\"2\"{dash}/><text x=\"{N(box.X + 38)}\" y=\"{N(y + 4)}\" fill=\"#111\">{Escape(string.Create(CultureInfo.InvariantCulture, $"{word}: {tracks.Count(track => track.Status == status)}"))}</text>");
            y += LegendLine;
        }

        var kilometres = NiceBelow(150 / projection.PixelsPerKilometre);
        var length = kilometres * projection.PixelsPerKilometre;
        Line(svg, $"<path d=\"M{N(box.X + 8)},{N(y)}v8h{N(length)}v-8\" fill=\"none\" stroke=\"#111\"/><text x=\"{N(box.X + 16 + length)}\" y=\"{N(y + 8)}\" fill=\"#111\">{N(kilometres)} km</text>");
        Line(svg, $"<text x=\"{N(box.X + 8)}\" y=\"{N(y + 26)}\" fill=\"#444\" font-size=\"10\">North up. Positions approximate.<tspan x=\"{N(box.X + 8)}\" dy=\"13\">{(world.Coastline.Islands.Count > 0 ? "Shore: GSHHG 2.3.7." : "No shore known.")}</tspan></text>");
    }

    /// <summary>A route as a line on the picture.</summary>
    private sealed record Track(string Id, RouteStatus Status, IReadOnlyList<(double X, double Y)> Points);
}
