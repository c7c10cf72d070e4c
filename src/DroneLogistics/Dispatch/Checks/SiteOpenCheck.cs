using System.Globalization;
using DroneLogistics.Sites;
using static System.FormattableString;

namespace DroneLogistics.Dispatch.Checks;

/// <summary>Both sites can be used, and are open when the aircraft leaves and lands.</summary>
public static class SiteOpenCheck
{
    public static IEnumerable<Finding> Check(PlannedFlight flight) =>
        At(flight, flight.Question.Origin, flight.Question.Departure, "departure", "起飞")
            .Concat(At(flight, flight.Question.Destination, flight.Arrival, "arrival", "到达"));

    private static IEnumerable<Finding> At(PlannedFlight flight, Site site, DateTimeOffset? instant, string end, string endChinese)
    {
        var subject = $"sites/{site.Id}";
        if (!site.IsOpenForScheduling && (flight.Purpose == DecisionPurpose.Schedule || site.Status == SiteStatus.Unknown))
        {
            yield return new Finding
            {
                Code = ReasonCode.SiteClosed,
                Limit = 1,
                Actual = 0,
                Margin = -1,
                Unit = "1",
                Subject = subject,
                Where = site.Position,
                English = $"{site.NameEnglish} is {StatusWords(site.Status)}; only sites that are operating, built or in trial can be scheduled.",
                Chinese = $"{site.NameChinese}尚未启用;仅可排班已运行、已建成或试运行的起降场。",
            };
        }

        // Hours without a number are as unknown as no hours.
        if (site.Hours is not { OpeningMinute.Value: >= 0.0, ClosingMinute.Value: <= 1440.0 } hours || instant is not { } at)
        {
            yield return Finding.NotKnown(ReasonCode.SiteClosed, subject, $"Whether {site.NameEnglish} is open at {end}", $"{endChinese}时{site.NameChinese}是否开放");
            yield break;
        }

        var open = hours.OnDayOf(at, flight.Policy.LocalOffset);

        // At the closing minute itself the site is closed: the interval is half-open.
        var outside = at < open.Start ? open.Start - at : at - open.End;
        if (!open.Contains(at))
        {
            yield return new Finding
            {
                Code = ReasonCode.SiteClosed,
                Limit = 0,
                Actual = outside.TotalSeconds,
                Margin = -outside.TotalSeconds,
                Unit = "s",
                Subject = subject,
                Where = site.Position,
                When = open,
                English = Invariant($"{site.NameEnglish} is open {Clock(open.Start)} to {Clock(open.End)} local time; the {end} at {Clock(at)} is {outside.TotalMinutes:0.#} min outside."),
                Chinese = Invariant($"{endChinese}时刻 {Clock(at)} 超出开放时间 {outside.TotalMinutes:0.#} 分钟;{site.NameChinese}开放 {Clock(open.Start)} 至 {Clock(open.End)}。"),
            };
        }

        string Clock(DateTimeOffset instant) => instant.ToOffset(flight.Policy.LocalOffset).ToString("HH:mm", CultureInfo.InvariantCulture);
    }

    private static string StatusWords(SiteStatus status) => status switch
    {
        SiteStatus.Planned => "planned and not built",
        SiteStatus.TestCandidate => "a test candidate",
        _ => "of unknown status",
    };
}
