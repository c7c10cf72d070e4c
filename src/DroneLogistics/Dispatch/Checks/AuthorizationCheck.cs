namespace DroneLogistics.Dispatch.Checks;

/// <summary>Every approval that the rules of the country and the zones on the way ask for is held.</summary>
public static class AuthorizationCheck
{
    public static IEnumerable<Finding> Check(PlannedFlight flight) => flight.Airspace is { Corridor: not null } air
        ? AuthorizationFindings.Of(flight.Question, air.Facts, air.Permits, air.LocalOffset)
        : [Finding.NotKnown(ReasonCode.AuthorizationMissing, string.Empty, "What the flight must be authorized for", "所需批准")];
}
