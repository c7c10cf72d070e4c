using DroneLogistics.Dispatch;
using DroneLogistics.Fleet;
using DroneLogistics.Scheduling;
using DroneLogistics.Simulation;
using DroneLogistics.SiteEvaluation;
using DroneLogistics.Sites;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using NUnit.Framework;

namespace DroneLogistics.Tests.SiteEvaluation;

public sealed class ReachAgreementTests
{
    private static readonly World World = ShippedData.World;

    private static readonly Timetable Assumed = Timetable.Empty(World.AssumedFleet());

    [TestCase("putuo", "fz90", 10.0)]
    [TestCase("miaozihu", "fz90", 0.0)]
    [TestCase("liuheng", "fc30", 10.0)]
    public void An_existing_site_looked_at_as_a_candidate_reaches_every_other_exactly_as_CheckFlight_says_on_the_straight_line(string id, string typeId, double payload)
    {
        var (site, type) = (ShippedData.Site(id), ShippedData.Type(typeId));
        var reaches = Evaluate(site, type, payload);

        Assert.That(reaches.Select(reach => reach.Site.Id), Is.EquivalentTo(World.Sites.All.Select(other => other.Id)));
        using (Assert.EnterMultipleScope())
        {
            foreach (var reach in reaches.Where(reach => reach.Site != site))
            {
                AssertSame(reach.Outbound, Check(site, reach.Site, type, payload), $"to {reach.Site}");
                AssertSame(reach.Inbound, Check(reach.Site, site, type, payload), $"from {reach.Site}");
            }
        }
    }

    [Test]
    public void A_site_does_not_reach_itself_and_stands_first()
    {
        var putuo = ShippedData.Site("putuo");
        var nearest = Evaluate(putuo, ShippedData.Type("fz90"), 10)[0];

        Assert.That(nearest.Site, Is.EqualTo(putuo));
        Assert.That((nearest.Outbound, nearest.Inbound, nearest.RoundTripReturn), Is.EqualTo(((object?)null, (object?)null, (object?)null)));
        Assert.That((nearest.Reachable, nearest.RoundTrip), Is.EqualTo((false, false)));
    }

    [Test]
    public void Sites_come_nearest_first()
    {
        Assert.That(Evaluate(ShippedData.Site("puxi"), ShippedData.Type("fz90"), 10).Select(reach => reach.Distance.Metres), Is.Ordered);
    }

    [Test]
    public void The_way_back_on_one_pack_begins_with_the_charge_that_the_way_out_left()
    {
        var landed = Evaluate(ShippedData.Site("putuo"), ShippedData.Type("fz90"), 10).Where(reach => reach.Outbound?.LandingCharge is not null).ToList();

        Assert.That(landed, Has.Count.GreaterThan(5));
        foreach (var reach in landed)
        {
            Assert.That(reach.RoundTripReturn!.Task.TakeoffCharge, Is.EqualTo(reach.Outbound!.LandingCharge));
        }
    }

    [Test]
    public void What_is_reached_out_and_back_on_one_pack_is_reached_with_a_pack_at_each_end_and_not_the_other_way_round()
    {
        var reaches = Evaluate(ShippedData.Site("putuo"), ShippedData.Type("fz90"), 15);

        Assert.That(reaches.Where(reach => reach.RoundTrip).Select(reach => reach.Reachable), Is.All.True);

        // Liuheng: with a pack at each end, but out and back on one lands below the reserve.
        var liuheng = reaches.Single(reach => reach.Site.Id.Text == "liuheng");
        Assert.That((liuheng.Reachable, liuheng.RoundTrip), Is.EqualTo((true, false)));
    }

    private static IReadOnlyList<SiteReach> Evaluate(Site site, AircraftType type, double payload) => ReachEvaluation.Evaluate(
        new SiteCandidate
        {
            Position = site.Position,
            Elevation = site.Elevation,
            Type = type,
            Payload = Mass.FromKilograms(payload),
            Wind = Wind.Calm,
            Atmosphere = Atmosphere.Standard,
            WindPolicy = World.Policy.Wind,
            Flight = World.Policy.Flight,
            Reserve = World.Policy.Reserve,
            PackHealthRatio = World.Policy.AssumedPackHealthRatio,
        },
        World.Sites.All);

    private static Decision Check(Site from, Site to, AircraftType type, double payload) => CheckFlight.Decide(
        World,
        Assumed,
        new FlightQuestion { Origin = from, Destination = to, Type = type, Payload = Mass.FromKilograms(payload), Departure = Worlds.Nine, Route = RouteChoice.Direct },
        Worlds.Now,
        DecisionPurpose.Check);

    private static void AssertSame(FlightForecast? reach, Decision decision, string where)
    {
        Assert.That(reach?.BlockSeconds, Is.EqualTo(decision.Forecast!.BlockSeconds), where);
        Assert.That(reach?.LandingCharge, Is.EqualTo(decision.Forecast.LandingCharge), where);
        Assert.That(reach?.Reserve?.Margin, Is.EqualTo(decision.Forecast.Reserve?.Margin), where);
    }
}
