using DroneLogistics.Performance;
using DroneLogistics.Units;
using static System.FormattableString;

namespace DroneLogistics.Dispatch.Checks;

/// <summary>The battery gives every power asked of it above its cut-off voltage and below its current limit, down to a hover before the landing.</summary>
public static class BatteryPowerCheck
{
    public static IEnumerable<Finding> Check(PlannedFlight flight)
    {
        if (flight.Forecast?.PowerShortfall is var (available, asked))
        {
            yield return Exceeded(flight, available, asked, available - asked, "W",
                Invariant($"{asked / 1000:0.0} kW asked of the battery of {flight.Type.NameEnglish}, which gives {available / 1000:0.0} kW at that charge: fly lighter."),
                Invariant($"需用功率 {asked / 1000:0.0} kW,电池最大 {available / 1000:0.0} kW;请减载。"));
            yield break;
        }

        if (flight.Forecast is not { MinLoadedVolts: { } volts, MaxCurrentAmperes: { } amperes, Task.TakeoffCharge.Ratio: >= 0 and <= 1 })
        {
            yield return Finding.NotKnown(ReasonCode.BatteryPowerInsufficient, string.Empty, "The battery's voltage and current on the flight", "飞行中的电池电压与电流");
            yield break;
        }

        var battery = flight.Type.Battery;
        var cutoff = battery.CutoffVoltsPerCell * battery.CellsInSeries;
        if (!(volts - cutoff >= 0))
        {
            var moment = BatteryMoment.Of(flight, BatteryEventKind.CutoffVoltage);
            yield return Exceeded(flight, cutoff, volts, volts - cutoff, "V",
                Invariant($"{volts:0.0} V under load{moment.English}, {cutoff:0.0} V is the cut-off of the battery of {flight.Type.NameEnglish}."),
                Invariant($"带载电压 {volts:0.0} V{moment.Chinese},须 ≥ {cutoff:0.0} V。"),
                moment.When);
        }

        else if (flight.Forecast.LandingCharge is not null && (flight.Forecast.LandingHoverVolts ?? double.NaN) is var hover && !(hover - cutoff >= 0))
        {
            // What may have to wait at its destination must be able to: hover asks more than the descent to the pad.
            yield return Exceeded(flight, cutoff, hover, hover - cutoff, "V",
                Invariant($"{hover:0.0} V if it must hover before landing, {cutoff:0.0} V is the cut-off of the battery of {flight.Type.NameEnglish}."),
                Invariant($"着陆前悬停时带载电压 {hover:0.0} V,须 ≥ {cutoff:0.0} V。"));
        }

        var limit = battery.MaxDischargeRatePerHour * battery.CapacityAmpereHours;
        if (!(limit - amperes >= 0))
        {
            var moment = BatteryMoment.Of(flight, BatteryEventKind.CurrentLimit);
            yield return Exceeded(flight, limit, amperes, limit - amperes, "A",
                Invariant($"{amperes:0} A at the most{moment.English}, {limit:0} A allowed for the battery of {flight.Type.NameEnglish}."),
                Invariant($"最大电流 {amperes:0} A{moment.Chinese},限 {limit:0} A。"),
                moment.When);
        }
    }

    private static Finding Exceeded(PlannedFlight flight, double limit, double actual, double margin, string unit, string english, string chinese, TimeWindow? when = null) => new()
    {
        Code = ReasonCode.BatteryPowerInsufficient,
        Limit = limit,
        Actual = actual,
        Margin = margin,
        Unit = unit,
        When = when,
        Subject = $"aircraftTypes/{flight.Type.Id}",
        English = english,
        Chinese = chinese,
    };
}
