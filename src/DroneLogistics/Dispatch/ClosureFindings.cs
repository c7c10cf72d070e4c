using System.Globalization;
using DroneLogistics.Routing;
using DroneLogistics.Scheduling.Closures;
using DroneLogistics.Sites;
using DroneLogistics.Units;
using static System.FormattableString;

namespace DroneLogistics.Dispatch;

/// <summary>What closures of sites and routes say of a flight. Closed regions are zones and are judged as such.</summary>
public static class ClosureFindings
{
    // Of a flight whose arrival is not known it is known that it ends within a day.
    private static readonly TimeSpan LongestFlight = TimeSpan.FromDays(1);

    /// <param name="closures">What is closed.</param>
    /// <param name="question">The flight.</param>
    /// <param name="arrival">Block-on; null where it is not known.</param>
    /// <param name="localOffset">Of the clock in the texts from UTC.</param>
    public static IEnumerable<Finding> For(ClosureRegister closures, FlightQuestion question, DateTimeOffset? arrival, TimeSpan localOffset)
    {
        var (departure, way) = (question.Departure, new RouteStops(question.Origin.Id, question.Via.Select(site => site.Id), question.Destination.Id));
        var aloft = new TimeWindow(departure, arrival > departure ? arrival.Value : departure + LongestFlight);
        var text = new Words(localOffset);
        return closures.Of(question.Origin.Id, At(departure)).Select(closure => text.Site(closure, question.Origin, departure, "departure", "起飞"))
            .Concat(arrival is { } known
                ? closures.Of(question.Destination.Id, At(known)).Select(closure => text.Site(closure, question.Destination, known, "arrival", "到达"))
                : closures.Of(question.Destination.Id, aloft).Take(1).Select(closure => Finding.NotKnown(
                    ReasonCode.SiteClosed,
                    $"sites/{question.Destination.Id}",
                    $"Whether {question.Destination.NameEnglish} is closed at arrival ({closure.ResourceName})",
                    $"到达时{question.Destination.NameChinese}是否关闭({closure.ResourceName})")))
            .Concat(closures.Of(way, aloft).Select(closure => text.Route(closure, question, aloft)))
            .Concat(closures.Barred(way).Select(Words.Barred));
    }

    private static TimeWindow At(DateTimeOffset instant) => new(instant, instant.AddTicks(1));

    private sealed class Words(TimeSpan localOffset)
    {
        public Finding Site(Closure closure, Site site, DateTimeOffset instant, string end, string endChinese)
        {
            var wait = closure.When.End - instant;
            return Late(closure, ReasonCode.SiteClosed, $"sites/{site.Id}", wait) with
            {
                Where = site.Position,
                English = Invariant($"{site.NameEnglish} is closed {Span(closure.When)} local time ({Cause(closure)}); the {end} at {Clock(instant)} is {Minutes(wait)} min before it opens."),
                Chinese = Invariant($"{site.NameChinese}在 {Span(closure.When)}(当地时间)关闭;{endChinese}时刻 {Clock(instant)} 距重新开放 {Minutes(wait)} 分钟({closure.ResourceName})。"),
            };
        }

        public Finding Route(Closure closure, FlightQuestion question, TimeWindow aloft)
        {
            var route = ((RouteClosed)closure.Target).Route;
            var wait = closure.When.End - aloft.Start;
            return Late(closure, ReasonCode.RouteSuspended, $"routes/{route}", wait) with
            {
                English = Invariant($"Route {route} is closed {Span(closure.When)} local time ({Cause(closure)}); the flight from {question.Origin.NameEnglish} at {Clock(aloft.Start)} is {Minutes(wait)} min before it opens."),
                Chinese = Invariant($"航线 {route} 在 {Span(closure.When)}(当地时间)关闭;{Clock(aloft.Start)} 起飞距重新开放 {Minutes(wait)} 分钟({closure.ResourceName})。"),
            };
        }

        public static Finding Barred(BarredRoute route) => new()
        {
            Code = ReasonCode.RouteSuspended,
            Limit = 1,
            Actual = 0,
            Margin = -1,
            Unit = "1",
            Subject = $"routes/{route.Id}",
            English = $"Route {route.Id} is {(route.State == RouteState.Retired ? "retired" : "suspended")}: no flight on it.",
            Chinese = $"航线 {route.Id} 已{(route.State == RouteState.Retired ? "停用" : "暂停")},不得飞行。",
        };

        private static Finding Late(Closure closure, ReasonCode code, string subject, TimeSpan wait) => new()
        {
            Code = code,
            Limit = 0,
            Actual = wait.TotalSeconds,
            Margin = -wait.TotalSeconds,
            Unit = "s",
            Subject = subject,
            When = closure.When,
            English = string.Empty,
            Chinese = string.Empty,
        };

        private static string Cause(Closure closure) => closure.Description.Length > 0 ? $"{closure.ResourceName}, {closure.Description}" : closure.ResourceName;

        private static string Minutes(TimeSpan wait) => wait.TotalMinutes.ToString("0.#", CultureInfo.InvariantCulture);

        private string Span(TimeWindow window) => $"{Clock(window.Start)} to {Clock(window.End)}";

        private string Clock(DateTimeOffset instant) => instant.ToOffset(localOffset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }
}
