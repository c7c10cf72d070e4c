using DroneLogistics.Performance;
using DroneLogistics.Units;
using static System.FormattableString;

namespace DroneLogistics.Dispatch.Checks;

/// <summary>The battery's cells are neither colder nor hotter than they may be, from take-off to landing.</summary>
public static class CellTemperatureCheck
{
    public static IEnumerable<Finding> Check(PlannedFlight flight)
    {
        if (flight.Forecast?.CellTemperatures is not var (coldest, hottest))
        {
            yield return Finding.NotKnown(ReasonCode.TemperatureOutsideEnvelope, string.Empty, "The temperature of the cells on the flight", "飞行中的电芯温度");
            yield break;
        }

        var chemistry = flight.Type.Battery.Chemistry;
        if (!(coldest.Kelvin - chemistry.MinCellTemperature.Kelvin >= 0))
        {
            yield return Outside(flight, BatteryEventKind.CellTooCold, chemistry.MinCellTemperature, coldest, "at the least", "≥", "预热");
        }

        if (!(chemistry.MaxCellTemperature.Kelvin - hottest.Kelvin >= 0))
        {
            yield return Outside(flight, BatteryEventKind.CellTooHot, chemistry.MaxCellTemperature, hottest, "at the most", "≤", "减载");
        }
    }

    private static Finding Outside(PlannedFlight flight, BatteryEventKind kind, Temperature limit, Temperature actual, string bound, string sign, string remedy)
    {
        var moment = BatteryMoment.Of(flight, kind);
        return new Finding
        {
            Code = ReasonCode.TemperatureOutsideEnvelope,
            Limit = limit.DegreesCelsius,
            Actual = actual.DegreesCelsius,
            Margin = -Math.Abs(limit.Kelvin - actual.Kelvin),
            Unit = "degC",
            Subject = $"aircraftTypes/{flight.Type.Id}",
            When = moment.When,
            English = Invariant($"{actual.DegreesCelsius:0.0} °C in the cells{moment.English}, {limit.DegreesCelsius:0.0} °C {bound} for the battery of {flight.Type.NameEnglish}."),
            Chinese = Invariant($"电芯温度 {actual.DegreesCelsius:0.0} °C{moment.Chinese},须 {sign} {limit.DegreesCelsius:0.0} °C;请{remedy}。"),
        };
    }
}
