using DroneLogistics.Airspace.Conflicts;
using DroneLogistics.Airspace.Obstacles;
using DroneLogistics.Geodesy;
using DroneLogistics.Performance;
using DroneLogistics.Simulation;
using DroneLogistics.Terrain;
using DroneLogistics.Units;
using static System.FormattableString;

namespace DroneLogistics.Dispatch;

/// <summary>
/// Where a flight comes too near to the ground or to what stands on it, and where no altitude is left between the clearance and the upper
/// limit: one finding for each island, channel or obstacle, of the place where it misses most.
/// </summary>
/// <remarks>
/// The clearance counts from the lowest that the aircraft may be on the way, transitions, climb and descent included. Straight up from a
/// pad and down to it no clearance is asked over the ground: there it is the pad and the surroundings of its site, which the terrain
/// policy opens. Obstacles count there as well, within the width of a hover.
/// </remarks>
public static class ClearanceFindings
{
    /// <summary>TERRAIN_CLEARANCE_INSUFFICIENT.</summary>
    public static IEnumerable<Finding> OverGround(FlightCorridor corridor, TerrainMap terrain, CorridorPolicy policy) =>
        from piece in corridor.Pieces
        where !piece.IsOnTheSpot
        let clearance = CorridorClearance.Over(piece.Volume, piece.Ground, policy.Clearance)
        where !clearance.Suffices
        group (piece, clearance) by (clearance.Ground.Source, clearance.Ground.Name) into same
        let worst = same.MinBy(found => found.clearance.Margin?.Metres ?? double.NegativeInfinity)
        select OverGround(worst.piece, worst.clearance, policy) with
        {
            Where = CorridorClearance.PlaceOf(worst.piece.Volume, terrain, worst.piece.Ground),
            When = worst.piece.Volume.When,
        };

    /// <summary>OBSTACLE_CLEARANCE_INSUFFICIENT.</summary>
    public static IEnumerable<Finding> OverObstacles(FlightCorridor corridor, ObstacleSet obstacles, ElevationAccuracy accuracy, CorridorPolicy policy) =>
        from piece in corridor.Pieces
        from clearance in CorridorClearance.Over(piece.Volume, obstacles, accuracy, policy.Clearance)
        where !clearance.Suffices
        group (piece, clearance) by (clearance.Obstacle.Obstacle.Id, clearance.Obstacle.IsWire) into same
        let worst = same.MinBy(found => found.clearance.Margin.Metres)
        select OverObstacle(worst.piece, worst.clearance, policy);

    /// <summary>ALTITUDE_BAND_EMPTY: between what the clearance asks and the upper limit there is no altitude for a piece of the way.</summary>
    /// <remarks>
    /// The upper limit is the policy's true height above the lowest ground where there may be land right below the way, and its altitude
    /// over the sea elsewhere. It holds for the planned altitude. Where a ground is not known, the clearance tells it.
    /// </remarks>
    public static IEnumerable<Finding> Band(FlightCorridor corridor, TerrainMap terrain, ObstacleSet obstacles, ElevationAccuracy accuracy, CorridorPolicy policy) =>
        from piece in corridor.Pieces
        where !piece.IsOnTheSpot && piece.HighestGround is not null && piece.LowestGround is not null
        let floor = Floor(piece, terrain, obstacles, accuracy, policy)
        let ceiling = piece.IsOverSea ? policy.SeaAltitudeLimit : piece.LowestGround!.Value + policy.TrueHeightLimit
        where !(ceiling >= floor.Altitude)
        group (piece, floor, ceiling) by floor.Subject into same
        let worst = same.MinBy(found => (found.ceiling - found.floor.Altitude).Metres)
        select Empty(worst.piece, worst.floor, worst.ceiling, policy);

    private static Finding OverGround(CorridorPiece piece, GroundClearance clearance, CorridorPolicy policy)
    {
        var ground = clearance.Ground;
        var subject = SubjectOf(ground);
        if (ground.Source == TerrainSource.Mainland)
        {
            return new Finding
            {
                Code = ReasonCode.TerrainClearanceInsufficient,
                Subject = subject,
                English = $"The way comes over the mainland ({ground.Name}), which is not flown over beyond the named sites.",
                Chinese = $"航路经过大陆({ground.Name}),除所列起降场外不飞越。",
            };
        }

        if (ground is not { Top: { } top } || clearance is not { Height: { } height, Margin: { } margin })
        {
            return Finding.NotKnown(ReasonCode.TerrainClearanceInsufficient, subject, $"The ground below the way ({ground.Name})", $"航路下方地面高程({ground.Name})");
        }

        return Missed(ReasonCode.TerrainClearanceInsufficient, subject, height, margin, policy) with
        {
            English = Invariant($"{height.Metres:0} m of clearance, {policy.Clearance.Metres:0} m required: the flight may come down to {piece.Volume.Low.Metres:0} m over {EnglishOf(ground)}, which reach{Verb(ground)} {top.Metres:0} m{Source(ground)}, known to {ground.VerticalAccuracy.Metres:0} m."),
            Chinese = Invariant($"净空 {height.Metres:0} m,须 ≥ {policy.Clearance.Metres:0} m:飞行最低 {piece.Volume.Low.Metres:0} m,{ChineseOf(ground)}高 {top.Metres:0} m(精度 {ground.VerticalAccuracy.Metres:0} m{(ground.Source == TerrainSource.ElevationGrid ? $",据 {ground.Grids}" : string.Empty)})。"),
        };
    }

    private static Finding OverObstacle(CorridorPiece piece, ObstacleClearance clearance, CorridorPolicy policy)
    {
        var (obstacle, top) = (clearance.Obstacle.Obstacle, clearance.Obstacle.Top);
        return Missed(ReasonCode.ObstacleClearanceInsufficient, $"obstacles/{obstacle.Id}", clearance.Height, clearance.Margin, policy) with
        {
            Where = obstacle.Position,
            When = piece.Volume.When,
            English = Invariant($"{clearance.Height.Metres:0} m of clearance, {policy.Clearance.Metres:0} m required: the flight may come down to {piece.Volume.Low.Metres:0} m over {clearance.Obstacle.Name}, {top.Metres:0} m high and placed to {clearance.Obstacle.HorizontalAccuracy.Metres:0} m."),
            Chinese = Invariant($"净空 {clearance.Height.Metres:0} m,须 ≥ {policy.Clearance.Metres:0} m:飞行最低 {piece.Volume.Low.Metres:0} m,{obstacle.NameChinese}{(clearance.Obstacle.IsWire ? "导线" : string.Empty)}高 {top.Metres:0} m(位置精度 {clearance.Obstacle.HorizontalAccuracy.Metres:0} m)。"),
        };
    }

    private static Finding Empty(CorridorPiece piece, BandFloor floor, AltitudeAmsl ceiling, CorridorPolicy policy)
    {
        var margin = ceiling - floor.Altitude;
        return new Finding
        {
            Code = ReasonCode.AltitudeBandEmpty,
            Subject = floor.Subject,
            Limit = ceiling.Metres,
            Actual = floor.Altitude.Metres,
            Margin = margin.Metres,
            Unit = "m",
            Where = floor.Where(),
            When = piece.Volume.When,
            English = Invariant($"At least {floor.Altitude.Metres:0} m to clear {floor.English}, at most {ceiling.Metres:0} m ({(piece.IsOverSea ? "over the sea" : Invariant($"{policy.TrueHeightLimit.Metres:0} m above the ground"))}): {-margin.Metres:0} m are missing for any altitude."),
            Chinese = Invariant($"飞越{floor.Chinese}须 ≥ {floor.Altitude.Metres:0} m,上限 {ceiling.Metres:0} m({(piece.IsOverSea ? "海上" : Invariant($"真高 {policy.TrueHeightLimit.Metres:0} m"))});高度层缺 {-margin.Metres:0} m。"),
        };
    }

    private static Finding Missed(ReasonCode code, string subject, Length height, Length margin, CorridorPolicy policy) => new()
    {
        Code = code,
        Subject = subject,
        Limit = policy.Clearance.Metres,
        Actual = height.Metres,
        Margin = margin.Metres,
        Unit = "m",
        English = string.Empty,
        Chinese = string.Empty,
    };

    /// <summary>The lowest altitude that may be planned on a piece, and what asks for it.</summary>
    private static BandFloor Floor(CorridorPiece piece, TerrainMap terrain, ObstacleSet obstacles, ElevationAccuracy accuracy, CorridorPolicy policy)
    {
        // From the lowest that the aircraft may be to the planned altitude.
        var above = policy.Clearance + (piece.PlannedLow - piece.Volume.Low);
        var ground = piece.Ground;
        var floor = new BandFloor(
            piece.HighestGround!.Value + above,
            SubjectOf(ground),
            EnglishOf(ground),
            ChineseOf(ground),
            () => CorridorClearance.PlaceOf(piece.Volume, terrain, ground));
        foreach (var found in obstacles.Within(piece.Volume.From, piece.Volume.To, piece.Volume.HalfWidth))
        {
            var altitude = found.Top + accuracy.Of(found.Obstacle.TopMetres.Status) + above;
            if (altitude > floor.Altitude)
            {
                floor = new BandFloor(altitude, $"obstacles/{found.Obstacle.Id}", found.Name, found.Obstacle.NameChinese, () => found.Obstacle.Position);
            }
        }

        return floor;
    }

    private static string SubjectOf(Ground ground) => ground.Source == TerrainSource.SiteSurroundings ? $"sites/{ground.Name}" : $"terrain/{ground.Name}";

    private static string EnglishOf(Ground ground) => ground.Source == TerrainSource.SiteSurroundings ? $"the surroundings of {ground.Name}" : ground.Name;

    private static string ChineseOf(Ground ground) => ground.Source switch
    {
        TerrainSource.VesselMasts => $"船舶桅杆({ground.Name})",
        TerrainSource.SiteSurroundings => $"{ground.Name} 起降场周边",
        _ => ground.Name,
    };

    private static string Source(Ground ground) => ground.Source == TerrainSource.ElevationGrid ? $" by {ground.Grids}" : string.Empty;

    private static string Verb(Ground ground) => ground.Source is TerrainSource.SiteSurroundings or TerrainSource.VesselMasts ? string.Empty : "es";

    private sealed record BandFloor(AltitudeAmsl Altitude, string Subject, string English, string Chinese, Func<LatLon> Where);
}
