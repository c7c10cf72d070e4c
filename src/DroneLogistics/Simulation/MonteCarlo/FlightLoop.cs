using DroneLogistics.Units;
using DroneLogistics.Weather;

namespace DroneLogistics.Simulation.MonteCarlo;

/// <summary>Flies variations one after the other through <see cref="FlightSimulation"/>: to the bit what the same task gives there.</summary>
public static class FlightLoop
{
    /// <summary>A <see cref="FlightKernel"/>.</summary>
    public static void Fly(FlightTask plan, FlightDraws draws, FlightOutcomes outcomes)
    {
        var ends = outcomes.End.Span;
        var charges = outcomes.LandingCharge.Span;
        var seconds = outcomes.BlockSeconds.Span;
        for (var i = 0; i < draws.Count; i++)
        {
            var forecast = FlightSimulation.Run(TaskOf(plan, draws, i));
            ends[i] = forecast.BatteryEnd;
            charges[i] = forecast.LandingCharge?.Ratio ?? double.NaN;
            seconds[i] = forecast.BlockSeconds ?? double.NaN;
        }
    }

    /// <summary>One variation as a task.</summary>
    public static FlightTask TaskOf(FlightTask plan, FlightDraws draws, int index) => plan with
    {
        Payload = Mass.FromKilograms(draws.PayloadKilograms.Span[index]),
        Wind = WindOf(draws.WindEastMetresPerSecond.Span[index], draws.WindNorthMetresPerSecond.Span[index]),
        Atmosphere = Atmosphere.Of(
            new Temperature(plan.Atmosphere.SeaLevelTemperature.Kelvin + draws.WarmerKelvin.Span[index]),
            plan.Atmosphere.Qnh,
            plan.Atmosphere.RelativeHumidityRatio),
        PackTemperature = Temperature.FromDegreesCelsius(draws.PackTemperatureDegreesCelsius.Span[index]),
        PackHealthRatio = draws.PackHealthRatio.Span[index],
        Variation = new FlightVariation(
            draws.ResistanceFactor.Span[index],
            draws.DragFactor.Span[index],
            draws.PropulsionFactor.Span[index],
            draws.HoldSeconds.Span[index],
            draws.RouteStretch.Span[index]),
    };

    // It blows from where its components come from; of gusts nothing is known here, and the simulation does not ask.
    private static Wind WindOf(double east, double north) =>
        new(Bearing.FromDegrees(double.RadiansToDegrees(Math.Atan2(-east, -north))), Speed.FromMetresPerSecond(Math.Sqrt((east * east) + (north * north))), null);
}
