using DroneLogistics.Fleet;
using DroneLogistics.Performance;
using DroneLogistics.Simulation;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;
using OxyPlot.Series;
using static System.FormattableString;

namespace DroneLogistics.Cli;

/// <summary>Electrical power of a type in level flight against airspeed, by cause, with the speeds that need the least.</summary>
internal static class PowerPicture
{
    private const double Height = 560;
    private const int Points = 240;

    // The speeds of least power and least energy are places on the way through calm air, whatever its length.
    private static readonly LegWind[] Calm = [new(Length.FromKilometres(1), Speed.Zero, Speed.Zero)];

    /// <param name="type">The type.</param>
    /// <param name="payload">Payload, not negative.</param>
    /// <param name="policy">The cruise altitude, and the slowest way forward.</param>
    public static string Svg(AircraftType type, Mass payload, FlightPolicy policy)
    {
        var mass = type.EmptyMass + payload;
        var density = Atmosphere.Standard.DensityAt(policy.CruiseAltitude);
        var range = CruiseSpeeds.Usable(type, mass, density, loadFactor: 1, Calm, policy.MinGroundSpeed);
        var slowest = type.Wing is null ? 0 : range?.Slowest.MetresPerSecond ?? type.MaxAirspeed.MetresPerSecond;
        var curve = Enumerable.Range(0, Points + 1)
            .Select(i => slowest + ((type.MaxAirspeed.MetresPerSecond - slowest) * i / Points))
            .Select(speed => (Speed: speed, Power: LevelFlight.At(type, mass, Speed.FromMetresPerSecond(speed), density)))
            .ToList();
        var hover = ProfileBuilder.HoverPower(type, mass, density).TotalWatts / 1000;
        var model = PlotStyle.Model(
            $"{type.NameEnglish}: power in level flight",
            Invariant($"{payload.Kilograms:0.###} kg of payload, {mass.Kilograms:0.###} kg in all, standard air at {policy.CruiseAltitude.Metres:0} m AMSL"));
        model.Axes.Add(PlotStyle.Axis(AxisPosition.Bottom, "True airspeed, m/s", -0.02 * type.MaxAirspeed.MetresPerSecond, 1.02 * type.MaxAirspeed.MetresPerSecond));
        model.Axes.Add(PlotStyle.Axis(AxisPosition.Left, "Electrical power, kW", 0, 1.12 * Math.Max(hover, curve.Max(point => point.Power.TotalWatts) / 1000)));
        Add(model, "total", PlotStyle.Ink, LineStyle.Solid, 3, curve.Select(point => (point.Speed, point.Power.TotalWatts)));
        Add(model, type.Wing is null ? "induced" : "induced (wing)", PlotStyle.Blue, LineStyle.Solid, 2, curve.Select(point => (point.Speed, point.Power.InducedWatts)));
        if (type.Wing is null)
        {
            Add(model, "profile", PlotStyle.Orange, LineStyle.Dash, 2, curve.Select(point => (point.Speed, point.Power.ProfileWatts)));
        }

        Add(model, "parasite", PlotStyle.Green, LineStyle.DashDot, 2, curve.Select(point => (point.Speed, point.Power.ParasiteWatts)));
        Add(model, "drivetrain and avionics", PlotStyle.Violet, LineStyle.Dot, 2, curve.Select(point => (point.Speed, point.Power.DrivetrainWatts + point.Power.AvionicsWatts)));
        Mark(model, "hover", MarkerType.Square, 0, hover, Invariant($"hover {hover:G3} kW"), HorizontalAlignment.Left);
        if (range is { } usable)
        {
            var endurance = CruiseSpeeds.BestEndurance(type, mass, density, usable);
            var reach = CruiseSpeeds.BestRange(type, mass, density, Calm, usable);
            MarkSpeed(model, "best endurance", MarkerType.Circle, type, mass, density, endurance);
            MarkSpeed(model, "best range", MarkerType.Triangle, type, mass, density, reach);
        }

        MarkSpeed(model, "usual cruise", MarkerType.Diamond, type, mass, density, type.CruiseAirspeed);
        PlotStyle.Legend(model);
        return PlotStyle.Svg(model, Height);
    }

    private static void Add(PlotModel model, string title, OxyColor colour, LineStyle style, double thickness, IEnumerable<(double Speed, double Watts)> points)
    {
        var line = new LineSeries { Title = title, Color = colour, LineStyle = style, StrokeThickness = thickness };
        line.Points.AddRange(points.Select(point => new DataPoint(point.Speed, point.Watts / 1000)));
        model.Series.Add(line);
    }

    private static void MarkSpeed(PlotModel model, string title, MarkerType marker, AircraftType type, Mass mass, AirDensity density, Speed speed)
    {
        var kilowatts = LevelFlight.At(type, mass, speed, density).TotalWatts / 1000;
        Mark(model, Invariant($"{title} {speed.MetresPerSecond:0.0} m/s"), marker, speed.MetresPerSecond, kilowatts, null, HorizontalAlignment.Center);
    }

    private static void Mark(PlotModel model, string title, MarkerType marker, double speed, double kilowatts, string? label, HorizontalAlignment side)
    {
        var mark = new ScatterSeries { Title = title, MarkerType = marker, MarkerSize = 7, MarkerFill = PlotStyle.Red, MarkerStroke = OxyColors.White, MarkerStrokeThickness = 1 };
        mark.Points.Add(new ScatterPoint(speed, kilowatts));
        model.Series.Add(mark);
        if (label is not null)
        {
            model.Annotations.Add(new TextAnnotation { Text = label, TextPosition = new DataPoint(speed, kilowatts), TextHorizontalAlignment = side, TextVerticalAlignment = VerticalAlignment.Bottom, Offset = new ScreenVector(8, -6), StrokeThickness = 0, TextColor = PlotStyle.Red });
        }
    }
}
