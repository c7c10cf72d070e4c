using DroneLogistics.Airspace.Obstacles;
using DroneLogistics.Geodesy;
using DroneLogistics.Provenance;
using DroneLogistics.Units;

namespace DroneLogistics.Airspace.Formats;

/// <summary>Reads <c>data/obstacles/*.json</c>, strict.</summary>
public static class ObstacleFile
{
    /// <summary>The highest structure on earth is below 1,000 m; its ground may lie above the sea.</summary>
    internal const double HighestTopMetres = 3000;

    internal const double WidestAccuracyMetres = 100_000;

    internal static readonly Dictionary<string, ObstacleKind> Kinds = new(StringComparer.Ordinal)
    {
        ["pylon"] = ObstacleKind.Pylon,
        ["bridge"] = ObstacleKind.Bridge,
        ["wind-farm"] = ObstacleKind.WindFarm,
        ["cranes"] = ObstacleKind.Cranes,
        ["statue"] = ObstacleKind.Statue,
        ["lighthouse"] = ObstacleKind.Lighthouse,
        ["stack"] = ObstacleKind.Stack,
        ["mast"] = ObstacleKind.Mast,
    };

    /// <exception cref="DataFileException">Names the file, the key and the bound.</exception>
    public static IReadOnlyList<Obstacle> Read(ReadOnlyMemory<byte> json, string file)
    {
        var root = DataObject.Parse(json, file);
        _ = root.Text("note");
        _ = root.Text("licence");
        var sources = root.Sources();
        var obstacles = root.Records("obstacles", record => ReadObstacle(record, sources), obstacle => obstacle.Id);
        root.Close();

        // A line with one end would be wires that nobody avoids.
        var loose = obstacles.Where(obstacle => obstacle.Line is not null).GroupBy(obstacle => obstacle.Line).FirstOrDefault(line => line.Count() < 2);
        return loose is null ? obstacles : throw root.Trouble("obstacles", $"has one end only of the line \"{loose.Key}\"; expected two or more");
    }

    private static Obstacle ReadObstacle(DataObject record, IReadOnlyDictionary<string, string> sources)
    {
        var id = record.Text("id");
        if (!Identifier.IsWellFormed(id))
        {
            throw record.Trouble("id", $"is \"{id}\"; expected {Identifier.Rule}");
        }

        var name = record.Child("name");
        var line = record.TextOrEmpty("line");
        var obstacle = new Obstacle(
            id,
            name.Text("en"),
            name.Text("zh"),
            record.OneOf("kind", Kinds),
            new LatLon(record.Number("latitudeDeg", -90, 90), record.Number("longitudeDeg", -180, 180)),
            Length.FromMetres(record.Number("horizontalAccuracyM", 0, WidestAccuracyMetres)),
            record.Sourced("topM", "m", 0, HighestTopMetres, sources),
            line.Length == 0 ? null : line,
            record.TextOrEmpty("note"));
        name.Close();
        record.Close();
        return obstacle;
    }
}
