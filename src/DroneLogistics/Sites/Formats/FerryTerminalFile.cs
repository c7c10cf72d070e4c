using DroneLogistics.Geodesy;
using DroneLogistics.Provenance;

namespace DroneLogistics.Sites.Formats;

/// <summary>Reads <c>data/ferries/terminals.json</c>.</summary>
public static class FerryTerminalFile
{
    /// <exception cref="DataFileException">Names the file, the key and the bound.</exception>
    public static IReadOnlyList<FerryTerminal> Read(ReadOnlyMemory<byte> json, string file)
    {
        var root = DataObject.Parse(json, file);
        _ = root.Text("note");
        _ = root.Text("licence");
        _ = root.Text("source");
        var terminals = root.Children("terminals").Select(ReadTerminal).ToList();
        root.Close();
        return terminals;
    }

    private static FerryTerminal ReadTerminal(DataObject record)
    {
        var name = record.Child("name");
        var terminal = new FerryTerminal(
            record.Text("code"),
            name.Text("en"),
            name.Text("zh"),
            new LatLon(record.Number("latitudeDeg", -90, 90), record.Number("longitudeDeg", -180, 180)),
            record.Text("positionConfidence"));
        name.Close();
        record.Close();
        return terminal;
    }
}
