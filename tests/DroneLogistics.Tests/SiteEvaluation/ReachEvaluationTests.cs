using DroneLogistics.SiteEvaluation;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using NUnit.Framework;

namespace DroneLogistics.Tests.SiteEvaluation;

public sealed class ReachEvaluationTests
{
    [Test]
    public void An_existing_site_evaluated_as_a_candidate_gives_its_own_flights()
    {
        var world = ShippedData.World;
        var putuo = ShippedData.Site("putuo");
        var candidate = new SiteCandidate
        {
            Position = putuo.Position,
            Elevation = putuo.Elevation,
            Type = ShippedData.Type("fz90"),
            Payload = Mass.FromKilograms(10),
            Wind = Flights.LightNortherly,
            Atmosphere = Atmosphere.Standard,
            WindPolicy = world.Policy.Wind,
            Flight = world.Policy.Flight,
            Reserve = world.Policy.Reserve,
            PackHealthRatio = world.Policy.AssumedPackHealthRatio,
        };
        var reaches = ReachEvaluation.Evaluate(candidate, world.Sites.All);
        Assert.That(reaches.Select(reach => reach.Distance.Metres), Is.Ordered);
        foreach (var reach in reaches.Where(reach => reach.Site != putuo))
        {
            var decision = Flights.Decide(Flights.Question(from: "putuo", to: reach.Site.Id.Text, payloadKilograms: 10), purpose: DroneLogistics.Dispatch.DecisionPurpose.Check);
            Assert.That(reach.Outbound!.BlockSeconds, Is.EqualTo(decision.Forecast!.BlockSeconds), reach.Site.Id.Text);
            Assert.That(reach.Outbound.LandingCharge, Is.EqualTo(decision.Forecast.LandingCharge), reach.Site.Id.Text);
        }
    }

    [Test]
    public void A_point_on_an_island_lies_on_land_and_one_at_sea_does_not()
    {
        var coast = ShippedData.World.Coastline;
        var inland = coast.Nearest(new DroneLogistics.Geodesy.LatLon(30.06479, 122.1147))!.Value;
        Assert.That(inland.Island.NameEnglish, Does.Contain("Zhoushan"));
        Assert.That(inland.ShoreDistance.Metres, Is.LessThan(-500));
        Assert.That(coast.Nearest(new DroneLogistics.Geodesy.LatLon(30.12, 122.50))!.Value.ShoreDistance.Metres, Is.InRange(1000, 15000));
    }
}
