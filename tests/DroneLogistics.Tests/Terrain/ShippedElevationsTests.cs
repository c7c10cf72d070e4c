using DroneLogistics.Provenance;
using DroneLogistics.Terrain;
using NUnit.Framework;

namespace DroneLogistics.Tests.Terrain;

public sealed class ShippedElevationsTests
{
    private static readonly Coastline Coast = ShippedData.World.Coastline;

    private static IEnumerable<IslandElevation> Elevations => ShippedTerrain.Elevations;

    [Test]
    public void Every_named_island_has_its_elevation_and_no_other_has_one()
    {
        var named = Coast.Islands.Where(island => island.NameEnglish is not null && island.Id is not ("ZI001" or "ZI002"));

        Assert.That(Elevations.Select(elevation => elevation.IslandId), Is.EquivalentTo(named.Select(island => island.Id)));
        Assert.That(Coast.Islands.Count(island => island.NameEnglish is null), Is.EqualTo(605), "islets by area");
    }

    [TestCaseSource(nameof(Elevations))]
    public void The_record_bears_the_name_of_the_island_and_its_label_lies_on_it(IslandElevation elevation)
    {
        var (island, shore) = Coast.Nearest(elevation.LabelPoint)!.Value;

        Assert.That(island.Id, Is.EqualTo(elevation.IslandId));
        Assert.That(shore.Metres, Is.LessThan(0));
        Assert.That(island.NameChinese, Is.EqualTo(elevation.NameChinese));
        Assert.That(island.NameEnglish, Is.EqualTo(elevation.NameEnglish));
    }

    [TestCaseSource(nameof(Elevations))]
    public void The_height_has_a_status_and_a_source_and_none_exceeds_the_highest_mountain_of_the_archipelago(IslandElevation elevation)
    {
        // Duizhishan on Taohua, 544 m, is the highest of the archipelago.
        Assert.That(elevation.Maximum.Value, Is.InRange(50, 544));
        Assert.That(elevation.Maximum.Status, Is.AnyOf(SourceStatus.Published, SourceStatus.Recalled, SourceStatus.Assumed));
        Assert.That(elevation.Maximum.Source, Has.Length.GreaterThan(20), "spelled out");
    }

    [TestCaseSource(nameof(Elevations))]
    public void A_summit_lies_on_its_island_or_no_farther_off_than_it_is_known(IslandElevation elevation)
    {
        foreach (var summit in elevation.Summits)
        {
            var (island, shore) = Coast.Nearest(summit.Position)!.Value;

            Assert.That(island.Id, Is.EqualTo(elevation.IslandId), summit.Source);
            Assert.That(shore, Is.LessThan(summit.Accuracy));
        }
    }

    [Test]
    public void Where_two_sources_put_one_summit_in_two_places_both_are_kept()
    {
        Assert.That(Elevations.Single(elevation => elevation.IslandId == "ZI003").Summits, Has.Count.EqualTo(2));
    }
}
