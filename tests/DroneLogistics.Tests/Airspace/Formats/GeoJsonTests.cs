using DroneLogistics.Airspace;
using NUnit.Framework;

namespace DroneLogistics.Tests.Airspace.Formats;

public sealed class GeoJsonTests
{
    [Test]
    public void Polygons_and_points_with_a_radius_are_zones()
    {
        var set = Imports.Accepted(Imports.GeoJson);

        Assert.That(set.Zones.Select(zone => (zone.Id.Identifier, zone.Type)), Is.EqualTo([("TEST1", ZoneType.Prohibited), ("TEST2", ZoneType.Conditional)]));
        Assert.That(((ZoneCircle)set.Zones[1].Volumes.Single().Shape).Radius.Metres, Is.EqualTo(500));
        Assert.That(set.Zones[1].Volumes.Single().Layer, Is.EqualTo(new ZoneLayer(null, new VerticalLimit(1000, LimitUnit.Feet, VerticalReference.Amsl))));
    }

    [TestCase("features/0/properties/type", "\"VERBOTEN\"", ImportProblem.UnknownWord, "properties.type")]
    [TestCase("features/0/properties/upperReference", "\"FL\"", ImportProblem.UnknownVerticalReference, "properties.upperReference")]
    [TestCase("features/1/properties/radius", "-1", ImportProblem.InvalidCircle, "properties.radius")]
    [TestCase("features/0/geometry/type", "\"LineString\"", ImportProblem.UnsupportedGeometry, "geometry.type")]
    public void What_is_unknown_is_refused_in_both_modes(string path, string value, ImportProblem problem, string key)
    {
        foreach (var options in new[] { Imports.Strict, Imports.Lenient })
        {
            var refusal = Imports.Refusal(Imports.Read(Imports.With(Imports.GeoJson, path, System.Text.Json.Nodes.JsonNode.Parse(value)), options));
            Assert.That((refusal.Problem, refusal.Key), Is.EqualTo((problem, key)), refusal.ToString());
        }
    }

    [TestCase("type", "read as PROHIBITED")]
    [TestCase("identifier", "read as GJ00001")]
    [TestCase("lower", "read as none")]
    public void A_missing_property_is_refused_when_strict_and_read_most_strictly_when_lenient(string key, string done)
    {
        var text = Imports.Without(Imports.GeoJson, $"features/0/properties/{key}");
        var lenient = Imports.Read(text, Imports.Lenient);

        Assert.That(Imports.Refusal(Imports.Read(text)).Key, Is.EqualTo($"properties.{key}"));
        Assert.That((lenient.Diagnostics.Single().Key, lenient.Diagnostics.Single().Done), Is.EqualTo(($"properties.{key}", done)));
        Assert.That(lenient.Set!.Zones[0].Type, Is.EqualTo(ZoneType.Prohibited));
    }
}
