using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.Checks;
using DroneLogistics.Dispatch.Questions;
using DroneLogistics.Fleet;
using DroneLogistics.Units;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;
using static System.FormattableString;

namespace DroneLogistics.Cli;

/// <summary>What a picture tells of one departure.</summary>
/// <param name="Departure">Block-off.</param>
/// <param name="MeanWind">At 10 m, m/s; null: not known.</param>
/// <param name="Gust">The largest that is told, m/s; null: none is.</param>
/// <param name="Complete">Probability to end as planned, 0 to 1; null: not known.</param>
/// <param name="MinComplete">From here on it is GO.</param>
/// <param name="RefusedBy">The checks that do not pass.</param>
internal sealed record DepartureMoment(DateTimeOffset Departure, double? MeanWind, double? Gust, double? Complete, double MinComplete, IReadOnlySet<string> RefusedBy)
{
    public static DepartureMoment Of(Decision decision) => new(
        decision.Question.Departure,
        decision.Wind?.Mean.MetresPerSecond,
        decision.Wind?.Gust?.MetresPerSecond,
        decision.Odds?.Complete.Value,
        decision.MinCompletionProbability,
        decision.Checks.Where(result => result.Outcome != CheckOutcome.Pass).Select(result => result.Check).ToHashSet());
}

/// <summary>When a flight may leave, against the hours of the day: the wind that it meets, how likely it ends as planned, and what refuses it when.</summary>
internal static class WindowsPicture
{
    private const double Height = 760;

    /// <param name="asked">The flight.</param>
    /// <param name="windows">When it may leave.</param>
    /// <param name="decisions">The answers that they were found from, at least one.</param>
    /// <param name="horizon">Departures that were asked about.</param>
    /// <param name="localOffset">Of the local clock from UTC.</param>
    public static string Svg(FlightQuestion asked, IReadOnlyList<DepartureWindow> windows, IReadOnlyList<DepartureMoment> decisions, TimeWindow horizon, TimeSpan localOffset)
    {
        var ordered = decisions.OrderBy(decision => decision.Departure).ToList();
        var origin = new DateTimeOffset(horizon.Start.ToOffset(localOffset).Date, localOffset);
        double Hours(DateTimeOffset instant) => (instant - origin).TotalHours;

        var total = TimeSpan.FromTicks(windows.Sum(window => window.Window.Duration.Ticks));
        var model = PlotStyle.Model(
            $"When may it leave? {asked.Origin.NameEnglish} to {asked.Destination.NameEnglish}",
            Invariant($"{asked.Type.NameEnglish}, {asked.Payload.Kilograms:0.###} kg, departures from {origin.Add(horizon.Start - origin):yyyy-MM-dd HH:mm} local time: {windows.Count} {(windows.Count == 1 ? "window" : "windows")}, {total.TotalHours:0.0} h of {horizon.Duration.TotalHours:0.0} h"));
        var clock = PlotStyle.Axis(AxisPosition.Bottom, "Departure, local time", Hours(horizon.Start), Hours(horizon.End));
        clock.LabelFormatter = hours => origin.AddHours(hours).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        clock.MajorStep = Step(horizon.Duration.TotalHours);
        model.Axes.Add(clock);

        // Names of checks are longer than numbers.
        model.Padding = new OxyThickness(48, model.Padding.Top, model.Padding.Right, model.Padding.Bottom);
        AddWind(model, asked.Type, ordered, Hours);
        AddOdds(model, ordered, Hours);
        AddChecks(model, windows, ordered, horizon, Hours);
        PlotStyle.Legend(model);
        return PlotStyle.Svg(model, Height);
    }

    private static double Step(double hours) => hours switch
    {
        <= 1 => 1 / 6.0,
        <= 3 => 0.5,
        <= 12 => 1,
        <= 24 => 2,
        _ => 4,
    };

    private static LinearAxis Panel(PlotModel model, string key, string title, double minimum, double maximum, double start, double end)
    {
        var axis = PlotStyle.Axis(AxisPosition.Left, title, minimum, maximum);
        (axis.Key, axis.StartPosition, axis.EndPosition, axis.IntervalLength) = (key, start, end, 40);
        model.Axes.Add(axis);
        return axis;
    }

    /// <summary>Mean and gust as each departure meets them, and the limit of the type as its maker means it.</summary>
    private static void AddWind(PlotModel model, AircraftType type, List<DepartureMoment> decisions, Func<DateTimeOffset, double> hours)
    {
        var limit = type.WindLimit.Limit?.MetresPerSecond;
        var most = decisions.SelectMany(decision => new[] { decision.MeanWind ?? 0, decision.Gust ?? 0 }).Append(limit ?? 0).Append(1).Max();
        Panel(model, "wind", "Wind, m/s", 0, 1.15 * most, 0.74, 1);
        Line(model, "wind", "mean wind at 10 m", PlotStyle.Blue, decisions, hours, decision => decision.MeanWind);
        Line(model, "wind", "largest gust told", PlotStyle.Violet, decisions, hours, decision => decision.Gust);
        if (limit is { } highest)
        {
            Line(model, "wind", type.WindLimit.Kind == WindLimitKind.Gust ? "gust limit" : "wind limit", PlotStyle.Red, decisions, hours, _ => highest, LineStyle.Dash);
        }
    }

    private static void AddOdds(PlotModel model, List<DepartureMoment> decisions, Func<DateTimeOffset, double> hours)
    {
        Panel(model, "odds", "Ends as planned, %", 0, 105, 0.46, 0.7);
        Line(model, "odds", "ends as planned", PlotStyle.Green, decisions, hours, decision => decision.Complete * 100);
        Line(model, "odds", null, PlotStyle.Red, decisions, hours, decision => decision.MinComplete * 100, LineStyle.Dash);
    }

    /// <summary>A row for the windows, and one for each check that refuses at some time.</summary>
    private static void AddChecks(PlotModel model, IReadOnlyList<DepartureWindow> windows, List<DepartureMoment> decisions, TimeWindow horizon, Func<DateTimeOffset, double> hours)
    {
        var refusing = DispatchChecks.All.Select(check => check.Name).Where(name => decisions.Exists(decision => decision.RefusedBy.Contains(name))).ToList();
        var axis = new CategoryAxis { Position = AxisPosition.Left, Key = "checks", StartPosition = 0, EndPosition = 0.42, GapWidth = 0.3, TicklineColor = PlotStyle.Grey };
        axis.Labels.AddRange(refusing.AsEnumerable().Reverse().Append("GO"));
        model.Axes.Add(axis);
        var go = new IntervalBarSeries { Title = "may leave", YAxisKey = "checks", FillColor = PlotStyle.Green, StrokeThickness = 0, LabelFormatString = null };
        go.Items.AddRange(windows.Select(window => Bar(hours(window.Window.Start), hours(window.Window.End), refusing.Count)));
        model.Series.Add(go);
        var no = new IntervalBarSeries { Title = "refused by", YAxisKey = "checks", FillColor = PlotStyle.Orange, StrokeThickness = 0, LabelFormatString = null };
        for (var row = 0; row < refusing.Count; row++)
        {
            var name = refusing[refusing.Count - 1 - row];
            for (var i = 0; i < decisions.Count; i++)
            {
                if (decisions[i].RefusedBy.Contains(name))
                {
                    // As far as the answer before the next one was asked for.
                    var until = i + 1 < decisions.Count ? decisions[i + 1].Departure : horizon.End;
                    no.Items.Add(Bar(hours(decisions[i].Departure), hours(until), row));
                }
            }
        }

        no.Items.Sort((a, b) => (a.CategoryIndex, a.Start).CompareTo((b.CategoryIndex, b.Start)));
        Join(no.Items);
        model.Series.Add(no);
    }

    private static IntervalBarItem Bar(double from, double to, int row) => new() { Start = from, End = to, CategoryIndex = row };

    /// <summary>Bars that touch become one.</summary>
    private static void Join(List<IntervalBarItem> bars)
    {
        const double Same = 1e-9;
        for (var i = bars.Count - 1; i > 0; i--)
        {
            if (bars[i].CategoryIndex == bars[i - 1].CategoryIndex && Math.Abs(bars[i].Start - bars[i - 1].End) < Same)
            {
                bars[i - 1].End = bars[i].End;
                bars.RemoveAt(i);
            }
        }
    }

    /// <summary>A curve with a gap where nothing is known.</summary>
    private static void Line(PlotModel model, string panel, string? title, OxyColor colour, List<DepartureMoment> decisions, Func<DateTimeOffset, double> hours, Func<DepartureMoment, double?> value, LineStyle style = LineStyle.Solid)
    {
        var line = new LineSeries { Title = title, YAxisKey = panel, Color = colour, StrokeThickness = 2, LineStyle = style, LineJoin = LineJoin.Bevel };
        line.Points.AddRange(decisions.Select(decision => new DataPoint(hours(decision.Departure), value(decision) ?? double.NaN)));
        if (line.Points.Exists(point => double.IsFinite(point.Y)))
        {
            model.Series.Add(line);
        }
    }
}
