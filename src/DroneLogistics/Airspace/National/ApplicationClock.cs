namespace DroneLogistics.Airspace.National;

/// <summary>Under which rule a flight is applied for.</summary>
public enum ApplicationCase
{
    /// <summary>On its own, the day before (article 26).</summary>
    Ordinary = 0,

    /// <summary>Under a long-term approval of regular flights in fixed airspace, by the plan of the day (article 26).</summary>
    LongTerm,

    /// <summary>Relief or medical rescue, shortly before take-off (article 29).</summary>
    Urgent,
}

/// <summary>The clock of one application. Instants; shown by the local clock.</summary>
/// <param name="Case">Under which rule.</param>
/// <param name="ApplyBy">The last instant to apply, or of the plan of the day.</param>
/// <param name="DecideBy">By when it is decided; null where nothing is left to decide.</param>
/// <param name="ReportBy">The last instant to report that the flight is about to take off; it goes only after that is confirmed.</param>
public sealed record ApplicationClock(ApplicationCase Case, DateTimeOffset ApplyBy, DateTimeOffset? DecideBy, DateTimeOffset ReportBy)
{
    /// <summary>The clock of a flight.</summary>
    /// <param name="rule">Under which rule.</param>
    /// <param name="times">The rule's times.</param>
    /// <param name="departure">Block-off.</param>
    /// <param name="utcOffset">Of the local clock.</param>
    public static ApplicationClock For(ApplicationCase rule, ApplicationTimes times, DateTimeOffset departure, TimeSpan utcOffset) => rule switch
    {
        ApplicationCase.Urgent => new(rule, times.UrgentApplicationFor(departure), departure - times.UrgentDecideBefore, departure - times.UrgentDecideBefore),
        ApplicationCase.LongTerm => new(rule, times.ApplicationFor(departure, utcOffset), null, times.ReportFor(departure)),
        _ => new(rule, times.ApplicationFor(departure, utcOffset), times.DecisionFor(departure, utcOffset), times.ReportFor(departure)),
    };

    /// <summary>
    /// Whether it is too late for a flight applied for at an instant. Never of an urgent task, which may be applied for at any time where it is
    /// extremely urgent, and never under a long-term approval, which is held already.
    /// </summary>
    public bool IsTooLate(DateTimeOffset applied) => Case == ApplicationCase.Ordinary && !(applied <= ApplyBy);

    /// <summary>Whether the rule's own instant has passed, in any case.</summary>
    public bool IsLate(DateTimeOffset applied) => !(applied <= ApplyBy);
}
