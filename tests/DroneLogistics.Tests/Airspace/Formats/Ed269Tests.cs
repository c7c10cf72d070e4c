using System.Text;
using System.Text.Json.Nodes;
using DroneLogistics.Airspace;
using DroneLogistics.Airspace.Formats;
using NUnit.Framework;

namespace DroneLogistics.Tests.Airspace.Formats;

public sealed class Ed269Tests
{
    [Test]
    public void Zones_are_read_with_limits_shapes_and_times()
    {
        var import = Imports.Read(Imports.Ed269);
        Assert.That(import.Refusals, Is.Empty);
        var zone = import.Set!.Zones[0];

        Assert.That((zone.Id, zone.Type, zone.NameIn("en"), zone.RegulationExemption), Is.EqualTo((new ZoneId("CHE", "TEST1"), ZoneType.ReqAuthorization, "Square", (bool?)true)));
        Assert.That(zone.Volumes.Select(volume => volume.Shape.GetType()), Is.EqualTo([typeof(ZonePolygon), typeof(ZoneCircle)]));
        Assert.That(zone.Volumes[0].Layer.Upper!.Value.Height.Metres, Is.EqualTo(304.8).Within(1e-9), "1000 ft");

        // 25 November 2024 is a Monday.
        Assert.That(zone.ForceWindows(Zones.Window("2024-11-25T00:00Z", "2024-11-26T00:00Z")), Is.EqualTo([Zones.Window("2024-11-25T08:00Z", "2024-11-25T17:00Z")]));
        Assert.That(import.Set.Zones[1].InForce(Zones.Utc("2030-01-01T00:00Z")), Is.True, "permanent");
        Assert.That(import.Diagnostics.Single().Found, Is.EqualTo("\"FOREIGN_TERRITORY\""), "the reason that ED-318 does not have is told");
    }

    [Test]
    public void What_is_read_can_be_written_as_ED_318()
    {
        var set = Imports.Accepted(Imports.Ed269);

        Assert.That(Imports.Accepted(Encoding.UTF8.GetString(Ed318Writer.Write(set))).Zones.Select(zone => zone.Type), Is.EqualTo([ZoneType.ReqAuthorization, ZoneType.Prohibited]));
    }

    [TestCase("features/0/restriction", "\"MAYBE\"", ImportProblem.UnknownWord, "restriction")]
    [TestCase("features/0/geometry/0/upperVerticalReference", "\"STD\"", ImportProblem.UnknownVerticalReference, "geometry[0].upperVerticalReference")]
    [TestCase("features/0/geometry/1/horizontalProjection/radius", "-500", ImportProblem.InvalidCircle, "geometry[1].horizontalProjection.radius")]
    [TestCase("features/0/geometry/1/horizontalProjection/center", "[30.2, 122.3]", ImportProblem.SwappedCoordinates, "geometry[1].horizontalProjection.center")]
    [TestCase("features/0/geometry/1/horizontalProjection/type", "\"Ellipse\"", ImportProblem.UnsupportedGeometry, "geometry[1].horizontalProjection.type")]
    [TestCase("features/0/geometry/0/uomDimensions", "\"KM\"", ImportProblem.UnknownWord, "geometry[0].uomDimensions")]
    [TestCase("features/0/region", "70000", ImportProblem.WrongKind, "region")]
    [TestCase("features/0/region", "1.5", ImportProblem.WrongKind, "region")]
    [TestCase("features/0/geometry", "[]", ImportProblem.NoArea, "geometry")]
    public void What_is_unknown_is_refused_with_feature_and_key_in_both_modes(string path, string value, ImportProblem problem, string key)
    {
        foreach (var options in new[] { Imports.Strict, Imports.Lenient })
        {
            var refusal = Imports.Refusal(Imports.Read(Imports.With(Imports.Ed269, path, JsonNode.Parse(value)), options));
            Assert.That((refusal.Problem, refusal.Feature, refusal.Key), Is.EqualTo((problem, "features[0] (TEST1)", key)), refusal.ToString());
        }
    }

    [Test]
    public void What_ED_318_has_no_place_for_is_told()
    {
        var import = Imports.Read(Imports.With(Imports.With(Imports.Ed269, "features/1/uSpaceClass", "C"), "features/1/extendedProperties", "x"));

        Assert.That(import.Diagnostics.Where(told => told.Feature == "features[1] (TEST2)").Select(told => (told.Key, told.Done)), Is.EqualTo([("uSpaceClass", "not kept"), ("extendedProperties", "not kept")]));
    }

    [Test]
    public void A_missing_restriction_is_never_clear()
    {
        Assert.That(Imports.Refusal(Imports.Read(Imports.Without(Imports.Ed269, "features/0/restriction"), Imports.Lenient)).Key, Is.EqualTo("restriction"));
    }

    [Test]
    public void The_radius_of_a_volume_in_feet_is_read_as_metres_the_larger_reading_and_told()
    {
        var import = Imports.Read(Imports.With(Imports.Ed269, "features/1/geometry/0/uomDimensions", "FT"));

        Assert.That(((ZoneCircle)import.Set!.Zones[1].Volumes.Single().Shape).Radius.Metres, Is.EqualTo(500));
        Assert.That(import.Diagnostics, Has.Some.Matches<ImportDiagnostic>(told => told!.Problem == ImportProblem.AssumedValue && told.Key == "geometry[0].horizontalProjection.radius"));
    }
}
