using DroneLogistics.Airspace.Conflicts;
using DroneLogistics.Airspace.Obstacles;
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
    public static IEnumerable<Finding> Band(FlightCorridor corridor, TerrainMap terrain, ObstacleSet obstacles, ElevationAccuracy accuracy, CorridorPolicy policy) =>
        from band in AltitudeBand.Of(corridor, terrain, obstacles, accuracy, policy)
        where !band.IsOpen
        group band by band.Subject into same
        select Empty(same.MinBy(band => (band.Ceiling - band.Floor).Metres)!, policy);

    private static Finding OverGround(CorridorPiece piece, GroundClearance clearance, CorridorPolicy policy)
    {
        var ground = clearance.Ground;
        var subject = GroundNames.Subject(ground);
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
            English = Invariant($"{height.Metres:0} m of clearance, {policy.Clearance.Metres:0} m required: the flight may come down to {piece.Volume.Low.Metres:0} m over {GroundNames.English(ground)}, which reach{GroundNames.Verb(ground)} {top.Metres:0} m{GroundNames.By(ground)}, known to {ground.VerticalAccuracy.Metres:0} m."),
            Chinese = Invariant($"净空 {height.Metres:0} m,须 ≥ {policy.Clearance.Metres:0} m:飞行最低 {piece.Volume.Low.Metres:0} m,{GroundNames.Chinese(ground)}高 {top.Metres:0} m(精度 {ground.VerticalAccuracy.Metres:0} m{GroundNames.ByChinese(ground)})。"),
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

    private static Finding Empty(AltitudeBand band, CorridorPolicy policy)
    {
        var margin = band.Ceiling - band.Floor;
        return new Finding
        {
            Code = ReasonCode.AltitudeBandEmpty,
            Subject = band.Subject,
            Limit = band.Ceiling.Metres,
            Actual = band.Floor.Metres,
            Margin = margin.Metres,
            Unit = "m",
            Where = band.Where(),
            When = band.Piece.Volume.When,
            English = Invariant($"At least {band.Floor.Metres:0} m to clear {band.English}, at most {band.Ceiling.Metres:0} m ({(band.Piece.IsOverSea ? "over the sea" : Invariant($"{policy.TrueHeightLimit.Metres:0} m above the ground"))}): {-margin.Metres:0} m are missing for any altitude."),
            Chinese = Invariant($"飞越{band.Chinese}须 ≥ {band.Floor.Metres:0} m,上限 {band.Ceiling.Metres:0} m({(band.Piece.IsOverSea ? "海上" : Invariant($"真高 {policy.TrueHeightLimit.Metres:0} m"))});高度层缺 {-margin.Metres:0} m。"),
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
}
