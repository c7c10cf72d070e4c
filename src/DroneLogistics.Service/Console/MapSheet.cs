using System.Globalization;
using System.Security;
using System.Text;
using DroneLogistics.Sites;
using DroneLogistics.Terrain;

namespace DroneLogistics.Service;

/// <summary>What the maps of this project share: land, degrees at the frame, marks of sites, and how numbers and texts are written as SVG.</summary>
internal static class MapSheet
{
    // Land smaller than this on the picture is left out, and shore lines are thinned to the same size: it keeps the file small.
    private const double SmallestPixels = 1.0;

    /// <summary>Of a name, pixels.</summary>
    public const double LineHeight = 14;

    // Colours after Okabe and Ito, told apart with any colour vision; every status has its own shape as well.
    public static readonly (SiteStatus Status, string Word, string Colour, string Shape)[] Marks =
    [
        (SiteStatus.Operating, "operating 运行", "#0072B2", "M-6,-6H6V6H-6Z"),
        (SiteStatus.Built, "built 建成", "#009E73", "M0,-8L8,6H-8Z"),
        (SiteStatus.Trial, "trial 试运行", "#E69F00", "M0,-8L8,0L0,8L-8,0Z"),
        (SiteStatus.Planned, "planned 规划", "#777777", "M-5,0A5,5 0 1 0 5,0A5,5 0 1 0 -5,0Z"),
        (SiteStatus.TestCandidate, "test candidate 测试", "#D55E00", "M-6,-6L6,6M-6,6L6,-6"),
        (SiteStatus.Unknown, "not known 未知", "#111111", "M-6,0H6M0,-6V6"),
    ];

    public static void Land(StringBuilder svg, IReadOnlyList<Island> islands, MapProjection projection)
    {
        var frame = projection.Frame;
        var beyond = frame.Grown(5);
        Line(svg, $"<clipPath id=\"frame\"><rect x=\"{N(frame.X)}\" y=\"{N(frame.Y)}\" width=\"{N(frame.Width)}\" height=\"{N(frame.Height)}\"/></clipPath>");
        Line(svg, $"<rect x=\"{N(frame.X)}\" y=\"{N(frame.Y)}\" width=\"{N(frame.Width)}\" height=\"{N(frame.Height)}\" fill=\"#dcebf5\"/>");
        svg.Append("<path class=\"land\" clip-path=\"url(#frame)\" fill=\"#cdd8bf\" stroke=\"#8b9a78\" stroke-width=\"0.6\" d=\"");
        foreach (var island in islands)
        {
            var box = island.Outline.EnvelopeInternal;
            if (box.MinX < projection.East && box.MaxX > projection.West && box.MinY < projection.North && box.MaxY > projection.South)
            {
                Shore(svg, island, projection, beyond);
            }
        }

        Line(svg, "\"/>");
    }

    private static void Shore(StringBuilder svg, Island island, MapProjection projection, PixelBox beyond)
    {
        var path = new StringBuilder();
        var last = (X: double.NaN, Y: double.NaN);
        var corners = 0;
        foreach (var corner in island.Outline.ExteriorRing.Coordinates)
        {
            // What lies outside is drawn along the edge, where the frame cuts it off.
            var (x, y) = beyond.Nearest(projection.Place(corner.Y, corner.X));
            if (corners == 0 || Math.Abs(x - last.X) + Math.Abs(y - last.Y) >= SmallestPixels)
            {
                path.Append(corners == 0 ? 'M' : 'L').Append(N(x)).Append(',').Append(N(y));
                last = (x, y);
                corners++;
            }
        }

        if (corners >= 4)
        {
            svg.Append(path).Append('Z');
        }
    }

    public static void Degrees(StringBuilder svg, MapProjection projection)
    {
        var frame = projection.Frame;
        var step = NiceBelow((projection.North - projection.South) / 2.5);
        for (var tick = Math.Ceiling(projection.West / step); tick * step < projection.East; tick++)
        {
            var (x, _) = projection.Place(projection.North, tick * step);
            Line(svg, $"<path d=\"M{N(x)},{N(frame.Y)}V{N(frame.Bottom)}\" stroke=\"#9fb6c6\" stroke-width=\"0.5\"/><text x=\"{N(x)}\" y=\"{N(frame.Bottom + 16)}\" text-anchor=\"middle\" fill=\"#444\">{Degree(tick * step, 'E', 'W')}</text>");
        }

        for (var tick = Math.Ceiling(projection.South / step); tick * step < projection.North; tick++)
        {
            var (_, y) = projection.Place(tick * step, projection.West);
            Line(svg, $"<path d=\"M{N(frame.X)},{N(y)}H{N(frame.Right)}\" stroke=\"#9fb6c6\" stroke-width=\"0.5\"/><text x=\"{N(frame.X - 4)}\" y=\"{N(y + 4)}\" text-anchor=\"end\" fill=\"#444\">{Degree(tick * step, 'N', 'S')}</text>");
        }

        Line(svg, $"<rect x=\"{N(frame.X)}\" y=\"{N(frame.Y)}\" width=\"{N(frame.Width)}\" height=\"{N(frame.Height)}\" fill=\"none\" stroke=\"#555\"/>");
    }

    /// <summary>A name in both languages beside its mark, with a line to it where it stands far off.</summary>
    public static void Label(StringBuilder svg, PixelBox box, (double X, double Y) mark, string english, string chinese, string colour)
    {
        var (toX, toY) = box.Nearest(mark);
        if (box.DistanceTo(mark) > 14)
        {
            Line(svg, $"<path d=\"M{N(mark.X)},{N(mark.Y)}L{N(toX)},{N(toY)}\" stroke=\"#333\" stroke-width=\"0.7\"/>");
        }

        // Left of its mark a name ends at it, right of it it begins there.
        var (x, anchor) = box.Right < mark.X ? (box.Right, "end") : box.X > mark.X ? (box.X, "start") : (box.X + (box.Width / 2), "middle");
        Line(svg, $"<text class=\"name\" x=\"{N(x)}\" y=\"{N(box.Y + 11)}\" text-anchor=\"{anchor}\" fill=\"{colour}\" stroke=\"#f4f8fb\" stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\">{Escape(english)}<tspan x=\"{N(x)}\" dy=\"{N(LineHeight)}\" fill=\"#333\">{Escape(chinese)}</tspan></text>");
    }

    /// <summary>Points along a line, a few pixels apart.</summary>
    public static IEnumerable<(double X, double Y)> Along(IReadOnlyList<(double X, double Y)> corners)
    {
        const double Every = 6;
        for (var i = 1; i < corners.Count; i++)
        {
            var (dx, dy) = (corners[i].X - corners[i - 1].X, corners[i].Y - corners[i - 1].Y);
            var count = Math.Max(1, (int)(Math.Sqrt((dx * dx) + (dy * dy)) / Every));
            for (var step = 0; step < count; step++)
            {
                yield return (corners[i - 1].X + (dx * step / count), corners[i - 1].Y + (dy * step / count));
            }
        }
    }

    public static string Mark(SiteStatus status)
    {
        var (_, _, colour, shape) = Array.Find(Marks, mark => mark.Status == status);
        return status is SiteStatus.TestCandidate or SiteStatus.Unknown
            ? $"<path d=\"{shape}\" stroke=\"#fff\" stroke-width=\"5\"/><path d=\"{shape}\" stroke=\"{colour}\" stroke-width=\"3\"/>"
            : $"<path d=\"{shape}\" fill=\"{colour}\" stroke=\"#fff\"/>";
    }

    /// <summary>The largest of 1, 2 and 5 times a power of ten that is not above a value.</summary>
    public static double NiceBelow(double value)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        return power * (value >= 5 * power ? 5 : value >= 2 * power ? 2 : 1);
    }

    // Noto Sans at 12 px: a Chinese character is as wide as high, a Latin one about half of it.
    public static double TextWidth(string text) => text.Sum(letter => letter < 0x2E80 ? 6.6 : 12.0);

    private static string Degree(double degrees, char positive, char negative) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(degrees):0.###}°{(degrees < 0 ? negative : positive)}");

    public static void Line(StringBuilder svg, string line) => svg.Append(line).Append('\n');

    public static string N(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    public static string Escape(string text) => SecurityElement.Escape(text);
}
