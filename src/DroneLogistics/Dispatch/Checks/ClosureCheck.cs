namespace DroneLogistics.Dispatch.Checks;

/// <summary>Neither site nor the route is closed, suspended or retired.</summary>
public static class ClosureCheck
{
    public static IEnumerable<Finding> Check(PlannedFlight flight) => flight.Closures is { } closures
        ? ClosureFindings.For(closures, flight.Question, flight.Arrival, flight.Policy.LocalOffset)
        : [Finding.NotKnown(ReasonCode.SiteClosed, string.Empty, "What is closed", "哪些场地或航线关闭")];
}
