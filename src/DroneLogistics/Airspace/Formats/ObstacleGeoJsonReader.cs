using System.Text.Json;
using DroneLogistics.Airspace.Obstacles;
using DroneLogistics.Geodesy;
using DroneLogistics.Provenance;
using DroneLogistics.Units;

namespace DroneLogistics.Airspace.Formats;

/// <summary>
/// Reads obstacles of GeoJSON (RFC 7946): a Point is a structure, a LineString a power line with a pylon at each of its positions and
/// wires between them at the full height. Properties: <c>id</c>, <c>name</c>, <c>topM</c> (metres above mean sea level),
/// <c>horizontalAccuracyM</c> (radius within which it stands), and <c>kind</c>, which a line need not say; perhaps <c>nameZh</c> and
/// <c>note</c>. Another key is refused: one that is misspelt would be a height that nobody looks at.
/// </summary>
internal static class ObstacleGeoJsonReader
{
    private const int LongestText = 200;

    private static readonly string[] Keys = ["id", "name", "nameZh", "kind", "topM", "horizontalAccuracyM", "note"];

    public static IReadOnlyList<Obstacle> Read(JsonPlace root)
    {
        RequireType(root, "FeatureCollection");
        root.AllowOnly("type", "name", "bbox", "features");
        var features = root.Get("features").Items().ToList();
        var log = root.Log;
        if (features.Count > log.Limits.MaxFeatures)
        {
            throw log.Refuse(ImportProblem.OutOfRange, ImportLog.WholeFile, "features", $"at most {log.Limits.MaxFeatures} features", $"{features.Count}");
        }

        var obstacles = new List<Obstacle>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, item) in features.Index())
        {
            var feature = item with { Feature = Label(item, index), Key = string.Empty };
            try
            {
                var read = ReadFeature(feature.AsObject());
                var twice = read.FirstOrDefault(obstacle => !known.Add(obstacle.Id));
                if (twice is not null)
                {
                    throw log.Refuse(ImportProblem.DuplicateIdentifier, feature.Feature, "properties.id", "an id once", $"\"{twice.Id}\" a second time");
                }

                obstacles.AddRange(read);
            }
            catch (RefusedException) when (!log.IsFull)
            {
                // Told in the log; the next one is read to tell its faults as well.
            }
        }

        return obstacles.Count <= log.Limits.MaxFeatures
            ? obstacles
            : throw log.Refuse(ImportProblem.OutOfRange, ImportLog.WholeFile, "features", $"at most {log.Limits.MaxFeatures} points and positions of lines", $"{obstacles.Count}");
    }

    private static List<Obstacle> ReadFeature(JsonPlace feature)
    {
        RequireType(feature, "Feature");
        var properties = feature.Get("properties").AsObject();
        properties.AllowOnly(Keys);
        var geometry = feature.Get("geometry").AsObject();
        geometry.AllowOnly("type", "coordinates", "bbox");
        var type = geometry.Get("type").Text(int.MaxValue);
        if (type is not ("Point" or "LineString"))
        {
            throw geometry.Get("type").Refuse(ImportProblem.UnsupportedGeometry, "a Point, or a LineString for a power line", $"\"{type}\"");
        }

        var isLine = type == "LineString";
        var positions = isLine ? Line(geometry.Get("coordinates")) : [Position(geometry.Get("coordinates"))];
        var record = new Obstacle(
            Id(properties.Get("id"), isLine ? positions.Count : 0),
            Text(properties.Get("name")),
            properties.Find("nameZh") is { } chinese ? Text(chinese) : Text(properties.Get("name")),
            Kind(isLine ? properties.Find("kind") : properties.Get("kind")),
            positions[0],
            Length.FromMetres(Within(properties.Get("horizontalAccuracyM"), ObstacleFile.WidestAccuracyMetres)),
            new SourcedNumber("topM", Within(properties.Get("topM"), ObstacleFile.HighestTopMetres), "m", feature.Log.Options.Provenance.Status, feature.Log.Options.Provenance.Source),
            null,
            properties.Find("note")?.Text(LongestText) ?? string.Empty);
        return isLine ? [.. positions.Select((position, index) => PylonOf(record, position, index + 1))] : [record];
    }

    private static Obstacle PylonOf(Obstacle line, LatLon position, int number) => line with
    {
        Id = FormattableString.Invariant($"{line.Id}-{number}"),
        NameEnglish = FormattableString.Invariant($"{line.NameEnglish}, pylon {number}"),
        NameChinese = FormattableString.Invariant($"{line.NameChinese} {number}"),
        Position = position,
        Line = line.Id,
    };

    /// <summary>An id, with room for the numbers of a line's pylons.</summary>
    private static string Id(JsonPlace place, int pylons)
    {
        var id = place.Text(int.MaxValue);
        var last = pylons > 0 ? FormattableString.Invariant($"{id}-{pylons}") : id;
        return Identifier.IsWellFormed(id) && Identifier.IsWellFormed(last)
            ? id
            : throw place.Refuse(ImportProblem.OutOfRange, pylons > 0 ? $"{Identifier.Rule}, a line with the numbers of its pylons" : Identifier.Rule, $"\"{id}\"");
    }

    private static string Text(JsonPlace place) =>
        place.Text(LongestText) is { } text && !string.IsNullOrWhiteSpace(text) ? text : throw place.Refuse(ImportProblem.MissingKey, "a text that is not blank", "blanks");

    private static ObstacleKind Kind(JsonPlace? place)
    {
        if (place is null)
        {
            return ObstacleKind.Pylon;
        }

        var word = place.Text(int.MaxValue);
        return ObstacleFile.Kinds.TryGetValue(word, out var kind)
            ? kind
            : throw place.Refuse(ImportProblem.UnknownWord, $"one of {string.Join(", ", ObstacleFile.Kinds.Keys)}", $"\"{word}\"");
    }

    private static double Within(JsonPlace place, double most)
    {
        var metres = place.Number();
        return metres >= 0 && metres <= most ? metres : throw place.Refuse(ImportProblem.OutOfRange, FormattableString.Invariant($"0 to {most:R} m"), FormattableString.Invariant($"{metres:R}"));
    }

    private static List<LatLon> Line(JsonPlace coordinates)
    {
        var items = coordinates.Items().ToList();
        coordinates.Log.Count(items.Count, coordinates.Feature, coordinates.Key);
        if (items.Count < 2)
        {
            throw coordinates.Refuse(ImportProblem.TooFewPositions, "at least 2 positions of a line", $"{items.Count}");
        }

        var positions = items.ConvertAll(Position);
        var repeated = Enumerable.Range(1, positions.Count - 1).FirstOrDefault(index => positions[index] == positions[index - 1]);
        return repeated == 0 ? positions : throw items[repeated].Refuse(ImportProblem.RepeatedPosition, "a position other than the one before", "it again");
    }

    private static LatLon Position(JsonPlace place) => place.Value.ValueKind == JsonValueKind.Array && place.Value.GetArrayLength() > 2
        ? throw place.Refuse(ImportProblem.WrongKind, "a longitude and a latitude; the height is topM", $"{place.Value.GetArrayLength()} numbers")
        : JsonShapes.Position(place);

    private static void RequireType(JsonPlace place, string type)
    {
        var found = place.Get("type");
        if (found.Text(int.MaxValue) is var text && text != type)
        {
            throw found.Refuse(ImportProblem.UnknownFormat, $"\"{type}\"", $"\"{text}\"");
        }
    }

    /// <summary>A feature by its number and, where it can be told, its id.</summary>
    private static string Label(JsonPlace feature, int index) =>
        feature.Value.ValueKind == JsonValueKind.Object
        && feature.Value.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object
        && properties.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String
            ? $"features[{index}] ({JsonPlace.Characters(id)})"
            : $"features[{index}]";
}
