using System.Globalization;
using System.Security;
using System.Text;
using DroneLogistics.Dispatch;
using DroneLogistics.Geodesy;
using DroneLogistics.Routing;
using DroneLogistics.Sites;

namespace DroneLogistics.Service;

/// <summary>Draws a network as SVG: land, routes, sites by status with their names in both languages, a scale.</summary>
public static class NetworkPicture
{
    private const double MarginPixels = 40;

    // Land smaller than this on the picture is a speck; shore lines are thinned to the same size.
    private const double SmallestPixels = 1.0;

    private static readonly (SiteStatus Status, string Word, string Colour, string Shape)[] Marks =
    [
        (SiteStatus.Operating, "operating 运行", "#0072B2", "M-6,-6H6V6H-6Z"),
        (SiteStatus.Built, "built 建成", "#009E73", "M0,-8L8,6H-8Z"),
        (SiteStatus.Trial, "trial 试运行", "#E69F00", "M0,-8L8,0L0,8L-8,0Z"),
        (SiteStatus.Planned, "planned 规划", "#777777", "M-5,0A5,5 0 1 0 5,0A5,5 0 1 0 -5,0Z"),
        (SiteStatus.TestCandidate, "test candidate 测试", "#D55E00", "M-6,-6L6,6M-6,6L6,-6"),
    ];

    /// <summary>The picture.</summary>
    /// <param name="world">The network.</param>
    /// <param name="width">Width in pixels; the height follows.</param>
    public static string Svg(World world, double width = 1200)
    {
        var projection = new Projection(world.Sites.All, width);
        var svg = new StringBuilder();
        Line(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {N(width)} {N(projection.Height)}\" font-family=\"Noto Sans CJK SC, Noto Sans, sans-serif\" font-size=\"12\">");
        Line(svg, $"<title>{Escape($"{world.Sites.All.Count} sites and {world.Routes.Count} directed routes")}</title>");
        Line(svg, $"<rect width=\"{N(width)}\" height=\"{N(projection.Height)}\" fill=\"#dcebf5\"/>");
        Land(svg, world, projection);
        Routes(svg, world, projection);
        Names(svg, world, projection);
        foreach (var site in world.Sites.All)
        {
            var (x, y) = projection.Place(site.Position);
            Line(svg, $"<g class=\"site\" transform=\"translate({N(x)},{N(y)})\">{Mark(site.Status)}<title>{Escape($"{site.NameEnglish} {site.NameChinese}: {site.Status}, known to {site.HorizontalAccuracy.Kilometres:0.#} km")}</title></g>");
        }

        Legend(svg, projection);
        Line(svg, "</svg>");
        return svg.ToString();
    }

    private static void Land(StringBuilder svg, World world, Projection projection)
    {
        svg.Append("<path class=\"land\" fill=\"#cdd8bf\" stroke=\"#8b9a78\" stroke-width=\"0.6\" d=\"");
        foreach (var island in world.Coastline.Islands)
        {
            var last = (X: double.NaN, Y: double.NaN);
            var path = new StringBuilder();
            var count = 0;
            foreach (var corner in island.Outline.ExteriorRing.Coordinates)
            {
                var (x, y) = projection.Place(new LatLon(corner.Y, corner.X));
                x = Math.Clamp(x, -5, projection.Width + 5);
                y = Math.Clamp(y, -5, projection.Height + 5);
                if (count == 0 || Math.Abs(x - last.X) + Math.Abs(y - last.Y) >= SmallestPixels)
                {
                    path.Append(CultureInfo.InvariantCulture, $"{(count == 0 ? 'M' : 'L')}{N(x)},{N(y)}");
                    last = (x, y);
                    count++;
                }
            }

            if (count >= 4)
            {
                svg.Append(path).Append('Z');
            }
        }

        Line(svg, "\"/>");
    }

    private static void Routes(StringBuilder svg, World world, Projection projection)
    {
        var drawn = new HashSet<string>(StringComparer.Ordinal);
        foreach (var route in world.Routes)
        {
            var stops = route.Via.Prepend(route.Origin).Append(route.Destination).ToList();
            if (!drawn.Add(string.Join(' ', stops)) || drawn.Contains(string.Join(' ', stops.AsEnumerable().Reverse())) && route.Origin != route.Destination)
            {
                continue;
            }

            var points = string.Join(' ', stops.Select(stop => projection.Place(world.Sites[stop].Position)).Select(point => $"{N(point.X)},{N(point.Y)}"));
            var (colour, dash) = route.Status switch
            {
                RouteStatus.Regular => ("#0072B2", string.Empty),
                RouteStatus.Trial => ("#b87500", " stroke-dasharray=\"8 4\""),
                _ => ("#777777", " stroke-dasharray=\"2 4\""),
            };
            Line(svg, $"<polyline class=\"route\" points=\"{points}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"{dash}><title>{Escape($"{route.Id}: {route.Status}")}</title></polyline>");
        }
    }

    /// <summary>Puts each name where it hides no other: right, left, above or below its mark, the first place that is free.</summary>
    private static void Names(StringBuilder svg, World world, Projection projection)
    {
        var taken = world.Sites.All.Select(site => projection.Place(site.Position)).Select(point => (X: point.X - 8, Y: point.Y - 8, W: 16.0, H: 16.0)).ToList();
        foreach (var site in world.Sites.All)
        {
            var (x, y) = projection.Place(site.Position);
            var (english, chinese) = (site.NameEnglish, site.NameChinese);
            var width = Math.Max(english.Length * 6.3, chinese.Length * 12.0);
            (double X, double Y)[] places = [(x + 10, y - 12), (x - 10 - width, y - 12), (x - (width / 2), y - 38), (x - (width / 2), y + 10), (x + 12, y + 8), (x - 12 - width, y + 8), (x + 12, y - 34), (x - 12 - width, y - 34)];
            var place = places
                .OrderBy(candidate => taken.Sum(box => Overlap(box, (candidate.X, candidate.Y, width, 27))) + Outside(candidate, width, projection))
                .First();
            taken.Add((place.X, place.Y, width, 27));
            Line(svg, $"<text x=\"{N(place.X)}\" y=\"{N(place.Y + 11)}\" fill=\"#111\" stroke=\"#f4f8fb\" stroke-width=\"3\" paint-order=\"stroke\">{Escape(english)}<tspan x=\"{N(place.X)}\" dy=\"13\" fill=\"#333\">{Escape(chinese)}</tspan></text>");
        }
    }

    private static void Legend(StringBuilder svg, Projection projection)
    {
        // In the lower left lies the mainland, where no site of the archipelago is.
        var top = projection.Height - (Marks.Length * 20) - 118;
        var y = top + 14;
        Line(svg, $"<rect x=\"8\" y=\"{N(top)}\" width=\"230\" height=\"{N((Marks.Length * 20) + 110)}\" fill=\"#ffffff\" fill-opacity=\"0.88\" stroke=\"#999\"/>");
        foreach (var (status, word, _, _) in Marks)
        {
            Line(svg, $"<g transform=\"translate(22,{N(y)})\">{Mark(status)}</g><text x=\"38\" y=\"{N(y + 4)}\" fill=\"#111\">{Escape(word)}</text>");
            y += 20;
        }

        foreach (var (word, colour, dash) in new[] { ("regular route 正式航线", "#0072B2", string.Empty), ("trial route 试运行航线", "#b87500", " stroke-dasharray=\"8 4\""), ("planned route 规划航线", "#777777", " stroke-dasharray=\"2 4\"") })
        {
            Line(svg, $"<line x1=\"12\" y1=\"{N(y)}\" x2=\"34\" y2=\"{N(y)}\" stroke=\"{colour}\" stroke-width=\"2\"{dash}/><text x=\"38\" y=\"{N(y + 4)}\" fill=\"#111\">{Escape(word)}</text>");
            y += 20;
        }

        var length = 20 * projection.PixelsPerKilometre;
        Line(svg, $"<path d=\"M14,{N(y)}v8h{N(length)}v-8\" fill=\"none\" stroke=\"#111\"/><text x=\"{N(20 + length)}\" y=\"{N(y + 8)}\" fill=\"#111\">20 km</text>");
        Line(svg, $"<text x=\"14\" y=\"{N(y + 26)}\" fill=\"#444\" font-size=\"10\">Shore: GSHHG 2.3.7; positions approximate</text>");
    }

    private static string Mark(SiteStatus status)
    {
        var (_, _, colour, shape) = Marks.FirstOrDefault(mark => mark.Status == status, Marks[^1]);
        return status == SiteStatus.TestCandidate
            ? $"<path d=\"{shape}\" stroke=\"{colour}\" stroke-width=\"3\"/>"
            : $"<path d=\"{shape}\" fill=\"{colour}\" stroke=\"#fff\"/>";
    }

    private static double Overlap((double X, double Y, double W, double H) a, (double X, double Y, double W, double H) b) =>
        Math.Max(0, Math.Min(a.X + a.W, b.X + b.W) - Math.Max(a.X, b.X)) * Math.Max(0, Math.Min(a.Y + a.H, b.Y + b.H) - Math.Max(a.Y, b.Y));

    private static double Outside((double X, double Y) place, double width, Projection projection) =>
        place.X < 0 || place.Y < 0 || place.X + width > projection.Width || place.Y + 27 > projection.Height ? 1e6 : 0;

    private static void Line(StringBuilder svg, string line) => svg.Append(line).Append('\n');

    private static string N(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Escape(string text) => SecurityElement.Escape(text);

    /// <summary>Equirectangular about the middle latitude of the sites.</summary>
    private sealed class Projection
    {
        private const double KilometresPerDegree = 111.2;
        private readonly double west;
        private readonly double north;
        private readonly double stretch;
        private readonly double scale;

        public Projection(IReadOnlyList<Site> sites, double width)
        {
            var (south, northmost) = (sites.Min(site => site.Position.LatitudeDegrees), sites.Max(site => site.Position.LatitudeDegrees));
            var (westmost, east) = (sites.Min(site => site.Position.LongitudeDegrees), sites.Max(site => site.Position.LongitudeDegrees));
            stretch = Math.Cos(double.DegreesToRadians((south + northmost) / 2));

            // A degree of room where all sites stand on one spot.
            var span = Math.Max((east - westmost) * stretch, 0.05);
            scale = (width - (4 * MarginPixels)) / span;
            west = westmost - (2 * MarginPixels / scale / stretch);
            north = northmost + (MarginPixels / scale);
            Width = width;
            Height = Math.Max(300, ((northmost - south) * scale) + (2.5 * MarginPixels));
        }

        public double Width { get; }

        public double Height { get; }

        public double PixelsPerKilometre => scale / KilometresPerDegree;

        public (double X, double Y) Place(LatLon position) =>
            ((position.LongitudeDegrees - west) * stretch * scale, (north - position.LatitudeDegrees) * scale);
    }
}
