using static System.FormattableString;

namespace DroneLogistics.Dispatch.Checks;

/// <summary>The battery gives every power asked of it above its cut-off voltage and below its current limit, down to the landing.</summary>
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
            yield return Exceeded(flight, cutoff, volts, volts - cutoff, "V",
                Invariant($"{volts:0.0} V under load, {cutoff:0.0} V is the cut-off of the battery of {flight.Type.NameEnglish}."),
                Invariant($"带载电压 {volts:0.0} V,须 ≥ {cutoff:0.0} V。"));
        }

        var limit = battery.MaxDischargeRatePerHour * battery.CapacityAmpereHours;
        if (!(limit - amperes >= 0))
        {
            yield return Exceeded(flight, limit, amperes, limit - amperes, "A",
                Invariant($"{amperes:0} A at the most, {limit:0} A allowed for the battery of {flight.Type.NameEnglish}."),
                Invariant($"最大电流 {amperes:0} A,限 {limit:0} A。"));
        }
    }

    private static Finding Exceeded(PlannedFlight flight, double limit, double actual, double margin, string unit, string english, string chinese) => new()
    {
        Code = ReasonCode.BatteryPowerInsufficient,
        Limit = limit,
        Actual = actual,
        Margin = margin,
        Unit = unit,
        Subject = $"aircraftTypes/{flight.Type.Id}",
        English = english,
        Chinese = chinese,
    };
}
