using System.Globalization;
using DroneLogistics.Scheduling;
using DroneLogistics.Sites;
using static System.FormattableString;

namespace DroneLogistics.Dispatch.Checks;

/// <summary>A pad is free at each end while the flight needs it.</summary>
public static class PadCheck
{
    public static IEnumerable<Finding> Check(PlannedFlight flight) =>
        At(flight, flight.Question.Origin, flight.OriginPad).Concat(At(flight, flight.Question.Destination, flight.DestinationPad));

    private static IEnumerable<Finding> At(PlannedFlight flight, Site site, PadAssignment? assignment)
    {
        if (assignment is null)
        {
            yield return Finding.NotKnown(ReasonCode.PadUnavailable, $"sites/{site.Id}", $"Whether a pad of {site.NameEnglish} is free", $"{site.NameChinese}起降坪是否空闲");
            yield break;
        }

        if (assignment.Pad is null)
        {
            // Every pad is taken; the one that is free first says how long to wait.
            var (window, _) = assignment.Clash!.Value;
            var overlap = window.OverlapWith(assignment.Window);
            yield return new Finding
            {
                Code = ReasonCode.PadUnavailable,
                Limit = 0,
                Actual = overlap.TotalSeconds,
                Margin = -overlap.TotalSeconds,
                Unit = "s",
                Subject = site.Pads.Count == 1 ? site.Pads[0].ResourceName : $"sites/{site.Id}",
                Where = site.Position,
                When = window,
                English = Invariant($"No pad of {site.NameEnglish} is free {Clock(assignment.Window.Start)} to {Clock(assignment.Window.End)}: another flight holds it {Clock(window.Start)} to {Clock(window.End)} local time, {overlap.TotalMinutes:0.0} min of overlap."),
                Chinese = Invariant($"重叠 {overlap.TotalMinutes:0.0} 分钟;{site.NameChinese}起降坪 {Clock(window.Start)} 至 {Clock(window.End)} 已被占用。"),
            };
        }

        string Clock(DateTimeOffset instant) => instant.ToOffset(flight.Policy.LocalOffset).ToString("HH:mm", CultureInfo.InvariantCulture);
    }
}
