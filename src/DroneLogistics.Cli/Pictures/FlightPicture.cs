using DroneLogistics.Performance;
using DroneLogistics.Simulation;
using DroneLogistics.Units;
using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;
using OxyPlot.Series;
using static System.FormattableString;

namespace DroneLogistics.Cli;

/// <summary>One simulated flight against time: height, power, voltage under load and charge, with its phases and limits.</summary>
internal static class FlightPicture
{
    private const double Height = 860;
    private const double StepSeconds = 5;

    private static readonly (string Title, FlightPhase[] Phases, OxyColor Colour)[] Shades =
    [
        ("on the pad", [FlightPhase.SpoolUp], OxyColor.FromRgb(0xE3, 0xE3, 0xE3)),
        ("straight up and down", [FlightPhase.VerticalClimb, FlightPhase.VerticalDescent, FlightPhase.Landing, FlightPhase.Holding], OxyColor.FromRgb(0xFB, 0xE3, 0xC8)),
        ("transitions", [FlightPhase.Transition, FlightPhase.BackTransition], OxyColor.FromRgb(0xEF, 0xD7, 0xE8)),
        ("forward flight", [FlightPhase.Climb, FlightPhase.Cruise, FlightPhase.Descent], OxyColor.FromRgb(0xDC, 0xEB, 0xF7)),
    ];

    /// <param name="forecast">A flight that can be flown.</param>
    /// <param name="title">What flies where.</param>
    /// <param name="subtitle">Under which conditions.</param>
    public static string Svg(FlightForecast forecast, string title, string subtitle)
    {
        var model = PlotStyle.Model(title, subtitle);
        var minutes = forecast.BlockSeconds!.Value / 60;
        model.Axes.Add(PlotStyle.Axis(AxisPosition.Bottom, "Time since block-off, min", 0, minutes));
        Shade(model, forecast);
        AddHeight(model, forecast);
        AddPower(model, forecast);
        AddVoltage(model, forecast);
        AddCharge(model, forecast);
        PlotStyle.Legend(model);
        return PlotStyle.Svg(model, Height);
    }

    /// <summary>One of four panels, from the bottom; the axis is its own, the time is shared.</summary>
    private static LinearAxis Panel(PlotModel model, int fromBottom, string title, double minimum, double maximum)
    {
        const double Gap = 0.035;
        var axis = PlotStyle.Axis(AxisPosition.Left, title, minimum, maximum);
        axis.Key = $"panel{fromBottom}";
        axis.StartPosition = (fromBottom / 4.0) + (fromBottom == 0 ? 0 : Gap / 2);
        axis.EndPosition = ((fromBottom + 1) / 4.0) - (fromBottom == 3 ? 0 : Gap / 2);
        axis.IntervalLength = 40;
        model.Axes.Add(axis);
        return axis;
    }

    private static LineSeries Line(PlotModel model, LinearAxis panel, OxyColor colour, IEnumerable<DataPoint> points)
    {
        var line = new LineSeries { YAxisKey = panel.Key, Color = colour, StrokeThickness = 2, LineJoin = LineJoin.Bevel };
        line.Points.AddRange(points);
        model.Series.Add(line);
        return line;
    }

    private static void Limit(PlotModel model, LinearAxis panel, double value, double minutes, string text)
    {
        model.Annotations.Add(new LineAnnotation
        {
            YAxisKey = panel.Key,
            Type = LineAnnotationType.Horizontal,
            Y = value,
            Color = PlotStyle.Red,
            LineStyle = LineStyle.Dash,
            StrokeThickness = 1.5,
        });
        model.Annotations.Add(new TextAnnotation
        {
            YAxisKey = panel.Key,
            Text = text,
            TextPosition = new DataPoint(minutes / 2, value),
            TextHorizontalAlignment = HorizontalAlignment.Center,
            TextVerticalAlignment = VerticalAlignment.Bottom,
            Offset = new ScreenVector(0, -4),
            StrokeThickness = 0,
            TextColor = PlotStyle.Red,
        });
    }

    private static void Shade(PlotModel model, FlightForecast forecast)
    {
        foreach (var (title, phases, colour) in Shades)
        {
            var flown = forecast.Phases.Where(phase => phases.Contains(phase.Phase)).ToList();
            foreach (var phase in flown)
            {
                model.Annotations.Add(new RectangleAnnotation
                {
                    MinimumX = phase.StartSeconds / 60,
                    MaximumX = (phase.StartSeconds + phase.Seconds) / 60,
                    Fill = colour,
                    Layer = AnnotationLayer.BelowAxes,
                    ClipByYAxis = false,
                });
            }

            if (flown.Count > 0)
            {
                model.Series.Add(new LineSeries { Title = title, Color = colour, StrokeThickness = 12 });
            }
        }
    }

    private static void AddHeight(PlotModel model, FlightForecast forecast)
    {
        var top = forecast.Profile.Segments.Max(segment => Math.Max(segment.From.Metres, segment.To.Metres));
        var panel = Panel(model, 3, "Height, m AMSL", 0, 1.15 * Math.Max(top, 10));
        Line(model, panel, PlotStyle.Green, Steps(forecast, segment => (segment.From.Metres, segment.To.Metres)));
    }

    private static void AddPower(PlotModel model, FlightForecast forecast)
    {
        var most = forecast.Profile.Segments.Max(segment => segment.Power.TotalWatts) / 1000;
        var panel = Panel(model, 2, "Power, kW", 0, 1.15 * most);
        Line(model, panel, PlotStyle.Orange, Steps(forecast, segment => (segment.Power.TotalWatts / 1000, segment.Power.TotalWatts / 1000)));
    }

    private static void AddVoltage(PlotModel model, FlightForecast forecast)
    {
        var battery = forecast.Task.Type.Battery;
        var cutoff = battery.CutoffVoltsPerCell * battery.CellsInSeries;
        var points = Voltages(forecast).ToList();
        var (low, high) = (points.Select(point => point.Y).Append(cutoff).Min(), points.Max(point => point.Y));
        var panel = Panel(model, 1, "Voltage under load, V", low - (0.12 * (high - low)), high + (0.12 * (high - low)));
        Line(model, panel, PlotStyle.Violet, points);
        Limit(model, panel, cutoff, forecast.BlockSeconds!.Value / 60, Invariant($"cut-off {cutoff:0.0} V"));
    }

    private static void AddCharge(PlotModel model, FlightForecast forecast)
    {
        var panel = Panel(model, 0, "Charge, %", 0, 105);
        var points = FlightTrace.Sample(forecast, StepSeconds).TakeWhile(point => point.Charge is not null).Select(point => new DataPoint(point.Seconds / 60, point.Charge!.Value.Percent));
        Line(model, panel, PlotStyle.Blue, points);
        var reserve = ChargeOf(forecast.Reserve!.RequiredAtLanding, forecast.Task.Circuit()) * 100;
        Limit(model, panel, reserve, forecast.BlockSeconds!.Value / 60, Invariant($"required at landing {reserve:0.0} %"));
    }

    /// <summary>A value at the beginning and the end of every segment: it may jump between two.</summary>
    private static IEnumerable<DataPoint> Steps(FlightForecast forecast, Func<ProfileSegment, (double From, double To)> value)
    {
        var clock = 0.0;
        foreach (var segment in forecast.Profile.Segments)
        {
            var (from, to) = value(segment);
            yield return new DataPoint(clock / 60, from);
            clock += segment.Seconds;
            yield return new DataPoint(clock / 60, to);
        }
    }

    /// <summary>Voltage under load as far as the battery lasts; between the ends of a segment the cells warm evenly.</summary>
    private static IEnumerable<DataPoint> Voltages(FlightForecast forecast)
    {
        var circuit = forecast.Task.Circuit();
        var trace = FlightTrace.Sample(forecast, StepSeconds).ToList();
        var (clock, start) = (0.0, circuit.AtTakeoff(forecast.Task.TakeoffCharge.Ratio));
        foreach (var (segment, end) in forecast.Profile.Segments.Zip(forecast.SegmentEnds))
        {
            foreach (var point in trace.Where(point => point.Seconds >= clock - 1e-9 && point.Seconds <= clock + segment.Seconds + 1e-9 && point.Charge is not null))
            {
                var share = Math.Clamp((point.Seconds - clock) / segment.Seconds, 0, 1);
                var state = new BatteryState(point.Charge!.Value.Ratio, start.Kelvin + (share * (end.Kelvin - start.Kelvin)));
                yield return new DataPoint(point.Seconds / 60, circuit.LoadOf(state, segment.Power.TotalWatts).Volts);
            }

            (clock, start) = (clock + segment.Seconds, end);
        }
    }

    /// <summary>The charge at which a battery stores an energy, by halving: the stored energy grows with the charge.</summary>
    private static double ChargeOf(Energy energy, BatteryCircuit circuit)
    {
        var (low, high) = (0.0, 1.0);
        for (var i = 0; i < 50; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = circuit.StoredEnergy(new StateOfCharge(middle)) < energy ? (middle, high) : (low, middle);
        }

        return high;
    }
}
