using DroneLogistics.Airspace.Obstacles;
using DroneLogistics.Geodesy;
using DroneLogistics.Terrain;
using DroneLogistics.Units;

namespace DroneLogistics.Airspace.Conflicts;

/// <summary>How far the lowest of a corridor lies above the highest ground anywhere in it.</summary>
/// <param name="Ground">The highest ground.</param>
/// <param name="Height">Above its top and the vertical accuracy of its source; null where it is not known or not flown over.</param>
/// <param name="Margin">Over what is required; null where the height is not known.</param>
public sealed record GroundClearance(Ground Ground, Length? Height, Length? Margin)
{
    /// <summary>No null and nothing that is no number suffices.</summary>
    public bool Suffices => Margin >= Length.Zero;
}

/// <summary>How far the lowest of a corridor lies above an obstacle that stands in it.</summary>
/// <param name="Obstacle">What stands there.</param>
/// <param name="Height">Above its top and the vertical accuracy of its source.</param>
/// <param name="Margin">Over what is required.</param>
public sealed record ObstacleClearance(ObstacleInTheWay Obstacle, Length Height, Length Margin)
{
    public bool Suffices => Margin >= Length.Zero;
}

/// <summary>A corridor above the ground and above what stands on it: vertically the clearance, horizontally the corridor itself.</summary>
public static class CorridorClearance
{
    // A finding about a hill is told to this along the way.
    private const double PlaceMetres = 200;

    /// <summary>The clearance over ground that is known already.</summary>
    /// <param name="corridor">The corridor.</param>
    /// <param name="highest">The highest ground anywhere in it.</param>
    /// <param name="required">What is kept over the top and its accuracy.</param>
    public static GroundClearance Over(SweptCorridor corridor, Ground highest, Length required)
    {
        Length? height = highest.Top is { } top ? corridor.Low - (top + highest.VerticalAccuracy) : null;
        return new GroundClearance(highest, height, height - required);
    }

    /// <summary>The clearance over the terrain.</summary>
    public static GroundClearance Over(SweptCorridor corridor, TerrainMap terrain, Length required) =>
        Over(corridor, terrain.HighestGround(corridor.From, corridor.To, corridor.HalfWidth), required);

    /// <summary>The clearance over every obstacle that may stand in the corridor, the highest first.</summary>
    /// <param name="corridor">The corridor.</param>
    /// <param name="obstacles">What stands high.</param>
    /// <param name="accuracy">What a top may be wrong by, by how it is known.</param>
    /// <param name="required">What is kept over the top and its accuracy.</param>
    public static IEnumerable<ObstacleClearance> Over(SweptCorridor corridor, ObstacleSet obstacles, ElevationAccuracy accuracy, Length required)
    {
        foreach (var obstacle in obstacles.Within(corridor.From, corridor.To, corridor.HalfWidth))
        {
            var height = corridor.Low - (obstacle.Top + accuracy.Of(obstacle.Obstacle.TopMetres.Status));
            yield return new ObstacleClearance(obstacle, height, height - required);
        }
    }

    /// <summary>A point of the way, to 200 m, from which the highest ground of a corridor is in reach.</summary>
    /// <param name="corridor">The corridor.</param>
    /// <param name="terrain">The terrain.</param>
    /// <param name="highest">Its answer for the corridor.</param>
    public static LatLon PlaceOf(SweptCorridor corridor, TerrainMap terrain, Ground highest)
    {
        var (from, to) = (corridor.From, corridor.To);
        while (from.DistanceTo(to).Metres > PlaceMetres)
        {
            var middle = Middle(from, to);
            var first = terrain.HighestGround(from, middle, corridor.HalfWidth);

            // Which grids were looked at differs from half to half.
            (from, to) = first with { Grids = highest.Grids } == highest ? (from, middle) : (middle, to);
        }

        return Middle(from, to);
    }

    private static LatLon Middle(LatLon from, LatLon to)
    {
        var line = Geodesic.Inverse(from.LatitudeDegrees, from.LongitudeDegrees, to.LatitudeDegrees, to.LongitudeDegrees);
        var middle = Geodesic.Direct(from.LatitudeDegrees, from.LongitudeDegrees, line.InitialAzimuthDegrees, line.DistanceMetres / 2);
        return new LatLon(middle.LatitudeDegrees, middle.LongitudeDegrees);
    }
}
