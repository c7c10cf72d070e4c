using DroneLogistics.V1;

namespace DroneLogistics.Cli;

/// <summary>Obstacles for people.</summary>
internal static class ObstacleText
{
    public static void WriteList(TextWriter output, IReadOnlyCollection<Obstacle> obstacles)
    {
        // Ids are longer than a column of a table is wide.
        foreach (var obstacle in obstacles)
        {
            var set = obstacle.ObstacleSet.Length > 0 ? $"set {Id(obstacle.ObstacleSet)}" : "ships";
            var line = obstacle.Line.Length > 0 ? $", bears the line {obstacle.Line}" : string.Empty;
            output.WriteLine($"{Id(obstacle.Name)}  {Kind(obstacle)}, {set}");
            Screen.Labelled(output, $"{Screen.Number(obstacle.Top.Value, "0.#")} m", FormattableString.Invariant($"within {obstacle.HorizontalAccuracyM:0.#} m of {obstacle.Position.Latitude:0.0000}, {obstacle.Position.Longitude:0.0000}: {obstacle.DisplayName}{line}"));
        }

        output.WriteLine($"{obstacles.Count} obstacles; tops in metres above mean sea level. --json has their sources.");
    }

    public static void WriteImport(TextWriter output, ImportObstaclesResponse answer, string path, bool validateOnly)
    {
        var set = answer.ObstacleSet;
        var replaced = answer.ReplacedObstacleCount > 0 ? $" in the place of {answer.ReplacedObstacleCount}" : string.Empty;
        output.WriteLine(validateOnly
            ? $"{path} would be imported as {set.Name}: {set.ObstacleCount} obstacles{replaced}. Nothing is stored."
            : $"{set.Name} is imported from {path}: {set.ObstacleCount} obstacles{replaced}.");
        ZoneText.WriteConsequences(output, answer.AffectedFlights, "Booked flights that come too near to them, or whose route goes out of service", answer.ReassessedRoutes);
    }

    private static string Kind(Obstacle obstacle) =>
        Obstacle.Descriptor.EnumTypes.Single(type => type.Name == "Kind").FindValueByNumber((int)obstacle.Kind).Name.ToLowerInvariant().Replace('_', '-');

    private static string Id(string name) => name[(name.LastIndexOf('/') + 1)..];
}
