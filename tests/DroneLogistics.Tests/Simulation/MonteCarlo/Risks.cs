using DroneLogistics.Simulation;
using DroneLogistics.Simulation.Batch;
using DroneLogistics.Simulation.MonteCarlo;
using DroneLogistics.Units;

namespace DroneLogistics.Tests.Simulation.MonteCarlo;

/// <summary>Uncertainties of round numbers, and kernels that can be reckoned by hand.</summary>
internal static class Risks
{
    /// <summary>Nothing is uncertain.</summary>
    public static readonly FlightUncertainty None = new()
    {
        PayloadError = Mass.Zero,
        PayloadErrorShare = 0,
        PayloadErrorBoundDeviations = 3,
        Wind = new WindUncertainty.Forecast(Speed.Zero, Length.FromKilometres(20)),
        WindErrorGrowthPerHour = Speed.Zero,
        WindErrorLead = TimeSpan.FromHours(6),
        WindErrorLegCorrelation = 0.8,
        PackHealthDeviation = 0,
        KnownPackHealthDeviation = 0,
        MinPackHealthRatio = 0.75,
        ResistanceSigma = 0,
        DragSigma = 0,
        NewPayloadShapeDragSigma = 0,
        PropulsionSigma = 0,
        AirTemperatureDeviationKelvin = 0,
        PackTemperatureDeviationKelvin = 0,
        HoldMeanSeconds = 0,
        HoldCapSeconds = 0,
        GoAroundProbability = 0,
        GoAroundSeconds = 0,
        RouteStretchSigma = 0,
        OnTimeMarginSeconds = 300,
        Numbers = [],
    };

    public static FlightUncertainty Shipped => ShippedData.World.Uncertainty;

    public static readonly RiskQuestion Question = new(Seed: 1, Samples: 4096, OnTimeLimitSeconds: null, PackHealthKnown: false, Effects: false);

    /// <summary>The shipped FZ90 from Putuo to Liuheng, 15 kg, calm, a pack of health 0.95.</summary>
    public static FlightForecast Plan() => FlightSimulation.Run(SimulatedFlights.FirstFlight() with { PackHealthRatio = 0.95 });

    /// <summary>A kernel from what becomes of one variation: its landing charge and block time.</summary>
    public static FlightKernel Kernel(Func<FlightBatch, int, (double Charge, double Seconds)> fly) => (_, flights, results) =>
    {
        for (var i = 0; i < flights.Count; i++)
        {
            (results.LandingCharge[i], results.BlockSeconds[i]) = fly(flights, i);
        }
    };
}
