using System.Text.Json;
using DroneLogistics.Geodesy;

namespace DroneLogistics.Airspace.Formats;

/// <summary>Positions, rings and polygons of JSON, longitude first.</summary>
internal static class JsonShapes
{
    public static LatLon Position(JsonPlace place) => Position(place, place.Value, place.Key);

    public static ZonePolygon Polygon(JsonPlace coordinates)
    {
        var rings = coordinates.Items().ToList();
        return ShapeBuilder.Polygon(coordinates.Log, coordinates.Feature, coordinates.Key, [.. rings.Select(Ring)], [.. rings.Select(ring => ring.Key)]);
    }

    private static List<LatLon> Ring(JsonPlace ring)
    {
        if (ring.Value.ValueKind != JsonValueKind.Array)
        {
            throw ring.Refuse(ImportProblem.WrongKind, "a list of positions", ring.Describe());
        }

        ring.Log.Count(ring.Value.GetArrayLength(), ring.Feature, ring.Key);
        var positions = new List<LatLon>(ring.Value.GetArrayLength());
        foreach (var position in ring.Value.EnumerateArray())
        {
            // The key of a position is spelt only where it is told.
            positions.Add(!IsPlain(position, out var longitude, out var latitude) ? Position(ring, position, Key())
                : ShapeBuilder.IsSound(ring.Log, longitude, latitude) ? new LatLon(latitude, longitude)
                : ShapeBuilder.Position(ring.Log, ring.Feature, Key(), longitude, latitude));
        }

        return positions;

        string Key() => $"{ring.Key}[{positions.Count}]";
    }

    private static LatLon Position(JsonPlace place, JsonElement value, string key)
    {
        var at = place with { Key = key, Value = value };
        var numbers = at.Items().Select(item => item.Number()).ToList();
        if (numbers.Count < 2)
        {
            throw at.Refuse(ImportProblem.WrongKind, "a longitude and a latitude", $"{numbers.Count} numbers");
        }

        if (numbers.Count > 2)
        {
            at.Depart(ImportProblem.WrongKind, "a longitude and a latitude; heights stand in the layer", $"{numbers.Count} numbers", "further numbers ignored");
        }

        return ShapeBuilder.Position(at.Log, at.Feature, key, numbers[0], numbers[1]);
    }

    private static bool IsPlain(JsonElement value, out double longitude, out double latitude)
    {
        (longitude, latitude) = (0, 0);
        return value.ValueKind == JsonValueKind.Array
            && value.GetArrayLength() == 2
            && value[0].ValueKind == JsonValueKind.Number
            && value[1].ValueKind == JsonValueKind.Number
            && value[0].TryGetDouble(out longitude)
            && value[1].TryGetDouble(out latitude);
    }
}
