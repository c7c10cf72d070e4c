using System.Globalization;
using DroneLogistics.Airspace;
using DroneLogistics.Airspace.Authorizations;
using DroneLogistics.Airspace.National;
using DroneLogistics.Units;
using static System.FormattableString;

namespace DroneLogistics.Dispatch;

/// <summary>
/// What a flight would need to be allowed and is not: one finding for each rule of the country and each zone that asks for an
/// authorisation and is covered by none, with what the nearest one lacks, whom to ask and by when.
/// </summary>
public static class AuthorizationFindings
{
    /// <summary>What is not authorised. Nothing where every need is covered.</summary>
    /// <param name="question">The flight; names, type and departure.</param>
    /// <param name="facts">What approvals speak of.</param>
    /// <param name="permits">The rules and what was granted.</param>
    /// <param name="localOffset">Of the local clock from UTC.</param>
    public static IEnumerable<Finding> Of(FlightQuestion question, FlightFacts facts, AirspacePermits permits, TimeSpan localOffset)
    {
        if (facts is not { When: { } when, HighestOverLand: not null, HighestOverSea: not null })
        {
            yield return Finding.NotKnown(ReasonCode.AuthorizationMissing, string.Empty, "When and how high the flight is, which an approval speaks of,", "批准所涉飞行时间与高度");
            yield break;
        }

        var words = new AuthorizationWords(question, permits.Rules, localOffset);
        var flight = permits.Authorizations.ForFlight(facts);
        foreach (var need in flight.IsCovered ? [] : permits.Rules.NeedsOf(facts))
        {
            yield return ByRule(need, flight, words, question, facts.MassClass, when);
        }

        foreach (var presence in facts.Zones.Where(presence => presence.Zone.Type is ZoneType.ReqAuthorization or ZoneType.Conditional))
        {
            var answer = permits.Authorizations.ForZone(facts, presence.Zone);
            if (!answer.IsCovered)
            {
                yield return InZone(presence, answer, words);
            }
        }
    }

    private static Finding ByRule(NationalNeed need, AuthorizationAnswer answer, AuthorizationWords words, FlightQuestion question, MassClass massClass, TimeWindow when)
    {
        var byHeight = need is { Limit: not null, Actual: not null };
        var (english, chinese) = byHeight
            ? (Invariant($"{need.Actual!.Value.Metres:0} m above ground or sea at the highest; above {need.Limit!.Value.Metres:0} m an approval is required"),
               Invariant($"最大真高 {need.Actual!.Value.Metres:0} m;{need.Limit!.Value.Metres:0} m 以上须经批准"))
            : ($"{question.Type.NameEnglish} is of the {AuthorizationWords.English(massClass)} class, which may fly nowhere without an approval",
               $"{question.Type.NameChinese}属{AuthorizationWords.Chinese(massClass)}无人驾驶航空器,须经批准");
        var finding = new Finding
        {
            Code = IsExpired(answer) ? ReasonCode.AuthorizationExpired : need.Rule.Kind == NationalRuleKind.ControlledTrueHeight ? ReasonCode.GeozoneAuthorizationRequired : ReasonCode.AuthorizationMissing,
            Subject = need.Rule.ResourceName,
            Where = question.Origin.Position,
            When = when,
            English = $"{english} ({need.Rule.Article}): {words.LackEnglish(answer)} {words.ApplyEnglish(null)}",
            Chinese = $"{chinese}({need.Rule.Article}):{words.LackChinese(answer)}{words.ApplyChinese(null)}",
        };
        return byHeight
            ? finding with { Limit = need.Limit!.Value.Metres, Actual = need.Actual!.Value.Metres, Margin = need.Limit!.Value.Metres - need.Actual!.Value.Metres, Unit = "m" }
            : Numbered(finding, answer);
    }

    private static Finding InZone(ZonePresence presence, AuthorizationAnswer answer, AuthorizationWords words)
    {
        var zone = presence.Zone;
        return Numbered(
            new Finding
            {
                Code = IsExpired(answer) ? ReasonCode.AuthorizationExpired : ReasonCode.GeozoneAuthorizationRequired,
                Subject = zone.Id.ResourceName,
                Where = presence.Where,
                When = presence.When,
                English = $"In {zone.NameIn("en")} {words.Clock(presence.When.Start)} to {words.Clock(presence.When.End)} local time, where an authorisation is required: {words.LackEnglish(answer)} {words.ApplyEnglish(zone)}",
                Chinese = $"{words.Clock(presence.When.Start)} 至 {words.Clock(presence.When.End)} 位于{zone.NameIn("zh")},须经授权:{words.LackChinese(answer)}{words.ApplyChinese(zone)}",
            },
            answer);
    }

    /// <summary>The numbers of the only thing that the nearest lacks; where it is no number or there is more, one is required and none is held.</summary>
    private static Finding Numbered(Finding finding, AuthorizationAnswer answer) => answer.Misses is [{ Limit: not null, Actual: not null } miss]
        ? finding with { Limit = miss.Limit, Actual = miss.Actual, Margin = miss.Margin, Unit = miss.Unit }
        : finding with { Limit = 1, Actual = 0, Margin = -1, Unit = "1" };

    /// <summary>Whether there is one that covers all, at another time of its life.</summary>
    private static bool IsExpired(AuthorizationAnswer answer) =>
        answer.Nearest is not null && answer.Misses.All(miss => miss.Kind is AuthorizationMissKind.Expired or AuthorizationMissKind.NotYetValid);
}

/// <summary>The words of findings about authorisations, for one flight.</summary>
internal sealed class AuthorizationWords(FlightQuestion question, NationalRules rules, TimeSpan localOffset)
{
    public static string English(MassClass massClass) => massClass switch
    {
        MassClass.Micro => "micro",
        MassClass.Light => "light",
        MassClass.Small => "small",
        MassClass.Medium => "medium",
        MassClass.Large => "large",
        _ => "unknown",
    };

    public static string Chinese(MassClass massClass) => massClass switch
    {
        MassClass.Micro => "微型",
        MassClass.Light => "轻型",
        MassClass.Small => "小型",
        MassClass.Medium => "中型",
        MassClass.Large => "大型",
        _ => "类别未知的",
    };

    public string Clock(DateTimeOffset instant) => Local(instant, "HH:mm");

    public string LackEnglish(AuthorizationAnswer answer) => answer.Nearest is { } nearest
        ? $"{nearest.Number}, the nearest that is held, {string.Join(" and ", answer.Misses.Select(miss => English(miss, nearest)))}."
        : "none is held.";

    public string LackChinese(AuthorizationAnswer answer) => answer.Nearest is { } nearest
        ? $"最接近的批准 {nearest.Number} {string.Join("、", answer.Misses.Select(miss => Chinese(miss, nearest)))}。"
        : "未持有批准。";

    /// <summary>Whom to ask and by when; of a zone its own authority where it names one.</summary>
    public string ApplyEnglish(Geozone? zone) => Invariant(
        $"Apply to {AuthorityOf(zone, "en") ?? rules.AuthorityEnglish} by {Local(ApplyBy, "d MMM HH:mm")} local time, decided by {Clock(DecideBy)}; for medical rescue {rules.Application.UrgentApplyBefore.TotalMinutes:0} min before take-off at the latest.");

    public string ApplyChinese(Geozone? zone) => Invariant(
        $"请于 {Local(ApplyBy, "M月d日 HH:mm")} 前向{AuthorityOf(zone, "zh") ?? rules.AuthorityChinese}申请,{Clock(DecideBy)} 前答复;医疗救护最迟起飞前 {rules.Application.UrgentApplyBefore.TotalMinutes:0} 分钟。");

    private DateTimeOffset ApplyBy => rules.Application.ApplicationFor(question.Departure, localOffset);

    private DateTimeOffset DecideBy => rules.Application.DecisionFor(question.Departure, localOffset);

    private static string? AuthorityOf(Geozone? zone, string language) => zone?.Authorities
        .Where(authority => authority.Purpose == AuthorityPurpose.Authorization)
        .SelectMany(authority => authority.Names)
        .OrderByDescending(name => name.Language.StartsWith(language, StringComparison.OrdinalIgnoreCase))
        .Select(name => name.Text)
        .FirstOrDefault();

    private string English(AuthorizationMiss miss, Authorization held) => miss.Kind switch
    {
        AuthorizationMissKind.Route => $"does not name the way from {question.Origin.NameEnglish} to {question.Destination.NameEnglish}",
        AuthorizationMissKind.AircraftType => $"is not for {question.Type.NameEnglish}",
        AuthorizationMissKind.HeightOverLand => Invariant($"ends at {miss.Limit:0.#} m above land, the flight reaches {miss.Actual:0.#} m"),
        AuthorizationMissKind.AltitudeOverSea => Invariant($"ends at {miss.Limit:0.#} m over the sea, the flight reaches {miss.Actual:0.#} m"),
        AuthorizationMissKind.Expired => $"ended on {Local(held.Validity.End, "d MMM yyyy HH:mm")}",
        AuthorizationMissKind.NotYetValid => $"begins on {Local(held.Validity.Start, "d MMM yyyy HH:mm")}",
        AuthorizationMissKind.Hours => $"holds {HoursOf(held)} only",
        AuthorizationMissKind.Zone => "does not open it",
        _ => "does not cover the flight",
    };

    private string Chinese(AuthorizationMiss miss, Authorization held) => miss.Kind switch
    {
        AuthorizationMissKind.Route => $"未列{question.Origin.NameChinese}至{question.Destination.NameChinese}航线",
        AuthorizationMissKind.AircraftType => $"不适用于{question.Type.NameChinese}",
        AuthorizationMissKind.HeightOverLand => Invariant($"陆上限真高 {miss.Limit:0.#} m,飞行达 {miss.Actual:0.#} m"),
        AuthorizationMissKind.AltitudeOverSea => Invariant($"海上限海拔 {miss.Limit:0.#} m,飞行达 {miss.Actual:0.#} m"),
        AuthorizationMissKind.Expired => $"已于 {Local(held.Validity.End, "yyyy年M月d日 HH:mm")} 失效",
        AuthorizationMissKind.NotYetValid => $"自 {Local(held.Validity.Start, "yyyy年M月d日 HH:mm")} 起生效",
        AuthorizationMissKind.Hours => $"仅限 {HoursOf(held)}",
        AuthorizationMissKind.Zone => "不含该空域",
        _ => "不适用于该飞行",
    };

    private static string HoursOf(Authorization held) => Invariant($"{held.Hours.From:hh\\:mm}-{held.Hours.To:hh\\:mm}");

    private string Local(DateTimeOffset instant, string format) => instant.ToOffset(localOffset).ToString(format, CultureInfo.InvariantCulture);
}
