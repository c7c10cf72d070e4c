using System.Globalization;
using System.Text;

namespace DroneLogistics.Formats.Exchange;

/// <summary>
/// Writes a mission as MAVLink's plain-text file, QGC WPL 110: the home position, then the items, tabs between their twelve numbers, altitudes
/// above mean sea level. Of a refused flight the second line is a comment that says so; ground stations that know no comments do not load it.
/// </summary>
public static class WaypointFile
{
    internal const string Header = "QGC WPL 110";

    public static string Write(ExchangedFlight flight)
    {
        var text = new StringBuilder(Header).Append('\n');
        if (!flight.IsGo)
        {
            text.Append(CultureInfo.InvariantCulture, $"# NO_GO: {string.Join(' ', flight.Refusals)}\n");
        }

        var home = new MissionItem(MissionItem.Waypoint, MissionItem.AboveSeaLevel, [0, 0, 0, 0], flight.Waypoints[0].LatitudeDegrees, flight.Waypoints[0].LongitudeDegrees, flight.OriginElevation.Metres);
        var items = MissionItem.Of(flight.Waypoints, flight.Cruise, flight.DestinationElevation, flight.Airspeed, flight.IsWinged).Prepend(home);
        foreach (var (index, item) in items.Index())
        {
            // What the vehicle chooses itself is 0 in this older format, which has no word for it.
            string[] cells =
            [
                $"{index}", index == 0 ? "1" : "0", $"{item.Frame}", $"{item.Command}",
                .. item.First.Select(number => XmlOut.Number(number ?? 0)), XmlOut.Number(item.X), XmlOut.Number(item.Y), XmlOut.Number(item.Z), "1",
            ];
            text.AppendJoin('\t', cells).Append('\n');
        }

        return text.ToString();
    }
}
