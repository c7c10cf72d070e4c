using DroneLogistics.Performance;
using DroneLogistics.Units;
using static System.FormattableString;

namespace DroneLogistics.Dispatch;

/// <summary>When on a flight a limit of the battery is passed first, and at which charge.</summary>
/// <param name="When">From the passing to the landing; null where it was not found.</param>
/// <param name="English">The end of a sentence with both, or nothing.</param>
/// <param name="Chinese">The same in Chinese.</param>
public readonly record struct BatteryMoment(TimeWindow? When, string English, string Chinese)
{
    /// <summary>The first passing of a limit on a planned flight.</summary>
    public static BatteryMoment Of(PlannedFlight flight, BatteryEventKind kind)
    {
        foreach (var passed in flight.Forecast?.Events ?? [])
        {
            if (passed.Kind == kind)
            {
                return At(flight, passed);
            }
        }

        return new BatteryMoment(null, string.Empty, string.Empty);
    }

    private static BatteryMoment At(PlannedFlight flight, BatteryEvent passed)
    {
        var start = flight.Question.Departure + TimeSpan.FromSeconds(passed.Seconds);
        return new BatteryMoment(
            flight.Arrival is { } arrival && arrival > start ? new TimeWindow(start, arrival) : null,
            Invariant($", from {passed.Seconds / 60:0.0} min after departure at {passed.State.StateOfCharge.Percent:0} % of charge"),
            Invariant($"(起飞后 {passed.Seconds / 60:0.0} min,电量 {passed.State.StateOfCharge.Percent:0} %)"));
    }
}
