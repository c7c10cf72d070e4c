namespace DroneLogistics.Dispatch.Checks;

/// <summary>Where flights are staggered against airliners, this one has its time.</summary>
public static class SlotCheck
{
    public static IEnumerable<Finding> Check(PlannedFlight flight) => flight.Airspace is { Corridor: not null } air
        ? SlotFindings.Of(flight.Question, air.Facts.Zones, air.Permits.Slots, air.LocalOffset)
        : [Finding.NotKnown(ReasonCode.AirspaceSlotConflict, string.Empty, "When the flight is where airliners pass", "与航班错时情况")];
}
