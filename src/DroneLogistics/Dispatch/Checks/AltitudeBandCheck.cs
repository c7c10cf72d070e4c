namespace DroneLogistics.Dispatch.Checks;

/// <summary>Between what must be cleared and the highest altitude allowed there is room on all of the way.</summary>
public static class AltitudeBandCheck
{
    public static IEnumerable<Finding> Check(PlannedFlight flight) => flight.Airspace is { Corridor: { } corridor } air
        ? ClearanceFindings.Band(corridor, air.Way.Map.Terrain, air.Space.Obstacles, air.Space.TerrainPolicy.Accuracy, air.Space.Corridor)
        : [Finding.NotKnown(ReasonCode.AltitudeBandEmpty, string.Empty, "The altitudes that are open", "可用高度层")];
}
