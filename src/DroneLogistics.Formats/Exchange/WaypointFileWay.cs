using DroneLogistics.Provenance;
using DroneLogistics.Units;

namespace DroneLogistics.Formats.Exchange;

/// <summary>Reads a plain-text mission of MAVLink, QGC WPL 110: home, then items; lines that begin with # are comments.</summary>
internal static class WaypointFileWay
{
    private const int Cells = 12;

    public static ImportedWay Read(ReadOnlyMemory<byte> content, string file)
    {
        var lines = WayText.Utf8(content, file).Split('\n').Select((line, index) => (Text: line.Trim(), Number: index + 1)).Where(line => line.Text.Length > 0).ToList();
        if (lines[0].Text != WaypointFile.Header)
        {
            throw new DataFileException(file, "line 1", $"is \"{WayText.Short(lines[0].Text)}\"; expected {WaypointFile.Header}");
        }

        var rows = lines.Skip(1).Where(line => !line.Text.StartsWith('#')).ToList();
        WayImport.RequireCount(rows.Count, file);
        var items = rows.Select((row, index) => (Item: Item(row.Text, row.Number, index, file), Where: $"line {row.Number}")).ToList();
        if (items.Count == 0 || items[0].Item is not { Command: MissionItem.Waypoint, Frame: MissionItem.AboveSeaLevel } home)
        {
            throw new DataFileException(file, items.Count == 0 ? "(file)" : items[0].Where, $"is no home position; expected a waypoint ({MissionItem.Waypoint}) in frame {MissionItem.AboveSeaLevel} in front of the items");
        }

        var start = AltitudeAmsl.FromMetres(home.Z);
        var (points, airspeed) = MissionWay.Of(new Geodesy.LatLon(home.X, home.Y), start, items.Skip(1), file);
        return new ImportedWay
        {
            Format = ExchangeFormat.Waypoints,
            Points = points,
            Start = start,
            Airspeed = airspeed,
            IsRefused = lines.Any(line => line.Text.StartsWith("# NO_GO", StringComparison.Ordinal)),
        };
    }

    private static MissionItem Item(string text, int line, int index, string file)
    {
        var cells = SafeXml.Words(text);
        if (cells.Length != Cells)
        {
            throw new DataFileException(file, $"line {line}", $"has {cells.Length} numbers; expected {Cells}");
        }

        double Number(int cell, double least, double most) => WayText.Number(cells[cell], file, $"line {line}, number {cell + 1}", least, most);
        int Whole(int cell, int most) => Number(cell, 0, most) is var number && number == Math.Floor(number)
            ? (int)number
            : throw new DataFileException(file, $"line {line}, number {cell + 1}", $"is \"{cells[cell]}\"; expected a whole number");
        if (Whole(0, WayLimits.MaxPoints) != index)
        {
            throw new DataFileException(file, $"line {line}", $"has the index {cells[0]}; expected {index}, one after the line before");
        }

        var frame = Whole(2, 100);
        var isPlace = frame != MissionItem.NoPlace;
        return new MissionItem(
            Whole(3, 65_535),
            frame,
            [Number(4, -1e9, 1e9), Number(5, -1e9, 1e9), Number(6, -1e9, 1e9), Number(7, -1e9, 1e9)],
            Number(8, isPlace ? -90 : -1e9, isPlace ? 90 : 1e9),
            Number(9, isPlace ? -180 : -1e9, isPlace ? 180 : 1e9),
            Number(10, isPlace ? WayLimits.LeastMetres : -1e9, isPlace ? WayLimits.MostMetres : 1e9));
    }
}
