using DroneLogistics.Airspace.Obstacles;

namespace DroneLogistics.Service;

/// <summary>Writes obstacles as messages of the contract.</summary>
public static class ObstacleWriter
{
    public static V1.Obstacle Write(Obstacle obstacle) => new()
    {
        Name = $"{AirspaceNames.Obstacles}/{obstacle.Id}",
        DisplayName = obstacle.NameEnglish,
        DisplayNameZh = obstacle.NameChinese,
        Kind = (V1.Obstacle.Types.Kind)obstacle.Kind,
        Position = DecisionWriter.Write(obstacle.Position),
        HorizontalAccuracyM = obstacle.HorizontalAccuracy.Metres,
        Top = NetworkWriter.Write(obstacle.TopMetres),
        Line = obstacle.Line ?? string.Empty,
        Note = obstacle.Note,
    };
}
