using DroneLogistics.Dispatch;
using DroneLogistics.Fleet;
using DroneLogistics.Performance;
using DroneLogistics.Units;
using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;
using OxyPlot.Series;
using static System.FormattableString;

namespace DroneLogistics.Cli;

/// <summary>The range of a type against its payload as its maker means it, with the maker's own points on it.</summary>
internal static class RangePicture
{
    private const double Height = 520;
    private const int Points = 60;

    /// <param name="type">A type whose highest payload is known.</param>
    /// <param name="most">That payload.</param>
    /// <param name="policy">The reserve kept pad to pad.</param>
    public static string Svg(AircraftType type, Mass most, PlanningPolicy policy)
    {
        var curve = Curve(most, load => Envelope.Value(type, EnvelopeQuantity.Range, load, type.CruiseAirspeed));
        var padToPad = Curve(most, load => ModelCard.PadToPad(type, load, policy)?.Metres);
        var published = type.PublishedPoints.Where(point => point is { Quantity: "range", Unit: "km" }).ToList();
        var top = published.Select(point => point.Value).Concat(curve.Select(point => point.Y)).Append(1).Max();
        var model = PlotStyle.Model(
            $"{type.NameEnglish}: range against payload",
            Invariant($"at {type.CruiseAirspeed.MetresPerSecond:0.#} m/s in calm standard air"));
        model.Axes.Add(PlotStyle.Axis(AxisPosition.Bottom, "Payload, kg", -0.02 * most.Kilograms, 1.03 * most.Kilograms));
        model.Axes.Add(PlotStyle.Axis(AxisPosition.Left, "Range, km", 0, 1.15 * top));
        Add(model, "cruise alone, full to empty", PlotStyle.Blue, LineStyle.Solid, curve);
        Add(model, "pad to pad with reserve", PlotStyle.Green, LineStyle.Dash, padToPad);
        if (published.Count > 0)
        {
            AddPublished(model, type, published);
        }

        PlotStyle.Legend(model);
        return PlotStyle.Svg(model, Height);
    }

    private static List<DataPoint> Curve(Mass most, Func<Mass, double?> metres) =>
    [
        .. Enumerable.Range(0, Points + 1)
            .Select(i => most.Kilograms * i / Points)
            .Select(load => (Load: load, Metres: metres(Mass.FromKilograms(load))))
            .Where(point => point.Metres is not null)
            .Select(point => new DataPoint(point.Load, point.Metres!.Value / 1000)),
    ];

    private static void Add(PlotModel model, string title, OxyColor colour, LineStyle style, IEnumerable<DataPoint> points)
    {
        var line = new LineSeries { Title = title, Color = colour, LineStyle = style, StrokeThickness = 3 };
        line.Points.AddRange(points);
        model.Series.Add(line);
    }

    private static void AddPublished(PlotModel model, AircraftType type, List<PublishedPoint> published)
    {
        var marks = new ScatterSeries { Title = "published", MarkerType = MarkerType.Circle, MarkerSize = 7, MarkerFill = PlotStyle.Red, MarkerStroke = OxyColors.White, MarkerStrokeThickness = 1 };
        foreach (var point in published)
        {
            marks.Points.Add(new ScatterPoint(point.PayloadKilograms, point.Value));
            var modelled = Envelope.Value(type, EnvelopeQuantity.Range, Mass.FromKilograms(point.PayloadKilograms), type.CruiseAirspeed) / 1000;

            // Beside the curve and not on it: below the point where the curve runs close above.
            var below = modelled > point.Value && modelled < 1.1 * point.Value;
            var atTheRight = point.PayloadKilograms > 0.5 * type.MaxPayload!.Value.Kilograms;
            model.Annotations.Add(new TextAnnotation
            {
                Text = Invariant($"{point.Value:0.#} km"),
                TextPosition = new DataPoint(point.PayloadKilograms, point.Value),
                TextHorizontalAlignment = atTheRight ? HorizontalAlignment.Right : HorizontalAlignment.Left,
                TextVerticalAlignment = below ? VerticalAlignment.Top : VerticalAlignment.Bottom,
                Offset = new ScreenVector(atTheRight ? -6 : 8, below ? 6 : -6),
                StrokeThickness = 0,
                TextColor = PlotStyle.Red,
            });
        }

        model.Series.Add(marks);
    }
}
