using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;

namespace DroneLogistics.Cli;

/// <summary>How the curves of this project look: one size, one type, colours that are told apart by the colour-blind and in print.</summary>
internal static class PlotStyle
{
    public const double Width = 900;

    // Okabe and Ito's palette: distinct for all common kinds of colour blindness.
    public static readonly OxyColor Blue = OxyColor.FromRgb(0x00, 0x72, 0xB2);
    public static readonly OxyColor Orange = OxyColor.FromRgb(0xD5, 0x5E, 0x00);
    public static readonly OxyColor Green = OxyColor.FromRgb(0x00, 0x9E, 0x73);
    public static readonly OxyColor Violet = OxyColor.FromRgb(0xAA, 0x4A, 0x8C);
    public static readonly OxyColor Grey = OxyColor.FromRgb(0x55, 0x55, 0x55);
    public static readonly OxyColor Ink = OxyColor.FromRgb(0x22, 0x22, 0x22);
    public static readonly OxyColor Red = OxyColor.FromRgb(0xB0, 0x00, 0x20);

    private static readonly OxyColor Grid = OxyColor.FromRgb(0xDD, 0xDD, 0xDD);

    /// <summary>An empty picture.</summary>
    public static PlotModel Model(string title, string subtitle) => new()
    {
        Title = title,
        Subtitle = subtitle,
        DefaultFont = "Arial, Helvetica, sans-serif",
        DefaultFontSize = 14,
        TitleFontSize = 18,
        SubtitleFontSize = 14,
        SubtitleColor = Grey,
        TextColor = Ink,
        Background = OxyColors.White,
        PlotAreaBorderColor = Grey,
        TitleHorizontalAlignment = TitleHorizontalAlignment.CenteredWithinView,
        TitlePadding = 8,
        Padding = new OxyThickness(12, 10, 22, 8),
    };

    public static LinearAxis Axis(AxisPosition position, string title, double minimum, double maximum) => new()
    {
        Position = position,
        Title = title,
        Minimum = minimum,
        Maximum = maximum,
        MajorGridlineStyle = LineStyle.Solid,
        MajorGridlineColor = Grid,
        TicklineColor = Grey,
        MinorTickSize = 0,
        AxisTitleDistance = 8,
    };

    /// <summary>A legend under the picture, where it hides nothing.</summary>
    public static void Legend(PlotModel model) => model.Legends.Add(new Legend
    {
        LegendPlacement = LegendPlacement.Outside,
        LegendPosition = LegendPosition.BottomCenter,
        LegendOrientation = LegendOrientation.Horizontal,
        LegendBorderThickness = 0,
        LegendSymbolLength = 28,
        LegendItemSpacing = 36,
        LegendLineSpacing = 8,
        LegendMargin = 14,
    });

    /// <summary>The picture as SVG: the same bytes for the same model, on every machine.</summary>
    public static string Svg(PlotModel model, double height)
    {
        using var stream = new MemoryStream();
        var exporter = new SvgExporter { Width = Width, Height = height, IsDocument = true, UseVerticalTextAlignmentWorkaround = true, TextMeasurer = new Measure(height) };
        exporter.Export(model, stream);

        // The library draws what went wrong into the picture.
        if (model.GetLastPlotException() is { } trouble)
        {
            throw new InvalidOperationException("The picture could not be drawn.", trouble);
        }

        return Rounded(Encoding.UTF8.GetString(stream.ToArray()).TrimStart('\uFEFF').ReplaceLineEndings("\n").TrimEnd()) + "\n";
    }

    /// <summary>Places to a tenth of a pixel: nobody sees more, and what is committed does not change with the last digits of a flight.</summary>
    private static string Rounded(string svg) => Regex.Replace(svg, "=\"[^\"]*\"", attribute => Regex.Replace(attribute.Value, @"-?\d+\.\d{2,}", number =>
        Math.Round(double.Parse(number.Value, CultureInfo.InvariantCulture), 1).ToString("0.#", CultureInfo.InvariantCulture)));

    /// <summary>
    /// Room for texts. The library measures their width in points, of which 72 make 96 pixels.
    /// </summary>
    private sealed class Measure(double height) : PdfRenderContext(Width, height, OxyColors.White)
    {
        private const double PixelsForAPoint = 96.0 / 72;
        private const double LineHeight = 1.3;

        public override OxySize MeasureText(string text, string? fontFamily, double fontSize, double fontWeight)
        {
            var points = base.MeasureText(text, fontFamily, fontSize, fontWeight);
            return new OxySize(points.Width * PixelsForAPoint, points.Height * LineHeight);
        }
    }
}
