using DroneLogistics.Dispatch.Checks;
using DroneLogistics.Simulation;

namespace DroneLogistics.Dispatch;

/// <summary>What physics alone says against a simulated flight, where no fleet, pad or hour is asked for.</summary>
public static class PhysicsFindings
{
    private static readonly IReadOnlyList<DispatchCheck> Physical =
        [PayloadCheck.Check, WindCheck.Check, ModelValidityCheck.Check, ThrustMarginCheck.Check, EnergyReserveCheck.Check, BatteryPowerCheck.Check, CellTemperatureCheck.Check];

    /// <summary>The findings of the checks that need the simulated flight only; empty where it can be flown.</summary>
    public static IEnumerable<Finding> For(PlanningPolicy policy, FlightQuestion question, FlightForecast forecast)
    {
        var flight = new PlannedFlight
        {
            Question = question,
            Purpose = DecisionPurpose.Check,
            Policy = policy,
            TakeoffMass = forecast.Task.TakeoffMass,
            Wind = forecast.Task.Wind,
            Forecast = forecast,
            Arrival = null,
            OriginPad = null,
            DestinationPad = null,
            Fleet = null,
        };
        return Physical.SelectMany(check => check(flight));
    }
}
