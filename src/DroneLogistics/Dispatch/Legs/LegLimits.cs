using DroneLogistics.Dispatch.Checks;
using DroneLogistics.Fleet;
using DroneLogistics.Performance;
using DroneLogistics.Simulation;
using DroneLogistics.Simulation.Batch;
using DroneLogistics.Units;

namespace DroneLogistics.Dispatch.Legs;

/// <summary>
/// Finds the limit that binds a flight of a table: of the checks of wind, model validity, thrust, energy reserve, battery power and cell temperature
/// the first that refuses, or the one that is nearest. The payload's own limit is the edge of the table.
/// </summary>
internal sealed class LegLimits
{
    private readonly PlanningPolicy policy;
    private readonly LegDeparture departure;
    private readonly FlightTask task;
    private readonly AircraftType type;
    private readonly BatteryCircuit circuit;
    private readonly Energy available;
    private readonly Energy share;
    private readonly Speed strongest;

    // Of the departure, the same for every payload.
    private readonly (ReasonCode Code, double Ratio) wind;
    private readonly (ReasonCode Code, double Ratio) groundSpeed;
    private readonly double air;

    public LegLimits(PlanningPolicy policy, LegDeparture departure)
    {
        (this.policy, this.departure, task, type) = (policy, departure, departure.Task, departure.Task.Type);
        circuit = task.Circuit();
        available = circuit.StoredEnergy(task.TakeoffCharge);
        share = circuit.StoredEnergy(new StateOfCharge(task.Reserve.FinalReserveShare));
        strongest = departure.IsWindTold ? departure.Weather.StrongestGust : Speed.FromMetresPerSecond(double.NaN);
        wind = !departure.IsWindTold ? (ReasonCode.ForecastUnavailable, double.NaN) : (
            type.WindLimit.Kind == WindLimitKind.Gust ? ReasonCode.GustLimitExceeded : ReasonCode.WindLimitExceeded,
            departure.LimitMarginMetresPerSecond / (type.WindLimit.Limit?.MetresPerSecond ?? double.NaN));
        groundSpeed = (ReasonCode.GroundSpeedTooLow, departure.GroundSpeedMarginMetresPerSecond / task.Policy.MinGroundSpeed.MetresPerSecond);
        air = AirRatio();
    }

    /// <summary>The row of a flight that was flown.</summary>
    /// <param name="payload">What it carried.</param>
    /// <param name="results">Of its batch, with limits.</param>
    /// <param name="at">Its place in it.</param>
    public LegRow Row(Mass payload, FlightBatchResults results, int at)
    {
        var flown = task with { Payload = payload };
        if (!double.IsFinite(results.BlockSeconds[at]))
        {
            return NotFlown(ProfileBuilder.Build(flown));
        }

        var landing = results.LandingCharge[at];
        var stored = double.IsFinite(landing) ? circuit.StoredEnergy(new StateOfCharge(landing)) : Energy.FromJoules(double.NaN);
        var trip = available - stored;
        var hover = Hover(flown, stored, new BatteryState(landing, results.LandingKelvin[at]), results.Limits!.HoverCharge[at]);
        var required = (trip * task.Reserve.ContingencyShare) + (hover > share ? hover : share);
        var margin = stored - required;
        var (code, least) = Binding(flown, margin.Joules / required.Joules, results.Limits, at);
        return new LegRow(results.BlockSeconds[at], trip.WattHours, landing, margin.WattHours, code, least);
    }

    /// <summary>The row of a flight that cannot be flown as asked.</summary>
    public LegRow NotFlown(FlightProfile profile)
    {
        var (trouble, ratio) = Trouble(profile);
        return wind.Ratio >= 0 ? LegRow.Refused(trouble, ratio) : LegRow.Refused(wind.Code, wind.Ratio);
    }

    /// <summary>Energy of the reserve policy's minutes of hover; where the battery no longer gives them, what it gives and the rest at its terminals.</summary>
    private Energy Hover(FlightTask flown, Energy stored, BatteryState landing, double hoverCharge)
    {
        if (double.IsFinite(hoverCharge) || !double.IsFinite(landing.Charge))
        {
            return stored - circuit.StoredEnergy(new StateOfCharge(hoverCharge));
        }

        var watts = ProfileBuilder.HoverPower(flown.Variation.Of(type), flown.TakeoffMass, flown.Atmosphere.DensityAt(flown.DestinationElevation)).TotalWatts;
        var seconds = task.Reserve.FinalReserveHoverSeconds;
        var given = Discharge.AtConstantPower(circuit, landing, watts, seconds);
        return Energy.FromJoules(given.OpenCircuitJoules + (watts * (seconds - given.Seconds)));
    }

    private (ReasonCode Code, double Ratio) Binding(FlightTask flown, double reserve, FlightBatchLimits limits, int at)
    {
        var (battery, cells) = (type.Battery, type.Battery.Chemistry);
        var cutoff = battery.CutoffVoltsPerCell * battery.CellsInSeries;
        var range = cells.MaxCellTemperature.Kelvin - cells.MinCellTemperature.Kelvin;
        var volts = Math.Min(limits.MinVolts[at], limits.HoverVolts[at]);
        ReadOnlySpan<(ReasonCode, double)> inOrder =
        [
            wind,
            groundSpeed,
            (ReasonCode.OutsideModelValidity, Math.Min(air, StallRatio(flown))),
            (ReasonCode.ThrustMarginInsufficient, ThrustMarginCheck.LeastMarginRatio(policy, flown, strongest)),
            (ReasonCode.EnergyReserveShortfall, reserve),
            (ReasonCode.BatteryPowerInsufficient, Math.Min((volts / cutoff) - 1, 1 - (limits.MaxAmperes[at] / (battery.MaxDischargeRatePerHour * battery.CapacityAmpereHours)))),
            (ReasonCode.TemperatureOutsideEnvelope, Math.Min((limits.ColdestKelvin[at] - cells.MinCellTemperature.Kelvin) / range, (cells.MaxCellTemperature.Kelvin - limits.HottestKelvin[at]) / range)),
        ];
        var nearest = (Code: ReasonCode.None, Ratio: double.PositiveInfinity);
        foreach (var (code, ratio) in inOrder)
        {
            if (!(ratio >= 0))
            {
                return (code, ratio);
            }

            nearest = ratio < nearest.Ratio ? (code, ratio) : nearest;
        }

        return nearest;
    }

    /// <summary>How far the air lies where the model of the type holds: of the range of temperatures, and of the thinnest air.</summary>
    private double AirRatio()
    {
        var (validity, kelvin) = (type.Validity, task.Atmosphere.SeaLevelTemperature.Kelvin);
        var range = validity.MaxAirTemperature.Kelvin - validity.MinAirTemperature.Kelvin;
        var density = (task.Atmosphere.DensityAt(task.CruiseAltitude).KilogramsPerCubicMetre / departure.Plan.ThinnestAir) - 1;
        return Math.Min(density, Math.Min(kelvin - validity.MinAirTemperature.Kelvin, validity.MaxAirTemperature.Kelvin - kelvin) / range);
    }

    /// <summary>How far the airspeed lies above the slowest the wing carries this mass at; infinite without a wing.</summary>
    private double StallRatio(FlightTask flown)
    {
        if (type.Wing is not { } wing)
        {
            return double.PositiveInfinity;
        }

        var straight = wing.StallMargin * WingPower.StallSpeed(wing, flown.TakeoffMass, flown.Atmosphere.DensityAt(flown.CruiseAltitude)).MetresPerSecond;
        var slowest = departure.Plan.Way.Turns ? straight * Math.Sqrt(departure.Plan.LoadFactor) : straight;
        return (flown.CruiseAirspeed.MetresPerSecond / slowest) - 1;
    }

    /// <summary>What is wrong with a flight that cannot be flown as asked, as the checks name it.</summary>
    private static (ReasonCode Code, double Ratio) Trouble(FlightProfile profile) => profile.Trouble switch
    {
        ProfileTrouble.WindUnknown => (ReasonCode.ForecastUnavailable, double.NaN),
        ProfileTrouble.NoWayForward => (ReasonCode.HeadwindExceedsAirspeed, (profile.Limit - profile.Actual) / profile.Limit),
        ProfileTrouble.GroundSpeedTooLow => (ReasonCode.GroundSpeedTooLow, (profile.Actual - profile.Limit) / profile.Limit),
        _ => (ReasonCode.OutsideModelValidity, -Math.Abs(profile.Actual - profile.Limit) / profile.Limit),
    };
}
