using System.Globalization;
using DroneLogistics.Airspace.Authorizations;
using DroneLogistics.Airspace.Slots;
using static System.FormattableString;

namespace DroneLogistics.Dispatch;

/// <summary>Where a flight is in a staggered zone at a time that is not ours, and when it could leave instead.</summary>
public static class SlotFindings
{
    /// <summary>One finding for each presence that meets a time that is not ours.</summary>
    /// <param name="question">The flight.</param>
    /// <param name="presences">Its zones.</param>
    /// <param name="slots">The staggering.</param>
    /// <param name="localOffset">Of the local clock from UTC.</param>
    public static IEnumerable<Finding> Of(FlightQuestion question, IReadOnlyList<ZonePresence> presences, SlotCalendar slots, TimeSpan localOffset)
    {
        var conflicts = presences
            .Select(presence => (Presence: presence, Conflict: slots.Conflict(presence.Zone.Id, presence.When)))
            .Where(found => found.Conflict is not null)
            .ToList();
        if (conflicts.Count == 0)
        {
            yield break;
        }

        var next = slots.NextFree(
            [.. presences.Select(presence => new ZonePassage(presence.Zone.Id, presence.When.Start - question.Departure, presence.When.End - question.Departure))],
            question.Departure);
        foreach (var (presence, conflict) in conflicts)
        {
            var (series, taken, overlap) = conflict!;
            var (english, chinese) = Why(series, taken);
            yield return new Finding
            {
                Code = ReasonCode.AirspaceSlotConflict,
                Limit = 0,
                Actual = overlap.TotalSeconds,
                Margin = -overlap.TotalSeconds,
                Unit = "s",
                Subject = series.ResourceName,
                Where = presence.Where,
                When = taken.Window,
                English = Invariant($"In {presence.Zone.NameIn("en")} {Clock(presence.When.Start)} to {Clock(presence.When.End)} local time; {english}: {overlap.TotalMinutes:0.0} min of overlap. {NextEnglish(next)}"),
                Chinese = Invariant($"重叠 {overlap.TotalMinutes:0.0} 分钟;{Clock(presence.When.Start)} 至 {Clock(presence.When.End)} 位于{presence.Zone.NameIn("zh")},{chinese}。{NextChinese(next)}"),
            };
        }

        (string English, string Chinese) Why(SlotSeries series, TakenTime taken) => taken.Cause switch
        {
            SlotCause.Movement => (
                $"{(taken.Movement!.Kind == MovementKind.Arrival ? "an arrival" : "a departure")} at {Clock(taken.Window.Start + series.BufferBefore)} takes it {Clock(taken.Window.Start)} to {Clock(taken.Window.End)} ({series.NameEnglish})",
                $"{Clock(taken.Window.Start + series.BufferBefore)} 民航{(taken.Movement.Kind == MovementKind.Arrival ? "进港" : "出港")}占用 {Clock(taken.Window.Start)} 至 {Clock(taken.Window.End)}({series.NameChinese})"),
            SlotCause.OutsideHours => (
                Invariant($"slots are given {series.Hours.From:hh\\:mm} to {series.Hours.To:hh\\:mm} only ({series.NameEnglish})"),
                Invariant($"时隙仅限 {series.Hours.From:hh\\:mm} 至 {series.Hours.To:hh\\:mm}({series.NameChinese})")),
            SlotCause.NotHeld => ($"no slot is held ({series.NameEnglish})", $"未持有时隙({series.NameChinese})"),
            _ => (
                $"slots are given {Date(series.Validity.Start)} to {Date(series.Validity.End)} only ({series.NameEnglish})",
                $"时隙仅限 {Date(series.Validity.Start)} 至 {Date(series.Validity.End)}({series.NameChinese})"),
        };

        string NextEnglish(DateTimeOffset? departure) => departure is { } at
            ? $"The next free slot is for a departure at {Moment(at)}."
            : Invariant($"No departure of the next {slots.Horizon.TotalHours:0} h has a free slot.");

        string NextChinese(DateTimeOffset? departure) => departure is { } at
            ? $"下一可用时隙:{Moment(at)} 起飞。"
            : Invariant($"未来 {slots.Horizon.TotalHours:0} 小时无可用时隙。");

        // The day is told where it is another.
        string Moment(DateTimeOffset at) => Date(at) == Date(question.Departure) ? Clock(at) : $"{Date(at)} {Clock(at)}";

        string Date(DateTimeOffset instant) => instant.ToOffset(localOffset).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        string Clock(DateTimeOffset instant) => instant.ToOffset(localOffset).ToString("HH:mm", CultureInfo.InvariantCulture);
    }
}
