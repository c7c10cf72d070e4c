namespace DroneLogistics.Airspace.National;

/// <summary>By when an approval is applied for and decided: clock times of the day before, and for urgent tasks times before take-off.</summary>
/// <remarks>
/// Decree 761, articles 26 and 29. The day before counts by the local clock: a flight at 15:00 tomorrow is applied for by 12:00 today, 27
/// hours ahead, and one at 06:00 18 hours ahead. No number of hours stands for the rule.
/// </remarks>
/// <param name="ApplyBy">Time since midnight of the day before.</param>
/// <param name="DecideBy">The same.</param>
/// <param name="UrgentApplyBefore">Before take-off.</param>
/// <param name="UrgentDecideBefore">The same.</param>
/// <param name="ReportBefore">Before take-off, when an approved flight is reported; it goes only after that is confirmed (article 30).</param>
public sealed record ApplicationTimes(TimeSpan ApplyBy, TimeSpan DecideBy, TimeSpan UrgentApplyBefore, TimeSpan UrgentDecideBefore, TimeSpan ReportBefore)
{
    /// <summary>The last instant to apply for a flight.</summary>
    public DateTimeOffset ApplicationFor(DateTimeOffset departure, TimeSpan utcOffset) => DayBefore(departure, utcOffset) + ApplyBy;

    /// <summary>The last instant of the decision.</summary>
    public DateTimeOffset DecisionFor(DateTimeOffset departure, TimeSpan utcOffset) => DayBefore(departure, utcOffset) + DecideBy;

    /// <summary>The last instant to apply for an urgent flight.</summary>
    public DateTimeOffset UrgentApplicationFor(DateTimeOffset departure) => departure - UrgentApplyBefore;

    /// <summary>The last instant to report an approved flight.</summary>
    public DateTimeOffset ReportFor(DateTimeOffset departure) => departure - ReportBefore;

    private static DateTimeOffset DayBefore(DateTimeOffset departure, TimeSpan utcOffset) =>
        new(departure.ToOffset(utcOffset).Date.AddDays(-1), utcOffset);
}
