using DroneLogistics.Airspace.Obstacles;
using DroneLogistics.Service.Store;
using Google.Protobuf.WellKnownTypes;

namespace DroneLogistics.Service;

/// <summary>Writes obstacles and their sets as messages of the contract.</summary>
public static class ObstacleWriter
{
    /// <param name="obstacle">The obstacle.</param>
    /// <param name="set">The resource name of its set; empty where it ships.</param>
    public static V1.Obstacle Write(Obstacle obstacle, string set) => new()
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
        ObstacleSet = set,
    };

    public static V1.ObstacleSet Write(HeldObstacleSet held) => new()
    {
        Name = held.ResourceName,
        ObstacleCount = held.Obstacles.Count,
        Source = held.Provenance.Source,
        SourceStatus = (V1.SourceStatus)held.Provenance.Status,
        Licence = held.Provenance.Licence,
        FileName = held.File.FileName,
        ContentSha256 = Convert.ToHexStringLower(held.File.Sha256),
        CreateTime = held.File.Imported.ToTimestamp(),
        Etag = FlightStore.EtagOf(held.File.Revision),
    };
}
