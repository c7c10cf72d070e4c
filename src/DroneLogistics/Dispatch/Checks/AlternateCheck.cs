using DroneLogistics.Units;
using static System.FormattableString;

namespace DroneLogistics.Dispatch.Checks;

/// <summary>Overhead the destination with its pad blocked, another open landing site is in reach with the final reserve; the origin counts.</summary>
public static class AlternateCheck
{
    /// <summary>The findings of one flight; none where the policy asks for no alternate.</summary>
    public static IEnumerable<Finding> Check(PlannedFlight flight)
    {
        if (!flight.Policy.AlternateRequired || flight.Alternates?.Blocked is { Reachable.Count: > 0 })
        {
            yield break;
        }

        var (destination, departure) = (flight.Question.Destination, flight.Question.Departure);
        if (flight.Alternates is not { Blocked: { } blocked, Sites: var sites })
        {
            yield return Finding.NotKnown(
                ReasonCode.AlternateUnreachable,
                $"sites/{destination.Id}",
                $"Whether another site is in reach from overhead {destination.NameEnglish}",
                $"{destination.NameChinese}上空能否到达备降场");
            yield break;
        }

        if (blocked.Nearest is not { Flight.Reserve: { } reserve } nearest)
        {
            yield return new Finding
            {
                Code = ReasonCode.AlternateUnreachable,
                Limit = 1,
                Actual = 0,
                Margin = -1,
                Unit = "1",
                Subject = $"sites/{destination.Id}",
                Where = destination.Position,
                English = $"From overhead {destination.NameEnglish} with its pad blocked no other open landing site can be flown to.",
                Chinese = $"{destination.NameChinese}起降坪受阻时无可飞往的开放备降场。",
            };
            yield break;
        }

        var margin = reserve.AtLanding - reserve.FinalReserve;
        var (english, chinese) = sites.TryGet(nearest.Site.Id, out var site) ? (site.NameEnglish, site.NameChinese) : (nearest.Site.Id.Text, nearest.Site.Id.Text);
        var overhead = departure.AddSeconds(blocked.Point.Seconds);
        var left = nearest.LandingCharge is { } charge ? Invariant($"reached with {charge.Percent:0.0} % of charge, {reserve.AtLanding.WattHours:0} Wh") : "not reached";
        yield return new Finding
        {
            Code = ReasonCode.AlternateUnreachable,
            Limit = reserve.FinalReserve.WattHours,
            Actual = reserve.AtLanding.WattHours,
            Margin = margin.WattHours,
            Unit = "Wh",
            Subject = $"sites/{nearest.Site.Id}",
            Where = destination.Position,
            When = new TimeWindow(overhead, overhead + Instants.FromSecondsCeiling(nearest.Seconds)),
            English = Invariant($"From overhead {destination.NameEnglish} with its pad blocked no other open landing site is in reach: the least energy leads to {english}, {left}; {reserve.FinalReserve.WattHours:0} Wh of final reserve required: {-margin.WattHours:0} Wh short."),
            Chinese = Invariant($"备降场{chinese}着陆剩余 {reserve.AtLanding.WattHours:0} Wh,须 ≥ {reserve.FinalReserve.WattHours:0} Wh;不足 {-margin.WattHours:0} Wh({destination.NameChinese}起降坪受阻时)。"),
        };
    }
}
