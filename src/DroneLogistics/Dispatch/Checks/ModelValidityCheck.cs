using DroneLogistics.Performance;
using DroneLogistics.Simulation;
using DroneLogistics.Units;
using static System.FormattableString;

namespace DroneLogistics.Dispatch.Checks;

/// <summary>The flight lies where the model is valid, and the simulation gave finite numbers.</summary>
public static class ModelValidityCheck
{
    public static IEnumerable<Finding> Check(PlannedFlight flight)
    {
        if (flight.Forecast is not { } forecast)
        {
            yield return Finding.NotKnown(ReasonCode.SimulationDiverged, string.Empty, "The simulated flight", "飞行仿真结果");
            yield break;
        }

        var (limit, actual) = (forecast.Profile.Limit, forecast.Profile.Actual);
        var (english, chinese, unit) = forecast.Profile.Trouble switch
        {
            ProfileTrouble.PathTooShort => (
                Invariant($"{actual:0} m of path, {flight.Type.NameEnglish} needs {limit:0} m to go into forward flight and out of it again: choose a multirotor."),
                Invariant($"航程 {actual:0} m,{flight.Type.NameChinese}完成过渡飞行须 ≥ {limit:0} m。"),
                "m"),
            ProfileTrouble.CruiseBelowPads => (
                Invariant($"{actual:0} m AMSL of cruise altitude, at least {limit:0} m AMSL needed above the pads."),
                Invariant($"巡航海拔 {actual:0} m,须 ≥ {limit:0} m。"),
                "m"),
            ProfileTrouble.WingStalls => (
                Invariant($"{actual:0.0} m/s of airspeed, at least {limit:0.0} m/s needed for the wing to carry this mass: fly faster or lighter."),
                Invariant($"空速 {actual:0.0} m/s,该重量须 ≥ {limit:0.0} m/s;请提速或减载。"),
                "m/s"),
            ProfileTrouble.AirTemperatureOutside => (
                Invariant($"{Celsius(actual):0.0} °C of air at sea level, the model of {flight.Type.NameEnglish} holds {(actual < limit ? "from" : "up to")} {Celsius(limit):0.0} °C."),
                Invariant($"海平面气温 {Celsius(actual):0.0} °C,{flight.Type.NameChinese}模型适用{(actual < limit ? "下限" : "上限")} {Celsius(limit):0.0} °C。"),
                "K"),
            ProfileTrouble.AirTooThin => (
                Invariant($"{actual:0} m of density altitude in cruise, the model of {flight.Type.NameEnglish} holds up to {limit:0} m: fly lower."),
                Invariant($"巡航密度高度 {actual:0} m,{flight.Type.NameChinese}模型适用上限 {limit:0} m;请降低高度。"),
                "m"),
            ProfileTrouble.TooFast => (
                Invariant($"{actual:0.0} m/s of airspeed, {limit:0.0} m/s is the highest of {flight.Type.NameEnglish}: fly slower."),
                Invariant($"空速 {actual:0.0} m/s,{flight.Type.NameChinese}限 {limit:0.0} m/s;请减速。"),
                "m/s"),
            _ => (string.Empty, string.Empty, string.Empty),
        };
        if (unit.Length > 0)
        {
            yield return new Finding
            {
                Code = ReasonCode.OutsideModelValidity,
                Limit = limit,
                Actual = actual,
                Margin = -Math.Abs(actual - limit),
                Unit = unit,
                Subject = $"aircraftTypes/{flight.Type.Id}",
                English = english,
                Chinese = chinese,
            };
        }
        else if (forecast.BatteryEnd == BatteryEnd.StepBudgetExceeded)
        {
            yield return new Finding
            {
                Code = ReasonCode.StepBudgetExceeded,
                Limit = Discharge.StepBudget,
                Unit = "1",
                English = Invariant($"More than {Discharge.StepBudget} steps of integration in one phase: no flight lasts that long, so it is refused."),
                Chinese = Invariant($"单一航段积分步数超过 {Discharge.StepBudget},不予放行。"),
            };
        }
        else if (forecast.Profile.Trouble == ProfileTrouble.None
            && !(double.IsFinite(forecast.Energy.Total.Joules) && forecast.Energy.Total.Joules > 0 && forecast.BlockSeconds is > 0 and < double.PositiveInfinity))
        {
            yield return Finding.NotKnown(ReasonCode.SimulationDiverged, string.Empty, "A finite result of the simulation", "有限的仿真结果");
        }
    }

    private static double Celsius(double kelvin) => new Temperature(kelvin).DegreesCelsius;
}
