using System.Text;
using DroneLogistics.Airspace;
using DroneLogistics.Formats;
using DroneLogistics.Geodesy;
using DroneLogistics.Provenance;
using DroneLogistics.Terrain;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Airspace;

/// <summary>The airspace and the ground that ship, as the service reads them from its data folder.</summary>
public sealed class AirspaceFilesTests
{
    private static readonly AirspaceData Shipped = WorldFiles.Airspace(WorldFiles.DefaultFolder);

    [Test]
    public void The_zones_that_ship_are_those_by_rule_and_those_for_demonstration_and_none_is_for_flight()
    {
        Assert.That(Shipped.Zones.Select(set => set.Zones.Count), Is.All.GreaterThan(0));
        Assert.That(Shipped.Zones, Is.All.Matches<GeozoneSet>(set => set!.IsNotForFlight));
        var ids = Shipped.Zones.SelectMany(set => set.Zones).Select(zone => zone.Id.Identifier).ToList();
        Assert.That(ids, Is.Unique.And.Contain("ZSZSCA").And.Contain("ZSZSCP").And.Contain("DEMO001"));
        Assert.That(Shipped.Obstacles.All, Has.Count.EqualTo(25));
    }

    [Test]
    public void The_mainland_is_what_the_coastline_says_and_nobody_flies_over_it()
    {
        var coastline = WorldFiles.Load(WorldFiles.DefaultFolder).Coastline;
        Assert.That(coastline.Islands.Where(island => island.IsMainland).Select(island => island.Id), Is.EquivalentTo(new[] { "ZI001", "ZI002" }));

        // Beilun on the mainland, some kilometres inland of the Jintang strait.
        var map = new TerrainMap(WorldFiles.Terrain(WorldFiles.DefaultFolder, coastline), new List<SiteGround>(), Length.FromMetres(172));
        var inland = new LatLon(29.90, 121.80);
        var ground = map.HighestGround(inland);
        Assert.That(ground.Source, Is.EqualTo(TerrainSource.Mainland));
        Assert.That(ground.Top, Is.Null);
    }

    [TestCase("""{"id": "X1"}""", "missing")]
    [TestCase("""{"id": "X1", "kind": "peninsula"}""", "peninsula")]
    public void A_land_of_no_known_kind_is_refused_by_name(string properties, string found)
    {
        var json = $$$"""{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {{{properties}}}, "geometry": {"type": "Polygon", "coordinates": [[[122, 30], [122.1, 30], [122.1, 30.1], [122, 30]]]}}]}""";
        Assert.That(
            () => CoastlineFile.Read(Encoding.UTF8.GetBytes(json), "islands/test.geojson"),
            Throws.TypeOf<DataFileException>().With.Message.Contains("features[0].properties.kind").And.Message.Contains(found));
    }
}
