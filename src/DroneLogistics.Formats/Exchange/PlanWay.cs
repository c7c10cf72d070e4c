using System.Text.Json;
using DroneLogistics.Units;

namespace DroneLogistics.Formats.Exchange;

/// <summary>Reads mission, geofence polygons and rally points of a plan file of QGroundControl, version 1; patterns such as surveys are no way and are refused.</summary>
internal static class PlanWay
{
    private const int Parameters = 7;

    public static ImportedWay Read(ReadOnlyMemory<byte> content, string file)
    {
        var root = JsonSpot.Parse(content, file);
        Require(root.Get("fileType"), "Plan");
        _ = root.Get("version").Whole(1, 1);
        var mission = root.Get("mission");
        _ = mission.Get("version").Whole(2, 2);
        var home = mission.Get("plannedHomePosition");
        var start = home.Items(3) is [_, _, var altitude] ? AltitudeAmsl.FromMetres(altitude.Number(WayLimits.LeastMetres, WayLimits.MostMetres)) : (AltitudeAmsl?)null;
        var (points, airspeed) = MissionWay.Of(home.LatLon(), start, mission.Get("items").Items(WayLimits.MaxPoints).Select(item => (Item(item), $"{item.Path}.command")), file);
        return new ImportedWay
        {
            Format = ExchangeFormat.Plan,
            Points = points,
            Start = start,
            Airspeed = airspeed ?? (mission.Find("cruiseSpeed") is { } speed ? Speed.FromMetresPerSecond(speed.Number(0, 400)) : null),
            IsRefused = root.Find("verdict") is { Kind: JsonValueKind.String } verdict && verdict.Text() == "NO_GO",
            Fence = [.. (root.Find("geoFence")?.Find("polygons")?.Items(1000) ?? []).Select(Polygon)],
            Rally = [.. (root.Find("rallyPoints")?.Find("points")?.Items(1000) ?? []).Select(Rally)],
        };
    }

    private static void Require(JsonSpot spot, string word)
    {
        if (spot.Text() != word)
        {
            throw spot.Trouble($"\"{word}\"");
        }
    }

    private static MissionItem Item(JsonSpot item)
    {
        Require(item.Get("type"), "SimpleItem");
        var parameters = item.Get("params");
        var numbers = parameters.Items(Parameters);
        if (numbers.Count != Parameters)
        {
            throw parameters.Says($"has {numbers.Count} numbers; expected {Parameters}");
        }

        double? First(int i) => numbers[i].Kind == JsonValueKind.Null ? null : numbers[i].Number(-1e9, 1e9);
        var frame = item.Get("frame").Whole(0, 100);
        var isPlace = frame != MissionItem.NoPlace;
        double Last(int i, double most) => isPlace ? numbers[i].Number(-most, most) : First(i) ?? 0;
        return new MissionItem(item.Get("command").Whole(0, 65_535), frame, [First(0), First(1), First(2), First(3)], Last(4, 90), Last(5, 180), Last(6, WayLimits.MostMetres));
    }

    private static FencePolygon Polygon(JsonSpot polygon)
    {
        var inclusion = polygon.Get("inclusion");
        return inclusion.Kind is JsonValueKind.True or JsonValueKind.False
            ? new FencePolygon([.. polygon.Get("polygon").Items(WayLimits.MaxPoints).Select(corner => corner.LatLon())], inclusion.Kind == JsonValueKind.True)
            : throw inclusion.Trouble("true or false");
    }

    private static ImportedRally Rally(JsonSpot point) => point.Items(3) is [var latitude, var longitude, var height]
        ? new ImportedRally(JsonSpot.Place(latitude, longitude), Length.FromMetres(height.Number(WayLimits.LeastMetres, WayLimits.MostMetres)))
        : throw point.Trouble("a list of latitude, longitude and a height above home");
}
