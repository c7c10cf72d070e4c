using DroneLogistics.Geodesy;
using DroneLogistics.Provenance;
using DroneLogistics.Units;

namespace DroneLogistics.Terrain.Formats;

/// <summary>Reads <c>data/terrain/*.json</c>: the highest ground of islands, strict.</summary>
public static class IslandElevationFile
{
    /// <exception cref="DataFileException">Names the file, the key and the bound.</exception>
    public static IReadOnlyList<IslandElevation> Read(ReadOnlyMemory<byte> json, string file)
    {
        var root = DataObject.Parse(json, file);
        _ = root.Text("note");
        _ = root.Text("licence");
        var sources = root.Sources();
        var islands = root.Records("islands", record => ReadIsland(record, sources), island => island.IslandId);
        root.Close();
        return islands;
    }

    private static IslandElevation ReadIsland(DataObject record, IReadOnlyDictionary<string, string> sources)
    {
        var name = record.Child("name");
        var island = new IslandElevation(
            record.Text("id"),
            name.Text("en"),
            name.Text("zh"),
            ReadPosition(record),

            // The highest mountain on earth is 8,849 m high.
            record.Sourced("maxElevationM", "m", 0, 9000, sources),
            record.TextOrEmpty("peak"),
            [.. record.Children("summits").Select(ReadSummit)]);
        name.Close();
        record.Close();
        return island;
    }

    private static Summit ReadSummit(DataObject record)
    {
        var summit = new Summit(
            ReadPosition(record),
            Length.FromMetres(record.Number("accuracyM", 0, 100_000)),
            record.OneOf("status", SourceStatusWords.All),
            record.Text("source"));
        record.Close();
        return summit;
    }

    private static LatLon ReadPosition(DataObject record) => new(record.Number("latitudeDeg", -90, 90), record.Number("longitudeDeg", -180, 180));
}
