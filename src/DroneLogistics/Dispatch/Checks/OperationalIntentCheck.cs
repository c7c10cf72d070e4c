using System.Globalization;
using DroneLogistics.Scheduling.Intents;
using static System.FormattableString;

namespace DroneLogistics.Dispatch.Checks;

/// <summary>No other flight of the network holds the airspace that this one is meant to be in.</summary>
/// <remarks>The flight that was booked first keeps its airspace. Its volumes are looked at before those of this one are narrowed by its variations, which takes longer.</remarks>
public static class OperationalIntentCheck
{
    public const string Name = "operational-intent";

    public static IEnumerable<Finding> Check(PlannedFlight flight)
    {
        if (flight.Timetable is not { Airspace: var book } || FlightIntents.Widest(flight) is not { } widest)
        {
            return [NotKnown];
        }

        if (!book.IsHeldIn(widest.Claims))
        {
            return [];
        }

        return flight.Intent is { IsKnown: true } intent ? Findings(flight, intent, book) : [NotKnown];
    }

    private static Finding NotKnown => Finding.NotKnown(ReasonCode.OperationalIntentConflict, string.Empty, "What airspace the flight and the others need", "本航班与其他航班的空域占用");

    private static IEnumerable<Finding> Findings(PlannedFlight flight, OperationalIntent intent, AirspaceBook book)
    {
        var conflicts = IntentConflict.Of(intent, book);
        if (conflicts.Count == 0)
        {
            yield break;
        }

        var (later, earlier) = (IntentConflict.ShiftThatClears(intent, book, later: true), IntentConflict.ShiftThatClears(intent, book, later: false));
        foreach (var conflict in conflicts)
        {
            var (low, high) = conflict.Meeting is var (mine, theirs)
                ? (Math.Max(mine.Low.Metres, theirs.Low.Metres), Math.Min(mine.High.Metres, theirs.High.Metres))
                : (double.NaN, double.NaN);
            yield return new Finding
            {
                Code = ReasonCode.OperationalIntentConflict,
                Limit = 0,
                Actual = conflict.Overlap.TotalSeconds,
                Margin = -conflict.Overlap.TotalSeconds,
                Unit = "s",
                Subject = $"flights/{conflict.Other.Id}",
                Where = conflict.Meeting?.Mine.From ?? AirspaceGrid.MiddleOf(conflict.Cell),
                When = conflict.Window,
                English = Invariant($"A flight from {conflict.Other.Origin} to {conflict.Other.Destination} that was booked first is there {Clock(conflict.Window.Start)} to {Clock(conflict.Window.End)} local time: {conflict.Overlap.TotalMinutes:0.0} min of overlap{English()}. As planned it clears {Minutes(later)} later or {Minutes(earlier)} earlier."),
                Chinese = Invariant($"重叠 {conflict.Overlap.TotalMinutes:0.0} 分钟;{Clock(conflict.Window.Start)} 至 {Clock(conflict.Window.End)} 该空域已由先预订的航班({conflict.Other.Origin}—{conflict.Other.Destination})占用{Chinese()}。推迟 {later.TotalMinutes:0.0} 分钟或提前 {earlier.TotalMinutes:0.0} 分钟可避开。"),
            };

            string English() => conflict.Meeting is not null ? Invariant($" at {low:0} to {high:0} m AMSL")
                : conflict.Beside is { } beside ? Invariant($", {beside.Metres:0} m apart, which the grid of the airspace does not tell")
                : ", apart in time or height by less than the grid of the airspace tells";

            string Chinese() => conflict.Meeting is not null ? Invariant($",海拔 {low:0} 至 {high:0} m")
                : conflict.Beside is { } beside ? Invariant($",实际相距 {beside.Metres:0} m,空域网格无法区分")
                : ",时间或高度间隔小于空域网格分辨率";
        }

        string Clock(DateTimeOffset instant) => instant.ToOffset(flight.Policy.LocalOffset).ToString("HH:mm", CultureInfo.InvariantCulture);

        static string Minutes(TimeSpan shift) => Invariant($"{shift.TotalMinutes:0.0} min");
    }
}
