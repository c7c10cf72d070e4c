using System.Text;
using DroneLogistics.Airspace;
using DroneLogistics.Airspace.Formats;
using DroneLogistics.Airspace.Obstacles;
using DroneLogistics.Provenance;
using NUnit.Framework;

namespace DroneLogistics.Tests.Airspace.Formats;

/// <summary>Files of obstacles that somebody brings: taken whole, or refused by feature and key.</summary>
public sealed class ObstacleImportFileTests
{
    private const string Mast = """{"type":"Feature","properties":{"id":"mast","name":"Mast","kind":"mast","topM":95,"horizontalAccuracyM":20},"geometry":{"type":"Point","coordinates":[122.2,29.8]}}""";

    private const string Line = """{"type":"Feature","properties":{"id":"line","name":"Crossing","nameZh":"跨越","topM":120.5,"horizontalAccuracyM":10,"note":"220 kV"},"geometry":{"type":"LineString","coordinates":[[122.2,29.8],[122.21,29.81],[122.22,29.8]]}}""";

    [Test]
    public void A_point_is_a_structure_and_a_line_has_a_pylon_at_each_position_with_wires_between()
    {
        var obstacles = Taken(Collection(Mast, Line));
        Assert.That(obstacles.Select(one => (one.Id, one.Kind, one.Line)), Is.EqualTo(new[]
        {
            ("mast", ObstacleKind.Mast, null),
            ("line-1", ObstacleKind.Pylon, "line"),
            ("line-2", ObstacleKind.Pylon, "line"),
            ("line-3", ObstacleKind.Pylon, "line"),
        }));
        Assert.That((obstacles[0].Top.Metres, obstacles[0].HorizontalAccuracy.Metres, obstacles[0].TopMetres.Status), Is.EqualTo((95.0, 20.0, SourceStatus.Assumed)));
        Assert.That((obstacles[2].NameEnglish, obstacles[2].NameChinese, obstacles[2].Note), Is.EqualTo(("Crossing, pylon 2", "跨越 2", "220 kV")));
        Assert.That(new ObstacleSet(obstacles).Shapes.Count(shape => shape.Answer.IsWire), Is.EqualTo(2));
    }

    [Test]
    public void The_obstacles_that_ship_are_read_in_their_own_form()
    {
        var shipped = Repository.Read("data/obstacles/obstacles.json");
        Assert.That(Taken(shipped), Is.EqualTo(ObstacleFile.Read(Encoding.UTF8.GetBytes(shipped), "obstacles.json")));
    }

    [Test]
    public void A_file_without_obstacles_is_taken() => Assert.That(Taken(Collection()), Is.Empty);

    [TestCase("\"topM\":95", "\"topM\":3001", ImportProblem.OutOfRange, "properties.topM", "0 to 3000 m", "3001")]
    [TestCase("\"topM\":95", "\"topM\":\"95\"", ImportProblem.WrongKind, "properties.topM", "a number", "the text \"95\"")]
    [TestCase("\"topM\":95", "\"height\":95", ImportProblem.UnknownKey, "properties.height", "only id, name, nameZh, kind, topM, horizontalAccuracyM, note", "another key")]
    [TestCase("\"topM\":95,", "", ImportProblem.MissingKey, "properties.topM", "this key", "nothing")]
    [TestCase("\"horizontalAccuracyM\":20", "\"horizontalAccuracyM\":-1", ImportProblem.OutOfRange, "properties.horizontalAccuracyM", "0 to 100000 m", "-1")]
    [TestCase("\"kind\":\"mast\"", "\"kind\":\"Mast\"", ImportProblem.UnknownWord, "properties.kind", "one of pylon, bridge, wind-farm, cranes, statue, lighthouse, stack, mast", "\"Mast\"")]
    [TestCase("\"kind\":\"mast\",", "", ImportProblem.MissingKey, "properties.kind", "this key", "nothing")]
    [TestCase("[122.2,29.8]", "[29.8,122.2]", ImportProblem.SwappedCoordinates, "geometry.coordinates", "longitude, then latitude", "[29.8, 122.2], which looks like latitude, then longitude")]
    [TestCase("[122.2,29.8]", "[122.2,29.8,95]", ImportProblem.WrongKind, "geometry.coordinates", "a longitude and a latitude; the height is topM", "3 numbers")]
    [TestCase("\"Point\"", "\"Polygon\"", ImportProblem.UnsupportedGeometry, "geometry.type", "a Point, or a LineString for a power line", "\"Polygon\"")]
    [TestCase("\"topM\":95", "\"topM\":95,\"topM\":9", ImportProblem.DuplicateKey, "properties.topM", null, null)]
    public void What_is_not_as_it_should_be_is_refused_by_feature_and_key(string good, string bad, ImportProblem problem, string key, string? expected, string? found)
    {
        var refusal = Refusals(Collection(Mast.Replace(good, bad, StringComparison.Ordinal), Line)).Single();
        Assert.That((refusal.Problem, refusal.Feature.Split(' ')[0], refusal.Key), Is.EqualTo((problem, "features[0]", key)));
        Assert.That((refusal.Expected, refusal.Found), Is.EqualTo((expected ?? refusal.Expected, found ?? refusal.Found)));
    }

    [Test]
    public void All_faults_are_told_at_once_and_nothing_is_taken()
    {
        var refusals = Refusals(Collection(Mast, Mast, Line.Replace("[122.21,29.81]", "[122.2,29.8]", StringComparison.Ordinal), Mast.Replace("\"mast\",\"name\"", "\"Two Words\",\"name\"", StringComparison.Ordinal)));
        Assert.That(refusals.Select(refusal => (refusal.Problem, refusal.Feature, refusal.Key)), Is.EqualTo(new[]
        {
            (ImportProblem.DuplicateIdentifier, "features[1] (mast)", "properties.id"),
            (ImportProblem.RepeatedPosition, "features[2] (line)", "geometry.coordinates[1]"),
            (ImportProblem.OutOfRange, "features[3] (Two Words)", "properties.id"),
        }));
    }

    [Test]
    public void A_fault_of_the_own_form_is_told_by_record_and_key()
    {
        var shipped = Repository.Read("data/obstacles/obstacles.json");
        var refusal = Refusals(shipped.Replace("\"latitudeDeg\": 30.076", "\"latitudeDeg\": 95", StringComparison.Ordinal)).Single();
        Assert.That((refusal.Problem, refusal.Feature, refusal.Key, refusal.Found), Is.EqualTo((ImportProblem.OutOfRange, "obstacles[0]", "latitudeDeg", "95")));
        Assert.That(refusal.Expected, Is.EqualTo("a number between -90 and 90"));
    }

    [Test]
    public void Sizes_are_bounded()
    {
        var limits = Imports.Strict.Limits with { MaxFeatures = 3 };
        Assert.That(Refusals(Collection(Mast, Line), limits).Single().Found, Is.EqualTo("4"), "each pylon counts");
        Assert.That(Refusals(Collection(Line), limits with { MaxRingPositions = 2 }).Single().Problem, Is.EqualTo(ImportProblem.TooManyVertices));
        Assert.That(Refusals(Collection(Mast), limits with { MaxFileBytes = 20 }).Single().Problem, Is.EqualTo(ImportProblem.FileTooLarge));
        Assert.That(Refusals(Repository.Read("data/obstacles/obstacles.json"), limits).Single().Key, Is.EqualTo("obstacles"));
    }

    private static string Collection(params string[] features) => $"{{\"type\":\"FeatureCollection\",\"features\":[{string.Join(',', features)}]}}";

    private static IReadOnlyList<Obstacle> Taken(string text)
    {
        var import = Read(text, Imports.Strict.Limits);
        Assert.That(import.Diagnostics, Is.Empty);
        return import.Obstacles!;
    }

    private static IReadOnlyList<ImportDiagnostic> Refusals(string text, ImportLimits? limits = null)
    {
        var import = Read(text, limits ?? Imports.Strict.Limits);
        Assert.That(import.Obstacles, Is.Null);
        return import.Diagnostics;
    }

    private static ObstacleImport Read(string text, ImportLimits limits) =>
        ObstacleImportFile.Read(Encoding.UTF8.GetBytes(text), "obstacles.geojson", Imports.Strict with { Limits = limits, Provenance = new GeozoneProvenance("survey", SourceStatus.Assumed, string.Empty) });
}
