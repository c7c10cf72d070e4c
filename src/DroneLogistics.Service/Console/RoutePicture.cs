using System.Text;
using DroneLogistics.Airspace;
using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.RoutePlanning;
using DroneLogistics.Geodesy;
using DroneLogistics.Units;
using static System.FormattableString;
using static DroneLogistics.Service.MapSheet;

namespace DroneLogistics.Service;

/// <summary>
/// Draws the routes of a flight as SVG: a map with the islands, zones and obstacles, every route and the straight line, what they bend
/// round; beside it what each has; below it the best route from the side.
/// </summary>
public static class RoutePicture
{
    private const double Width = 1200;
    private const double MapWidth = 820;
    private const double Left = 52;
    private const double Top = 66;
    private const int CornersOfCircle = 72;

    // Okabe and Ito's palette, told apart with any colour vision; the straight line is dashed as well.
    private static readonly string[] Colours = ["#0072B2", "#D55E00", "#009E73", "#AA4A8C", "#8B6D00"];

    private static readonly Dictionary<ZoneType, (string Colour, string Word)> ZoneColours = new()
    {
        [ZoneType.Prohibited] = ("#B00020", "prohibited zone 禁飞区"),
        [ZoneType.ReqAuthorization] = ("#D58A00", "zone by authorization 须批准空域"),
        [ZoneType.Conditional] = ("#8B6D00", "zone with conditions 有条件空域"),
    };

    /// <summary>The picture.</summary>
    /// <param name="world">The network on whose map it is drawn.</param>
    /// <param name="study">The routes; at least one.</param>
    public static string Svg(World world, RouteStudyAnswer study)
    {
        var points = study.Routes.SelectMany(route => route.Way.Points).Concat(study.Straight.Way.Points).ToList();
        var projection = new MapProjection(points, Left, Top, MapWidth);
        var profile = new PixelBox(Left, projection.Frame.Bottom + 62, Width - Left - 60, 250);
        var svg = new StringBuilder();
        var title = Title(study);
        Line(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {N(Width)} {N(profile.Bottom + 44)}\" width=\"{N(Width)}\" height=\"{N(profile.Bottom + 44)}\" font-family=\"'Noto Sans','Noto Sans CJK SC','Microsoft YaHei',Arial,sans-serif\" font-size=\"12\" role=\"img\">");
        Line(svg, $"<title>{Escape(title.English)}</title><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>");
        Line(svg, $"<text x=\"{N(Left)}\" y=\"26\" font-size=\"18\" fill=\"#111\">{Escape(title.English)}</text><text x=\"{N(Left)}\" y=\"48\" font-size=\"14\" fill=\"#333\">{Escape(title.Chinese)}</text>");
        Land(svg, world.Coastline.Islands, projection);
        var zones = Zones(svg, world, projection);
        Obstacles(svg, world, projection);
        Degrees(svg, projection);
        Routes(svg, study, projection);
        Names(svg, world, study, projection);
        Facts(svg, study, zones, projection);
        RouteProfilePicture.Draw(svg, study.Routes[0], Colours[0], profile);
        Line(svg, "</svg>");
        return svg.ToString();
    }

    private static (string English, string Chinese) Title(RouteStudyAnswer study)
    {
        var flight = study.Question.Flight;
        var (verdict, chinese) = study.Routes[0].Decision.Verdict == Verdict.Go ? ("GO", "可放行") : ("NO_GO", "不予放行");
        return (
            Invariant($"{flight.Origin.NameEnglish} to {flight.Destination.NameEnglish}, {flight.Type.NameEnglish}, {flight.Payload.Kilograms:0.###} kg: {verdict}"),
            Invariant($"{flight.Origin.NameChinese} — {flight.Destination.NameChinese},{flight.Type.NameChinese},{flight.Payload.Kilograms:0.###} kg:{chinese}"));
    }

    /// <summary>Draws the zones that the frame shows, whether or not they are in force; tells which types there are.</summary>
    private static IReadOnlyList<ZoneType> Zones(StringBuilder svg, World world, MapProjection projection)
    {
        var shown = new SortedSet<ZoneType>();
        var beyond = projection.Frame.Grown(5);
        foreach (var zone in world.Space.ZoneSets.SelectMany(set => set.Zones).Where(zone => ZoneColours.ContainsKey(zone.Type)))
        {
            var colour = ZoneColours[zone.Type].Colour;
            foreach (var volume in zone.Volumes)
            {
                if (!volume.Shape.Bounds.Touches(new GeoBox(projection.South, projection.West, projection.North, projection.East)))
                {
                    continue;
                }

                shown.Add(zone.Type);
                var corners = string.Join(' ', Outline(volume.Shape).Select(corner => beyond.Nearest(projection.Place(corner))).Select(place => $"{N(place.X)},{N(place.Y)}"));
                Line(svg, $"<polygon class=\"zone\" clip-path=\"url(#frame)\" points=\"{corners}\" fill=\"{colour}\" fill-opacity=\"0.07\" stroke=\"{colour}\" stroke-width=\"1\" stroke-dasharray=\"6 3\"><title>{Escape($"{zone.Id} {zone.NameIn("en")} {zone.NameIn("zh")}")}</title></polygon>");
            }
        }

        return [.. shown];
    }

    private static IEnumerable<LatLon> Outline(ZoneShape shape) => shape switch
    {
        ZoneCircle circle => Enumerable.Range(0, CornersOfCircle).Select(i => circle.Centre.Towards(Bearing.FromDegrees(360.0 * i / CornersOfCircle), circle.Radius)),
        ZonePolygon polygon => polygon.Outer,
        _ => [],
    };

    private static void Obstacles(StringBuilder svg, World world, MapProjection projection)
    {
        foreach (var (answer, middle) in world.Space.Obstacles.Shapes)
        {
            var places = middle.Select(projection.Place).ToList();
            if (!places.Exists(place => projection.Frame.DistanceTo(place) <= 0))
            {
                continue;
            }

            var title = $"<title>{Escape(Invariant($"{answer.Name}, {answer.Top.Metres:0} m AMSL, placed to {answer.HorizontalAccuracy.Metres:0} m"))}</title>";
            if (places.Count > 1)
            {
                Line(svg, $"<polyline clip-path=\"url(#frame)\" points=\"{string.Join(' ', places.Select(place => $"{N(place.X)},{N(place.Y)}"))}\" fill=\"none\" stroke=\"#555\" stroke-width=\"1\" stroke-dasharray=\"2 2\">{title}</polyline>");
                continue;
            }

            var (x, y) = places[0];
            var radius = answer.HorizontalAccuracy.Kilometres * projection.PixelsPerKilometre;
            Line(svg, $"<g clip-path=\"url(#frame)\"><circle cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"{N(radius)}\" fill=\"#555\" fill-opacity=\"0.10\"/><path d=\"M{N(x)},{N(y - 5)}l4,8h-8z\" fill=\"#555\">{title}</path></g>");
        }
    }

    private static void Routes(StringBuilder svg, RouteStudyAnswer study, MapProjection projection)
    {
        string Points(IEnumerable<LatLon> way) => string.Join(' ', way.Select(projection.Place).Select(place => $"{N(place.X)},{N(place.Y)}"));
        var corridor = study.Routes[0].Decision.Corridor?.Pieces.Where(piece => !piece.IsOnTheSpot).Select(piece => piece.Volume.HalfWidth.Kilometres).DefaultIfEmpty(0).Max() ?? 0;
        Line(svg, $"<polyline clip-path=\"url(#frame)\" points=\"{Points(study.Routes[0].Way.Points)}\" fill=\"none\" stroke=\"{Colours[0]}\" stroke-opacity=\"0.15\" stroke-linejoin=\"round\" stroke-linecap=\"round\" stroke-width=\"{N(2 * corridor * projection.PixelsPerKilometre)}\"/>");
        Line(svg, $"<polyline class=\"straight\" points=\"{Points(study.Straight.Way.Points)}\" fill=\"none\" stroke=\"#333\" stroke-width=\"1.2\" stroke-dasharray=\"5 5\"><title>{Escape(Invariant($"straight line, {study.StraightDistance.Kilometres:0.0} km"))}</title></polyline>");
        for (var i = study.Routes.Count - 1; i >= 0; i--)
        {
            var route = study.Routes[i];
            Line(svg, $"<polyline class=\"way\" points=\"{Points(route.Way.Points)}\" fill=\"none\" stroke=\"{Colours[i]}\" stroke-linejoin=\"round\" stroke-width=\"{(i == 0 ? 3 : 2)}\"><title>{Escape(Invariant($"route {i + 1}, {route.Way.Distance.Kilometres:0.0} km"))}</title></polyline>");
            foreach (var constraint in route.Constraints)
            {
                var (x, y) = projection.Place(constraint.Where);
                Line(svg, $"<circle cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"4\" fill=\"#fff\" stroke=\"{Colours[i]}\" stroke-width=\"2\"/>");
            }
        }
    }

    /// <summary>The sites on the map, and what routes bend round, by name in both languages.</summary>
    private static void Names(StringBuilder svg, World world, RouteStudyAnswer study, MapProjection projection)
    {
        var sites = world.Sites.All.Where(site => projection.Frame.DistanceTo(projection.Place(site.Position)) <= 0).ToList();
        var bends = study.Routes.SelectMany(route => route.Constraints).DistinctBy(constraint => constraint.Hindrance.Subject).ToList();
        var labels = sites.ConvertAll(site => (Mark: projection.Place(site.Position), English: site.NameEnglish, Chinese: site.NameChinese, IsSite: true));
        labels.AddRange(bends.Select(bend => (projection.Place(bend.Where), bend.Hindrance.NameEnglish, bend.Hindrance.NameChinese, false)));
        var lines = study.Routes.SelectMany(route => Along([.. route.Way.Points.Select(projection.Place)])).ToList();
        var boxes = LabelPlacement.Place(
            labels.ConvertAll(label => label.Mark),
            labels.ConvertAll(label => (Math.Max(TextWidth(label.English), TextWidth(label.Chinese)), label.Chinese.Length > 0 ? 2 * LineHeight : LineHeight)),
            lines,
            [],
            projection.Frame.Grown(-3));
        for (var i = 0; i < labels.Count; i++)
        {
            Label(svg, boxes[i], labels[i].Mark, labels[i].English, labels[i].Chinese, labels[i].IsSite ? "#111" : "#666");
        }

        foreach (var site in sites)
        {
            var (x, y) = projection.Place(site.Position);
            Line(svg, $"<g class=\"site\" transform=\"translate({N(x)},{N(y)})\">{Mark(site.Status)}<title>{Escape(Invariant($"{site.NameEnglish} {site.NameChinese}: {site.Status}, position known to {site.HorizontalAccuracy.Kilometres:0.#} km"))}</title></g>");
        }
    }

    /// <summary>Beside the map: what each route has, what the colours mean, and the scale.</summary>
    private static void Facts(StringBuilder svg, RouteStudyAnswer study, IReadOnlyList<ZoneType> zones, MapProjection projection)
    {
        var x = projection.Frame.Right + 22;
        var y = projection.Frame.Y + 6;
        for (var i = 0; i < study.Routes.Count; i++)
        {
            var (route, decision) = (study.Routes[i], study.Routes[i].Decision);
            Line(svg, $"<path d=\"M{N(x)},{N(y)}h30\" stroke=\"{Colours[i]}\" stroke-width=\"{(i == 0 ? 4 : 3)}\"/>");
            Text(Invariant($"route {i + 1}: {(decision.Verdict == Verdict.Go ? "GO" : "NO_GO")}"), 38, "#111", " font-weight=\"bold\"");
            if (route.Distinctions.Count > 0)
            {
                Text(string.Join(", ", route.Distinctions).ToLowerInvariant(), 38, "#111");
            }

            Text(Invariant($"{route.Way.Distance.Kilometres:0.0} km at {route.CruiseAltitude.Metres:0} m AMSL"), 38, "#333");
            if (decision.Forecast is { BlockSeconds: { } seconds } forecast)
            {
                Text(Invariant($"{seconds / 60:0.0} min, {forecast.Reserve!.Trip.WattHours:0} Wh{(forecast.LandingCharge is { } charge ? Invariant($", lands with {charge.Percent:0} %") : string.Empty)}"), 38, "#333");
            }

            Text(Invariant($"near land {route.NearLand.Kilometres:0.0} km"), 38, "#333");
            y += 10;
        }

        Line(svg, $"<path d=\"M{N(x)},{N(y)}h30\" stroke=\"#333\" stroke-width=\"1.2\" stroke-dasharray=\"5 5\"/>");
        Text(Invariant($"straight line {study.StraightDistance.Kilometres:0.0} km: {(study.Straight.Verdict == Verdict.Go ? "GO" : "NO_GO")}"), 38, "#111");
        foreach (var reason in study.Straight.Findings.Select(finding => DecisionWriter.Name((V1.ReasonCode)finding.Code)).Distinct().Take(5))
        {
            Text(reason, 38, "#555", " font-size=\"10\"");
        }

        y += 10;
        foreach (var zone in zones)
        {
            Line(svg, $"<rect x=\"{N(x)}\" y=\"{N(y - 8)}\" width=\"30\" height=\"12\" fill=\"{ZoneColours[zone].Colour}\" fill-opacity=\"0.07\" stroke=\"{ZoneColours[zone].Colour}\" stroke-dasharray=\"6 3\"/>");
            Text(ZoneColours[zone].Word, 38, "#111");
        }

        Line(svg, $"<path d=\"M{N(x + 15)},{N(y - 6)}l4,8h-8z\" fill=\"#555\"/>");
        Text("obstacle and how far it is known 障碍物", 38, "#111");
        Line(svg, $"<circle cx=\"{N(x + 15)}\" cy=\"{N(y - 2)}\" r=\"4\" fill=\"#fff\" stroke=\"{Colours[0]}\" stroke-width=\"2\"/>");
        Text("bend round what is named 绕飞点", 38, "#111");
        y += 14;
        var kilometres = NiceBelow(120 / projection.PixelsPerKilometre);
        var length = kilometres * projection.PixelsPerKilometre;
        Line(svg, $"<path d=\"M{N(x)},{N(y)}v8h{N(length)}v-8\" fill=\"none\" stroke=\"#111\"/><text x=\"{N(x + length + 8)}\" y=\"{N(y + 8)}\" fill=\"#111\">{N(kilometres)} km</text>");
        y += 28;
        Text("North up. Shore: GSHHG 2.3.7.", 0, "#444", " font-size=\"10\"");
        Text("Not for navigation.", 0, "#444", " font-size=\"10\"");

        void Text(string text, double indent, string colour, string style = "")
        {
            Line(svg, $"<text x=\"{N(x + indent)}\" y=\"{N(y + 4)}\" fill=\"{colour}\"{style}>{Escape(text)}</text>");
            y += 18;
        }
    }
}
