using DroneLogistics.Geodesy;
using DroneLogistics.Provenance;
using DroneLogistics.Units;

namespace DroneLogistics.Formats.Exchange;

/// <summary>The way that the items of a mission lead: from home along their places.</summary>
internal static class MissionWay
{
    // What changes neither the way nor its altitudes: the change of a wing's mode of flight.
    private const int VtolTransition = 3000;

    // The same frames with coordinates as whole numbers on the wire; in files they are degrees all the same.
    private const int AboveSeaLevelInt = 5;
    private const int AboveHomeInt = 6;

    /// <summary>Points and airspeed of a mission.</summary>
    /// <param name="home">Where the vehicle stands.</param>
    /// <param name="altitude">Of home; null: not known, so that heights above it are none either.</param>
    /// <param name="items">In their order, each with where it stands.</param>
    /// <param name="file">For complaints.</param>
    /// <exception cref="DataFileException">An item that leads elsewhere, or that is not understood.</exception>
    public static (IReadOnlyList<ImportedPoint> Points, Speed? Airspeed) Of(LatLon home, AltitudeAmsl? altitude, IEnumerable<(MissionItem Item, string Where)> items, string file)
    {
        var points = new List<ImportedPoint> { new(home, altitude, null) };
        Speed? airspeed = null;
        foreach (var (item, where) in items)
        {
            switch (item.Command)
            {
                case MissionItem.Waypoint or MissionItem.Land or MissionItem.Takeoff or MissionItem.VtolTakeoff or MissionItem.VtolLand:
                    points.Add(At(item, home, altitude, file, where));
                    break;
                case MissionItem.ChangeSpeed when item.First[1] is > 0 and < 400:
                    // One speed for all of the way: the first.
                    airspeed ??= Speed.FromMetresPerSecond(item.First[1]!.Value);
                    break;
                case VtolTransition:
                    break;
                default:
                    throw new DataFileException(file, where, $"is the command {item.Command}; expected a way of {MissionItem.Waypoint} (waypoint), {MissionItem.Takeoff} and {MissionItem.VtolTakeoff} (take-off), {MissionItem.Land} and {MissionItem.VtolLand} (landing), with {MissionItem.ChangeSpeed} (speed above 0) and {VtolTransition} (transition) between");
            }
        }

        return (WayImport.Way(points, file), airspeed);
    }

    private static ImportedPoint At(MissionItem item, LatLon home, AltitudeAmsl? altitude, string file, string where)
    {
        // Ground stations write 0, 0 for "where it is": a take-off where it stands.
        var isHere = item is { X: 0, Y: 0, Command: MissionItem.Takeoff or MissionItem.VtolTakeoff };
        var place = isHere ? home : new LatLon(item.X, item.Y);
        return item.Frame switch
        {
            MissionItem.AboveSeaLevel or AboveSeaLevelInt => new ImportedPoint(place, AltitudeAmsl.FromMetres(item.Z), null),
            MissionItem.AboveHome or AboveHomeInt => new ImportedPoint(place, altitude is { } start ? start + Length.FromMetres(item.Z) : null, null),
            _ => throw new DataFileException(file, where, $"counts its altitude in frame {item.Frame}; expected {MissionItem.AboveSeaLevel} (above mean sea level) or {MissionItem.AboveHome} (above home)"),
        };
    }
}
