namespace DroneLogistics.Dispatch.Checks;

/// <summary>The way keeps the clearance over towers, wires and other structures.</summary>
public static class ObstacleClearanceCheck
{
    public static IEnumerable<Finding> Check(PlannedFlight flight) => flight.Airspace is { Corridor: { } corridor } air
        ? ClearanceFindings.OverObstacles(corridor, air.Space.Obstacles, air.Space.TerrainPolicy.Accuracy, air.Space.Corridor)
        : [Finding.NotKnown(ReasonCode.ObstacleClearanceInsufficient, string.Empty, "What stands on the way", "航路上的障碍物")];
}
