using DroneLogistics.Airspace.Conflicts;
using DroneLogistics.Airspace.Obstacles;
using DroneLogistics.Geodesy;
using DroneLogistics.Performance;
using DroneLogistics.Simulation;
using DroneLogistics.Terrain;
using DroneLogistics.Units;

namespace DroneLogistics.Dispatch;

/// <summary>Between which altitudes one piece of a way may be planned.</summary>
/// <param name="Piece">The piece.</param>
/// <param name="Floor">What clears all that lies below it.</param>
/// <param name="Ceiling">The policy's true height above the lowest ground where there may be land right below the way, its altitude over the sea elsewhere.</param>
/// <param name="Subject">What asks for the floor.</param>
/// <param name="English">Its name.</param>
/// <param name="Chinese">Its name in Chinese.</param>
/// <param name="Where">Its place.</param>
public sealed record AltitudeBand(CorridorPiece Piece, AltitudeAmsl Floor, AltitudeAmsl Ceiling, string Subject, string English, string Chinese, Func<LatLon> Where)
{
    /// <summary>Whether there is an altitude between.</summary>
    public bool IsOpen => Ceiling >= Floor;

    /// <summary>The bands of a corridor in flying order, without the pads. Pieces over ground that is not known have none: the clearance tells them.</summary>
    /// <remarks>Both ends hold for the planned altitude.</remarks>
    public static IEnumerable<AltitudeBand> Of(FlightCorridor corridor, TerrainMap terrain, ObstacleSet obstacles, ElevationAccuracy accuracy, CorridorPolicy policy) =>
        from piece in corridor.Pieces
        where !piece.IsOnTheSpot && piece.HighestGround is not null && piece.LowestGround is not null
        select Of(piece, piece.IsOverSea ? policy.SeaAltitudeLimit : piece.LowestGround!.Value + policy.TrueHeightLimit, terrain, obstacles, accuracy, policy);

    private static AltitudeBand Of(CorridorPiece piece, AltitudeAmsl ceiling, TerrainMap terrain, ObstacleSet obstacles, ElevationAccuracy accuracy, CorridorPolicy policy)
    {
        // From the lowest that the aircraft may be to the planned altitude.
        var above = policy.Clearance + (piece.PlannedLow - piece.Volume.Low);
        var ground = piece.Ground;
        var band = new AltitudeBand(
            piece,
            piece.HighestGround!.Value + above,
            ceiling,
            GroundNames.Subject(ground),
            GroundNames.English(ground),
            GroundNames.Chinese(ground),
            () => CorridorClearance.PlaceOf(piece.Volume, terrain, ground));
        foreach (var found in obstacles.Within(piece.Volume.From, piece.Volume.To, piece.Volume.HalfWidth))
        {
            var floor = found.Top + accuracy.Of(found.Obstacle.TopMetres.Status) + above;
            if (floor > band.Floor)
            {
                band = band with { Floor = floor, Subject = $"obstacles/{found.Obstacle.Id}", English = found.Name, Chinese = found.Obstacle.NameChinese, Where = () => found.Obstacle.Position };
            }
        }

        return band;
    }
}
