using System.Text;
using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.RoutePlanning;
using DroneLogistics.Terrain;
using static System.FormattableString;
using static DroneLogistics.Service.MapSheet;

namespace DroneLogistics.Service;

/// <summary>Draws a route from the side: ground and masts, the altitudes that are open, the flight and its charge against the way.</summary>
internal static class RouteProfilePicture
{
    private const string Open = "#2E7D32";

    /// <summary>Draws into a picture.</summary>
    /// <param name="svg">The picture.</param>
    /// <param name="route">The route.</param>
    /// <param name="colour">Of its line.</param>
    /// <param name="frame">Where.</param>
    public static void Draw(StringBuilder svg, StudiedRoute route, string colour, PixelBox frame)
    {
        if (route.Bands.Count == 0 || route.Decision.Forecast is not { Phases.Count: > 0 } forecast)
        {
            Line(svg, $"<text x=\"{N(frame.X)}\" y=\"{N(frame.Y + 20)}\" fill=\"#555\">The flight cannot be flown as asked: there is nothing to see from the side.</text>");
            return;
        }

        var ends = Ends(route.Bands);
        var total = ends[^1];
        var top = Math.Max(route.Bands.Max(band => Math.Max(band.Floor.Metres, band.Piece.HighestGround!.Value.Metres)), route.CruiseAltitude.Metres) + 50;
        double X(double metres) => frame.X + (metres / total * frame.Width);
        double Y(double altitude) => frame.Bottom - (Math.Clamp(altitude / top, 0, 1) * frame.Height);

        Line(svg, $"<text x=\"{N(frame.X)}\" y=\"{N(frame.Y - 30)}\" fill=\"#111\" font-size=\"14\">The best route from the side 最优航线剖面</text>");
        Line(svg, $"<rect x=\"{N(frame.X)}\" y=\"{N(frame.Y)}\" width=\"{N(frame.Width)}\" height=\"{N(frame.Height)}\" fill=\"#f4f9fc\"/>");
        Axes(svg, frame, total, top, X, Y);
        for (var i = 0; i < route.Bands.Count; i++)
        {
            var (band, from, to) = (route.Bands[i], X(i == 0 ? 0 : ends[i - 1]), X(ends[i]));
            var (low, high) = (Y(band.Floor.Metres), Y(band.Ceiling.Metres));
            var ground = Y(band.Piece.HighestGround!.Value.Metres);
            var fill = band.Piece.Ground.Source == TerrainSource.VesselMasts ? "#bcd7e8" : "#cdd8bf";
            Line(svg, $"<rect x=\"{N(from)}\" y=\"{N(ground)}\" width=\"{N(to - from + 0.3)}\" height=\"{N(frame.Bottom - ground)}\" fill=\"{fill}\"><title>{Escape(Invariant($"{GroundTitle(band)}; open {band.Floor.Metres:0} to {band.Ceiling.Metres:0} m"))}</title></rect>");
            if (low > high)
            {
                Line(svg, $"<rect x=\"{N(from)}\" y=\"{N(high)}\" width=\"{N(to - from + 0.3)}\" height=\"{N(low - high)}\" fill=\"{Open}\" fill-opacity=\"0.13\"/>");
            }

            Line(svg, $"<path d=\"M{N(from)},{N(low)}H{N(to)}\" stroke=\"#B00020\" stroke-width=\"1.2\"/>");
        }

        Names(svg, route.Bands, ends, X, Y);
        var flown = new List<string> { $"{N(X(0))},{N(Y(forecast.Phases[0].From.Metres))}" };
        var charge = new List<string> { $"{N(X(0))},{N(frame.Bottom - (forecast.Task.TakeoffCharge.Ratio * frame.Height))}" };
        var metres = 0.0;
        foreach (var phase in forecast.Phases)
        {
            metres += phase.DistanceMetres;
            flown.Add($"{N(X(metres))},{N(Y(phase.To.Metres))}");
            if (phase.EndCharge is { } left)
            {
                charge.Add($"{N(X(metres))},{N(frame.Bottom - (left.Ratio * frame.Height))}");
            }
        }

        Line(svg, $"<polyline class=\"charge\" points=\"{string.Join(' ', charge)}\" fill=\"none\" stroke=\"#AA4A8C\" stroke-width=\"1.5\" stroke-dasharray=\"7 4\"/>");
        Line(svg, $"<polyline class=\"flown\" points=\"{string.Join(' ', flown)}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2.5\"/>");
        Legend(svg, frame, colour);
    }

    private static IReadOnlyList<double> Ends(IReadOnlyList<AltitudeBand> bands)
    {
        var metres = 0.0;
        return [.. bands.Select(band => metres += band.Piece.Volume.From.DistanceTo(band.Piece.Volume.To).Metres)];
    }

    private static string GroundTitle(AltitudeBand band) => Invariant($"{band.Piece.Ground.Name}, {band.Piece.HighestGround!.Value.Metres:0} m");

    private static void Axes(StringBuilder svg, PixelBox frame, double total, double top, Func<double, double> x, Func<double, double> y)
    {
        var step = NiceBelow(total / 1000 / 6);
        for (var kilometres = 0.0; kilometres * 1000 <= total; kilometres += step)
        {
            Line(svg, $"<path d=\"M{N(x(kilometres * 1000))},{N(frame.Y)}V{N(frame.Bottom)}\" stroke=\"#ddd\"/><text x=\"{N(x(kilometres * 1000))}\" y=\"{N(frame.Bottom + 16)}\" text-anchor=\"middle\" fill=\"#444\">{N(kilometres)}</text>");
        }

        for (var altitude = 0.0; altitude <= top; altitude += 50)
        {
            Line(svg, $"<path d=\"M{N(frame.X)},{N(y(altitude))}H{N(frame.Right)}\" stroke=\"#ddd\"/><text x=\"{N(frame.X - 6)}\" y=\"{N(y(altitude) + 4)}\" text-anchor=\"end\" fill=\"#444\">{N(altitude)}</text>");
        }

        foreach (var percent in (int[])[0, 50, 100])
        {
            Line(svg, $"<text x=\"{N(frame.Right + 6)}\" y=\"{N(frame.Bottom - (percent / 100.0 * frame.Height) + 4)}\" fill=\"#AA4A8C\">{percent} %</text>");
        }

        Line(svg, $"<text x=\"{N(frame.X + (frame.Width / 2))}\" y=\"{N(frame.Bottom + 34)}\" text-anchor=\"middle\" fill=\"#333\">way, km 航程</text><text x=\"{N(frame.X - 40)}\" y=\"{N(frame.Y - 8)}\" fill=\"#333\">m AMSL</text><text x=\"{N(frame.Right)}\" y=\"{N(frame.Y - 8)}\" text-anchor=\"end\" fill=\"#AA4A8C\">charge 电量</text>");
        Line(svg, $"<rect x=\"{N(frame.X)}\" y=\"{N(frame.Y)}\" width=\"{N(frame.Width)}\" height=\"{N(frame.Height)}\" fill=\"none\" stroke=\"#777\"/>");
    }

    /// <summary>What asks for the floor, piece after piece with the same; open water is left without a name.</summary>
    private static void Names(StringBuilder svg, IReadOnlyList<AltitudeBand> bands, IReadOnlyList<double> ends, Func<double, double> x, Func<double, double> y)
    {
        var taken = double.NegativeInfinity;
        for (var i = 0; i < bands.Count;)
        {
            var first = i;
            while (i < bands.Count && bands[i].Subject == bands[first].Subject)
            {
                i++;
            }

            var middle = (x(first == 0 ? 0 : ends[first - 1]) + x(ends[i - 1])) / 2;
            var half = TextWidth(bands[first].English) * 10 / 12 / 2;
            if (bands[first].Piece.Ground.Source == TerrainSource.VesselMasts && bands[first].Subject.StartsWith("terrain/", StringComparison.Ordinal) && bands[first].Piece.Ground.Name.EndsWith("sea", StringComparison.Ordinal))
            {
                continue;
            }

            if (middle - half > taken)
            {
                Line(svg, $"<text x=\"{N(middle)}\" y=\"{N(y(0) - 6)}\" text-anchor=\"middle\" font-size=\"10\" fill=\"#333\">{Escape(bands[first].English)}</text>");
                taken = middle + half + 6;
            }
        }
    }

    private static void Legend(StringBuilder svg, PixelBox frame, string colour)
    {
        var x = frame.X + 320;
        foreach (var (mark, text) in ((string, string)[])
        [
            ($"<path d=\"M0,0h26\" stroke=\"{colour}\" stroke-width=\"2.5\"/>", "flight 飞行"),
            ("<path d=\"M0,0h26\" stroke=\"#B00020\" stroke-width=\"1.2\"/>", "lowest allowed 最低"),
            ($"<rect y=\"-6\" width=\"26\" height=\"12\" fill=\"{Open}\" fill-opacity=\"0.13\"/>", "open 可用高度"),
            ("<rect y=\"-6\" width=\"26\" height=\"12\" fill=\"#cdd8bf\"/>", "ground 地面"),
            ("<rect y=\"-6\" width=\"26\" height=\"12\" fill=\"#bcd7e8\"/>", "masts of vessels 船桅"),
        ])
        {
            Line(svg, $"<g transform=\"translate({N(x)},{N(frame.Y - 34)})\">{mark}<text x=\"32\" y=\"4\" fill=\"#111\">{Escape(text)}</text></g>");
            x += 56 + TextWidth(text);
        }
    }
}
