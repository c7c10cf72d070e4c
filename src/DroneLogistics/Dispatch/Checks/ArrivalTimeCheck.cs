using System.Globalization;
using DroneLogistics.Simulation;
using DroneLogistics.Units;
using static System.FormattableString;

namespace DroneLogistics.Dispatch.Checks;

/// <summary>Where an instant of arrival is asked, some airspeed of the type meets it.</summary>
public static class ArrivalTimeCheck
{
    public static IEnumerable<Finding> Check(PlannedFlight flight)
    {
        if (flight.Question.CruiseRule != CruiseRule.ArriveAt)
        {
            yield break;
        }

        if (flight.Question.ArriveAt is not { } asked || flight.Cruise?.Reach is not var (shortest, longest) || !double.IsFinite(shortest) || !double.IsFinite(longest))
        {
            yield return Finding.NotKnown(ReasonCode.TimeWindowMissed, string.Empty, "When the flight can arrive", "可到达时刻");
            yield break;
        }

        var seconds = (asked - flight.Question.Departure).TotalSeconds;
        var early = !(seconds >= shortest);
        if (!early && seconds <= longest)
        {
            yield break;
        }

        var limit = early ? shortest : longest;
        var (first, last) = (flight.Question.Departure + Instants.FromSecondsCeiling(shortest), flight.Question.Departure + Instants.FromSecondsCeiling(longest));
        yield return new Finding
        {
            Code = ReasonCode.TimeWindowMissed,
            Limit = limit,
            Actual = seconds,
            Margin = early ? seconds - shortest : longest - seconds,
            Unit = "s",
            Subject = $"sites/{flight.Question.Destination.Id}",
            Where = flight.Question.Destination.Position,
            When = first < last ? new TimeWindow(first, last) : null,
            English = Invariant($"Arrival is asked at {Clock(asked)}, {seconds / 60:0.0} min after departure; {flight.Type.NameEnglish} can arrive between {Clock(first)} and {Clock(last)} local time, after {shortest / 60:0.0} to {longest / 60:0.0} min: ask for that, or depart {(early ? "earlier" : "later")}."),
            Chinese = Invariant($"要求 {Clock(asked)} 到达(起飞后 {seconds / 60:0.0} 分钟);{flight.Type.NameChinese}可于 {Clock(first)} 至 {Clock(last)} 到达,请调整到达时刻或{(early ? "提前" : "推迟")}起飞。"),
        };

        string Clock(DateTimeOffset instant) => instant.ToOffset(flight.Policy.LocalOffset).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
    }
}
