namespace DroneLogistics.Dispatch.Checks;

/// <summary>The way keeps the clearance over ground, water and the masts on it.</summary>
public static class TerrainClearanceCheck
{
    public static IEnumerable<Finding> Check(PlannedFlight flight) => flight.Airspace is { Corridor: { } corridor } air
        ? ClearanceFindings.OverGround(corridor, air.Way.Map.Terrain, air.Space.Corridor)
        : [Finding.NotKnown(ReasonCode.TerrainClearanceInsufficient, string.Empty, "The ground below the way", "航路下方地面高程")];
}
