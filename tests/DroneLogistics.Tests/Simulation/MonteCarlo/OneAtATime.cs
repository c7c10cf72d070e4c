using DroneLogistics.Simulation;
using DroneLogistics.Simulation.MonteCarlo;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using MathNet.Numerics.Distributions;

namespace DroneLogistics.Tests.Simulation.MonteCarlo;

/// <summary>
/// The variance of the landing charge with one input varying, by integration over its density: the tasks are built here by hand, and neither
/// sampler nor kernel is asked.
/// </summary>
internal static class OneAtATime
{
    public static double Variance(FlightTask plan, FlightUncertainty uncertainty, UncertainInput input) => input switch
    {
        UncertainInput.Payload => Of(Cut(plan.Payload.Kilograms, Math.Max(uncertainty.PayloadError.Kilograms, uncertainty.PayloadErrorShare * plan.Payload.Kilograms), -3, 3), kg => plan with { Payload = Mass.FromKilograms(kg) }),
        UncertainInput.Wind => OfWind(plan, (WindUncertainty.Forecast)uncertainty.Wind),
        UncertainInput.PackHealth => Of(Cut(plan.PackHealthRatio, uncertainty.PackHealthDeviation, (0.75 - plan.PackHealthRatio) / uncertainty.PackHealthDeviation, (1 - plan.PackHealthRatio) / uncertainty.PackHealthDeviation), health => plan with { PackHealthRatio = Math.Min(1, health) }),
        UncertainInput.Resistance => Of(LogNormal(uncertainty.ResistanceSigma), factor => plan with { Variation = FlightVariation.None with { ResistanceFactor = factor } }),
        UncertainInput.Drag => Of(LogNormal(uncertainty.DragSigma), factor => plan with { Variation = FlightVariation.None with { DragFactor = factor } }),
        UncertainInput.Propulsion => Of(LogNormal(uncertainty.PropulsionSigma), factor => plan with { Variation = FlightVariation.None with { PropulsionFactor = factor } }),
        UncertainInput.Temperature => OfTemperature(plan, uncertainty),
        UncertainInput.Holding => Of(Waits(uncertainty), seconds => plan with { Variation = FlightVariation.None with { HoldSeconds = seconds } }),
        UncertainInput.RouteStretch => Of(Cut(0, 1, -6, 6).Select(node => (1 + (uncertainty.RouteStretchSigma * Math.Abs(node.Value)), node.Weight)), factor => plan with { Variation = FlightVariation.None with { RouteStretch = factor } }),
        _ => throw new ArgumentOutOfRangeException(nameof(input), input, "An input without an integral."),
    };

    private static double Of(IEnumerable<(double Value, double Weight)> nodes, Func<double, FlightTask> task) => Of(nodes.Select(node => (task(node.Value), node.Weight)));

    private static double Of(IEnumerable<(FlightTask Task, double Weight)> nodes)
    {
        var (mass, mean, square) = (0.0, 0.0, 0.0);
        foreach (var (task, weight) in nodes)
        {
            var charge = FlightSimulation.Run(task).LandingCharge?.Ratio ?? 0;
            mass += weight;
            mean += weight * charge;
            square += weight * charge * charge;
        }

        return (square / mass) - (mean / mass * (mean / mass));
    }

    /// <summary>N(mean, deviation) between two bounds in deviations: midpoints of panels of a 25th of a deviation.</summary>
    private static IEnumerable<(double Value, double Weight)> Cut(double mean, double deviation, double from, double to)
    {
        const double Panel = 0.04;
        var (low, high) = (Math.Max(from, -6), Math.Min(to, 6));
        var count = (int)Math.Ceiling((high - low) / Panel);
        var step = (high - low) / count;
        for (var i = 0; i < count; i++)
        {
            var z = low + ((i + 0.5) * step);
            yield return (mean + (deviation * z), Normal.PDF(0, 1, z) * step);
        }
    }

    private static IEnumerable<(double Value, double Weight)> LogNormal(double sigma) => Cut(0, sigma, -6, 6).Select(node => (Math.Exp(node.Value), node.Weight));

    /// <summary>Both components, each by 25 coarse panels: the error variance of the mean is derived in its own test.</summary>
    private static double OfWind(FlightTask plan, WindUncertainty.Forecast forecast)
    {
        var x = plan.Path.Distance.Metres / forecast.Correlation.Metres;
        var deviation = forecast.ComponentDeviation.MetresPerSecond * Math.Sqrt(2 * (x - 1 + Math.Exp(-x)) / (x * x));
        var from = double.DegreesToRadians(plan.Wind.From.Degrees);
        return Of(
            from e in Coarse()
            from n in Coarse()
            let east = (e.Z * deviation) - (plan.Wind.Mean.MetresPerSecond * Math.Sin(@from))
            let north = (n.Z * deviation) - (plan.Wind.Mean.MetresPerSecond * Math.Cos(@from))
            select (plan with { Wind = Blowing(east, north) }, e.Weight * n.Weight));
    }

    private static double OfTemperature(FlightTask plan, FlightUncertainty uncertainty) => Of(
        from air in Coarse()
        from pack in Coarse()
        select (
            plan with
            {
                Atmosphere = Atmosphere.WithSeaLevelTemperature(new Temperature(plan.Atmosphere.SeaLevelTemperature.Kelvin + (air.Z * uncertainty.AirTemperatureDeviationKelvin))),
                PackTemperature = Temperature.FromDegreesCelsius(plan.Policy.PackTemperature.DegreesCelsius + (pack.Z * uncertainty.PackTemperatureDeviationKelvin)),
            },
            air.Weight * pack.Weight));

    private static IEnumerable<(double Z, double Weight)> Coarse() => Enumerable.Range(-12, 25).Select(i => (0.4 * i, Normal.PDF(0, 1, 0.4 * i)));

    /// <summary>Min(exponential, cap), with and without the go-around, which is independent of it.</summary>
    private static IEnumerable<(double Value, double Weight)> Waits(FlightUncertainty uncertainty)
    {
        const int Panels = 360;
        var (mean, cap) = (uncertainty.HoldMeanSeconds, uncertainty.HoldCapSeconds);
        var waits = Enumerable.Range(0, Panels).Select(i => (i + 0.5) * cap / Panels).Select(wait => (Seconds: wait, Weight: Math.Exp(-wait / mean) / mean * (cap / Panels)))
            .Append((Seconds: cap, Weight: Math.Exp(-cap / mean)));
        return waits.SelectMany(wait => new[]
        {
            (wait.Seconds, wait.Weight * (1 - uncertainty.GoAroundProbability)),
            (wait.Seconds + uncertainty.GoAroundSeconds, wait.Weight * uncertainty.GoAroundProbability),
        });
    }

    private static Wind Blowing(double east, double north) =>
        new(Bearing.FromDegrees(180 + double.RadiansToDegrees(Math.Atan2(east, north))), Speed.FromMetresPerSecond(double.Hypot(east, north)), null);
}
