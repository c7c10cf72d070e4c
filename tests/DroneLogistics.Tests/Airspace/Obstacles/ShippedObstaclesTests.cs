using DroneLogistics.Airspace.Formats;
using DroneLogistics.Airspace.Obstacles;
using DroneLogistics.Provenance;
using NUnit.Framework;

namespace DroneLogistics.Tests.Airspace.Obstacles;

public sealed class ShippedObstaclesTests
{
    public static readonly IReadOnlyList<Obstacle> Shipped = ObstacleFile.Read(ShippedFiles.Bytes("obstacles/obstacles.json"), "obstacles/obstacles.json");

    [TestCaseSource(nameof(Shipped))]
    public void It_stands_in_the_region_with_a_height_a_status_and_an_accuracy(Obstacle obstacle)
    {
        Assert.That(obstacle.Position.LatitudeDegrees, Is.InRange(29.3, 31.0));
        Assert.That(obstacle.Position.LongitudeDegrees, Is.InRange(121.0, 123.3));
        Assert.That(obstacle.Top.Metres, Is.InRange(50, 380), "the towers of the Xihoumen crossing are the tallest pylons in the world");
        Assert.That(obstacle.HorizontalAccuracy.Metres, Is.InRange(500, 5000));
        Assert.That(obstacle.Kind, Is.Not.EqualTo(ObstacleKind.Unknown));
        Assert.That(obstacle.TopMetres.Status, Is.Not.EqualTo(SourceStatus.Unknown));
    }

    [TestCase("jintang-cezi", 380, 2656)]
    [TestCase("damao-liangmao", 370, 2700)]
    public void The_towers_of_a_crossing_stand_its_published_span_apart(string line, double metres, double span)
    {
        var towers = Shipped.Where(obstacle => obstacle.Line == line).ToList();

        Assert.That(towers.Select(tower => tower.Top.Metres), Is.EqualTo([metres, metres]));

        // Both positions are recalled to 2 to 3 km; together they keep the span to some per cent.
        Assert.That(towers[0].Position.DistanceTo(towers[1].Position).Metres, Is.EqualTo(span).Within(100));
    }

    [Test]
    public void A_line_with_one_end_is_refused_with_its_name()
    {
        var json = System.Text.Encoding.UTF8.GetString(ShippedFiles.Bytes("obstacles/obstacles.json"));
        var at = json.IndexOf("\"line\": \"jintang-cezi\"", StringComparison.Ordinal);
        var loose = json.Remove(at, "\"line\": \"jintang-cezi\"".Length).Insert(at, "\"line\": \"\"");

        Assert.That(
            () => ObstacleFile.Read(System.Text.Encoding.UTF8.GetBytes(loose), "obstacles.json"),
            Throws.TypeOf<DataFileException>().With.Message.Contains("obstacles.json").And.Message.Contains("jintang-cezi"));
    }
}
