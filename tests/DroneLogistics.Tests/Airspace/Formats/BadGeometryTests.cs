using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using DroneLogistics.Airspace;
using DroneLogistics.Airspace.Formats;
using NUnit.Framework;

namespace DroneLogistics.Tests.Airspace.Formats;

/// <summary>Geometry that cannot be trusted is refused, with the feature and the key, in both modes unless said otherwise.</summary>
public sealed class BadGeometryTests
{
    private const string Ring = "features/0/geometry/coordinates/0";

    private static readonly ImportOptions[] Modes = [Imports.Strict, Imports.Lenient];

    [TestCase("[[122,30],[122.2,30.1],[122.1,30],[122,30.3],[122,30]]", ImportProblem.SelfIntersection, "geometry.coordinates", TestName = "A ring that crosses itself is refused.")]
    [TestCase("[[122,30],[122.1,30.1],[122.1,30],[122,30.1],[122,30]]", ImportProblem.NoArea, "geometry.coordinates[0]", TestName = "A bow of two equal halves is refused.")]
    [TestCase("[[122,30],[122.1,30],[122.1,30.1],[122,30.1]]", ImportProblem.RingNotClosed, "geometry.coordinates[0][3]", TestName = "A ring that is not closed is refused.")]
    [TestCase("[[122,30],[122.1,30],[122,30]]", ImportProblem.TooFewPositions, "geometry.coordinates[0]", TestName = "A ring of three positions is refused.")]
    [TestCase("[[179,30],[-179,30],[-179,31],[179,31],[179,30]]", ImportProblem.CrossesAntimeridian, "geometry.coordinates[0][1]", TestName = "A ring across the antimeridian is refused.")]
    [TestCase("[[30,122],[30,122.1],[30.1,122.1],[30.1,122],[30,122]]", ImportProblem.SwappedCoordinates, "geometry.coordinates[0][0]", TestName = "Latitude before longitude is refused and said to be swapped.")]
    [TestCase("[[122,30],[1e999,30],[122.1,30.1],[122,30.1],[122,30]]", ImportProblem.NotFinite, "geometry.coordinates[0][1]", TestName = "A number beyond all doubles is refused.")]
    [TestCase("[[122,30],[182.1,30],[122.1,30.1],[122,30.1],[122,30]]", ImportProblem.OutOfRange, "geometry.coordinates[0][1]", TestName = "A longitude of 182 degrees is refused.")]
    [TestCase("[[122,30],[\"NaN\",30],[122.1,30.1],[122,30.1],[122,30]]", ImportProblem.WrongKind, "geometry.coordinates[0][1][0]", TestName = "A text for a coordinate is refused.")]
    [TestCase("[[122,30],[122.1],[122.1,30.1],[122,30.1],[122,30]]", ImportProblem.WrongKind, "geometry.coordinates[0][1]", TestName = "A position of one number is refused.")]
    [TestCase("[[122,30],null,[122.1,30.1],[122,30.1],[122,30]]", ImportProblem.WrongKind, "geometry.coordinates[0][1]", TestName = "A null for a position is refused.")]
    [TestCase("[[122,30],[122.1,30],[122.2,30],[122,30]]", ImportProblem.NoArea, "geometry.coordinates[0]", TestName = "A ring on one line is refused.")]
    [TestCase("[[122,30],[122.1,30],[122.05,30.05],[122.1,30.1],[122,30.1],[122.05,30.05],[122,30]]", ImportProblem.SelfIntersection, "geometry.coordinates", TestName = "A ring that touches itself is refused.")]
    public void In_both_modes(string ring, ImportProblem problem, string key)
    {
        // The literal stands in the text, as JSON trees hold no 1e999.
        var text = Imports.With(Imports.Ed318, "features/0/geometry/coordinates", JsonNode.Parse("[\"@\"]")).Replace("\"@\"", ring, StringComparison.Ordinal);
        foreach (var options in Modes)
        {
            var refusal = Imports.Refusal(Imports.Read(text, options));
            Assert.That((refusal.Problem, refusal.Feature, refusal.Key), Is.EqualTo((problem, "features[0] (TEST-1)", key)), $"{options.Mode}: {refusal}");
            Assert.That((refusal.Expected, refusal.Found), Is.Not.EqualTo((string.Empty, string.Empty)));
        }
    }

    [Test]
    public void A_literal_NaN_is_no_JSON_and_is_refused_with_feature_and_key()
    {
        var text = Imports.With(Imports.Ed318, $"{Ring}/2/1", "@").Replace("\"@\"", "NaN", StringComparison.Ordinal);
        var refusal = Imports.Refusal(Imports.Read(text));

        Assert.That((refusal.Problem, refusal.Feature, refusal.Key), Is.EqualTo((ImportProblem.NotReadable, "features[0]", "geometry.coordinates[0][2][1]")));
    }

    [Test]
    public void A_clockwise_ring_is_refused_when_strict_and_turned_round_and_told_when_lenient()
    {
        var ring = JsonNode.Parse(Imports.Ed318)!["features"]![0]!["geometry"]!["coordinates"]![0]!.AsArray().Reverse().Select(node => node!.DeepClone()).ToArray();
        var text = Imports.With(Imports.Ed318, Ring, new JsonArray(ring));
        var refusal = Imports.Refusal(Imports.Read(text));
        var lenient = Imports.Read(text, Imports.Lenient);

        Assert.That((refusal.Problem, refusal.Key), Is.EqualTo((ImportProblem.WrongWinding, "geometry.coordinates[0]")));
        Assert.That(lenient.Set!.Zones[0].Covers(new(30.02, 122.02)), Is.True);
        Assert.That((lenient.Diagnostics.Single().Problem, lenient.Diagnostics.Single().Done), Is.EqualTo((ImportProblem.WrongWinding, "read the other way round")));
    }

    [Test]
    public void A_hole_outside_of_its_ring_is_refused()
    {
        var text = Imports.With(Imports.Ed318, "features/0/geometry/coordinates/1", JsonNode.Parse("[[123,30],[123,30.1],[123.1,30],[123,30]]"));

        Assert.That(Imports.Refusal(Imports.Read(text)).Problem, Is.EqualTo(ImportProblem.InvalidPolygon));
    }

    [TestCase("-1")]
    [TestCase("0")]
    [TestCase("1e8")]
    public void A_circle_needs_a_radius_above_zero_that_stays_off_the_poles(string radius)
    {
        var text = Imports.With(Imports.Ed318, "features/1/geometry/extent/radius", JsonNode.Parse(radius));
        foreach (var options in Modes)
        {
            var refusal = Imports.Refusal(Imports.Read(text, options));
            Assert.That((refusal.Problem, refusal.Feature, refusal.Key), Is.EqualTo((ImportProblem.InvalidCircle, "features[1] (TEST_2)", "geometry.extent.radius")));
        }
    }

    [Test]
    public void Swapped_coordinates_that_could_be_elsewhere_are_found_where_zones_are_expected_in_a_region()
    {
        // 48.9 N 2.4 E told as 2.4 N 48.9 E, off Somalia: only the region tells.
        var paris = Imports.Strict with { Region = new(48, 2, 50, 3) };
        var text = Imports.With(Imports.With(Imports.Ed318, "features/1/geometry/coordinates", JsonNode.Parse("[48.9, 2.4]")), "features/0/geometry/coordinates", JsonNode.Parse("[[[2.4,48.9],[2.5,48.9],[2.5,49],[2.4,48.9]]]"));

        Assert.That(Imports.Read(text).Set, Is.Not.Null);
        Assert.That(Imports.Refusal(Imports.Read(text, paris)).Problem, Is.EqualTo(ImportProblem.SwappedCoordinates));
    }

    [Test]
    public void Three_million_vertices_are_refused_with_their_ring()
    {
        var ring = new StringBuilder("[");
        for (var index = 0; index < 3_000_000; index++)
        {
            ring.Append(CultureInfo.InvariantCulture, $"[122.{index % 10},30],");
        }

        var text = Imports.With(Imports.Ed318, "features/0/geometry/coordinates", JsonNode.Parse("[\"@\"]")).Replace("\"@\"", ring.Append("[122,30]]").ToString(), StringComparison.Ordinal);
        var refusal = Imports.Refusal(Imports.Read(text));

        Assert.That((refusal.Problem, refusal.Feature, refusal.Key), Is.EqualTo((ImportProblem.TooManyVertices, "features[0] (TEST-1)", "geometry.coordinates[0]")));
    }

    [Test]
    public void Many_rings_that_are_too_many_together_are_refused()
    {
        var few = Imports.Strict with { Limits = Imports.Strict.Limits with { MaxPositions = 9 } };

        // Five positions and a hole of five.
        var refusal = Imports.Refusal(Imports.Read(Imports.Ed318, few));
        Assert.That((refusal.Problem, refusal.Key), Is.EqualTo((ImportProblem.TooManyVertices, "geometry.coordinates[1]")));
    }

    [Test]
    public void Deep_nesting_is_refused_with_feature_and_key()
    {
        var deep = new string('[', 5000) + new string(']', 5000);
        var text = Imports.With(Imports.Ed318, "features/1/geometry/coordinates", "@").Replace("\"@\"", deep, StringComparison.Ordinal);
        var refusal = Imports.Refusal(Imports.Read(text));

        Assert.That((refusal.Problem, refusal.Feature), Is.EqualTo((ImportProblem.NestedTooDeep, "features[1]")));
        Assert.That(refusal.Key, Does.StartWith("geometry.coordinates[0][0]"));
    }

    [TestCase("LineString")]
    [TestCase("Polyhedron")]
    public void A_geometry_without_an_area_is_refused(string type)
    {
        var refusal = Imports.Refusal(Imports.Read(Imports.With(Imports.Ed318, "features/0/geometry/type", type)));

        Assert.That((refusal.Problem, refusal.Key), Is.EqualTo((ImportProblem.UnsupportedGeometry, "geometry.type")));
    }

    [Test]
    public void A_point_without_an_extent_is_refused()
    {
        var refusal = Imports.Refusal(Imports.Read(Imports.Without(Imports.Ed318, "features/1/geometry/extent")));

        Assert.That((refusal.Problem, refusal.Key), Is.EqualTo((ImportProblem.MissingKey, "geometry.extent")));
    }

    [Test]
    public void One_bad_feature_among_good_ones_refuses_all_and_every_bad_one_is_told()
    {
        var text = Imports.With(Imports.With(Imports.Ed318, "features/1/geometry/extent/radius", -5), "features/0/properties/type", "FORBIDDEN");
        var import = Imports.Read(text, Imports.Lenient);

        Assert.That(import.Set, Is.Null);
        Assert.That(import.Refusals.Select(refusal => refusal.Feature), Is.EqualTo(["features[0] (TEST-1)", "features[1] (TEST_2)"]));
    }
}
