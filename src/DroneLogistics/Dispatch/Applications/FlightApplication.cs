using DroneLogistics.Airspace.Authorizations;
using DroneLogistics.Airspace.National;
using DroneLogistics.Dispatch.Checks;
using DroneLogistics.Scheduling;
using DroneLogistics.Simulation.Alternates;
using static System.FormattableString;

namespace DroneLogistics.Dispatch.Applications;

/// <summary>
/// An application for one flight with the contents of decree 761, article 27: what the applicant says, the flight as it was simulated and decided,
/// and the clock that the rule sets it. Medium and large aircraft always need one; whoever needs none may file one all the same.
/// </summary>
public sealed record FlightApplication
{
    // What an application is filed for: their absence does not speak against it.
    private static readonly ReasonCode[] Approvals = [ReasonCode.AuthorizationMissing, ReasonCode.AuthorizationExpired, ReasonCode.GeozoneAuthorizationRequired];

    public required Applicant Applicant { get; init; }

    /// <summary>The flight as it was decided at the instant of filing.</summary>
    public required Decision Decision { get; init; }

    /// <summary>What approvals and zones it meets.</summary>
    public required FlightFacts Facts { get; init; }

    public required ApplicationClock Clock { get; init; }

    /// <summary>The approval that is held and covers the flight; null where none does.</summary>
    public required Authorization? Approval { get; init; }

    /// <summary>Where it could land instead, origin and destination aside, by id.</summary>
    public required IReadOnlyList<LandingSite> Alternates { get; init; }

    public required NationalRules Rules { get; init; }

    /// <summary>Of the local clock from UTC.</summary>
    public required TimeSpan LocalOffset { get; init; }

    /// <summary>When it is filed: the instant of the decision.</summary>
    public DateTimeOffset FiledAt => Decision.DecidedAt;

    /// <summary>Asked as if no slot were held, and free of airliners with those that are: the slot is applied for with the flight.</summary>
    public required bool AsksForSlot { get; init; }

    /// <summary>What refuses the flight other than the approval, and the slot, that are applied for.</summary>
    public IReadOnlyList<Finding> Refusals =>
        [.. Decision.Findings.Where(finding => !Approvals.Contains(finding.Code) && !(AsksForSlot && finding.Code == ReasonCode.AirspaceSlotConflict))];

    /// <summary>That it is too late to apply; nothing of an urgent task or under a long-term approval.</summary>
    public Finding? Deadline => Clock.IsTooLate(FiledAt)
        ? new Finding
        {
            Code = ReasonCode.ApplicationDeadlinePassed,
            Check = "application",
            Subject = Rules.Of(NationalRuleKind.Application).ResourceName,
            Limit = 0,
            Actual = (FiledAt - Clock.ApplyBy).TotalMinutes,
            Margin = (Clock.ApplyBy - FiledAt).TotalMinutes,
            Unit = "min",
            English = Invariant($"Filed {(FiledAt - Clock.ApplyBy).TotalMinutes:0} min after {Local(Clock.ApplyBy)} local time, by which a flight of {Local(Decision.Question.Departure)} is applied for: fly on another day, under a long-term approval, or, for relief or medical rescue only, as an urgent task."),
            Chinese = Invariant($"{Local(Clock.ApplyBy)} 截止,已逾期 {(FiledAt - Clock.ApplyBy).TotalMinutes:0} min;可改日飞行、使用长期批准,或仅限救灾、医疗救护按紧急任务申请。"),
        }
        : null;

    /// <summary>Whether it can be filed: nothing but the approval is missing, and it is in time. Positive: what is not known is no.</summary>
    public bool CanBeFiled => Decision.Forecast is { LandingCharge: not null } && Decision.Arrival is not null && Refusals.Count == 0 && Deadline is null;

    /// <summary>Lays out the application for a flight; a flight under an approval that covers it is one under a long-term approval.</summary>
    /// <param name="world">Sites, types and policy.</param>
    /// <param name="timetable">Fleet and flights.</param>
    /// <param name="question">The flight.</param>
    /// <param name="applicant">What the applicant says.</param>
    /// <param name="isUrgent">Relief or medical rescue.</param>
    /// <param name="now">The instant of filing and of the decision.</param>
    public static FlightApplication Of(World world, Timetable timetable, FlightQuestion question, Applicant applicant, bool isUrgent, DateTimeOffset now)
    {
        var (decision, alternates, facts) = CheckFlight.WithFacts(world, timetable, question, now, world.Policy.AlternateStep);
        var permits = world.Space.PermitsFor(question);
        var approval = permits.Authorizations.ForFlight(facts).Covering;
        var rule = isUrgent ? ApplicationCase.Urgent : approval is not null ? ApplicationCase.LongTerm : ApplicationCase.Ordinary;
        return new FlightApplication
        {
            Applicant = applicant,
            Decision = decision,
            Facts = facts,
            Clock = ApplicationClock.For(rule, permits.Rules.Application, question.Departure, world.Policy.LocalOffset),
            Approval = rule == ApplicationCase.LongTerm ? approval : null,
            Alternates = [.. Landings(decision, alternates).DistinctBy(site => site.Id).Where(site => site.Id != question.Origin.Id && site.Id != question.Destination.Id).OrderBy(site => site.Id.Text, StringComparer.Ordinal)],
            AsksForSlot = question.WithoutApprovals && !CheckFlight.Findings(world, question with { WithoutApprovals = false, Waypoints = decision.Way.Points }, now, DecisionPurpose.Check, SlotCheck.Check).Any(),
            Rules = permits.Rules,
            LocalOffset = world.Policy.LocalOffset,
        };
    }

    private static IEnumerable<LandingSite> Landings(Decision decision, RouteAlternates? alternates) =>
        (alternates?.Points.SelectMany(point => point.Reachable) ?? []).Concat(decision.Alternate is { } overhead ? [overhead] : []).Select(diversion => diversion.Site);

    private string Local(DateTimeOffset instant) => instant.ToOffset(LocalOffset).ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
