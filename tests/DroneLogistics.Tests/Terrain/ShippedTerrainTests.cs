using DroneLogistics.Geodesy;
using DroneLogistics.Terrain;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Terrain;

public sealed class ShippedTerrainTests
{
    private static IEnumerable<string> SiteNames => ShippedTerrain.Sites.Select(site => site.Name);

    [TestCaseSource(nameof(SiteNames))]
    public void A_site_stands_at_its_elevation_and_its_approach_leads_to_open_sea_below_120_m(string name)
    {
        var map = ShippedTerrain.Map;
        var approach = map.Approaches.Single(approach => approach.Site.Name == name);
        var pad = map.HighestGround(approach.Site.Position);
        TestContext.Out.WriteLine($"{name}: {approach.Site.Position.DistanceTo(approach.SeaEnd).Metres:F0} m to {approach.SeaEnd}");

        Assert.That(pad.Source, Is.EqualTo(TerrainSource.SiteSurroundings));
        Assert.That(pad.Top, Is.EqualTo(approach.Site.PadElevation));
        Assert.That(map.HighestGround(approach.SeaEnd, approach.SeaEnd, Length.Zero).Source, Is.EqualTo(TerrainSource.VesselMasts));

        // 120 m above the sea less 30 m: what a flight at the planning policy's cruise altitude needs below it.
        var along = map.HighestGround(approach.Site.Position, approach.SeaEnd, ShippedTerrain.Contingency);
        Assert.That(along.Top?.Metres, Is.LessThanOrEqualTo(90), $"{along.Source} {along.Name}");
    }

    [TestCase(30.04, 122.19, 503.6, "Zhoushan Island")]
    [TestCase(29.800, 122.275, 544, "Taohua")]
    [TestCase(30.018, 122.388, 291.3, "Putuoshan")]
    [TestCase(29.95106, 122.03996, 338, "Damao")]
    public void A_summit_has_the_height_of_its_source(double latitude, double longitude, double metres, string name)
    {
        var ground = ShippedTerrain.Map.HighestGround(new LatLon(latitude, longitude));

        Assert.That(ground.Top!.Value.Metres, Is.EqualTo(metres).Within(1e-6));
        Assert.That(ground.Name, Is.EqualTo(name));
    }

    [Test]
    public void The_straight_line_from_Putuo_to_Liuheng_passes_over_hills_that_no_cruise_below_300_m_clears()
    {
        var putuo = ShippedData.Site("putuo").Position;
        var liuheng = ShippedData.Site("liuheng").Position;
        var profile = TerrainProfile.Along(ShippedTerrain.Map, [putuo, liuheng], ShippedTerrain.Contingency, Length.FromMetres(500));

        Assert.That(profile.Select(piece => piece.Ground.Name), Has.Some.EqualTo("Mayi").And.Some.EqualTo("Taohua").And.Some.EqualTo("Zhoushan Island"));

        // 30 m of clearance and what the height may be wrong by.
        Assert.That(profile.Max(piece => (piece.Ground.Top!.Value + piece.Ground.VerticalAccuracy).Metres) + 30, Is.GreaterThan(300));
        Assert.That(profile[^1].To.Metres, Is.EqualTo(putuo.DistanceTo(liuheng).Metres).Within(1e-3));
    }

    [Test]
    public void Every_named_island_answers_with_at_most_its_highest_elevation_at_its_label_and_names_itself()
    {
        foreach (var elevation in ShippedTerrain.Elevations)
        {
            var ground = ShippedTerrain.Map.HighestGround(elevation.LabelPoint);

            Assert.That(ground.Name, Is.EqualTo(elevation.NameEnglish));
            Assert.That(ground.Top!.Value.Metres, Is.LessThanOrEqualTo(elevation.Maximum.Value!.Value));
            Assert.That(ground.Top.Value.Metres, Is.EqualTo(elevation.Maximum.Value.Value).Or.GreaterThanOrEqualTo(0.5 * elevation.Maximum.Value.Value));
        }
    }

    [Test]
    public void Over_the_mainland_only_the_named_site_is_open()
    {
        var map = ShippedTerrain.Map;

        Assert.That(map.HighestGround(new LatLon(29.8, 121.5)).Source, Is.EqualTo(TerrainSource.Mainland));
        Assert.That(map.HighestGround(new LatLon(29.8, 121.5)).Top, Is.Null);
        Assert.That(map.HighestGround(ShippedData.Site("jinshan").Position).Top!.Value.Metres, Is.EqualTo(5));
    }
}
