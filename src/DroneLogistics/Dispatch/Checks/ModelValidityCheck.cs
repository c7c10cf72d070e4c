using DroneLogistics.Simulation;
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
            _ => (string.Empty, string.Empty, string.Empty),
        };
        if (unit.Length > 0)
        {
            yield return new Finding
            {
                Code = ReasonCode.OutsideModelValidity,
                Limit = limit,
                Actual = actual,
                Margin = actual - limit,
                Unit = unit,
                Subject = $"aircraftTypes/{flight.Type.Id}",
                English = english,
                Chinese = chinese,
            };
        }
        else if (forecast.Profile.Trouble == ProfileTrouble.None
            && !(double.IsFinite(forecast.Energy.Total.Joules) && forecast.Energy.Total.Joules > 0 && forecast.BlockSeconds is > 0 and < double.PositiveInfinity))
        {
            yield return Finding.NotKnown(ReasonCode.SimulationDiverged, string.Empty, "A finite result of the simulation", "有限的仿真结果");
        }
    }
}
