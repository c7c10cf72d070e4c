namespace DroneLogistics.Routing;

/// <summary>Where a route is in its life. The zero value is a draft, which opens nothing.</summary>
public enum RouteState
{
    /// <summary>Nobody has assessed this version with success.</summary>
    Draft = 0,

    /// <summary>It can be flown; nobody has approved it.</summary>
    Assessed,

    /// <summary>In service.</summary>
    Approved,

    /// <summary>Out of service for a time: no flight on it.</summary>
    Suspended,

    /// <summary>Out of service for good: no flight on it.</summary>
    Retired,
}

/// <summary>What happens to a route.</summary>
public enum RouteEvent
{
    /// <summary>Its way or its use was changed: another version.</summary>
    Change = 0,

    /// <summary>It was assessed and can be flown.</summary>
    AssessmentPassed,

    /// <summary>It was assessed and cannot be flown.</summary>
    AssessmentFailed,

    Approve,
    Suspend,
    Resume,
    Retire,
}

/// <summary>
/// What a route becomes. An assessment speaks of the version and the airspace it was made on: one that fails takes an approved route out
/// of service and an assessed one back to its draft; one that passes brings nothing into service by itself.
/// </summary>
public static class RouteLife
{
    /// <summary>The state after an event; null where it cannot happen in that state.</summary>
    public static RouteState? After(RouteState state, RouteEvent happens) => (state, happens) switch
    {
        (RouteState.Retired, _) => null,
        (_, RouteEvent.Retire) => RouteState.Retired,
        (_, RouteEvent.Change) => RouteState.Draft,
        (RouteState.Draft or RouteState.Assessed, RouteEvent.AssessmentPassed) => RouteState.Assessed,
        (RouteState.Draft or RouteState.Assessed, RouteEvent.AssessmentFailed) => RouteState.Draft,
        (RouteState.Approved or RouteState.Suspended, RouteEvent.AssessmentPassed) => state,
        (RouteState.Approved or RouteState.Suspended, RouteEvent.AssessmentFailed) => RouteState.Suspended,
        (RouteState.Assessed, RouteEvent.Approve) => RouteState.Approved,
        (RouteState.Approved, RouteEvent.Suspend) => RouteState.Suspended,
        (RouteState.Suspended, RouteEvent.Resume) => RouteState.Approved,
        _ => null,
    };

    /// <summary>Whether flights on a route of a state are refused.</summary>
    public static bool Refuses(RouteState state) => state is RouteState.Suspended or RouteState.Retired;

    /// <summary>Whether bringing a route into service by an event needs an assessment that passed on its version and the airspace of now.</summary>
    public static bool NeedsAssessment(RouteEvent happens) => happens is RouteEvent.Approve or RouteEvent.Resume;
}
