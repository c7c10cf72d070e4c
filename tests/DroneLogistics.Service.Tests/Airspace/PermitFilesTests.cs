using DroneLogistics.Airspace;
using DroneLogistics.Provenance;
using DroneLogistics.Sites;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Airspace;

/// <summary>The approvals and slots that ship, as the service reads them from its data folder.</summary>
public sealed class PermitFilesTests
{
    private static readonly SiteRegister Sites = WorldFiles.Load(WorldFiles.DefaultFolder).Sites;

    private static readonly IReadOnlyList<GeozoneSet> Zones = WorldFiles.Airspace(WorldFiles.DefaultFolder).Zones;

    [Test]
    public void What_ships_is_read_and_is_for_demonstration()
    {
        var permits = WorldFiles.Permits(WorldFiles.DefaultFolder, Sites, Zones);

        Assert.That(permits.Authorizations.All.Select(held => held.IsDemonstration), Is.EqualTo([true]));
        Assert.That(permits.Slots.Series.Select(series => series.Zone), Is.EqualTo([new ZoneId("CHN", "ZSZSCP")]));
    }

    [Test]
    public void An_approval_of_a_site_that_is_not_there_is_refused_with_its_name() => Assert.That(
        () => WorldFiles.Permits(WorldFiles.DefaultFolder, new SiteRegister(Sites.All.Where(site => site.Id.Text != "gouqi")), Zones),
        Throws.TypeOf<DataFileException>().With.Message.Contains("authorizations.json").And.Message.Contains("gouqi"));

    [Test]
    public void Slots_in_a_zone_that_is_not_there_are_refused_with_its_name() => Assert.That(
        () => WorldFiles.Permits(WorldFiles.DefaultFolder, Sites, [.. Zones.Where(set => set.Find(new ZoneId("CHN", "ZSZSCP")) is null)]),
        Throws.TypeOf<DataFileException>().With.Message.Contains("slots.json").And.Message.Contains("ZSZSCP"));
}
