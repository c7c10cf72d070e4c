using DroneLogistics.Sites;
using NUnit.Framework;

namespace DroneLogistics.Tests.Sites;

/// <summary>The counts of the network as the README states them.</summary>
public sealed class ShippedSitesTests
{
    private static readonly IReadOnlyList<Site> All = ShippedData.World.Sites.All;

    [Test]
    public void There_are_24_points_13_named_10_assumed_candidates_and_Jinshan_outside()
    {
        var candidates = All.Where(site => site.Source.StartsWith("assumed candidate", StringComparison.Ordinal)).ToList();
        var outside = All.Where(site => site.Id.Text == "jinshan").ToList();

        Assert.That(All, Has.Count.EqualTo(24));
        Assert.That(candidates, Has.Count.EqualTo(10));
        Assert.That(outside, Has.Count.EqualTo(1));
        Assert.That(All.Except(candidates).Except(outside).Count(), Is.EqualTo(13));
    }

    [Test]
    public void Assumed_candidates_and_no_others_are_closed_for_scheduling_and_one_is_a_test_candidate()
    {
        Assert.That(
            All.Where(site => !site.IsOpenForScheduling),
            Is.EquivalentTo(All.Where(site => site.Source.StartsWith("assumed candidate", StringComparison.Ordinal))));
        Assert.That(All.Where(site => site.Status == SiteStatus.TestCandidate).Select(site => site.Id.Text), Is.EqualTo(["wugongzhi"]));
    }

    [Test]
    public void Every_site_has_one_pad_hours_a_charger_an_accuracy_and_a_source()
    {
        using (Assert.EnterMultipleScope())
        {
            foreach (var site in All)
            {
                Assert.That(site.Pads, Has.Count.EqualTo(1), site.Id.Text);
                Assert.That(site.Pads[0].MaxMass.Value, Is.Positive, site.Id.Text);
                Assert.That(site.Pads[0].ResourceName, Is.EqualTo($"sites/{site.Id}/pads/1"));
                Assert.That(site.Hours, Is.Not.Null, site.Id.Text);
                Assert.That(site.ChargerCount.Value, Is.Positive, site.Id.Text);
                Assert.That(site.HorizontalAccuracy.Metres, Is.Positive, site.Id.Text);
                Assert.That(site.Source, Is.Not.Empty, site.Id.Text);
                Assert.That(site.Status, Is.Not.EqualTo(SiteStatus.Unknown), site.Id.Text);
            }
        }
    }

    [Test]
    public void Every_site_lies_on_land_or_nearer_to_it_than_it_is_known()
    {
        using (Assert.EnterMultipleScope())
        {
            foreach (var site in All)
            {
                var shore = ShippedData.World.Coastline.Nearest(site.Position)!.Value.ShoreDistance;
                Assert.That(shore, Is.LessThanOrEqualTo(site.HorizontalAccuracy), site.Id.Text);
            }
        }
    }

    [Test]
    public void Every_opening_is_from_seven_to_twenty_local_time()
    {
        var hours = ShippedData.Site("putuo").Hours!.OnDayOf(Worlds.Nine, ShippedData.World.Policy.LocalOffset);

        // 07:00 and 20:00 at UTC+8.
        Assert.That(hours.Start, Is.EqualTo(new DateTimeOffset(2024, 11, 24, 23, 0, 0, TimeSpan.Zero)));
        Assert.That(hours.End, Is.EqualTo(new DateTimeOffset(2024, 11, 25, 12, 0, 0, TimeSpan.Zero)));
    }

    [Test]
    public void A_night_before_opening_belongs_to_the_local_day_and_not_to_the_day_in_Greenwich()
    {
        // 00:30 local on the 26th is 16:30 UTC on the 25th: the opening of the 26th local.
        var hours = Worlds.West.Hours!.OnDayOf(new DateTimeOffset(2024, 11, 25, 16, 30, 0, TimeSpan.Zero), TimeSpan.FromHours(8));

        Assert.That(hours.Start, Is.EqualTo(new DateTimeOffset(2024, 11, 25, 23, 0, 0, TimeSpan.Zero)));
    }
}
